"""How official labels and headings are compared: without spaces, in one width, without their ordinals."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

CHINESE_DIGITS = "零一二三四五六七八九"
SPACES = re.compile("[\\s\u3000\u200b\ufeff]+")
ORDINAL = re.compile(
    r"(?:(?P<section>[一二三四五六七八九十]{1,3})[、.．,，:：](?![一二三四五六七八九十]{1,3}[、季])"
    r"|[(（](?P<part>[一二三四五六七八九十]{1,3})[)）][、.．]?"
    r"|(?P<item>\d{1,2})(?:[、]|[.．](?!\d))"
    r"|[(（](?P<detail>\d{1,2})[)）][、.．]?)"
)
HALF_WIDTHS = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "！": "!", "？": "?", "％": "%"}
UNSEEN = {"\u200b": "", "\ufeff": ""}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LEVELS = ("section", "part", "item", "detail")


@lru_cache(maxsize=1 << 14)
def squeeze(text: str) -> str:
    """Text in half-width forms without any white space: what is left when typesetting is taken away."""
    if text.isascii():
        return "".join(text.split())
    # Without its commonest full-width signs most text is found to be normal, which is quick.
    normal = unicodedata.normalize("NFKC", exchanged(text, HALF_WIDTHS))
    return "".join(exchanged(normal, UNSEEN).split())


def exchanged(text: str, signs: Mapping[str, str]) -> str:
    """Text with signs exchanged for others (str.translate would look up every character, and Chinese ones slowly)."""
    for sign, other in signs.items():
        if sign in text:
            text = text.replace(sign, other)
    return text


def masked(text: str) -> str:
    """Text with its numbers made alike: what two quotes share when only their figures differ."""
    return NUMBER.sub("#", text)


def plain(value: float) -> str:
    """A figure as a person writes it: whole numbers without a decimal point, others with no more than they need."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def rounded(value: float) -> str:
    """The same for a figure that may have been worked out: one that does not end is given with two decimals."""
    text = plain(value)
    return text if len(text.partition(".")[2]) < 6 else plain(round(value, 2))


def chinese_number(digits: str) -> int:
    """The value of 一 … 九十九."""
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return CHINESE_DIGITS.index(digits) if len(digits) == 1 else 0
    return 10 * (CHINESE_DIGITS.index(tens) if tens else 1) + (CHINESE_DIGITS.index(ones) if ones else 0)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The ordinal in front of a heading or label: 一、 is level 1, （一） 2, 1. 3, （1） 4."""

    level: int
    number: int


def split_ordinal(text: str) -> tuple[Ordinal | None, str]:
    """An ordinal and the words behind it; None where the text does not start with one."""
    text = text.strip()
    if not (match := ORDINAL.match(text)):
        return None, text
    name = match.lastgroup or ""
    digits = match[name]
    number = int(digits) if digits.isdigit() else chinese_number(digits)
    return Ordinal(LEVELS.index(name) + 1, number), text[match.end() :].strip()
