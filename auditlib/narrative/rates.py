"""Percentages as prose writes them: 33.9%, 百分之三十, 九成, 超八成, 翻一番."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditlib.narrative.linked import PERCENT, Linked
from auditlib.narrative.numerals import DIGITS, HEDGES, chinese_value, one_width

# A fall may be written as a negative growth: 同比增长-5%.
NEGATIVE = re.compile(r"(?<=[长加升幅速为])\s?(?P<number>[-－﹣−]\d+(?:\.\d+)?)\s?[%％]")
MINUS = re.compile("[－﹣−]")
HEDGE = r"(?P<hedge>约为?|将?近|大约|超过?|逾|突破|不足|不低于)?"
SPOKEN = re.compile(
    HEDGE
    + r"(?:百分之(?P<hundredths>[一二三四五六七八九十百零〇]{1,5})(?:点(?P<decimals>[〇零一二三四五六七八九]{1,3}))?"
    r"|(?P<tenths>[一二两三四五六七八九])成(?!功|立|员|果|为|效|本|份|熟|人|就|都|长|品|交|绩|千|套|分|型|片)(?P<more>[多以])?(?P<half>[一二三四五六七八九](?![是个、]))?)"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage at ``start:end`` of a sentence, hedge included; ``value`` keeps the digits as printed."""

    start: int
    end: int
    value: Decimal
    hedge: str


def rates(text: str, linked: Sequence[Linked]) -> list[Rate]:
    """The percentages of a sentence in order."""
    found = [_printed(one) for one in linked if one.quantity.unit == PERCENT]
    if "百分之" in text or "成" in text:
        printed = [(rate.start, rate.end) for rate in found]
        found += [
            rate for rate in _spoken(text) if not any(a < rate.end and rate.start < b for a, b in printed)
        ]
    if ("%" in text or "％" in text) and any(sign in text for sign in "-－﹣−"):
        found += _negative(text)
    return sorted(found, key=lambda rate: rate.start)


def _printed(one: Linked) -> Rate:
    return Rate(one.quantity.start, one.quantity.end, one.quantity.value, one.quantity.hedge)


def _negative(text: str) -> Iterator[Rate]:
    plain = one_width(text)
    for match in NEGATIVE.finditer(plain):
        start, end = match.start("number"), match.end()
        yield Rate(start, end, Decimal(MINUS.sub("-", match["number"])), "")


def _spoken(text: str) -> Iterator[Rate]:
    for match in SPOKEN.finditer(text):
        hedge = HEDGES.get(match["hedge"] or "", "")
        if tenths := match["tenths"]:
            value: Decimal | None = Decimal(DIGITS[tenths] * 10 + DIGITS.get(match["half"], 0))
            hedge = hedge or ("余" if match["more"] else "约")
        else:
            whole = chinese_value(match["hundredths"])
            decimals = "".join(str(DIGITS[sign]) for sign in match["decimals"] or "")
            value = None if whole is None else Decimal(f"{whole}.{decimals}" if decimals else whole)
        if value is not None:
            yield Rate(match.start(), match.end(), value, hedge)
