"""A report as paragraphs and tables: the wording of its labels, and which cells span what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from auditlib.forms.codebook import STATISTICS, Entry, codebook

from .report import AMOUNT, Report

NUMERALS = "一二三四五六七八九十"
TITLES = (
    ("{name}", "{year}年政府信息公开工作年度报告"),
    ("{name}{year}年政府信息公开工作年度报告",),
    ("{name}{year}年度政府信息公开年度报告",),
    ("{name}", "{year}年度政府信息公开工作报告"),
)
RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
ENDINGS = "三、本年度办理结果"
# Other wordings of official labels, as offices write them.
LABELS: Mapping[str, Sequence[str]] = {
    "3.危及“三安全一稳定”": ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
    "一、本年新收政府信息公开申请数量": (
        "一、本年新收政府信息公开申请数量",
        "一、本年新收政府信息公开申请数",
    ),
    "本年增/减": ("本年增/减", "本年增减", "本年增／减"),
    "采购总金额": ("采购总金额", "采购总金额（万元）"),
    "（七）总计": ("（七）总计", "（七）总　计", "（七）合计"),
    "本年收费金额（单位：万元）": ("本年收费金额（单位：万元）", "本年收费金额（万元）"),
    "商业企业": ("商业企业", "商业 企业"),
    "社会公益组织": ("社会公益组织", "社会 公益 组织"),
    "总计": ("总计", "总 计", "总　计"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A table cell and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of boxes, each box in the row it begins in."""

    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; ``heading`` is its level, 0 for the title and None for prose."""

    text: str
    heading: int | None = None


Block = Line | Grid


def blocks(report: Report, rng: Random) -> tuple[Block, ...]:
    """The report in reading order."""
    return tuple(_blocks(report, rng))


def _blocks(report: Report, rng: Random) -> Iterator[Block]:
    for words in rng.choice(TITLES):
        yield Line(words.format(name=report.name, year=report.year), 0)
    labels = _Wordings(rng)
    numbers = {1: 0, 2: 0}
    for section in report.sections:
        if section.heading:
            numbers[section.level] += 1 + (section.key == report.skips_before)
            if section.level == 1:
                numbers[2] = 0
            number = NUMERALS[numbers[section.level] - 1]
            yield Line(
                (f"{number}、" if section.level == 1 else f"（{number}）") + section.heading, section.level
            )
        for paragraph in "".join(sentence.text for sentence in section.sentences).split("\n"):
            if paragraph.strip("　"):
                yield Line(paragraph if paragraph.startswith("　　") else "　　" + paragraph)
        if section.table:
            yield from TABLES[section.table](report, labels, rng)
    if report.form == STATISTICS:
        yield from _annex(report, rng)


class _Wordings(dict[str, str]):
    """One wording a label for the whole of a report."""

    def __init__(self, rng: Random) -> None:
        super().__init__()
        self._rng = rng
        self._ordinal = rng.choice([".", ".", ".", "、", "．"])

    def __missing__(self, label: str) -> str:
        words = self._rng.choice(LABELS[label]) if label in LABELS and self._rng.random() < 0.4 else label
        if len(words) > 2 and words[0].isdigit() and words[1] == ".":
            words = words[0] + self._ordinal + words[2:]
        self[label] = words
        return words


def _shown(report: Report, entry: Entry) -> str:
    """A value as its cell shows it."""
    value = report.cells[entry.indicator]
    if entry.indicator == AMOUNT and report.agency.yuan and value not in ("", "/", "0"):
        return value + "元"
    whole, point, rest = value.partition(".")
    if report.agency.thousands and whole.lstrip("-").isdigit():
        return f"{int(whole):,}{point}{rest}"
    return value


# ---- the annual forms


def _disclosure(report: Report, labels: _Wordings, rng: Random) -> Iterator[Grid]:
    """One table, or one for each clause of article 20."""
    entries = codebook(report.form).table("disclosure")
    items = [list(group) for _, group in groupby(entries, key=lambda entry: entry.row)]
    width = 1 + max(len(item) for item in items)
    rows: list[tuple[Box, ...]] = []
    apart = rng.random() < 0.25
    for clause, group in groupby(items, key=lambda item: item[0].clause):
        if apart and rows:
            yield Grid(tuple(rows))
            rows = []
        here = list(group)
        span = 1 + max(len(item) for item in here) if apart else width
        rows.append((Box(clause, columns=span),))
        rows.append(_stretched(["信息内容", *(labels[entry.column] for entry in here[0])], span))
        rows += [_stretched([entry[0].row, *(_shown(report, e) for e in entry)], span) for entry in here]
    yield Grid(tuple(rows))


def _stretched(texts: Sequence[str], width: int) -> tuple[Box, ...]:
    """Cells of a row, the last as wide as it takes to fill it."""
    return (*(Box(text) for text in texts[:-1]), Box(texts[-1], columns=width - len(texts) + 1))


def _matrix(report: Report, labels: _Wordings, rng: Random) -> Iterator[Grid]:
    """The request matrix: as the form has it, or with 三、本年度办理结果 in a row of its own."""
    entries = codebook(report.form).table("request")
    nested = rng.random() < 0.8
    stub = 3 if nested else 2
    people = [labels[entry.column] for entry in entries[:7]]
    rows: list[tuple[Box, ...]] = [
        (Box(RULE, 3, stub), Box("申请人情况", columns=7)),
        (Box(people[0], 2), Box("法人或其他组织", columns=5), Box(people[-1], 2)),
        tuple(Box(label) for label in people[1:-1]),
    ]
    lines = [(row, list(group)) for row, group in groupby(entries, key=lambda entry: entry.row)]
    inner = [row for row, _ in lines if row.startswith("（")]
    for row, group in lines:
        values = [Box(_shown(report, entry)) for entry in group]
        if row not in inner:
            rows.append((Box(labels[row], columns=stub), *values))
            continue
        lead = [Box(ENDINGS, len(inner))] if nested and row == inner[0] else []
        if not nested and row == inner[0]:
            rows.append((Box(ENDINGS, columns=stub + 7),))
        rows.append((*lead, *_stub(row, inner, labels), *values))
    yield Grid(tuple(rows))


def _stub(row: str, inner: Sequence[str], labels: _Wordings) -> Iterator[Box]:
    head, _, leaf = row.partition(" / ")
    if not leaf:
        yield Box(labels[head], columns=2)
        return
    same = [other for other in inner if other.partition(" / ")[0] == head]
    if row == same[0]:
        yield Box(head, len(same))
    yield Box(labels[leaf])


def _remedies(report: Report, labels: _Wordings, rng: Random) -> Iterator[Grid]:
    values = tuple(Box(_shown(report, entry)) for entry in codebook(report.form).table("remedy"))
    suits = (Box("未经复议直接起诉", columns=5), Box("复议后起诉", columns=5))
    yield Grid(
        (
            (Box("行政复议", columns=5), Box("行政诉讼", columns=10)),
            (*(Box(labels[name], 2) for name in FIVE), *suits),
            tuple(Box(labels[name]) for name in FIVE * 2),
            values,
        )
    )


TABLES = {"disclosure": _disclosure, "request": _matrix, "remedy": _remedies}

# ---- the statistics form


def _annex(report: Report, rng: Random) -> Iterator[Block]:
    yield Line(f"附件：{report.year}年度政府信息公开工作情况统计表")
    yield Line("政府信息公开工作情况统计表")
    yield Line(f"（{report.caption_year or report.year}年度）")
    yield Line(f"单位名称：{report.name}")
    yield Grid(tuple(_statistics(report, rng)))
    yield Line("（注：各子栏目数总数要等于总栏目数量）")
    yield Line("单位负责人：甲某　　审核人：乙某　　填报人：丙某")
    day = f"{report.year + 1}年{rng.randint(1, 3)}月{rng.randint(1, 28)}日"
    yield Line(f"联系电话：{report.foot_phone or report.agency.phone}　　填报日期：{day}")


def _statistics(report: Report, rng: Random) -> Iterator[tuple[Box, ...]]:
    counted, notes, indent = rng.random() < 0.15, rng.random() < 0.7, rng.random() < 0.8
    unit_inside = rng.random() < 0.1
    written = rng.choice([_official, _official, _official, _wide_digits, _without_closing])
    heads = [
        ("统　计　指　标", "单位", "统计数"),
        ("统计指标", "单位", "数量"),
        ("指标名称", "单位", "统计数"),
    ]
    header: Sequence[str] = rng.choice(heads)
    number = 0

    def row(label: str, unit: str, value: str) -> tuple[Box, ...]:
        cells = [
            label if not unit_inside or not unit else f"{label}（{unit}）",
            *([] if unit_inside else [unit]),
            value,
        ]
        return tuple(Box(text) for text in ([str(number), *cells] if counted else cells))

    header = (header[0], header[2]) if unit_inside else header
    yield tuple(Box(text) for text in (["序号", *header] if counted else header))
    for entry in codebook(STATISTICS).entries:
        if entry.unit and entry.indicator not in report.cells:
            continue
        number += 1
        depth = entry.indicator.count(".")
        label = written(entry.label)
        if notes and entry.note and not entry.note.isascii():
            label += f"（{entry.note}）"
        lead = "　" * (2 * depth) if indent else ""
        yield row(lead + label, entry.unit, _shown(report, entry) if entry.unit else "")
        for extra in report.local_rows:
            if extra.behind == entry.indicator:
                number += 1
                yield row(lead + extra.label, extra.unit, extra.value)


def _official(label: str) -> str:
    return label


def _wide_digits(label: str) -> str:
    """１．当面申请数 for 1.当面申请数."""
    return chr(ord(label[0]) + 0xFEE0) + "．" + label[2:] if label[0].isdigit() else label


def _without_closing(label: str) -> str:
    """网络申请 for 网络申请数."""
    return label.removesuffix("数") if len(label) > 6 else label
