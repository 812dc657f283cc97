"""The request matrix of the annual forms: what became of the applications, by the kind of applicant."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib.forms.applicants import columns_of, goes_on, is_header, official, with_members
from auditlib.forms.codebook import APPLICANTS, Codebook
from auditlib.forms.columns import Column, allot
from auditlib.forms.grids import Line, Run, joined, parted
from auditlib.forms.records import Record, facts_of, facts_of_one_cell, local_slot, slot, subjects

RESULTS = "results"
FEWEST_ROWS = 2  # a table with fewer known rows is another one, and its other rows are not local ones
FEWEST_BARE_ROWS = 8  # some words of the form label small tables of other figures: 予以公开, 5, 40 %


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its labels and value cells, the columns in force, and the row of the form ("" if it knows none)."""

    line: Line
    labels: tuple[Run, ...]
    values: tuple[Run, ...]
    columns: tuple[Column, ...]
    subject: str


def records(rows: Sequence[Line], book: Codebook) -> Iterator[Record]:
    """The rows of the matrix, in any order, then those that the form does not know.

    A row that has too few cells counts only in a table that is the matrix beyond doubt: it has a header or many rows,
    or goes on from such a one.
    """
    found = list(_rows(rows, book))
    known = Counter(row.line.table for row in found if row.subject)
    certain: set[int] = set()
    for row in found:
        table = row.line.table
        header = row.columns[0].header
        if (header and header.table == table) or known[table] >= FEWEST_BARE_ROWS or table - 1 in certain:
            certain.add(table)
        if row.subject:
            yield from _known(row, book, table in certain)
    for row in found:
        if not row.subject and known[row.line.table] >= FEWEST_ROWS:
            yield from _local(row)


def _rows(rows: Sequence[Line], book: Codebook) -> Iterator[Row]:
    """The labelled rows. A header holds until the next, over the end of its table too."""
    columns = official(book)
    block: list[Line] = []
    open_ = ""
    for line in joined(rows, "row"):
        if is_header(line) or (block and goes_on(line)):
            block.append(line)
            columns = columns_of(block) or columns
            continue
        labels, values = parted(line, "row", "group")
        if labels:
            labels = _row_last(labels)
            block = [] if values else block
            own = _group(labels[:-1])
            subject = _subject(labels[-1], own, open_, book)
            open_ = _open(labels[-1], own, subject, open_)
            yield Row(line, labels, values, columns, subject)


def _row_last(labels: tuple[Run, ...]) -> tuple[Run, ...]:
    """The labels of a row with that of the row itself last: a span too long pushes the heading below it behind it."""
    if "row" not in labels[-1].sense.roles and "group" in labels[-1].sense.roles:
        at = next((n for n, run in enumerate(labels) if "row" in run.sense.roles), -1)
        return (*labels[:at], *labels[at + 1 :], labels[at]) if at >= 0 else labels
    return labels


def _group(labels: Sequence[Run]) -> str:
    """The group that the headings in a row name: refused for （三）不予公开."""
    names = [run.sense.roles.get("group", "") for run in labels]
    return next((name for name in reversed(names) if name and name != RESULTS), "")


def _subject(label: Run, own: str, open_: str, book: Codebook) -> str:
    """The row of the form that a label means; "" for a heading and for a row that the form does not know.

    其他 and 总计 are rows of their own group only: 其他 of （六）其他处理, 总计 of no group.
    """
    name = label.sense.roles.get("row", "")
    if name not in subjects("request", book):
        return ""
    if label.sense.part:
        return name
    return name if (own or open_) == name.rpartition(".")[0] or (not own and "." not in name) else ""


def _open(label: Run, own: str, subject: str, open_: str) -> str:
    """The group that the rows below a row belong to as long as none of them says otherwise."""
    if subject:
        return subject.partition(".")[0] if "." in subject else ""
    return own or label.sense.roles.get("group", open_)


def _known(row: Row, book: Codebook, certain: bool) -> Iterator[Record]:
    columns, cells = _cells(row, book)
    slots = [
        slot(f"request.{row.subject}.{column.field}", "", book)
        if column.field in APPLICANTS
        else local_slot(row.labels[-1].text, column)
        for column in columns
    ]
    if cells is not None:
        yield Record(row.line.table, facts_of(row.line, slots, cells))
    elif certain:
        expected = [each for each, column in zip(slots, columns, strict=True) if column.field in APPLICANTS]
        yield Record(row.line.table, facts_of_one_cell(row.line, expected, row.values, row.labels[-1]))


def _cells(row: Row, book: Codebook) -> tuple[Sequence[Column], tuple[Run, ...] | None]:
    """The columns that a row's cells fit, and the cell of each; None for the cells where they fit none."""
    whole = with_members(row.columns, book)
    columns = row.columns if len(row.values) == len(row.columns) else whole
    if (cells := allot(row.values, columns, row.line)) is not None:
        return columns, cells
    ranks = [APPLICANTS.index(column.field) for column in columns if column.field in APPLICANTS]
    if len(row.values) == len(APPLICANTS) and ranks == sorted(ranks):
        return official(book), row.values
    return columns, None


def _local(row: Row) -> Iterator[Record]:
    if cells := allot(row.values, row.columns, row.line):
        slots = [local_slot(row.labels[-1].text, column) for column in row.columns]
        heading = row.labels[-2].text if len(row.labels) > 1 else ""
        yield Record(row.line.table, facts_of(row.line, slots, cells), heading)
