"""Sentences and clauses of a report's text, with exact offsets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib.report import Heading

# No sentence is longer: text without any stop is cut, so that time grows with its length and not its square.
SENTENCE = re.compile(r"[^。！？!?；;\n]{1,800}[。！？!?；;]?")
ITEM = re.compile(
    r"[\s　]*(?:第?[一二三四五六七八九十]{1,2}(?:是|要|来|则|[、，,])|[(（][\d一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.．、]|[首其再]次?[先次])"
)
BREAKS = "，,、：:（(）)；;。！？!?\n"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``start:end`` of the report's text; ``section`` is the heading it stands under.

    ``opening`` is the sentence that leads the list it is an item of (2019年，将做好三件事：一是…；二是…), else its own
    text: the time that an opening names is that of all its items.
    """

    text: str
    start: int
    section: str
    opening: str

    @property
    def end(self) -> int:
        """The offset behind the sentence."""
        return self.start + len(self.text)


def sentences(text: str, outline: Sequence[Heading]) -> Iterator[Sentence]:
    """The sentences of a text in order; one that a heading starts belongs to that heading's section."""
    heads = sorted((h.start, h.title) for h in outline if h.start >= 0 and h.level == 1)
    section, upcoming = "", 0
    before: Sentence | None = None
    for match in SENTENCE.finditer(text):
        while upcoming < len(heads) and heads[upcoming][0] <= match.start():
            section = heads[upcoming][1]
            upcoming += 1
            before = None
        opening = before.opening if before and _belongs(match[0], match.start(), before) else match[0]
        before = Sentence(match[0], match.start(), section, opening)
        yield before


def _belongs(text: str, start: int, before: Sentence) -> bool:
    """Whether a sentence is an item of the list that the sentence before it leads or is in."""
    same_paragraph = start == before.end
    if same_paragraph and before.text.endswith(("；", ";")):
        return True
    if not ITEM.match(text):
        return False
    in_list = before.opening != before.text or "：" in before.text or before.text.endswith(":")
    return in_list or (same_paragraph and not ITEM.match(before.text))


def clause_start(text: str, position: int, breaks: str = BREAKS) -> int:
    """Where the clause that holds ``position`` begins."""
    return max([text.rfind(sign, 0, position) for sign in breaks]) + 1


def clause_end(text: str, position: int, breaks: str = BREAKS) -> int:
    """Where the clause that holds ``position`` ends."""
    return min([i for sign in breaks if (i := text.find(sign, position)) >= 0], default=len(text))


def last_match(pattern: re.Pattern[str], text: str, end: int | None = None) -> re.Match[str] | None:
    """The last place before ``end`` where a pattern matches."""
    found = None
    for match in pattern.finditer(text, 0, len(text) if end is None else end):
        found = match
    return found
