"""Files to a Corpus: each read and understood in a process of its own kind, a bad one noted, the batch going on."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from auditlib.corpus.bundles import Bundle, Candidate, bundles
from auditlib.corpus.discover import Source, discover, names
from auditlib.corpus.limits import usual_jobs
from auditlib.corpus.pool import Converted, Pool
from auditlib.corpus.reading import Piece, Refused, Staged, Task, Understood, Unpacked
from auditlib.findings import Unreadable
from auditlib.messages import Bilingual
from auditlib.reconcile import settle
from auditlib.report import Copy, Report
from auditlib.resources import samples

if TYPE_CHECKING:
    from auditlib.frames import Frames

Progress = Callable[[int, int, str], None]
Order = tuple[int, ...]


@dataclass(frozen=True, repr=False)
class Corpus:
    """The reports of a run, and the files that could not be read."""

    reports: tuple[Report, ...]
    unreadable: tuple[Unreadable, ...] = ()

    def __repr__(self) -> str:
        return f"<Corpus: {len(self.reports)} reports, {len(self.unreadable)} unreadable files>"

    @cached_property
    def frames(self) -> "Frames":
        """The reports as DataFrames."""
        from auditlib.frames import build

        return build(self.reports)


def load(
    paths: str | Path | Iterable[str | Path] | None = None,
    progress: Progress | None = None,
    *,
    ocr: bool = False,
    jobs: int | None = None,
) -> Corpus:
    """Read every report under a path or several; None means AUDITLIB_REPORTS, else the samples.

    ``progress`` is called with (done, of, file) as files are done. ``ocr`` has scanned files read by recognition, which
    takes some ten seconds a page and gives values that are never certain. ``jobs`` is the number of reading processes,
    by default one a core. Raises NotFoundError for a path that does not exist; a file that cannot be read is noted in
    the corpus.
    """
    sources = discover(_paths(paths))
    with tempfile.TemporaryDirectory(prefix="auditlib-", ignore_cleanup_errors=True) as scratch:
        run = _Run(Path(scratch), ocr, progress)
        with Pool(max(1, jobs or usual_jobs()), Path(scratch, "converted")) as pool:
            run.read_each(sources, pool)
            reports = run.joined(pool)
    unreadable = tuple(Unreadable(path, error) for path, error in run.refused())
    return Corpus(settle(reports), unreadable)


@dataclass
class _Run:
    """The files of one run: what each turned out to be, in the order of the paths and of the archives they are in."""

    scratch: Path
    ocr: bool
    progress: Progress | None
    pieces: dict[Order, Piece] = field(default_factory=dict)
    read: dict[Order, Understood] = field(default_factory=dict)
    errors: dict[Order, Bilingual] = field(default_factory=dict)
    tasks: list[Order] = field(default_factory=list)

    def read_each(self, sources: Sequence[Source], pool: Pool) -> None:
        """Read every file by itself; archives are opened and what has to be converted first is."""
        for folder in ("staged", "converted"):
            (self.scratch / folder).mkdir()
        open_ = 0
        for n, source in enumerate(sources):
            open_ += 1
            self._submit((n,), Piece(source), pool)
        done = 0
        while open_:
            number, result = pool.result()
            order = self.tasks[number]
            source = self.pieces[order].source
            match result:
                case Converted():
                    piece = Piece(source, result.path, result.staged.original)
                    self._submit(order, piece, pool)
                    continue
                case Staged():
                    pool.convert(number, result, source.shown)
                    continue
                case Unpacked():
                    for m, inner in enumerate(result.sources):
                        open_ += 1
                        self._submit((*order, m), Piece(inner), pool)
                    del self.pieces[order]
                case Refused():
                    self.errors[order] = result.error
                case Understood():
                    self.read[order] = result
            open_ -= 1
            done += 1
            if self.progress:
                self.progress(done, done + open_, Path(source.shown).name)

    def joined(self, pool: Pool) -> list[Report]:
        """The reports: files that belong together as one, each with its id and version."""
        orders = sorted(self.read)
        found = [Candidate(self.read[order].report, self.read[order].links) for order in orders]
        made = bundles(found)
        ids = names([self.pieces[orders[bundle.main]].source for bundle in made])
        again = self._read_together([(n, b) for n, b in enumerate(made) if b.annexes], orders, pool)
        reports = []
        for n, (bundle, name) in enumerate(zip(made, ids, strict=True)):
            report = again.get(n, found[bundle.main].report)
            copies = tuple(_copy(found[at].report) for at in bundle.copies)
            files = (*report.files, *(copy.file for copy in copies))
            reports.append(replace(report, id=name, files=files, copies=copies, version=bundle.version))
        return reports

    def refused(self) -> list[tuple[str, Bilingual]]:
        """The files that could not be read, and why."""
        return [(self.pieces[order].source.shown, self.errors[order]) for order in sorted(self.errors)]

    def _submit(self, order: Order, piece: Piece, pool: Pool) -> None:
        self.pieces[order] = piece
        self.tasks.append(order)
        number = len(self.tasks) - 1
        pool.submit(number, Task((piece,), self.scratch / "staged" / f"{number:06}", self.ocr))

    def _read_together(
        self, wanted: Sequence[tuple[int, Bundle]], orders: Sequence[Order], pool: Pool
    ) -> Mapping[int, Report]:
        """The reports of several files, by the positions of their bundles; one that fails is read from its main file."""
        for n, bundle in wanted:
            pieces = tuple(self.pieces[orders[at]] for at in (bundle.main, *bundle.annexes))
            pool.submit(n, Task(pieces, self.scratch / "staged" / "none", self.ocr))
        results = (pool.result() for _ in wanted)
        return {n: result.report for n, result in results if isinstance(result, Understood)}


def _copy(report: Report) -> Copy:
    return Copy(replace(report.files[0], role="copy"), report.facts, report.claims)


def _paths(given: str | Path | Iterable[str | Path] | None) -> Sequence[Path]:
    if given is None:
        named = os.environ.get("AUDITLIB_REPORTS")
        return [Path(named) if named else samples()]
    if isinstance(given, str | Path):
        return [Path(given)]
    return [Path(path) for path in given]
