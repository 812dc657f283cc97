"""The disclosure table of the annual forms: blocks of items, each block under a header that names its columns."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from auditlib.forms.codebook import Codebook
from auditlib.forms.grids import Column, Line, Run, allot, joined, parted
from auditlib.forms.records import Record, facts_of, facts_of_one_cell, local_slot, slot
from auditlib.wording import squeeze

MONEY = re.compile("[万亿]?元")


def records(rows: Sequence[Line], book: Codebook) -> Iterator[Record]:
    """The rows of items. A header holds until the next, over the end of its table too."""
    columns: tuple[Column, ...] = ()
    telling = {line.table for line in rows if _is_header(line) or line.has("clause")}
    for line in joined(rows, "item"):
        if _is_header(line):
            columns = _header(line)
            continue
        labels, values = parted(line, "item", "clause")
        named = [run for run in labels if run.sense.roles.get("item") in book.subjects("disclosure")]
        if named and (columns or line.table in telling):
            yield from _item(line, named[-1], values, columns, book)
        elif labels and not named and line.table in telling:
            yield from _local(line, labels[-1], values, columns)


def _is_header(line: Line) -> bool:
    return line.has("column", "contents") and not line.has_figures()


def _header(line: Line) -> tuple[Column, ...]:
    """The columns behind 信息内容, or from the first that is known."""
    roles = [run.sense.roles for run in line.runs]
    first = next((i + 1 for i, known in enumerate(roles) if "contents" in known), None)
    if first is None:
        first = next(i for i, known in enumerate(roles) if "column" in known)
    return tuple(
        Column(run.sense.roles.get("column", ""), run.text, _unit(run.text), line.table, run.start, run.stop)
        for run in line.runs[first:]
    )


def _unit(label: str) -> str:
    found = MONEY.search(squeeze(label))
    return found[0] if found else ""


def _item(
    line: Line, label: Run, values: Sequence[Run], columns: Sequence[Column], book: Codebook
) -> Iterator[Record]:
    item = label.sense.roles["item"]

    def name(column: Column) -> str:
        return f"disclosure.{item}.{column.field}"

    if not any(name(column) in book.by_indicator for column in columns):
        columns = _official(item, book)
    labelled = [column for column in columns if column.label]
    wanted = [column for column in labelled if name(column) in book.by_indicator]
    slots = [
        slot(name(c), c.unit or _unit(label.text), book) if c in wanted else local_slot(label.text, c)
        for c in labelled
    ]
    by_column = dict(zip(labelled, slots, strict=True))
    for cut in (columns, labelled, wanted):
        if cut and len(cut) == len(values):
            pairs = [(c, run) for c, run in zip(cut, values, strict=True) if c.label]
            break
    else:
        cells = allot(values, labelled, line)
        if cells is None:
            shared = [by_column[c] for c in wanted]
            yield Record(line.table, facts_of_one_cell(line, shared, values, label))
            return
        pairs = list(zip(labelled, cells, strict=True))
    facts = facts_of(line, [by_column[c] for c, _ in pairs], [run for _, run in pairs])
    yield Record(line.table, facts)


@lru_cache(maxsize=1 << 5)
def _official(item: str, book: Codebook) -> tuple[Column, ...]:
    """The columns that the form has for an item, in its own order."""
    return tuple(
        Column(entry.field, entry.column) for entry in book.table("disclosure") if entry.subject == item
    )


def _local(line: Line, label: Run, values: Sequence[Run], columns: Sequence[Column]) -> Iterator[Record]:
    labelled = [column for column in columns if column.label]
    cells = allot(values, labelled, line) if labelled else None
    if cells:
        slots = [local_slot(label.text, column) for column in labelled]
        yield Record(line.table, facts_of(line, slots, cells))
