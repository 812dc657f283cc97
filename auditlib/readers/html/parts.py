"""What a web page is taken apart into before its article is chosen: lines of prose and grids of cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

INVISIBLE = "\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
NO_BREAK = "\u00a0\u202f"
UNTIDY = re.compile(f"[\t\n\f\r]|  |[{NO_BREAK}{INVISIBLE}]")
UNSEEN = re.compile(f"[{INVISIBLE}]+")
GAP = re.compile("[ \t\n\f\r]+")
SPACES = str.maketrans(dict.fromkeys(NO_BREAK, " "))
FIRST_WIDE = "\u2e80"
ENDS_WORD = re.compile(r"[0-9A-Za-z０-９%％‰]")
BEGINS_WORD = re.compile(r"[0-9A-Za-z０-９]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose. ``linked`` counts its characters in links to other pages.

    ``depth`` is the number of block elements around it, ``meet`` that of those it shares with the part before it.
    ``hint`` is 1 inside an element whose name speaks of the article, -1 inside one whose name speaks of furniture.
    """

    text: str
    linked: int
    level: int | None
    depth: int
    meet: int
    hint: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A cell where it begins; row and column count from 0."""

    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A data table: every position holds the cell that covers it. ``filled`` counts cells with text."""

    rows: tuple[tuple[Anchor, ...], ...]
    filled: int
    linked: int
    depth: int
    meet: int
    hint: int

    def texts(self) -> list[str]:
        """The texts of its cells, each merged cell once, row by row."""
        return [
            cell.text
            for r, row in enumerate(self.rows)
            for c, cell in enumerate(row)
            if (cell.row, cell.column) == (r, c)
        ]


Part = Line | Grid


def tidy(raw: str) -> str:
    """Text as a browser shows it, an indent of ideographic or no-break spaces kept.

    A line break of the source beside a Chinese character is no space (CSS Text 3, segment break transformation).
    """
    if UNTIDY.search(raw):
        raw = GAP.sub(_gap, UNSEEN.sub("", raw))
    return raw.strip(" ").translate(SPACES).rstrip(" \u3000")


def _gap(gap: re.Match[str]) -> str:
    start, end, text = gap.start(), gap.end(), gap.string
    if "\n" not in gap[0] and "\r" not in gap[0]:
        return " "
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return "" if any(sign >= FIRST_WIDE for sign in beside) else " "


def text_of(parts: Iterable[Part]) -> str:
    """The text of a cell: labels are broken over lines anywhere, so that nothing is put between two lines.

    Only words and numbers of two lines are kept apart by a space.
    """
    pieces = (piece for part in parts for piece in (part.texts() if isinstance(part, Grid) else (part.text,)))
    whole: list[str] = []
    for piece in pieces:
        if not (words := piece.strip(" \u3000")):
            continue
        if whole and ENDS_WORD.fullmatch(whole[-1][-1]) and BEGINS_WORD.match(words):
            whole.append(" ")
        whole.append(words if whole else piece.lstrip(" "))
    return "".join(whole)
