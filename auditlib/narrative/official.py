"""Official titles of sections: those of another form than the year's, and those a slip of the pen away.

Titles vary rightly (及 and 和, 其他 and 其它, with and without 的): a slip is one sign too many, too few, wrong or
swapped, and none of those that titles vary by.
"""

from collections.abc import Mapping
from functools import lru_cache

from auditlib.wording import split_ordinal, squeeze

STATISTICS, ANNUAL = "statistics-2014", "annual"
TITLES: Mapping[str, str] = {
    "收到和处理政府信息公开申请情况": ANNUAL,
    "主动公开政府信息情况": "",
    "政府信息公开行政复议、行政诉讼情况": ANNUAL,
    "存在的主要问题及改进情况": "",
    "其他需要报告的事项": "",
    "政府信息公开收费及减免情况": STATISTICS,
    "政府信息公开的收费及减免情况": STATISTICS,
    "因政府信息公开申请行政复议、提起行政诉讼的情况": "",
    "依申请公开政府信息情况": "",
    "政府信息公开工作存在的主要问题及改进措施": "",
    "概述": STATISTICS,
}
# What a title may have more, less or otherwise, and still be meant so.
VARIED = set("的和及与、，以并它他了被等其务")
SHORTEST = 9


def era_of(title: str) -> str:
    """The kind of form whose own section this is: statistics-2014, annual, or "" for a title of both."""
    return TITLES.get(words_of(title), "")


@lru_cache(maxsize=1 << 12)
def misprinted(title: str) -> str:
    """The official title that a title is a slip away from; "" for one that is right, varies rightly or is its own."""
    words = words_of(title)
    if words in TITLES:
        return ""
    return next((name for name in TITLES if len(name) >= SHORTEST and _slip(words, name)), "")


@lru_cache(maxsize=1 << 12)
def words_of(title: str) -> str:
    """A title without its number and spaces."""
    return squeeze(split_ordinal(title)[1]).replace(",", "、").rstrip("。:、")


def _slip(words: str, name: str) -> bool:
    if abs(len(words) - len(name)) > 1:
        return False
    head = next(
        (i for i, (a, b) in enumerate(zip(words, name, strict=False)) if a != b), min(len(words), len(name))
    )
    tail = 0
    while tail < min(len(words), len(name)) - head and words[-1 - tail] == name[-1 - tail]:
        tail += 1
    left, right = words[head : len(words) - tail], name[head : len(name) - tail]
    if VARIED.intersection(left + right):
        return False
    swapped = len(left) == len(right) == 2 and left == right[::-1]
    return swapped or max(len(left), len(right)) == 1
