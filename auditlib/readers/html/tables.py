"""Tables of a web page: grids of data, and those that only lay out the page and are walked through as prose.

A cell that holds the article cuts its table: the rows above and below may still be data. Spans follow the HTML
standard (forming a table); columns and rows in which no cell begins are not seen on a screen and are left out.
"""

import re
from collections.abc import Mapping, Sequence
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


@dataclass(slots=True)
class OpenCell:
    """A cell with its spans (``down`` 0: to the end of the row group) and what stands in it."""

    down: int
    across: int
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class OpenRow:
    """A row; a hidden one has no cells and only counts for the spans that cross it."""

    group: int
    hidden: bool = False
    cells: list[OpenCell] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """A table while it is read. ``outer`` takes what stands inside it and in no cell, as browsers do."""

    outer: list[Part]
    depth: int
    meet: int
    hint: int
    rows: list[OpenRow] = field(default_factory=list)
    cells: int = 0
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

    def cell(self, attributes: Mapping[str, str], shown: str) -> list[Part]:
        """A cell begins; what stands in it goes into the list. Raises UnreadableFileError for too many cells."""
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
        if not self.rows or self.rows[-1].hidden:
            self.row()
        cell = OpenCell(_span(attributes.get("rowspan")), _span(attributes.get("colspan")) or 1)
        self.rows[-1].cells.append(cell)
        return cell.parts

    def in_order(self) -> list[OpenRow]:
        """Its rows as shown: the head first, the foot last, wherever they stand in the source."""
        return sorted(self.rows, key=lambda row: (row.group != self.head) + (row.group == self.foot))


def _span(value: str | None) -> int:
    match = re.match(r"\s{0,9}\+?(\d{1,9})", value) if value else None
    return int(match[1]) if match else 1


@dataclass(frozen=True, slots=True)
class _Weight:
    """How much stands in a cell: characters, of them in links; cells of tables inside it; whether it reads as prose."""

    size: int
    linked: int
    nested: int
    wordy: bool

    @property
    def plain(self) -> bool:
        return 0 < self.size <= LONGEST_PLAIN and not self.nested and 2 * self.linked <= self.size


def _weight(cell: OpenCell) -> _Weight:
    size = linked = nested = stops = long = 0
    for part in cell.parts:
        linked += part.linked
        if isinstance(part, Line):
            size += len(part.text)
            stops += part.text.count("。")
            long += len(part.text) >= LONG_LINE or part.linked > 0
        else:
            size += sum(map(len, part.texts()))
            nested += part.filled
    return _Weight(size, linked, nested, (stops >= 2 and size > SHORTEST_PROSE) or long >= MANY_LINES)


def settle(table: OpenTable, shown: str) -> list[Part]:
    """What a table is: a Grid, the parts of its cells where it lays out the page, or both by turns.

    Raises UnreadableFileError for a table of too many cells.
    """
    rows = table.in_order()
    weights = [[_weight(cell) for cell in row.cells] for row in rows]
    every = [weight for row in weights for weight in row]
    plain = sum(weight.plain for weight in every)
    prose = sum(weight.size for weight in every if weight.wordy)
    wordy = plain < FEW_PLAIN or 2 * prose > sum(weight.size for weight in every)
    parts: list[Part] = []
    run: list[OpenRow] = []

    def end_run() -> None:
        if _is_data(run):
            grid = _grid(run, table, table.depth if parts else table.meet, shown)
            parts.append(grid)
        else:
            parts.extend(part for row in run for cell in row.cells for part in cell.parts)
        run.clear()

    for row, cells in zip(rows, weights, strict=True):
        alone = sum(weight.size > 0 for weight in cells) == 1
        if any((wordy and w.wordy) or (w.nested and (alone or w.nested >= plain)) for w in cells):
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
    weights = [_weight(cell) for row in rows for cell in row.cells]
    if 2 * sum(weight.linked for weight in weights) > sum(weight.size for weight in weights):
        return False
    filled = [row for row in rows if any(cell.parts for cell in row.cells)]
    if len(filled) == 1:
        return any(FIGURE.fullmatch(text_of(cell.parts).strip()) for cell in filled[0].cells)
    return bool(filled)


def _grid(rows: Sequence[OpenRow], table: OpenTable, meet: int, shown: str) -> Grid:
    places: list[dict[int, Anchor]] = [{} for _ in rows]
    own: dict[tuple[int, int], str] = {}
    ends = {row.group: r + 1 for r, row in enumerate(rows)}
    covered = 0
    for r, row in enumerate(rows):
        rest = ends[row.group] - r
        column = 0
        for cell in row.cells:
            while column in places[r]:
                column += 1
            down, across = min(cell.down or rest, rest), min(cell.across, WIDEST_SPAN)
            covered += down * across
            if covered > MAX_CELLS:
                raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
            anchor = Anchor(text_of(cell.parts), r, column)
            own[r, column] = anchor.text
            for i in range(r, r + down):
                for j in range(column, column + across):
                    places[i].setdefault(j, anchor)
            column += across
    seen_rows = {r: n for n, r in enumerate(r for r, row in enumerate(rows) if row.cells)}
    seen_columns = {c: n for n, c in enumerate(sorted({c for _, c in own}))}
    if len(seen_rows) * len(seen_columns) > MAX_CELLS:
        raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
    cells = {(r, c): Anchor(text, seen_rows[r], seen_columns[c]) for (r, c), text in own.items()}
    return Grid(
        rows=tuple(
            tuple(
                cells[there.row, there.column] if (there := places[r].get(c)) else Anchor("", i, j)
                for c, j in seen_columns.items()
            )
            for r, i in seen_rows.items()
        ),
        filled=sum(bool(text) for text in own.values()),
        linked=sum(part.linked for row in rows for cell in row.cells for part in cell.parts),
        depth=table.depth,
        meet=meet,
        hint=table.hint,
    )
