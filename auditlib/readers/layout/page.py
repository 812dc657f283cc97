"""A page as any reader of laid-out files hands it over: signs with their boxes, and ruling lines.

Lengths are points (1/72 inch), counted from the upper left corner of the page as it is looked at, downwards.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Glyph(NamedTuple):
    """One sign, or a blank, and its box. A blank says that a space is printed; its box may be empty."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Rule(NamedTuple):
    """A ruling line or a piece of one: where it lies across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its signs in the order in which the file draws them, its horizontal and its vertical rules."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
