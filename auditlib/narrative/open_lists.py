"""A list of parts as it was read, and what it proves: that it is all there is, that it is too much, or nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from auditlib.narrative.counted import Count
from auditlib.narrative.facets import are_ways, facets
from auditlib.report import Parts

# Parts told by an aspect and not by their kind may hold the same item twice.
ASPECT = re.compile(
    "涉及|有关|相关|关于|重点|主要|规范性文件|解读|原创|转载|转发|采用|采纳|通过|以上|企业|满意"
)
OTHER = re.compile("(?:其他|其它)(?!组织)|其余")
CHANNEL = re.compile(
    "网站|门户|微信|微博|公报|客户端|渠道|平台|新媒体|报纸|报刊|电视|广播|公示栏|公开栏|宣传栏|短信|抖音|头条"
)
OTHER_CHANNELS = re.compile("(?:其他|其它|其余)(?:的)?(?:公开|发布|信息)?(?:渠道|方式|途径|形式)")
# Kinds that leave no other.
COMPLETE = tuple(
    tuple(re.compile(kind) for kind in kinds)
    for kinds in (
        ("专职", "兼职"),
        ("自然人|公民|个人", "法人|组织|单位"),
        ("新收|新增", "上一?年|去年|往年|结转|遗留"),
        ("第?一季度", "第?二季度", "第?三季度", "第?四季度"),
        ("上半年", "下半年"),
        ("本[地市县区省州]|(?<!辖)区内|辖区内", "外[地市县区省州]|[市县区省州]外"),
        ("按[时期]", "延期"),
        ("直接|未经", "复议后|先复议|(?<!未)经(?:过)?(?:行政)?复议"),
        ("维持", "纠正|纠错", "其他", "尚未审结|未审结|正在审理|审理中"),
        ("予以公开|同意公开", "不予公开|不同意公开", "无法提供", "不予处理", "其他"),
    )
)
# Classes of one division: 机构概况类, 工作动态类.
CLASS = re.compile(r"[^类]类(?:政府)?(?:信息|文件|内容|动态)?(?:公开)?(?:共|有|为)?\s*$")
# How near to the total parts come that look like all of it.
NEARLY_CLASSES, NEARLY_FEW_CLASSES, NEARLY_WAYS = Decimal("0.95"), Decimal("0.98"), Decimal("0.9")
FEW_CLASSES = 3
LONGEST_QUOTE = 300


@dataclass(slots=True)
class OpenList:
    """A list of parts that is being read; ``rivals`` are totals that it may be the parts of as well, ``tail`` a part
    told behind it that the total may hold or not (另有1件尚未审结). ``wholes_known`` are total and rivals all that
    it may be the parts of: kinds that leave no other then make up one of them."""

    total: Count
    how: str
    paren: bool
    rivals: list[Decimal]
    parts: list[Count] = field(default_factory=list)
    separator: int | None = None
    tail: Count | None = None
    wholes_known: bool = False

    @property
    def sum(self) -> Decimal:
        """What the parts add up to."""
        return total_of(self.parts)


def total_of(counts: Sequence[Count]) -> Decimal:
    """What counts add up to."""
    return sum((count.value for count in counts), Decimal(0))


@dataclass(slots=True)
class _Run:
    """Parts in a row that one facet tells."""

    facets: frozenset[str]
    parts: list[Count]

    def add(self, part: Count, by: frozenset[str]) -> None:
        self.parts.append(part)
        self.facets = (self.facets & by) or self.facets or by


def parted(one: OpenList) -> Iterator[OpenList]:
    """A list whose parts are told by several facets as the lists that it holds, else the list itself.

    Where the facet of the first parts comes back, what stands between is inside the part before it. Where it does not,
    it may be another list of the whole or of that part.
    """
    by = [facets(part) for part in one.parts]
    if not _differ(by):
        yield one
        return
    outer, inner = _Run(by[0], [one.parts[0]]), _Run(frozenset(), [])
    for part, told_by in zip(one.parts[1:], by[1:], strict=True):
        back = outer.facets & told_by and (
            not inner.facets & told_by or total_of(inner.parts) == outer.parts[-1].value
        )
        if back and inner.parts:
            yield OpenList(outer.parts[-1], "", False, [], inner.parts)
            inner = _Run(frozenset(), [])
        if back or (not inner.parts and not (outer.facets and told_by)):
            outer.add(part, told_by)
        elif inner.facets and told_by and not inner.facets & told_by:
            yield _of_either(one, outer, inner)
            inner = _Run(told_by, [part])
        else:
            inner.add(part, told_by)
    yield OpenList(
        one.total, one.how, one.paren, one.rivals, outer.parts, tail=None if inner.parts else one.tail
    )
    if inner.parts:
        yield _of_either(one, outer, inner)


def _differ(by: Sequence[frozenset[str]]) -> bool:
    known = [told_by for told_by in by if told_by]
    return any(not told_by & known[0] for told_by in known[1:])


def _of_either(one: OpenList, outer: _Run, inner: _Run) -> OpenList:
    """A further list of the whole, which may as well be one of a part before it: not where those make up the whole and
    none of them is what it adds up to."""
    values = [part.value for part in outer.parts]
    made_up = len(values) > 1 and sum(values) == one.total.value
    apart = made_up and total_of(inner.parts) not in values
    rivals = one.rivals if apart else [*one.rivals, values[-1], values[0]]
    return OpenList(one.total, one.how, one.paren, rivals, inner.parts, tail=one.tail)


def told(one: OpenList, text: str, start: int, section: str) -> Parts | None:
    """What a list that was read to its end proves; None where that is nothing.

    ``start`` is the offset of its paragraph ``text`` in the report.
    """
    if one.total.hedge or any(part.hedge for part in one.parts):
        return None
    total = next((rival for rival in one.rivals if rival == one.sum), one.total.value)
    if one.wholes_known:
        total = min((one.total.value, *one.rivals), key=lambda whole: abs(whole - one.sum))
    parts = [*one.parts, one.tail] if one.tail and one.sum != total else one.parts
    labels = [part.label for part in parts]
    greatest, together = max((total, *one.rivals)), total_of(parts)
    end = max(part.end for part in parts)
    is_open = text[end : end + 4].find("等") in (0, 1, 2)
    ways = are_ways(labels)
    channels = not ways and one.how != "sum" and sum(bool(CHANNEL.search(label)) for label in labels) > 1
    if channels:
        closed = not is_open and not one.rivals and OTHER_CHANNELS.search(labels[-1])
        if most := [part for part in parts if part.value > greatest]:
            parts, together, exhaustive = most[:1], most[0].value, False
        elif not closed or together >= total:
            return None
        else:
            exhaustive = True
    else:
        proved = _exhaustive(one, labels, ways) if not one.rivals else one.wholes_known
        exhaustive = not is_open and len(labels) > 1 and proved and (not one.rivals or is_complete(labels))
    overlaps = not (exhaustive or ways) and any(ASPECT.search(label) for label in labels)
    above = max(part.value for part in parts) if overlaps else together
    if len(parts) == 1 and above <= greatest:
        return None
    nearly = (
        not (exhaustive or is_open or one.rivals or overlaps)
        and together < total
        and _nearly(one, parts, together / total, ways)
    )
    begin = min(one.total.start, parts[0].start)
    last = max(one.total.end, *(part.end for part in parts))
    stop = last if last - begin <= LONGEST_QUOTE else one.total.end
    return Parts(
        kind="nearly" if nearly else "sum",
        section=section,
        start=start + begin,
        end=start + last,
        quote=text[min(begin, one.total.start) if stop == last else one.total.start : stop].lstrip(
            "　 ，,、"
        ),
        unit=one.total.unit,
        total=total,
        parts=tuple(part.value for part in parts),
        count=len(parts),
        exhaustive=exhaustive,
        low=total if exhaustive or nearly else Decimal(0),
        high=total if exhaustive else greatest if above > greatest else max(greatest, together),
    )


def _exhaustive(one: OpenList, labels: Sequence[str], ways: bool) -> bool:
    """Whether the list says that it names all there is."""
    if one.how == "sum":
        return True
    if one.how == "promise":
        return ways or is_complete(labels) or any(OTHER.search(label) for label in labels[-2:])
    if OTHER.search(labels[-1]) or (one.tail and OTHER.search(labels[-2])) or one.how.startswith("分别"):
        return True
    return is_complete(labels)


def is_complete(labels: Sequence[str]) -> bool:
    """Whether the kinds leave no other."""
    return any(
        len(kinds) == len(labels) and all(sum(bool(k.search(label)) for label in labels) == 1 for k in kinds)
        for kinds in COMPLETE
    )


def _nearly(one: OpenList, parts: Sequence[Count], share: Decimal, ways: bool) -> bool:
    """Whether parts that are not said to be all look like it: all are of one division, and next to nothing is missing."""
    if ways and len(parts) > 1:
        return share >= NEARLY_WAYS or (one.paren and not one.how.startswith(("其中", "含", "包")))
    if one.how == "promise" and len(parts) > 2:
        return True
    classes = len(parts) > 1 and all(CLASS.search(part.lead) for part in parts)
    return classes and share >= (NEARLY_FEW_CLASSES if len(parts) <= FEW_CLASSES else NEARLY_CLASSES)
