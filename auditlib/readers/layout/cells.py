"""What stands in the cells of a grid."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from auditlib.readers.layout.grids import Grid
from auditlib.readers.layout.lines import BLANKS, Line, Run, goes_on, lines, seam
from auditlib.readers.layout.page import Glyph

WIDEST_PADDING = 9.0
SLACK = 0.8
LEAST_GAP = 0.15


@dataclass(eq=False, slots=True)
class Box:
    """A cell on its way from the page to the table: its text, the lines it began and ended with, its sides.

    ``top`` and ``bottom``, ``left`` and ``right`` are the rows and columns that it covers, the ends exclusive; ``inner``
    are the sides that its lines reach at most. Two boxes are the same only if they are one.
    """

    top: int
    left: int
    bottom: int
    right: int
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    inner: tuple[float, float] = (0.0, 0.0)


def shared_out(found: Sequence[Run], grids: Sequence[Grid]) -> tuple[list[Run], list[dict[int, list[Run]]]]:
    """The runs of a page that stand in no grid, and for each grid those of its cells; of two grids the first has it."""
    free: list[Run] = []
    held: list[dict[int, list[Run]]] = [defaultdict(list) for _ in grids]
    for run in found:
        x, y = (run.left + run.right) / 2, (run.top + run.bottom) / 2
        for grid, cells in zip(grids, held, strict=True):
            if not grid.holds(x, y):
                continue
            owners = grid.owner[grid.row(y)]
            column = grid.column(x)
            if grid.xs[column] <= run.left and run.right <= grid.xs[column + 1]:
                cells[owners[column]].append(run)
            else:
                for number, piece in _parted(run, grid, owners):
                    cells[number].append(piece)
            break
        else:
            free.append(run)
    return free, held


def _parted(run: Run, grid: Grid, owners: Sequence[int]) -> list[tuple[int, Run]]:
    """A run that crosses borders, cut at them. What runs over a border without a gap is one word, too long for its cell:
    it stands where most of it does."""
    pieces: list[tuple[int, list[Glyph]]] = []
    for glyph in run.glyphs:
        if glyph.text in BLANKS:
            continue
        number = owners[grid.column((glyph.left + glyph.right) / 2)]
        if pieces and pieces[-1][0] == number:
            pieces[-1][1].append(glyph)
        elif pieces and glyph.left - pieces[-1][1][-1].right < LEAST_GAP * run.height:
            return [(max((*pieces, (number, [glyph])), key=lambda piece: len(piece[1]))[0], run)]
        else:
            pieces.append((number, [glyph]))
    return [
        (number, Run(run.order + n, signs, signs[0].left, run.top, max(g.right for g in signs), run.bottom))
        for n, (number, signs) in enumerate(pieces)
    ]


def boxes(grid: Grid, held: Mapping[int, Sequence[Run]]) -> list[Box]:
    """The cells of a grid with their texts, by the numbers they have in it."""
    made = [Box(span.top, span.left, span.bottom, span.right) for span in grid.spans]
    gaps = []
    for number, found in held.items():
        box = made[number]
        box.lines = lines(found)
        gaps += [line.left - grid.xs[box.left] for line in box.lines]
    padding = _padding(gaps)
    for box in made:
        box.inner = grid.xs[box.left] + padding, grid.xs[box.right] - padding
        if box.lines:
            box.text = box.lines[0].text
        for before, after in pairwise(box.lines):
            box.text = seam(box.text, after.text, is_broken(before, after, box.inner))
    return made


def _padding(gaps: Sequence[float]) -> float:
    """How far the texts of a table keep from its borders: what nearly all of them keep."""
    if not gaps:
        return 0.0
    return min(max(sorted(gaps)[len(gaps) // 10], 0.0), WIDEST_PADDING)


def is_broken(before: Line, after: Line, inner: tuple[float, float]) -> bool:
    """Whether a line of a cell was broken because the cell is full; a centred line leaves room at both its sides."""
    left, right = before.left - inner[0], inner[1] - before.right
    room = left + right if abs(left - right) < 0.1 * before.em + SLACK else right
    return goes_on(after, room - SLACK)
