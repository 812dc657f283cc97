"""One task of a reading process: the files of a report read and understood, or what else has to be done first.

``perform`` is a function from a task to an outcome; the process around it holds the limits (corpus/worker.py), the
pool hands the tasks out (corpus/pool.py).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditlib.corpus.discover import Source, is_document, shown
from auditlib.corpus.headers import Header, header_of
from auditlib.corpus.limits import most_memory, most_seconds
from auditlib.corpus.packing import pack, unpack
from auditlib.corpus.remote import fetched
from auditlib.document import Document, FileForm
from auditlib.errors import UnreadableFileError
from auditlib.extensions import NONE, Extensions, using
from auditlib.messages import Bilingual
from auditlib.readers import content_of, is_large_archive, read_content
from auditlib.readers.archive import content_of_member, members
from auditlib.readers.sniff import sniff
from auditlib.report import Report

# What LibreOffice makes of a form that no reader takes, and the suffix under which it knows that form.
CONVERTED: Mapping[FileForm, tuple[str, str]] = {
    "doc": (".doc", "docx"),
    "works": (".wps", "docx"),
    "rtf": (".rtf", "docx"),
    "odt": (".odt", "docx"),
    "ods": (".ods", "xlsx"),
    "xlsb": (".xlsb", "xlsx"),
}

# Refusals that tell of this computer or this moment, not of the file alone.
PASSING = frozenset(
    "not_opened folder_not_read link_out no_ocr no_libreoffice too_slow too_much_memory reader_died".split()
)


@dataclass(frozen=True, slots=True)
class Original:
    """What a converted file was before."""

    form: FileForm
    digest: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to read: itself, or what it was converted to."""

    source: Source
    converted: Path | None = None
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Files to read as one report, the main one first. ``staged`` is where a file may be put that has to be converted."""

    pieces: tuple[Piece, ...]
    staged: Path
    ocr: bool = False
    extensions: Extensions = NONE

    @property
    def most_seconds(self) -> int:
        """Seconds that it may take."""
        return most_seconds(ocr=self.ocr)

    @property
    def most_memory(self) -> int:
        """Bytes of memory that it may take."""
        return most_memory(ocr=self.ocr)

    @property
    def is_open_to_files(self) -> bool:
        """A file may be made to fill the memory."""
        return True

    def perform(self) -> "Outcome":
        """Do it."""
        return perform(self)

    def failed(self, ended: str) -> "Refused":
        """What it comes to where its process was ended over it: for "time", "memory" or an unknown reason."""
        path = self.pieces[0].source.shown
        if ended == "time":
            return Refused(UnreadableFileError("too_slow", path=path, limit=self.most_seconds).message)
        if ended == "memory":
            limit = self.most_memory / 2**20
            return Refused(UnreadableFileError("too_much_memory", path=path, limit=limit).message)
        return Refused(UnreadableFileError("reader_died", path=path).message)


@dataclass(frozen=True, slots=True)
class Understood:
    """What is looked at of a report to tie files together, and the report itself, packed and still without its id."""

    header: Header
    packed: bytes

    @property
    def report(self) -> Report:
        """The report."""
        report: Report = unpack(self.packed)
        return report


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive: the documents in it are to be read instead."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Compilation:
    """A file that holds several reports: where each of them is, and what was understood of it."""

    sources: tuple[Source, ...]
    reports: tuple[Understood, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy of a file that has to be converted first, and the form that it is to be converted to."""

    path: Path
    original: Original
    to: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be read, and why; ``lasting`` where the same content will always be refused."""

    error: Bilingual
    lasting: bool = False


Outcome = Understood | Compilation | Unpacked | Staged | Refused


def perform(task: Task) -> Outcome:
    """Do one task. Never raises for what a file holds: any fault in reading it is an outcome."""
    path = task.pieces[0].source.shown
    try:
        with using(task.extensions):
            return _perform(task)
    except UnreadableFileError as fault:
        return Refused(fault.message, fault.key not in PASSING)
    except MemoryError:
        return Refused(
            UnreadableFileError("too_much_memory", path=path, limit=most_memory(ocr=task.ocr) / 2**20).message
        )
    except Exception as fault:  # whatever a file does to a reader, the batch goes on
        why = f"{type(fault).__name__}: {fault}"[:200]
        return Refused(UnreadableFileError("reader_failed", path=path, why=why).message)


def _perform(task: Task) -> Outcome:
    # Late: the parent hands tasks out and never reads, and a process reads while it still imports these.
    from auditlib.volumes import volumes

    documents = []
    for piece in task.pieces:
        with fetched(piece.source, task.staged) as source:
            outcome = _document(replace(piece, source=source), task)
        if not isinstance(outcome, Document):
            return outcome
        documents.append(outcome)
    source = task.pieces[0].source
    if len(documents) == 1 and not documents[0].is_ocr and (held := volumes(documents[0])):
        if 0 <= source.volume < len(held):
            return _understood([held[source.volume]])
        return Compilation(
            tuple(
                replace(source, shown=shown(Path(volume.path)), base=source.shown, volume=n)
                for n, volume in enumerate(held)
            ),
            tuple(_understood([volume]) for volume in held),
        )
    return _understood(documents)


def _understood(documents: Sequence[Document]) -> Understood:
    from auditlib.dossier import assemble
    from auditlib.understanding import understand

    links = tuple(dict.fromkeys(link for document in documents for link in document.links))
    report = understand(assemble(documents))
    return Understood(header_of(report, links), pack(report))


def _document(piece: Piece, task: Task) -> Document | Unpacked | Staged:
    source = piece.source
    if source.is_link:
        raise UnreadableFileError("link_out", path=source.shown, target=shown(source.path.resolve()))
    if piece.converted and piece.original:
        document = read_content(content_of(piece.converted, source.shown), source.shown)
        return replace(document, digest=piece.original.digest, form=piece.original.form)
    if source.member < 0 and is_large_archive(source.path):
        return _unpacked(source)
    content = _content(source)
    form = sniff(content)
    if form == "zip" and source.member < 0:
        return _unpacked(source)
    if form in CONVERTED:
        suffix, to = CONVERTED[form]
        copy = task.staged.with_suffix(suffix)
        copy.write_bytes(content)
        return Staged(copy, Original(form, hashlib.sha256(content).hexdigest()), to)
    return read_content(content, source.shown, form, ocr=task.ocr)


def _content(source: Source) -> bytes:
    if source.member < 0:
        return content_of(source.path, source.shown)
    return content_of_member(source.path, source.member, source.shown)


def _unpacked(source: Source) -> Unpacked:
    found = [
        Source(source.path, shown(Path(source.shown, name)), source.shown, number, url=source.url)
        for number, name in members(source.path, source.shown)
        if is_document(name) and not name.startswith("__MACOSX")
    ]
    if not found:
        raise UnreadableFileError("no_reports_inside", path=source.shown)
    return Unpacked(tuple(found))
