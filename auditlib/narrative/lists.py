"""Lists inside a section whose count skips or repeats: 一是…；三是…, or paragraphs numbered 1. and 3.

A list may stand inside another, and may open with 首先 or with its lead sentence alone: a list that does not begin with
its first number says nothing. Nothing is concluded across a place where text was left out.
"""

import re
from collections.abc import Iterator, Sequence

from auditlib.report import Heading
from auditlib.wording import chinese_number

ITEM_LEVELS = {"item": 3, "detail": 4, "point": 5}
LEFT_OUT = re.compile(
    r"[〔\[（(]\s?(?:[省下以]?略)[^〕\]）)]{0,20}[〕\]）)]|…|\.{4,}|其次|再次|另外|另一方面"
)
SIGN = re.compile(
    r"(?=[\s\d(（一二三四五六七八九十])(?:"  # few characters begin one: all others are passed over at once
    r"^[\s　]*(?P<item>\d{1,2})(?:、(?![\d一二三四五六七八九十])|[.．](?!\d))"
    r"|(?:^|(?<=[。；;：:\s　\n]))[(（](?P<detail>\d{1,2})[)）](?![、，,和及至]|[项条款号])"
    r"|(?:^|(?<=[。；;：:，,、\s　\n”）)]))(?P<point>[一二三四五六七八九十]{1,2})(?:是(?!否)|要(?![求素点件务])|来))",
    re.MULTILINE,
)
FARTHEST = 3
QUOTED = 24


def out_of_turn(text: str, headings: Sequence[Heading]) -> Iterator[Heading]:
    """The items whose number does not follow, as headings of levels 3 (1.), 4 (（1）) and 5 (一是)."""
    edges = [*sorted({h.start for h in headings if h.start >= 0}), len(text)]
    titles = {h.start: h.end for h in headings}
    start = 0
    order = len(headings)
    for edge in edges:
        for heading in _in_section(text, start, edge, order):
            yield heading
            order += 1
        start = titles.get(edge, edge)


def _in_section(text: str, start: int, end: int, order: int) -> Iterator[Heading]:
    runs: dict[int, list[int]] = {}
    gaps = [match.start() for match in LEFT_OUT.finditer(text, start, end)][::-1]
    for match in SIGN.finditer(text, start, end):
        name = match.lastgroup or ""
        level, digits = ITEM_LEVELS[name], match[name]
        number = int(digits) if digits.isdigit() else chinese_number(digits)
        at = match.start(name) - (name == "detail")
        while gaps and gaps[-1] < at:
            gaps.pop()
            runs.clear()
        for inner in [one for one in runs if one > level]:
            del runs[inner]
        expected = _expected(runs.setdefault(level, []), number)
        if expected is not None:
            stop = min(end, at + QUOTED)
            line = text.find("\n", at, stop)
            quote = text[at : line if line > at else stop]
            yield Heading(order, number, expected, quote, level, "", True, at, at + len(quote))
            order += 1


def _expected(runs: list[int], number: int) -> int | None:
    """None where a number follows, begins a list or cannot be judged, else the one that would follow."""
    if number == 1:
        runs.append(1)
        return None
    for depth in range(len(runs), 0, -1):
        if runs[depth - 1] + 1 == number:
            runs[depth - 1 :] = [number]
            return None
    expected = runs[-1] + 1 if runs else number
    runs[-1:] = [number]
    near = -1 <= number - expected <= FARTHEST and number != expected
    return expected if near else None
