"""What a zip or compound file is, told by the names of its members and streams."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection
from typing import Any

from auditlib.document import FileForm
from auditlib.readers.limits import MAX_MEMBERS

DIRECTORY_ENTRY = b"PK\x01\x02"
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError, OSError, ValueError,
    EOFError, IndexError, OverflowError,
)  # fmt: skip
# Members that only one kind of office file has, in small letters; streams likewise.
MEMBERS: tuple[tuple[str, FileForm], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "slides"),
    ("ofd.xml", "ofd"),
)
# Where a main part has an unusual name, the list of contents tells.
CONTENTS = "[content_types].xml"
PARTS: tuple[tuple[bytes, FileForm], ...] = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"document.macroenabled.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"sheet.macroenabled.main+xml", "xlsx"),
    (b"sheet.binary.macroenabled.main", "xlsb"),
    (b"presentationml.", "slides"),
)
MANIFEST = "meta-inf/manifest.xml"
OPEN_DOCUMENTS: tuple[tuple[bytes, FileForm], ...] = (
    (b"encryption-data", "encrypted"),
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "slides"),
)
STREAMS: tuple[tuple[str, FileForm], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "slides"),
    ("CONTENTS", "works"),
    ("MatOST", "works"),
)
MOST_READ = 1 << 18
# [MS-DOC] 2.5.2 FibBase: the bit fEncrypted; [MS-XLS] 2.4.117 FilePass, which stands right behind the first record.
FLAGS, IS_ENCRYPTED = slice(10, 12), 0x0100
FILE_PASS = 0x002F
MOST_RECORDS = 4


def in_zip(content: bytes) -> FileForm:
    """What a zip file is."""
    if content.count(DIRECTORY_ENTRY) > MAX_MEMBERS:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {
                entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in archive.infolist()
            }

            def start_of(name: str) -> bytes:
                if name not in members:
                    return b""
                with archive.open(members[name]) as member:
                    return member.read(MOST_READ)

            for name, form in MEMBERS:
                if name in members:
                    return form
            if "content.xml" in members or "mimetype" in members:
                told = start_of(MANIFEST) + start_of("mimetype")
                return next((form for mark, form in OPEN_DOCUMENTS if mark in told), "zip")
            contents = start_of(CONTENTS).lower()
            return next((form for mark, form in PARTS if mark in contents), "zip")
    except DAMAGE:
        return "damaged_zip"


def in_ole(content: bytes) -> FileForm:
    """What a compound file is; "ole" where no stream is known or the file is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            names = {path[0] for path in compound.listdir()}
            form: FileForm = next((form for name, form in STREAMS if name in names), "ole")
            return "encrypted" if _is_locked(compound, form, names) else form
    except Exception:  # olefile meets damage with errors of any kind
        return "ole"


def _is_locked(compound: Any, form: FileForm, names: Collection[str]) -> bool:
    """Whether a document or workbook of the old kind has a password for opening it."""
    if form == "doc":
        flags = compound.openstream("WordDocument").read(FLAGS.stop)[FLAGS]
        return len(flags) == FLAGS.stop - FLAGS.start and bool(int.from_bytes(flags, "little") & IS_ENCRYPTED)
    if form == "xls":
        stream = compound.openstream("Workbook" if "Workbook" in names else "Book")
        for _ in range(MOST_RECORDS):
            head = stream.read(4)
            if len(head) < 4:
                return False
            kind, length = struct.unpack("<HH", head)
            if kind == FILE_PASS:
                return True
            stream.read(length)
    return False
