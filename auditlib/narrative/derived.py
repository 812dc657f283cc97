"""Claims that rest on a number stated beside them: a level that equals last year's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib.narrative.numerals import Quantity
from auditlib.narrative.sentences import Sentence
from auditlib.report import Claim

LEVEL = re.compile(
    r"与(?:上年|去年|上一年度?|前一年|(?:19|20)\d\d年)度?(?:的)?(?:同期)?(?:基本)?(?:持平|相同|一致|相当)"
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A quantity of a sentence; ``start`` is where the words that belong to it begin, ``indicator`` the expression that
    they speak of ("" for none), ``scope`` whose and of when it is ("" for this agency in this year)."""

    quantity: Quantity
    start: int
    indicator: str
    scope: str


def derived(sentence: Sentence, linked: Sequence[Linked]) -> Iterator[Claim]:
    """The claims of a sentence that rest on its quantities, given in order."""
    yield from _levels(sentence, linked)


def _levels(sentence: Sentence, linked: Sequence[Linked]) -> Iterator[Claim]:
    for match in LEVEL.finditer(sentence.text):
        before = [(one.quantity, one.indicator) for one in linked if one.quantity.end <= match.start()]
        quantity, name = before[-1] if before else (None, "")
        near = quantity is not None and match.start() - quantity.end <= 12
        start = quantity.at if quantity and near else match.start()
        yield Claim(
            section=sentence.section,
            start=sentence.start + start,
            end=sentence.start + match.end(),
            quote=sentence.text[start : match.end()],
            value=None,
            unit="",
            hedge="约" if "基本" in match[0] else "",
            kind="level",
            indicator=name if near else "",
            because=match[0],
        )
