"""Which of a row's cells stand under which column of a header."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditlib.forms.grids import Line, Run, is_figure


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a header: the field that its label means ("" where it is unknown), its label and its unit.

    ``header`` is the row that it stands in and ``run`` its cell there, None for a column of the official form.
    """

    field: str
    label: str
    unit: str = ""
    header: Line | None = None
    run: Run | None = None


def allot(values: Sequence[Run], columns: Sequence[Column], line: Line) -> tuple[Run, ...] | None:
    """The value cell of every column; None where the row has fewer cells than that, or one that spans several columns.

    In a grid the places decide, if they leave no doubt. Otherwise cells and columns that are as many belong together
    in their order; at last cells without a figure at one end of the row are
    passed over.
    """
    places = _places(columns, line)
    if len(values) == len(columns) and all(map(_meet, values, places)):
        return tuple(values)
    if places and (found := _by_place(values, places)):
        return found
    surplus = len(values) - len(columns)
    if surplus <= 0:
        return tuple(values) if surplus == 0 else None
    idle = [not run.text or not is_figure(run.text) for run in values]
    before, behind = all(idle[:surplus]), all(idle[-surplus:])
    if before and (not behind or not any(run.text for run in values)):
        return tuple(values[surplus:])
    return tuple(values[:-surplus]) if behind and not before else None


def _places(columns: Sequence[Column], line: Line) -> list[Run]:
    """The cells of a header whose columns are those of a row: none where spans are lost, or in a table of another width."""
    header = columns[0].header if columns else None
    if not (header and header.grid and line.grid and header.width == line.width):
        return []
    runs = [column.run for column in columns if column.run]
    beside = all(left.start < right.start and left.stop < right.stop for left, right in pairwise(runs))
    return runs if beside and len(runs) == len(columns) else []


def _by_place(values: Sequence[Run], places: Sequence[Run]) -> tuple[Run, ...] | None:
    """The cells under each place of a header, in order, so that they share the most columns of the grid.

    A blank cell may stand under several places or under none, a cell with a figure stands under one alone.
    """
    ways: dict[int, tuple[int, tuple[Run, ...]]] = {0: (0, ())}
    for run in values:  # the ways to fill the first places, by how many those are
        shares = [min(run.stop, place.stop) - max(run.start, place.start) for place in places]
        spare = not run.text or (max(shares) <= 0 and not is_figure(run.text))
        longer = dict(ways) if spare else {}
        for done in ways:
            shared, cells = ways[done]
            for at in range(done, len(places) if not run.text else min(done + 1, len(places))):
                if shares[at] <= 0:
                    break
                shared, cells = shared + shares[at], (*cells, run)
                if shared > longer.get(at + 1, (0, ()))[0]:
                    longer[at + 1] = shared, cells
        ways = longer
    return ways.get(len(places), (0, None))[1]


def _meet(one: Run, other: Run) -> bool:
    return one.start < other.stop and other.start < one.stop
