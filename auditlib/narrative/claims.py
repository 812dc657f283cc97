"""What the prose claims: counts, zero statements, and levels that are said to equal last year's.

A claim is linked to an indicator by the words next to its number, never by its value. Where the wording fits no cell
of the form the claim is kept without an indicator: unsupported, which is not wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from auditlib.dates import years
from auditlib.narrative.lexicon import Lexicon, Wording, lexicon
from auditlib.narrative.numerals import Quantity, quantities
from auditlib.narrative.sentences import Sentence, clause_end, clause_start
from auditlib.report import Claim
from auditlib.wording import SPACES

STRETCH_BREAKS = "，,；;。：:（(）)！？\n"
LONGEST_STRETCH = 60
LONGEST_QUOTE = 28
LAST_YEAR = re.compile(r"上年|去年|上一年|同期|前年")
CUMULATIVE = re.compile(
    r"(?:以来|历年|近年来|[二三四五六七八九十两]年来|开通|截至|截止)[^，。]{0,16}(?:，)?[^，。]{0,12}(?:累计|共)"
)
THIS_YEAR = re.compile(r"本年|今年|当年")
WITHIN_YEAR = re.compile(r"全年|本年|今年|当年|年内|一年来")
PLANNED = re.compile(r"预计|计划|拟|力争|将(?!近)|下一步|目标")
LEADS = r"^[\s　]*(?:[一二三四五六七八九十]{1,2}[是、]|[(（][一二三四五六七八九十]{1,2}[)）])?(?:在)?"
OPENING_YEAR = re.compile(LEADS + "$")
OPENS_LAST_YEAR = re.compile(LEADS + "(?:去年|上年|上一年|前年)")
OPENS_PLAN = re.compile(LEADS + "(?:下一?步|今后|明年|来年|新的一年|下一?年)")
LAST_YEARS = re.compile(rf"(?<![与和同比较])(?:{LAST_YEAR.pattern})")
QUOTED_TITLE = re.compile(r"《[^《》]{0,80}》")
# Another body than the agency as a whole, as the one that acts: 县教育局收到, 乡镇公开.
ACTOR = re.compile(
    r"(?P<who>[一-龥]{0,14}?(?:[局委办镇乡村]|委员会|街道|办事处|部门|单位|本级|科室|中心|学校|医院|企业|社区))"
    r"(?=(?:累计|共计|共|主动|依法|直接|新|也|已|均|全年){0,2}"
    r"(?:公开|发布|公布|收到|受理|接到|办理|办结|答复|举办|召开|开展|组织|设置|设立|报送|未|没有|无))"
)
BEFORE_ACTOR = re.compile(r"^(?:年度?|其中|由|全年|当年|本年度?|经|通过|因|在|及时|[、和及]){0,4}")
WHOLE = re.compile(r"我|本(?!级)|全[省市县区州旗局委镇乡街院校]|各级|政府及")
LEVEL = re.compile(
    r"与(?:上年|去年|上一年度?|前一年|(?:19|20)\d\d年)度?(?:的)?(?:同期)?(?:基本)?(?:持平|相同|一致|相当)"
)


def claims(sentences: Sequence[Sentence], form: str, year: int | None, agency: str = "") -> tuple[Claim, ...]:
    """The claims of the prose in order, linked to the indicators of the form by their wording.

    ``agency`` is who reports: what another body did, or a part of it, is no claim about its table.
    """
    known = lexicon(form)
    found = [claim for sentence in sentences for claim in _of_sentence(sentence, known, year, agency)]
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _of_sentence(sentence: Sentence, known: Lexicon | None, year: int | None, agency: str) -> Iterator[Claim]:
    text = sentence.text
    titles = [match.span() for match in QUOTED_TITLE.finditer(text)]
    linked: list[tuple[Quantity, str]] = []
    found: list[Claim] = []
    end_before = 0
    for quantity in quantities(text):
        if any(a <= quantity.start < b for a, b in titles):
            continue
        start = max(
            clause_start(text, quantity.start, STRETCH_BREAKS), end_before, quantity.start - LONGEST_STRETCH
        )
        end_before = quantity.end
        stretch = text[start : quantity.start]
        scope = _scope(sentence, start, quantity, year, agency)
        above = next((name for _, name in reversed(linked) if name), "")
        words = SPACES.sub("", stretch)
        indicator, because = link(words, text, quantity, known, above) if known and not scope else ("", "")
        linked.append((quantity, indicator))
        found.append(_claim(sentence, start, quantity, indicator, because, scope))
    yield from _undisputed(found)
    yield from _levels(sentence, linked)
    if known is not None:
        yield from _zeros(sentence, known, year, agency)


def _undisputed(found: Sequence[Claim]) -> Iterator[Claim]:
    """Where a sentence has several numbers for one cell, none of them can be told to be the cell's."""
    values: dict[str, set[Decimal | None]] = {}
    for claim in found:
        values.setdefault(claim.indicator, set()).add(claim.value)
    for claim in found:
        disputed = bool(claim.indicator) and len(values[claim.indicator]) > 1
        yield replace(claim, indicator="", because="") if disputed else claim


def _claim(
    sentence: Sentence, start: int, quantity: Quantity, indicator: str, because: str, scope: str
) -> Claim:
    text = sentence.text
    start = max(start, quantity.end - LONGEST_QUOTE)
    start += len(text[start:]) - len(text[start:].lstrip("　 、"))
    return Claim(
        section=sentence.section,
        start=sentence.start + start,
        end=sentence.start + quantity.end,
        quote=text[start : quantity.end],
        value=quantity.value,
        unit=quantity.unit,
        hedge=quantity.hedge,
        kind="share" if quantity.unit == "%" else "count",
        indicator=indicator,
        because=because,
        scope=scope,
    )


def _scope(sentence: Sentence, start: int, quantity: Quantity, year: int | None, agency: str) -> str:
    """ "" where the number is of this agency in the reported year; last year's in a comparison is other_year, a count
    over years cumulative, a number that is yet to come planned, one of another body part."""
    text = sentence.text
    stretch = text[start : quantity.start]
    if CUMULATIVE.search(text[: quantity.start]) and not WITHIN_YEAR.search(stretch):
        return "cumulative"
    if LAST_YEAR.search(stretch):
        return "other_year"
    if PLANNED.search(stretch) or _leads_plan(sentence):
        return "planned"
    named = [value for value, _, _ in years(stretch)]
    if not named and not THIS_YEAR.search(stretch):
        if OPENS_LAST_YEAR.match(sentence.opening):
            return "other_year"
        named = _opening_year(text) or _opening_year(sentence.opening)
    if named and year is not None and named[-1] != year:
        return "other_year"
    return "part" if of_another(stretch, agency) else ""


def _leads_plan(sentence: Sentence) -> bool:
    """Whether the sentence, or the list it is an item of, is told as a plan."""
    lead = sentence.opening
    if OPENS_PLAN.match(lead):
        return True
    return lead != sentence.text and bool(PLANNED.search(lead[: lead.find("：") + 1]))


def of_another(stretch: str, agency: str) -> bool:
    """Whether somebody else than the agency as a whole acts; its name may be shortened (区水务局, 水务局)."""
    for match in ACTOR.finditer(stretch):
        who = BEFORE_ACTOR.sub("", match["who"])
        rest = iter(agency)
        if who and not WHOLE.search(who) and not (agency and all(sign in rest for sign in who)):
            return True
    return False


def _opening_year(text: str) -> list[int]:
    """The year that opens a sentence as the time of what it tells."""
    first = next(years(text), None)
    return [first[0]] if first and OPENING_YEAR.match(text[: first[1]]) else []


def link(stretch: str, sentence: str, quantity: Quantity, known: Lexicon, above: str = "") -> tuple[str, str]:
    """The indicator expression that the words around a number speak of, and the words that decided; "" for none.

    ``above`` is what the number before it in the sentence speaks of.
    """
    if known.other_business.search(stretch):
        return "", ""
    behind = SPACES.sub("", sentence[quantity.end : quantity.end + 24])
    channels = [name for name, pattern in known.channels.items() if pattern.search(stretch)]
    if len(channels) > 1 and ("等" in stretch or "多种" in stretch):
        channels = []
    best: tuple[int, str, str] = (0, "", "")
    for wording in known.wordings:
        if quantity.unit in wording.units and (
            words := _decides(wording, stretch, behind, sentence, channels, above)
        ):
            weight = len(words) + (8 if wording.channel or wording.context or wording.under else 0)
            best = max(best, (weight, wording.indicator, words))
    return best[1], best[2]


def _decides(
    wording: Wording, stretch: str, behind: str, sentence: str, channels: Sequence[str], above: str
) -> str:
    if wording.under and not f"{above}.".startswith(f"{wording.under}."):
        return ""
    if wording.channel is not None and list(channels) != ([wording.channel] if wording.channel else []):
        return ""
    if wording.never and wording.never.search(stretch):
        return ""
    if wording.context and not wording.context.search(stretch):
        return ""
    if wording.topic and not wording.topic.search(sentence):
        return ""
    if wording.not_topic and wording.not_topic.search(sentence):
        return ""
    if match := wording.head.search(stretch):
        return match[0] or "…"
    if (
        wording.tail
        and wording.tail_head
        and (match := wording.tail_head.search(stretch))
        and (after := wording.tail.match(behind))
    ):
        return f"{match[0]}…{after[0]}"
    return ""


def _levels(sentence: Sentence, linked: Sequence[tuple[Quantity, str]]) -> Iterator[Claim]:
    for match in LEVEL.finditer(sentence.text):
        before = [(quantity, name) for quantity, name in linked if quantity.end <= match.start()]
        quantity, name = before[-1] if before else (None, "")
        near = quantity is not None and match.start() - quantity.end <= 12
        start = quantity.at if quantity and near else match.start()
        yield Claim(
            section=sentence.section,
            start=sentence.start + start,
            end=sentence.start + match.end(),
            quote=sentence.text[start : match.end()],
            value=None,
            unit="",
            hedge="约" if "基本" in match[0] else "",
            kind="level",
            indicator=name if near else "",
            because=match[0],
        )


def _zeros(sentence: Sentence, known: Lexicon, year: int | None, agency: str) -> Iterator[Claim]:
    text = sentence.text
    found: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for zero in known.zeros:
        for match in zero.say.finditer(text):
            start = clause_start(text, match.start(), STRETCH_BREAKS)
            said = text[start : match.end()]
            if year is not None and any(value != year for value in _opening_year(text)):
                continue
            if OPENS_LAST_YEAR.match(text) or LAST_YEARS.search(said) or of_another(said, agency):
                continue
            end = clause_end(text, match.end(), STRETCH_BREAKS)
            found.setdefault((start, end), []).append((zero.indicator, zero.unit, match[0]))
    for (start, end), names in found.items():
        lead = start + len(text[start:end]) - len(text[start:end].lstrip("　 "))
        expression = "+".join(dict.fromkeys(name for name, _, _ in names))
        yield Claim(
            section=sentence.section,
            start=sentence.start + lead,
            end=sentence.start + end,
            quote=text[lead:end],
            value=Decimal(0),
            unit=names[0][1],
            hedge="",
            kind="none",
            indicator=expression,
            because=max((words for _, _, words in names), key=len),
        )
