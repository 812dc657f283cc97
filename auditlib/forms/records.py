"""The facts of one row: a fact for every cell that the row should have, and one cell for all where they ran together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from auditlib.forms.codebook import Codebook
from auditlib.forms.columns import Column
from auditlib.forms.grids import Line, Run
from auditlib.forms.values import MARKS, printed_unit, understand, understand_amount, understand_change
from auditlib.report import Fact, State
from auditlib.wording import split_ordinal, squeeze

Understanding = Callable[[str], tuple[State, Decimal | None, str]]

LOCAL = "local:"


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that a row should have: its indicator, what people call it, its unit but for one that the cell prints,
    and how its text is understood."""

    indicator: str
    label: str
    unit: str
    understood: Understanding = understand


@dataclass(frozen=True, slots=True)
class Record:
    """The facts of a row of table number ``table``. ``heading`` tells local rows of one label apart."""

    table: int
    facts: tuple[Fact, ...]
    heading: str = ""


@cache
def subjects(table: str, book: Codebook) -> frozenset[str]:
    """The items, rows or routes that a form has."""
    return frozenset(book.subjects(table))


@lru_cache(maxsize=1 << 10)
def slot(indicator: str, unit: str, book: Codebook) -> Slot:
    """The slot of a known indicator; ``unit`` is the one that its header prints, if any."""
    entry = book.by_indicator[indicator]
    unit = unit or entry.unit
    understood: Understanding = understand_amount if unit.endswith("元") else understand
    if indicator.endswith(".change"):
        understood = understand_change
    return Slot(indicator, entry.label, unit, understood)


def local_slot(row: str, column: Column) -> Slot:
    """The slot of a cell that the form does not know, named by the labels that cross there."""
    name = f"{plain_label(row)}/{plain_label(column.label)}"
    return Slot(LOCAL + name, name, column.unit)


def plain_label(text: str) -> str:
    """A label as a name: without its ordinal and white space."""
    return "".join(split_ordinal(text)[1].split())


def facts_of(line: Line, slots: Sequence[Slot], cells: Sequence[Run]) -> tuple[Fact, ...]:
    """The facts of a row whose cells all stand apart, one a slot."""
    return tuple(_fact(line, each, run) for each, run in zip(slots, cells, strict=True))


def facts_of_one_cell(
    line: Line, slots: Sequence[Slot], values: Sequence[Run], label: Run | None = None
) -> tuple[Fact, ...]:
    """The facts of a row that has too few cells: all share the first one that says anything.

    With a figure in it the row is unreadable and each fact's text is the whole of it; marks alone are marks, and
    without either the cells are blank.
    """
    filled = [run for run in values if run.text]
    cell = next(iter([*filled, *values]), label)
    if cell is None:
        return ()
    text = " ".join(run.text for run in filled)
    state: State = "blank"
    if any(sign.isdigit() for sign in text):
        state = "unreadable"
    elif filled and all(squeeze(run.text) in MARKS for run in filled):
        state, text = "mark", squeeze(cell.text)
    column = cell.start if values else -1
    return tuple(
        Fact(
            indicator=each.indicator,
            label=each.label,
            value=None,
            state=state,
            text="" if state == "blank" else text,
            unit=_unit(each, text),
            place=cell.cell.place,
            table=line.table,
            row=line.number,
            column=column,
        )
        for each in slots
    )


def _fact(line: Line, each: Slot, run: Run) -> Fact:
    state, value, printed = each.understood(run.text)
    return Fact(
        indicator=each.indicator,
        label=each.label,
        value=value,
        state=state,
        text=printed,
        unit=_unit(each, run.text),
        place=run.cell.place,
        table=line.table,
        row=line.number,
        column=run.start,
    )


def _unit(each: Slot, text: str) -> str:
    return (printed_unit(text) or each.unit) if each.understood is understand_amount else each.unit
