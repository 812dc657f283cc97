"""Shares: 258件，占33.9%; 占办结总数的12.66%; 自然人申请占比90%; 分别占50%、9.1%; 申请办结率100%.

The numerator is what the number just before speaks of, or where there is none what the words before 占 name; the
denominator what the words say or, where they do not, the total that it is a part of. Where neither is a cell but both
numbers stand in the sentence, the share is kept without an indicator.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from auditlib.narrative.directions import DOWN, UP
from auditlib.narrative.linked import (
    CARRIED_IN,
    CLOSED,
    LITIGATION,
    NEW,
    PERCENT,
    Linked,
    Meaning,
    counts_before,
    exact,
    own_before,
    stretch,
)
from auditlib.narrative.outcome_rates import outcome_rate
from auditlib.narrative.rates import Rate
from auditlib.narrative.respectively import BETWEEN_THINGS
from auditlib.narrative.sentences import Sentence, clause_start
from auditlib.report import Claim, Given

NEAR = 60
CLAUSES = "，,。；;：:、（("
NOTHING = Given()
APPLICANT = "自然人"  # a word of the forms alone
PORTION = "(?:比例|比重|比率|百分比|比)"
REACHES = "(?:约?为|是|高?达到?|约|均为)?"
OF = re.compile(rf"占(?P<of>[^，,。；;：:、（(）)占\d%]{{0,16}}?)的?{PORTION}?{REACHES}\s*$")
# 占办结总量73件的46.6%.
OF_NUMBER = re.compile(r"占[^，,。；;：:、（(占\d%]{0,16}$")
DIVIDES = re.compile(rf"的{PORTION}?{REACHES}\s*")
PROPORTION = re.compile(rf"的?(?:比例|比重|百分比){REACHES}\s*$")
# The rates of several things at once: 分别占办结总数的50%、9.1%; 占比分别为50%、9.1%; 自然人、企业申请的比例分别为….
SEVERALLY = re.compile(
    rf"(?:(?:分别|依次|各)占(?P<of>[^，,。；;：:、占\d%]{{0,16}}?)的?{PORTION}?{REACHES}"
    rf"|(?:所?占(?P<whole>[^，,。；;：:、占\d%]{{0,16}}?))?的?{PORTION}(?:分别|依次)(?:约?为|是|达到?|占)?)\s*$"
)
JOINED = re.compile(r"[、，,和及与]{1,2}\s*")
# What is told of by its words alone: 自然人提出的申请占比达80.5%.
NAMED_PART = re.compile(r"(?:的|所|各|约|共|均){1,2}$")
# Of requests that were told as a list, 占 stands behind all of them.
LISTED = re.compile(r"其中|包括|包含|分别|：|:|（|\(")
# A share told twice: 约占三分之一（33.65%）.
TOLD_TWICE = re.compile(
    r"[，,、（(]?(?:大?约|近|超过?)?占[^，,。；;：:\d]{0,8}?(?:分之[一二三四五六七八九十]{1,2}|[一二三四五六七八九]成[多以上]{0,2}|一?半)[（(]\s*"
)
# 九成以上来自自然人; 80.5%的申请为个人提出.
OF_WHOM = re.compile(
    r"(?:以上|左右)?的?(?:申请人?)?(?:为|是|来自|系|由)(?P<words>[^，,。；;、：:（(\d]{2,10})"
)
OTHER_THINGS = re.compile("公文|文件|网站|网页|人员|职工|党员|代表|满意|资金|经费|项目|指标|比较|培训")
BETWEEN = re.compile(
    r"的?(?:政府信息|政府信息公开|信息公开)?(?:申请|信息|答复|案件|文件)?[，,、（(]?(?:大?约|共|各)?\s*"
)
OPENED = re.compile(r"\s*[（(]\s*")
SUM = "+".join
HUNDRED = Decimal(100)
UNSTATED = re.compile(r"(?:其|总|其中的)?(?:总数|总量|总件数|总额|总计|总|全部|合计)?的?")
KINDS = frozenset(("natural_person", "business", "research", "social_organisation", "legal_service", "other"))
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
# Several numbers of a list taken together: （29件）、…（15件），合计占; 两项共占.
TOGETHER = re.compile(
    r"[，,、；]?\s?(?:以上|这|上述|前)?(?P<n>[两二三四五])?(?:者|项|类|种|个方面)?(?:合计|共计|总计|一共|共|相加|之和|加起来){1,2}(?:约|就|即)?$"
)
NUMBERS_TOLD = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
LISTS = re.compile(r"其中|包括|包含|分别|：|:|的?是|[当之件条]中[，,]")
BETWEEN_LISTED = re.compile(r"[）)]?[、，,和及与；]{0,2}")
# The number behind its share: 占40%，为40条; 占40%（40条）.
NUMBER_BEHIND = re.compile(r"\s?(?:[，,]?(?:共?为|即|共?计|共|有|达|合)|[（(])\s?")
# What leads from a whole to its parts.
PARTS_FOLLOW = re.compile("其中|[当之]中|(?<=[件条次份篇])中[，,]|中[，,]")
# What begins something else behind a list.
OTHER_MATTER = re.compile("另|此外|同时|同期|全年|累计|收到|受理|办理|办结|举办|开展")
# What the words of a whole have beside its name: 占已结案件的, 占主动公开总数的.
NAMES_NOTHING = re.compile("总(?:数|量|件数|额|计)?|数量?|案件|全部|所有|的|[件条量]")
# The reasons of which the forms have several, by their common words.
GROUPS = {"refused": "不予公开", "unavailable": "无法提供", "rejected": "不予处理", "other": "其他处理"}
CHANGE = re.compile(f"(?:{UP}|{DOWN})了?$")
OTHER_BUSINESS = re.compile(
    "提案|(?<!复)议案|建议|信箱|热线|工单|信访|诉求|留言|咨询|网络问政|投诉|举报|满意|事项|审批"
)
NAMED = re.compile(
    r"(?P<timely>按[时期]|如期|限时|及时|依法|期限内)?(?:申请)?(?:的)?(?:办结|答复|回复|办复)率(?:均|都|继续)?"
    r"(?:约?为|达到?|保持(?:在)?|实现|是)?\s*$"
)
RATES = (f"{CLOSED}/{NEW}+{CARRIED_IN}", f"{CLOSED}/{NEW}", "request.closed/request.received")
TIMELY = ("request.closed.on_time/request.closed", "request.closed.on_time/request.received")


def shares(
    sentence: Sentence, linked: Sequence[Linked], found: Sequence[Rate], meaning: Meaning
) -> Iterator[Claim]:
    """The shares of a sentence that are of a cell, or of two numbers of the sentence.

    ``meaning`` says what words of the sentence speak of.
    """
    done = 0
    for n, rate in enumerate(found):
        if n < done:
            continue
        row = _row(sentence.text, found[n:])
        if len(row) > 1 and (told := [*_severally(sentence, linked, row, meaning)]):
            yield from told
            done = n + len(row)
        else:
            yield from _single(sentence, linked, rate, meaning)


def _row(text: str, found: Sequence[Rate]) -> Sequence[Rate]:
    """The rates that are told one behind the other: 50%、9.1%和12.7%."""
    joined = 1
    for one, other in pairwise(found):
        if not JOINED.fullmatch(text, one.end, other.start):
            break
        joined += 1
    return found[:joined]


def _severally(
    sentence: Sentence, linked: Sequence[Linked], row: Sequence[Rate], meaning: Meaning
) -> Iterator[Claim]:
    """The shares of as many numbers, or things named, before them."""
    text = sentence.text
    match = SEVERALLY.search(text, max(0, row[0].start - 34), row[0].start)
    if not match:
        return
    of, at = (match["of"] or match["whole"] or "").strip(), match.start()
    before = counts_before(linked, at)
    listed, earlier = before[-len(row) :], before[: -len(row)]
    if before and BETWEEN.fullmatch(text, before[-1].quantity.end, at):
        if len(listed) == len(row) and _is_list(text, earlier, listed):
            start = clause_start(text, at, "，,。；;：:（(")
            readings = _of_one_whole([_readings(one.indicator, of, earlier, meaning) for one in listed])
            whole = _of_list(listed, row, earlier, of)
            for one, rate, readings_of_one in zip(listed, row, readings, strict=True):
                if readings_of_one or whole is not None:
                    given = Given(exact(one), whole)
                    yield _claim(sentence, rate, start, "|".join(readings_of_one), match[0], given)
        return
    start = clause_start(text, at, "，,。；;：:（(")
    named = [thing for thing in BETWEEN_THINGS.split(NAMED_PART.sub("", text[start:at])) if thing]
    if len(named) == len(row):
        place = start
        for thing, rate in zip(named, row, strict=True):
            place = text.index(thing, place)
            yield from _of_words(sentence, linked, rate, (place, place + len(thing)), of, match[0], meaning)


def _is_list(text: str, earlier: Sequence[Linked], listed: Sequence[Linked]) -> bool:
    """Whether numbers are a list of like ones, with nothing of it left before them."""
    if any(one.scope or one.quantity.unit != listed[0].quantity.unit for one in listed):
        return False
    return not earlier or bool(LISTED.search(text, earlier[-1].quantity.end, listed[0].quantity.start))


def _of_one_whole(readings: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The readings of the shares of one list that have a whole in common; none where one share has no reading of it."""
    wholes = [{reading.partition("/")[2] for reading in one} for one in readings]
    common = set.intersection(*wholes)
    return [[reading for reading in one if reading.partition("/")[2] in common] for one in readings]


def _of_list(
    listed: Sequence[Linked], row: Sequence[Rate], earlier: Sequence[Linked], of: str
) -> Decimal | None:
    """The whole of the shares of a list that its sentence states: the number before the list, or all of it where the
    shares make up a hundred."""
    before = earlier[-1] if earlier else None
    if before and not before.scope and UNSTATED.fullmatch(of):
        return exact(before) if before.quantity.unit == listed[0].quantity.unit else None
    slack = sum((Decimal(1).scaleb(min(0, int(rate.value.as_tuple().exponent))) for rate in row), Decimal(0))
    if any(one.quantity.hedge for one in listed) or abs(sum(rate.value for rate in row) - HUNDRED) > slack:
        return None
    return sum((one.quantity.value for one in listed), Decimal(0))


def _single(sentence: Sentence, linked: Sequence[Linked], rate: Rate, meaning: Meaning) -> Iterator[Claim]:
    text = sentence.text
    before = text[: rate.start]
    counts = counts_before(linked, rate.start)
    if divided := _of_number(text, counts, rate):
        part, whole, because = divided
        yield _claim(sentence, rate, part.quantity.at, "", because, Given(exact(part), exact(whole)))
    elif of := OF.search(before, max(0, rate.start - 30)):
        told = [*_part(sentence, linked, rate, of.start(), of["of"].strip(), meaning)]
        told = told or [*_together(sentence, counts, rate, of, meaning)]
        told = told or [*_told_behind(sentence, linked, rate, of, meaning)]
        if told or not meaning.known:
            yield from told
            return
        span = (clause_start(text, of.start(), CLAUSES), of.start())
        yield from _of_words(sentence, linked, rate, span, of["of"].strip(), of[0], meaning)
    elif proportion := PROPORTION.search(before, max(0, rate.start - 12)):
        span = (clause_start(text, proportion.start(), CLAUSES), proportion.start())
        yield from _of_words(sentence, linked, rate, span, "", proportion[0], meaning)
    elif counts and (
        OPENED.fullmatch(before, counts[-1].quantity.end)
        or TOLD_TWICE.fullmatch(before, counts[-1].quantity.end)
    ):
        yield from _part(sentence, linked, rate, counts[-1].quantity.end, "", meaning)
    elif named := NAMED.search(before, max(0, rate.start - 20)):
        yield from _named(sentence, linked, rate, named, meaning)
    elif outcome := outcome_rate(sentence, linked, rate, meaning):
        yield _claim(sentence, rate, *outcome)
    elif whom := OF_WHOM.match(text, rate.end):
        told = [*_of_words(sentence, linked, rate, whom.span("words"), "", whom[0], meaning)]
        yield from (one for one in told if one.indicator.startswith(("request.new.", "request.received.")))


def _of_number(text: str, counts: Sequence[Linked], rate: Rate) -> tuple[Linked, Linked, str] | None:
    """Part and whole of a share whose whole stands in its words: 34件，占办结总量73件的46.6%."""
    if len(counts) < 2 or not DIVIDES.fullmatch(text, counts[-1].quantity.end, rate.start):
        return None
    part, whole = counts[-2:]
    said = OF_NUMBER.search(text, max(0, whole.quantity.start - 20), whole.quantity.start)
    if not said or part.scope or whole.scope or part.quantity.unit != whole.quantity.unit:
        return None
    told = BETWEEN.fullmatch(text, part.quantity.end, said.start())
    return (part, whole, text[said.start() : rate.start]) if told else None


def _of_words(
    sentence: Sentence,
    linked: Sequence[Linked],
    rate: Rate,
    span: tuple[int, int],
    of: str,
    because: str,
    meaning: Meaning,
) -> Iterator[Claim]:
    """A share of what words of the sentence name, where no number stands for it."""
    start, end = span
    words = NAMED_PART.sub("", sentence.text[start:end])
    before = own_before(linked, start)
    if not words or OTHER_THINGS.search(words) or OTHER_THINGS.search(of):
        return
    if before and not before[-1].indicator and "申请" not in words:
        return  # a part of something that is no cell
    part = meaning.of(start, start + len(words))
    if not part and APPLICANT in words and meaning.is_own(start, start + len(words)):
        part = meaning.said(words)
    readings = _readings(part, of, before, meaning)
    if readings:
        yield _claim(sentence, rate, min(start, rate.start), "|".join(readings), because)


def _part(
    sentence: Sentence, linked: Sequence[Linked], rate: Rate, at: int, of: str, meaning: Meaning
) -> Iterator[Claim]:
    """A share whose numerator is the number before it; ``at`` is where the words that say of what begin."""
    text, before = sentence.text, counts_before(linked, at)
    if not before or before[-1].scope or not BETWEEN.fullmatch(text, before[-1].quantity.end, at):
        return
    part = before[-1]
    expression = "|".join(_readings(part.indicator, of, before[:-1], meaning))
    whole = _whole(text, before, of) or _carried(text, part, of, meaning)
    if not (expression or whole):
        return
    others = tuple(
        value
        for one in before[:-1]
        if one.quantity.unit == part.quantity.unit and (value := exact(one)) is not None
    )
    yield _claim(
        sentence,
        rate,
        whole.quantity.at if whole in before and not expression else part.quantity.at,
        expression,
        text[at : rate.start] or "（",
        Given(exact(part), exact(whole) if whole else None, None, others),
    )


def _together(
    sentence: Sentence, counts: Sequence[Linked], rate: Rate, of: re.Match[str], meaning: Meaning
) -> Iterator[Claim]:
    """A share of several numbers together: 予以公开23件、无法提供32件，合计占68.8%."""
    text, end = sentence.text, of.start()
    told = TOGETHER.search(text, max(0, end - 12), end)
    counts = [one for one in counts if told and one.quantity.end <= told.start()]
    if not told or len(counts) < 2:
        return
    start = max((match.end() for match in LISTS.finditer(text, 0, counts[-1].quantity.start)), default=0)
    listed = [one for one in counts if one.quantity.start >= start]
    earlier = counts[: len(counts) - len(listed)]
    stated = NUMBERS_TOLD.get(told["n"] or "", len(listed))
    if not 1 < len(listed) == stated or not BETWEEN_LISTED.fullmatch(
        text, listed[-1].quantity.end, told.start()
    ):
        return
    if any(one.scope or one.quantity.unit != listed[0].quantity.unit for one in listed):
        return
    if any(not BETWEEN_LISTED.match(text, one.quantity.end) for one in listed):
        return
    numbers = [exact(one) for one in listed]
    if None in numbers:
        return
    names = [_name(text, one, meaning) for one in listed]
    readings = _readings(SUM(names), of["of"].strip(), earlier, meaning) if all(names) else []
    whole = _whole(text, [*earlier, listed[0]], of["of"].strip())
    if readings or whole:
        together = sum((one for one in numbers if one is not None), Decimal(0))
        given = Given(together, exact(whole) if whole else None)
        yield _claim(sentence, rate, listed[0].quantity.at, "|".join(readings), of[0], given)


def _name(text: str, one: Linked, meaning: Meaning) -> str:
    """What a number of a list speaks of, by the words before its bracket where it stands in one."""
    if one.indicator:
        return one.indicator.split("|")[0]
    opened = OPENED.search(text, max(0, one.quantity.start - 2), one.quantity.start)
    if not opened:
        return ""
    start = clause_start(text, opened.start(), CLAUSES)
    return meaning.of(start, opened.start()).split("|")[0]


def _told_behind(
    sentence: Sentence, linked: Sequence[Linked], rate: Rate, of: re.Match[str], meaning: Meaning
) -> Iterator[Claim]:
    """A share that its number follows: 公开信息100条，镇街占40%，为40条."""
    text = sentence.text
    part = next((one for one in linked if one.quantity.start >= rate.end), None)
    if not part or part.scope or not NUMBER_BEHIND.fullmatch(text, rate.end, part.quantity.start):
        return
    if any(
        one.quantity.end > clause_start(text, of.start(), CLAUSES)
        for one in counts_before(linked, rate.start)
    ):
        return
    behind = [one for one in linked if one.quantity.unit != PERCENT and one.quantity.end <= rate.start]
    whole = next((one for one in behind if one.quantity.unit == part.quantity.unit), None)
    whole = whole or _carried(text, part, of["of"].strip(), meaning)
    if whole and not whole.scope and UNSTATED.fullmatch(of["of"].strip()):
        given = Given(
            exact(part), exact(whole), None, tuple(v for one in behind if (v := exact(one)) is not None)
        )
        yield _claim(sentence, rate, clause_start(text, of.start(), CLAUSES), "", of[0], given)


def _whole(text: str, before: Sequence[Linked], of: str) -> Linked | None:
    """The number that the last one is stated to be a part of: 共…200条，其中…80条，占40%; 已结39件，维持28件，占已结案件的…."""
    part = before[-1].quantity
    named = "" if UNSTATED.fullmatch(of) else NAMES_NOTHING.sub("", of)
    if not named and not UNSTATED.fullmatch(of):
        return None
    for one in reversed(before[:-1]):
        if CHANGE.search(text, max(0, one.quantity.start - 4), one.quantity.start):
            continue  # by how much another number has changed
        if one.quantity.unit != part.unit:
            continue
        if named:
            words = text[clause_start(text, one.quantity.start, CLAUSES) : one.quantity.start]
            if named in words and not one.scope:
                return one
        elif PARTS_FOLLOW.search(text, one.quantity.end, part.at):
            return one if part.at - one.quantity.end <= NEAR and not one.scope else None
    return None


def _carried(text: str, part: Linked, of: str, meaning: Meaning) -> Linked | None:
    """The whole of the list that a sentence behind a semicolon goes on with."""
    whole = meaning.before.whole
    if whole is None or whole.quantity.unit != part.quantity.unit or not UNSTATED.fullmatch(of):
        return None
    return None if OTHER_MATTER.search(text[: part.quantity.start]) else whole


def _readings(part: str, of: str, before: Sequence[Linked], meaning: Meaning) -> list[str]:
    """What a share may be of, what the sentence has already spoken of first."""
    stated = {name for one in before for name in one.indicator.split("|")}
    parts = [name for name in part.split("|") if name]
    pairs = [
        (name, whole)
        for name in parts
        for whole in (
            (*wholes_of(name), *_group(name, meaning)) if UNSTATED.fullmatch(of) else _wholes_said(name, of)
        )
    ]
    pairs = [
        (name, whole)
        for name, whole in pairs
        if name != whole and (name not in ALL_REQUESTS or (name, whole) == (NEW, ALL_REQUESTS[1]))
    ]
    pairs.sort(key=lambda pair: pair[1] not in stated)
    return [f"{name}/{whole}" for name, whole in dict.fromkeys(pairs)]


def _group(part: str, meaning: Meaning) -> tuple[str, ...]:
    """The total of the reasons that a reason is one of; () for what is no reason."""
    words = GROUPS.get(part.split(".")[1], "") if part.startswith("request.") and "+" not in part else ""
    whole = meaning.said(words).split("|")[0] if words else ""
    return (whole,) if whole else ()


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
        if len(rest) > 1 and rest[-1] in KINDS and rest[0] != "new":
            row = ".".join(("request", *rest[:-1], "total"))
            return tuple(dict.fromkeys((row, CLOSED, NEW)))
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


def _named(
    sentence: Sentence, linked: Sequence[Linked], rate: Rate, named: re.Match[str], meaning: Meaning
) -> Iterator[Claim]:
    """A rate that has a name: of the requests that the sentence speaks of."""
    text, before = sentence.text, own_before(linked, named.start())
    words = text[before[-1].quantity.end if before else 0 : rate.start]
    asked = before[-1].indicator.startswith("request.") if before else "申请" in words
    if not asked or OTHER_BUSINESS.search(words) or (before and before[-1].scope):
        return
    timely = named["timely"]
    readings = TIMELY if timely and timely != "依法" else RATES
    start = clause_start(text, named.start(), "，,；;。（(")
    if not meaning.is_own(start, named.start()):
        return
    yield _claim(sentence, rate, start, "|".join(readings), named[0].strip())


def _claim(
    sentence: Sentence, rate: Rate, start: int, indicator: str, because: str, given: Given = NOTHING
) -> Claim:
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
        given=given,
    )
