"""Lines to paragraphs: a line that has no room for what the next begins with goes on in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditlib.readers.layout.lines import Line, goes_on, seam
from auditlib.wording import split_ordinal

INDENT = "\u3000\u3000"
LEAST_INDENT, MOST_INDENT = 1.4, 2.9
ON_MARGIN = 1.0
STEP = 0.7
OFF_CENTRE = 0.4
WIDE_GAP = 1.45
WIDEST_PITCH = 3.0
OTHER_SIZE = 1.18
SLACK = 0.3
ENDS = re.compile(r"[。！？；：!?;:][”’」』）)]?$")
OPENS = re.compile(r"附[件表：:]|[（(]?注[：:]|第[一二三四五六七八九十]{1,2}[章节部]")
WINDOW = 6.0
FEW_SHARE = 0.1
FEWEST = 3
FEWEST_LINES = 8


@dataclass(frozen=True, slots=True)
class Margins:
    """How far the text of a page reaches to the left and to the right, and from the top of one line to the next."""

    left: float
    right: float
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of prose, the number of its page, and the margins that it stands in."""

    line: Line
    page: int
    margins: Margins

    @property
    def indent(self) -> float:
        """How far it begins behind the left margin, in widths of its signs."""
        return (self.line.left - self.margins.left) / self.line.em

    @property
    def is_centred(self) -> bool:
        """Whether it leaves the same room on both sides."""
        room = (self.margins.right - self.line.right) / self.line.em
        return self.indent > LEAST_INDENT and abs(room - self.indent) < OFF_CENTRE


def margins(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[Margins]:
    """The margins of each page, given its width and its lines of prose.

    They are those of all pages of its width; right and left pages may differ where both have text enough to tell.
    """
    alike: dict[tuple[float, int], list[Line]] = defaultdict(list)
    for n, (width, found) in enumerate(pages):
        alike[width, n % 2] += found
    every = {width: _margins([*alike[width, 0], *alike[width, 1]]) for width, _ in list(alike)}
    told = {
        key: _margins(found) if len(found) >= FEWEST_LINES else every[key[0]] for key, found in alike.items()
    }
    return [told[width, n % 2] for n, (width, _) in enumerate(pages)]


def _margins(found: Sequence[Line]) -> Margins:
    if not found:
        return Margins(0.0, 0.0)
    lefts = sorted(line.left for line in found)
    rights = sorted(-line.right for line in found)
    pitches = sorted(b.top - a.top for a, b in pairwise(found) if b.top > a.bottom and _same_size(a, b))
    pitch = pitches[len(pitches) // 4] if pitches else 0.0
    return Margins(_first_frequent(lefts), -_first_frequent(rights), pitch)


def _first_frequent(places: Sequence[float]) -> float:
    """The first of sorted places that several lines reach, give or take a sign; the first of all where there is none."""
    enough = max(FEWEST, int(FEW_SHARE * len(places)))
    for place, later in zip(places, places[enough - 1 :], strict=False):
        if later - place <= WINDOW:
            return later
    return places[0]


def paragraphs(found: Iterable[Prose]) -> list[tuple[str, int]]:
    """The paragraphs that lines make up, each with the number of the page that it begins on.

    One that begins about two signs behind the margin begins with two ideographic spaces.
    """
    groups: list[list[Prose]] = []
    for prose in found:
        if groups and _belongs(groups[-1], prose):
            groups[-1].append(prose)
        else:
            groups.append([prose])
    return [(_text(group), group[0].page) for group in groups]


def _text(group: Sequence[Prose]) -> str:
    text = ""
    for prose in group:
        text = seam(text, prose.line.text)
    first = group[0]
    indented = LEAST_INDENT <= first.indent <= MOST_INDENT and not first.is_centred
    return INDENT + text if indented else text


def _belongs(group: Sequence[Prose], after: Prose) -> bool:
    """Whether a line goes on with the paragraph that the lines before it make up."""
    before = group[-1]
    room = before.margins.right - before.line.right
    if not _same_size(before.line, after.line) or not goes_on(after.line, room - SLACK * before.line.em):
        return False
    if ENDS.search(before.line.text) and (split_ordinal(after.line.text)[0] or OPENS.match(after.line.text)):
        return False
    pitch = after.line.top - before.line.top
    widest = min(WIDE_GAP * after.margins.pitch or pitch, WIDEST_PITCH * after.line.em)
    if after.page == before.page and pitch > widest:
        return False
    if after.is_centred and before.is_centred:
        return True
    outdented = after.line.left < group[0].line.left - STEP * after.line.em
    block = len(group) > 1 and abs(after.line.left - before.line.left) < SLACK * after.line.em
    return after.indent < ON_MARGIN or (outdented and after.page == before.page) or block


def _same_size(one: Line, other: Line) -> bool:
    return 1 / OTHER_SIZE < one.em / other.em < OTHER_SIZE
