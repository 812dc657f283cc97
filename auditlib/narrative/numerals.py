"""Quantities in prose: 335条, １４５条, 1,234件, 15.8万条, 三百三十五件, 两次, 近5000人次, 1000余条, 90.2%.

What is no quantity is left out: years and dates, document numbers, ordinals, telephone numbers, postcodes, list
numbers. A quantity has a unit; a bare number is none.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from auditlib.wording import exchanged

WIDTHS = {
    c: unicodedata.normalize("NFKC", c)
    for c in "０１２３４５６７８９，．％＋－（）：；"
    if len(unicodedata.normalize("NFKC", c)) == 1
}
DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
TENS = {"十": 10, "百": 100, "千": 1000}
UNITS = "人次 场次 批次 万元 亿元 元 处 条 件 次 篇 个 期 份 人 名 场 项 起 宗 类 家 册 批 部 则 篇次 条次 件次 % 例 幅 轮 户 平方米 小时 天 分钟".split()
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
BEFORE = r"(?:(?P<before>约为?|(?<![最附])近|将近|大约|超过?|逾|突破|不足|不少于|不低于|共计约)\s?)?"
AFTER = r"\s?(?P<after>余|多|来|左右)?"
BEHIND = rf"\s?(?P<unit>{UNIT})(?P<tail>左右|以上|以内)?"
# 万元 is a unit of its own. A number behind another (5至8次, 1 234条) is half of something else.
ARABIC = re.compile(
    r"(?=[\d约近将大超逾突不共])"
    + BEFORE
    + r"(?<![\d.\-—〔\[第])(?<!\d,)(?<!\d[至到~～―–\s])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    + r"\s?(?P<scale>(?:[万亿](?!元)|[千百])?)"
    + AFTER
    + BEHIND
)
# 数百条, 几十件 and 上千次 count nothing.
CHINESE = re.compile(
    "(?=[一二两三四五六七八九十百千约近将大超逾突不共])"
    + BEFORE
    + r"(?<![\d第〇零一二两三四五六七八九十百千万亿])(?!(?<=[数几上])[十百千万]+(?:[余多来]|[^〇零一二两三四五六七八九]))"
    + r"(?P<number>[一二两三四五六七八九十百千][〇零一二两三四五六七八九十百千万亿]{0,11})(?!(?<=[万亿])元)"
    + AFTER
    + BEHIND
)
# 百分之九十八点五, and 超八成: a tenth is never exact.
PERCENT = re.compile(
    BEFORE
    + r"百分之(?P<number>\d+(?:\.\d+)?|[零一二两三四五六七八九十百]{1,6}(?:点[〇零一二三四五六七八九]{1,4})?)"
    + r"(?P<after>余|多)?(?P<tail>左右|以上|以内)?"
)
TENTHS = re.compile(
    BEFORE
    + r"(?<![第〇零一二两三四五六七八九十百千])(?P<number>[一二三四五六七八九])成(?![员立为果功本效长熟分品绩年型交套人])"
    + r"(?P<after>余|多)?(?P<half>[一二三四五六七八九](?![是个、]))?(?P<tail>左右|以上|以内)?"
)
# 分别为3、4、5件: the unit is said once. 件数为25: it is said before.
LIST = re.compile(
    r"(?:分别|依次)(?:为|是|有|达到?|共|:)?\s?(?=(?P<numbers>\d+(?:\.\d+)?(?:(?:、|和|及|与)\d+(?:\.\d+)?){1,8})\s?"
    + rf"(?P<unit>{UNIT}))"
)
BARE = re.compile(
    r"(?P<unit>人次|件|条|次|份|篇|期|个|项|人)数(?:量)?(?:共计|累计|共|达到|达|为|是|:){1,2}\s?(?P<number>\d+)"
    + rf"(?!\d|[.,]\d|[%年月日号度余多至到~～-]|\s?(?:{UNIT}))"
)
# 件数依次为3、4、5: the unit is said before the list.
LIST_OF = re.compile(
    r"(?P<unit>人次|件|条|次|份|篇|期|个|项|人)数(?:量)?(?:分别|依次)(?:为|是|:)?\s?"
    r"(?P<numbers>\d+(?:(?:、|和|及|与)\d+){1,9})" + rf"(?!\d|[.,]\d|[%年月日号度余多至到~～-]|\s?(?:{UNIT}))"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What a text needs to hold a quantity in figures, or in Chinese numerals with a unit behind them.
FIGURE = re.compile(r"\d")
COUNTED = re.compile(
    rf"[〇零一二两三四五六七八九十百千万亿]\s?[余多来左]?右?\s?[{''.join({unit[0] for unit in UNITS})}％]"
)
NOT_ORDINAL = re.compile(r"第\s?$")
# 一次性, 一条龙, 五个方面, 两个责任, 三项制度: set phrases and not counts.
NO_COUNT = re.compile(
    r"次性|条龙|条线|个方面|个层面|个维度|件事|项制度|个一|个工作日|个月|个部分|次会议|届|份子|期间|人一|条例|条规定|个年|类人|类(?:行政机关)?内部|类过程|项任务|处室|处级|处长|处理|处置|处罚|部件"
)
HEDGES = {
    "约": "约", "约为": "约", "大约": "约", "共计约": "约", "近": "近", "将近": "近", "不足": "近", "超": "超", "超过": "超",
    "逾": "超", "突破": "超", "不少于": "超", "不低于": "超", "余": "余", "多": "余", "来": "余", "左右": "约", "以上": "超", "以内": "近",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at ``start:end``; ``at`` is where the digits begin.

    ``hedge`` is 约, 近, 余, 超, 万 (written in ten thousands, so rounded to its last digit) or ""."""

    start: int
    at: int
    end: int
    value: Decimal
    unit: str
    hedge: str


def one_width(text: str) -> str:
    """The text with full-width digits and signs made half-width, one character for one, so that offsets hold."""
    return exchanged(text, WIDTHS)


def chinese_value(digits: str) -> int | None:
    """三百三十五 → 335, 一亿二千万 → 120000000, 一二三 → None (a row of digits is no number of things)."""
    total = section = digit = 0
    for position, sign in enumerate(digits):
        if sign in DIGITS:
            if position and digits[position - 1] in DIGITS and DIGITS[digits[position - 1]]:
                return None
            digit = DIGITS[sign]
        elif sign in TENS:
            section += (digit or 1) * TENS[sign]
            digit = 0
        else:
            scale = 10_000 if sign == "万" else 100_000_000
            low = total % scale if sign == "亿" else 0  # 一万亿 scales the 万 before it, 一亿二千万 does not
            total = total - low + (low + section + digit) * scale
            section = digit = 0
    return total + section + digit


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text in order. Offsets are those of ``text``."""
    figures, counted = FIGURE.search(text), COUNTED.search(text)
    if not (figures or counted or "百分之" in text or "成" in text):
        return iter(())
    plain = one_width(text)
    found = [
        *(_arabic(plain) if figures else ()),
        *(_chinese(plain) if counted else ()),
        *_shares(plain),
        *(_without_unit(plain) if figures else ()),
    ]
    return iter(sorted(found, key=lambda q: q.start))


def _hedge(match: re.Match[str], rounded: bool) -> str:
    words = (match["before"], match["after"], match["tail"])
    return next((HEDGES[word] for word in words if word), "万" if rounded else "")


def _arabic(text: str) -> Iterator[Quantity]:
    scales = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
    for match in ARABIC.finditer(text):
        value = Decimal(match["number"].replace(",", "")) * scales[match["scale"]]
        yield from _quantity(text, match, value, match["scale"] in ("万", "亿"))


def _chinese(text: str) -> Iterator[Quantity]:
    for match in CHINESE.finditer(text):
        value = chinese_value(match["number"])
        if value is not None:
            yield from _quantity(text, match, Decimal(value), match["number"].endswith(("万", "亿")))


def _shares(text: str) -> Iterator[Quantity]:
    if "百分之" in text:
        for match in PERCENT.finditer(text):
            whole, _, rest = match["number"].partition("点")
            low = "".join(str(DIGITS[sign]) for sign in rest)
            value = (
                Decimal(whole) if whole[0].isascii() else Decimal(f"{chinese_value(whole) or 0}.{low or 0}")
            )
            yield Quantity(
                match.start(), match.start("number"), match.end(), value, "%", _hedge(match, False)
            )
    if "成" in text:
        for match in TENTHS.finditer(text):
            hedge = _hedge(match, False) or "约"
            value = Decimal(10 * DIGITS[match["number"]] + DIGITS.get(match["half"], 0))
            yield Quantity(match.start(), match.start("number"), match.end(), value, "%", hedge)


def _without_unit(text: str) -> Iterator[Quantity]:
    """Numbers whose unit is told with the last of their list, or before them."""
    if "数" in text and ("分别" in text or "依次" in text):
        for match in LIST_OF.finditer(text):
            for one in NUMBER.finditer(text, *match.span("numbers")):
                yield Quantity(one.start(), one.start(), one.end(), Decimal(one[0]), match["unit"], "")
    if "分别" in text or "依次" in text:
        for match in LIST.finditer(text):
            numbers = list(NUMBER.finditer(text, *match.span("numbers")))
            for one in numbers[:-1]:
                yield Quantity(one.start(), one.start(), one.end(), Decimal(one[0]), match["unit"], "")
    if "数" in text:
        for match in BARE.finditer(text):
            at, end = match.span("number")
            yield Quantity(at, at, end, Decimal(match["number"]), match["unit"], "")


def _quantity(text: str, match: re.Match[str], value: Decimal, rounded: bool) -> Iterator[Quantity]:
    at = match.start("number")
    if NOT_ORDINAL.search(text, max(0, at - 2), at) or NO_COUNT.match(text, match.start("unit")):
        return
    yield Quantity(match.start(), at, match.end(), value, match["unit"], _hedge(match, rounded))
