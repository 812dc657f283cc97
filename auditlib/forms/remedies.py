"""The remedies table of the annual forms: reviews and lawsuits by their outcome, in three groups of five columns.

The groups may stand in any order, in one table or in several, and as rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditlib.forms.codebook import ROUTES, Codebook
from auditlib.forms.columns import Column, allot
from auditlib.forms.grids import Line, Run, is_figure
from auditlib.forms.outcomes import UNNAMED, columns_of, field_of, outcome_of, route_of
from auditlib.forms.records import Record, Slot, facts_of, facts_of_one_cell, local_slot, slot


@dataclass(frozen=True, slots=True)
class Filled:
    """A row of figures under its columns, whose fields are a route and an outcome: litigation.direct.upheld."""

    line: Line
    values: tuple[Run, ...]
    columns: tuple[Column, ...]


def records(rows: Sequence[Line], book: Codebook) -> Iterator[Record]:
    """The rows of figures; groups that no heading names are those that are left, if they are as many."""
    filled = list(_filled(rows, book))
    names = _names(filled)
    for each in filled:
        columns = [
            replace(c, field=field_of(names.get(route_of(c), route_of(c)), outcome_of(c)))
            for c in each.columns
        ]
        slots = [_slot(column, book) for column in columns]
        cells = allot(each.values, columns, each.line)
        if cells is None:
            yield Record(each.line.table, facts_of_one_cell(each.line, slots, each.values))
        else:
            yield Record(each.line.table, facts_of(each.line, slots, cells))


def _names(filled: Sequence[Filled]) -> Mapping[str, str]:
    routes = list(dict.fromkeys(route_of(column) for each in filled for column in each.columns))
    unnamed = [route for route in routes if route.startswith(UNNAMED)]
    left = [route for route in ROUTES if route not in routes]
    return dict(zip(unnamed, left, strict=True)) if len(unnamed) == len(left) else {}


def _slot(column: Column, book: Codebook) -> Slot:
    name = f"remedy.{column.field}"
    return slot(name, "", book) if name in book.by_indicator else local_slot("行政诉讼", column)


def _filled(rows: Sequence[Line], book: Codebook) -> Iterator[Filled]:
    """The rows of figures; of a table without any the last row below its header, which is blank."""
    block: list[Line] = []
    columns: tuple[Column, ...] = ()
    blank: Filled | None = None
    closed = False
    for line in rows:
        named = _named_by_row(line, columns)
        if not named and _is_header(line):
            if closed or (block and block[-1].table != line.table):
                block = []
                if blank:
                    yield blank
            block.append(line)
            columns = columns_of(block, book) if any(each.has("outcome") for each in block) else ()
            closed, blank = False, None
            continue
        route, values = named or ("", _figures(line, len(columns)))
        if not values or not columns:
            continue
        own = tuple(replace(c, field=field_of(route, outcome_of(c))) for c in columns) if route else columns
        found = Filled(line, values, own)
        if route or any(run.text for run in values):
            closed, blank = True, None
            yield found
        elif not closed:
            blank = found
    if blank:
        yield blank


def _is_header(line: Line) -> bool:
    return any(run.sense.part == "remedy" for run in line.named) and not line.has_figures()


def _figures(line: Line, expected: int) -> tuple[Run, ...]:
    """The cells of a row of figures, without a label before them; none where it has no figure but is a note."""
    values = line.runs
    while len(values) != expected and values and not is_figure(values[0].text):
        values = values[1:]
    return values


def _named_by_row(line: Line, columns: Sequence[Column]) -> tuple[str, tuple[Run, ...]] | None:
    """The route that a row's label names and the cells behind it, where the header above names none."""
    if not columns or any(not route_of(column).startswith(UNNAMED) for column in columns):
        return None
    at = max((i for i, run in enumerate(line.runs) if "route" in run.sense.roles), default=-1)
    if any("outcome" in run.sense.roles for run in line.runs[at + 1 :]):
        return None
    if at < 0 or (len(line.runs) - at - 1 < len(columns) and not line.has_figures()):
        return None
    return line.runs[at].sense.roles["route"], line.runs[at + 1 :]
