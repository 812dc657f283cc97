"""The columns of the statistics form are found by the table's header and by what stands in them, wherever they stand."""

from collections.abc import Callable, Sequence
from itertools import groupby

import pytest
from annual_tables import Box, grid, one, ragged, repeated, row, unmerged
from builders import ENTRIES, INDICATORS

from auditlib.forms.binding import recognise
from auditlib.forms.statistics import bind
from auditlib.report import Fact

YEAR = 2016
VALUE = {name: str(7 * i % 40) for i, name in enumerate(INDICATORS, 3)}
BEFORE = {name: str(int(value) + 5) for name, value in VALUE.items()}
LABELLED = [
    (entry.label, entry.unit, VALUE.get(name, ""), BEFORE.get(name, "")) for name, entry in ENTRIES.items()
]
SECTIONS = [name for name, entry in ENTRIES.items() if not entry.parent]


def facts(
    *tables: Sequence[Sequence[Box]], year: int | None = YEAR, shape: Callable = grid
) -> dict[str, Fact]:  # type: ignore[type-arg]
    found = [shape(rows, number) for number, rows in enumerate(tables, 1)]
    return {fact.indicator: fact for fact in bind(found, year)}


def values(found: dict[str, Fact]) -> dict[str, str]:
    return {name: fact.text for name, fact in found.items()}


def grouped() -> list[list[Box]]:
    """The rows with their sections as merged cells on the left; a section that has parts gives its own value as 总数."""
    found: list[list[Box]] = [row("类别", "统计指标", "单位", "数量")]
    starts = {name: n for n, name in enumerate(SECTIONS)}
    owner = {
        name: next(n for s, n in starts.items() if name == s or s in (ENTRIES[name].parent, *_above(name)))
        for name in ENTRIES
    }
    for _, members in groupby(ENTRIES, key=owner.__getitem__):
        first, *rest = members
        head = ENTRIES[first]
        lines = [row(ENTRIES[n].label, ENTRIES[n].unit, VALUE.get(n, "")) for n in rest]
        if head.unit:
            lines.insert(0, row("总数", head.unit, VALUE[first]))
        lines[0].insert(0, (head.label, len(lines), 1))
        found += lines
    return found


def _above(name: str) -> tuple[str, ...]:
    parent = ENTRIES[name].parent
    return (parent, *_above(parent)) if parent else ()


def halves() -> list[list[Box]]:
    cells = [(label, unit, value) for label, unit, value, _ in LABELLED]
    middle = (len(cells) + 1) // 2
    right = [*cells[middle:], *[("", "", "")] * (2 * middle - len(cells))]
    return [
        row(*["统计指标", "单位", "数量"] * 2),
        *(row(*a, *b) for a, b in zip(cells, right, strict=False)),
    ]


LAYOUTS: dict[str, list[list[Box]]] = {
    "a code behind the unit": [
        row("指标名称", "计量单位", "代码", "数量"),
        *(row(label, unit, str(n), value) for n, (label, unit, value, _) in enumerate(LABELLED, 1)),
    ],
    "a code behind the unit and no header": [
        row(label, unit, f"{n:02d}", value) for n, (label, unit, value, _) in enumerate(LABELLED, 1)
    ],
    "a code behind the label and no unit": [
        row(label, str(n), value) for n, (label, _, value, _) in enumerate(LABELLED, 1)
    ],
    "the year before first": [
        row("统计指标", "单位", "2015年", "2016年"),
        *(row(label, unit, before, value) for label, unit, value, before in LABELLED),
    ],
    "the year before last": [
        row("统计指标", "单位", "2016年度", "2015年度"),
        *(row(label, unit, value, before) for label, unit, value, before in LABELLED),
    ],
    "a header of two rows": [
        [("指标", 2, 1), ("单位", 2, 1), ("统计数", 1, 2)],
        row("上年", "本年"),
        *(row(label, unit, before, value) for label, unit, value, before in LABELLED),
    ],
    "all years so far beside this one": [
        row("统计指标", "单位", "历年累计", "年度"),
        *(row(label, unit, before, value) for label, unit, value, before in LABELLED),
    ],
    "what has changed beside it": [
        row("统计指标", "单位", "比上年增减", "本期累计"),
        *(row(label, unit, before, value) for label, unit, value, before in LABELLED),
    ],
    "the value before the unit": [
        row("统计指标", "统计数", "单位"),
        *(row(label, value, unit) for label, unit, value, _ in LABELLED),
    ],
    "remarks with figures": [
        row("项目", "数据", "备注"),
        *(row(label, value, "3" if n % 9 else "") for n, (label, _, value, _) in enumerate(LABELLED)),
    ],
    "the unit before the label": [
        row("行次", "计量单位", "指标名称", "数量"),
        *(row(str(n), unit, label, value) for n, (label, unit, value, _) in enumerate(LABELLED, 1)),
    ],
    "headings over the whole row": [
        row("统计指标", "单位", "统计数"),
        *(row(label, unit, value) if unit else [(label, 1, 3)] for label, unit, value, _ in LABELLED),
    ],
    "sections left of their rows": grouped(),
    "two halves side by side": halves(),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_bound_where_the_table_has(layout: str) -> None:
    assert values(facts(LAYOUTS[layout])) == VALUE


@pytest.mark.parametrize("shape", [ragged, repeated, unmerged])
def test_sections_left_of_their_rows_may_have_lost_their_spans(shape: Callable[..., object]) -> None:
    assert values(facts(grouped(), shape=shape)) == VALUE


def test_labels_may_stand_in_a_column_for_each_level() -> None:
    level = {"（": 1, **{str(n): 2 for n in range(10)}}
    rows = [
        row(*(label if level.get(label[0], 0) == n else "" for n in range(3)), unit, value)
        for label, unit, value, _ in LABELLED
    ]
    assert values(facts(rows)) == VALUE


@pytest.mark.parametrize(("year", "wanted"), [(2016, VALUE), (2015, BEFORE), (None, VALUE), (2017, VALUE)])
def test_of_two_years_the_report_s_own_is_read_else_the_later(
    year: int | None, wanted: dict[str, str]
) -> None:
    assert values(facts(LAYOUTS["the year before first"], year=year)) == wanted


def test_the_header_holds_on_in_the_next_part_of_the_table() -> None:
    rows = LAYOUTS["the year before first"]
    assert values(facts(rows[:30], rows[30:])) == VALUE


def test_a_header_that_comes_again_is_no_row() -> None:
    rows = LAYOUTS["the year before first"]
    assert values(facts([*rows[:30], rows[0], *rows[30:]])) == VALUE


def test_a_table_left_blank_is_blank_and_not_its_codes() -> None:
    rows = [row(label, unit, str(n), "") for n, (label, unit, _, _) in enumerate(LABELLED, 1)]
    assert {fact.state for fact in facts(rows).values()} == {"blank"}


def test_a_table_that_comes_again_is_bound_once() -> None:
    rows = LAYOUTS["the value before the unit"]
    assert values(facts(rows, rows)) == VALUE


def test_a_short_table_of_the_same_figures_does_not_stand_for_the_form() -> None:
    short = [row("项目", "数量"), row("收到申请数", "900"), row("申请办结数", "901")]
    assert values(facts(short, LAYOUTS["the value before the unit"])) == VALUE


def test_a_part_of_few_rows_whose_labels_come_several_times_is_still_a_part() -> None:
    rows = [row(label, unit, value) for label, unit, value, _ in LABELLED]
    start = next(n for n, (label, *_) in enumerate(LABELLED) if label.startswith("七、"))
    assert values(facts(rows[: start + 1], rows[start + 1 : start + 4], rows[start + 4 :])) == VALUE


def test_a_table_that_is_none_of_the_form_has_no_rows_of_it() -> None:
    other = [row("栏目", "2015年", "2016年"), row("新闻", "30", "40"), row("公告", "12", "15")]
    assert values(facts(other, LAYOUTS["two halves side by side"])) == VALUE


@pytest.mark.parametrize(
    "line",
    [
        [("政府信息公开工作情况统计表", 1, 3)],
        [("（2016年度）", 1, 3)],
        [("填报单位（盖章）：澄水市青禾区园林局", 1, 3)],
        [("单位负责人：甲　审核人：乙　填报人：丙　联系电话：60001111", 1, 3)],
        row("单位负责人：甲", "审核人：乙", "填报人：丙"),
        row("联系电话", "", "60001111"),
        row("填报日期", "", "2017.1.9"),
        [("注：1.各子栏目数总数要等于总栏目数量；2.截至12月31日。", 1, 3)],
        row("指标", "单位", "数量"),
        row("统计内容", "计量单位", "2016年"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", ["above", "below"])
def test_captions_headers_and_signers_are_no_rows(line: list[Box], at: str) -> None:
    rows = [row(label, unit, value) for label, unit, value, _ in LABELLED]
    assert values(facts([line, *rows] if at == "above" else [*rows, line])) == VALUE


def test_a_local_row_is_kept_in_its_group() -> None:
    rows = grouped()
    rows[1][0] = (rows[1][0][0], rows[1][0][1] + 1, 1)
    found = facts([*rows[:3], row("手机报发送条目", "条", "70"), *rows[3:]])
    assert found["local:手机报发送条目"].value == 70
    assert {name: fact.text for name, fact in found.items() if name in VALUE} == VALUE


def test_a_local_row_may_be_of_contacts() -> None:
    found = facts(
        [
            *LAYOUTS["two halves side by side"][:2],
            [*row("联系群众次数", "次", "4"), one(""), one(""), one("")],
        ]
    )
    assert found["local:联系群众次数"].value == 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_form_is_known_however_it_is_set(layout: str) -> None:
    assert recognise([grid(LAYOUTS[layout])]) == "statistics-2014"
