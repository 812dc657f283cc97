"""What a file is, told by its content: names and endings are often wrong."""

import codecs
import io
import re
import zipfile
import zlib

from auditlib.document import FileForm
from auditlib.readers.decoding import MARKS, UNMARKED_PAGES

MAGIC: tuple[tuple[bytes, FileForm], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"SQLite format 3\x00", "sqlite"),
)
# Members that only one kind of office file has; streams likewise.
ZIPPED: tuple[tuple[str, FileForm], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "slides"),
    ("OFD.xml", "ofd"),
)
OPEN_DOCUMENTS: tuple[tuple[bytes, FileForm], ...] = ((b"opendocument.text", "odt"), (b"opendocument.spreadsheet", "ods"))
STREAMS: tuple[tuple[str, FileForm], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "slides"),
    ("CONTENTS", "works"),
)
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF16_STARTS = (*MARKS[1:], *UNMARKED_PAGES)
CONTROL = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f"))
MOST_STRAYS = 0.05
# A page begins with a tag or a comment; one that begins with words is known by its closing tags.
PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!--|!doctype\s+html|(?:html|head|body|meta|title|link|base|style|script|article"
    rb"|section|main|header|nav|div|span|table|thead|tbody|t[rhd]|p|h[1-6]|[ou]l|d[ltd]|li|center|font|[biu]|em|strong|a|img|[bh]r"
    rb"|pre)[\s/>])",
    re.IGNORECASE,
)
CLOSING = re.compile(rb"</(?:p|div|t[rhd]|table|h[1-6]|body|html)\s{0,9}>", re.IGNORECASE)
FEWEST_CLOSINGS = 3
MAIL = re.compile(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
LOOKED_AT = 65536


def sniff(content: bytes) -> FileForm:
    """The form of a file's content. Text has no NUL, and hardly any control characters that are no white space."""
    if not content.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        return "empty"
    for magic, form in MAGIC:
        if content.startswith(magic) and not (magic == b"BM" and content[6:10] != b"\x00\x00\x00\x00"):
            return {"zip": _in_zip, "ole": _in_ole}.get(form, lambda _: form)(content)
    head = content[:LOOKED_AT]
    if _is_page(head):
        return "html"
    if content.startswith(UTF16_MARKS):
        return "text"
    strays = len(head) - len(head.translate(None, CONTROL))
    return "binary" if b"\x00" in head or strays > len(head) * MOST_STRAYS else "text"


def _in_zip(content: bytes) -> FileForm:
    """What a zip file is, by the names of its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error):
        return "damaged_zip"
    for name, form in ZIPPED:
        if name in names:
            return form
    return next((form for mark, form in OPEN_DOCUMENTS if mark in kind), "zip")


def _in_ole(content: bytes) -> FileForm:
    """What a compound file is, by the names of its streams; "ole" where none is known or it is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            names = {path[0] for path in compound.listdir()}
    except Exception:  # noqa: BLE001  olefile meets damage with errors of any kind
        return "ole"
    return next((form for name, form in STREAMS if name in names), "ole")


def _is_page(head: bytes) -> bool:
    head = head.removeprefix(b"\xef\xbb\xbf")
    encoding = next((encoding for start, encoding in UTF16_STARTS if head.startswith(start)), None)
    if encoding:
        head = head.decode(encoding, errors="replace").lstrip("\ufeff").encode()
    if PAGE.match(head):
        return True
    if b"\x00" in head:
        return False
    return len(CLOSING.findall(head)) >= FEWEST_CLOSINGS and not MAIL.search(head)
