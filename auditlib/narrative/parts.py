"""Stated totals with their stated parts: 共2599条（其中机构职能类25条，…，其他856条）, lists of outcomes, nested lists.

A list is exhaustive where it closes with 其他, is told 分别, promises to part the whole (按申请方式统计), or names kinds
that leave no other (专职、兼职); one that ends in 等 is open. What went out through several channels is counted in each
of them: it adds up to no less than the whole where 其他渠道 closes the list, and to nothing where the list is open. A
list that is not said to be exhaustive and still looks like it is kept as such (``nearly``).

One total may have several lists behind each other, by the route of a lawsuit and by its outcome.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from auditlib.narrative.counted import LABEL, Count, counts_of
from auditlib.narrative.enumerations import enumerations
from auditlib.narrative.facets import OUTCOME, PENDING, are_ways, facets
from auditlib.narrative.open_lists import CLASS, OpenList, is_complete, parted, told, total_of
from auditlib.narrative.promises import promises
from auditlib.narrative.respectively import BETWEEN_THINGS, VERB
from auditlib.narrative.sentences import Sentence
from auditlib.narrative.sums import of_two_years, sums
from auditlib.report import Claim, Parts

SEPARATES = re.compile("[，,；;、：:]")
# What opens a list of parts, directly behind its total.
OPENS = re.compile(
    r"[^，,。；;：:（(]{0,12}[，,；;]?\s*(?P<paren>[（(])?\s*(?P<how>其中|包括|包含|分别(?:是|为)?|含)"
    r"|(?P<inside>[^，,。；;：:（(\d]{0,6}?[当之]?中)(?![央标国小学共期心止型介文医级外])[，,、]?"
    r"|\s*(?P<bare>[（(：:])"
)
PARTED = re.compile(r"[，,]?\s?(?:其中|包括|包含)")
BALANCED = re.compile(r"[（(][^（()）]*[）)]")
# A share, or how last year differs, told of the number before.
ASIDE = re.compile(
    r"^(?:[，,、]\s?(?:约?占|占比)[^，,。；;：:\d]{0,12}[\d.]+\s?[%％]"
    r"|[，,]\s?(?:同比|环比|[较比与](?:上|去|前|20))[^，,。；;：:]{0,24}(?:[增减降升]|持平|[多少]了?)[^，,。；;：:]{0,12}(?=[，,；;]))+"
)
# A number behind these is no further part.
ENDS = re.compile(
    "全年|另外?[有收]?|此外|同时|合计|总计|累计|共[计收发公开]|结转|顺延|(?<!延期)(?<!按[时期])(?:办结|答复)|收到|受理|同比|[较比]上年|[较比]去年|增[长加]|减少|下降|占|每|开展|举办|召开"
)
# The first part may be named by several words: 其中，政策、规划类信息.
TOGETHER = re.compile(r"[，,：:]?[^，,；;：:。《》]*")
NO_PART = re.compile("含上年|上年|去年|另有|另外|同比|[较比]|增|减|结转|顺延|占|每|累计")
# Lawsuits or reconsiderations as a whole, and not by their route.
CASES = re.compile("(?:诉讼|应诉|(?<!未经)(?<!未经行政)(?<!经)(?<!经行政)复议(?!后))(?:案件|案)?")
BY_SEMICOLON = 2
# What says before the first part that several follow, whatever parts them: 其中：…；…；….
ANNOUNCES = re.compile("(?:其中|包括|包含)[，,]?[：:]|分别")
# The rest, which closes a list.
CLOSES = re.compile(
    "(?:其他|其它|其余)(?:各?类|形式|方式|渠道|途径|情形|结果|情况|处理|信息|文件|内容|解读|申请|的|均?为){0,3}"
)
INSIDE = re.compile("(?:案件|申请)?[当之]?中")
RESPECTIVE = re.compile(
    r"[^，,。；;：:（()\d]{0,12}[，,；;：:](?P<things>[^，,。；;：:（()\d]{4,60}?)分别(?:为|是|有|达)?"
)
JOINED = re.compile(r"[^，,。；;：:\d]{0,4}(?:[、，,和与及]|以及)\s*")
OUTCOMES = tuple(
    re.compile(words)
    for words in ("予以公开|同意公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
)
ANSWERED = re.compile("答复|办结|办理结果")
FARTHEST = 400


def parts(prose: Sequence[Sentence], claims: Sequence[Claim]) -> tuple[Parts, ...]:
    """The totals that the prose states with their parts, and the lists whose number it states, in order."""
    stated = [c for c in claims if c.kind == "count" and c.unit != "%" and c.value is not None]
    found: list[Parts] = []
    at = 0
    paragraphs = [*_paragraphs(prose)]
    for n, (start, text, section) in enumerate(paragraphs):
        first = at
        while at < len(stated) and stated[at].end <= start + len(text):
            at += 1
        if at - first > 1:
            counts = counts_of(text, start, stated[first:at])
            found += [proved for one in _all(text, counts) if (proved := told(one, text, start, section))]
        found += enumerations(text, start, section, paragraphs[n + 1][1] if n + 1 < len(paragraphs) else "")
    return tuple(sorted(found, key=lambda one: one.start))


def _all(text: str, counts: Sequence[Count]) -> Iterator[OpenList]:
    """The lists of a paragraph, each told once however it was found."""
    known: set[tuple[int, int]] = set()
    totals: set[int] = set()
    for one in (*_lists(text, counts), *promises(text, counts), *_respective(counts), *sums(text, counts)):
        for part in parted(one):
            key = (part.total.end, part.parts[0].end)
            if key not in known:
                known.add(key)
                totals.add(part.total.end)
                yield part
    yield from (one for one in _outcomes(text, counts) if one.total.end not in totals)


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


def _lists(text: str, counts: Sequence[Count]) -> Iterator[OpenList]:
    """The lists of a paragraph, nested ones before those that they are in."""
    stack: list[OpenList] = []
    heads: list[Count] = []  # the numbers of the sentence that are no parts
    brackets: list[list[Count]] = []  # of each open bracket the number before it and those inside
    for last, count in zip((None, *counts), counts, strict=False):
        if last is None or count.begins_sentence:
            yield from _closed(stack)
            heads = [count]
            brackets.clear()
            continue
        before, whole, aside = ASIDE.sub("", BALANCED.sub("", count.before)), last, [last]
        closes = min((i for sign in "）)" if (i := before.find(sign)) >= 0), default=-1)
        if closes >= 0 and brackets:
            aside = brackets.pop()
        if closes >= 0 and not _opening(before[:closes]):
            while stack and not stack[-1].paren:
                yield stack.pop()
            whole = aside[0]
            if stack:
                whole = stack[-1].total
                yield stack.pop()
            before = before[closes + 1 :]
        if "（" in before or "(" in before:
            brackets.append([last])
        if brackets:
            brackets[-1].append(count)
        opens = _opening(before)
        if opens and not (opens["bare"] and NO_PART.search(before)):
            if count.unit == whole.unit and not NO_PART.search(before):
                nested = bool(stack)
                stack.append(_opened(opens, whole, [] if nested else heads, aside[1:]))
                stack[-1].parts.append(count)
                heads = []
            else:
                yield from _closed(stack)
                heads.append(count)
            continue
        if not stack:
            heads.append(count)
        elif _is_tail(count, stack[-1]):
            stack[-1].tail = count
            yield from _closed(stack)
        elif _restates(text, count, stack[-1]):
            yield from _closed(stack)
            heads = [count]
        elif count.unit == stack[-1].total.unit and not ENDS.search(before):
            while stack and _is_over(stack[-1], stack[-2] if len(stack) > 1 else None, count):
                yield stack.pop()
            if not stack:
                heads.append(count)
                continue
            one, rank = stack[-1], _rank(before)
            if closes < 0 and not _goes_on(text, one, count, rank):
                yield from _closed(stack)
                heads.append(count)
                continue
            one.separator = rank if one.separator is None else one.separator
            one.parts.append(count)
        elif count.unit == stack[-1].total.unit or SEPARATES.search(before):
            yield from _closed(stack)
            heads.append(count)
    yield from _closed(stack)


def _opening(before: str) -> re.Match[str] | None:
    """The words that open a list, directly behind its total."""
    opens = OPENS.match(before)
    if opens and SEPARATES.search(before, opens.end() + 1) and not TOGETHER.fullmatch(before, opens.end()):
        return None
    return opens


def _opened(opens: re.Match[str], whole: Count, heads: Sequence[Count], inside: Sequence[Count]) -> OpenList:
    """A list of parts of a number: of it alone, or of what was told beside it (``heads``) or of it in brackets
    (``inside``) as well.

    What came in this year and what was left over are a whole together, and each is one by itself: nothing else is.
    """
    how = opens["how"] or opens["bare"] or "中"
    paren = bool(opens["paren"]) or opens["bare"] in ("（", "(")
    if len(inside) > 1 and of_two_years(inside) and total_of(inside) == whole.value:
        return OpenList(whole, how, paren, [one.value for one in inside], wholes_known=True)
    if len(heads) == 2 and whole is heads[-1] and of_two_years(heads):
        new, left = heads
        rivals = [left.value, new.value + left.value]
        return OpenList(new, how, paren, rivals, wholes_known=True)
    return OpenList(whole, how, paren, _rivals(heads, whole) if heads else [])


def _is_tail(count: Count, one: OpenList) -> bool:
    """Whether a number tells behind a list of outcomes how many are still open: 另有1件尚未审结."""
    if count.unit != one.total.unit or not PENDING.search(count.label):
        return False
    if not (one.separator is not None and _rank(count.before) > one.separator) and not ENDS.search(
        count.lead
    ):
        return False
    if any(PENDING.search(part.label) for part in one.parts):
        return False
    return any(OUTCOME in facets(part) for part in one.parts)


def _restates(text: str, count: Count, one: OpenList) -> bool:
    """Whether a number is the total once more: 5件，其中…；5件中被纠正1件."""
    return count.value == one.total.value and bool(INSIDE.match(text, count.end))


def _is_over(inner: OpenList, outer: OpenList | None, count: Count) -> bool:
    """Whether a list is over with the number before: what follows is told as its total is, or as the parts of the list
    that it is in, and not as its own; or it is made up, and what follows is not told by another facet. One
    in brackets is over with them."""
    if inner.paren:
        return False
    by = facets(count)
    if inner.sum == inner.total.value and (outer or (len(inner.parts) > 1 and count.value and not by)):
        return True
    beside = facets(inner.total) | (facets(outer.parts[-1]) if outer else frozenset())
    return bool(by & beside) and not any(by & facets(part) for part in inner.parts)


def _goes_on(text: str, one: OpenList, count: Count, rank: int) -> bool:
    """Whether a number goes on with a list.

    Behind a stronger sign than the one between its first parts it does so only in brackets, where it is told by the
    same facet, as the rest that closes the list, or where the list is made up and another one follows; and never
    where it counts cases in a list that does not.
    """
    if rank == BY_SEMICOLON and CASES.search(count.label):
        return any(CASES.search(part.label) for part in one.parts)
    if one.separator is None and rank == BY_SEMICOLON:
        return one.paren or _is_like(text, one, count)
    if one.separator is None or rank <= one.separator:
        return True
    if rank < BY_SEMICOLON and CLOSES.fullmatch(LABEL.split(count.lead)[-1]):
        return one.sum + count.value <= one.total.value
    by = facets(count)
    made_up = one.sum == one.total.value
    return bool(by) and (one.paren or made_up or bool(by & facets(one.parts[0])))


def _is_like(text: str, one: OpenList, count: Count) -> bool:
    """Whether what stands behind a semicolon goes on with a list of one part so far, and is not told as its total is:
    办理建议17件，其中主办3件；办理提案23件."""
    first = one.parts[0]
    if ANNOUNCES.search(first.lead) or facets(first) & facets(count) or of_two_years((first, count)):
        return True
    if count.value > one.total.value or PARTED.match(text, count.end):
        return False
    if VERB.match(count.label) and not VERB.search(first.label):
        return False
    return first.label[-2:] == count.label[-2:] or bool(CLASS.search(first.lead) and CLASS.search(count.lead))


def _rank(before: str) -> int:
    """How strongly the sign behind a number parts it from what follows: 、 less than ，, that less than ；."""
    if "；" in before or ";" in before:
        return BY_SEMICOLON
    return 1 if before.lstrip("　 ）)")[:1] in ("，", ",") else 0


def _closed(stack: list[OpenList]) -> Iterator[OpenList]:
    while stack:
        yield stack.pop()


def _rivals(heads: Sequence[Count], total: Count) -> list[Decimal]:
    """What a list may be of beside the number just before it: numbers earlier in the sentence, and their sums."""
    earlier = [count.value for count in heads if count.unit == total.unit and count is not total][-3:]
    if sum(earlier) == total.value:
        return []  # the numbers before are what the total sums up
    together = [sum(earlier[n:], total.value) for n in range(len(earlier))]
    return [*earlier, *together]


def _respective(counts: Sequence[Count]) -> Iterator[OpenList]:
    """Lists told 分别 behind what they are of: 通过网络、信函方式提出的分别为30件、27件."""
    for n, count in enumerate(counts):
        things = RESPECTIVE.fullmatch(count.lead)
        if not n or not things or counts[n - 1].unit != count.unit:
            continue
        named = [thing for thing in BETWEEN_THINGS.split(things["things"]) if thing]
        row = counts[n : n + len(named)]
        if len(row) != len(named) < 2 or any(not JOINED.fullmatch(one.lead) for one in row[1:]):
            continue
        if len(named) > 1 and (are_ways(named) or is_complete(named)):
            listed = [replace(one, lead=thing) for one, thing in zip(row, named, strict=True)]
            yield OpenList(counts[n - 1], "promise", False, [], listed)


def _outcomes(text: str, counts: Sequence[Count]) -> Iterator[OpenList]:
    """The outcomes of requests, told group by group behind how many were answered; all kinds of them."""
    if not all(words.search(text) for words in OUTCOMES):
        return
    total: Count | None = None
    seen: dict[int, Count] = {}
    for count in (*counts, None):
        kinds = [n for n, words in enumerate(OUTCOMES) if count and words.search(count.label)]
        if count and kinds and total and count.unit == total.unit and count.end - total.end < FARTHEST:
            if any(kind in seen for kind in kinds):
                total = None
            seen |= dict.fromkeys(kinds, count)
            continue
        if count is None or ANSWERED.search(count.label):
            if total and len(seen) == len(OUTCOMES):
                yield OpenList(total, "其他", False, [], list(dict.fromkeys(seen.values())))
            total, seen = count, {}
