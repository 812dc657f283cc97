"""Sentences and what they claim, as plain values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

UNIT = re.compile(r"余?(人次|场次|万元|[条件次篇个期份人名场%])")
BREAKS = "，。；：、（\n"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number (or a statement of none, all, level) at ``start:end`` of its sentence; "" as indicator: no cell's."""

    start: int
    end: int
    value: str
    unit: str
    kind: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its claims in order; "\\n" in front begins a paragraph."""

    text: str
    claims: tuple[Claim, ...] = ()

    def quote(self, claim: Claim) -> str:
        """The words of a claim: from the break before it to its unit."""
        breaks = "。\n" if claim.kind in ("none", "all") else BREAKS
        start = max(self.text.rfind(sign, 0, claim.start) for sign in breaks) + 1
        if claim.kind == "level":  # the words before it say what is the same
            start = max(self.text.rfind(sign, 0, start - 1) for sign in BREAKS) + 1
        unit = UNIT.match(self.text, claim.end)
        return self.text[start : unit.end() if unit else claim.end].strip("　")

    def edited(self, start: int, end: int, words: str) -> "Sentence":
        """The sentence with other words in place of ``start:end``; claims behind it move along."""
        shift = len(words) - (end - start)
        moved = (
            replace(c, start=c.start + shift, end=c.end + shift) if c.start >= end else c for c in self.claims
        )
        return Sentence(self.text[:start] + words + self.text[end:], tuple(moved))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: its heading ("" for the opening), its sentences, and the table that stands at its end."""

    key: str
    heading: str
    level: int
    sentences: tuple[Sentence, ...]
    table: str = ""


def claims_of(sections: Iterable[Section]) -> Iterator[tuple[Sentence, Claim]]:
    """Every claim with the sentence that makes it."""
    return (
        (sentence, claim)
        for section in sections
        for sentence in section.sentences
        for claim in sentence.claims
    )
