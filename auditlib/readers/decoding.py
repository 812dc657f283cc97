"""Bytes to text. Encodings are tried, never believed: what a page declares is wrong too often."""

import codecs
import re

from auditlib.errors import UnreadableFileError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNMARKED_PAGES = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
TRIED = ("utf-8", "gb18030")
DECLARED = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{2,20})", re.IGNORECASE)
DECLARED_WITHIN = 8192
# gb2312 and gbk mean gb18030, which has been tried by then; a Latin encoding takes any byte and proves nothing.
OTHERS = frozenset("big5 big5-hkscs shift_jis euc-jp euc-kr".split())


def decode(content: bytes, shown: str) -> str:
    """The text of a plain text file: by its byte order mark, else strict UTF-8, else strict GB18030.

    A file that was cut inside its last UTF-8 character loses that one alone. Raises UnreadableFileError naming the
    line that is neither.
    """
    strict = _strict(content)
    if strict is not None:
        return strict
    line = content.count(b"\n", 0, max(_broken_at(content, encoding) for encoding in TRIED)) + 1
    raise UnreadableFileError("unknown_encoding", path=shown, line=line)


def decode_page(content: bytes) -> str:
    """The text of a web page, always: as plain text is decoded, else by what the page declares, else with losses.

    Of two lossy decodings the one that loses fewer characters is taken; what was lost stands as U+FFFD.
    """
    for start, encoding in UNMARKED_PAGES:
        if content.startswith(start):
            return content.decode(encoding, errors="replace")
    strict = _strict(content)
    if strict is not None:
        return strict
    if match := DECLARED.search(content[:DECLARED_WITHIN]):
        declared = match[1].decode("ascii", errors="replace").lower()
        if declared in OTHERS and _broken_at(content, declared) < 0:
            return content.decode(declared)
    return min((content.decode(encoding, errors="replace") for encoding in TRIED), key=_losses)


def _strict(content: bytes) -> str | None:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    for encoding in TRIED:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as fault:
            cut = fault.start and fault.end == len(content) and fault.reason == "unexpected end of data"
            if encoding == "utf-8" and cut:
                return content.decode(encoding, errors="replace")
    return None


def _broken_at(content: bytes, encoding: str) -> int:
    """The first byte that the encoding does not know, -1 where it knows all."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as fault:
        return fault.start
    return -1


def _losses(text: str) -> int:
    return text.count("\ufffd")
