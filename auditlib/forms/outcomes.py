"""The header of the remedies table: which route and outcome every column is of.

Where spans are lost the groups are told by their order: an outcome that comes again begins another group.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from auditlib.forms.codebook import ROUTES, Codebook
from auditlib.forms.columns import Column
from auditlib.forms.grids import Line

REVIEW, *SUITS = ROUTES
LITIGATION = "litigation"  # the heading of both groups of lawsuits
UNNAMED = "?"
TOTAL = "total"
EXTRA = ""  # the field of a column that the form does not have


def field_of(route: str, outcome: str) -> str:
    """A column's field: litigation.direct.upheld."""
    return f"{route}.{outcome}"


def route_of(column: Column) -> str:
    """The route of a column; one that begins with UNNAMED stands for a group that no heading names."""
    return column.field.rpartition(".")[0]


def outcome_of(column: Column) -> str:
    """The outcome of a column."""
    return column.field.rpartition(".")[2]


def columns_of(block: Sequence[Line], book: Codebook) -> tuple[Column, ...]:
    """The columns of a header of several rows; those of the form where it names all routes and nothing else is clear."""
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
        elif placed and above and above[-1].text:
            placed.append((EXTRA, EXTRA, at))
    last = block[-1]
    found = []
    for (route, outcome), group in groupby(_without_sums(placed), key=lambda place: place[:2]):
        where = [at for _, _, at in group]
        run = next(run for run in last.runs if run.start <= where[0] < run.stop)
        place = run._replace(start=where[0], stop=where[-1] + 1)
        field = field_of(route, outcome) if outcome else EXTRA
        found.append(Column(field, run.text, "", last, place))
    named = {route_of(column) for column in found if column.field}
    torn = ("" in named and len(named) > 1) or (LITIGATION in named and not named.isdisjoint(SUITS))
    known = [column.field for column in found if column.field]
    if torn or len(set(known)) < len(known):
        return ()
    return _unnamed(found, block, 0) if "" in named else tuple(found)


def _without_sums(placed: Sequence[tuple[str, str, int]]) -> Iterator[tuple[str, str, int]]:
    """The places of a header, those under the total of several routes as of a column that the form does not have."""
    in_part = {route for route, outcome, _ in placed if outcome and outcome != TOTAL}
    for route, outcome, at in placed:
        of_several = outcome == TOTAL and route not in in_part and bool(in_part.intersection(ROUTES))
        yield (EXTRA, EXTRA, at) if of_several else (route, outcome, at)


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
    if not routes:
        return tuple(column for n, group in enumerate(groups) for column in _unnamed(group, block, n))
    if len(groups) != len(routes):
        return ()
    return tuple(
        replace(column, field=field_of(route, column.field))
        for route, group in zip(routes, groups, strict=True)
        for column in group
    )


def _unnamed(group: Sequence[Column], block: Sequence[Line], number: int) -> tuple[Column, ...]:
    name = f"{UNNAMED}{block[0].table}.{block[0].number}.{number}"
    return tuple(replace(column, field=field_of(name, outcome_of(column))) for column in group)


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
