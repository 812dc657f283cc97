"""What the prose claims: counts, zero statements, and levels that are said to equal last year's.

A claim is linked to an indicator by the words next to its number, never by its value. Where the wording fits no cell
of the form the claim is kept without an indicator: unsupported, which is not wrong.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditlib.dates import years
from auditlib.narrative.lexicon import Lexicon, Wording, lexicon
from auditlib.narrative.numerals import Quantity, quantities
from auditlib.narrative.sentences import Sentence, clause_end, clause_start
from auditlib.report import Claim

STRETCH_BREAKS = "，,；;。：:（(）)！？\n"
LONGEST_STRETCH = 60
LONGEST_QUOTE = 28
LAST_YEAR = re.compile(r"上年|去年|上一年|同期|前年")
CUMULATIVE = re.compile(r"(?:以来|历年|开通|截至|截止)[^，。]{0,16}(?:，)?[^，。]{0,12}(?:累计|共)")
PLANNED = re.compile(r"预计|计划|拟|力争|将(?!近)|下一步|目标")
OPENING_YEAR = re.compile(r"^[\s　]*(?:[一二三四五六七八九十]是)?(?:在)?$")
LEVEL = re.compile(
    r"与(?:上年|去年|上一年度?|前一年|(?:19|20)\d\d年)度?(?:的)?(?:同期)?(?:基本)?(?:持平|相同|一致|相当)"
)


def claims(sentences: Sequence[Sentence], form: str, year: int | None) -> tuple[Claim, ...]:
    """The claims of the prose in order, linked to the indicators of the form by their wording."""
    known = lexicon(form)
    found = [claim for sentence in sentences for claim in _of_sentence(sentence, known, year)]
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _of_sentence(sentence: Sentence, known: Lexicon | None, year: int | None) -> Iterator[Claim]:
    text = sentence.text
    counts = list(quantities(text))
    linked: list[tuple[Quantity, str]] = []
    end_before = 0
    for quantity in counts:
        start = max(
            clause_start(text, quantity.start, STRETCH_BREAKS), end_before, quantity.start - LONGEST_STRETCH
        )
        end_before = quantity.end
        stretch = text[start : quantity.start]
        scope = _scope(text, start, quantity, year)
        indicator, because = link(stretch, text, quantity, known) if known and not scope else ("", "")
        linked.append((quantity, indicator))
        yield _claim(sentence, start, quantity, indicator, because, scope)
    yield from _levels(sentence, linked)
    if known is not None:
        yield from _zeros(sentence, known, year)


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


def _scope(text: str, start: int, quantity: Quantity, year: int | None) -> str:
    """ "" where the number is of the reported year; last year's in a comparison is other_year, a count over years
    cumulative, a number that is yet to come planned."""
    stretch = text[start : quantity.start]
    if CUMULATIVE.search(text[: quantity.start]):
        return "cumulative"
    if LAST_YEAR.search(stretch):
        return "other_year"
    if PLANNED.search(stretch):
        return "planned"
    named = [value for value, _, _ in years(stretch)] or _opening_year(text)
    return "other_year" if named and year is not None and named[-1] != year else ""


def _opening_year(text: str) -> list[int]:
    """The year that opens a sentence as the time of what it tells."""
    first = next(years(text), None)
    return [first[0]] if first and OPENING_YEAR.match(text[: first[1]]) else []


def link(stretch: str, sentence: str, quantity: Quantity, known: Lexicon) -> tuple[str, str]:
    """The indicator expression that the words around a number speak of, and the words that decided; "" for none."""
    if known.other_business.search(stretch):
        return "", ""
    behind = sentence[quantity.end : quantity.end + 24]
    channels = [name for name, pattern in known.channels.items() if pattern.search(stretch)]
    if len(channels) > 1 and ("等" in stretch or "多种" in stretch):
        channels = []
    best: tuple[int, str, str] = (0, "", "")
    for wording in known.wordings:
        if quantity.unit in wording.units and (
            words := _decides(wording, stretch, behind, sentence, channels)
        ):
            weight = len(words) + (8 if wording.channel or wording.context else 0)
            best = max(best, (weight, wording.indicator, words))
    return best[1], best[2]


def _decides(wording: Wording, stretch: str, behind: str, sentence: str, channels: Sequence[str]) -> str:
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
        return match[0]
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


def _zeros(sentence: Sentence, known: Lexicon, year: int | None) -> Iterator[Claim]:
    text = sentence.text
    found: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for zero in known.zeros:
        for match in zero.say.finditer(text):
            start = clause_start(text, match.start(), STRETCH_BREAKS)
            if year is not None and any(value != year for value in _opening_year(text)):
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
