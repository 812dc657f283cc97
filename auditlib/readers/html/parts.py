"""What a web page is taken apart into before its article is chosen: lines of prose and grids of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditlib.readers.lines import joined


class Line(NamedTuple):
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


class Anchor:
    """A cell where it begins; row and column count from 0."""

    __slots__ = ("column", "row", "text")

    def __init__(self, text: str = "", row: int = 0, column: int = 0) -> None:
        self.text = text
        self.row = row
        self.column = column


@dataclass(frozen=True, slots=True)
class Grid:
    """A data table: every position holds the cell that covers it. ``filled`` counts cells with text, ``size`` its signs.

    Where it is not ``merged`` every position holds a cell of its own.
    """

    rows: tuple[tuple[Anchor, ...], ...]
    filled: int
    size: int
    merged: bool
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


def text_of(parts: Sequence[Part]) -> str:
    """The text of a cell, with that of the tables inside it."""
    if not parts:
        return ""
    if len(parts) == 1 and isinstance(parts[0], Line):
        return parts[0].text.lstrip(" ")
    return joined(
        piece for part in parts for piece in (part.texts() if isinstance(part, Grid) else (part.text,))
    )
