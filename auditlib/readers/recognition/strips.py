"""The lines of ink in the cells of a ruled table. A cell is looked at alone, so that neighbours cannot run together."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from auditlib.readers.layout.grids import Grid
from auditlib.readers.recognition.picture import Image, Picture

Side = tuple[int, int]

# In points.
INSET = 0.7
SPECK = 1.1
SLIVER, AT_BORDER = 1.2, 2.0
USUAL_TYPE = 10.5
# In heights of the type.
FLAT = 0.6
NEAR = 0.4
ONE_SIGN = 1.2
WIDE = 1.5
REACHES_IN = 0.25  # of the height of a box


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of ink: its sides in pixels of the page, and how many pieces of it stand apart from left to right."""

    left: int
    top: int
    right: int
    bottom: int
    pieces: int

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left


def clean(dark: Image, covered: Image, per_point: float) -> Image:
    """The ink of a page without what is covered by rules, and without specks."""
    left = cv2.subtract(dark, cv2.dilate(covered, np.ones((3, 3), np.uint8)))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    kept = boxes[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) >= SPECK * per_point
    kept[0] = False
    return np.asarray(kept[labels], np.uint8)


def cells(picture: Picture, dark: Image, grid: Grid) -> tuple[float, list[list[Strip]]]:
    """The size of the type of a table, in pixels, and the lines of each of its cells, given the clean ink of the page."""
    inset = round(INSET * picture.per_point)
    found = []
    for span in grid.spans:
        left, right = (round(grid.xs[n] * picture.per_point) for n in (span.left, span.right))
        top, bottom = (round(grid.ys[n] * picture.per_point) for n in (span.top, span.bottom))
        box = (max(left, 0) + inset, max(top, 0) + inset, right - inset, bottom - inset)
        found.append(_Cell(box, dark[box[1] : box[3], box[0] : box[2]], picture.per_point))
    em = _type([row for cell in found for row in cell.strips(cell.rows)], picture.per_point)
    return em, [cell.strips(_whole(cell.rows, em)) for cell in found]


class _Cell:
    """The ink of a cell, and the rows of pixels that have any."""

    def __init__(self, box: tuple[int, int, int, int], dark: Image, per_point: float) -> None:
        self._left, self._top, _, _ = box
        self._dark = dark
        sliver, border = SLIVER * per_point, AT_BORDER * per_point
        height = dark.shape[0]
        self.rows = [
            (top, bottom)
            for top, bottom in _runs(np.any(dark, axis=1))
            if bottom - top > sliver or (top > border and height - bottom > border)
        ]

    def strips(self, rows: Sequence[Side]) -> list[Strip]:
        """The lines that stand in rows of pixels."""
        made = []
        for top, bottom in rows:
            pieces = _runs(np.any(self._dark[top:bottom], axis=0))
            if pieces:
                left, right = pieces[0][0], pieces[-1][1]
                made.append(
                    Strip(
                        self._left + left,
                        self._top + top,
                        self._left + right,
                        self._top + bottom,
                        len(pieces),
                    )
                )
        return made


def _runs(filled: NDArray[np.bool_]) -> list[Side]:
    """From where to where there is something, without a break."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _type(strips: Sequence[Strip], per_point: float) -> float:
    heights = sorted(
        strip.height for strip in strips if strip.width > WIDE * strip.height > WIDE * 4 * per_point
    )
    return float(heights[len(heights) // 2]) if heights else USUAL_TYPE * per_point


def _whole(rows: Sequence[Side], em: float) -> list[Side]:
    """Rows of pixels as lines: the strokes of one sign may lie over each other with paper between them."""
    made: list[Side] = []
    for top, bottom in rows:
        if made:
            before = made[-1]
            flat = min(before[1] - before[0], bottom - top) < FLAT * em
            if flat and top - before[1] < NEAR * em and bottom - before[0] < ONE_SIGN * em:
                made[-1] = before[0], bottom
                continue
        made.append((top, bottom))
    return made


def strips_in(dark: Image, box: tuple[int, int, int, int]) -> Strip | None:
    """The line of ink in a box around one line of prose, without what reaches in from the lines above and below."""
    left, top = max(box[0], 0), max(box[1], 0)
    own = dark[top : box[3], left : box[2]]
    height = own.shape[0]
    rows = _runs(np.any(own, axis=1))
    inner = [
        (first, last)
        for first, last in rows
        if (first > 0 and last < height) or last - first > REACHES_IN * height
    ]
    if not inner:
        return None
    first, last = inner[0][0], inner[-1][1]
    pieces = _runs(np.any(own[first:last], axis=0))
    return Strip(left + pieces[0][0], top + first, left + pieces[-1][1], top + last, len(pieces))
