"""Lists that promise to part the whole: 按申请方式统计，网络30件，信函27件; the whole is told before them or behind."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditlib.narrative.counted import Count
from auditlib.narrative.open_lists import OpenList, total_of

BY = "(?:方式|渠道|途径|形式|主体|人|类型|类别|种类|性质|内容|领域|结果|部门|层级|单位|来源|身份|载体|板块|栏目|主题|季度|区域|地区|行业)"
PROMISES = re.compile(
    # What is counted out by kinds, and what all requests have.
    rf"(?:按照?[^，,。；;：:、\d]{{0,10}}{BY}(?:情况|不同|来|进行|加以)*(?:统计|划分|区分|分类|(?<!部)分(?=[，,：:]))(?:来?看)?"
    r"|[从按以就](?:[^，,。；;：:、\d]{0,6})(?:申请|提交|受理|接收|递交|提出)(?:的)?(?:方式|渠道|途径|形式|人|主体)(?:情况|类型|类别|构成|地域|区域|地区|分布|身份|上|来|角度)*[看说讲]"
    r"|(?:申请|提交|受理|接收)(?:的)?(?:方式|渠道|途径)(?:上|方面))"
    r"(?:的)?(?:情况|，)?[，,：:]?(?P<label>[^，,。；;]*)$"
)
# The quarters or halves of the year that a total is told by, without another word.
PERIOD = re.compile("第?[一二三四]季度|[上下]半年")
FIRST, LAST = re.compile("一季度|上半年"), re.compile("四季度|下半年")
CUE = re.compile("[统划区分][计分类]|分[，,：:]|[看说讲][，,：:]|(?:方式|渠道|途径)(?:上|方面)")
# A number behind these is no further part.
OTHER_MATTER = re.compile(
    "另外?[有收]?|此外|同时|合计|总计|累计|共|结转|顺延|办结|答复|收到|受理|新收|同比|[较比]|增|减|下降|占|每|[按从]"
)
AVERAGE = re.compile("平均|人均|日均|月均|[每各][月日季天周人件个]")
EARLIER = re.compile("上年|去年|上一年|同期|同比|比")
TOTAL = re.compile("收到|受理|新收|[共合总]计|共|总数|总量|公开|发布|申请")
FARTHEST = 400


def promises(text: str, counts: Sequence[Count]) -> Iterator[OpenList]:
    """The lists of a paragraph that promise to part a total stated in it."""
    if "季度" in text or "半年" in text:
        yield from _periods(counts)
    if not CUE.search(text):
        return
    parted: set[int] = set()
    for n, count in enumerate(counts):
        cue = PROMISES.search(count.before) if CUE.search(count.before) else None
        if not cue or OTHER_MATTER.search(cue["label"]):
            continue
        parts = [count, *_further(counts[n + 1 :], count)]
        parted |= {part.end for part in parts}
        earlier = [
            c
            for c in counts[:n]
            if c.unit == count.unit and c.end not in parted and count.start - c.end < FARTHEST
        ]
        behind = counts[n + len(parts) : n + len(parts) + 1]
        total = (
            _whole(earlier, total_of(parts)) if earlier else _told_behind(behind, count.unit, total_of(parts))
        )
        if total:
            yield OpenList(total, "promise", False, [], parts)


def _periods(counts: Sequence[Count]) -> Iterator[OpenList]:
    """Totals with the numbers of all quarters, or of both halves of the year, behind them."""
    for n, total in enumerate(counts[:-1]):
        row: list[Count] = []
        for count in counts[n + 1 :]:
            if count.unit != total.unit or count.begins_sentence or not PERIOD.search(count.label):
                break
            row.append(count)
            if LAST.search(count.label):
                break
        whole_year = len(row) > 1 and FIRST.search(row[0].label) and LAST.search(row[-1].label)
        of_another = PERIOD.search(total.label) or EARLIER.search(total.label)
        if whole_year and not of_another:
            yield OpenList(total, "promise", False, [], row)


def _further(counts: Sequence[Count], first: Count) -> Iterator[Count]:
    """The parts behind the first one; what stands in brackets is told of the part before it."""
    inside = False
    by_semicolon: bool | None = None
    for count in counts:
        opened, closed = (max(map(count.before.rfind, signs)) for signs in ("（(", "）)"))
        if count.begins_sentence:
            return
        inside = opened > closed or (inside and closed < 0)
        if inside:
            continue
        semicolon = "；" in count.before or ";" in count.before
        if (
            count.unit != first.unit
            or OTHER_MATTER.search(count.before)
            or (semicolon and by_semicolon is False)
        ):
            return
        by_semicolon = semicolon if by_semicolon is None else by_semicolon
        yield count


def _whole(earlier: Sequence[Count], parted: Decimal) -> Count | None:
    """The total that a list parts, of the numbers before it: one that it makes up, else the first that it may be of in
    the nearest sentence; None where two numbers together are what it makes up (新收 and 上年结转)."""
    values = [count.value for count in earlier]
    if parted in values:
        return earlier[values.index(parted)]
    if any(a + b == parted for n, a in enumerate(values) for b in values[n + 1 :]):
        return None
    begins = max((n for n, count in enumerate(earlier) if count.begins_sentence), default=0)
    return next((c for c in earlier[begins:] if _may_be(c, parted)), None)


def _told_behind(behind: Sequence[Count], unit: str, parted: Decimal) -> Count | None:
    """The total that follows a list."""
    return next((c for c in behind if c.unit == unit and _may_be(c, parted)), None)


def _may_be(total: Count, parted: Decimal) -> bool:
    """Whether a number may be what a list parts: a total that is near enough, and no average."""
    return (
        bool(TOTAL.search(total.label))
        and not AVERAGE.search(total.label)
        and parted < 2 * total.value < 4 * parted
    )
