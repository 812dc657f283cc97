"""How the bench measures: alternately and best of several, so that a noisy machine hits all alike."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the bench's table; ``met`` says whether a stated target is reached."""

    part: str
    what: str
    value: float
    unit: str
    note: str = ""
    target: str = ""
    met: bool | None = None


def best(times: int, *tasks: Callable[[], object]) -> list[float]:
    """The best time of each task in seconds, the tasks run in turn."""
    found = [float("inf")] * len(tasks)
    for _ in range(times):
        for number, task in enumerate(tasks):
            gc.collect()
            start = time.perf_counter()
            kept = task()
            found[number] = min(found[number], time.perf_counter() - start)
            del kept  # after the clock: giving a result back is no part of the task
    return found


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps this process to one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def apart(code: str, *arguments: str) -> str:
    """What a piece of Python prints in a process of its own. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as aligned text, a heading for each part."""
    part = ""
    width = max((len(row.what) for row in rows), default=0) + 2
    for row in rows:
        if row.part != part:
            part = row.part
            yield f"\n{part}"
        told = f"{row.value:,.0f}" if row.value >= 1000 else f"{row.value:.3g}"
        goal = "" if row.met is None else f"  target {row.target}: {'met' if row.met else 'NOT met'}"
        yield f"  {row.what:{width}}{told:>9} {row.unit:10}{goal}{'  ' + row.note if row.note else ''}".rstrip()
