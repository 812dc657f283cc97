"""The same work on the machines of a Dask cluster: what a Pool does on this one, with the same limits and outcomes.

Each worker has reading processes of its own, so that no file can take a worker down. What a lost worker had begun, Dask
runs again elsewhere. An optional extra, ``auditlib[cluster]``.
"""

import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from auditlib.corpus.fingerprint import fingerprint
from auditlib.corpus.messages import Work
from auditlib.corpus.pool import Result, Server, watch
from auditlib.corpus.reading import Piece, Refused, Staged, Task
from auditlib.errors import ClusterError, UnreadableFileError

TOGETHER = 20  # tasks in one message: the scheduler takes a millisecond for each
CONNECTING_SECONDS = 30
AHEAD = 3  # messages a thread of the cluster that wait there; more would only fill its memory
SHOWN = 60


class ClusterPool:
    """The workers of a Dask scheduler as a pool; leaving the context lets go of what was not done.

    Raises ClusterError where there is no scheduler, or no worker at it, or where a worker runs another version of the program.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._waiting: list[tuple[int, Work]] = []
        self._queued: deque[list[tuple[int, Work]]] = deque()
        self._results: deque[Result] = deque()

    def __enter__(self) -> "ClusterPool":
        try:
            distributed: Any = import_module("distributed")
        except ImportError as fault:
            raise ClusterError("no_cluster_extra") from fault
        try:
            self._client = distributed.Client(self._address, timeout=CONNECTING_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as fault:
            raise ClusterError("no_scheduler", address=self._address, why=fault) from fault
        try:
            self._client.wait_for_workers(1, timeout=CONNECTING_SECONDS)
        except TimeoutError:
            self._client.close()
            raise ClusterError("no_workers", address=self._address, seconds=CONNECTING_SECONDS) from None
        self._done = distributed.as_completed(
            [], loop=self._client.loop, with_results=True, raise_errors=False
        )
        self._running = 0
        return self

    def __exit__(self, *fault: object) -> None:
        with suppress(Exception):  # the scheduler may be gone: what went wrong is already on its way
            self._done.clear()
            self._client.close()

    @property
    def jobs(self) -> int:
        """How many tasks the cluster does at once; 1 where its last worker has left."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def submit(self, number: int, task: Work) -> None:
        """Hand a task out; its result has the same number."""
        self._waiting.append((number, task))
        if len(self._waiting) >= TOGETHER or not isinstance(task, Task):
            self._flush()

    def result(self) -> Result:
        """The next result, in the order in which they come; waits for it. Raises ClusterError."""
        while not self._results:
            self._flush()
            future, outcome = next(self._done)
            self._running -= 1
            if future.status != "finished":
                raise ClusterError("cluster_failed", address=self._address, why=str(outcome)[:SHOWN])
            if isinstance(outcome, str):
                raise ClusterError("cluster_version", address=self._address, worker=outcome)
            self._results += outcome
            self._send()
        return self._results.popleft()

    def convert(self, number: int, staged: Staged, shown: str) -> None:
        """Never asked for: a worker converts what it reads."""
        raise NotImplementedError

    def _flush(self) -> None:
        if self._waiting:
            self._queued.append(self._waiting)
            self._waiting = []
        self._send()

    def _send(self) -> None:
        while self._queued and self._running < AHEAD * self.jobs:
            self._running += 1
            batch = self._queued.popleft()
            self._done.add(self._client.submit(done_there, fingerprint(), batch, pure=False, retries=2))


def done_there(version: str, tasks: Sequence[tuple[int, Work]]) -> list[Result] | str:
    """On a worker: what comes of some tasks, by number; the worker's address where its program is another one."""
    if version != fingerprint():
        distributed: Any = import_module("distributed")
        return str(distributed.get_worker().address)
    return [(number, _done(task)) for number, task in tasks]


def _done(task: Work) -> Any:
    if not isinstance(task, Task):
        return _server().ask(task)
    with tempfile.TemporaryDirectory(prefix="auditlib-", ignore_cleanup_errors=True) as scratch:
        task = replace(task, staged=Path(scratch, "staged"))
        outcome = _server().ask(task)
        return _converted(task, outcome, Path(scratch)) if isinstance(outcome, Staged) else outcome


def _converted(task: Task, staged: Staged, scratch: Path) -> Any:
    from auditlib.readers.convert import convert

    source = task.pieces[0].source
    into = scratch / "converted"
    into.mkdir()
    made = convert({staged.path: source.shown}, into, threading.Event())[staged.path]
    if isinstance(made, UnreadableFileError):
        return Refused(made.message)
    return _server().ask(replace(task, pieces=(Piece(source, made, staged.original), *task.pieces[1:])))


_own = threading.local()


def _server() -> Server:
    """The process of a worker's thread, kept from one task to the next."""
    if not hasattr(_own, "server"):
        _own.server = Server(_watched())
    server: Server = _own.server
    return server


@cache
def _watched() -> set[Any]:
    running: set[Any] = set()
    threading.Thread(target=watch, args=(running, threading.Event()), daemon=True).start()
    return running
