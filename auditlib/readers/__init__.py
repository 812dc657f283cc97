"""Files to Documents: one module a file form, routed by content and not by name."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from auditlib.document import Document, Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.messages import bilingual
from auditlib.readers import html, text
from auditlib.readers.limits import MAX_BYTES
from auditlib.readers.sniff import FileForm, sniff

Blocks = tuple[Paragraph | Table, ...]

READERS: dict[FileForm, Callable[[bytes, str], Blocks]] = {"text": text.blocks, "html": html.blocks}


def read(path: Path, shown: str) -> Document:
    """Read one file into a Document; ``shown`` is the path as results and messages name it.

    Raises UnreadableFileError for a file that is empty, too large, not to be opened or of an unknown form.
    """
    if path.is_dir():
        raise UnreadableFileError("folder_not_read", path=shown)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFileError("too_large", path=shown, size=size / 2**20, limit=MAX_BYTES / 2**20)
        content = path.read_bytes()
    except OSError as fault:
        raise UnreadableFileError("not_opened", path=shown, why=fault.strerror or fault) from fault
    form = sniff(content)
    if form == "empty":
        raise UnreadableFileError("empty_file", path=shown)
    if form not in READERS:
        raise UnreadableFileError("unknown_form", path=shown, form=bilingual(f"file_form.{form}"))
    blocks = READERS[form](content, shown)
    if not blocks:
        raise UnreadableFileError("empty_file", path=shown)
    return Document(path=shown, digest=hashlib.sha256(content).hexdigest(), blocks=blocks)
