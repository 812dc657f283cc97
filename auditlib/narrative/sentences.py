"""Sentences and clauses of a report's text, with exact offsets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib.report import Heading

SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
BREAKS = "，,、：:（(）)；;。！？!?\n"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``start:end`` of the report's text; ``section`` is the heading it stands under."""

    text: str
    start: int
    section: str

    @property
    def end(self) -> int:
        """The offset behind the sentence."""
        return self.start + len(self.text)


def sentences(text: str, outline: Sequence[Heading]) -> Iterator[Sentence]:
    """The sentences of a text in order; one that a heading starts belongs to that heading's section."""
    heads = sorted((h.start, h.title) for h in outline if h.start >= 0 and h.level == 1)
    section, upcoming = "", 0
    for match in SENTENCE.finditer(text):
        while upcoming < len(heads) and heads[upcoming][0] <= match.start():
            section = heads[upcoming][1]
            upcoming += 1
        yield Sentence(match[0], match.start(), section)


def clause_start(text: str, position: int, breaks: str = BREAKS) -> int:
    """Where the clause that holds ``position`` begins."""
    return max(text.rfind(sign, 0, position) for sign in breaks) + 1


def clause_end(text: str, position: int, breaks: str = BREAKS) -> int:
    """Where the clause that holds ``position`` ends."""
    return min((i for sign in breaks if (i := text.find(sign, position)) >= 0), default=len(text))
