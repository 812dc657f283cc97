"""The ruling lines of a picture: long thin strokes, and short ones that run from one of those to another."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from auditlib.readers.layout import Rule
from auditlib.readers.recognition.picture import Image

# In points.
LONG, SHORT = 24.0, 9.0
THICKEST = 5.0
MEETS = 1.5
GAP = 1.2
LEVEL_WITHIN = 0.8
MOST_RULES = 4000


@dataclass(frozen=True, slots=True)
class Ruling:
    """The horizontal and vertical rules of a page in points, and the pixels that they cover (1)."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    covered: Image


def ruling(dark: Image, per_point: float) -> Ruling:
    """The ruling of a page, given its ink."""
    across, over = _strokes(dark, per_point, SHORT)
    down, over_down = _strokes(np.ascontiguousarray(dark.T), per_point, SHORT)
    long_across = [rule for rule in across if rule.end - rule.start >= LONG]
    long_down = [rule for rule in down if rule.end - rule.start >= LONG]
    across = long_across + _meeting(across, long_down)
    down = long_down + _meeting(down, long_across)
    covered = np.zeros_like(dark)
    _cover(covered, over, across, per_point)
    _cover(covered.T, over_down, down, per_point)
    return Ruling(tuple(across), tuple(down), covered)


def _strokes(dark: Image, per_point: float, shortest: float) -> tuple[list[Rule], Image]:
    """The strokes along rows of pixels, and the pixels they consist of."""
    gap, length = max(round(GAP * per_point), 1), max(round(shortest * per_point), 3)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    joined = cv2.dilate(joined, np.ones((3, 1), np.uint8))
    strokes = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    thick = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((round(THICKEST * per_point), 1), np.uint8))
    strokes = cv2.subtract(strokes, cv2.dilate(thick, np.ones((5, 5), np.uint8)))
    strokes = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = []
    for left, top, width, height, _ in boxes[1 : min(count, MOST_RULES)].tolist():
        slope = LEVEL_WITHIN * per_point + 0.004 * width
        if height <= THICKEST * per_point + slope:
            middle = (top + height / 2) / per_point
            found.append(Rule(middle, left / per_point, (left + width) / per_point))
    return found, np.asarray(strokes, np.uint8)


def _meeting(strokes: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """The short strokes that begin and end on a long rule of the other direction."""

    def met(end: float, at: float) -> bool:
        return any(
            abs(rule.at - end) < MEETS and rule.start - MEETS < at < rule.end + MEETS for rule in crossing
        )

    return [
        stroke
        for stroke in strokes
        if stroke.end - stroke.start < LONG and met(stroke.start, stroke.at) and met(stroke.end, stroke.at)
    ]


def _cover(covered: Image, strokes: Image, rules: Sequence[Rule], per_point: float) -> None:
    """Mark the pixels of those strokes that are rules."""
    reach = round(THICKEST * per_point / 2) + 1
    for rule in rules:
        middle = round(rule.at * per_point)
        rows = slice(max(middle - reach, 0), middle + reach)
        columns = slice(round(rule.start * per_point), round(rule.end * per_point) + 1)
        own = strokes if strokes.shape == covered.shape else strokes.T
        covered[rows, columns] |= own[rows, columns]
