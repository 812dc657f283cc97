"""Which rules are one table: those that meet, and what stands on each other between open sides.

A table without rules at its sides falls apart at every row that is one cell, for there nothing runs down through it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from auditlib.errors import UnreadableFileError
from auditlib.readers.layout.page import Rule
from auditlib.readers.limits import MAX_LAID_CELLS

SHORT_OF = 4.0  # a rule that stops so near to another one meets it
MOST_MEETINGS = 2_000_000
SHORTEST_ALONE = 100.0
HIGHEST_BETWEEN = 1.3
FARTHEST_BETWEEN = 80.0


@dataclass(slots=True)
class Ruled:
    """The horizontal and vertical rules of one table."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Its uppermost horizontal rule."""
        return min(rule.at for rule in self.across)

    @property
    def bottom(self) -> float:
        """Its lowest horizontal rule."""
        return max(rule.at for rule in self.across)

    @property
    def sides(self) -> tuple[float, float]:
        """How far its horizontal rules reach to the left and to the right."""
        return min(rule.start for rule in self.across), max(rule.end for rule in self.across)

    @property
    def is_open(self) -> bool:
        """Whether no rule runs down at its sides."""
        return not any(abs(rule.at - side) <= SHORT_OF for rule in self.down for side in self.sides)

    @property
    def heights(self) -> list[float]:
        """How far its horizontal rules are from each other."""
        places = sorted(rule.at for rule in self.across)
        return [below - above for above, below in pairwise(places) if below - above > SHORT_OF]


def tables(
    across: Sequence[Rule], down: Sequence[Rule], headings: Sequence[float], shown: str
) -> Iterator[Ruled]:
    """The rules of each table, given all of a page in order and the heights at which headings of prose stand.

    Raises UnreadableFileError for rules that meet more often than those of any table.
    """
    alone: list[Ruled] = []
    for table in _met(across, down, shown):
        if table.down and not (table.across and table.is_open):
            if table.across:
                yield table
        elif table.down or table.across[0].end - table.across[0].start >= SHORTEST_ALONE:
            alone.append(table)
    yield from (table for table in _stacked(alone, headings) if table.down)


def _met(across: Sequence[Rule], down: Sequence[Rule], shown: str) -> Iterator[Ruled]:
    """Rules that meet, directly or by way of others."""
    parent = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    places = [rule.at for rule in down]
    meetings = 0
    for i, (y, start, end) in enumerate(across):
        first, last = bisect_left(places, start - SHORT_OF), bisect_right(places, end + SHORT_OF)
        meetings += last - first
        if meetings > MOST_MEETINGS:
            raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_LAID_CELLS)
        for j in range(first, last):
            if down[j].start - SHORT_OF <= y <= down[j].end + SHORT_OF:
                parent[root(i)] = root(len(across) + j)
    met: dict[int, Ruled] = defaultdict(Ruled)
    for n in range(len(parent)):
        if n < len(across):
            met[root(n)].across.append(across[n])
        else:
            met[root(n)].down.append(down[n - len(across)])
    yield from met.values()


def _stacked(found: Sequence[Ruled], headings: Sequence[float]) -> list[Ruled]:
    """Tables with open sides, those that have a row between them or on top of them put together with it."""
    stacks: list[Ruled] = []
    active: list[Ruled] = []
    for table in sorted(found, key=lambda table: table.top):
        active = [stack for stack in active if stack.bottom > table.top - FARTHEST_BETWEEN]
        for stack in active:
            if _stands_on(stack, table, headings):
                stack.across += table.across
                stack.down += table.down
                break
        else:
            stacks.append(table)
            active.append(table)
    return stacks


def _stands_on(upper: Ruled, lower: Ruled, headings: Sequence[float]) -> bool:
    sides = zip(upper.sides, lower.sides, strict=True)
    gap = lower.top - upper.bottom
    heights = upper.heights + lower.heights
    return (
        all(abs(one - other) <= SHORT_OF for one, other in sides)
        and bool(heights)
        and 0 < gap <= HIGHEST_BETWEEN * median(heights)
        and not any(upper.bottom < height < lower.top for height in headings)
    )
