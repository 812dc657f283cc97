"""The commands at work: reports read and audited, here or on a cluster, with a bar that tells how far they are."""

import gc
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from auditlib.cli_asked import Asked, Rules
from auditlib.errors import CacheWarning, Stopped
from auditlib.messages import say

if TYPE_CHECKING:
    from auditlib.checks.given import GivenSuites
    from auditlib.corpus import Corpus
    from auditlib.findings import Findings

Reading = Callable[..., "Corpus"]


@dataclass(frozen=True)
class Where:
    """Where the work is done: in so many processes here (None: one a core), or on the cluster of a Dask scheduler."""

    jobs: int | None = None
    cluster: str | None = None


def audited(reading: Reading, rules: Rules, where: Where) -> "Findings":
    """What suites find of the reports that ``reading`` gives, with a bar on the terminal. Raises Stopped."""
    with progress() as steps:
        ahead = Ahead("auditlib.checks.expectations")
        corpus = reading(steps, reading=None if where.cluster else ahead.start)
        task = steps.add_task(say("cli.checking"), total=None)
        ahead.join()
        from auditlib.auditing import audit

        return audit(
            corpus,
            rules.given,
            only=rules.only,
            severity=rules.severity,
            progress=lambda done, of: steps.update(task, completed=done, total=of),
            jobs=where.jobs,
            cluster=where.cluster,
        )


def audited_as_asked(
    asked: Asked, rules: Rules, ocr: bool, jobs: int | None
) -> Callable[[Sequence[Path]], "Findings"]:
    """What audits the reports of some paths here as the command line says, or else the settings."""
    ocr, where = asked.value("ocr", ocr), Where(asked.value("jobs", jobs))
    return lambda paths: audited(
        partial(loaded, [*paths], ocr=ocr, where=where, suites=rules.given), rules, where
    )


def loaded(
    paths: list[Path],
    steps: Progress,
    *,
    ocr: bool,
    where: Where,
    suites: "GivenSuites" = (),
    reading: Callable[[int], None] | None = None,
) -> "Corpus":
    """The reports of some paths, as ``auditlib.load`` reads them; what it warns of is told on the terminal."""
    task = steps.add_task(say("cli.reading"), total=None)
    from auditlib.corpus import load

    with warnings.catch_warnings(record=True, action="always", category=CacheWarning) as noticed:
        corpus = load(
            paths,
            lambda done, of, name: steps.update(task, completed=done, total=of),
            ocr=ocr,
            jobs=where.jobs,
            cluster=where.cluster,
            suites=suites,
            reading=reading,
        )
    for notice in noticed:
        steps.console.print(str(notice.message), markup=False, highlight=False, soft_wrap=True)
    return corpus


class Ahead:
    """A module that takes its time imported while the reading processes read, where this process will need it."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._thread: Thread | None = None

    def start(self, files: int) -> None:
        """Begin, unless there are so many files that they are audited in processes of their own."""
        from auditlib.corpus.limits import IN_MEMORY

        if files <= IN_MEMORY:
            self._thread = Thread(target=import_module, args=(self._module,), daemon=True)
            self._thread.start()
        else:
            gc.enable()

    def join(self) -> None:
        """Wait for it. From here on garbage is looked for again, but not in what was loaded."""
        if self._thread:
            self._thread.join()
        if not gc.isenabled():
            gc.freeze()
            gc.enable()


class _Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """The rate, once there is one."""
        return Text(say("cli.rate", rate=f"{task.speed:.0f}") if task.speed else "")


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar with rate and time left where there is a terminal; how much is kept is told where a run is stopped."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    steps = Progress(
        *columns, console=console, transient=not console.is_terminal, disable=not console.is_terminal
    )
    try:
        with steps:
            yield steps
    except Stopped as stop:
        console.print(say("cli.stopped", kept=stop.kept, of=stop.of), markup=False, highlight=False)
        raise
