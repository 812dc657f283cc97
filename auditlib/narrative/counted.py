"""The counts of a paragraph with the words around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditlib.narrative.numerals import UNIT, chinese_value
from auditlib.report import Claim

LABEL = re.compile(r"[，,；;、。：:（()）]")
BEHIND = re.compile(r"[^，,。；;、：:（()）\d\n]{0,24}")
# Words before a number that name nothing: the kind stands behind it (另有1件尚未审结).
LEADS_ONLY = re.compile(
    r"[\s　]*(?:其中|包括|包含|含|分别|为|是|另外?|此外|还|尚|仍|有|的|和|及|与|以及|约|共|仅|截至年底|目前)*[\s　]*"
)
FIGURES = re.compile(rf"\d[\d,.]*\s?[万亿千百]?[余多来]?\s?(?:{UNIT})?")
NUMERALS = re.compile(rf"([一二两三四五六七八九十百千万]+)[余多来]?\s?(?:{UNIT})?")
STOPS = re.compile("[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class Count:
    """A count of a paragraph: ``before`` is all that stands between the number before it and its own end, ``lead`` what
    of it stands before its digits, ``behind`` the words behind it in its clause, none where they lead the next number.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    hedge: str
    before: str
    lead: str
    behind: str

    @property
    def label(self) -> str:
        """The words of its own clause before it, or behind it where those name nothing."""
        words = LABEL.split(self.lead)[-1]
        return words + self.behind if LEADS_ONLY.fullmatch(words) else words

    @property
    def begins_sentence(self) -> bool:
        """Whether a sentence ends between the number before and this one."""
        return bool(STOPS.search(self.before))


def counts_of(text: str, start: int, claims: Sequence[Claim]) -> list[Count]:
    """The counts among the claims of a paragraph that begins at ``start``, in order."""
    found: list[Count] = []
    for claim in claims:
        begin, end = found[-1].end if found else 0, claim.end - start
        if claim.value is None or end <= begin:
            continue
        before = text[begin:end]
        at, unit_end = _number(before, claim.value)
        match = BEHIND.match(text, begin + unit_end)
        stop = match.end() if match else end
        behind = "" if text[stop : stop + 1].isdigit() else text[begin + unit_end : stop]
        found.append(
            Count(claim.start - start, end, claim.value, claim.unit, claim.hedge, before, before[:at], behind)
        )
    return found


def _number(before: str, value: Decimal) -> tuple[int, int]:
    """Where the digits of the number begin, and where its unit ends, in the words that end with it or just behind it."""
    figures = [match.span() for match in FIGURES.finditer(before)]
    numerals = NUMERALS.finditer(before) if not figures else ()
    figures += [match.span() for match in numerals if chinese_value(match[1]) == value]
    return figures[-1] if figures else (len(before), len(before))
