"""A web page taken apart while it is parsed: lines and tables in reading order, what is hidden apart.

No tree is built, so that neither its depth nor its size can exhaust the stack; nothing is ever fetched.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from lxml import etree

from auditlib.errors import UnreadableFileError
from auditlib.readers.html.parts import Line, Part
from auditlib.readers.html.tables import OpenTable, settle
from auditlib.readers.limits import MAX_LINES, MAX_TABLES_IN_TABLES
from auditlib.readers.lines import tidy

HEADINGS = {f"h{n}": n for n in range(1, 7)}
TABLE_PARTS = frozenset("table caption thead tbody tfoot tr td th".split())
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset head header hgroup hr html legend li main menu nav noframes noscript ol optgroup option p pre "
    "search section summary template ul xmp".split()
).union(HEADINGS, TABLE_PARTS)
SKIPPED = frozenset(["script", "style", "textarea", "title"])
HIDDEN = frozenset(
    "audio button canvas datalist del iframe noframes noscript object select svg template video xml".split()
)
PREFORMATTED = frozenset(["pre", "xmp"])
HINTS = {"nav": -1, "footer": -1, "aside": -1, "menu": -1}
STYLE = re.compile(
    r"display\s{0,9}:\s{0,9}(?P<display>none|block|inline)(?![-\w])"
    r"|visibility\s{0,9}:\s{0,9}(?P<unseen>hidden)|mso-hide\s{0,9}:\s{0,9}(?P<none>all)",
    re.IGNORECASE,
)
# Names that content systems give the element of the article, and that pages give their furniture.
OF_ARTICLE = re.compile(
    r"uc?ap-?content|zoom\w{0,4}|trs_(?:ue)?editor\w{0,5}|vsb_content\w{0,4}|pages_content"
    r"|(?:article|news|text)[-_]?(?:content|con|body|text)",
    re.IGNORECASE,
)
OF_FURNITURE = re.compile(
    r"(?:page|site|web|main|g|m)?[-_]?(?:nav|menu|foot|head|top|bottom|banner|logo|crumbs?|breadcrumbs?|position|location"
    r"|share|sidebar|copyright|friendlinks?|links?|search|login|toolbar|qrcode|ewm)(?:er|bar|s)?[-_]?(?:box|wrap|list|con|\d{1,3})?",
    re.IGNORECASE,
)
# A link to a file belongs to the article as its annex, one to a mark in the page leads nowhere else.
STAYS = re.compile(
    r"#\w|[^?]*\.(?:docx?|xlsx?|pdf|wps|et|ofd|rar|zip|7z|jpe?g|png)\s*$|mailto:", re.IGNORECASE
)

# In XHTML a tag may close itself; read as HTML, <script/> would swallow all that follows.
SELF_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|wbr)\b)([a-z][\w:.-]{0,40})((?:\s[^<>]*[\"'\s])?)/>",
    re.IGNORECASE,
)

# Unmatched closing tags cost the parser a look at every open element: this many take some fifteen seconds.
MOST_LOOKS = 5 * 10**9
CHUNK = 1 << 16
DEEPEST = 1_000_000


class Page:
    """The target of the parser: what a page shows, what it hides, and the titles that its head gives it.

    《政府网站发展指引》 (国办发〔2017〕47号) asks for the title of the article in a meta element called ArticleTitle.
    """

    def __init__(self, shown: str, deepest: int) -> None:
        self.visible: list[Part] = []
        self.hidden: list[Part] = []
        self.titles: list[str] = []
        self._shown = shown
        self._deepest = deepest
        self._depth = self._skipping = self._lines = 0
        self._title: list[str] = []
        self._titling = False
        self._blocks = [0]
        self._meet = 0
        self._pieces: list[str] = []
        self._linked = 0
        self._into = self.visible
        self._tables: list[OpenTable] = []
        self._link = self._pre = self._covered = False
        self._level: int | None = None
        self._hint = 0
        self._saved: list[tuple[int, tuple[bool, bool, int | None, int]]] = []
        self._uncovered: tuple[int, list[str], int, list[Part], list[OpenTable]] = (0, [], 0, [], [])

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > self._deepest:
            raise UnreadableFileError("page_beyond_measure", path=self._shown)
        if self._skipping:
            return
        if tag in SKIPPED:
            self._skipping = self._depth
            self._titling = tag == "title" and not self._title
            return
        if tag == "meta" and attributes.get("name", "").lower() == "articletitle":
            self.titles.append(attributes.get("content", ""))
        block = tag in BLOCKS
        hidden = tag in HIDDEN
        if attributes:
            style = attributes.get("style")
            shown_as = _shown_as(style) if style else ""
            if shown_as in ("block", "inline") and tag not in TABLE_PARTS:
                block = shown_as == "block"
            unseen = shown_as == "unseen" and tag not in TABLE_PARTS  # an unseen cell keeps its place
            hidden = hidden or shown_as == "none" or unseen or "hidden" in attributes
        if hidden and not self._covered:
            self._cover(tag)
        if tag == "br":
            self._end_line()
        if block:
            self._end_line()
            self._blocks.append(self._depth)
        self._change(tag, attributes)
        if tag in TABLE_PARTS:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        depth = self._depth
        self._depth -= 1
        if self._skipping:
            if depth == self._skipping:
                self._skipping = 0
                self._titling = False
            return
        if self._blocks[-1] == depth:
            self._end_line()
            if tag in TABLE_PARTS:
                self._close(tag)
            self._blocks.pop()
            self._meet = min(self._meet, len(self._blocks))
        if self._saved and self._saved[-1][0] == depth:
            self._link, self._pre, self._level, self._hint = self._saved.pop()[1]
        if self._covered and self._uncovered[0] == depth:
            self._end_line()
            self._covered = False
            _, self._pieces, self._linked, self._into, self._tables = self._uncovered

    def data(self, text: str) -> None:
        """Text, in pieces of any length."""
        if self._skipping:
            if self._titling:
                self._title.append(text)
            return
        if self._pre:
            first, *others = text.split("\n")
            self._pieces.append(first)
            for other in others:
                self._end_line()
                self._pieces.append(other)
        else:
            self._pieces.append(text)
        if self._link:
            self._linked += len(text)

    def close(self) -> "Page":
        """The end of the page."""
        self._end_line()
        self.titles.append("".join(self._title))
        return self

    def _change(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What an element changes for all inside it: link or not, heading level, hints."""
        link, pre, level, hint = self._link, self._pre, self._level, self._hint
        if tag == "a":
            href = attributes.get("href")
            link = bool(href) and not STAYS.match(href or "")
        elif tag in HEADINGS:
            level = HEADINGS[tag]
        elif tag in PREFORMATTED:
            pre = True
        if attributes and ("class" in attributes or "id" in attributes):
            hint = _hint(attributes.get("class", ""), attributes.get("id", "")) or hint
        hint = HINTS.get(tag, hint)
        if (link, pre, level, hint) != (self._link, self._pre, self._level, self._hint):
            self._saved.append((self._depth, (self._link, self._pre, self._level, self._hint)))
            self._link, self._pre, self._level, self._hint = link, pre, level, hint

    def _cover(self, tag: str) -> None:
        """A hidden element begins: its text goes aside, and the line around it goes on behind it."""
        if tag == "tr" and self._tables:
            self._tables[-1].row(hidden=True)
        self._uncovered = (self._depth, self._pieces, self._linked, self._into, self._tables)
        self._covered = True
        self._pieces, self._linked, self._into, self._tables = [], 0, self.hidden, []

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            if len(self._tables) >= MAX_TABLES_IN_TABLES:
                raise UnreadableFileError("page_beyond_measure", path=self._shown)
            self._tables.append(OpenTable(self._into, len(self._blocks), self._meet, self._hint))
        elif not self._tables:
            return
        elif tag == "tr":
            self._tables[-1].row()
        elif tag in ("td", "th"):
            self._into = self._tables[-1].cell(attributes, self._shown)
        elif tag != "caption":
            self._tables[-1].section(tag)

    def _close(self, tag: str) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if tag in ("td", "th"):
            self._into = table.outer
        elif tag == "table":
            self._tables.pop()
            self._into = table.outer
            self._into.extend(settle(table, self._shown))
        elif tag in ("thead", "tbody", "tfoot"):
            table.section("")

    def _end_line(self) -> None:
        if not self._pieces:
            return
        text = tidy("".join(self._pieces))
        linked = self._linked
        self._pieces, self._linked = [], 0
        if text:
            self._lines += 1
            if self._lines > MAX_LINES:
                raise UnreadableFileError("page_beyond_measure", path=self._shown)
            depth = len(self._blocks)
            self._into.append(Line(text, min(linked, len(text)), self._level, depth, self._meet, self._hint))
            self._meet = depth


def parse(text: str, shown: str) -> Page:
    """A page taken apart. Raises UnreadableFileError for nesting or tables beyond all measure."""
    text = SELF_CLOSED.sub(r"<\1\2></\1>", text)
    closings = text.count("</") or 1
    page = Page(shown, min(DEEPEST, MOST_LOOKS // closings))
    target = cast(Any, page)  # the stubs also ask for a target of bytes, which lxml never hands over
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=True)
    content = text.replace("\x00", "").encode()
    for start in range(0, len(content), CHUNK):  # an error raised inside is only heard between two chunks
        parser.feed(content[start : start + CHUNK])
    parser.close()
    return page


@lru_cache(maxsize=4096)
def _shown_as(style: str) -> str:
    """none, unseen, block or inline where a style says so, else ""."""
    names = [(match["display"] or match.lastgroup or "").lower() for match in STYLE.finditer(style)]
    return "none" if "none" in names else names[-1] if names else ""


@lru_cache(maxsize=4096)
def _hint(classes: str, id_: str) -> int:
    names = [*classes.split(), id_]
    if any(OF_ARTICLE.fullmatch(name) for name in names):
        return 1
    return -1 if any(OF_FURNITURE.fullmatch(name) for name in names) else 0
