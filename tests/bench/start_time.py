"""What it takes to start: each command over the bare import that it cannot do without, best of several, in turn."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditlib.resources import samples

from .measuring import ROOT, Row, best

PART = "start-up, as differences in one run"
TIMES, SLOW_TIMES = 5, 3
COMMAND = "import sys; sys.argv = ['auditlib', *sys.argv[1:]]; from auditlib.__main__ import main; main()"


@dataclass(frozen=True, slots=True)
class Start:
    """A command, what it is measured over, and how many seconds more it may take."""

    what: str
    code: str
    arguments: tuple[str, ...]
    over: str
    most: float
    times: int = TIMES


def measure() -> Iterator[Row]:
    """Differences between best times, measured in turn."""
    report = str(next(path for path in sorted(samples().glob("*.html"))))
    with tempfile.TemporaryDirectory() as folder:
        for start in _starts(report, folder):
            bare, took = best(start.times, _run(start.over), _run(start.code, *start.arguments))
            more = took - bare
            note = f"{took:.2f} s over {bare:.2f} s of bare python: {start.over}"
            yield Row(
                PART, start.what, 1000 * more, "ms", note, f"≤ {1000 * start.most:.0f}", more <= start.most
            )


def _starts(report: str, folder: str) -> Iterator[Start]:
    yield Start("auditlib --help", COMMAND, ("--help",), "pass", 0.4)
    extract = ("extract", report, "-o", str(Path(folder, "data")))
    yield Start("auditlib extract of one report", COMMAND, extract, "import pandas", 0.7)
    check = ("check", report, "--fail-on", "never")
    yield Start("auditlib check of one report", COMMAND, check, "import great_expectations", 1.0, SLOW_TIMES)


def _run(code: str, *arguments: str) -> Callable[[], object]:
    command = [sys.executable, "-c", code, *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
