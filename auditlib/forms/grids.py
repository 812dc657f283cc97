"""The rows of a table with each cell once, and which of a row's cells stand under which column of a header.

Where a file form keeps its spans a merged cell stands in every position that it covers; where it lost them a row has
only the cells that begin in it, and the columns of one row say nothing about those of another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, NamedTuple

from auditlib.document import Cell, Table
from auditlib.forms.values import understand
from auditlib.forms.vocabulary import NOTHING, Part, Role, Sense, sense
from auditlib.wording import squeeze

COUNTER = re.compile(r"\d{1,3}|序号?")
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

    def has_figures(self) -> bool:
        """Whether one of the row's cells is no label and no word."""
        return any(run.text and is_figure(run.text) for run in self.runs if run.sense is NOTHING)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a header: the field that its label means ("" where it is unknown) and where it stands.

    ``table`` is -1 for a column of the official form, which stands nowhere.
    """

    field: str
    label: str
    unit: str = ""
    table: int = -1
    start: int = -1
    stop: int = -1


def lines(number: int, table: Table) -> Iterator[Line]:
    """The rows of a table."""
    grid = len({len(row) for row in table.rows}) == 1
    for r, row in enumerate(table.rows):
        runs = _runs(row)
        yield Line(number, r, grid, runs, tuple(run for run in runs if run.sense is not NOTHING))


def _runs(row: Sequence[Cell]) -> tuple[Run, ...]:
    found = []
    start = 0
    for stop, cell in enumerate(row, 1):
        if stop == len(row) or row[stop] is not cell:
            text = cell.text.strip()
            found.append(Run(cell, text, start, stop, sense(text)))
            start = stop
    return tuple(found)


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


def allot(values: Sequence[Run], columns: Sequence[Column], line: Line) -> tuple[Run, ...] | None:
    """The value cell of every column; None where the row has fewer cells than that, or one that spans several columns.

    Cells and columns that are as many belong together in their order, however a page cut them. Otherwise the columns
    that they cover decide; at last blank cells at the ends of the row are passed over.
    """
    if len(values) == len(columns):
        return tuple(values)
    if line.grid and columns and all(column.table == line.table for column in columns):
        covered = _covered(values, columns)
        if covered:
            return covered
    while len(values) > len(columns) and not values[0].text:
        values = values[1:]
    while len(values) > len(columns) and not values[-1].text:
        values = values[:-1]
    return tuple(values) if len(values) == len(columns) else None


def _covered(values: Sequence[Run], columns: Sequence[Column]) -> tuple[Run, ...] | None:
    """The cell of every column by the columns of the grid that both cover; none where a figure stands under none."""
    under: list[list[Run]] = [[] for _ in columns]
    for run in values:
        if not run.text:
            continue
        shares = [min(run.stop, column.stop) - max(run.start, column.start) for column in columns]
        if max(shares) > 0:
            under[shares.index(max(shares))].append(run)
        elif is_figure(run.text):
            return None
    chosen = [filled or _blank_under(column, values) for column, filled in zip(columns, under, strict=True)]
    return tuple(cells[0] for cells in chosen) if all(len(cells) == 1 for cells in chosen) else None


def _blank_under(column: Column, values: Sequence[Run]) -> list[Run]:
    blank = (run for run in values if not run.text and run.start < column.stop and column.start < run.stop)
    return list(islice(blank, 1))
