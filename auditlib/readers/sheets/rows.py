"""The rows of a worksheet as a person sees them: without what is hidden, merged cells over all that they cover.

A sheet may span a million rows and sixteen thousand columns: only rows and columns with something in them are looked at.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from auditlib.errors import UnreadableFileError
from auditlib.readers.limits import MAX_CELLS


class Span(NamedTuple):
    """A merged range, its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet, its rows and columns counted from 1: texts as printed, by row and column, blank ones left out.

    ``ruled`` says how many cells of a row have a border; ``lines`` in which line of a text file a row begins.
    """

    name: str | None
    texts: Mapping[tuple[int, int], str]
    spans: Sequence[Span] = ()
    ruled: Mapping[int, int] = field(default_factory=dict)
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    lines: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Spot:
    """A cell where it begins: its text with its line breaks, its address, and how many columns it covers."""

    text: str
    row: int
    column: int
    width: int = 1


@dataclass(slots=True, eq=False)
class Row:
    """A row: what stands in its columns, and of that the texts, all of them and those that begin in it.

    ``starts`` are the columns in which these are first seen. ``gap`` says that empty rows stand before the row;
    ``ruled`` counts its cells with a border.
    """

    number: int
    spots: Mapping[int, Spot]
    filled: tuple[Spot, ...]
    begun: tuple[Spot, ...]
    starts: tuple[int, ...]
    gap: bool
    ruled: int


def rows_of(sheet: Sheet, shown: str) -> Iterator[Row]:
    """The rows in which a text begins or that have a border around two cells or more, in order.

    Raises UnreadableFileError where merged ranges cover more than MAX_CELLS cells.
    """
    hidden_rows, hidden_columns = frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns)
    rows, columns = _next_seen(hidden_rows), _next_seen(hidden_columns)
    places: dict[int, dict[int, Spot]] = {}
    for (row, column), text in sheet.texts.items():
        if row not in hidden_rows and column not in hidden_columns:
            places.setdefault(row, {})[column] = Spot(text, row, column)
    for span in sheet.spans:
        top, left = rows.get(span.top, span.top), columns.get(span.left, span.left)
        if (span.top, span.left) in sheet.texts and top <= span.bottom and left <= span.right:
            places.setdefault(top, {}).setdefault(left, Spot("", span.top, span.left))
    for row, count in sheet.ruled.items():
        if count > 1 and row not in hidden_rows:
            places.setdefault(row, {})
    _cover(places, sheet, rows, columns, shown)
    seen = sorted(hidden_rows)
    last = 0
    begun: set[Spot] = set()
    for number in sorted(places):
        spots = dict(sorted(places[number].items()))
        first: dict[Spot, int] = {}
        for column, spot in spots.items():
            if spot.text:
                first.setdefault(spot, column)
        own = {spot: column for spot, column in first.items() if spot not in begun}
        begun.update(own)
        between = number - last - 1 - (bisect_left(seen, number) - bisect_right(seen, last))
        ruled = sheet.ruled.get(number, 0)
        yield Row(number, spots, tuple(first), tuple(own), tuple(own.values()), between > 0, ruled)
        last = number


def _next_seen(hidden: Collection[int]) -> dict[int, int]:
    """For each hidden row or column the next one that is seen."""
    found: dict[int, int] = {}
    for number in sorted(hidden, reverse=True):
        found[number] = found.get(number + 1, number + 1)
    return found


def _cover(
    places: dict[int, dict[int, Spot]],
    sheet: Sheet,
    rows: Mapping[int, int],
    columns: Mapping[int, int],
    shown: str,
) -> None:
    """Put each merged cell into all positions that it covers, over what stands hidden under it."""
    used_rows = sorted(places)
    used_columns = sorted({column for row in places.values() for column in row})
    covered = 0
    for span in sheet.spans:
        top, left = rows.get(span.top, span.top), columns.get(span.left, span.left)
        down = used_rows[bisect_left(used_rows, top) : bisect_right(used_rows, span.bottom)]
        across = used_columns[bisect_left(used_columns, left) : bisect_right(used_columns, span.right)]
        covered += len(down) * len(across)
        if covered > MAX_CELLS:
            raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
        text = sheet.texts.get((span.top, span.left), "")
        spot = Spot(text, span.top, span.left, span.right - span.left + 1)
        for row in down:
            for column in across:
                places[row][column] = spot
