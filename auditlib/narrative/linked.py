"""A number of a sentence with the indicator that the words next to it speak of."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditlib.narrative.numerals import Quantity
from auditlib.narrative.sentences import Sentence
from auditlib.report import Claim

PERCENT = "%"
NEW, CARRIED_IN, CLOSED = "request.new.total", "request.carried_in.total", "request.closed.total"
LITIGATION = ("remedy.litigation.direct.total", "remedy.litigation.after_reconsideration.total")


@dataclass(frozen=True, slots=True)
class Linked:
    """A quantity of a sentence; ``start`` is where the words that belong to it begin, ``indicator`` the expression that
    they speak of ("" for none), ``scope`` whose and of when it is ("" for this agency in this year)."""

    quantity: Quantity
    start: int
    indicator: str
    scope: str


@dataclass(frozen=True, slots=True)
class Before:
    """A sentence that a semicolon leads on from: its text and numbers, and the ``whole`` that its last share is of."""

    text: str = ""
    linked: Sequence[Linked] = ()
    whole: Linked | None = None


NOTHING_BEFORE = Before()


class Meaning:
    """What words of a sentence speak of where no number stands behind them; of a report without a form nothing."""

    known = False
    before: Before = NOTHING_BEFORE

    def of(self, start: int, end: int) -> str:
        """The expression that the words at ``start:end`` speak of, "" for none, or for another's or another year's."""
        return ""

    def said(self, words: str) -> str:
        """The expression of words by themselves, as in a sentence of requests."""
        return ""

    def is_own(self, start: int, end: int) -> bool:
        """Whether what stands at ``start:end`` is told of this agency in this year."""
        return True


def counts_before(linked: Sequence[Linked], position: int) -> list[Linked]:
    """The counts that end before a position of the sentence, in order; percentages are none."""
    return [one for one in linked if one.quantity.end <= position and one.quantity.unit != PERCENT]


def own_before(linked: Sequence[Linked], position: int) -> list[Linked]:
    """The counts before a position that are this year's: last year's and by how much it differs stand between them."""
    return [one for one in counts_before(linked, position) if one.scope != "other_year"]


def exact(one: Linked) -> Decimal | None:
    """The number, None where it is only about so many."""
    return None if one.quantity.hedge else one.quantity.value


def stretch(sentence: Sentence, start: int, end: int, **of: object) -> Claim:
    """A claim at ``start:end`` of a sentence; ``of`` are the fields that differ from those of a claim without value."""
    text = sentence.text
    start += len(text[start:end]) - len(text[start:end].lstrip("　 ，,、"))
    fields: dict[str, object] = {"value": None, "unit": "", "hedge": "", "indicator": "", "because": ""}
    return Claim(
        section=sentence.section,
        start=sentence.start + start,
        end=sentence.start + end,
        quote=text[start:end],
        **{**fields, **of},  # type: ignore[arg-type]
    )
