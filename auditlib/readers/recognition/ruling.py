"""The ruling lines of a picture: long thin strokes, and short ones that run from one of those to another."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
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
BESIDE, AROUND = 24.0, 3.0
AS_DARK, ALONG, WHOLLY, PAPER = 0.5, 0.9, 0.95, 75
MOST_RULES = 4000


@dataclass(frozen=True, slots=True)
class Ruling:
    """The horizontal and vertical rules of a page in points, and the pixels that they cover (1)."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    covered: Image


def ruling(image: Image, dark: Image, per_point: float) -> Ruling:
    """The ruling of a page, given its image and its ink."""
    across, marked = _strokes(dark, per_point)
    down, marked_down = _strokes(np.ascontiguousarray(dark.T), per_point)
    long_across, bridges = _bridged(across, image, per_point)
    long_down, bridges_down = _bridged(down, image.T, per_point)
    short_across = _meeting(across, long_down, image, per_point)
    short_down = _meeting(down, long_across, image.T, per_point)
    covered = bridges | np.isin(marked, _numbers(across, [*long_across, *short_across]))
    covered |= (bridges_down | np.isin(marked_down, _numbers(down, [*long_down, *short_down]))).T
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


def _bridged(strokes: Iterable[Rule], image: Image, per_point: float) -> tuple[list[Rule], NDArray[np.bool_]]:
    """The long rules, each whole, and the pixels by which it was made so.

    A faint rule is lost between two lines of text, which darken the paper around it, and one that a sign touches is
    too thick there for a stroke: then it is found in pieces, while its grey goes on.
    """
    bridges = np.zeros(image.shape, np.bool_)
    made: list[Rule] = []
    for stroke in sorted(strokes, key=lambda rule: rule.start):
        for n, rule in enumerate(made):
            longest = max(rule.end - rule.start, stroke.end - stroke.start)
            if abs(rule.at - stroke.at) > LEVEL_WITHIN or longest < LONG:
                continue
            if stroke.start - rule.end < GAP or _goes_on(rule, stroke, image, per_point):
                y, left, right = (round(at * per_point) for at in (rule.at, rule.end, stroke.start))
                bridges[max(y - 1, 0) : y + 2, left:right] = True
                made[n] = Rule(rule.at, rule.start, max(rule.end, stroke.end))
                break
        else:
            made.append(stroke)
    return [rule for rule in made if rule.end - rule.start >= LONG], bridges


def _goes_on(rule: Rule, stroke: Rule, image: Image, per_point: float) -> bool:
    """Whether a rule goes on, about as dark, to a stroke behind it."""
    beside = [
        _line(rule, image, per_point, max(rule.end - BESIDE, rule.start), rule.end),
        _line(stroke, image, per_point, stroke.start, min(stroke.start + BESIDE, stroke.end)),
    ]
    own = float(np.median(np.concatenate(beside)))
    return _share_as_dark(rule, own, image, per_point, rule.end, stroke.start) >= ALONG


def _share_as_dark(rule: Rule, own: float, image: Image, per_point: float, start: float, end: float) -> float:
    """In which share of its length a rule is, between two places, about as dark as ``own``."""
    around = round(AROUND * per_point)
    paper = np.percentile(_band(rule, image, per_point, start, end, around), PAPER)
    line = _line(rule, image, per_point, start, end)
    return float(np.mean(line < paper - AS_DARK * (paper - own)))


def _line(rule: Rule, image: Image, per_point: float, start: float, end: float) -> NDArray[np.uint8]:
    """The darkest of what lies under a rule, pixel after pixel."""
    return np.asarray(_band(rule, image, per_point, start, end, 1).min(axis=0), np.uint8)


def _band(rule: Rule, image: Image, per_point: float, start: float, end: float, around: int) -> Image:
    y, left, right = (round(at * per_point) for at in (rule.at, start, end))
    return image[max(y - around, 0) : y + around + 1, max(left, 0) : max(right, left + 1)]


def _numbers(strokes: Mapping[Rule, int], rules: Sequence[Rule]) -> list[int]:
    """The numbers of the strokes that rules were made of."""
    by_place = sorted(rules, key=lambda rule: rule.at)
    places = [rule.at for rule in by_place]
    found = []
    for stroke, number in strokes.items():
        near = by_place[
            bisect_left(places, stroke.at - LEVEL_WITHIN) : bisect_right(places, stroke.at + LEVEL_WITHIN)
        ]
        if any(rule.start <= stroke.start and stroke.end <= rule.end for rule in near):
            found.append(number)
    return found


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


def _meeting(strokes: Iterable[Rule], crossing: Sequence[Rule], image: Image, per_point: float) -> list[Rule]:
    """The short strokes that go all the way from one long rule of the other direction to another; those of a sign
    leave some paper."""

    def met(end: float, at: float) -> float | None:
        near = [r.at for r in crossing if abs(r.at - end) < MEETS and r.start - MEETS < at < r.end + MEETS]
        return min(near, key=lambda place: abs(place - end)) if near else None

    found = []
    for stroke in strokes:
        if stroke.end - stroke.start < LONG:
            start, end = met(stroke.start, stroke.at), met(stroke.end, stroke.at)
            if start is not None and end is not None and start < end:
                own = float(np.median(_line(stroke, image, per_point, stroke.start, stroke.end)))
                if _share_as_dark(stroke, own, image, per_point, start, end) >= WHOLLY:
                    found.append(stroke)
    return found
