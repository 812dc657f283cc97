"""Files to a Corpus: each read and understood on its own, a bad one noted, the batch going on."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from auditlib.corpus.discover import discover
from auditlib.dossier import assemble
from auditlib.errors import UnreadableFileError
from auditlib.findings import Unreadable
from auditlib.readers import read
from auditlib.reconcile import settle
from auditlib.report import Report
from auditlib.resources import samples
from auditlib.understanding import understand

if TYPE_CHECKING:
    from auditlib.frames import Frames

Progress = Callable[[int, int, str], None]


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


def load(paths: str | Path | Iterable[str | Path] | None = None, progress: Progress | None = None) -> Corpus:
    """Read every report under a path or several; None means AUDITLIB_REPORTS, else the samples.

    ``progress`` is called with (done, of, file) before each file and once at the end. Raises NotFoundError for a path
    that does not exist; a file that cannot be read is noted in the corpus.
    """
    found = discover(_paths(paths))
    reports: list[Report] = []
    unreadable: list[Unreadable] = []
    for n, (file, report_id) in enumerate(found):
        if progress:
            progress(n, len(found), file.name)
        try:
            reports.append(understand(assemble([read(file, file.as_posix())]), report_id))
        except UnreadableFileError as fault:
            unreadable.append(Unreadable(file.as_posix(), fault.message))
    if progress:
        progress(len(found), len(found), "")
    return Corpus(settle(reports), tuple(unreadable))


def _paths(given: str | Path | Iterable[str | Path] | None) -> Sequence[Path]:
    if given is None:
        named = os.environ.get("AUDITLIB_REPORTS")
        return [Path(named) if named else samples()]
    if isinstance(given, str | Path):
        return [Path(given)]
    return [Path(path) for path in given]
