"""What a file is, told by its content: names and endings are often wrong."""

import re
from typing import Literal

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
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f"))
MOST_STRAYS = 0.05
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body|meta|table|div)\b", re.IGNORECASE
)


def sniff(content: bytes) -> FileForm:
    """The form of a file's content. Text has no NUL, and hardly any control characters that are no white space."""
    if not content.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        return "empty"
    for magic, form in MAGIC:
        if content.startswith(magic) and not (magic == b"BM" and content[6:10] != b"\x00\x00\x00\x00"):
            return form
    if content.startswith(UTF16_MARKS):
        return "text"
    if HTML.match(content.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "html"
    head = content[:65536]
    strays = len(head) - len(head.translate(None, CONTROL))
    return "binary" if b"\x00" in head or strays > len(head) * MOST_STRAYS else "text"
