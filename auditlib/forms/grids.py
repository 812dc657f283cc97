"""The rows of a table with each of their cells once, as labels and figures.

Where a file form keeps its spans a merged cell stands in every position that it covers; where it lost them a row has
only the cells that begin in it, and the columns of one row say nothing about those of another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from auditlib.document import Cell, Table
from auditlib.forms.values import understand
from auditlib.forms.vocabulary import LONGEST, NOTHING, Part, Role, Sense, sense
from auditlib.wording import squeeze

COUNTER = re.compile(r"\d{1,3}|序号?")
MOST_ROWS = 600
IDEOGRAPH = re.compile("[一-鿿]")


class Run(NamedTuple):
    """A cell of a row, the grid columns ``start`` to ``stop`` that it covers, and what its text means as a label."""

    cell: Cell
    text: str
    start: int
    stop: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, each of its cells once, and those of them that are labels; ``grid`` where spans are kept."""

    table: int
    number: int
    grid: bool
    runs: tuple[Run, ...]
    named: tuple[Run, ...]

    def has(self, *roles: Role) -> bool:
        """Whether one of the row's labels may stand in one of these roles."""
        return any(role in run.sense.roles for run in self.named for role in roles)

    @property
    def width(self) -> int:
        """How many columns of the grid the row has."""
        return self.runs[-1].stop if self.runs else 0

    def has_figures(self) -> bool:
        """Whether one of the row's cells is a number; marks may stand in a header too."""
        others = (run.text for run in self.runs if run.sense is NOTHING)
        return any(is_figure(text) and any(map(str.isdigit, text)) for text in others)


class SameTable:
    """A table as a key that is equal to itself alone, so that its cells need not be compared."""

    __slots__ = ("table",)

    def __init__(self, table: Table) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameTable) and other.table is self.table


def lines(number: int, table: Table) -> tuple[Line, ...]:
    """The rows of a table; those of a list that is far too long for a form are left out."""
    return _kept_lines(number, SameTable(table))


# A form is recognised and then bound by the same rows.
@lru_cache(maxsize=8)
def _kept_lines(number: int, same: SameTable) -> tuple[Line, ...]:
    return tuple(_lines(number, same.table))


def _lines(number: int, table: Table) -> Iterator[Line]:
    grid = len({len(row) for row in table.rows}) == 1
    for r, row in enumerate(table.rows[:MOST_ROWS]):
        runs = _runs(row)
        yield Line(number, r, grid, tuple(runs), tuple([run for run in runs if run.sense is not NOTHING]))


def _runs(row: Sequence[Cell]) -> list[Run]:
    found = []
    start = 0
    for stop, (cell, behind) in enumerate(zip_longest(row, row[1:]), 1):
        if cell is not behind:
            text = cell.text
            text, meaning = _said(text) if len(text) <= LONGEST else (text.strip(), sense(text.strip()))
            # What Run(…) does, without the detour over its own constructor: this is done for every cell there is.
            found.append(tuple.__new__(Run, (cell, text, start, stop, meaning)))
            start = stop
    return found


@lru_cache(maxsize=1 << 14)
def _said(text: str) -> tuple[str, Sense]:
    """The words of a cell, and what they mean as a label."""
    words = text.strip()
    return words, sense(words)


def part_of(line: Line) -> Part | Literal[""]:
    """The table of the form that most of a row's labels belong to, "" where none tells."""
    parts = [run.sense.part for run in line.named if run.sense.part]
    if not parts:
        return ""
    return max(parts, key=parts.count)


def is_figure(text: str) -> bool:
    """Whether a text is a cell's value rather than a label."""
    return understand(text)[0] != "unreadable" or not IDEOGRAPH.search(text)


def parted(line: Line, leaf: Role, heading: Role) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The labels of a row and its value cells.

    A running number before the labels is neither. Behind the label of the row itself (``leaf``) all is value; in a
    row that no form knows, what is no figure is label.
    """
    labels: list[Run] = []
    last = -1
    known = False
    for at, run in enumerate(line.runs):
        if not run.text:
            continue
        if leaf in run.sense.roles or heading in run.sense.roles:
            known = known or leaf in run.sense.roles
        elif known or (is_figure(run.text) and (labels or not _counts(line, at))):
            break
        elif is_figure(run.text):
            last = at
            continue
        labels.append(run)
        last = at
    return tuple(labels), line.runs[last + 1 :]


def _counts(line: Line, at: int) -> bool:
    """Whether a cell is a running number: a small figure with a label behind it."""
    behind = next((run.text for run in line.runs[at + 1 :] if run.text), "")
    return bool(COUNTER.fullmatch(squeeze(line.runs[at].text))) and bool(behind) and not is_figure(behind)


def joined(rows: Sequence[Line], leaf: Role) -> Iterator[Line]:
    """The rows, with a label that stands alone joined to the figures that alone make up the next row."""
    waiting: Line | None = None
    for line in rows:
        if waiting:
            if waiting.table == line.table and _figures_alone(line):
                yield replace(line, runs=waiting.runs + line.runs, grid=False)
                waiting = None
                continue
            yield waiting
        waiting = line if all(leaf in run.sense.roles for run in line.runs[-1:]) and not line.grid else None
        if not waiting:
            yield line
    if waiting:
        yield waiting


def _figures_alone(line: Line) -> bool:
    return any(run.text for run in line.runs) and all(is_figure(run.text) for run in line.runs)
