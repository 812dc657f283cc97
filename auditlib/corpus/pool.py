"""Reading processes that no file can take down or hold up: one that goes too far, or dies, is replaced, and its file
gets the error. What LibreOffice has to convert is converted meanwhile, whatever has come together at a time."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from auditlib.corpus.messages import Work
from auditlib.corpus.process import Process, process_ready
from auditlib.corpus.reading import Refused, Staged
from auditlib.errors import UnreadableFileError

LOOK_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Converted:
    """What LibreOffice made of a staged file."""

    path: Path
    staged: Staged


Result = tuple[int, Any]


class Workers(Protocol):
    """Processes here or elsewhere that tasks are handed out to."""

    def submit(self, number: int, task: Work) -> None:
        """Hand a task out; its result has the same number."""

    def convert(self, number: int, staged: Staged, shown: str) -> None:
        """Have a file converted; its result has the same number."""

    def result(self) -> Result:
        """The next result, in the order in which they come; waits for it."""


class Server:
    """A process for one task after another, and its successors: one that is worn or has ended is replaced.

    ``running`` holds the process for as long as it lives, for whoever watches its limits.
    """

    def __init__(self, running: set[Process]) -> None:
        self._running = running
        self._process: Process | None = None

    def ask(self, task: Work, is_stopped: Callable[[], bool] = lambda: False) -> Any:
        """What comes of a task. One over which the process ended within its limits may have been killed from outside,
        and is given a second try."""
        process = self._process
        if process is None or process.is_worn:
            process = self._replace(is_stopped)
        outcome = process.ask(task)
        if outcome is None and not process.ended:
            process = self._replace(is_stopped)
            outcome = process.ask(task)
        if outcome is None:
            outcome = task.failed(process.ended)
            self._replace(is_stopped)
        return outcome

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._running.discard(self._process)
            self._process.close()
        self._process = None

    def _replace(self, is_stopped: Callable[[], bool]) -> Process:
        self.close()
        process = self._process = process_ready()
        self._running.add(process)
        if is_stopped():
            process.kill("stop")
        return process


def watch(running: set[Process], stop: threading.Event) -> None:
    """Hold processes to their limits until it is time to stop."""
    while not stop.wait(LOOK_EVERY):
        for process in list(running):
            process.look()


class Pool:
    """``jobs`` reading processes, each started when it is first needed. Leaving the context ends them all."""

    def __init__(self, jobs: int, converted: Path) -> None:
        self._jobs = jobs
        self._into = converted
        self._tasks: queue.SimpleQueue[tuple[int, Work] | None] = queue.SimpleQueue()
        self._staged: queue.SimpleQueue[tuple[int, Staged, str] | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[Result | Exception] = queue.SimpleQueue()
        self._running: set[Process] = set()
        self._threads: list[threading.Thread] = []
        self._servers = 0
        self._stop = threading.Event()

    def __enter__(self) -> "Pool":
        self._start(lambda: watch(self._running, self._stop))
        return self

    def __exit__(self, *fault: object) -> None:
        self._stop.set()
        for process in list(self._running):
            process.kill("stop")
        self._staged.put(None)
        for _ in range(self._servers):
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def submit(self, number: int, task: Work) -> None:
        """Hand a task out; its result has the same number."""
        self._tasks.put((number, task))
        if self._servers < self._jobs:
            self._servers += 1
            self._start(self._serve)

    def convert(self, number: int, staged: Staged, shown: str) -> None:
        """Have a file converted; its result has the same number."""
        if not any(thread.name == "convert" for thread in self._threads):
            self._start(self._convert, "convert")
        self._staged.put((number, staged, shown))

    def result(self) -> Result:
        """The next result, in the order in which they come; waits for it.

        Raises what went wrong in the pool itself, should anything: nobody would ever hear of it otherwise.
        """
        result = self._results.get()
        if isinstance(result, Exception):
            raise result
        return result

    def _start(self, target: Callable[[], None], name: str | None = None) -> None:
        thread = threading.Thread(target=self._guarded, args=(target,), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _guarded(self, target: Callable[[], None]) -> None:
        try:
            target()
        except Exception as fault:
            self._results.put(fault)

    def _serve(self) -> None:
        server = Server(self._running)
        try:
            while (handed := self._tasks.get()) is not None and not self._stop.is_set():
                number, task = handed
                self._results.put((number, server.ask(task, self._stop.is_set)))
        finally:
            server.close()

    def _convert(self) -> None:
        from auditlib.readers.convert import BATCH, convert

        while (first := self._staged.get()) is not None and not self._stop.is_set():
            batch = [first]
            while len(batch) < BATCH and not self._staged.empty():  # this thread alone takes from it
                if (more := self._staged.get()) is None:
                    return
                batch.append(more)
            by_path = {staged.path: (number, staged) for number, staged, _ in batch}
            made = convert({staged.path: shown for _, staged, shown in batch}, self._into, self._stop)
            for path, result in made.items():
                number, staged = by_path[path]
                if isinstance(result, UnreadableFileError):
                    self._results.put((number, Refused(result.message)))
                else:
                    self._results.put((number, Converted(result, staged)))
