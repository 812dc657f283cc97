"""The request matrix of the annual forms: what became of the applications, by the kind of applicant."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from auditlib.forms.codebook import APPLICANTS, Codebook
from auditlib.forms.grids import Column, Line, Run, allot, joined, parted
from auditlib.forms.records import Record, facts_of, facts_of_one_cell, local_slot, slot

ORGANISATIONS = "organisations"
MEMBERS = APPLICANTS[1:-1]
RESULTS = "results"
FEWEST_ROWS = 2  # a table with fewer known rows is another one, and its other rows are not local ones


def records(rows: Sequence[Line], book: Codebook) -> Iterator[Record]:
    """The rows of the matrix, in any order. A header holds until the next, over the end of its table too."""
    columns = official(book)
    block: list[Line] = []
    open_ = ""
    known: Counter[int] = Counter()
    local: list[tuple[Line, tuple[Run, ...], tuple[Run, ...], tuple[Column, ...]]] = []
    for line in joined(rows, "row"):
        if _is_header(line):
            block = [*(each for each in block if each.table == line.table), line]
            columns = _header(block) or columns
            continue
        labels, values = parted(line, "row", "group")
        if values:
            block = []
        if not labels:
            continue
        own = _group(labels[:-1])
        subject = _subject(labels[-1], own, open_, book)
        open_ = _open(labels[-1], own, subject, open_)
        if subject:
            known[line.table] += 1
            yield _record(line, labels[-1], subject, values, columns, book)
        else:
            local.append((line, labels, values, columns))
    for line, labels, values, under in local:
        if known[line.table] >= FEWEST_ROWS:
            yield from _local(line, labels, values, under)


@cache
def official(book: Codebook) -> tuple[Column, ...]:
    """The columns of the form in its own order."""
    return tuple(Column(entry.field, entry.column) for entry in book.table("request")[: len(APPLICANTS)])


def _is_header(line: Line) -> bool:
    """Whether a row names kinds of applicants: two at least, as a row may be called 其他 or 总计."""
    several = len({_kind(run) for run in line.named} - {""}) > 1
    return (several or line.has("kinds")) and not line.has_figures()


def _kind(run: Run) -> str:
    """The kind of applicant that a label names, or all organisations."""
    return run.sense.roles.get("applicant") or run.sense.roles.get("organisations", "")


def _header(block: Sequence[Line]) -> tuple[Column, ...]:
    """The columns of a header of several rows, from left to right.

    The row below puts the kinds of organisations in the place of 法人或其他组织: so it stands in a grid, and so it
    can be told where the spans are lost.
    """
    found: list[Column] = []
    seen: set[str] = set()
    for line in block:
        fresh = []
        named = [(_kind(run), run) for run in line.runs]
        first = next((at for at, (field, _) in enumerate(named) if field), len(named))
        for field, run in named[first:]:
            key = field or run.text
            if key and key not in seen and (field or not run.sense.part):
                seen.add(key)
                fresh.append(Column(field, run.text, "", line.table, run.start, run.stop))
        fields = [column.field for column in found]
        if ORGANISATIONS in fields and any(column.field in MEMBERS for column in fresh):
            at = fields.index(ORGANISATIONS)
            found[at : at + 1] = fresh
        else:
            found += fresh
    return _completed(found)


def _completed(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, with one label that nobody knows taken for the kind that is missing if it stands in its place."""
    missing = [name for name in APPLICANTS if name not in {column.field for column in columns}]
    unknown = [at for at, column in enumerate(columns) if not column.field]
    if len(columns) == len(APPLICANTS) and len(unknown) == len(missing) == 1:
        at = unknown[0]
        if APPLICANTS[at] == missing[0]:
            found = columns[at]
            named = Column(missing[0], found.label, found.unit, found.table, found.start, found.stop)
            return (*columns[:at], named, *columns[at + 1 :])
    return tuple(columns)


def _group(labels: Sequence[Run]) -> str:
    """The group that the headings in a row name: refused for （三）不予公开."""
    names = [run.sense.roles.get("group", "") for run in labels]
    return next((name for name in reversed(names) if name and name != RESULTS), "")


def _subject(label: Run, own: str, open_: str, book: Codebook) -> str:
    """The row of the form that a label means; "" for a heading and for a row that the form does not know.

    其他 and 总计 are rows of their own group only: 其他 of （六）其他处理, 总计 of no group.
    """
    name = label.sense.roles.get("row", "")
    if name not in _subjects(book):
        return ""
    if label.sense.part:
        return name
    return name if (own or open_) == name.rpartition(".")[0] or (not own and "." not in name) else ""


@cache
def _subjects(book: Codebook) -> frozenset[str]:
    return frozenset(book.subjects("request"))


def _open(label: Run, own: str, subject: str, open_: str) -> str:
    """The group that the rows below a row belong to as long as none of them says otherwise."""
    if subject:
        return subject.partition(".")[0] if "." in subject else ""
    return own or label.sense.roles.get("group", open_)


def _record(
    line: Line, label: Run, subject: str, values: Sequence[Run], columns: Sequence[Column], book: Codebook
) -> Record:
    columns, cells = _cells(line, values, columns, book)
    slots = [
        slot(f"request.{subject}.{column.field}", "", book)
        if column.field in APPLICANTS
        else local_slot(label.text, column)
        for column in columns
    ]
    if cells is None:
        expected = [each for each, column in zip(slots, columns, strict=True) if column.field in APPLICANTS]
        return Record(line.table, facts_of_one_cell(line, expected, values, label))
    return Record(line.table, facts_of(line, slots, cells))


def _cells(
    line: Line, values: Sequence[Run], columns: Sequence[Column], book: Codebook
) -> tuple[Sequence[Column], tuple[Run, ...] | None]:
    """The columns that a row's cells fit, and the cell of each; None for the cells where they fit none."""
    if len(values) == len(columns):
        return columns, tuple(values)
    fields = [column.field for column in columns]
    if ORGANISATIONS in fields:  # the row that names the kinds of organisations is missing
        at = fields.index(ORGANISATIONS)
        columns = (*columns[:at], *official(book)[1:-1], *columns[at + 1 :])
    if (cells := allot(values, columns, line)) is not None:
        return columns, cells
    ranks = [APPLICANTS.index(name) for name in fields if name in APPLICANTS]
    if len(values) == len(APPLICANTS) and ranks == sorted(ranks):
        return official(book), tuple(values)
    return columns, None


def _local(
    line: Line, labels: Sequence[Run], values: Sequence[Run], columns: Sequence[Column]
) -> Iterator[Record]:
    cells = allot(values, columns, line)
    if cells:
        slots = [local_slot(labels[-1].text, column) for column in columns]
        heading = labels[-2].text if len(labels) > 1 else ""
        yield Record(line.table, facts_of(line, slots, cells), heading)
