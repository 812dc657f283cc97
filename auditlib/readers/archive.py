"""Zip archives of reports: their documents one by one, nothing unpacked to disk and no more than a file's limit at once."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditlib.errors import UnreadableFileError
from auditlib.readers.limits import MAX_BYTES, MAX_MEMBERS

UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OverflowError,
)


def members(path: Path, shown: str) -> list[tuple[int, str]]:
    """The number and name of every file in an archive, in its order.

    Raises UnreadableFileError for an archive that is damaged or has more members than any collection of reports.
    """
    with _opened(path, shown) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_MEMBERS:
            raise UnreadableFileError("too_many_members", path=shown, count=len(entries), limit=MAX_MEMBERS)
        return [(n, _name(entry)) for n, entry in enumerate(entries) if not entry.is_dir()]


def content_of_member(path: Path, number: int, shown: str) -> bytes:
    """The bytes of one member of an archive. Raises UnreadableFileError for one that is damaged, locked or too large."""
    with _opened(path, shown) as archive:
        entry = archive.infolist()[number]
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise UnreadableFileError("locked_member", path=shown)
        if entry.file_size > MAX_BYTES:
            size, limit = entry.file_size / 2**20, MAX_BYTES / 2**20
            raise UnreadableFileError("too_large", path=shown, size=size, limit=limit)
        with archive.open(entry) as file:
            return file.read(MAX_BYTES)


@contextmanager
def _opened(path: Path, shown: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as fault:
        raise UnreadableFileError("not_opened", path=shown, why=fault.strerror or fault) from fault
    except FAULTS as fault:
        raise UnreadableFileError("damaged_member", path=shown) from fault


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: Chinese Windows writes GBK without saying so, which zipfile takes for code page 437."""
    if entry.flag_bits & UTF8_FLAG:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
