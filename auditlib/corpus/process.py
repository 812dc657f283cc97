"""A process for tasks as its parent sees it: asked for one task at a time, watched, and ended where it goes too far.

It is started as a program of its own and not through multiprocessing, whose spawned children run the caller's main
module again: a notebook, or a short script without a guard, would start itself over and over.
"""

import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import psutil

from auditlib.corpus.messages import Work, receive, send

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; sys.path.append(sys.argv[1]); from auditlib.corpus.worker import main; main()"
TASKS_A_PROCESS = 1000
RETIRES_ABOVE = 0.5  # of the memory that a task may take


_ahead: list["Process"] = []


def process_ready() -> "Process":
    """One that was started ahead, else a new one."""
    try:
        return _ahead.pop()
    except IndexError:
        return Process()


@contextmanager
def started_ahead() -> Iterator[None]:
    """Have a process get ready while this one is still importing what hands out its first task."""
    with suppress(OSError):  # which is told when one is needed
        _ahead.append(Process())
    try:
        yield
    finally:
        while _ahead:
            _ahead.pop().close()


class Process:
    """One such process. ``ended`` says why it was killed, "" while it was not."""

    def __init__(self) -> None:
        self.ended: Literal["", "time", "memory", "stop"] = ""
        self._tasks = 0
        self._deadline = 0.0
        self._most_memory = 0
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM, str(ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._popen.stdin and self._popen.stdout
        self._tell, self._hear = self._popen.stdin, self._popen.stdout
        self._watched: psutil.Process | None = None
        with suppress(psutil.Error):
            self._watched = psutil.Process(self._popen.pid)

    def ask(self, task: Work) -> Any:
        """What comes of a task; None where the process ended over it."""
        self._tasks += 1
        self._most_memory = task.most_memory
        self._deadline = time.monotonic() + task.most_seconds
        try:
            send(self._tell, pickle.dumps(task))
            return receive(self._hear)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            return None
        finally:
            self._deadline = 0.0

    def look(self) -> None:
        """Kill the process if it is beyond one of its limits."""
        if self._deadline and time.monotonic() > self._deadline:
            self.kill("time")
        elif self._most_memory and self._memory() > self._most_memory:
            self.kill("memory")

    @property
    def is_worn(self) -> bool:
        """Whether it has to be replaced: ended, used often, or grown."""
        return (
            bool(self.ended)
            or self._tasks >= TASKS_A_PROCESS
            or self._memory() > self._most_memory * RETIRES_ABOVE
        )

    def kill(self, why: Literal["time", "memory", "stop"]) -> None:
        """Kill the process, from any thread and any number of times."""
        self.ended = self.ended or why
        with suppress(OSError):
            self._popen.kill()

    def close(self) -> None:
        """Kill the process and wait until it is gone."""
        self.kill("stop")
        for stream in (self._tell, self._hear):
            with suppress(OSError):
                stream.close()
        self._popen.wait()

    def _memory(self) -> int:
        with suppress(psutil.Error):
            return int(self._watched.memory_info().rss) if self._watched else 0
        return 0
