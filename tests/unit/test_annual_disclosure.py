"""The disclosure table of the annual forms is bound however its blocks are cut and its figures are written."""

import random
from decimal import Decimal
from itertools import chain, groupby

import pytest
from annual_tables import (
    NEWER,
    OLDER,
    SHAPES,
    Box,
    Shape,
    changed,
    disclosure,
    facts,
    grid,
    numbers,
    one,
    part,
    printed,
    ragged,
    repeated,
    row,
)

from auditlib.forms.codebook import ANNUAL, codebook
from auditlib.forms.values import understand_change
from auditlib.report import Fact, State


@pytest.mark.parametrize("form", ANNUAL)
@pytest.mark.parametrize("seed", range(4))
def test_blocks_may_stand_in_another_order(form: str, seed: int) -> None:
    blocks: list[list[list[Box]]] = []
    for boxes in disclosure(form):
        if boxes[0][0].startswith("第二十条"):
            blocks.append([])
        blocks[-1].append(boxes)
    random.Random(seed).shuffle(blocks)
    assert printed(facts(form, grid([*chain(*blocks)]))) == part(form, "disclosure")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ANNUAL)
def test_columns_may_stand_in_another_order(form: str, shape: Shape) -> None:
    rows = [[boxes[0], *(one(text) for text, _, _ in boxes[:0:-1])] for boxes in disclosure(form)]
    assert printed(facts(form, shape(rows))) == part(form, "disclosure")


@pytest.mark.parametrize("shape", [grid, repeated])
@pytest.mark.parametrize("form", ANNUAL)
def test_every_row_may_name_its_column(form: str, shape: Shape) -> None:
    entries = codebook(form).table("disclosure")
    rows: list[list[Box]] = [row("信息内容", "指标", "数量")]
    for _, group in groupby(entries, key=lambda entry: entry.row):
        own = list(group)
        lines = [row(entry.column, numbers(form)[entry.indicator]) for entry in own]
        lines[0].insert(0, (own[0].row, len(own), 1))
        rows += lines
    assert printed(facts(form, shape(rows))) == part(form, "disclosure")


@pytest.mark.parametrize("shape", [grid, ragged])
@pytest.mark.parametrize("form", ANNUAL)
def test_every_block_may_be_a_table_of_its_own(form: str, shape: Shape) -> None:
    given: list[list[list[Box]]] = []
    for boxes in disclosure(form):
        if boxes[0][0].startswith("第二十条"):
            given.append([])
        given[-1].append(boxes)
    assert printed(facts(form, *map(shape, given))) == part(form, "disclosure")


@pytest.mark.parametrize("form", ANNUAL)
def test_clause_may_stand_beside_its_items(form: str) -> None:
    rows: list[list[Box]] = []
    for boxes in disclosure(form):
        if boxes[0][0].startswith("第二十条"):
            clause = boxes[0][0]
        else:
            rows.append([one(clause), *boxes])
    assert printed(facts(form, grid(rows))) == part(form, "disclosure")


@pytest.mark.parametrize(
    "clause", ["第二十条第（{}）项", "第20条第{}项", "《条例》第二十条 第（{}）项", "第二十条第({})项"]
)
@pytest.mark.parametrize("form", ANNUAL)
def test_clauses_may_be_written_otherwise_over_items_without_a_header(form: str, clause: str) -> None:
    rows = [
        changed([boxes], lambda text: clause.format(text[6]) if text.startswith("第二十条") else text)[0]
        for boxes in disclosure(form)
        if boxes[0][0] != "信息内容"
    ]
    assert printed(facts(form, ragged(rows))) == part(form, "disclosure")


@pytest.mark.parametrize("form", ANNUAL)
def test_clauses_may_be_missing(form: str) -> None:
    rows = [boxes for boxes in disclosure(form) if not boxes[0][0].startswith("第二十条")]
    assert printed(facts(form, grid(rows))) == part(form, "disclosure")


@pytest.mark.parametrize("form", ANNUAL)
def test_number_column_may_stand_before_the_items(form: str) -> None:
    rows = [
        [one("序号" if boxes[0][0] == "信息内容" else str(n)), *boxes] if len(boxes) > 1 else boxes
        for n, boxes in enumerate(disclosure(form))
    ]
    assert printed(facts(form, ragged(rows))) == part(form, "disclosure")


@pytest.mark.parametrize("form", ANNUAL)
def test_headers_may_be_missing_under_the_clauses(form: str) -> None:
    rows = [boxes for boxes in disclosure(form) if boxes[0][0] != "信息内容"]
    assert printed(facts(form, ragged(rows))) == part(form, "disclosure")


def test_value_cells_may_be_cut_otherwise_than_their_header() -> None:
    rows = [
        [("第二十条第（五）项", 1, 5)],
        [one("信息内容"), one("上一年项目数量"), ("本年增/减", 1, 2), one("处理决定数量")],
        [one("行政许可"), ("31", 1, 2), one("2"), one("77")],
    ]
    assert list(printed(facts(OLDER, grid(rows))).values()) == ["31", "2", "77"]


def test_spacer_column_in_the_header_alone_moves_no_value() -> None:
    rows = [
        row("信息内容", "本年制发件数", "", "本年废止件数", "现行有效件数"),
        [one("规章"), ("1", 1, 2), one("2"), one("3")],
    ]
    assert list(printed(facts(NEWER, grid(rows))).values()) == ["1", "2", "3"]


def test_spacer_column_moves_no_value() -> None:
    rows = [
        [one("信息内容"), ("本年制发件数", 1, 2), one("本年废止件数"), one("现行有效件数")],
        row("规章", "1", "", "2", "3"),
    ]
    assert list(printed(facts(NEWER, grid(rows))).values()) == ["1", "2", "3"]


def test_one_header_may_stand_over_items_that_do_not_need_all_of_it() -> None:
    rows = [
        row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        row("行政处罚", "20", "1", "300"),
        row("行政事业性收费", "4", "0", "/"),
    ]
    found = facts(OLDER, grid(rows))
    assert [name for name in found if ".fee." in name] == ["disclosure.fee.previous", "disclosure.fee.change"]


def test_item_that_the_form_does_not_know_is_kept() -> None:
    rows = [
        *disclosure(NEWER),
        row("信息内容", "采购项目数量", "采购总金额"),
        row("政府集中采购", "6", "12.5"),
    ]
    found = facts(NEWER, ragged(rows))
    assert found["local:政府集中采购/采购总金额"].value == Decimal("12.5")


def test_column_that_the_form_does_not_know_is_kept() -> None:
    rows = [row("信息内容", "本年制发件数", "本年修改件数"), row("规章", "1", "2")]
    assert facts(NEWER, grid(rows))["local:规章/本年修改件数"].value == 2


def test_remark_column_is_not_taken_for_figures() -> None:
    rows = [row("信息内容", "本年废止件数", "备注"), row("规章", "1", "见附件")]
    assert printed(facts(NEWER, grid(rows))) == {"disclosure.regulation.repealed": "1"}


def test_items_of_another_table_are_not_taken() -> None:
    other = grid([row("事项", "数量"), row("行政许可", "5"), row("行政处罚", "6")])
    assert facts(NEWER, other) == {}


def test_footnote_row_is_no_item() -> None:
    rows = [*disclosure(NEWER), [("注：行政许可含2项委托事项。", 1, 4)]]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "disclosure")


def test_dropped_item_has_no_fact() -> None:
    rows = [boxes for boxes in disclosure(NEWER) if boxes[0][0] != "行政强制"]
    assert "disclosure.coercion.decisions" not in facts(NEWER, grid(rows))


# Units and signs.

PROCUREMENT = "disclosure.procurement.amount"


def procurement(header: str, amount: str) -> Fact:
    rows = [row("信息内容", "采购项目数量", header), row("政府集中采购", "6", amount)]
    return facts(OLDER, grid(rows))[PROCUREMENT]


@pytest.mark.parametrize(
    ("header", "amount", "unit"),
    [
        ("采购总金额", "25.1", "万元"),
        ("采购总金额", "251000元", "元"),
        ("采购总金额", "25.1万元", "万元"),
        ("采购总金额", "25.1万", "万元"),
        ("采购总金额（单位：元）", "251000", "元"),
        ("采购总金额（单位：万元）", "25.1", "万元"),
        ("采购总金额\n（元）", "251000", "元"),
        ("采购总金额（万元）", "251000元", "元"),
        ("采购总金额/万元", "25.1", "万元"),
    ],
)
def test_unit_of_an_amount_is_the_printed_one(header: str, amount: str, unit: str) -> None:
    assert procurement(header, amount).unit == unit


@pytest.mark.parametrize(
    ("amount", "value"),
    [("251000元", "251000"), ("251,000.50元", "251000.50"), ("￥251000", "251000"), ("25.1万元", "25.1")],
)
def test_value_of_an_amount_is_the_printed_number(amount: str, value: str) -> None:
    assert procurement("采购总金额", amount).value == Decimal(value)


def test_unit_of_the_header_holds_for_fees_too() -> None:
    rows = [row("信息内容", "本年收费金额（单位：元）"), row("行政事业性收费", "5000")]
    assert facts(NEWER, grid(rows))["disclosure.fee.amount"].unit == "元"


def test_unit_of_an_amount_that_ran_together_is_told() -> None:
    rows = [row("信息内容", "采购项目数量", "采购总金额"), row("政府集中采购", "13251000元")]
    assert facts(OLDER, ragged(rows))[PROCUREMENT].unit == "元"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-3", -3), ("−3", -3), ("－3", -3), ("﹣3", -3), ("–3", -3), ("减3", -3), ("减少3", -3), ("- 3", -3),
        ("↓3", -3), ("增2", 2), ("增加2", 2), ("+2", 2), ("＋2", 2), ("2", 2), ("0", 0),
    ],
)  # fmt: skip
def test_change_may_be_said_in_words_and_signs(text: str, value: int) -> None:
    assert understand_change(text)[:2] == ("number", value)


@pytest.mark.parametrize(
    ("text", "state"), [("", "blank"), ("—", "mark"), ("/", "mark"), ("增2减1", "unreadable")]
)
def test_change_without_a_number_stays_what_it_is(text: str, state: State) -> None:
    assert understand_change(text)[0] == state


@pytest.mark.parametrize(
    "label", ["本年增/减", "本年增／减", "本年增减", "增减", "增/减", "本年增（减）", "本年\n增/减"]
)
def test_negative_change_is_bound(label: str) -> None:
    rows = [row("信息内容", "上一年项目数量", label), row("行政事业性收费", "8", "减3")]
    assert facts(OLDER, grid(rows))["disclosure.fee.change"].value == -3
