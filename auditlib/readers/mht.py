"""Web pages saved in a single file (mht, and what Word saves as such): the page, without its pictures and frames."""

import re
from email import message_from_bytes
from email.message import Message
from itertools import islice

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import html

# Each part in parts costs a look at every line of the file.
NESTING = re.compile(rb"^Content-Type:\s{0,9}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
MOST_NESTED = 20
MOST_PAGES = 10
# Pages find out by themselves whether they are in UTF-8 or GB18030.
SELF_TOLD = frozenset("utf-8 us-ascii gb2312 gbk gb18030 gb_2312-80 x-gbk ascii".split())
NAMES = {"unicode": "utf-16", "unicodefffe": "utf-16-be"}


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables of the first page that has any, in order.

    Raises UnreadableFileError for a file without a page, of parts nested too deep, and what a page is refused for.
    """
    if len(NESTING.findall(content)) > MOST_NESTED:
        raise UnreadableFileError("page_beyond_measure", path=shown)
    try:
        message = message_from_bytes(content)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        contents = [_bytes_of(page) for page in islice(pages, MOST_PAGES)]
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as fault:
        raise UnreadableFileError("no_page_inside", path=shown) from fault
    if not contents:
        raise UnreadableFileError("no_page_inside", path=shown)
    return next(filter(None, (html.blocks(page, shown) for page in contents)), ())


def _bytes_of(page: Message) -> bytes:
    """The bytes of a page; in UTF-8 where its head names an encoding that the page itself may not tell."""
    payload = page.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = (page.get_content_charset() or "utf-8").lower()
    if charset in SELF_TOLD:
        return content
    try:
        return content.decode(NAMES.get(charset, charset), errors="replace").encode("utf-8", errors="replace")
    except LookupError:
        return content
