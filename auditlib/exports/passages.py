"""The places that findings rest on, as pieces of a report's prose and of its tables with marks in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from auditlib.document import Cell, Table
from auditlib.findings import Evidence, Finding
from auditlib.report import Report

_WHOLE_TABLE = 60
_HEAD_ROWS = 2
_FIGURE = re.compile(r"[-−+]?[\d,，]*\.?\d+%?|[/／—–-]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of one finding: ``number`` is the finding's on the page, ``anchor`` the name of the place."""

    number: int
    finding: str
    anchor: str
    severity: str
    piece: Evidence


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of prose under the same marks; ``starts`` are those that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table as it is drawn: a merged one once, with what it spans."""

    text: str
    width: int
    height: int
    marks: tuple[Mark, ...] = ()

    @property
    def is_figure(self) -> bool:
        """Whether it holds a number or a mark, which stand to the right."""
        return bool(_FIGURE.fullmatch(self.text.strip()))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the rows of a long one that matter; ``left_out`` says how many do not."""

    number: int
    rows: tuple[tuple[Box, ...], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Passages:
    """What is shown of one report: the paragraphs and the tables with marks in them."""

    paragraphs: tuple[tuple[Stretch, ...], ...] = ()
    tables: tuple[Grid, ...] = ()
    anchors: frozenset[str] = field(default=frozenset())


def marks_by_file(findings: Iterable[Finding]) -> dict[str, list[Mark]]:
    """The places of all findings by the file that they are in; findings are numbered from 1."""
    found: dict[str, list[Mark]] = {}
    for number, finding in enumerate(findings, 1):
        for place, piece in enumerate(finding.evidence, 1):
            mark = Mark(number, finding.id, f"p{number}-{place}", finding.severity, piece)
            found.setdefault(piece.file, []).append(mark)
    return found


def passages(report: Report, by_file: Mapping[str, Sequence[Mark]]) -> Passages:
    """The paragraphs and tables of a report that any finding points to, of whichever report that finding is."""
    read = [file.path for file in report.files if file.role != "copy"]
    marks = [mark for path in read for mark in by_file.get(path, ())]
    spans = [mark for mark in marks if _is_in_text(report, mark.piece)]
    cells: dict[int, dict[tuple[int, int], list[Mark]]] = {}
    for mark in marks:
        if _is_in_table(report, mark.piece):
            of_table = cells.setdefault(mark.piece.table, {})
            of_table.setdefault((mark.piece.row, mark.piece.column), []).append(mark)
    return Passages(
        tuple(_paragraphs(report.text, spans)),
        tuple(_grid(number, report.tables[number], cells[number]) for number in sorted(cells)),
        frozenset(
            mark.anchor for mark in (*spans, *(m for t in cells.values() for ms in t.values() for m in ms))
        ),
    )


def _is_in_text(report: Report, piece: Evidence) -> bool:
    return piece.kind == "span" and piece.start >= 0 and report.text[piece.start : piece.end] == piece.text


def _is_in_table(report: Report, piece: Evidence) -> bool:
    if piece.kind != "cell" or not 0 <= piece.table < len(report.tables):
        return False
    rows = report.tables[piece.table].rows
    return 0 <= piece.row < len(rows) and 0 <= piece.column < len(rows[piece.row])


def _paragraphs(text: str, marks: Sequence[Mark]) -> Iterator[tuple[Stretch, ...]]:
    """The paragraphs with marks in them, each cut where a mark begins or ends."""
    by_paragraph: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        start = text.rfind("\n", 0, mark.piece.start) + 1
        end = text.find("\n", max(mark.piece.end - 1, start))
        by_paragraph.setdefault((start, len(text) if end < 0 else end), []).append(mark)
    for (start, end), inside in sorted(by_paragraph.items(), key=lambda entry: entry[0]):
        yield tuple(_stretches(text, start, end, inside))


def _stretches(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Stretch]:
    cuts = {start, end, *(min(cut, end) for mark in marks for cut in (mark.piece.start, mark.piece.end))}
    edges = sorted(cuts)
    for low, high in pairwise(edges):
        over = tuple(mark for mark in marks if mark.piece.start <= low and high <= mark.piece.end)
        yield Stretch(text[low:high], over, tuple(mark for mark in over if mark.piece.start == low))


def _grid(number: int, table: Table, marks: Mapping[tuple[int, int], Sequence[Mark]]) -> Grid:
    drawn = merged(table)
    rows = [
        tuple(
            Box(cell.text.strip(), width, height, _marks_in(marks, row, column, width, height))
            for column, cell, width, height in cells
        )
        for row, cells in enumerate(drawn)
    ]
    if len(rows) <= _WHOLE_TABLE:
        return Grid(number + 1, tuple(rows))
    kept = [
        tuple(replace(box, height=1) for box in row)
        for number_of_row, row in enumerate(rows)
        if number_of_row < _HEAD_ROWS or any(box.marks for box in row)
    ]
    return Grid(number + 1, tuple(kept), len(rows) - len(kept))


def _marks_in(
    marks: Mapping[tuple[int, int], Sequence[Mark]], row: int, column: int, width: int, height: int
) -> tuple[Mark, ...]:
    if (width, height) == (1, 1):
        return tuple(marks.get((row, column), ()))
    covered = ((row + down, column + right) for down in range(height) for right in range(width))
    return tuple(mark for place in covered for mark in marks.get(place, ()))


def merged(table: Table) -> list[list[tuple[int, Cell, int, int]]]:
    """The rows of a table; each cell with its column, width and height; a merged one is told once."""
    covered: set[tuple[int, int]] = set()
    rows = []
    for number, cells in enumerate(table.rows):
        told = []
        for column, cell in enumerate(cells):
            if (number, column) in covered:
                continue
            height, width = _span(table, number, column)
            covered |= {(number + down, column + right) for down in range(height) for right in range(width)}
            told.append((column, cell, width, height))
        rows.append(told)
    return rows


def _span(table: Table, row: int, column: int) -> tuple[int, int]:
    """How far down and right the same merged cell goes on."""
    cell = table.rows[row][column]
    # Without a place of its own, two equal cells of one line cannot be told from one merged cell.
    if cell.place.row is None or cell.place.column is None:
        return 1, 1
    width = 1
    while _at(table, row, column + width) == cell:
        width += 1
    height = 1
    while all(_at(table, row + height, column + right) == cell for right in range(width)):
        height += 1
    return height, width


def _at(table: Table, row: int, column: int) -> Cell | None:
    if row >= len(table.rows) or column >= len(table.rows[row]):
        return None
    return table.rows[row][column]
