"""Slips of the pen: a law misquoted, a word printed twice, a number that is missing before its unit.

Only what cannot be meant is told: words that double rightly (一步一步, 公开公开目录) and units that end a word (文件,
头条) are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from auditlib.wording import squeeze

REGULATION = "中华人民共和国政府信息公开条例"
LAWS = frozenset(
    f"中华人民共和国{name}"
    for name in (
        "政府信息公开条例 保守国家秘密法 保守国家秘密法实施条例 行政许可法 行政复议法 行政诉讼法 行政处罚法 行政强制法 "
        "档案法 政府采购法 网络安全法 数据安全法 个人信息保护法 民法典 预算法 招标投标法"
    ).split()
)
TITLE = re.compile(r"《([^《》\n]{4,40})》")
NUMBER_BEHIND = re.compile(r"[（(]\s?(?:中华人民共和国)?国(?:务院)?令[第\s]{0,3}(\d{3})\s?号")
REGULATION_NUMBERS = ("492", "711")
FORM_NUMBER = re.compile(r"[（(]\s?国办公开办函[〔\[【(（]\s?(\d{4})\s?[〕\]】)）]\s?(\d{1,3})\s?号")
FORM_NUMBERS = {"2019": "60", "2021": "30"}
NAMES_FORM = re.compile(r"(?:工作年度报告格式|工作年度报告有关事项的通知)[〉>]?(?:的通知)?$")
MISNAMED = (
    (re.compile(r"^(.{2,8}[省市区县州])信息公开(办法|规定|条例)$"), r"\1政府信息公开\2"),
    (re.compile(r"^中华人民共和国(?:政务)?信息公开条例$"), REGULATION),
    (
        re.compile(r"^(?:中华人民共和国)?(?:政务信息公开条例|政府信息公开工作条例|政府信息公开法)$"),
        REGULATION,
    ),
    (re.compile(r"^中华人民共和国(?:国家)?保密法$"), "中华人民共和国保守国家秘密法"),
)
PHRASE_TWICE = re.compile(r"([一-龥]{2}[一-龥\d ]{0,22}?)\1")
RIGHTLY_TWICE = re.compile(
    r"(?:政府|政务|信息|公开|主动|依申请)+|一.|逐.|.一|各.|越.|又.|几.|年年|人人|(?P<same>.)(?P=same)|讨论|研究|学习|商量|宣传|交流|锻炼|检查|了解|评价|办公室|[零〇○一二三四五六七八九十百\d\s]+"
)
WORD_TWICE = re.compile(
    r"的的(?!确|士)|及及(?!时)|和和(?![谐平睦解])|与与(?!会)|是是(?!非|否)|了了(?![解然结])|在在(?![线建校职场岗编册全])"
)
NO_NUMBER = re.compile(
    r"(?:公开|发布|公布|核准|办理|受理|收到|办结|答复)(?P<what>[一-龥]{2,12}?)(?P<unit>[条件篇])"
    r"(?=[、，,；;][^、，,；;。\d\n]{1,14}\d+\s?(?P=unit))"
)
ENDS_A_WORD = re.compile(r"[文信案稿软附邮要条事证零组硬部构急来配函][件]$|[链头词信戒线面]条$|[长短诗名]篇$")
COUNTED = re.compile(r"[\d一二两三四五六七八九十百千万几数多余每各逐整首此该]$")

Kind = Literal["law", "number", "twice", "unit"]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip at ``start:end`` of the text; ``meant`` is what it should say, "" where that is open."""

    kind: Kind
    start: int
    end: int
    meant: str


def slips(text: str) -> Iterator[Slip]:
    """The slips of a text, kind by kind."""
    yield from _laws(text)
    for match in PHRASE_TWICE.finditer(text):
        if not RIGHTLY_TWICE.fullmatch(match[1]) and not _wanted_twice(text, match):
            yield Slip("twice", match.start(), match.end(), match[1])
    for match in WORD_TWICE.finditer(text):
        yield Slip("twice", match.start(), match.end(), match[0][0])
    for match in NO_NUMBER.finditer(text):
        what = match["what"] + match["unit"]
        if not ENDS_A_WORD.search(what) and not COUNTED.search(match["what"]):
            yield Slip("unit", match.start(), match.end(), "")


def _laws(text: str) -> Iterator[Slip]:
    for match in TITLE.finditer(text):
        name = squeeze(match[1]).replace("(", "（").replace(")", "）")
        if meant := _meant(name):
            yield Slip("law", match.start(), match.end(), f"《{meant}》")
        number = NUMBER_BEHIND.match(text, match.end())
        if number and name in (REGULATION, "政府信息公开条例") and number[1] not in REGULATION_NUMBERS:
            yield Slip("number", match.start(), number.end(), "国务院令第711号")
        number = FORM_NUMBER.match(text, match.end())
        if number and NAMES_FORM.search(name):
            right = FORM_NUMBERS.get(number[1])
            if right and right != number[2]:
                yield Slip("number", match.start(), number.end(), f"国办公开办函〔{number[1]}〕{right}号")


def _meant(name: str) -> str:
    """The law that a title misquotes; "" for a title that is right or of something else."""
    if name in LAWS:
        return ""
    for pattern, right in MISNAMED:
        if pattern.match(name):
            return pattern.sub(right, name)
    if not name.startswith("中华人民共和国"):
        return ""
    return next((law for law in LAWS if _one_sign_apart(name, law)), "")


def _one_sign_apart(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _wanted_twice(text: str, match: re.Match[str]) -> bool:
    """Whether the second of two words begins a longer one: 服务服务员, 管理管理费."""
    return len(match[1]) == 2 and bool(
        re.match(r"[员者费法学权局厅部处科室站所会化性率册栏]", text[match.end() : match.end() + 1])
    )
