"""The disclosure table of the annual forms: blocks of items, each block under a header that names its columns."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from auditlib.forms.codebook import Codebook
from auditlib.forms.columns import Column, allot
from auditlib.forms.grids import Line, Run, joined, parted
from auditlib.forms.records import Record, Slot, facts_of, facts_of_one_cell, local_slot, slot, subjects
from auditlib.wording import squeeze

MONEY = re.compile("[万亿]?元")


def records(rows: Sequence[Line], book: Codebook) -> Iterator[Record]:
    """The rows of items. A header holds until the next, in the next table too if that has none."""
    columns: tuple[Column, ...] = ()
    told = -2  # the last table that says it is this one
    for line in joined(rows, "item"):
        if _is_header(line) or line.has("clause"):
            told = line.table
        if _is_header(line):
            columns = _header(line)
            continue
        labels, values = parted(line, "item", "clause")
        known = [run for run in labels if run.sense.roles.get("item") in subjects("disclosure", book)]
        if known and told in (line.table, line.table - 1):
            told = line.table
            yield _item(line, known[-1], values, columns, book)
        elif labels and not known and told == line.table:
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
        Column(run.sense.roles.get("column", ""), run.text, _unit(run.text), line, run)
        for run in line.runs[first:]
    )


def _unit(label: str) -> str:
    found = MONEY.search(squeeze(label))
    return found[0] if found else ""


def _item(line: Line, label: Run, values: Sequence[Run], columns: Sequence[Column], book: Codebook) -> Record:
    item = label.sense.roles["item"]
    if (of_list := _in_a_list(line, label, values, book)) is not None:
        return of_list

    def is_known(column: Column) -> bool:
        return f"disclosure.{item}.{column.field}" in book.by_indicator

    if not any(map(is_known, columns)):
        columns = _official(item, book)
    labelled = [column for column in columns if column.label]
    wanted = [column for column in labelled if is_known(column)]
    fitting = next((cut for cut in (columns, labelled, wanted) if len(cut) == len(values)), labelled)
    cells = allot(values, fitting, line)

    def slot_of(column: Column) -> Slot:
        if not is_known(column):
            return local_slot(label.text, column)
        return slot(f"disclosure.{item}.{column.field}", column.unit or _unit(label.text), book)

    if cells is None:
        return Record(line.table, facts_of_one_cell(line, [*map(slot_of, wanted)], values, label))
    pairs = [(slot_of(column), run) for column, run in zip(fitting, cells, strict=True) if column.label]
    return Record(line.table, facts_of(line, [each for each, _ in pairs], [run for _, run in pairs]))


def _in_a_list(line: Line, label: Run, values: Sequence[Run], book: Codebook) -> Record | None:
    """The record of a row that names its column itself: 规章, 本年制发件数, 3. None for any other row."""
    field = values[0].sense.roles.get("column", "") if len(values) > 1 else ""
    name = f"disclosure.{label.sense.roles['item']}.{field}"
    if name not in book.by_indicator:
        return None
    unit = _unit(values[0].text) or _unit(label.text)
    return Record(line.table, facts_of(line, [slot(name, unit, book)], values[1:2]))


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
