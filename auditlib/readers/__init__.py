"""Files to Documents: one module a file form, routed by content and not by name."""

import hashlib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from auditlib.document import Document, FileForm, Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.messages import bilingual
from auditlib.readers.limits import MAX_BYTES
from auditlib.readers.sniff import sniff

Blocks = tuple[Paragraph | Table, ...]
Reader = Callable[[bytes, str], Blocks]

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
    if path.is_dir():
        raise UnreadableFileError("folder_not_read", path=shown)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFileError("too_large", path=shown, size=size / 2**20, limit=MAX_BYTES / 2**20)
        return path.read_bytes()
    except OSError as fault:
        raise UnreadableFileError("not_opened", path=shown, why=fault.strerror or fault) from fault


def read_content(content: bytes, shown: str) -> Document:
    """The Document of a file's bytes. Raises UnreadableFileError for what is empty or of a form that is not read."""
    form = sniff(content)
    if form == "empty":
        raise UnreadableFileError("empty_file", path=shown)
    if form not in READERS:
        raise UnreadableFileError("unknown_form", path=shown, form=bilingual(f"file_form.{form}"))
    blocks = _reader(form)(content, shown)
    if not blocks:
        raise UnreadableFileError("empty_file", path=shown)
    return Document(path=shown, digest=hashlib.sha256(content).hexdigest(), blocks=blocks, form=form)


def _reader(form: FileForm) -> Reader:
    module = import_module(f"auditlib.readers.{READERS[form]}")
    return cast(Reader, module.blocks)
