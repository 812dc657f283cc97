"""The ruling lines of a picture: long thin strokes, and short ones that run from one of those to another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from auditlib.readers.layout import Rule
from auditlib.readers.recognition.picture import Image

# In points.
LONG, SHORT = 24.0, 9.0
THICKEST = 5.0
MEETS = 1.5
GAP = 1.2
OVERRUN, SEVERAL = 16.0, 3
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
    across, marked = _strokes(dark, per_point)
    down, marked_down = _strokes(np.ascontiguousarray(dark.T), per_point)
    long_across, long_down = (
        [rule for rule in found if rule.end - rule.start >= LONG] for found in (across, down)
    )
    short_across, short_down = _meeting(across, long_down), _meeting(down, long_across)
    covered = np.isin(marked, [across[rule] for rule in long_across + short_across])
    covered |= np.isin(marked_down, [down[rule] for rule in long_down + short_down]).T
    return Ruling(
        tuple(_ended(long_across, long_down) + short_across),
        tuple(_ended(long_down, long_across) + short_down),
        covered.astype(np.uint8),
    )


def _strokes(dark: Image, per_point: float) -> tuple[dict[Rule, int], NDArray[np.int32]]:
    """The strokes along rows of pixels with their numbers, and for each pixel the number of the stroke it is part of."""
    gap, length = max(round(GAP * per_point), 1), max(round(SHORT * per_point), 3)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    joined = cv2.dilate(joined, np.ones((3, 1), np.uint8))
    strokes = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    thick = cv2.morphologyEx(
        strokes, cv2.MORPH_OPEN, np.ones((max(round(THICKEST * per_point), 2), 1), np.uint8)
    )
    strokes = cv2.subtract(strokes, cv2.dilate(thick, np.ones((5, 5), np.uint8)))
    strokes = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, marked, boxes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = {}
    for number, (left, top, width, height, _) in enumerate(boxes[1 : min(count, MOST_RULES)].tolist(), 1):
        slope = LEVEL_WITHIN * per_point + 0.004 * width
        if height <= THICKEST * per_point + slope:
            middle = (top + height / 2) / per_point
            found[Rule(middle, left / per_point, (left + width) / per_point)] = number
    return found, np.asarray(marked, np.int32)


def _ended(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """Rules without the stroke of a sign that one of them happens to run into beyond the last that it crosses."""

    def ended(rule: Rule) -> Rule:
        crossed = [
            other.at
            for other in crossing
            if other.start - MEETS < rule.at < other.end + MEETS
            and rule.start - MEETS < other.at < rule.end + MEETS
        ]
        if not crossed:
            return rule
        start, end = rule.start, rule.end
        if (
            MEETS < min(crossed) - start < OVERRUN
            and sum(abs(o.start - start) < MEETS for o in rules) < SEVERAL
        ):
            start = min(crossed)
        if MEETS < end - max(crossed) < OVERRUN and sum(abs(o.end - end) < MEETS for o in rules) < SEVERAL:
            end = max(crossed)
        return Rule(rule.at, start, end)

    return [ended(rule) for rule in rules]


def _meeting(strokes: Iterable[Rule], crossing: Sequence[Rule]) -> list[Rule]:
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
