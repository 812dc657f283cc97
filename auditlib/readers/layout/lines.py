"""Signs to lines: runs of signs that stand behind each other, and the lines that runs make up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from auditlib.readers.layout.page import Glyph

BLANKS = " \u3000"
FIRST_WIDE = "\u2e80"
# What a line can be broken before: a word or number as a whole, an ideograph with the signs that may not part from it.
OPENING = "（《“‘【〔〈「『([{"
CLOSING = "，。、；：？！）》”’】〕〉」』,.;:?!)]}%％"
UNIT = re.compile(rf"[{re.escape(OPENING)}]*(?:[!-~]+|.)[{re.escape(CLOSING)}]*")
LOOKED_AT = 40
WORD = re.compile(r"[A-Za-z0-9]")

FARTHEST_IN_RUN = 1.0
DEEPEST_OVERLAP = 0.7
SPACED = 0.35
SAME_PLACE = 0.25


@dataclass(slots=True)
class Run:
    """Signs behind each other on one line; ``order`` is the place of the first in the file."""

    order: int
    glyphs: list[Glyph]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def text(self) -> str:
        """Its signs, blanks included."""
        return "".join([glyph.text for glyph in self.glyphs])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box. ``em`` is the size of its signs; ``unit`` the width of what a break may not divide
    at its beginning; ``order`` where in the file it begins."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float
    unit: float
    order: int = field(compare=False)


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """The runs of a page in the order of the file; what is printed twice in one place (for bold type) counts once."""
    found: list[Run] = []
    here: Run | None = None
    blank: Glyph | None = None
    for order, glyph in enumerate(glyphs):
        if glyph.text in BLANKS:
            blank = glyph
            if here and glyph.text != " " and here.glyphs[-1].text != " ":
                here.glyphs.append(glyph)
                blank = None
            continue
        _, left, top, right, bottom = glyph
        if here:
            height = min(here.bottom - here.top, bottom - top)
            gap = left - here.right
            level = abs(top + bottom - here.top - here.bottom) < height
            if level and -DEEPEST_OVERLAP * height < gap < FARTHEST_IN_RUN * height:
                last = here.glyphs[-1]
                if glyph.text == last.text and abs(left - last.left) < SAME_PLACE * height:
                    continue
                if blank and here.glyphs[-1].text not in BLANKS:
                    here.glyphs.append(Glyph(blank.text, here.right, top, left, bottom))
                here.glyphs.append(glyph)
                here.right = max(right, here.right)
                here.top = min(top, here.top)
                here.bottom = max(bottom, here.bottom)
                blank = None
                continue
        here = Run(order, [glyph], left, top, right, bottom)
        found.append(here)
        blank = None
    return _once(found)


def _once(found: list[Run]) -> list[Run]:
    seen: dict[str, list[Run]] = {}
    kept = []
    for run in found:
        alike = seen.setdefault(run.text.strip(BLANKS), [])
        reach = SAME_PLACE * (run.bottom - run.top)
        if any(abs(run.left - o.left) < reach and abs(run.top - o.top) < reach for o in alike[-4:]):
            continue
        alike.append(run)
        kept.append(run)
    return kept


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
            if overlap > 0.5 * min(bottom - top, run.bottom - run.top):
                beside.append(run)
                continue
            made.append(_line(beside))
        beside = [run]
        top, bottom = run.top, run.bottom
    if beside:
        made.append(_line(beside))
    upwards = all(len(line.text) == 1 for line in made) and all(
        after.order < before.order for before, after in pairwise(made)
    )
    return made[::-1] if upwards else made  # a label that is turned by a quarter and read from below


def _middle(run: Run) -> float:
    return run.top + run.bottom


def _line(beside: Sequence[Run]) -> Line:
    ordered = sorted(beside, key=lambda run: run.left) if len(beside) > 1 else beside
    if any(after.left < before.right - SAME_PLACE * _height(before) for before, after in pairwise(ordered)):
        ordered = _untangled(ordered)
    pieces: list[str] = []
    glyphs: list[Glyph] = []
    reached = None
    for run in ordered:
        if reached is not None and run.left - reached > SPACED * _height(run):
            pieces.append(" ")
        pieces.append(run.text)
        if len(glyphs) < LOOKED_AT:
            glyphs += run.glyphs[:LOOKED_AT]
        reached = run.right
    signs = [glyph for glyph in glyphs if glyph.text not in BLANKS]
    return Line(
        text="".join(pieces).strip(BLANKS),
        left=ordered[0].left,
        top=min(run.top for run in ordered),
        right=max(run.right for run in ordered),
        bottom=max(run.bottom for run in ordered),
        em=_em(signs),
        unit=_unit(glyphs),
        order=min(run.order for run in ordered),
    )


def _height(run: Run) -> float:
    return run.bottom - run.top


def _untangled(tangled: Sequence[Run]) -> list[Run]:
    """Runs anew, sign by sign from left to right: some programs draw signs of another font behind those around them."""
    glyphs = [glyph for run in tangled for glyph in run.glyphs if glyph.text != " "]
    order = min(run.order for run in tangled)
    return [
        Run(order, [glyph], glyph.left, glyph.top, glyph.right, glyph.bottom)
        for glyph in sorted(glyphs, key=lambda glyph: glyph.left)
    ]


def _em(signs: Sequence[Glyph]) -> float:
    """The size of the type: an ideograph is as wide as it is high, and its box is more certain in width."""
    wide = sorted(glyph.right - glyph.left for glyph in signs if glyph.text >= FIRST_WIDE)
    if wide:
        return wide[len(wide) // 2]
    return signs[0].bottom - signs[0].top


def _unit(glyphs: Sequence[Glyph]) -> float:
    text = "".join([glyph.text[:1] for glyph in glyphs])
    lead = len(text) - len(text.lstrip(BLANKS))
    match = UNIT.match(text, lead)
    if not match:
        return 0.0
    return glyphs[match.end() - 1].right - glyphs[lead].left


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
