"""Markdown, as converters from PDF and Word write it: headings, tables of pipes, and the HTML that stands between them."""

import re

from markdown_it import MarkdownIt

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.decoding import decode
from auditlib.readers.html import blocks_of, refuse_large
from auditlib.readers.html.page import parse
from auditlib.readers.limits import MAX_LINES

# Prose that is indented or underlined by a rule stays prose; links and emphasis are taken away before, in linear time.
OFF = ["code", "fence", "lheading", "reference", "link", "image", "emphasis", "autolink"]
FENCE = re.compile(r"^[ \t]*(?:```|~~~)[ \t]*\w{0,20}[ \t]*$", re.MULTILINE)
LINK = re.compile(r"(!?)\[([^\[\]\n]{0,200})\]\([^()\s]{0,500}\)")
STRONG = re.compile(r"\*{2,}")
STRESSED = re.compile(r"\*([^\s*][^*\n]{0,200})\*")
ORDINAL = re.compile(r"^([ \t]*\d{1,9})([.)])(?=[ \t])", re.MULTILINE)
INDENT = re.compile(r"(^|\|)([ \t]*)(\u3000+)", re.MULTILINE)
FIGURE = re.compile(r"\$([ \d.,%\\]{1,60})\$")


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables in order. Raises UnreadableFileError for an encoding or a size that is refused."""
    refuse_large(content, shown)
    text = decode(content, shown)
    if text.count("\n") > MAX_LINES:
        raise UnreadableFileError("page_beyond_measure", path=shown)
    parser = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table").disable(OFF)
    try:
        page = parse(parser.render(_prepared(text)), shown)
    except RecursionError as fault:
        raise UnreadableFileError("page_beyond_measure", path=shown) from fault
    return blocks_of(page.visible)


def _prepared(text: str) -> str:
    """What Markdown would lose is kept: the numbers of a list, the indent of a line; figures set as formulas are plain."""
    text = LINK.sub(lambda match: "" if match[1] else match[2], FENCE.sub("", text))
    text = STRESSED.sub(r"\1", STRONG.sub("", text))
    text = FIGURE.sub(lambda match: re.sub(r"[ \\]", "", match[1]), text)
    text = ORDINAL.sub(r"\1\\\2", text)
    return INDENT.sub(lambda match: match[1] + match[2] + "&#12288;" * len(match[3]), text)
