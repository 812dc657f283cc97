"""Signs to lines: runs of signs that stand behind each other, and the lines that runs make up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from auditlib.readers.layout.page import Glyph

BLANKS = " \u3000"
FIRST_WIDE = "\u2e80"
# What a line can be broken before: a word or number as a whole, an ideograph with the signs that may not part from it.
OPENING = "（《【〔〈「『([{"
CLOSING = "，。、；：？！）》】〕〉」』,.;:?!)]}%％"
PIECE = rf"[{re.escape(OPENING)}]*(?:[!-~]+|.)[{re.escape(CLOSING)}]*"
UNIT = re.compile(
    rf"{PIECE}(?:[“”‘’]+{PIECE})*[“”‘’]*"
)  # some programs break at neither side of a quotation mark
LOOKED_AT = 40
NOTE_SIGNS = "0123456789[]〔〕"
WORD = re.compile(r"[A-Za-z0-9]")

DEEPEST_OVERLAP = 0.7  # of the last sign: punctuation is often set into its neighbour
# In heights of the signs.
FARTHEST_IN_RUN = 1.0
SPACED = 0.35
LEAST_SPACE = 0.1
SAME_PLACE = 0.25
RAISED = 0.8  # smaller signs that stand so much higher than the others are raised
LEAST_RISE = 0.15

SQUARE = 12.0  # of points: runs are looked up by the square of the page that they begin in
MOST_IN_SQUARE = 8


@dataclass(slots=True)
class Run:
    """Signs behind each other on one line, the first no blank; ``order`` is the place of the first in the file."""

    order: int
    glyphs: list[Glyph]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def opening(self) -> str:
        """The signs that it begins with, enough to know a heading."""
        return "".join([glyph.text for glyph in self.glyphs[:4]])

    @property
    def height(self) -> float:
        """From its top to its bottom."""
        return self.bottom - self.top


@dataclass(eq=False)
class Line:
    """A line of text, its box and its signs from the left; ``order`` is where in the file it begins."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    glyphs: Sequence[Glyph]
    order: int

    @cached_property
    def em(self) -> float:
        """The size of the type: an ideograph is as wide as it is high, and its box is more certain in width."""
        signs = self.glyphs[:LOOKED_AT]
        wide = sorted(glyph.right - glyph.left for glyph in signs if glyph.text >= FIRST_WIDE)
        return (wide[len(wide) // 2] if wide else signs[0].bottom - signs[0].top) or 1.0

    @cached_property
    def unit(self) -> float:
        """The width of what a break may not divide at its beginning: a word, an ideograph with its punctuation."""
        signs = self.glyphs[:LOOKED_AT]
        match = UNIT.match("".join([glyph.text[:1] for glyph in signs]))
        return signs[match.end() - 1].right - signs[0].left if match else 0.0


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """The runs of a page in the order of the file; what is printed twice in one place (for bold type) counts once."""
    found: list[Run] = []
    own: list[Glyph] = []
    start = 0
    blank: Glyph | None = None
    height = reached = top = bottom = 0.0
    for order, glyph in enumerate(glyphs):
        sign, left, upper, right, lower = glyph
        if sign == " " or sign == "\u3000":
            blank = glyph if own else None
            continue
        gap = left - reached
        if own and gap < FARTHEST_IN_RUN * height and gap > DEEPEST_OVERLAP * (own[-1].left - reached):
            size = lower - upper
            if (
                size < RAISED * height
                and lower < bottom - LEAST_RISE * height
                and _is_note(sign, own[-1].text)
            ):
                continue
            if abs(upper + lower - top - bottom) < (height if height < size else size):
                last = own[-1]
                if sign == last.text and left - last.left < SAME_PLACE * height:
                    continue
                if blank and (gap > LEAST_SPACE * height or blank.right > blank.left):
                    own.append(Glyph(blank.text, reached, upper, left, lower))
                blank = None
                own.append(glyph)
                if right > reached:
                    reached = right
                if upper < top:
                    top = upper
                if lower > bottom:
                    bottom = lower
                continue
        if own:
            found.append(Run(start, own, own[0].left, top, reached, bottom))
        own = [glyph]
        start = order
        blank = None
        reached, top, bottom, height = right, upper, lower, lower - upper
    if own:
        found.append(Run(start, own, own[0].left, top, reached, bottom))
    return _once(found)


def _is_note(raised: str, before: str) -> bool:
    """Whether a raised sign belongs to the mark of a note: a digit or bracket behind a number."""
    return before.isdigit() and raised in NOTE_SIGNS


def _once(found: Sequence[Run]) -> list[Run]:
    """The runs without those that are printed again in the same place."""
    near: dict[tuple[int, int], list[Run]] = {}
    kept = []
    for run in found:
        reach = SAME_PLACE * run.height
        lefts = {int((run.left - reach) // SQUARE), int((run.left + reach) // SQUARE)}
        tops = {int((run.top - reach) // SQUARE), int((run.top + reach) // SQUARE)}
        squares = [(left, top) for left in lefts for top in tops]
        if any(_covers(run, other) for at in squares for other in near.get(at, ())[-MOST_IN_SQUARE:]):
            continue
        near.setdefault((int(run.left // SQUARE), int(run.top // SQUARE)), []).append(run)
        kept.append(run)
    return kept


def _covers(run: Run, other: Run) -> bool:
    reach = SAME_PLACE * run.height
    return (
        len(run.glyphs) == len(other.glyphs)
        and abs(run.left - other.left) < reach
        and abs(run.top - other.top) < reach
        and [glyph.text for glyph in run.glyphs] == [glyph.text for glyph in other.glyphs]
    )


def lines(found: Sequence[Run]) -> list[Line]:
    """The lines that runs make up, from the top down; what stands beside each other is one line."""
    if len(found) == 1:
        return [_line(found)]
    made: list[Line] = []
    beside: list[Run] = []
    top = bottom = 0.0
    for run in sorted(found, key=_middle):
        if beside:
            overlap = min(bottom, run.bottom) - max(top, run.top)
            if overlap > 0.5 * min(bottom - top, run.height):
                beside.append(run)
                continue
            made.append(_line(beside))
        beside = [run]
        top, bottom = run.top, run.bottom
    if beside:
        made.append(_line(beside))
    if all(len(line.text) == 1 for line in made) and all(b.order < a.order for a, b in pairwise(made)):
        made.reverse()  # a label that is turned by a quarter and read from below
    return made


def _middle(run: Run) -> float:
    return run.top + run.bottom


def _line(beside: Sequence[Run]) -> Line:
    if len(beside) == 1:
        (run,) = beside
        text = "".join([glyph.text for glyph in run.glyphs])
        return Line(text, run.left, run.top, run.right, run.bottom, run.glyphs, run.order)
    ordered = sorted(beside, key=lambda run: run.left)
    if any(after.left < before.right - SAME_PLACE * before.height for before, after in pairwise(ordered)):
        ordered = _untangled(ordered)
    glyphs: list[Glyph] = []
    for run in ordered:
        if glyphs and run.left - glyphs[-1].right > SPACED * run.height:
            glyphs.append(Glyph(" ", glyphs[-1].right, run.top, run.left, run.bottom))
        glyphs += run.glyphs
    return Line(
        text="".join([glyph.text for glyph in glyphs]),
        left=ordered[0].left,
        top=min(run.top for run in ordered),
        right=max(run.right for run in ordered),
        bottom=max(run.bottom for run in ordered),
        glyphs=glyphs,
        order=min(run.order for run in ordered),
    )


def _untangled(tangled: Sequence[Run]) -> list[Run]:
    """Runs anew, sign by sign from left to right: some programs draw signs of another font behind those around them."""
    glyphs = [glyph for run in tangled for glyph in run.glyphs if glyph.text != " "]
    order = min(run.order for run in tangled)
    return [
        Run(order, [glyph], glyph.left, glyph.top, glyph.right, glyph.bottom)
        for glyph in sorted(glyphs, key=lambda glyph: glyph.left)
    ]


def goes_on(after: Line, room: float) -> bool:
    """Whether the line before was broken for want of room: what the next begins with does not fit into what was left."""
    return after.unit > room


def seam(before: str, after: str, broken: bool = True) -> str:
    """Two lines of one text as one. Words are parted by a space, a number that was broken for want of room is not."""
    if not before or not after:
        return before + after
    last, first = before[-1], after[0]
    if WORD.match(last) and WORD.match(first) and not (broken and last.isdigit() and first.isdigit()):
        return f"{before} {after}"
    return before + after
