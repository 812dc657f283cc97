"""Tables without rules: lines whose words stand in columns, told by the white space between them.

Only what is beyond doubt is one: lines near each other that end in figures, a label and several figures or units apart
from each other. What stands below the words of a row and of no figure goes on in them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditlib.readers.layout.lines import BLANKS, Line, seam

# In widths of the signs.
GAP = 1.0
WIDER = 2.0
FIGURE = re.compile(r"[-+−]?\d[\d,.]*%?|[-—–―/\\]+")
HEADING = re.compile("[一二三四五六七八九十]{1,2}、")
SENTENCE = re.compile("[。；！？]")
FEWEST_PIECES = 3
FEWEST_FIGURES = 6
MANY_FIGURES = 10  # so many in one row are a table by themselves
MOST_BETWEEN = 16
MOST_HEADS = 8


@dataclass(slots=True)
class Piece:
    """Words that stand apart from others on their line."""

    text: str
    left: float
    right: float

    @property
    def is_figure(self) -> bool:
        """Whether it is a number or a mark."""
        return FIGURE.fullmatch(self.text) is not None


@dataclass(slots=True)
class Listing:
    """A table that white space alone tells, its rows by their pieces, with the page it stands on."""

    rows: list[list[Piece]]
    page: int
    top: float
    bottom: float


def listings(prose: Sequence[Line], page: int) -> tuple[list[Line], list[Listing]]:
    """The lines of a page without those of such tables, and the tables."""
    parted = [pieces(line) for line in prose]
    rows = [n for n, found in enumerate(parted) if _is_row(found)]
    if not rows:
        return list(prose), []
    made: list[Listing] = []
    taken: set[int] = set()
    for group in _groups(rows, prose, parted):
        if not _is_table([parted[n] for n in group]):
            continue
        first, last = group[0], group[-1]
        while (
            first and group[0] - first < MOST_HEADS and first - 1 not in taken and len(parted[first - 1]) > 1
        ):
            first -= 1
        table: list[list[Piece]] = []
        for n in range(first, last + 1):
            if not (table and goes_on(table[-1], parted[n], prose[n].em)):
                table.append(parted[n])
        while last + 1 < len(prose) and not _ends(prose[last + 1], parted[last + 1]):
            if not goes_on(table[-1], parted[last + 1], prose[last + 1].em):
                break
            last += 1
        taken.update(range(first, last + 1))
        made.append(Listing(table, page, prose[first].top, prose[last].bottom))
    return [line for n, line in enumerate(prose) if n not in taken], made


def pieces(line: Line) -> list[Piece]:
    """The words of a line that stand apart."""
    if " " not in line.text:
        return [Piece(line.text.strip(BLANKS), line.left, line.right)]
    found: list[Piece] = []
    for glyph in line.glyphs:
        if glyph.text in BLANKS:
            continue
        if found and glyph.left - found[-1].right <= GAP * line.em:
            found[-1].text += glyph.text
            found[-1].right = max(found[-1].right, glyph.right)
        else:
            found.append(Piece(glyph.text, glyph.left, glyph.right))
    return found


def _is_row(found: Sequence[Piece]) -> bool:
    """Whether a line has several pieces, the last one a figure; figures alone have to be many."""
    if len(found) < FEWEST_PIECES or not found[-1].is_figure:
        return False
    return not found[0].is_figure or (len(found) >= MANY_FIGURES and all(piece.is_figure for piece in found))


def _is_table(rows: Sequence[Sequence[Piece]]) -> bool:
    figures = [sum(piece.is_figure for piece in row) for row in rows]
    return max(figures) >= MANY_FIGURES or (len(rows) > 1 and sum(figures) >= FEWEST_FIGURES)


def _groups(rows: Sequence[int], prose: Sequence[Line], parted: Sequence[Sequence[Piece]]) -> list[list[int]]:
    """The rows that belong together: no sentence and no heading of the text stands between them."""
    groups = [[rows[0]]]
    for before, after in pairwise(rows):
        between = range(before + 1, after)
        if len(between) > MOST_BETWEEN or any(_ends(prose[n], parted[n]) for n in between):
            groups.append([])
        groups[-1].append(after)
    return groups


def _ends(line: Line, found: Sequence[Piece]) -> bool:
    return len(found) == 1 and bool(HEADING.match(line.text.lstrip(BLANKS)) or SENTENCE.search(line.text))


def goes_on(row: Sequence[Piece], found: Sequence[Piece], em: float) -> bool:
    """Whether a line goes on in the words of the row above, each piece under another; then it is put there.

    ``em`` is the width of its signs.
    """
    if not found or any(piece.is_figure for piece in found):
        return False
    under: list[Piece] = []
    for piece in found:
        above = [cell for cell in row if cell.left < piece.right and piece.left < cell.right]
        if len(above) != 1 or above[0].is_figure or above[0] in under:
            return False
        if piece.right - piece.left > above[0].right - above[0].left + WIDER * em:
            return False
        under.append(above[0])
    for cell, piece in zip(under, found, strict=True):
        cell.text = seam(cell.text, piece.text)
        cell.left, cell.right = min(cell.left, piece.left), max(cell.right, piece.right)
    return True
