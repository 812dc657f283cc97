"""What a file is, told by its content: names and endings are often wrong."""

import codecs
import re
from typing import Literal

from auditlib.readers.decoding import MARKS, UNMARKED_PAGES

FileForm = Literal[
    "empty", "text", "html", "pdf", "zip", "ole", "rtf", "rar", "seven_zip", "image", "sqlite", "binary"
]

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
            return form
    head = content[:LOOKED_AT]
    if _is_page(head):
        return "html"
    if content.startswith(UTF16_MARKS):
        return "text"
    strays = len(head) - len(head.translate(None, CONTROL))
    return "binary" if b"\x00" in head or strays > len(head) * MOST_STRAYS else "text"


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
