"""The markup of a page as texts and the runs of tags behind them, with all that a browser closes by itself closed.

Most pages are parsed to a tree and written out anew, all in C. A page that is large or nested deeply is parsed
without a tree, so that neither its depth nor its size can exhaust the memory; nothing is ever fetched.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast
from xml.sax.saxutils import escape

from lxml import etree

from auditlib.readers.html.tags import written

# A text and the tags behind it as ``run_of`` takes them; in the text &, < and > are escaped.
Piece = tuple[str, str]

# In XHTML a tag may close itself; read as HTML, <script/> would swallow all that follows.
CLOSES_ITSELF = re.compile(r"<[^<>]*/>")
SELF_CLOSED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|wbr)\b)([a-z][\w:.-]{0,40})((?:\s[^<>]*[\"'\s])?)/>",
    re.IGNORECASE,
)
RUN = re.compile(r"<([^>]*+(?:>[ \n\t]*+<[^>]*+){0,31}+)>")

CHUNK = 1 << 16
ALWAYS_SMALL = 50_000
LARGEST_TREE = 2 * 2**20
LONGEST_TAG = 10_000
QUOTED_END = re.compile(r"""=\s*+(?:"[^">]*>|'[^'>]*>)""")
MOST_QUOTED_ENDS = 1000
MOST_TAGS_IN_TREE = 200_000


def repaired(text: str) -> str:
    """A page without signs that a tree has no room for, its elements that close themselves closed as HTML asks for."""
    if "/>" in text:
        text = CLOSES_ITSELF.sub(lambda tag: SELF_CLOSED.sub(r"<\1\2></\1>", tag[0]), text)
    return text.replace("\x00", "").replace("\f", " ").replace("&#12;", " ")


def is_small(text: str) -> bool:
    """Whether the tree of a page takes little memory, and little time: that of a tag is quadratic in its attributes."""
    if len(text) <= ALWAYS_SMALL:
        return True
    return (
        len(text) <= LARGEST_TREE
        and text.count("<") <= MOST_TAGS_IN_TREE
        and max(map(len, text.split(">"))) <= LONGEST_TAG
        and len(QUOTED_END.findall(text)) <= MOST_QUOTED_ENDS
    )


def by_tree(text: str) -> Iterator[Piece]:
    """The markup of a page that is small. Beyond the parser's depth of 2048 elements a tree lacks text."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        return iter(())
    root.getroottree().docinfo.clear()  # a document type of XHTML would have its attributes changed
    roots = (
        root,
        *root.itersiblings(),
    )  # what follows upon the end of the page may be given a root of its own
    pieces = RUN.split(b"".join(etree.tostring(one, encoding="utf-8") for one in roots).decode())
    pieces.append("")
    one_by_one = iter(pieces)
    return zip(one_by_one, one_by_one, strict=True)


def by_stream(text: str) -> Iterator[Piece]:
    """The markup of any page, a tag at a time."""
    target = _Pieces()
    parser = etree.HTMLParser(target=cast(Any, target), encoding="utf-8", no_network=True, huge_tree=True)
    content = text.encode()
    for start in range(0, len(content), CHUNK):
        parser.feed(content[start : start + CHUNK])
        yield from target.taken()
    parser.close()
    yield from target.taken()


class _Pieces:
    """The target of a parser: the pieces of the page so far."""

    def __init__(self) -> None:
        self._found: list[Piece] = []
        self._texts: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._add(written(tag, attributes))

    def end(self, tag: str) -> None:
        """An element ends."""
        self._add("/" + tag)

    def data(self, text: str) -> None:
        """Text, in pieces of any length."""
        self._texts.append(text)

    def close(self) -> None:
        """The end of the page."""
        self._add("")

    def taken(self) -> list[Piece]:
        """The pieces found since they were last taken."""
        found, self._found = self._found, []
        return found

    def _add(self, tags: str) -> None:
        self._found.append((escape("".join(self._texts)), tags))
        self._texts.clear()
