"""Whether a statement is of all requests of the year: 收到57件，均已办结, or 所有申请均已办结, and not 上年结转的2件均已办结.

That all were done contradicts what is carried over; that all were done in time does only where all were done already.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from auditlib.narrative.linked import CARRIED_IN, CLOSED, NEW, Linked
from auditlib.narrative.shares import OTHER_BUSINESS

ASKED = re.compile("申请")
STARTED = ("request.new.", "request.received", "request.carried_in.")
# Requests that go on into the next year are no contradiction where the sentence itself says so; those that came from
# the last one do not go on.
CARRIED = re.compile(
    "结转|转结|顺延|转入|正在办理|尚在|尚未|未到期|未届满|除|其余|余下|剩余|(?:其他|其它)(?:申请|的|均|已)"
)
CARRIED_OUT = re.compile("^[^。；;]*?(?:下一?年|次年|明年|正在办理|尚在办理|未到期|未届满|除外|期限内)")
FROM_LAST_YEAR = re.compile(
    r"(?:上一?年度?|去年度?|上年末|(?:19|20)\d\d年度?)(?:的|尚?未办结|申请|件|延续|遗留|政府信息公开){0,4}"
    r"(?:结转|转结|顺延|转入)(?!至?(?:下|次|明|20))|(?:结转|转结|顺延)自?(?:上一?年|去年)"
)
SUBJECT = "(?:依申请公开(?:政府信息)?|政府信息公开|信息公开|公开政府信息|公开)?(?:的)?申请(?:件|事项)?"
PERIOD = r"(?:本年度?|全年|年内|当年|(?:19|20)\d\d年度?|我[局委办市区县镇])"
# All requests as the subject, whatever numbers stand before: 所有申请均已办结.
ALL_ASKED = re.compile(
    rf"(?:^|[，,、；;：:并且对将]){PERIOD}{{0,2}}(?:对|将|的|所有|全部|各项|收到|受理|接收|新收){{1,5}}{SUBJECT}(?:目前|现|已|，){{0,2}}$"
)
# A number with its object as the subject: 全年57件申请已全部办结.
COUNTED = re.compile(
    rf"(?:^|[，,；;：:])(?:对|将)?(?:(?:{PERIOD}|收到|受理|接收|新收)(?:所有|全部|共|的){{0,2}})+$"
)
COUNTED_ASKED = re.compile(rf"{SUBJECT}[，,]?(?:目前|现|已|，){{0,2}}")
# Some of the requests as the subject.
SOME = re.compile(
    "到期|期满|届满|应[于在当]|逾期|补正|延期|网上|线上|线下|网络|现场|当面|来信|信函|邮寄|部分|重复|[此该这]类|涉及|移送|转办|疑难|复杂|相关"
)
# What was done in time may not be all; what is done already is.
WHOLLY = re.compile("全部|全都|全数|悉数|完毕|完结|100%|百分之百|无一例外")


def all_requests(match: re.Match[str], words: str, before: Sequence[Linked], behind: str) -> str:
    """The cells that hold all requests by a statement that all were done; "" where it is not of all of them.

    ``match`` has the groups ``timely`` and ``done``; ``words`` are those of the sentence before it, with the numbers
    ``before``.
    """
    if CARRIED.search(FROM_LAST_YEAR.sub("", words)) or CARRIED_OUT.search(behind):
        return ""
    if not _speaks_of_all(words, before, match.start()):
        return ""
    if not match["timely"]:
        return f"{CLOSED}|request.closed"
    already = "已" in match[0] or words.endswith("已")
    done = already or (WHOLLY.search(match[0]) and "办" in match["done"])
    return f"{CLOSED}|request.closed.on_time" if done else "request.closed.on_time"


def _speaks_of_all(words: str, before: Sequence[Linked], at: int) -> bool:
    """Whether all requests are meant: they are the subject, or the numbers before make them up."""
    if before and before[-1].indicator.startswith("remedy."):
        return False
    if ALL_ASKED.search(words):
        return not OTHER_BUSINESS.search(re.split(r"\d", words)[-1])
    told = words.rstrip("，,已经目前现")
    subject = re.split("[，,：:]", told)[-1]
    apart = len(told) < len(words) and words[len(told)] in "，,"
    if FROM_LAST_YEAR.search(subject) and not (apart and re.search(r"\d", subject)):
        return False  # 上年结转2件均已办结 speaks of these two
    if not before:
        others = OTHER_BUSINESS.search(words) or "复议" in words or "诉讼" in words
        return bool(ASKED.search(words)) and not others and not SOME.search(subject)
    last = before[-1]
    start, end = (len(words) - at + edge for edge in (last.quantity.start, last.quantity.end))
    if len(before) == 1 and not (last.indicator or last.scope) and COUNTED_ASKED.fullmatch(words, end):
        return bool(COUNTED.search(words[:start]))
    return _make_up_all(before)


def _make_up_all(before: Sequence[Linked]) -> bool:
    """Whether the numbers just before are of all requests: the total, with parts only if they make it up."""
    parts: list[Decimal] = []
    for one in reversed(before):
        if one.scope or (one.indicator and not one.indicator.startswith(STARTED)):
            return False
        name = one.indicator.split("|")[0].split("+")[0]
        if name in (NEW, "request.received"):
            return _add_up(reversed(parts), one.quantity.value)
        if name != CARRIED_IN:
            parts.append(one.quantity.value)
    return False


def _add_up(parts: Iterable[Decimal], whole: Decimal) -> bool:
    """Whether parts are none, or lists behind each other that each add up to the whole."""
    together = Decimal(0)
    for part in parts:
        together += part
        if together == whole:
            together = Decimal(0)
    return not together
