"""Web pages: the article without the page around it, its tables as grids."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from auditlib.document import Cell, Paragraph, Place, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.decoding import decode_page
from auditlib.readers.html.article import YEAR, article, is_title
from auditlib.readers.html.page import parse
from auditlib.readers.html.parts import Anchor, Grid, Line, Part
from auditlib.readers.limits import MAX_PAGE_BYTES
from auditlib.readers.lines import tidy

TITLE_WITHIN = 30
SHORT = 40
SEPARATOR = re.compile(r"[-_|｜—–>]+")


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables of the article in order.

    A page that names its report, or its year, in its head alone gets that title as its first paragraph. Raises UnreadableFileError
    for a page that is too large, nested beyond all measure, or has a table of too many cells.
    """
    refuse_large(content, shown)
    page = parse(decode_page(content), shown)
    parts = article(page.visible, page.hidden)
    shown_titles = [part for part in parts[:TITLE_WITHIN] if isinstance(part, Line) and is_title(part.text)]
    of_head = _titles(page.titles)[:1]
    if parts and (not shown_titles or (_dated(of_head) and not _dated(shown_titles))):
        parts = [*of_head, *parts]
    return blocks_of(parts)


def refuse_large(content: bytes, shown: str) -> None:
    """Raises UnreadableFileError for a page that is too large."""
    if len(content) > MAX_PAGE_BYTES:
        size, limit = len(content) / 2**20, MAX_PAGE_BYTES / 2**20
        raise UnreadableFileError("too_large", path=shown, size=size, limit=limit)


def blocks_of(parts: Iterable[Part]) -> tuple[Paragraph | Table, ...]:
    """The parts of a page as the blocks of a document."""
    found: list[Paragraph | Table] = []
    paragraphs = tables = 0
    for part in parts:
        if isinstance(part, Line):
            paragraphs += 1
            found.append(Paragraph(part.text, _place_of_paragraph(paragraphs), part.level))
        else:
            tables += 1
            found.append(_table(part, tables))
    return tuple(found)


def _titles(stated: Sequence[str]) -> list[Line]:
    """The titles of a report among those that a head states, without the name of the site behind or before."""
    pieces = (tidy(piece) for title in stated for piece in SEPARATOR.split(title))
    return [Line(piece, linked=0, level=None, depth=0, meet=0, hint=0) for piece in pieces if is_title(piece)]


def _dated(titles: Sequence[Line]) -> bool:
    return any(YEAR.search(title.text) for title in titles)


def _table(grid: Grid, number: int) -> Table:
    def cell(text: str, row: int, column: int) -> Cell:
        return (_kept_cell if len(text) <= SHORT else _cell)(text, number, row + 1, column + 1)

    place = Place(table=number)
    if not grid.merged:
        rows = enumerate(grid.rows)
        return Table(
            tuple([tuple([cell(a.text, r, c) for c, a in enumerate(row)]) for r, row in rows]), place
        )
    cells: dict[Anchor, Cell] = {}
    for anchor in chain.from_iterable(grid.rows):
        if anchor not in cells:
            cells[anchor] = cell(anchor.text, anchor.row, anchor.column)
    return Table(tuple([tuple([cells[anchor] for anchor in row]) for row in grid.rows]), place)


def _cell(text: str, table: int, row: int, column: int) -> Cell:
    return Cell(text, Place(table=table, row=row, column=column))


# The labels of the forms and most figures stand at the same place on page after page.
_kept_cell = lru_cache(maxsize=8192)(_cell)


@lru_cache(maxsize=2048)
def _place_of_paragraph(number: int) -> Place:
    return Place(paragraph=number)
