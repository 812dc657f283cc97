"""From pages of signs and rules to paragraphs and tables in reading order. Knows nothing of any file form.

Ruled tables are found first (rules, grids, cells), on pages without any those that white space tells (columns); what
stands in none is prose (lines, paragraphs) or belongs to the page and not to the report (furniture). What a page break
parted is put together again (sheets, paragraphs).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditlib.document import Cell, Paragraph, Place, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.layout.cells import Box, boxes, shared_out
from auditlib.readers.layout.columns import Listing, goes_on, listings, pieces
from auditlib.readers.layout.furniture import Edges, edges, furniture
from auditlib.readers.layout.grids import Grid, grids
from auditlib.readers.layout.lines import Line, lines, runs
from auditlib.readers.layout.page import Glyph, Page, Rule
from auditlib.readers.layout.paragraphs import Margins, Prose, margins, paragraphs
from auditlib.readers.layout.sheets import Sheet, goes_over, join, told
from auditlib.readers.limits import MAX_LAID_CELLS
from auditlib.wording import squeeze

__all__ = ["Glyph", "Page", "Rule", "blocks"]

HEADING = re.compile("[一二三四五六七八九十]{1,2}、")
CONTINUED = frozenset(["续表", "续上表", "(续)", "(续表)", "(续上表)", "续"])


@dataclass(slots=True)
class _Laid:
    """What one page has: all lines that stand in no ruled table, those of prose, its tables, the lines at its edges."""

    width: float
    lines: list[Line]
    prose: list[Line]
    sheets: list[Sheet]
    listings: list[Listing]
    edges: Edges


def blocks(pages: Iterable[Page], shown: str) -> tuple[Paragraph | Table, ...]:
    """The paragraphs and tables of pages. Raises UnreadableFileError for tables of more cells than any report has."""
    laid: list[_Laid] = []
    cells = 0
    for number, page in enumerate(pages, 1):
        laid.append(_lay(page, number, shown))
        cells += sum(len(sheet.rows) * sheet.columns for sheet in laid[-1].sheets)
        if cells > MAX_LAID_CELLS:
            raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_LAID_CELLS)
    for own, dropped in zip(laid, furniture([own.edges for own in laid]), strict=True):
        if dropped:
            gone = set(map(id, dropped))
            own.prose = [line for line in own.prose if id(line) not in gone]
            own.lines = [line for line in own.lines if id(line) not in gone]
    for before, after in pairwise(laid):
        _carry_over(before, after)
    return tuple(_numbered(_parts(laid)))


def _lay(page: Page, number: int, shown: str) -> _Laid:
    found = runs(page.glyphs)
    headings = [run.top for run in found if HEADING.match(run.opening)]
    ruled = grids(page.across, page.down, page.height, headings, shown)
    free, held = shared_out(found, ruled)
    sheets = [
        _sheet(grid, boxes(grid, cells), number) for grid, cells in zip(ruled, held, strict=True) if cells
    ]
    on_page = [run for run in free if 0 <= run.left + run.right <= 2 * page.width]
    prose = lines(on_page) if on_page else []
    every = prose
    prose, listed = listings(prose, number) if prose and not sheets else (prose, [])
    above = [line for line in prose if all(line.bottom <= sheet.top for sheet in sheets)]
    below = [line for line in prose if all(line.top >= sheet.bottom for sheet in sheets)]
    return _Laid(page.width, every, prose, sheets, listed, edges(above, below, page.height))


def _carry_over(before: _Laid, after: _Laid) -> None:
    """The words of a row that a page break parted, where white space alone tells the table."""
    if not before.listings or any(line.top >= before.listings[-1].bottom for line in before.prose):
        return
    row = before.listings[-1].rows[-1]
    top = after.listings[0].top if after.listings else float("inf")
    while after.prose and after.prose[0].bottom <= top:
        line = after.prose[0]
        if not goes_on(row, pieces(line), line.em):
            break
        del after.prose[0]


def _sheet(grid: Grid, made: Sequence[Box], page: int) -> Sheet:
    rows = [[made[number] for number in row] for row in grid.owner]
    return Sheet(grid.xs, rows, [page] * len(rows), grid.ys[0], grid.ys[-1], grid.open_bottom)


def _parts(laid: Sequence[_Laid]) -> Iterator[list[Prose] | Sheet | Listing]:
    """The tables and the stretches of prose between them, in order, tables over page breaks as one."""
    sides = margins([(round(page.width), list(_beside_none(page))) for page in laid])
    stretch: list[Prose] = []
    table: Sheet | None = None
    for number, (page, own) in enumerate(zip(laid, sides, strict=True), 1):
        items: list[Line | Sheet | Listing] = sorted(
            [*page.prose, *page.sheets, *page.listings], key=lambda item: item.top
        )
        if table and (rest := _rest(items)) and table.pages[-1] == number - 1 and goes_over(table, rest):
            join(table, rest)
            items = items[items.index(rest) + 1 :]
        for item in items:
            if isinstance(item, Line):
                if table:
                    yield from _told(table)
                    table = None
                stretch.append(Prose(item, number, own))
            else:
                if table:
                    yield from _told(table)
                if stretch:
                    yield stretch
                    stretch = []
                table = item if isinstance(item, Sheet) else None
                if isinstance(item, Listing):
                    yield item
    if table:
        yield from _told(table)
    if stretch:
        yield stretch


def _beside_none(page: _Laid) -> Iterator[Line]:
    """The lines of prose that stand beside no table."""
    for line in page.lines:
        if not any(sheet.top < line.bottom and line.top < sheet.bottom for sheet in page.sheets):
            yield line


def _rest(items: Sequence[Line | Sheet | Listing]) -> Sheet | None:
    """The table that a page begins with; a line that only says that it goes on does not count."""
    for item in items[:2]:
        if isinstance(item, Sheet):
            return item
        if isinstance(item, Listing) or squeeze(item.text) not in CONTINUED:
            return None
    return None


def _told(table: Sheet) -> Iterator[list[Prose] | Sheet]:
    """A table; one of a single column is prose in a frame."""
    if table.columns > 1:
        yield table
        return
    seen: set[int] = set()
    for (box, *_), page in zip(table.rows, table.pages, strict=True):
        if id(box) not in seen and box.lines:
            seen.add(id(box))
            yield [Prose(line, page, Margins(*box.inner)) for line in box.lines]


def _numbered(parts: Iterable[list[Prose] | Sheet | Listing]) -> Iterator[Paragraph | Table]:
    count = tables = 0
    for part in parts:
        if isinstance(part, Sheet | Listing):
            tables += 1
            yield _table(part, tables) if isinstance(part, Sheet) else _listed(part, tables)
        else:
            for text, page in paragraphs(part):
                count += 1
                yield Paragraph(text, Place(page=page, paragraph=count))


def _listed(listing: Listing, number: int) -> Table:
    page = listing.page
    return Table(
        tuple(
            tuple(
                Cell(piece.text, Place(page=page, table=number, row=r, column=c))
                for c, piece in enumerate(row, 1)
            )
            for r, row in enumerate(listing.rows, 1)
        ),
        Place(page=page, table=number),
    )


def _table(sheet: Sheet, number: int) -> Table:
    made: dict[int, Cell] = {}
    rows = []
    for r, (row, page) in enumerate(told(sheet), 1):
        for c, box in enumerate(row, 1):
            if id(box) not in made:
                made[id(box)] = Cell(box.text, Place(page=page, table=number, row=r, column=c))
        rows.append(tuple(made[id(box)] for box in row))
    return Table(tuple(rows), Place(page=sheet.pages[0], table=number))
