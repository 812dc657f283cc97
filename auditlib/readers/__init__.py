"""Files to Documents: one module a file form, routed by content and not by name."""

import hashlib
import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import cast

from auditlib.document import Document, FileForm, Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.limits import MAX_BYTES
from auditlib.readers.links import linked_files
from auditlib.readers.sniff import sniff

Blocks = tuple[Paragraph | Table, ...]
Reader = Callable[[bytes, str], Blocks]

PAGES: frozenset[FileForm] = frozenset(("html", "mht"))
# What a PDF is refused for that recognition can read all the same.
RECOGNISABLE = frozenset(("scanned_pdf", "pdf_garbled"))
# Endings of files that are no text; a few characters under one of them are what is left of a file, and no report.
NO_TEXT = frozenset(
    ".docx .docm .doc .wps .odt .xlsx .xlsm .xls .et .ods .pdf .ofd .zip .rar .7z .exe .jpg .jpeg .png .tif .tiff".split()
)
FEW_CHARACTERS = 60
ARCHIVE = b"PK\x03\x04"

# Imported when first needed: each brings a library of its own. Every module has ``blocks(content, shown)``.
READERS: Mapping[FileForm, str] = {
    "text": "text",
    "csv": "separated",
    "markdown": "markdown",
    "html": "html",
    "mht": "mht",
    "docx": "docx",
    "xlsx": "xlsx",
    "xls": "xls",
    "pdf": "pdf",
}


def read(path: Path, shown: str) -> Document:
    """Read one file into a Document; ``shown`` is the path as results and messages name it.

    Raises UnreadableFileError for a file that is empty, too large, not to be opened or of an unknown form.
    """
    return read_content(content_of(path, shown), shown)


def content_of(path: Path, shown: str) -> bytes:
    """The bytes of a file. Raises UnreadableFileError for a folder, a file too large or one that cannot be opened."""
    try:
        with path.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise UnreadableFileError("too_large", path=shown, size=size / 2**20, limit=MAX_BYTES / 2**20)
            return file.read(size)
    except OSError as fault:
        if path.is_dir():
            raise UnreadableFileError("folder_not_read", path=shown) from fault
        raise UnreadableFileError("not_opened", path=shown, why=fault.strerror or fault) from fault


def is_large_archive(path: Path) -> bool:
    """Whether a file is an archive beyond a file's own limit, which is never read as a whole."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size > MAX_BYTES and file.read(len(ARCHIVE)) == ARCHIVE
    except OSError:
        return False  # reading it says what is wrong


def read_content(content: bytes, shown: str, form: FileForm | None = None, *, ocr: bool = False) -> Document:
    """The Document of a file's bytes, of a form that is already known or else told by the content.

    ``ocr`` lets pictures be read by recognition. Raises UnreadableFileError for what is empty or of a form that is not
    read.
    """
    form = form or sniff(content)
    if form == "empty":
        raise UnreadableFileError("empty_file", path=shown)
    if form not in READERS and not (ocr and form == "image"):
        raise UnreadableFileError(f"not_read.{form}", path=shown)
    blocks, is_ocr = _blocks(content, shown, form, ocr)
    if not blocks:
        raise UnreadableFileError("nothing_recognised" if is_ocr else "empty_file", path=shown)
    suffix = PurePosixPath(shown).suffix.lower()
    if form == "text" and suffix in NO_TEXT and len(content) < FEW_CHARACTERS:
        raise UnreadableFileError("not_as_named", path=shown, suffix=suffix, n=len(content))
    digest = hashlib.sha256(content).hexdigest()
    return Document(shown, digest, blocks, form, is_ocr, linked_files(content) if form in PAGES else ())


def _blocks(content: bytes, shown: str, form: FileForm, ocr: bool) -> tuple[Blocks, bool]:
    """The blocks of a file, and whether they were recognised from pictures."""
    if form != "image":
        try:
            return _reader(form)(content, shown), False
        except UnreadableFileError as fault:
            if not (ocr and fault.key in RECOGNISABLE):
                raise
    from auditlib.readers import recognition

    return recognition.blocks(content, shown, form), True


def _reader(form: FileForm) -> Reader:
    module = import_module(f"auditlib.readers.{READERS[form]}")
    return cast(Reader, module.blocks)
