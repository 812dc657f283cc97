"""Changes on last year: 同比增长28.13%, 较上年增加12件, 由12件增至15件, 翻一番.

What has changed is what the words before it name, else what the number before it speaks of. Which way it went is told
by the verb: ``value`` is as printed, and a claim of a fall says so in ``because``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from auditlib.narrative.directions import DOWN, UP
from auditlib.narrative.linked import PERCENT, Linked, counts_before, stretch
from auditlib.narrative.rates import Rate
from auditlib.narrative.sentences import Sentence, clause_start
from auditlib.narrative.shares import CARRIED_IN, CLOSED, LITIGATION, NEW
from auditlib.report import Claim

LAST = r"(?:上年度?|上一年度?|去年|前一年度?|(?:19|20)\d\d年度?)"
MARK = rf"(?:同比|[较比]{LAST}|[与和同]{LAST}(?:同期)?(?:数量?)?(?:相比|比较|比))"
VERBS = f"(?:{UP}|{DOWN})"
TAIL = rf"(?P<verb>{VERBS})了?(?:幅度)?(?:约?为|达到?|近)?\s*$"
SAID = re.compile(
    rf"(?P<mark>{MARK})(?:同期)?(?P<words>[^。；;，,\d]{{0,8}}?[，,]?[^。；;，,\d]{{0,10}}?){TAIL}"
)
CHAINED = re.compile(rf"\s*[，,、（(]?(?:同比|增幅)?{TAIL}")
DOUBLED = re.compile(rf"(?P<mark>{MARK})[^。；;，,\d]{{0,8}}?(?P<verb>翻)了?一番")
FROM = re.compile(rf"(?P<from>[由从](?:{LAST})?)(?:同期)?的?\s*$")
TO = re.compile(rf"[^，,。；;]{{0,4}}?(?P<verb>{VERBS})[至到为]\s*")
LONGEST = 44
BREAKS = "，,。；;：:、（("
NOT_WHOLE = re.compile(
    "自然人|法人|企业|网络|网上|当面|信函|邮寄|传真|予以|不予|部分|结转|维持|纠正|提案|建议|信箱|热线|工单|咨询|投诉|举报|平均|人均"
)
GENERIC = re.compile(
    r"(?:[，,、（(]|这一|总体|数量|总数|总量|件数|办件量|申请量|均|分别|略有|呈|大幅|明显|\s)*"
)
NUMBER_OF = "(?:数量|总数|总量|件数|条数|量|数)?$"
# What a change is of, by the words before it.
SUBJECTS = tuple(
    (re.compile(words + NUMBER_OF), names)
    for words, names in (
        ("(?:办结|答复)(?:的)?(?:政府信息公开|信息公开|公开)?(?:申请|件)?", (CLOSED, "request.closed")),
        ("复议(?:案件|申请)?", ("remedy.reconsideration.total", "reconsideration")),
        ("诉讼(?:案件)?", ("+".join(LITIGATION), "litigation")),
        (
            "(?:申请(?:公开)?(?:政府信息)?|依申请公开)(?:的)?(?:受理)?",
            (NEW, f"{NEW}+{CARRIED_IN}", "request.received"),
        ),
        ("(?:主动公开|公开政府)(?:政府)?(?:信息)?(?:的)?", ("proactive.total",)),
    )
)


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that a sentence states: by how much at ``start:end``, and where the words that say so begin."""

    at: int
    start: int
    end: int
    value: Decimal
    unit: str
    hedge: str
    because: str
    words: str = ""


def changes(sentence: Sentence, linked: Sequence[Linked], rates: Sequence[Rate]) -> Iterator[Claim]:
    """The changes of a sentence, with the indicator of what has changed where its words say."""
    text = sentence.text
    if not ("比" in text or "较" in text or "至" in text or "到" in text):
        return
    said: Changed | None = None
    indicator, start = "", 0
    for found in _stated(text, linked, rates):
        if said and (chained := _chained(text, said, found)):
            said = chained
        elif told := _told(text, found):
            said = told
            indicator, start = _subject(text, linked, told)
        else:
            continue
        yield stretch(
            sentence,
            start,
            said.end,
            value=said.value,
            unit=said.unit,
            hedge=said.hedge,
            kind="change",
            indicator=indicator,
            because=said.because,
        )


def _chained(text: str, said: Changed, found: Changed) -> Changed | None:
    """The second size of the same change: 比上年增加12件，增长36.4%."""
    if found.start < said.end or not CHAINED.fullmatch(text, said.end, found.start):
        return None
    return replace(found, at=said.at, because=said.because)


def _stated(text: str, linked: Sequence[Linked], rates: Sequence[Rate]) -> list[Changed]:
    """What may be the size of a change, in order: counts, percentages, and 翻一番."""
    found = [
        Changed(one.quantity.start, one.quantity.start, one.quantity.end, one.quantity.value, one.quantity.unit,
                one.quantity.hedge, "")
        for one in linked
        if one.quantity.unit != PERCENT and not text.startswith("百分点", one.quantity.end)
    ]  # fmt: skip
    found += [
        Changed(rate.start, rate.start, rate.end, rate.value, PERCENT, rate.hedge, "")
        for rate in rates
        if text[rate.end : rate.end + 1] != "点"
    ]
    if "一番" in text:
        found += [
            Changed(m.start(), m.end(), m.end(), Decimal(100), PERCENT, "", m["mark"] + m["verb"])
            for m in DOUBLED.finditer(text)
        ]
    if "由" in text or "从" in text:
        found += _from_to(text, linked)
    return sorted(found, key=lambda one: (one.end, not one.because))


def _from_to(text: str, linked: Sequence[Linked]) -> Iterator[Changed]:
    """The change between two numbers that are told as last year's and this year's: 由12件增至15件."""
    for was, now in pairwise(linked):
        a, b = was.quantity, now.quantity
        since = FROM.search(text, max(0, a.start - 14), a.start)
        to = TO.fullmatch(text, a.end, b.start)
        if since and to and a.unit == b.unit != PERCENT:
            because = f"{since['from']}…{to['verb']}至"
            yield Changed(since.start(), b.start, b.end, abs(b.value - a.value), b.unit, "", because)


def _told(text: str, found: Changed) -> Changed | None:
    """The change that the words before a number state, the nearest mark of last year deciding."""
    if found.because:
        return found
    lead = max(0, found.start - LONGEST)
    if not any(verb in text[max(lead, found.start - 6) : found.start] for verb in "增升提多降少落滑减"):
        return None
    matches = [*SAID.finditer(text, lead, found.start)]
    if not matches:
        return None
    match = matches[-1]
    return replace(found, at=match.start(), because=match["mark"] + match["verb"], words=match["words"])


def _subject(text: str, linked: Sequence[Linked], changed: Changed) -> tuple[str, int]:
    """The indicator that has changed, and where what says so begins."""
    start = clause_start(text, changed.at, BREAKS)
    words = text[start : changed.at].strip("　 ")
    for said in (words, re.split("[，,]", changed.words)[-1]):
        if NOT_WHOLE.search(said):
            return "", start
        if named := next((names for ending, names in SUBJECTS if ending.search(said)), None):
            return "|".join(named), start
    before = counts_before(linked, changed.at)
    if before and not before[-1].scope and GENERIC.fullmatch(text, before[-1].quantity.end, changed.at):
        return before[-1].indicator, before[-1].quantity.at
    return "", start
