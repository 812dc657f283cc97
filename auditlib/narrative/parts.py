"""Stated totals with their stated parts: 共2599条（其中机构职能类25条，…，其他856条）, lists of outcomes, nested lists.

A list is exhaustive where it closes with 其他, is told 分别, or names kinds that leave no other (专职、兼职); one that
ends in 等 is open. What went out through several channels is counted in each of them and adds up to nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from auditlib.narrative.enumerations import enumerations
from auditlib.narrative.sentences import Sentence
from auditlib.report import Claim, Parts

STOPS = re.compile("[。！？!?\n]")
SEPARATES = re.compile("[，,；;、：:]")
# What opens a list of parts, directly behind its total.
OPENS = re.compile(
    r"[^，,。；;：:（(]{0,12}[，,；;]?\s*(?P<paren>[（(])?\s*(?P<how>其中|包括|包含|分别(?:是|为)?|含)|\s*(?P<bare>[（(：:])"
)
# A number behind these is no further part.
ENDS = re.compile(
    "全年|另外?[有收]?|此外|同时|合计|总计|累计|共[计收发公开]|结转|顺延|(?<!延期)办结|答复|收到|受理|同比|[较比]上年|[较比]去年|增[长加]|减少|下降|占|每|开展|举办|召开"
)
# The first part may be named by several words: 其中，政策、规划类信息.
TOGETHER = re.compile(r"[，,：:]?[^，,；;：:。《》]*")
NO_PART = re.compile("含上年|上年|去年|另有|另外|同比|[较比]|增|减|结转|顺延|占|每|累计")
# Parts told by an aspect and not by their kind may hold the same item twice.
ASPECT = re.compile(
    "涉及|有关|相关|关于|重点|主要|规范性文件|解读|原创|转载|转发|采用|采纳|通过|以上|企业|满意"
)
OTHER = re.compile("(?:其他|其它)(?!组织)|其余")
CHANNEL = re.compile(
    "网站|门户|微信|微博|公报|客户端|渠道|平台|新媒体|报纸|报刊|电视|广播|公示栏|公开栏|宣传栏|短信|抖音|头条"
)
# Kinds that leave no other.
COMPLETE = tuple(
    tuple(re.compile(kind) for kind in kinds)
    for kinds in (
        ("专职", "兼职"),
        ("自然人", "法人"),
        ("按[时期]", "延期"),
        ("维持", "纠正|纠错", "其他", "尚未审结|未审结|正在审理|审理中"),
        ("予以公开|同意公开", "不予公开|不同意公开", "无法提供", "不予处理", "其他"),
    )
)
OUTCOMES = tuple(
    re.compile(words)
    for words in ("予以公开|同意公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
)
ANSWERED = re.compile("答复|办结|办理结果")
FARTHEST = 400
LONGEST_QUOTE = 300
LABEL = re.compile(r"[，,；;、。：:（()）]")


@dataclass(frozen=True, slots=True)
class _Count:
    """A count of a paragraph with all that stands between it and the number before it."""

    start: int
    end: int
    value: Decimal
    unit: str
    hedge: str
    before: str

    @property
    def label(self) -> str:
        """The words of its own clause."""
        return LABEL.split(self.before)[-1]


@dataclass(slots=True)
class _Open:
    """A list of parts that is being read; ``rivals`` are totals that it may be the parts of as well."""

    total: _Count
    how: str
    paren: bool
    rivals: list[Decimal]
    parts: list[_Count] = field(default_factory=list)
    separator: int | None = None

    @property
    def sum(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))


def parts(prose: Sequence[Sentence], claims: Sequence[Claim]) -> tuple[Parts, ...]:
    """The totals that the prose states with their parts, and the lists whose number it states, in order."""
    counts = [c for c in claims if c.kind == "count" and c.unit != "%" and c.value is not None]
    found: list[Parts] = []
    at = 0
    paragraphs = [*_paragraphs(prose)]
    for n, (start, text, section) in enumerate(paragraphs):
        own: list[_Count] = []
        while at < len(counts) and counts[at].end <= start + len(text):
            claim, begin = counts[at], own[-1].end if own else 0
            end = claim.end - start
            if claim.value is not None and end > begin:
                before = text[begin:end]
                own.append(_Count(claim.start - start, end, claim.value, claim.unit, claim.hedge, before))
            at += 1
        if len(own) > 1:
            lists = [*_lists(text, own)]
            told_of = {one.total.end for one in lists}
            lists += [one for one in _outcomes(own) if one.total.end not in told_of]
            found += [told for one in lists if (told := _told(one, text, start, section))]
        found += enumerations(text, start, section, paragraphs[n + 1][1] if n + 1 < len(paragraphs) else "")
    return tuple(sorted(found, key=lambda one: one.start))


def _paragraphs(prose: Sequence[Sentence]) -> Iterator[tuple[int, str, str]]:
    """(start, text, section) of every paragraph: sentences that follow each other without a break."""
    together: list[Sentence] = []
    for sentence in prose:
        if together and (sentence.start != together[-1].end or sentence.section != together[0].section):
            yield together[0].start, "".join(s.text for s in together), together[0].section
            together = []
        together.append(sentence)
    if together:
        yield together[0].start, "".join(s.text for s in together), together[0].section


def _lists(text: str, counts: Sequence[_Count]) -> Iterator[_Open]:
    """The lists of a paragraph, nested ones before those that they are in."""
    stack: list[_Open] = []
    chain: list[_Count] = []
    for last, count in zip((None, *counts), counts, strict=False):
        if last is None or STOPS.search(count.before):
            yield from _closed(stack)
            chain = [count]
            continue
        closes = min((i for sign in "）)" if (i := count.before.find(sign)) >= 0), default=-1)
        opens = OPENS.match(count.before)
        if (
            opens
            and SEPARATES.search(count.before, opens.end() + 1)
            and not TOGETHER.fullmatch(count.before, opens.end())
        ):
            opens = None
        if closes >= 0 and not (opens and opens.end() > closes):
            while stack and not stack[-1].paren:
                yield stack.pop()
            if stack:
                yield stack.pop()
        if opens and not (opens["bare"] and NO_PART.search(count.before)) and closes < 0:
            if count.unit == last.unit and not NO_PART.search(count.before):
                rivals = [] if stack else _rivals(chain, last)
                how = opens["how"] or opens["bare"]
                stack.append(
                    _Open(last, how, bool(opens["paren"]) or opens["bare"] in ("（", "("), rivals, [count])
                )
            else:
                yield from _closed(stack)
        elif stack and count.unit == stack[-1].total.unit and not ENDS.search(count.before):
            rank = _rank(count.before)
            if closes < 0 and rank > _first(stack[-1].separator, rank):
                yield from _closed(stack)
                chain.append(count)
                continue
            while len(stack) > 1 and stack[-1].sum == stack[-1].total.value:
                yield stack.pop()
            stack[-1].separator = _first(stack[-1].separator, rank)
            stack[-1].parts.append(count)
        elif stack and (count.unit == stack[-1].total.unit or SEPARATES.search(count.before)):
            yield from _closed(stack)
        chain.append(count)
    yield from _closed(stack)


def _rank(before: str) -> int:
    """How strongly the sign behind a number parts it from what follows: 、 less than ，, that less than ；."""
    sign = before.lstrip("　 ）)")[:1]
    return 2 if sign in "；;" else 1 if sign in "，," else 0


def _first(known: int | None, found: int) -> int:
    return found if known is None else known


def _closed(stack: list[_Open]) -> Iterator[_Open]:
    while stack:
        yield stack.pop()


def _rivals(chain: Sequence[_Count], total: _Count) -> list[Decimal]:
    """What a list may be of beside the number just before it: numbers earlier in the sentence, and their sums."""
    earlier = [count.value for count in chain if count.unit == total.unit and count is not total][-3:]
    sums = [sum(earlier[n:], total.value) for n in range(len(earlier))]
    return [*earlier, *sums]


def _outcomes(counts: Sequence[_Count]) -> Iterator[_Open]:
    """The outcomes of requests, told group by group behind how many were answered."""
    total: _Count | None = None
    seen: dict[int, _Count] = {}
    for count in (*counts, None):
        kinds = [n for n, words in enumerate(OUTCOMES) if count and words.search(count.label)]
        if count and kinds and total and count.unit == total.unit and count.end - total.end < FARTHEST:
            if any(kind in seen for kind in kinds):
                total = None
            seen |= dict.fromkeys(kinds, count)
            continue
        if count is None or ANSWERED.search(count.label):
            if total and len(seen) == len(OUTCOMES):
                yield _Open(total, "其他", False, [], list(dict.fromkeys(seen.values())))
            total, seen = count, {}


def _told(one: _Open, text: str, start: int, section: str) -> Parts | None:
    """A list that was read to its end; None where it proves nothing."""
    if one.total.hedge or any(part.hedge for part in one.parts):
        return None
    labels = [part.label for part in one.parts]
    if sum(bool(CHANNEL.search(label)) for label in labels) > 1:
        return None
    end = max(part.end for part in one.parts)
    is_open = text.startswith(("等", " 等"), end) or text[end : end + 4].find("等") in (0, 1, 2)
    total = next((rival for rival in one.rivals if rival == one.sum), one.total.value)
    exhaustive = not is_open and len(labels) > 1 and _exhaustive(one, labels) and not one.rivals
    greatest = max((total, *one.rivals))
    overlaps = not exhaustive and any(ASPECT.search(label) for label in labels)
    above = max(part.value for part in one.parts) if overlaps else one.sum
    if len(labels) == 1 and above <= greatest:
        return None
    stop = end if end - one.total.start <= LONGEST_QUOTE else one.total.end
    words = text[one.total.start : stop].lstrip("　 ，,、")
    return Parts(
        kind="sum",
        section=section,
        start=start + one.total.start,
        end=start + end,
        quote=words,
        unit=one.total.unit,
        total=total,
        parts=tuple(part.value for part in one.parts),
        count=len(one.parts),
        exhaustive=exhaustive,
        low=total if exhaustive else Decimal(0),
        high=greatest if above > greatest or exhaustive else max(greatest, one.sum),
    )


def _exhaustive(one: _Open, labels: Sequence[str]) -> bool:
    if OTHER.search(labels[-1]) or one.how.startswith("分别"):
        return True
    return any(
        len(kinds) == len(labels) and all(sum(bool(k.search(label)) for label in labels) == 1 for k in kinds)
        for kinds in COMPLETE
    )
