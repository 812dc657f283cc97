"""How much of a report's prose is last year's: sentences that are equal when their numbers are masked.

What repeats rightly is left out: the preamble, headings, what stands in an annex, titles of laws, statements that
there was nothing, and sentences too short to tell anything. Time is linear: sentences are looked up by their masked
text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from auditlib.narrative.sentences import sentences
from auditlib.report import Heading, Report
from auditlib.wording import masked, squeeze

SHORTEST = 12
FEWEST = 8
LAW = re.compile(r"《[^《》]{0,80}》")
NOTHING = re.compile(
    r"(?:未|没有|无|不存在|零)[^，。]{0,30}(?:申请|复议|诉讼|收费|收取|费用|举报|投诉|事项|情况)"
)
ANNEX = re.compile(r"^[\s　]*(?:附[件表]|.{0,8}政府信息公开(?:工作)?情况统计表)")
YEAR = re.compile(r"20\d\d(?=年)")
FIGURE = re.compile(r"(?<![第\d.号〔])\d+(?:\.\d+)?(?=\s?(?:余|多)?[条件次篇期场人个份项批宗起处家册万亿%])")
PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of this year's text whose sentences follow one another in last year's too."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repetition:
    """What a report has in common with the one before.

    Of ``sentences`` that count ``repeated`` are equal but for numbers, ``share`` of their signs (0 where there are too
    few to tell); ``passages`` are the longest of them. ``frozen`` are the sentences that are equal with all their
    figures, of which they hold some, the year of the report aside.
    """

    sentences: int
    repeated: int
    share: float
    passages: tuple[Passage, ...]
    frozen: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that counts: its words with the numbers masked, and with the years told from the report's own."""

    start: int
    end: int
    section: str
    masked: str
    exact: str


def compare(report: Report, before: Report) -> Repetition:
    """How much of a report repeats the one of the year before."""
    return compared(tuple(told(report)), tuple(told(before)))


def compared(now: Sequence[Told], then: Sequence[Told]) -> Repetition:
    """How much of what one report tells is what the one before told."""
    known = {one.masked for one in then}
    exact = {one.exact for one in then}
    again = [one for one in now if one.masked in known]
    signs = sum(len(one.masked) for one in now)
    return Repetition(
        sentences=len(now),
        repeated=len(again),
        share=sum(len(one.masked) for one in again) / signs if len(now) >= FEWEST else 0.0,
        passages=_longest(now, known),
        frozen=tuple(Passage(one.start, one.end) for one in again if one.exact in exact and _counts(one)),
    )


def told(report: Report) -> Iterator[Told]:
    """The sentences of a report that count, in order."""
    begins = _begins(report.outline)
    for sentence in sentences(_without_headings(report), report.outline):
        if sentence.start < begins:
            continue
        if ANNEX.match(sentence.text):
            return
        words = squeeze(LAW.sub("", sentence.text) if "《" in sentence.text else sentence.text)
        if len(words) >= SHORTEST and not NOTHING.search(words):
            yield Told(
                sentence.start,
                sentence.end,
                sentence.section,
                masked(words),
                _relative(words, report.identity.year),
            )


def _begins(outline: Sequence[Heading]) -> int:
    return next((heading.end for heading in outline if heading.present and heading.level == 1), 0)


def _without_headings(report: Report) -> str:
    """The text with its headings blanked out, offsets kept."""
    pieces, at = [], 0
    for heading in sorted((h for h in report.outline if h.present and h.level <= 2), key=lambda h: h.start):
        pieces.append(report.text[at : heading.start])
        pieces.append("\n" * (heading.end - heading.start))
        at = heading.end
    return "".join(pieces) + report.text[at:]


def _relative(words: str, year: int | None) -> str:
    if year is None or "年" not in words:
        return words
    return YEAR.sub(lambda match: f"{int(match[0]) - year:+d}", words)


def _counts(one: Told) -> bool:
    """Whether a sentence has figures that do not come out equal by chance: two of them, or one of two digits."""
    found = [figure for figure in FIGURE.findall(one.exact) if figure not in ("0", "100")]
    return len(found) >= 3 or any(len(figure) >= 2 for figure in found)


def _longest(now: Sequence[Told], known: set[str]) -> tuple[Passage, ...]:
    runs = (
        list(run)
        for (_, is_known), run in groupby(now, lambda one: (one.section, one.masked in known))
        if is_known
    )
    whole = [Passage(run[0].start, run[-1].end) for run in runs]
    return tuple(sorted(whole, key=lambda p: p.start - p.end)[:PASSAGES])
