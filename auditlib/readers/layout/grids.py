"""Ruling lines to grids: the rows and columns of a table, and which of its positions are one cell.

Where most of the border between two positions is ruled they are two cells, else one;
a table without a rule at one of its sides gets it from where the others end.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from auditlib.errors import UnreadableFileError
from auditlib.readers.layout.meeting import SHORT_OF, tables
from auditlib.readers.layout.page import Rule
from auditlib.readers.layout.rules import whole
from auditlib.readers.limits import MAX_LAID_CELLS

ONE_BORDER = 4.5  # rules so near to each other are one border: a doubled one, or two cells' own
OPEN_SIDE = 9.0
HIGHEST_ROW = 0.25
MOST_GRIDS = 100


class Span(NamedTuple):
    """The rows and columns that a cell covers, the ends exclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the borders of its columns (from the left) and rows (from the top), and its cells.

    ``owner[row][column]`` is the number of the cell that covers a position. One that is ``open_bottom`` has no rule
    at its foot.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    owner: tuple[tuple[int, ...], ...]
    open_bottom: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def column(self, x: float) -> int:
        """The column that a point lies in; the nearest one outside."""
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def row(self, y: float) -> int:
        """The row that a point lies in; the nearest one outside."""
        return min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)

    @property
    def area(self) -> float:
        """Its size on the page."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def grids(
    across: Sequence[Rule], down: Sequence[Rule], height: float, headings: Sequence[float], shown: str
) -> list[Grid]:
    """The grids of a page, from the smallest to the largest, so that one inside another comes first.

    A frame around a page or around other tables is none. ``headings`` are the heights at which headings of prose stand.
    Raises UnreadableFileError for more cells than any table has.
    """
    if not across or not down:
        return []
    found = []
    for table in tables(whole(across), whole(down), headings, shown):
        xs, ys = _sides(table.down, table.across), _sides(table.across, table.down)
        if len(xs) * len(ys) > MAX_LAID_CELLS:
            raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_LAID_CELLS)
        # A single cell is a frame, or the one row of a table that a page break left on this page.
        if len(xs) > 1 < len(ys) and (len(xs) + len(ys) > 4 or ys[-1] - ys[0] < HIGHEST_ROW * height):
            found.append(_grid(xs, ys, table.across, table.down))
    found.sort(key=lambda grid: -grid.area)
    found = found[:MOST_GRIDS]
    kept = [grid for n, grid in enumerate(found) if len(grid.xs) > 2 or not _frames(grid, found[n + 1 :])]
    return kept[::-1]


def _frames(outer: Grid, others: Sequence[Grid]) -> bool:
    return any(outer.holds(g.xs[0], g.ys[0]) and outer.holds(g.xs[-1], g.ys[-1]) for g in others)


def _sides(rules: Sequence[Rule], crossing: Sequence[Rule]) -> tuple[float, ...]:
    """The borders in one direction, with an outer one that is not ruled where those that cross it end."""
    borders = [sum(group) / len(group) for group in _groups(sorted(rule.at for rule in rules))]
    start, end = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if borders[0] - start > OPEN_SIDE and sum(rule.start < start + SHORT_OF for rule in crossing) > 1:
        borders.insert(0, start)
    if end - borders[-1] > OPEN_SIDE and sum(rule.end > end - SHORT_OF for rule in crossing) > 1:
        borders.append(end)
    return tuple(borders)


def _groups(places: Sequence[float]) -> Iterator[list[float]]:
    group = [places[0]]
    for place in places[1:]:
        if place - group[-1] > ONE_BORDER:
            yield group
            group = []
        group.append(place)
    yield group


def _grid(xs: tuple[float, ...], ys: tuple[float, ...], across: Sequence[Rule], down: Sequence[Rule]) -> Grid:
    above = _ruled(ys, xs, across)
    beside = _ruled(xs, ys, down)
    height, width = len(ys) - 1, len(xs) - 1
    owner = [[-1] * width for _ in range(height)]
    spans: list[Span] = []
    for top in range(height):
        for left in range(width):
            if owner[top][left] >= 0:
                continue
            right = left + 1
            while right < width and not beside[right][top] and owner[top][right] < 0:
                right += 1
            bottom = top + 1
            while bottom < height and _is_open(bottom, left, right, above, beside):
                bottom += 1
            for row in owner[top:bottom]:
                row[left:right] = [len(spans)] * (right - left)
            spans.append(Span(top, left, bottom, right))
    return Grid(xs, ys, tuple(spans), tuple(map(tuple, owner)), not any(above[-1]))


def _is_open(
    row: int, left: int, right: int, above: Sequence[Sequence[bool]], beside: Sequence[Sequence[bool]]
) -> bool:
    """Whether a cell goes on into a row: nothing is ruled above it or inside it there."""
    return not any(above[row][left:right]) and not any(beside[x][row] for x in range(left + 1, right))


def _ruled(borders: Sequence[float], across: Sequence[float], rules: Sequence[Rule]) -> list[list[bool]]:
    """For each border of one direction, between which borders of the other it is ruled for the most part."""
    middles = [(a + b) / 2 for a, b in pairwise(borders)]
    found = [[False] * (len(across) - 1) for _ in borders]
    covered: dict[tuple[int, int], float] = defaultdict(float)
    for at, start, end in rules:
        border = bisect_left(middles, at)
        first = max(bisect_right(across, start) - 1, 0)
        last = min(bisect_left(across, end), len(across) - 1)
        for n in range(first, last):
            covered[border, n] += min(end, across[n + 1]) - max(start, across[n])
            found[border][n] = covered[border, n] > (across[n + 1] - across[n]) / 2
    return found
