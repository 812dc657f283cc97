"""What a file is, told by its content: names and endings are often wrong."""

import codecs
import re
from itertools import pairwise

from auditlib.document import FileForm
from auditlib.readers.containers import in_ole, in_zip
from auditlib.readers.decoding import MARKS, TRIED, UNMARKED_PAGES
from auditlib.readers.separators import separator
from auditlib.readers.text import lines

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
    (b"8BPS", "image"),
    (b"\x00\x00\x00\x0cjP  ", "image"),
    (b"AT&TFORM", "image"),
    (b"SQLite format 3\x00", "sqlite"),
    # Workbooks from before compound files, as old programs still export them (BIFF 2 to 5).
    (b"\x09\x00\x04\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
    (b"\x09\x08\x08\x00\x00\x05", "xls"),
)
# Pictures whose first bytes are their length: webp, and heic and avif with their kind in the ftyp box.
PICTURE = re.compile(rb"RIFF.{4}WEBP|.{4}ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avi[fs])", re.DOTALL)
BITMAP_RESERVED = slice(6, 10)
PDF_WITHIN = 1024

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF16_STARTS = (*MARKS[1:], *UNMARKED_PAGES)
CONTROL = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f"))
MOST_STRAYS = 0.05
LOOKED_AT = 65536
SEEN_FIRST = 64
BLANK = b"\xef\xbb\xbf\x00 \t\r\n"

# A page begins with a tag or a comment; one that begins with words is known by its closing tags.
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!--|!doctype\s+html|(?:html|head|body|meta|title|link|base|style|script|article"
    r"|section|main|header|nav|div|span|table|thead|tbody|t[rhd]|p|h[1-6]|[ou]l|d[ltd]|li|center|font|[biu]|em|strong|a|img|[bh]r"
    r"|pre)[\s/>])",
    re.IGNORECASE,
)
WHOLE_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|meta)", re.IGNORECASE)
CLOSING = re.compile(r"</(?:p|div|t[rhd]|table|h[1-6]|body|html)\s{0,9}>", re.IGNORECASE)
FEWEST_CLOSINGS = 3
# Office files as one XML text; LibreOffice reads them as it reads the forms that they are given here.
FLAT: tuple[tuple[re.Pattern[str], FileForm], ...] = (
    (re.compile(r"<(?:\w{1,9}:)?wordDocument\b|<pkg:package\b"), "doc"),
    (re.compile(r"<(?:\w{1,9}:)?Workbook\b[^>]{0,900}urn:schemas-microsoft-com:office:spreadsheet"), "xlsb"),
    (re.compile(r"<office:document\b[^>]{0,9000}opendocument\.text\b"), "odt"),
    (re.compile(r"<office:document\b[^>]{0,9000}opendocument\.spreadsheet\b"), "ods"),
    (re.compile(r"<svg[\s>]"), "image"),
)
FLAT_WITHIN = 16384

MAIL = re.compile(r"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
MAIL_LINE = re.compile(r"[\w-]{1,60}:|[ \t]")
MAIL_OF_PAGES = re.compile(
    r"^Content-Type:\s{0,9}(?:text/html|multipart/\w{1,20};.{0,500}?boundary=)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
LONGEST_MAIL_HEAD = 100

HEADING = re.compile(r"#{1,6}[ \t]+\S")
FEWEST_HEADINGS = 2
# The line between the header of a table and its rows, as the common flavour of Markdown (GFM) has it.
RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


def sniff(content: bytes) -> FileForm:
    """The form of a file's content. Text has no NUL, and hardly any control characters that are no white space."""
    if not content[:SEEN_FIRST].strip(BLANK) and not content.strip(BLANK):
        return "empty"
    for magic, form in MAGIC:
        if content.startswith(magic) and not (magic == b"BM" and content[BITMAP_RESERVED] != bytes(4)):
            return in_zip(content) if form == "zip" else in_ole(content) if form == "ole" else form
    if PICTURE.match(content):
        return "image"
    head = content[:LOOKED_AT]
    if b"%PDF-" in head[:PDF_WITHIN]:
        return "pdf"
    text = _text(head)
    if PAGE.match(text):
        return "markdown" if not WHOLE_PAGE.match(text) and _is_markdown(text) else "html"
    if not content.startswith(UTF16_MARKS):
        strays = len(head) - len(head.translate(None, CONTROL))
        if b"\x00" in head or strays > len(head) * MOST_STRAYS:
            return "binary"
    return _written(text)


def _text(head: bytes) -> str:
    """The beginning of a file as text, however it is written; its last character may be cut."""
    encoding = next((encoding for start, encoding in UTF16_STARTS if head.startswith(start)), None)
    if encoding:
        return head.decode(encoding, errors="replace").lstrip("\ufeff")
    for tried in TRIED:
        try:
            return codecs.getincrementaldecoder(tried)().decode(head).lstrip("\ufeff")
        except UnicodeDecodeError:
            continue
    return head.decode("gb18030", errors="replace")


def _written(text: str) -> FileForm:
    """What a text is that does not begin as a page does."""
    if _is_web_archive(text):
        return "mht"
    if text.lstrip().startswith("<"):
        start = text[:FLAT_WITHIN]
        flat = next((form for pattern, form in FLAT if pattern.search(start)), None)
        if flat:
            return flat
    if _is_markdown(text):
        return "markdown"
    if len(CLOSING.findall(text)) >= FEWEST_CLOSINGS and not MAIL.search(text):
        return "html"
    return "csv" if separator(lines(text)) else "text"


def _is_web_archive(text: str) -> bool:
    """Whether a text begins with the head of a mail whose body is a page."""
    head = re.split(r"\r?\n\r?\n", text.lstrip("\r\n"), maxsplit=1)[0]
    return all(map(MAIL_LINE.match, head.splitlines()[:LONGEST_MAIL_HEAD])) and bool(
        MAIL_OF_PAGES.search(head)
    )


def _is_markdown(text: str) -> bool:
    """Whether a text has headings behind # signs, or a table of pipes with its rule."""
    stripped = [line.strip() for line in lines(text)]
    first = next((line for line in stripped if line), "")
    if HEADING.match(first) or sum(bool(HEADING.match(line)) for line in stripped) >= FEWEST_HEADINGS:
        return True
    return any("|" in line and "|" in before and RULE.fullmatch(line) for before, line in pairwise(stripped))
