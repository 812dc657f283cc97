"""Tables of a web page: grids of data, and those that only lay out the page and are walked through as prose.

A cell that holds the article cuts its table: the rows above and below may still be data. Spans follow the HTML
standard (forming a table); columns and rows in which no cell begins are not seen on a screen and are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditlib.errors import UnreadableFileError
from auditlib.readers.html.parts import Anchor, Grid, Line, Part, text_of
from auditlib.readers.limits import MAX_CELLS

WIDEST_SPAN = 1000  # HTML standard, algorithm for processing rows
LONGEST_PLAIN = 100
SHORTEST_PROSE = 80
LONG_LINE = 8
MANY_LINES = 4
FEW_PLAIN = 8
FIGURE = re.compile(r"[\d.,，%％/／—－-]*\d[\d.,，%％]*|[/／—－-]+")


class OpenCell(Anchor):
    """A cell with its spans (``down`` 0: to the end of the row group) and what stands in it.

    How much that is, is weighed when its table ends: characters, of them in links; cells of tables inside it; whether
    it reads as prose, or is plain: short, without tables and not mainly links.
    """

    __slots__ = ("across", "down", "linked", "nested", "parts", "plain", "size", "wordy")

    def __init__(self, down: int, across: int) -> None:
        self.text = ""
        self.down = down
        self.across = across
        self.parts: list[Part] = []
        self.size = self.linked = self.nested = 0
        self.plain = self.wordy = False

    def weigh(self) -> None:
        """Find out how much stands in it."""
        size = linked = nested = stops = long = 0
        for part in self.parts:
            linked += part.linked
            if isinstance(part, Line):
                length = len(part.text)
                size += length
                stops += part.text.count("。")
                long += length >= LONG_LINE or part.linked > 0
            else:
                size += sum(map(len, part.texts()))
                nested += part.filled
        self.size, self.linked, self.nested = size, linked, nested
        self.plain = 0 < size <= LONGEST_PLAIN and not nested and 2 * linked <= size
        self.wordy = (stops >= 2 and size > SHORTEST_PROSE) or long >= MANY_LINES


@dataclass(slots=True)
class OpenRow:
    """A row; a hidden one has no cells and only counts for the spans that cross it."""

    group: int
    hidden: bool
    cells: list[OpenCell]


@dataclass(slots=True)
class OpenTable:
    """A table while it is read. ``outer`` takes what stands inside it and in no cell, as browsers do."""

    outer: list[Part]
    depth: int
    meet: int
    hint: int
    rows: list[OpenRow] = field(default_factory=list)
    cells: int = 0
    spanned: bool = False
    group: int = 0
    head: int = -1
    foot: int = -1

    def section(self, tag: str) -> None:
        """A row group begins or ends; of several heads and feet the first is the one."""
        self.group += 1
        if tag == "thead" and self.head < 0:
            self.head = self.group
        if tag == "tfoot" and self.foot < 0:
            self.foot = self.group

    def row(self, hidden: bool = False) -> None:
        """A row begins."""
        self.rows.append(OpenRow(self.group, hidden, []))

    def cell(self, down: int, across: int, shown: str) -> list[Part]:
        """A cell begins; what stands in it goes into the list. Raises UnreadableFileError for too many cells."""
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
        if not self.rows or self.rows[-1].hidden:
            self.row()
        if down != 1 or across != 1:
            self.spanned = True
        cell = OpenCell(down, across)
        self.rows[-1].cells.append(cell)
        return cell.parts

    def in_order(self) -> list[OpenRow]:
        """Its rows as shown: the head first, the foot last, wherever they stand in the source."""
        return sorted(self.rows, key=lambda row: (row.group != self.head) + (row.group == self.foot))


def settle(table: OpenTable, shown: str) -> list[Part]:
    """What a table is: a Grid, the parts of its cells where it lays out the page, or both by turns.

    Raises UnreadableFileError for a table of too many cells.
    """
    rows = table.in_order()
    size = plain = prose = 0
    for row in rows:
        for cell in row.cells:
            if cell.parts:
                cell.weigh()
                size += cell.size
                plain += cell.plain
                if cell.wordy:
                    prose += cell.size
    wordy = plain < FEW_PLAIN or 2 * prose > size
    parts: list[Part] = []
    run: list[OpenRow] = []

    def end_run() -> None:
        if _is_data(run):
            grid = _grid(run, table, table.depth if parts else table.meet, shown)
            parts.append(grid)
        else:
            parts.extend(part for row in run for cell in row.cells for part in cell.parts)
        run.clear()

    for row in rows:
        if _holds_prose(row, wordy, plain):
            end_run()
            parts.extend(part for cell in row.cells for part in cell.parts)
        else:
            run.append(row)
    end_run()
    return parts


def _holds_prose(row: OpenRow, wordy: bool, plain: int) -> bool:
    """Whether a row has a cell that is no data: one that reads as prose in a table of prose, or holds a table."""
    for cell in row.cells:
        if wordy and cell.wordy:
            return True
        if cell.nested and (cell.nested >= plain or sum(other.size > 0 for other in row.cells) == 1):
            return True
    return False


def _is_data(rows: Sequence[OpenRow]) -> bool:
    """Whether rows are a grid of data: more than one column, not mainly links; a single row has to hold a figure."""
    if max((len(row.cells) for row in rows), default=0) < 2:
        return False
    size = linked = 0
    filled = []
    for row in rows:
        for cell in row.cells:
            size += cell.size
            linked += cell.linked
        if any([cell.parts for cell in row.cells]):
            filled.append(row)
    if 2 * linked > size:
        return False
    if len(filled) == 1:
        return any(FIGURE.fullmatch(text_of(cell.parts).strip()) for cell in filled[0].cells)
    return bool(filled)


def _grid(rows: Sequence[OpenRow], table: OpenTable, meet: int, shown: str) -> Grid:
    places = _spanning(rows, shown) if table.spanned else _side_by_side(rows)
    cells = [cell for row in rows for cell in row.cells]
    columns = sorted({cell.column for cell in cells})
    seen = [place for row, place in zip(rows, places, strict=True) if row.cells]
    if len(seen) * len(columns) > MAX_CELLS:
        raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
    if len(seen) < len(rows) or columns[-1] >= len(columns):
        _close_up(cells, [r for r, row in enumerate(rows) if row.cells], columns)
    for cell in cells:
        cell.text = text_of(cell.parts)
    return Grid(
        rows=tuple(
            tuple([place.get(c) or Anchor("", r, n) for n, c in enumerate(columns)])
            for r, place in enumerate(seen)
        ),
        filled=sum([cell.text != "" for cell in cells]),
        linked=sum([cell.linked for cell in cells]),
        depth=table.depth,
        meet=meet,
        hint=table.hint,
    )


def _side_by_side(rows: Sequence[OpenRow]) -> list[dict[int, Anchor]]:
    """The cells of each row by their columns, where none spans several."""
    for r, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            cell.row, cell.column = r, column
    return [dict(enumerate(row.cells)) for row in rows]


def _spanning(rows: Sequence[OpenRow], shown: str) -> list[dict[int, Anchor]]:
    """The cells that cover each row by the columns that they cover."""
    places: list[dict[int, Anchor]] = [{} for _ in rows]
    ends = {row.group: r + 1 for r, row in enumerate(rows)}
    covered = 0
    for r, row in enumerate(rows):
        rest = ends[row.group] - r
        place = places[r]
        column = 0
        for cell in row.cells:
            while column in place:
                column += 1
            cell.row, cell.column = r, column
            if cell.down == 1 and cell.across == 1:
                covered += 1
                place[column] = cell
                column += 1
            else:
                down, across = min(cell.down or rest, rest), min(cell.across, WIDEST_SPAN)
                covered += down * across
                if covered <= MAX_CELLS:
                    for below in places[r : r + down]:
                        for j in range(column, column + across):
                            below.setdefault(j, cell)
                column += across
            if covered > MAX_CELLS:
                raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
    return places


def _close_up(anchors: Sequence[Anchor], rows: Sequence[int], columns: Sequence[int]) -> None:
    """Count the places of cells by the rows and columns that are seen alone."""
    new_row = {r: n for n, r in enumerate(rows)}
    new_column = {c: n for n, c in enumerate(columns)}
    for anchor in anchors:
        anchor.row, anchor.column = new_row[anchor.row], new_column[anchor.column]
