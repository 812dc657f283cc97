"""Files to a Corpus: each understood once, a bad one noted, the batch going on."""

import gc
import os
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from auditlib.corpus import limits
from auditlib.corpus.cache import Store, opened
from auditlib.corpus.entries import Catalog, LazyReports, Loader
from auditlib.corpus.pool import Pool
from auditlib.corpus.remote import sources
from auditlib.corpus.run import Progress, Run
from auditlib.corpus.series import in_partitions, series
from auditlib.errors import CacheWarning
from auditlib.extensions import NONE, Extensions, using
from auditlib.findings import Unreadable
from auditlib.report import Report
from auditlib.resources import samples
from auditlib.settings import in_force

if TYPE_CHECKING:
    from auditlib.checks.given import GivenSuites
    from auditlib.corpus.cluster import ClusterPool
    from auditlib.frames import Frames


@dataclass(frozen=True, repr=False)
class Corpus:
    """The reports of a run, the files that could not be read, and the extensions that both were read with.

    Of a large corpus the reports are loaded when they are looked at. ``catalog`` holds their addresses, where they
    were read from files.
    """

    reports: Sequence[Report]
    unreadable: tuple[Unreadable, ...] = ()
    extensions: Extensions = NONE
    catalog: Catalog | None = None

    def __repr__(self) -> str:
        return f"<Corpus: {len(self.reports)} reports, {len(self.unreadable)} unreadable files>"

    @property
    def is_large(self) -> bool:
        """Whether its reports do not stay in memory."""
        return isinstance(self.reports, LazyReports)

    @cached_property
    def frames(self) -> "Frames":
        """The reports as DataFrames, all at once; ``partitions`` gives those of a large corpus one after another."""
        from auditlib.frames import build

        with using(self.extensions):
            return build(self.reports)

    def partitions(self, most: int | None = None) -> Iterator["Corpus"]:
        """The corpus in parts of some ``most`` reports that hold all years of their agencies; itself where it is small.

        A part is in memory while it is used; unreadable files are told by the whole alone.
        """
        if not self.is_large or self.catalog is None:
            yield self
            return
        for groups in in_partitions(self.catalog.series, most or limits.PARTITION):
            yield self.part(groups)

    def part(self, groups: Sequence[tuple[int, ...]]) -> "Corpus":
        """The reports of some series, in memory and in the order of the corpus."""
        assert self.catalog
        entries, loader = self.catalog.entries, self.catalog.loader
        with _garbage_left_alone():
            loaded = {
                n: report
                for group in groups
                for n, report in zip(group, loader.settled([entries[n] for n in group]), strict=True)
            }
        return Corpus(tuple(loaded[n] for n in sorted(loaded)), extensions=self.extensions)


def load(
    paths: str | Path | Iterable[str | Path] | None = None,
    progress: Progress | None = None,
    *,
    ocr: bool = False,
    jobs: int | None = None,
    suites: "GivenSuites | None" = None,
    reading: Callable[[int], None] | None = None,
    cluster: str | None = None,
) -> Corpus:
    """Read every report under a path or several; None means AUDITLIB_REPORTS, else those of the settings in force, else
    the samples.

    ``progress`` is called with (done, of, file) as files are done. ``ocr`` has scanned files read by recognition, which
    takes some ten seconds a page and gives values that are never certain. ``jobs`` is the number of reading processes,
    by default one a core. ``suites`` may hold local forms and wordings to read with, as for ``audit``; None means those
    of the settings in force. ``reading`` is called with the number of files once the first that has to be read is handed
    out. ``cluster`` is the address of a Dask scheduler whose workers read instead; they have to see the files under the
    same paths, or by address (s3://…). What was understood before, by content, is not read again.

    Raises NotFoundError for a path that does not exist, and what is wrong with the suites; a file that cannot be read is
    noted in the corpus. Warns (CacheWarning) where nothing can be kept for the next time.
    """
    found = sources(_paths(paths))
    loader = Loader(Store(opened()), _extensions(suites), ocr)
    with tempfile.TemporaryDirectory(prefix="auditlib-", ignore_cleanup_errors=True) as scratch:
        run = Run(Path(scratch), loader, progress, reading)
        with workers(cluster, jobs, Path(scratch, "converted")) as pool:
            run.read_each(found, pool)
            entries = run.entries(pool)
    unreadable = tuple(Unreadable(path, error) for path, error in run.refused())
    catalog = Catalog(entries, tuple(series([entry.main.header for entry in entries])), loader)
    whole = Corpus(LazyReports(catalog), unreadable, loader.extensions, catalog)
    if len(entries) <= limits.IN_MEMORY:
        whole = replace(whole, reports=whole.part(catalog.series).reports)
    loader.store.tidy()
    for notice in loader.store.notices:
        warnings.warn(str(notice), CacheWarning, stacklevel=2)
    return whole


def workers(cluster: str | None, jobs: int | None, converted: Path) -> "Pool | ClusterPool":
    """The processes of this machine, or those of a cluster."""
    if cluster:
        from auditlib.corpus.cluster import ClusterPool

        return ClusterPool(cluster)
    return Pool(max(1, jobs or limits.usual_jobs()), converted)


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Many values without cycles are made, over which Python would look again and again: half of the loading time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _extensions(suites: "GivenSuites | None") -> Extensions:
    """The local forms, wordings and deadlines in suites; None means those of the settings in force."""
    given = in_force().given if suites is None else suites
    if not given:
        return NONE
    from auditlib.checks.given import extensions_of

    return extensions_of(given)


def _paths(given: str | Path | Iterable[str | Path] | None) -> Sequence[Path]:
    if given is None:
        named = os.environ.get("AUDITLIB_REPORTS")
        return [Path(named)] if named else in_force().reports or [samples()]
    if isinstance(given, str | Path):
        return [Path(given)]
    return [Path(path) for path in given]
