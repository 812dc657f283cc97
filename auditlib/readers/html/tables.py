"""Tables of a web page: grids of data, and those that only lay out the page and are walked through as prose.

A cell that holds the article cuts its table: the rows above and below may still be data. Spans follow the HTML
standard (forming a table); columns and rows in which no cell begins are not seen on a screen and are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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
    """A cell with its spans (``down`` 0: to the end of the row group) and what stands in it."""

    __slots__ = ("across", "down", "parts")

    def __init__(self, down: int, across: int) -> None:
        self.text = ""
        self.down = down
        self.across = across
        self.parts: list[Part] = []


class _Weight(NamedTuple):
    """How much stands in a cell: characters, of them in links; cells of tables inside it; whether it reads as prose."""

    size: int
    linked: int
    nested: int
    wordy: bool

    @property
    def plain(self) -> bool:
        return 0 < self.size <= LONGEST_PLAIN and not self.nested and 2 * self.linked <= self.size


def _weight(parts: Sequence[Part]) -> _Weight:
    size = linked = nested = stops = long = 0
    for part in parts:
        linked += part.linked
        if isinstance(part, Line):
            length = len(part.text)
            size += length
            stops += part.text.count("。")
            long += length >= LONG_LINE or part.linked > 0
        else:
            size += part.size
            nested += part.filled
    return _Weight(size, linked, nested, (stops >= 2 and size > SHORTEST_PROSE) or long >= MANY_LINES)


class OpenRow:
    """A row; a hidden one has no cells and only counts for the spans that cross it.

    When its table ends it is weighed: characters, of them in links, how many of its cells are filled and how many
    plain: short, without tables and not mainly links. ``notable`` are the weights of cells with prose or a table.
    """

    __slots__ = ("cells", "filled", "group", "hidden", "linked", "notable", "plain", "size")

    def __init__(self, group: int, hidden: bool) -> None:
        self.group = group
        self.hidden = hidden
        self.cells: list[OpenCell] = []

    def weigh(self) -> None:
        """Find out how much stands in its cells, and the text of those that hold a short line."""
        self.linked = 0
        self.notable: tuple[_Weight, ...] = ()
        size = filled = plain = 0
        for cell in self.cells:
            if not (parts := cell.parts):
                continue
            first = parts[0]
            if len(parts) == 1 and isinstance(first, Line) and not first.linked:
                text = first.text
                if (length := len(text)) <= SHORTEST_PROSE:
                    cell.text = text.lstrip(" ")
                    size += length
                    filled += 1
                    plain += 1
                    continue
            weight = _weight(parts)
            size += weight.size
            self.linked += weight.linked
            filled += weight.size > 0
            plain += weight.plain
            if weight.wordy or weight.nested:
                self.notable = (*self.notable, weight)
        self.size, self.filled, self.plain = size, filled, plain


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
        self.rows.append(OpenRow(self.group, hidden))

    def cell(self, down: int, across: int, shown: str) -> list[Part]:
        """A cell begins; what stands in it goes into the list. Raises UnreadableFileError for too many cells."""
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
        rows = self.rows
        if not rows or rows[-1].hidden:
            self.row()
        if down != 1 or across != 1:
            self.spanned = True
        cell = OpenCell(down, across)
        rows[-1].cells.append(cell)
        return cell.parts

    def in_order(self) -> list[OpenRow]:
        """Its rows as shown: the head first, the foot last, wherever they stand in the source."""
        return sorted(self.rows, key=lambda row: (row.group != self.head) + (row.group == self.foot))


def settle(table: OpenTable, shown: str) -> list[Part]:
    """What a table is: a Grid, the parts of its cells where it lays out the page, or both by turns.

    Raises UnreadableFileError for a table of too many cells.
    """
    rows = table.in_order()
    for row in rows:
        row.weigh()
    plain = sum([row.plain for row in rows])
    prose = sum([weight.size for row in rows for weight in row.notable if weight.wordy])
    wordy = plain < FEW_PLAIN or 2 * prose > sum([row.size for row in rows])
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
        # A cell that is no data reads as prose in a table of prose, or holds a table and most of what there is.
        if row.notable and any(
            (wordy and w.wordy) or (w.nested and (row.filled == 1 or w.nested >= plain)) for w in row.notable
        ):
            end_run()
            parts.extend(part for cell in row.cells for part in cell.parts)
        else:
            run.append(row)
    end_run()
    return parts


def _is_data(rows: Sequence[OpenRow]) -> bool:
    """Whether rows are a grid of data: more than one column, not mainly links; a single row has to hold a figure."""
    if max((len(row.cells) for row in rows), default=0) < 2:
        return False
    if 2 * sum([row.linked for row in rows]) > sum([row.size for row in rows]):
        return False
    filled = [row for row in rows if row.filled or any(cell.parts for cell in row.cells)]
    if len(filled) == 1:
        return any(FIGURE.fullmatch(text_of(cell.parts).strip()) for cell in filled[0].cells)
    return bool(filled)


def _grid(rows: Sequence[OpenRow], table: OpenTable, meet: int, shown: str) -> Grid:
    place = _spanning if table.spanned else _side_by_side
    cells = [cell for row in rows for cell in row.cells]
    for cell in cells:
        if cell.parts and not cell.text:
            cell.text = text_of(cell.parts)
    sizes = [len(cell.text) for cell in cells]
    return Grid(
        rows=place(rows, shown),
        filled=len(sizes) - sizes.count(0),
        size=sum(sizes),
        merged=table.spanned,
        linked=sum([row.linked for row in rows]),
        depth=table.depth,
        meet=meet,
        hint=table.hint,
    )


def _side_by_side(rows: Sequence[OpenRow], shown: str) -> tuple[tuple[Anchor, ...], ...]:
    """The cells of rows in which none spans several columns or rows."""
    seen = [row.cells for row in rows if row.cells]
    width = max(map(len, seen))
    _refuse_many(len(seen) * width, shown)
    for r, row in enumerate(seen):
        for column, cell in enumerate(row):
            cell.row, cell.column = r, column
    return tuple([(*row, *[Anchor("", r, c) for c in range(len(row), width)]) for r, row in enumerate(seen)])


def _refuse_many(cells: int, shown: str) -> None:
    if cells > MAX_CELLS:
        raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)


def _spanning(rows: Sequence[OpenRow], shown: str) -> tuple[tuple[Anchor, ...], ...]:
    """The cells that cover each position of rows; rows and columns in which no cell begins are left out."""
    places = _covered(rows, shown)
    cells = [cell for row in rows for cell in row.cells]
    columns = sorted({cell.column for cell in cells})
    seen = [place for row, place in zip(rows, places, strict=True) if row.cells]
    _refuse_many(len(seen) * len(columns), shown)
    if len(seen) < len(rows) or columns[-1] >= len(columns):
        _close_up(cells, [r for r, row in enumerate(rows) if row.cells], columns)
    return tuple(
        [
            tuple([place.get(c) or Anchor("", r, n) for n, c in enumerate(columns)])
            for r, place in enumerate(seen)
        ]
    )


def _covered(rows: Sequence[OpenRow], shown: str) -> list[dict[int, Anchor]]:
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
            else:
                down, across = min(cell.down or rest, rest), min(cell.across, WIDEST_SPAN)
                covered += down * across
                _refuse_many(covered, shown)
                for below in places[r : r + down]:
                    for j in range(column, column + across):
                        below.setdefault(j, cell)
            column += min(cell.across, WIDEST_SPAN)
    _refuse_many(covered, shown)
    return places


def _close_up(anchors: Sequence[Anchor], rows: Sequence[int], columns: Sequence[int]) -> None:
    """Count the places of cells by the rows and columns that are seen alone."""
    new_row = {r: n for n, r in enumerate(rows)}
    new_column = {c: n for n, c in enumerate(columns)}
    for anchor in anchors:
        anchor.row, anchor.column = new_row[anchor.row], new_column[anchor.column]
