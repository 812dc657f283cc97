"""How a table of the statistics form is set: which of its columns hold labels, and which the values of the year.

The header says so where there is one: 统计数, 数量, 本年数, the year of the report; the codes, the year before and the
remarks beside them are passed over. Without a header the figures tell: a column that counts 1, 2, 3 … is a code. Labels
may stand in several columns, a merged group left of its rows, and the table may be set in two halves side by side.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from auditlib.document import Cell, Table
from auditlib.forms.values import understand
from auditlib.wording import squeeze

UNITS = frozenset(["条", "件", "次", "篇", "个", "期", "份", "人", "人次", "万元", "元", "册", "场", "次数"])
MOST_ROWS = 500
LONGEST_HEAD = 24
FEWEST_COUNTED = 5  # so many figures that go up by one are a running number
MOSTLY = 0.8

_UNIT = r"(?:计量|统计|计算)?单位"
_CODE = r"(?:指标)?(?:代码|编码|序号|编号|行次|栏次|行号)"
_REMARK = r"备注|注释?|(?:指标|填报)?(?:解释|释义|说明)"
_VALUE = r"(?:统计|填报|指标|实际|完成|报送|汇总)?(?:数|数量|数据|数值|数字|数额|结果|值)"
HEADER = re.compile(rf"(?:统计)?(?:指标|项目)(?:名称)?|名称|类别|{_UNIT}|{_CODE}|{_REMARK}|{_VALUE}")
VALUE = re.compile(rf"{_VALUE}|合计|总数|总计")
NO_VALUE = re.compile(rf"{_UNIT}|{_CODE}|{_REMARK}")
COMPARED = re.compile(r"上一?年|上期|去年|前年|同期|增|减|同比|环比|占比|比重")
TO_DATE = re.compile(r"历年|累计|以来")
THIS_YEAR = re.compile(r"^(?:本|当|今|报告)(?:年|期)|^年度")
YEAR = re.compile(r"((?:19|20)\d\d)年?")
NOTE = re.compile(r"\([^()]*\)$")

Rank = tuple[int, int]
"""How well a header speaks for a column; the least is the best."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Columns that go together: the labels from ``first`` to ``last``, the value (-1 for none), and where they end.

    ``headed`` says that a header names the column of the value.
    """

    first: int
    last: int
    value: int
    stop: int
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The strips of a table from left to right, and how many cells a row of full width has."""

    width: int
    strips: tuple[Strip, ...]


def arrangement(
    table: Table, known: Collection[int], year: int | None, before: Arrangement | None = None
) -> Arrangement:
    """How a table is set in a report of a ``year``.

    ``known`` are the ids of its cells with a label of the form. ``before`` is how the part of the table before this one
    was set, which holds on where this one has no header of its own.
    """
    width = Counter(map(len, table.rows)).most_common(1)[0][0]
    rows = [row for row in table.rows[:MOST_ROWS] if len(row) == width]
    bands = _bands(rows, known)
    stops = [first for first, _ in bands[1:]] + [width]
    strips = tuple(_strip(rows, known, band, stop, year) for band, stop in zip(bands, stops, strict=False))
    own = Arrangement(width, strips)
    if before and before.width == width and not any(strip.headed for strip in strips):
        same = [strip.last for strip in before.strips] == [strip.last for strip in strips]
        return before if same else own
    return own


def is_header(row: Sequence[Cell]) -> bool:
    """Whether a row names columns: 统计指标, 单位, 数量, 备注."""
    return any(not cell.text.isascii() and _is_head(cell.text) for cell in row)


@lru_cache(maxsize=1 << 10)
def _is_head(text: str) -> bool:
    return len(text) <= LONGEST_HEAD and HEADER.fullmatch(squeeze(text)) is not None


def _bands(rows: Sequence[Sequence[Cell]], known: Collection[int]) -> list[tuple[int, int]]:
    """The first and last column of labels of each strip: units or figures other than codes stand between two strips.

    A heading that runs over the whole row says nothing of where its column ends.
    """
    stops: dict[int, Counter[int]] = {}
    seen: set[int] = set()
    for row in rows:
        for start, cell in enumerate(row):
            if id(cell) in known and id(cell) not in seen:
                seen.add(id(cell))
                stop = next((at for at in range(start + 1, len(row)) if row[at] is not cell), start + 1)
                stops.setdefault(start, Counter())[stop] += 1
    fewest = min(2, max((each.total() for each in stops.values()), default=0))
    bands: list[tuple[int, int]] = []
    for start in sorted(column for column, each in stops.items() if each.total() >= fewest):
        last = stops[start].most_common(1)[0][0] - 1
        if bands and not any(_has_values(rows, column) for column in range(bands[-1][1] + 1, start)):
            bands[-1] = bands[-1][0], max(bands[-1][1], last)
        else:
            bands.append((start, last))
    return bands


def _has_values(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether units or values stand in a column, and not only codes or nothing."""
    texts = [row[column].text for row in rows]
    return any(squeeze(text) in UNITS for text in texts) or (_figures(texts) > 0 and not _is_code(texts))


def _strip(
    rows: Sequence[Sequence[Cell]],
    known: Collection[int],
    band: tuple[int, int],
    stop: int,
    year: int | None,
) -> Strip:
    first, last = band
    labelled = [n for n, row in enumerate(rows) if any(id(cell) in known for cell in row[first : last + 1])]
    texts = {at: [rows[n][at].text for n in labelled] for at in range(last + 1, stop)}
    heads = [row for row in reversed(rows[: labelled[0]]) if row[last] is not row[stop - 1]]
    ranks: dict[int, Rank] = {}
    plain: list[int] = []
    for at in texts:
        words = [NOTE.sub("", squeeze(row[at].text)) for row in heads if row[at] is not row[last]]
        if _are_units(texts[at]) or _names_no_value(words):
            continue
        plain.append(at)
        if (rank := _rank(words, year)) is not None:
            ranks[at] = rank
    figures = {at: _figures(texts[at]) for at in plain}
    best = min(ranks, key=lambda at: (ranks[at], -figures[at], at), default=-1)
    if best >= 0 and (figures[best] or not any(figures.values())):
        return Strip(first, last, best, stop, True)
    values = [at for at in plain if not _is_code(texts[at])] or plain
    most = max((figures[at] for at in values), default=0)
    full = [at for at in values if 2 * figures[at] >= most]
    if most:
        return Strip(first, last, full[0], stop)
    unit = next((at for at in texts if _are_units(texts[at])), -1)
    return Strip(first, last, next((at for at in full if at > unit), full[-1] if full else -1), stop)


def _are_units(texts: Sequence[str]) -> bool:
    filled = [words for text in texts if (words := squeeze(text))]
    return bool(filled) and 2 * sum(words in UNITS for words in filled) > len(filled)


def _names_no_value(heads: Sequence[str]) -> bool:
    """Whether a column's header, its lowest row first, names the unit, a code, a remark or another year's figure."""
    for words in heads:
        if NO_VALUE.fullmatch(words) or COMPARED.search(words):
            return True
        if YEAR.match(words) or THIS_YEAR.search(words) or VALUE.fullmatch(words):
            return False
        if TO_DATE.search(words):
            return True
    return False


def _rank(heads: Sequence[str], year: int | None) -> Rank | None:
    """How well a column's header speaks for it: the report's year before 本年, that before 数量 and another year."""
    named = next((int(match[1]) for words in heads if (match := YEAR.match(words))), None)
    if named is not None:
        return (0, 0) if named == year else (3, -named)
    if any(THIS_YEAR.search(words) for words in heads):
        return (1, 0)
    return (2, 0) if any(VALUE.fullmatch(words) for words in heads) else None


def _figures(texts: Sequence[str]) -> int:
    return sum(understand(text)[0] == "number" for text in texts)


def _is_code(texts: Sequence[str]) -> bool:
    """Whether the figures of a column are a running number."""
    read = [value for state, value, _ in map(understand, texts) if state == "number" and value is not None]
    steps = [after - one == 1 for one, after in pairwise(read)]
    return len(read) >= FEWEST_COUNTED and sum(steps) >= MOSTLY * len(steps)
