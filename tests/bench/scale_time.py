"""How time and memory grow with the number of reports: 100, 1,000 and 10,000, a first run and a second one.

The reports are made up, every other one a Word file and a page, each with some 10 kB of prose. The bare import of Great
Expectations, measured in the same run, is taken off: it costs the same however many reports there are.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import psutil

from .generate import Order, files, reports
from .measuring import ROOT, Row, best

PART = "scale: docx and html by turns, 10 kB of prose, all cores"
COUNTS = (100, 1_000, 10_000)
MANY = COUNTS[-1]
COUNTRY = 100_000
PROSE = 3400
FIRST, SECOND, MEMORY, GROWTH = 150.0, 15.0, 2.0, 1.1
LOOK_EVERY = 0.2
CHECK = "import sys; sys.argv = ['auditlib', *sys.argv[1:]]; from auditlib.__main__ import main; main()"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run took: seconds, and the most memory (bytes) that all its processes held together."""

    seconds: float
    memory: int


def measure() -> Iterator[Row]:
    """Rows for each number of reports, and how the cost of one grows."""
    (bare,) = best(2, lambda: _python("import great_expectations"))
    cost = {}
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder, "reports"), count)
            first, second = (_checked(Path(folder)) for _ in range(2))
        cost[count] = (first.seconds - bare) / count
        note = (
            f"{count / first.seconds:.0f} reports/s; {first.seconds:.0f} s with {bare:.1f} s of bare import"
        )
        yield _row(f"{count:,} reports, first run", first.seconds - bare, note, count, FIRST)
        yield _row(
            f"{count:,} reports, second run",
            max(second.seconds - bare, 0.0),
            f"{second.seconds:.1f} s in all",
            count,
            SECOND,
        )
        gigabytes = first.memory / 1e9
        target = (f"≤ {MEMORY:g}", gigabytes <= MEMORY) if count == MANY else ()
        yield Row(PART, f"{count:,} reports, most memory", gigabytes, "GB", "", *target)
    growth = cost[MANY] / cost[1_000]
    yield Row(
        PART,
        "cost of a report at 10,000 over that at 1,000",
        growth,
        "times",
        "",
        f"≤ {GROWTH:g}",
        growth <= GROWTH,
    )


def measure_country() -> Iterator[Row]:
    """Rows for 100,000 reports: two thirds of a year of all counties. They take an hour in all."""
    (bare,) = best(2, lambda: _python("import great_expectations"))
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "reports"), COUNTRY)
        yield from country(Path(folder), bare)


def country(folder: Path, bare: float) -> Iterator[Row]:
    """Rows for the reports that were written into a folder; ``bare`` is what the import takes."""
    first, second = (_checked(folder) for _ in range(2))
    part = f"{COUNTRY:,} reports"
    gigabytes = max(first.memory, second.memory) / 1e9
    for run, took in (("first", first), ("second", second)):
        yield Row(part, f"{run} run", took.seconds - bare, "s", f"{COUNTRY / took.seconds:.0f} reports/s")
    yield Row(part, "most memory", gigabytes, "GB", "", f"≤ {MEMORY:g}", gigabytes <= MEMORY)


def write(folder: Path, count: int) -> None:
    """Write so many made-up reports, every other one as docx and as html."""
    order = Order(agencies=count, first_year=2016, years=8, mistakes=0.3, prose=PROSE, seed=5)
    made = zip(range(count), reports(order), cycle(("docx", "html")), strict=False)
    for number, report, form in made:
        for path, content in files(report, [form], order.seed):
            target = folder / f"{number % 100:02}" / Path(path).name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _row(what: str, seconds: float, note: str, count: int, most: float) -> Row:
    target = (f"≤ {most:g}", seconds <= most) if count == MANY else ()
    return Row(PART, what, seconds, "s", note, *target)


def _checked(folder: Path) -> Ran:
    """An audit of a folder's reports through the command, with a cache beside them."""
    start = time.perf_counter()
    command = [sys.executable, "-c", CHECK, "check", str(folder / "reports"), "--format", "json"]
    options = ["-o", str(folder / "results.json"), "--fail-on", "never"]
    environment = {**os.environ, "AUDITLIB_CACHE": str(folder / "cache")}
    with subprocess.Popen([*command, *options], cwd=ROOT, env=environment) as run:
        whole, memory = psutil.Process(run.pid), 0
        while run.poll() is None:
            memory = max(memory, _memory(whole))
            time.sleep(LOOK_EVERY)
    if run.returncode:
        raise AssertionError(f"the audit ended with exit code {run.returncode}")
    return Ran(time.perf_counter() - start, memory)


def _memory(whole: psutil.Process) -> int:
    """Bytes that a process and those below it hold."""
    total = 0
    with suppress(psutil.Error):
        for process in (whole, *whole.children(recursive=True)):
            with suppress(psutil.Error):
                total += process.memory_info().rss
    return total


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
