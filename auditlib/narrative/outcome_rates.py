"""Rates named after an outcome: 公开率, 部分公开率, 不予公开率; 维持率, 纠正率, 败诉率.

No regulation says what such a rate is of, and offices divide by all that was received, closed or concluded: every
reading that makes sense is named, the commonest first, and what fits none of them is wrong.
"""

import re
from collections.abc import Iterable, Sequence

from auditlib.narrative.linked import CARRIED_IN, CLOSED, LITIGATION, NEW, Linked, Meaning, own_before
from auditlib.narrative.rates import Rate
from auditlib.narrative.sentences import Sentence, clause_start

NAMED = re.compile(
    r"(?P<what>部分公开|不予公开|不公开|予以公开|同意公开|无法提供|不予处理"
    r"|(?:(?<=[，,。；;：:的、（(])|(?<=申请)|(?<=总体)|(?<=综合)|(?<=其中)|^)公开|维持|纠正|纠错|撤销|败诉|胜诉)率"
    r"(?P<with>[（(][^（）()\d]{0,30}[）)])?(?:均|仅|约|只|也)?(?:为|达到?|是|控制在|保持在)?约?[（(]?\s*$"
)
OF_REMEDIES = frozenset(("维持", "纠正", "纠错", "撤销", "败诉", "胜诉"))
IN_COURT = frozenset(("败诉", "胜诉"))
COURT = re.compile("诉讼|应诉|起诉|法院|行政案件")
OTHER_BUSINESS = re.compile(
    "公文|制发文件|发文|主动公开|预算|决算|目录|清单|栏目|村务|党务|提案|(?<!复)议案|建议|信箱|热线|工单|信访|留言|投诉|事项|审批|许可|处罚|仲裁|民事|刑事|执法"
)
REQUESTS = re.compile("申请")
REMEDIES = re.compile("复议|诉讼|应诉")
HANDLES = re.compile("(?:受理|审理|审结|办理|承办)(?:的)?(?:各类)?(?:行政)?复议")
UPHELD, CORRECTED = "upheld", "corrected"
RECONSIDERED = "remedy.reconsideration"
ROUTES = tuple(name.removesuffix(".total") for name in LITIGATION)
# The cases that a rate is told of, behind their number: 在6件行政复议案件中.
OF_CASES = re.compile(r"[^，,。；;\d]{0,8}?(?:复议|诉讼|应诉)[^，,。；;\d]{0,4}中")
# The requests that a rate is told of: 在已办结的80件中.
CLOSED_ONES = re.compile(
    r"(?:办结|答复)的?[^，,。；;\d]{0,8}\d+\s?[件宗份]?[^，,。；;\d]{0,8}中[^，,。；;]{0,4}[，,]?$"
)
HANDLED = re.compile("受理|审理|审结|办理|承办|收到|全[国省市州]")
REACH = 50
SUM = "+".join


def outcome_rate(
    sentence: Sentence, linked: Sequence[Linked], rate: Rate, meaning: Meaning
) -> tuple[int, str, str] | None:
    """Where a rate named after an outcome begins, its readings and the words that name it; None for another."""
    text = sentence.text
    if "率" not in text[max(0, rate.start - REACH) : rate.start]:
        return None
    named = NAMED.search(text, max(0, rate.start - REACH), rate.start)
    if not named or not meaning.known:
        return None
    start = clause_start(text, named.start(), "，,；;。：")
    told = text[: named.start()]
    if OTHER_BUSINESS.search(told) or not meaning.is_own(start, named.start()):
        return None
    before = own_before(linked, named.start())
    if named["what"] in OF_REMEDIES:
        readings = _of_remedies(named["what"], told, sentence.section, before)
    else:
        readings = _of_requests(named, told, sentence.section, before, meaning)
    return (start, "|".join(readings), named[0].strip()) if readings else None


def _of_requests(
    named: re.Match[str], told: str, section: str, before: Sequence[Linked], meaning: Meaning
) -> list[str]:
    what = named["what"]
    if before and not before[-1].indicator.startswith("request."):
        of_requests = REQUESTS.search(told) or "申请" in section
        if before[-1].indicator or not (of_requests and CLOSED_ONES.search(told)):
            return []
    if what == "公开" and not (before or named["with"] or REQUESTS.search(told) or "依申请" in section):
        return []
    both, granted, refused = (meaning.said(words) for words in ("予以公开和部分公开", "予以公开", "不予公开"))
    parts = {"公开": [both, granted], "予以公开": [granted, both], "同意公开": [granted, both]}.get(
        what, [meaning.said(what).split("|")[0]]
    )
    decided = SUM(name for name in (both, refused) if name)
    wholes = [
        CLOSED,
        "request.closed",
        NEW,
        f"{NEW}+{CARRIED_IN}",
        "request.answered",
        "request.received",
        decided,
        SUM(name for name in (decided, meaning.said("无法提供").split("|")[0]) if name),
    ]
    return [f"{part}/{whole}" for part in parts if part for whole in wholes]


def _of_remedies(what: str, told: str, section: str, before: Sequence[Linked]) -> list[str]:
    cases = [one for one in before if one.indicator]
    own = bool(before) and _are_cases(before[-1], told)
    if (
        before
        and not own
        and not (cases and cases[-1].indicator.startswith(("remedy.", "reconsideration", "litigation")))
    ):
        return []
    if not before and not REMEDIES.search(told) and not (REMEDIES.search(section) or what in IN_COURT):
        return []
    if HANDLES.search(told) and not cases:
        return []
    reviewed, sued = told.rfind("复议"), max((m.start() for m in COURT.finditer(told)), default=-1)
    outcome = UPHELD if what in ("维持", "胜诉") else CORRECTED
    groups: list[Sequence[str]] = [(RECONSIDERED,), ROUTES, ROUTES[:1], ROUTES[1:], (RECONSIDERED, *ROUTES)]
    if what in IN_COURT or sued > reviewed:
        groups = [*groups[1:4], *groups[4:]]
    elif sued < 0:
        groups = groups[:1]
    readings = [one for group in groups for one in _readings(group, outcome)]
    old = "litigation" if what in IN_COURT or sued > reviewed else "reconsideration"
    return [*readings, f"{old}.{outcome}/{old}"]


def _are_cases(one: Linked, told: str) -> bool:
    """Whether a number counts the cases that a rate is told of, and not those that the agency decides itself."""
    at, end = one.quantity.start, one.quantity.end
    return bool(OF_CASES.match(told, end)) and not HANDLED.search(
        told, clause_start(told, at, "，,；;。"), at
    )


def _readings(routes: Iterable[str], outcome: str) -> list[str]:
    """An outcome of cases over all of them, and over those concluded."""
    routes = tuple(routes)
    part = SUM(f"{route}.{outcome}" for route in routes)
    total = SUM(f"{route}.total" for route in routes)
    concluded = SUM(f"{route}.{name}" for route in routes for name in (UPHELD, CORRECTED, "other"))
    return [f"{part}/{total}", f"{part}/{concluded}"]
