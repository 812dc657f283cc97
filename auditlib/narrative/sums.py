"""Totals that follow their parts: 新收57件，上年结转2件，共计59件."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from auditlib.narrative.counted import Count
from auditlib.narrative.open_lists import CHANNEL, OpenList, total_of

# A total of what stands before it has no other words of its own.
TOGETHER = re.compile(
    r"[^，,。；;：:（(）)\d]{0,16}[）)]?[，,；;、]\s?(?:以上|上述|前述|两项|两者|二者|[二三四五六]项|各项)?(?:相加|总数|数量)?"
    r"(?:共计|合计|总计|总共|一共|共)(?:为|达到?|是|有)?[：:]?\s?"
)
# What has to be done: what came in, and what was left over from last year.
TO_DO = re.compile(
    r"[^，,。；;：:（(）)\d]{0,16}[）)]?[，,；;]\s?(?:本年度?|全年|今年|年度|我[局委办市区县])*(?:实际)?(?:共|共计|合计|总计)?"
    r"(?:应|需要?|须|待)(?:要)?(?:依法)?(?:办理|处理|办结|答复|办)(?:的)?(?:政府信息公开)?(?:申请)?(?:总?数量?|总量)?(?:共计|共|为|达|有|合计)*\s?"
)
NEW, CARRIED = re.compile("新收|收到|受理|接收|新增"), re.compile("上一?年|结转|去年|往年|遗留|跨年")
# Numbers that are compared, counted over years, or inside others do not add up with those beside them.
APART = re.compile(r"其中|包括|包含|[（(：:]|同比|[较比]|增|减|截至|累计|以来|历年|分别|占|[按从]")
BARE = re.compile(r"\s*[、，,和及与]\s*")
CUE = re.compile("共|合计|总计|[应需须待]")
MOST = 8


def sums(text: str, counts: Sequence[Count]) -> Iterator[OpenList]:
    """The totals of a paragraph that follow what they are the sum of."""
    if not CUE.search(text):
        return
    for n, count in enumerate(counts):
        if not CUE.search(count.before):
            continue
        lead, before = count.lead, _before(counts[:n], count)
        if n and counts[n - 1].unit == "项" != count.unit:  # 三项合计
            lead = counts[n - 1].before + lead
            before = _before(counts[: n - 1], count)[-int(counts[n - 1].value) :]
        if len(before) < 2:
            continue
        if TOGETHER.fullmatch(lead):
            summed = _summed(count, before)
        elif TO_DO.fullmatch(lead) and (source := _sources(before)):
            summed = source
        else:
            continue
        if summed:
            yield OpenList(count, "sum", False, [], summed)


def _before(counts: Sequence[Count], total: Count) -> list[Count]:
    """The counts of the same unit just before a total, in its sentence."""
    found: list[Count] = []
    if total.begins_sentence:
        return found
    for count in reversed(counts[-MOST:]):
        if count.unit != total.unit:
            break
        found.insert(0, count)
        if count.begins_sentence:
            break
    return found


def _summed(total: Count, before: Sequence[Count]) -> list[Count]:
    """What a total sums up: those of the numbers before it that make it up, else all of them; none where they do not
    stand side by side."""
    if len(before) > 2 and all(BARE.fullmatch(count.lead) for count in before[1:]):
        return list(before)  # a row of numbers is summed up as a whole
    for size in range(len(before), 0, -1):
        for some in combinations(before, size):
            if total_of(some) == total.value:
                return list(some) if size > 1 else []
    if any(APART.search(count.lead) for count in before[1:]) or APART.search(total.lead):
        return []
    several = sum(bool(CHANNEL.search(count.label)) for count in before) > 1
    return [] if several and total.value < total_of(before) else list(before)


def _sources(before: Sequence[Count]) -> list[Count]:
    """What came in this year and what was left over, where the two stand just before."""
    two = list(before[-2:])
    return two if of_two_years(two) else []


def of_two_years(two: Sequence[Count]) -> bool:
    """Whether two numbers are what came in this year and what was left over from last year."""
    one, other = (count.label for count in two)
    return bool((NEW.search(one) and CARRIED.search(other)) or (CARRIED.search(one) and NEW.search(other)))
