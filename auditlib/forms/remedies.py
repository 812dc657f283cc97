"""The remedies table of the annual forms: reviews and lawsuits by their outcome, in three groups of five columns.

The groups may stand in any order, in one table or in several, and as rows. Where spans are lost the groups are told
by their order: an outcome that comes again begins another group.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from auditlib.forms.codebook import ROUTES, Codebook
from auditlib.forms.grids import Column, Line, Run, allot, is_figure
from auditlib.forms.records import Record, Slot, facts_of, facts_of_one_cell, local_slot, slot

REVIEW, *SUITS = ROUTES
LITIGATION = "litigation"  # the heading of both groups of lawsuits
UNNAMED = "?"


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
            replace(c, field=_joined(names.get(_route(c), _route(c)), _outcome(c))) for c in each.columns
        ]
        slots = [_slot(column, book) for column in columns]
        cells = allot(each.values, columns, each.line)
        if cells is None:
            yield Record(each.line.table, facts_of_one_cell(each.line, slots, each.values))
        else:
            yield Record(each.line.table, facts_of(each.line, slots, cells))


def _names(filled: Sequence[Filled]) -> Mapping[str, str]:
    routes = list(dict.fromkeys(_route(column) for each in filled for column in each.columns))
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
            columns = _columns(block, book) if any(each.has("outcome") for each in block) else ()
            closed, blank = False, None
            continue
        route, values = named or ("", _figures(line, len(columns)))
        if not values or not columns:
            continue
        own = tuple(replace(c, field=_joined(route, _outcome(c))) for c in columns) if route else columns
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
    if not columns or any(not _route(column).startswith(UNNAMED) for column in columns):
        return None
    at = max((i for i, run in enumerate(line.runs) if "route" in run.sense.roles), default=-1)
    if at < 0 or (len(line.runs) - at - 1 < len(columns) and not line.has_figures()):
        return None
    return line.runs[at].sense.roles["route"], line.runs[at + 1 :]


def _columns(block: Sequence[Line], book: Codebook) -> tuple[Column, ...]:
    routes = _routes(block)
    found = (_by_place(block) if block[-1].grid else ()) or _by_order(block, routes)
    if not found and set(routes) == set(ROUTES):
        return tuple(Column(f"{entry.subject}.{entry.field}", entry.column) for entry in book.table("remedy"))
    return found


def _by_place(block: Sequence[Line]) -> tuple[Column, ...]:
    """The columns of a grid by what stands above each other; none where that says nothing, as spans are lost."""
    placed: list[tuple[str, str, int]] = []
    for at in range(max(run.stop for line in block for run in line.runs)):
        above = [run for line in block for run in line.runs if run.start <= at < run.stop]
        routes = [run.sense.roles["route"] for run in above if "route" in run.sense.roles]
        outcomes = [run.sense.roles["outcome"] for run in above if "outcome" in run.sense.roles]
        if outcomes:
            placed.append((routes[-1] if routes else "", outcomes[-1], at))
    last = block[-1]
    found = []
    for (route, outcome), group in groupby(placed, key=lambda place: place[:2]):
        where = [at for _, _, at in group]
        run = next(run for run in last.runs if run.start <= where[0] < run.stop)
        place = run._replace(start=where[0], stop=where[-1] + 1)
        found.append(Column(_joined(route, outcome), run.text, "", last, place))
    named = {route for route, _, _ in placed}
    torn = ("" in named and len(named) > 1) or (LITIGATION in named and not named.isdisjoint(SUITS))
    if torn or len({column.field for column in found}) < len(found):
        return ()
    return tuple(replace(c, field=UNNAMED + c.field) for c in found) if "" in named else tuple(found)


def _by_order(block: Sequence[Line], routes: Sequence[str]) -> tuple[Column, ...]:
    """The columns by the order of the labels: each group of outcomes takes the next route.

    Outcomes in the row that names the two kinds of lawsuits are those of the reviews.
    """
    groups: list[list[Column]] = []
    of_review: list[list[Column]] = []
    seen: set[int] = set()
    for line in block:
        inside = _groups(line, seen)
        beside = any(run.sense.roles.get("route") in SUITS for run in line.runs)
        if beside and len(inside) == 1 and REVIEW in routes:
            of_review = inside
        elif inside:
            groups = inside if len(inside) >= len(routes) else [*groups, *inside]
    if len(groups) == len(routes) - 1:
        at = routes.index(REVIEW) if of_review else len(groups)
        groups = [*groups[:at], *of_review, *groups[at:]]
    names = routes or [f"{UNNAMED}{block[0].table}.{block[0].number}.{n}" for n in range(len(groups))]
    if len(groups) != len(names):
        return ()
    return tuple(
        replace(column, field=_joined(name, column.field))
        for name, group in zip(names, groups, strict=True)
        for column in group
    )


def _routes(block: Sequence[Line]) -> list[str]:
    """The routes that the headings name, in their order; both kinds of lawsuits where 行政诉讼 alone is named."""
    found: list[str] = []
    for line in block:
        named = list(dict.fromkeys(r for run in line.runs if (r := run.sense.roles.get("route", ""))))
        suits = [name for name in named if name in SUITS]
        if suits and LITIGATION in found:
            at = found.index(LITIGATION)
            found[at : at + 1] = suits
        found += [name for name in named if name not in found and not (suits and name == LITIGATION)]
    if LITIGATION in found:
        at = found.index(LITIGATION)
        found[at : at + 1] = SUITS
    return found


def _groups(line: Line, seen: set[int]) -> list[list[Column]]:
    """The outcomes of a row that are not from the row above, cut where one comes again."""
    groups: list[list[Column]] = []
    for run in line.runs:
        outcome = run.sense.roles.get("outcome")
        if not outcome or id(run.cell) in seen:
            continue
        seen.add(id(run.cell))
        if not groups or outcome in {column.field for column in groups[-1]}:
            groups.append([])
        groups[-1].append(Column(outcome, run.text, "", line, run))
    return groups


def _joined(route: str, outcome: str) -> str:
    return f"{route}.{outcome}"


def _route(column: Column) -> str:
    return column.field.rpartition(".")[0]


def _outcome(column: Column) -> str:
    return column.field.rpartition(".")[2]
