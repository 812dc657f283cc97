"""What a page carries at its edges besides the report: running heads and feet, and page numbers.

Only lines at the upper and lower edge are looked at, from the edge inwards: one that stays hides those behind it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib.readers.layout.lines import Line
from auditlib.wording import squeeze

EDGE_SHARE, LEAST_EDGE = 0.11, 92.0
MOST_LINES = 3
SAME_HEIGHT = 4.0
REPEATED_SHARE = 0.3
MOST_NUMBERS = 4
LARGEST = 10_000  # keeps what is counted from the page apart from what is printed
DIGITS = re.compile(r"\d{1,4}")
DASH = r"[-‐‑‒–—―－─~·•|]"
# Nothing else looks like these; a bare number only counts where it grows with the pages.
NUMBERED = re.compile(
    rf"{DASH}+\d{{1,4}}{DASH}+"
    r"|第\d{1,4}页(?:[/,，、|]?[(（]?共\d{1,4}页[)）]?)?|共\d{1,4}页[/,，、|]?第\d{1,4}页"
    r"|page\d{1,4}(?:(?:of|/)\d{1,4})?",
    re.IGNORECASE,
)
OF_ALL = re.compile(r"(?P<page>\d{1,3})[/／](?P<pages>\d{1,3})")
# What a browser prints around a page.
BROWSER = re.compile(
    r"(?:https?|file)://\S+|\d{1,4}[/年-]\d{1,2}[/月-]\d{1,4}日?[,，]?(?:上午|下午)?\d{1,2}:\d\d.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Edges:
    """The height of a page and the lines at its upper and lower edge, each from the edge inwards."""

    height: float
    upper: tuple[Line, ...]
    lower: tuple[Line, ...]


def edges(above: Sequence[Line], below: Sequence[Line], height: float) -> Edges:
    """The lines at the edges of a page, of those above and below all its tables, from the top down."""
    edge = max(EDGE_SHARE * height, LEAST_EDGE)
    upper = [line for line in above[:MOST_LINES] if line.bottom < edge]
    lower = [line for line in below[: -MOST_LINES - 1 : -1] if line.top > height - edge]
    return Edges(height, tuple(upper), tuple(lower))


def furniture(pages: Sequence[Edges]) -> list[list[Line]]:
    """For each page those of its lines that are furniture."""
    repeated = _repeated(pages)
    return [
        [
            line
            for lines in (page.upper, page.lower)
            for line in _from_the_edge(lines, n, len(pages), repeated)
        ]
        for n, page in enumerate(pages)
    ]


def _from_the_edge(lines: Sequence[Line], page: int, pages: int, repeated: set[int]) -> Iterator[Line]:
    for line in lines:
        if id(line) not in repeated and not _is_number(squeeze(line.text), page, pages):
            return
        yield line


def _is_number(text: str, page: int, pages: int) -> bool:
    if NUMBERED.fullmatch(text) or BROWSER.fullmatch(text):
        return True
    if match := OF_ALL.search(text):
        return bool(
            match.end() == len(text) and int(match["page"]) == page + 1 and int(match["pages"]) == pages
        )
    return text == str(page + 1)


def _repeated(pages: Sequence[Edges]) -> set[int]:
    """The lines that stand at one height on several pages, the same but for a number that grows with the pages."""
    found: dict[tuple[str, bool, tuple[int, ...]], list[tuple[float, int, Line]]] = defaultdict(list)
    for n, page in enumerate(pages):
        for is_upper, lines in ((True, page.upper), (False, page.lower)):
            for line in lines:
                text = squeeze(line.text)
                height = line.top if is_upper else page.height - line.top
                masked, numbers = DIGITS.sub("#", text), [int(number) for number in DIGITS.findall(text)]
                found[masked, is_upper, tuple(numbers)].append((height, n, line))
                for i, number in enumerate(numbers[:MOST_NUMBERS]):
                    counted = (*numbers[:i], number - n - LARGEST, *numbers[i + 1 :])
                    found[masked, is_upper, counted].append((height, n, line))
    kept = set()
    for group in found.values():
        for height, _, line in group:
            alike = {n for other, n, _ in group if abs(other - height) < SAME_HEIGHT}
            if len(alike) > 1 and len(alike) >= REPEATED_SHARE * len(pages):
                kept.add(id(line))
    return kept
