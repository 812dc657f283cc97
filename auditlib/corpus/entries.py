"""The reports of a corpus by their addresses: what of them is known without loading them, and loading them."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

from auditlib.corpus.cache import Store
from auditlib.corpus.headers import Header
from auditlib.corpus.packing import unpack
from auditlib.corpus.reading import Piece, Task, Understood, perform
from auditlib.errors import CacheError
from auditlib.extensions import Extensions, using
from auditlib.findings import Head
from auditlib.reconcile import settle, with_places
from auditlib.report import Copy, Report

MOST_LOADED = 256


@dataclass(frozen=True, slots=True)
class Part:
    """Files understood together, the main one first: where they are, and by which key the store has what was understood."""

    key: str
    pieces: tuple[Piece, ...]
    header: Header

    @property
    def paths(self) -> tuple[str, ...]:
        """The files as results name them."""
        return tuple(piece.source.shown for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of a corpus, addressed and not loaded."""

    id: str
    main: Part
    copies: tuple[Part, ...] = ()
    version: int = 1

    @property
    def head(self) -> Head:
        """What results tell of a report."""
        of = self.main.header
        main, *annexes = self.main.paths
        return Head(
            self.id,
            main,
            of.agency,
            of.year,
            of.form,
            of.body,
            self.version,
            tuple(annexes),
            tuple(copy.paths[0] for copy in self.copies),
            of.is_ocr,
        )

    @property
    def signature(self) -> str:
        """All that its findings depend on."""
        parts = (f"{part.key}\x1e{part.paths}" for part in (self.main, *self.copies))
        return "\x1e".join((self.id, str(self.version), *parts))


@dataclass(frozen=True)
class Loader:
    """Loads reports from a store, and reads again what it no longer has."""

    store: Store
    extensions: Extensions
    ocr: bool = False

    def understood(self, part: Part) -> Report:
        """The report of some files, still without its id and by itself. Raises CacheError."""
        packed = self.store.body(part.key)
        report: Report | None = None
        if packed is not None:
            try:
                report = unpack(packed)
            except Exception:  # damaged bytes may do anything; the file is still there
                report = None
        report = report or self._again(part)
        if report.files and tuple(file.path for file in report.files) != part.paths:
            named = zip(report.files, part.paths, strict=True)
            report = replace(report, files=tuple(replace(file, path=path) for file, path in named))
        return report

    def report(self, entry: Entry) -> Report:
        """A report with its id and its copies, before it is settled with its neighbours."""
        report = self.understood(entry.main)
        copies = tuple(_copy(self.understood(part)) for part in entry.copies)
        files = (*report.files, *(copy.file for copy in copies))
        return replace(report, id=entry.id, files=files, copies=copies, version=entry.version)

    def settled(self, entries: Sequence[Entry]) -> tuple[Report, ...]:
        """The reports of one series, settled."""
        with using(self.extensions):
            return settle(with_places([self.report(entry) for entry in entries]))

    def _again(self, part: Part) -> Report:
        outcome = perform(Task(part.pieces, Path(), self.ocr, self.extensions))
        if isinstance(outcome, Understood) and outcome.header.digest == part.header.digest:
            return outcome.report
        raise CacheError("cache_lost", path=part.paths[0])


@dataclass(frozen=True)
class Catalog:
    """The reports of a corpus in their order, and the positions of those that belong to one series."""

    entries: tuple[Entry, ...]
    series: tuple[tuple[int, ...], ...]
    loader: Loader


class LazyReports(Sequence[Report]):
    """The reports of a catalog, each series loaded when one of its reports is looked at; few are kept."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._series_of = {n: group for group in catalog.series for n in group}
        self._loaded: OrderedDict[int, Report] = OrderedDict()

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Report, ...]: ...
    def __getitem__(self, index: int | slice) -> Report | tuple[Report, ...]:
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        at = range(len(self))[index]
        if at not in self._loaded:
            group = self._series_of[at]
            settled = self._catalog.loader.settled([self._catalog.entries[n] for n in group])
            self._loaded.update(zip(group, settled, strict=True))
            while len(self._loaded) > max(MOST_LOADED, len(group)):
                self._loaded.popitem(last=False)
        return self._loaded[at]

    def __len__(self) -> int:
        return len(self._catalog.entries)

    def __iter__(self) -> Iterator[Report]:
        return (self[n] for n in range(len(self)))


def _copy(report: Report) -> Copy:
    return Copy(replace(report.files[0], role="copy"), report.facts, report.claims)
