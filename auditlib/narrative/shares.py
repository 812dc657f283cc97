"""Shares: 258件，占33.9%; 占办结总数的12.66%; 申请办结率100%.

The numerator is what the number just before speaks of, the denominator what the words say or, where they do not, the
total that it is a part of. Where neither is a cell but both numbers stand in the sentence, the share is kept without
an indicator and its quote holds both.
"""

import re
from collections.abc import Iterator, Sequence

from auditlib.narrative.linked import PERCENT, Linked, counts_before, own_before, stretch
from auditlib.narrative.rates import Rate
from auditlib.narrative.sentences import Sentence, clause_start
from auditlib.report import Claim

NEAR = 60
OF = re.compile(r"占(?P<of>[^，,。；;：:、占\d%]{0,16}?)的?(?:比例|比重|比率|比)?(?:约?为|是|达到?|约)?\s*$")
BETWEEN = re.compile(
    r"的?(?:政府信息|政府信息公开|信息公开)?(?:申请|信息|答复|案件|文件)?[，,、（(]?(?:大?约|共|各)?\s*"
)
OPENED = re.compile(r"\s*[（(]\s*")
UNSTATED = re.compile(r"(?:其|总|其中的)?(?:总数|总量|总件数|总额|总计|总|全部|合计)?的?")
SUM = "+".join
LITIGATION = ("remedy.litigation.direct.total", "remedy.litigation.after_reconsideration.total")
NEW, CARRIED_IN, CLOSED = "request.new.total", "request.carried_in.total", "request.closed.total"
ALL_REQUESTS = (NEW, SUM((NEW, CARRIED_IN)), "request.received")
# What a share may be of, by its words: (words, what the numerator has to be about, denominators).
WHOLES = (
    (re.compile("办结|办理|处理结果"), "request.", (CLOSED, "request.closed")),
    (re.compile("答复"), "request.", (CLOSED, "request.answered", "request.closed")),
    (re.compile("新收|收到|受理|收件"), "request.", ALL_REQUESTS),
    (re.compile("申请"), "request.", (*ALL_REQUESTS[:2], CLOSED, "request.received", "request.closed")),
    (re.compile("复议"), "remedy.", ("remedy.reconsideration.total",)),
    (re.compile("复议"), "reconsideration", ("reconsideration",)),
    (re.compile("诉讼"), "remedy.", (SUM(LITIGATION),)),
    (re.compile("诉讼"), "litigation", ("litigation",)),
    (re.compile("主动公开|公开信息|信息总|公开总|政府信息"), "proactive.", ("proactive.total",)),
)
OTHER_BUSINESS = re.compile(
    "提案|议案|建议|信箱|热线|工单|信访|诉求|留言|咨询|网络问政|投诉|举报|满意|事项|审批"
)
NAMED = re.compile(
    r"(?P<timely>按[时期]|如期|限时|及时|依法|期限内)?(?:申请)?(?:的)?(?:办结|答复|回复|办复)率(?:均|都|继续)?"
    r"(?:约?为|达到?|保持(?:在)?|实现|是)?\s*$"
)
RATES = (f"{CLOSED}/{NEW}+{CARRIED_IN}", f"{CLOSED}/{NEW}", "request.closed/request.received")
TIMELY = ("request.closed.on_time/request.closed", "request.closed.on_time/request.received")


def shares(sentence: Sentence, linked: Sequence[Linked], found: Sequence[Rate]) -> Iterator[Claim]:
    """The shares of a sentence that are of a cell, or of two numbers of the sentence."""
    for rate in found:
        before = sentence.text[: rate.start]
        if of := OF.search(before, max(0, rate.start - 26)):
            yield from _part(sentence, linked, rate, of.start(), of["of"].strip())
        elif opened := [
            one for one in counts_before(linked, rate.start) if OPENED.fullmatch(before, one.quantity.end)
        ]:
            yield from _part(sentence, linked, rate, opened[-1].quantity.end, "")
        elif named := NAMED.search(before, max(0, rate.start - 20)):
            yield from _named(sentence, linked, rate, named)


def _part(sentence: Sentence, linked: Sequence[Linked], rate: Rate, at: int, of: str) -> Iterator[Claim]:
    """A share whose numerator is the number before it; ``at`` is where the words that say of what begin."""
    text, before = sentence.text, counts_before(linked, at)
    if not before or before[-1].scope or not BETWEEN.fullmatch(text, before[-1].quantity.end, at):
        return
    part = before[-1]
    expression = "|".join(_readings(part.indicator, of, [one.indicator for one in before[:-1]]))
    start = part.quantity.at
    if not expression:
        whole = _whole(text, before, of)
        if whole is None:
            return
        start = whole.quantity.at
    yield _claim(sentence, rate, start, expression, text[at : rate.start] or "（")


def _whole(text: str, before: Sequence[Linked], of: str) -> Linked | None:
    """The number that the last one is stated to be a part of: 共…200条，其中…80条，占40%."""
    part = before[-1].quantity
    if not UNSTATED.fullmatch(of):
        return None
    for one in reversed(before[:-1]):
        if one.quantity.unit == part.unit and "其中" in text[one.quantity.end : part.at]:
            return one if part.at - one.quantity.end <= NEAR and not one.scope else None
    return None


def _readings(part: str, of: str, stated: Sequence[str]) -> list[str]:
    parts = [name for name in part.split("|") if name]
    pairs = [
        (name, whole)
        for name in parts
        for whole in (wholes_of(name) if UNSTATED.fullmatch(of) else _wholes_said(name, of))
    ]
    pairs = [(name, whole) for name, whole in pairs if name != whole]
    pairs.sort(key=lambda pair: pair[1] not in stated)
    return [f"{name}/{whole}" for name, whole in dict.fromkeys(pairs)]


def _wholes_said(part: str, of: str) -> tuple[str, ...]:
    """The totals that the words behind 占 may mean for a part; () where they speak of something else."""
    return next(
        (wholes for words, about, wholes in WHOLES if part.startswith(about) and words.search(of)), ()
    )


def wholes_of(part: str) -> tuple[str, ...]:
    """The totals that an indicator is a part of, by its name; () for one that is none."""
    first, *rest = part.split("+")[0].split(".")
    if first == "remedy":
        names = [name.rpartition(".")[0] + ".total" for name in part.split("+")]
        return (SUM(dict.fromkeys(names)),)
    if first == "request":
        if rest[0] in ("new", "received"):
            return (NEW, "request.received")
        if rest[0] in ("carried_in", "carried_out"):
            return (NEW, SUM((NEW, CARRIED_IN)))
        if rest == ["closed", "total"] or rest == ["closed"] or rest == ["answered"]:
            return ALL_REQUESTS
        if rest[0] == "closed":
            return ("request.closed", "request.received")
        if rest[:2] == ["answered", "refused"] and len(rest) > 2:
            return ("request.answered.refused", "request.answered", "request.received")
        if rest[0] == "answered":
            return ("request.answered", "request.closed", "request.received")
        return (CLOSED, NEW, SUM((NEW, CARRIED_IN)))
    if first == "proactive":
        return ("proactive.total",)
    if first in (
        "reconsideration",
        "litigation",
        "complaint",
        "reading_point",
        "reading_visit",
        "website",
        "library",
    ):
        return (first,)
    if first == "organisation" and rest[:1] == ["staff"]:
        return ("organisation.staff",)
    return ()


def _named(sentence: Sentence, linked: Sequence[Linked], rate: Rate, named: re.Match[str]) -> Iterator[Claim]:
    """A rate that has a name: of the requests that the sentence speaks of."""
    text, before = sentence.text, own_before(linked, named.start())
    words = text[before[-1].quantity.end if before else 0 : rate.start]
    asked = before[-1].indicator.startswith("request.") if before else "申请" in words
    if not asked or OTHER_BUSINESS.search(words) or (before and before[-1].scope):
        return
    timely = named["timely"]
    readings = TIMELY if timely and timely != "依法" else RATES
    start = clause_start(text, named.start(), "，,；;。（(")
    yield _claim(sentence, rate, start, "|".join(readings), named[0].strip())


def _claim(sentence: Sentence, rate: Rate, start: int, indicator: str, because: str) -> Claim:
    return stretch(
        sentence,
        start,
        rate.end,
        value=rate.value,
        unit=PERCENT,
        hedge=rate.hedge,
        kind="share",
        indicator=indicator,
        because=because,
    )
