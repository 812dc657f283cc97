"""Each cell of the annual forms is bound by the labels that cross in it, however the tables are cut and set."""

import random
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import chain, groupby

import pytest

from auditlib.document import Cell, Place, Table
from auditlib.forms.binding import bind, recognise
from auditlib.forms.codebook import ANNUAL, APPLICANTS, ROUTES, codebook, labels
from auditlib.forms.labels import core
from auditlib.forms.values import understand_change
from auditlib.forms.vocabulary import sense, variants
from auditlib.report import Fact, State

OLDER, NEWER = ANNUAL
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
OUTCOME_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

Box = tuple[str, int, int]  # text, rows and columns that it covers
Rows = Sequence[Sequence[Box]]


def one(text: str) -> Box:
    return text, 1, 1


def row(*texts: str) -> list[Box]:
    return [one(text) for text in texts]


def grid(rows: Rows, number: int = 1) -> Table:
    """The table as html, docx and xlsx give it: a merged cell stands in every position that it covers."""
    placed: dict[tuple[int, int], Cell] = {}
    for r, boxes in enumerate(rows):
        c = 0
        for text, down, across in boxes:
            while (r, c) in placed:
                c += 1
            cell = Cell(text, Place(table=number, row=r + 1, column=c + 1))
            placed |= {(r + i, c + j): cell for i in range(down) for j in range(across)}
            c += across
    width = 1 + max(c for _, c in placed)
    blank = (Cell("", Place(table=number)) for _ in iter(int, 1))
    return Table(
        tuple(tuple(placed.get((r, c)) or next(blank) for c in range(width)) for r in range(len(rows))),
        Place(table=number),
    )


def ragged(rows: Rows, number: int = 1) -> Table:
    """The table as text gives it: a row has only the cells that begin in it."""
    return Table(
        tuple(
            tuple(Cell(text, Place(table=number, row=r, column=c)) for c, (text, _, _) in enumerate(boxes, 1))
            for r, boxes in enumerate(rows, 1)
        ),
        Place(table=number),
    )


def repeated(rows: Rows, number: int = 1) -> Table:
    """The table as a spreadsheet gives it whose merged cells were filled: the text stands in each of their places."""
    table = grid(rows, number)
    return Table(
        tuple(tuple(Cell(cell.text, cell.place) for cell in cells) for cells in table.rows), table.place
    )


def unmerged(rows: Rows, number: int = 1) -> Table:
    """The table as a spreadsheet gives it whose cells were never merged: blanks stand for the rest of each."""
    seen: set[int] = set()

    def once(cell: Cell) -> Cell:
        text = "" if id(cell) in seen else cell.text
        seen.add(id(cell))
        return Cell(text, cell.place)

    table = grid(rows, number)
    return Table(tuple(tuple(once(cell) for cell in cells) for cells in table.rows), table.place)


SHAPES = [grid, ragged, repeated, unmerged]
Shape = Callable[[Rows], Table]


def numbers(form: str) -> dict[str, str]:
    """Another number for every cell: its place in the form, counted from 1."""
    return {name: str(at) for at, name in enumerate(codebook(form).indicators, 1)}


def disclosure(form: str, values: Mapping[str, str] | None = None) -> list[list[Box]]:
    """The official disclosure table."""
    values = numbers(form) if values is None else values
    rows: list[list[Box]] = []
    clause = ""
    for _, group in groupby(codebook(form).table("disclosure"), key=lambda entry: entry.row):
        entries = list(group)
        if entries[0].clause != clause:
            clause = entries[0].clause
            rows += [[(clause, 1, 4)], spread("信息内容", [entry.column for entry in entries])]
        rows.append(spread(entries[0].row, [values.get(entry.indicator, "") for entry in entries]))
    return rows


def spread(label: str, texts: Sequence[str]) -> list[Box]:
    """A row of four columns, whose last cell covers those that are left."""
    return [one(label), *map(one, texts[:-1]), (texts[-1], 1, 4 - len(texts))]


APPLICANT_LABELS = {
    entry.field: entry.column for entry in codebook(NEWER).table("request")[: len(APPLICANTS)]
}


def request_header(order: Sequence[str] = APPLICANTS) -> list[list[Box]]:
    """The header of the matrix; the kinds of organisations stand together."""
    top: list[Box] = []
    for kind in order:
        if kind in ("natural_person", "total"):
            top.append((APPLICANT_LABELS[kind], 2, 1))
        elif ("法人或其他组织", 1, 5) not in top:
            top.append(("法人或其他组织", 1, 5))
    members = [one(APPLICANT_LABELS[kind]) for kind in order if kind not in ("natural_person", "total")]
    return [[(NOTE, 3, 3), ("申请人情况", 1, 7)], top, members]


def request_body(
    form: str, values: Mapping[str, str] | None = None, order: Sequence[str] = APPLICANTS
) -> list[list[Box]]:
    """The rows of the matrix, with the headings of their groups."""
    values = numbers(form) if values is None else values
    subjects = {entry.row: entry.subject for entry in codebook(form).table("request")}
    inner = [label for label in subjects if label[0] == "（"]
    rows: list[list[Box]] = []
    for label, subject in subjects.items():
        boxes: list[Box] = [(RESULTS, len(inner), 1)] if label == inner[0] else []
        group, _, leaf = label.rpartition(" / ")
        if not group:
            boxes.append((leaf, 1, 2 if label in inner else 3))
        else:
            same = [each for each in inner if each.startswith(f"{group} / ")]
            boxes += [(group, len(same), 1)] if label == same[0] else []
            boxes.append(one(leaf))
        rows.append([*boxes, *(one(values.get(f"request.{subject}.{kind}", "")) for kind in order)])
    return rows


def requests(form: str, values: Mapping[str, str] | None = None) -> list[list[Box]]:
    return [*request_header(), *request_body(form, values)]


def remedies(form: str, values: Mapping[str, str] | None = None) -> list[list[Box]]:
    """The official table of remedies."""
    values = numbers(form) if values is None else values
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((label, 2, 1) for label in OUTCOME_LABELS), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        row(*OUTCOME_LABELS * 2),
        row(*(values.get(f"remedy.{route}.{outcome}", "") for route in ROUTES for outcome in OUTCOMES)),
    ]


def tables(form: str, shape: Shape = grid) -> list[Table]:
    return [shape(rows) for rows in (disclosure(form), requests(form), remedies(form))]


def facts(form: str, *given: Table) -> dict[str, Fact]:
    return {fact.indicator: fact for fact in bind(form, given)}


def printed(found: Mapping[str, Fact]) -> dict[str, str]:
    return {name: fact.text for name, fact in found.items()}


def part(form: str, name: str) -> dict[str, str]:
    """The numbers of one table."""
    return {each: number for each, number in numbers(form).items() if each.startswith(name)}


def changed(rows: Rows, change: Callable[[str], str]) -> list[list[Box]]:
    return [[(change(text), down, across) for text, down, across in boxes] for boxes in rows]


def with_text(rows: Rows, texts: Mapping[str, str]) -> list[list[Box]]:
    return changed(rows, lambda text: texts.get(text, text))


# The official tables.


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ANNUAL)
def test_every_cell_of_the_official_tables_is_bound(form: str, shape: Shape) -> None:
    assert printed(facts(form, *tables(form, shape))) == numbers(form)


@pytest.mark.parametrize("form", ANNUAL)
def test_facts_stand_in_the_order_of_the_form(form: str) -> None:
    assert [fact.indicator for fact in bind(form, tables(form)[::-1])] == list(codebook(form).indicators)


def test_fact_tells_its_label() -> None:
    fact = facts(NEWER, *tables(NEWER))["request.refused.state_secret.business"]
    assert fact.label == labels()["request.refused.state_secret.business"]


@pytest.mark.parametrize("shape", SHAPES)
def test_fact_points_at_its_cell(shape: Shape) -> None:
    given = tables(NEWER, shape)
    fact = facts(NEWER, *given)["remedy.litigation.direct.other"]
    cell = given[fact.table].rows[fact.row][fact.column]
    assert (cell.text, cell.place) == (fact.text, fact.place)


@pytest.mark.parametrize("form", ANNUAL)
def test_all_three_tables_may_stand_in_one_grid(form: str) -> None:
    rows = [*disclosure(form), *requests(form), *remedies(form)]
    assert printed(facts(form, grid(rows))) == numbers(form)


@pytest.mark.parametrize("form", ANNUAL)
def test_blank_cell_is_blank_and_not_zero(form: str) -> None:
    found = facts(
        form, *(grid(rows) for rows in (disclosure(form, {}), requests(form, {}), remedies(form, {})))
    )
    assert {fact.state for fact in found.values()} == {"blank"}


@pytest.mark.parametrize("shape", SHAPES)
def test_tables_left_blank_have_all_their_facts(shape: Shape) -> None:
    given = [shape(rows) for rows in (disclosure(NEWER, {}), requests(NEWER, {}), remedies(NEWER, {}))]
    assert facts(NEWER, *given).keys() == set(codebook(NEWER).indicators)


# The disclosure table.


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


# The request matrix.

ORDERS = [
    ("total", *APPLICANTS[:-1]),
    (*APPLICANTS[1:-1], "natural_person", "total"),
    ("natural_person", "other", "legal_service", "research", "business", "social_organisation", "total"),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", ORDERS, ids=["total first", "persons last", "other kinds first"])
def test_applicants_may_stand_in_another_order(order: Sequence[str], shape: Shape) -> None:
    rows = [*request_header(order), *request_body(NEWER, order=order)]
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "request")


@pytest.mark.parametrize("form", ANNUAL)
@pytest.mark.parametrize("seed", range(4))
def test_rows_may_stand_in_another_order(form: str, seed: int) -> None:
    cells = grid(requests(form)).rows
    body = list(cells[3:])
    random.Random(seed).shuffle(body)
    assert printed(facts(form, Table((*cells[:3], *body), Place()))) == part(form, "request")


@pytest.mark.parametrize("form", ANNUAL)
def test_header_may_be_missing_over_seven_values(form: str) -> None:
    assert printed(facts(form, ragged(request_body(form)))) == part(form, "request")


def test_row_of_the_kinds_of_organisations_may_be_missing() -> None:
    rows = [*request_header()[:2], *request_body(NEWER)]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "request")


def test_header_may_be_one_row() -> None:
    rows = [row("项目", *APPLICANT_LABELS.values()), *request_body(NEWER)]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "request")


def test_label_of_a_kind_may_be_mutilated() -> None:
    rows = with_text(requests(NEWER), {"法律服务机构": "法津服务机钩"})
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


def test_labels_of_two_kinds_may_have_run_together() -> None:
    header = [*request_header()[:2], row("商业企业", "科研机构", "社会公益组织", "法律服务机构其他")]
    assert printed(facts(NEWER, ragged([*header, *request_body(NEWER)]))) == part(NEWER, "request")


@pytest.mark.parametrize("shape", [grid, ragged])
@pytest.mark.parametrize("at", [3, 9, 17, 26])
def test_matrix_may_be_cut_in_two(at: int, shape: Shape) -> None:
    cells = shape(requests(NEWER)).rows
    cut = [Table(cells[:at], Place()), Table(cells[at:], Place())]
    assert printed(facts(NEWER, *cut)) == part(NEWER, "request")


@pytest.mark.parametrize("order", [APPLICANTS, *ORDERS])
def test_second_part_of_a_cut_matrix_keeps_the_order_of_the_header(order: Sequence[str]) -> None:
    rows = [*request_header(order), *request_body(NEWER, order=order)]
    assert printed(facts(NEWER, ragged(rows[:15]), ragged(rows[15:]))) == part(NEWER, "request")


@pytest.mark.parametrize("shape", [grid, ragged])
def test_second_part_of_a_cut_matrix_may_repeat_the_header(shape: Shape) -> None:
    body = request_body(NEWER)
    given = [
        shape([*request_header(), *body[:15]]),
        shape([*request_header(), [(RESULTS, 9, 1), *body[15]], *body[16:]]),
    ]
    assert printed(facts(NEWER, *given)) == part(NEWER, "request")


def test_row_that_lacks_the_cell_of_its_heading_keeps_its_values() -> None:
    rows = [*request_header(), *([one("　"), *boxes[-8:]] for boxes in request_body(NEWER))]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


def test_header_may_be_repeated_inside_the_table() -> None:
    rows = [*requests(NEWER)[:20], *request_header(), *requests(NEWER)[20:]]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "request")


def test_heading_may_be_repeated_inside_the_table() -> None:
    rows = [
        [one(RESULTS), *boxes] if boxes[0][0].startswith("（四）") else boxes for boxes in requests(NEWER)
    ]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "request")


def test_headings_may_have_rows_of_their_own() -> None:
    rows: list[list[Box]] = [*request_header()]
    for boxes in request_body(NEWER):
        *above, leaf = [box for box in boxes if not box[0].isdigit()]
        rows += [[(text, 1, 10)] for text, _, _ in above]
        rows.append([(leaf[0], 1, 3), *boxes[-7:]])
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


@pytest.mark.parametrize("between", ["", " ", "\n"])
@pytest.mark.parametrize("shape", [grid, ragged])
@pytest.mark.parametrize("form", ANNUAL)
def test_all_headings_may_stand_in_one_cell(form: str, shape: Shape, between: str) -> None:
    labels_of = {
        entry.subject: between.join(([RESULTS] if entry.row[0] == "（" else []) + entry.row.split(" / "))
        for entry in codebook(form).table("request")
    }
    values = numbers(form)
    body = [
        row(label, *(values[f"request.{subject}.{kind}"] for kind in APPLICANTS))
        for subject, label in labels_of.items()
    ]
    header = row("项目", *APPLICANT_LABELS.values())
    assert printed(facts(form, shape([header, *body]))) == part(form, "request")


@pytest.mark.parametrize("form", ANNUAL)
def test_headings_may_be_left_out(form: str) -> None:
    body = [row(*[text for text, _, _ in boxes][-8:]) for boxes in request_body(form)]
    assert printed(facts(form, ragged([*request_header(), *body]))) == part(form, "request")


def test_blank_column_may_stand_between_labels_and_values() -> None:
    rows = [
        [(NOTE, 3, 3), ("", 3, 1), ("申请人情况", 1, 7)],
        *request_header()[1:],
        *([*boxes[:-7], one(""), *boxes[-7:]] for boxes in request_body(NEWER)),
    ]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


def test_blank_column_may_stand_behind_the_values() -> None:
    rows = [[*boxes, one("")] for boxes in request_body(NEWER)]
    assert printed(facts(NEWER, grid([*request_header(), *rows]))) == part(NEWER, "request")


def test_sliver_column_moves_no_value() -> None:
    header = request_header()
    wide = [[(text, down, 2 if text == "商业企业" else across) for text, down, across in header[2]]]
    top = [[(text, down, 6 if across == 5 else across) for text, down, across in header[1]]]
    body = [[*boxes[:-6], ("5", 1, 1), one(""), *boxes[-5:]] for boxes in request_body(NEWER)]
    found = facts(NEWER, grid([[(NOTE, 3, 3), ("申请人情况", 1, 8)], *top, *wide, *body]))
    assert found["request.new.research"].text == numbers(NEWER)["request.new.research"]


def test_blank_rows_may_stand_between_rows() -> None:
    cells = grid(requests(NEWER)).rows
    blank = tuple(Cell("", Place()) for _ in cells[0])
    spaced = tuple(chain.from_iterable((cells_of_row, blank) for cells_of_row in cells))
    assert printed(facts(NEWER, Table(spaced, Place()))) == part(NEWER, "request")


def test_note_may_have_a_row_under_the_header() -> None:
    header = request_header()
    rows = [
        [("项目", 3, 3), *header[0][1:]], *header[1:], [(NOTE, 1, 10)], *request_body(NEWER),
    ]  # fmt: skip
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


def test_number_column_may_stand_before_the_labels() -> None:
    rows = [row("序号", "项目", *APPLICANT_LABELS.values())]
    rows += [[one(str(n)), *boxes[-8:]] for n, boxes in enumerate(request_body(NEWER), 1)]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "request")


def test_footnote_is_no_row() -> None:
    rows = [*requests(NEWER), [("注：不予公开含1件部分公开。", 1, 10)]]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


def test_values_may_stand_in_the_row_below_their_label() -> None:
    rows = [*request_header()]
    for boxes in request_body(NEWER):
        rows += [boxes[:-7], boxes[-7:]]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "request")


@pytest.mark.parametrize(
    "change",
    [
        lambda label: label.replace("（", "(").replace("）", ")"),
        lambda label: label.replace("、", "﹑").replace("，", ",").replace("：", ":"),
        lambda label: label.replace(".", "．"),
        lambda label: label.replace(".", "、"),
        lambda label: label.replace("“", '"').replace("”", '"'),
        lambda label: label.replace("其他", "其它"),
        lambda label: label[:4] + "\n" + label[4:] if len(label) > 5 else label,
        lambda label: " ".join(label) if not label.isdigit() else label,
        lambda label: label if label.isdigit() else f"　{label}　",
        lambda label: label.replace("数量", "数"),
    ],
    ids=[
        "half-width parentheses", "other commas", "full-width dots", "comma behind digits", "plain quotes",
        "其它", "line breaks", "spaces", "indents", "数 for 数量",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ANNUAL)
def test_labels_may_be_typeset_otherwise(form: str, change: Callable[[str], str]) -> None:
    given = [grid(changed(rows, change)) for rows in (disclosure(form), requests(form), remedies(form))]
    assert {name: fact.value for name, fact in facts(form, *given).items()} == {
        name: Decimal(number) for name, number in numbers(form).items()
    }


@pytest.mark.parametrize("form", ANNUAL)
def test_ordinals_may_be_missing(form: str) -> None:
    def bare(label: str) -> str:
        return label if label.isdigit() else label.lstrip("一二三四五六七八（）12345678.、")

    given = [grid(changed(rows, bare)) for rows in (disclosure(form), requests(form), remedies(form))]
    assert printed(facts(form, *given)) == numbers(form)


@pytest.mark.parametrize(
    ("official", "other"),
    [
        ("行政规范性文件", "规范性文件"),
        ("本年制发件数", "本年制发数量"),
        ("科研机构", "研究机构"),
        ("法人或其他组织", "法人及其他组织"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
        ("3.危及“三安全一稳定”", "3.危及三安全一稳定"),
        ("4.保护第三方合法权益", "4.保护第三方的合法权益"),
        ("结果维持", "维持"),
        ("结果纠正", "纠正"),
        ("其他结果", "其他"),
        ("尚未审结", "未审结"),
        ("未经复议直接起诉", "未经复议直接提起诉讼"),
        ("（七）总计", "（七）合计"),
        ("总计", "合计"),
        ("四、结转下年度继续办理", "四、结转下年度继续办理数量"),
    ],
)
def test_label_may_be_worded_otherwise(official: str, other: str) -> None:
    given = [
        grid(with_text(rows, {official: other}))
        for rows in (disclosure(NEWER), requests(NEWER), remedies(NEWER))
    ]
    assert printed(facts(NEWER, *given)) == numbers(NEWER)


def test_label_may_have_a_slip_of_the_pen() -> None:
    rows = with_text(
        requests(NEWER),
        {"5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或者重新出具己获取信息"},
    )
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


def with_row(after: str, *boxes: Box) -> list[list[Box]]:
    """The matrix without its headings, with another row behind the one of a label."""
    found: list[list[Box]] = [*request_header()]
    for each in request_body(NEWER):
        found.append([*each[-8:]])
        if each[-8][0] == after:
            found.append([*boxes])
    return found


SEVEN = row("9", "0", "0", "0", "0", "0", "9")


def test_row_that_the_form_does_not_know_is_kept() -> None:
    found = facts(NEWER, ragged(with_row("8.属于行政查询事项", one("9.属于工作秘密"), *SEVEN)))
    assert found["local:属于工作秘密/自然人"].value == 9


def test_row_that_the_form_does_not_know_moves_no_other() -> None:
    found = facts(NEWER, ragged(with_row("8.属于行政查询事项", one("9.属于工作秘密"), *SEVEN)))
    assert {n: f.text for n, f in found.items() if not n.startswith("local:")} == part(NEWER, "request")


def test_local_facts_stand_behind_those_of_the_form() -> None:
    found = list(facts(NEWER, ragged(with_row("8.属于行政查询事项", one("9.属于工作秘密"), *SEVEN))))
    assert [name for name in found[-7:] if name.startswith("local:")] == found[-7:]


def test_other_in_another_group_is_not_taken_for_the_row_of_that_name() -> None:
    rows = with_row("3.补正后申请内容仍不明确", one("（四）无法提供"), one("4.其他"), *SEVEN)
    found = facts(NEWER, ragged(rows))
    assert (found["request.other.other.total"].text, found["local:其他/总计"].text) == (
        numbers(NEWER)["request.other.other.total"],
        "9",
    )


def test_other_below_a_row_of_another_group_is_not_taken_either() -> None:
    found = facts(NEWER, ragged(with_row("3.补正后申请内容仍不明确", one("4.其他"), *SEVEN)))
    assert found["local:其他/总计"].text == "9"


def test_total_of_a_group_is_not_taken_for_the_total() -> None:
    rows = with_row("8.属于行政查询事项", one("（三）不予公开"), one("总计"), *SEVEN)
    assert facts(NEWER, ragged(rows))["request.closed.total"].text == numbers(NEWER)["request.closed.total"]


def test_two_local_rows_of_one_label_are_both_kept() -> None:
    rows = [
        *with_row("8.属于行政查询事项", one("（三）不予公开"), one("小计"), *SEVEN),
        [one("（五）不予处理"), one("小计"), *row("4", "0", "0", "0", "0", "0", "4")],
    ]
    found = facts(NEWER, ragged(rows))
    assert sorted(
        f.text for n, f in found.items() if n.startswith("local:") and n.endswith("小计/自然人")
    ) == ["4", "9"]


def test_applicant_that_the_form_does_not_know_is_kept() -> None:
    header = row("项目", *APPLICANT_LABELS.values(), "外籍人士")
    rows = [header, *([*boxes, one("7")] for boxes in request_body(NEWER))]
    assert facts(NEWER, ragged(rows))["local:予以公开/外籍人士"].value == 7


def test_missing_applicant_has_no_fact() -> None:
    header = row("项目", *(label for kind, label in APPLICANT_LABELS.items() if kind != "research"))
    rows = [header, *([*boxes[:-5], *boxes[-4:]] for boxes in request_body(NEWER))]
    assert not [name for name in facts(NEWER, ragged(rows)) if name.endswith(".research")]


def test_dropped_row_has_no_fact() -> None:
    rows = [boxes for boxes in requests(NEWER) if boxes[0][0] != "2.重复申请"]
    assert "request.rejected.repeat.total" not in facts(NEWER, ragged(rows))


def test_other_handling_in_one_row_is_kept_in_the_newer_form() -> None:
    rows = [*request_header(), *request_body(OLDER)]
    assert facts(NEWER, grid(rows))["local:其他处理/总计"].text == numbers(OLDER)["request.other.total"]


def test_rows_of_other_tables_are_not_kept() -> None:
    other = grid([row("类别", "自然人", "商业企业"), row("来访", "5", "6"), row("来信", "1", "2")])
    assert facts(NEWER, *tables(NEWER), other).keys() == set(codebook(NEWER).indicators)


# The table of remedies.


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ([[("行政诉讼", 1, 10), ("行政复议", 1, 5)],
          [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5), *((label, 2, 1) for label in OUTCOME_LABELS)]],
         (*ROUTES[1:], ROUTES[0])),
        ([[("行政复议", 1, 5), ("行政诉讼", 1, 10)],
          [*((label, 2, 1) for label in OUTCOME_LABELS), ("复议后起诉", 1, 5), ("未经复议直接起诉", 1, 5)]],
         (ROUTES[0], ROUTES[2], ROUTES[1])),
    ],
    ids=["lawsuits first", "lawsuits after review first"],
)  # fmt: skip
@pytest.mark.parametrize("shape", SHAPES)
def test_groups_may_stand_in_another_order(
    shape: Shape, header: list[list[Box]], order: Sequence[str]
) -> None:
    values = numbers(NEWER)
    cells = row(*(values[f"remedy.{route}.{outcome}"] for route in order for outcome in OUTCOMES))
    found = facts(NEWER, shape([*header, row(*OUTCOME_LABELS * 2), cells]))
    assert printed(found) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", SHAPES)
def test_outcomes_may_stand_in_another_order(shape: Shape) -> None:
    turned = OUTCOME_LABELS[::-1]
    values = numbers(NEWER)
    rows = [
        remedies(NEWER)[0],
        [*((label, 2, 1) for label in turned), *remedies(NEWER)[1][5:]],
        row(*turned * 2),
        row(*(values[f"remedy.{route}.{outcome}"] for route in ROUTES for outcome in OUTCOMES[::-1])),
    ]
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "remedy")


HEADERS: dict[str, list[list[Box]]] = {
    "all outcomes in one row": [
        [("行政复议", 2, 5), ("行政诉讼", 1, 10)],
        [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        row(*OUTCOME_LABELS * 3),
    ],
    "two rows": [
        [("行政复议", 1, 5), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        row(*OUTCOME_LABELS * 3),
    ],
    "kinds of lawsuits not named": [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        row(*OUTCOME_LABELS * 3),
    ],
    "no groups named": [row(*OUTCOME_LABELS * 3)],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_header_of_the_remedies_may_be_cut_otherwise(header: list[list[Box]], shape: Shape) -> None:
    assert printed(facts(NEWER, shape([*header, remedies(NEWER)[-1]]))) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", [grid, ragged])
@pytest.mark.parametrize("named", [True, False])
def test_remedies_may_stand_in_two_tables(shape: Shape, named: bool) -> None:
    rows = remedies(NEWER)
    review: Rows = [[("行政复议", 1, 5)], row(*OUTCOME_LABELS), rows[-1][:5]]
    suits: Rows = [[("行政诉讼", 1, 10)], rows[1][5:], rows[2], rows[-1][5:]]
    given = [shape(review if named else review[1:]), shape(suits)]
    assert printed(facts(NEWER, *given)) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", [grid, ragged, repeated])
def test_remedies_may_stand_in_three_tables(shape: Shape) -> None:
    cells = remedies(NEWER)[-1]
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    given = [
        shape([[(name, 1, 5)], row(*OUTCOME_LABELS), cells[5 * n : 5 * n + 5]])
        for n, name in enumerate(names)
    ]
    assert printed(facts(NEWER, *given)) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("corner", ["", "类别"])
def test_routes_may_be_rows(shape: Shape, corner: str) -> None:
    cells = remedies(NEWER)[-1]
    rows: Rows = [
        [(corner, 1, 2), *map(one, OUTCOME_LABELS)],
        [("行政复议", 1, 2), *cells[:5]],
        [("行政诉讼", 2, 1), one("未经复议直接起诉"), *cells[5:10]],
        [one("复议后起诉"), *cells[10:]],
    ]
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "remedy")


def test_label_may_stand_before_the_values_of_the_remedies() -> None:
    rows = [*remedies(NEWER)[:-1], [one("件数"), *remedies(NEWER)[-1]]]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "remedy")


def test_remedies_may_be_cut_between_header_and_values() -> None:
    rows = remedies(NEWER)
    assert printed(facts(NEWER, ragged(rows[:-1]), ragged(rows[-1:]))) == part(NEWER, "remedy")


def test_spacer_row_before_the_values_is_passed_over() -> None:
    rows = [*remedies(NEWER)[:-1], [("", 1, 15)], remedies(NEWER)[-1]]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "remedy")


def test_sliver_column_in_the_remedies_moves_no_value() -> None:
    top, middle, bottom, values = remedies(NEWER)
    rows = [
        [("行政复议", 1, 6), top[1]],
        [*middle[:4], ("总计", 2, 2), *middle[5:]],
        bottom,
        [*values[:5], one(""), *values[5:]],
    ]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "remedy")


def test_lawsuits_in_one_group_are_kept_as_local() -> None:
    rows = [
        [("行政复议", 1, 5), ("行政诉讼", 1, 5)],
        row(*OUTCOME_LABELS * 2),
        row("1", "0", "0", "0", "1", "2", "0", "0", "0", "2"),
    ]
    found = printed(facts(NEWER, grid(rows)))
    assert (found["remedy.reconsideration.total"], found["local:行政诉讼/总计"]) == ("1", "2")


# Copies.


@pytest.mark.parametrize("form", ANNUAL)
def test_first_of_two_copies_wins(form: str) -> None:
    later = dict.fromkeys(numbers(form), "999")
    given = [
        *tables(form),
        grid(disclosure(form, later)),
        grid(requests(form, later)),
        grid(remedies(form, later)),
    ]
    assert printed(facts(form, *given)) == numbers(form)


@pytest.mark.parametrize("form", ANNUAL)
def test_filled_copy_wins_over_a_blank_one(form: str) -> None:
    blank = [grid(disclosure(form, {})), grid(requests(form, {})), grid(remedies(form, {}))]
    assert printed(facts(form, *blank, *tables(form))) == numbers(form)


def test_blank_cell_is_not_filled_from_a_second_copy() -> None:
    first = {**numbers(NEWER), "request.new.business": ""}
    found = facts(NEWER, grid(requests(NEWER, first)), grid(requests(NEWER)))
    assert found["request.new.business"].state == "blank"


def test_filled_row_wins_over_a_blank_one_of_the_same_label() -> None:
    rows = [row("信息内容", "本年制发件数", "本年废止件数"), row("规章", "", ""), row("规章", "3", "1")]
    assert list(printed(facts(NEWER, grid(rows))).values()) == ["3", "1"]


# Rows that ran together.


def glued(rows: Rows, *texts: str) -> list[list[Box]]:
    """The rows, the cells of the last one but its label run together."""
    return [*map(list, rows[:-1]), [rows[-1][0], *map(one, texts)]]


NORMATIVE = [row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), row("行政规范性文件")]


@pytest.mark.parametrize("texts", [("8855698",), ("88", "55698")])
def test_cells_that_ran_together_share_one_cell(texts: Sequence[str]) -> None:
    found = facts(NEWER, ragged(glued(NORMATIVE, *texts)))
    assert {(f.table, f.row, f.column) for f in found.values()} == {(0, 1, 1)}


def test_every_cell_that_ran_together_has_a_fact() -> None:
    found = facts(NEWER, ragged(glued(NORMATIVE, "8855698")))
    assert list(found) == [f"disclosure.normative.{field}" for field in ("made", "repealed", "in_force")]


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (("8855698",), "8855698"),
        (("88", "55698"), "88 55698"),
        (("88 55  698",), "88 55  698"),
        (("88 55", "698"), "88 55 698"),
    ],
)
def test_text_of_cells_that_ran_together_is_the_whole_of_it(texts: Sequence[str], text: str) -> None:
    found = facts(NEWER, ragged(glued(NORMATIVE, *texts)))
    assert {(f.state, f.value, f.text) for f in found.values()} == {("unreadable", None, text)}


@pytest.mark.parametrize("header", [request_header(), []], ids=["header", "no header"])
def test_row_of_the_matrix_that_ran_together_has_a_fact_for_every_applicant(header: list[list[Box]]) -> None:
    rows = [*header, *([*boxes[:-7], one("200 000121")] for boxes in request_body(NEWER))]
    found = facts(NEWER, ragged(rows))
    assert {name: fact.text for name, fact in found.items()} == dict.fromkeys(
        part(NEWER, "request"), "200 000121"
    )


def test_words_of_the_form_over_other_figures_are_not_taken() -> None:
    other = grid([row("结果", "件数", "占比"), row("予以公开", "5", "50%"), row("部分公开", "5", "50%")])
    assert facts(NEWER, other) == {}


@pytest.mark.parametrize(
    "texts", [("000000000000000",), ("00000", "00000", "00000"), ("0 0 0", "0 00 0 00 0 0 0 0 0")]
)
def test_remedies_that_ran_together_share_one_cell(texts: Sequence[str]) -> None:
    found = facts(NEWER, ragged([*remedies(NEWER)[:-1], row(*texts)]))
    assert [(f.row, f.column, f.text) for f in found.values()] == [(3, 0, " ".join(texts))] * 15


def test_other_rows_stay_readable_beside_one_that_ran_together() -> None:
    rows = [*glued(NORMATIVE, "8855698"), row("规章", "1", "0", "7")]
    assert facts(NEWER, ragged(rows))["disclosure.regulation.in_force"].value == 7


def test_merged_cell_with_a_figure_under_several_columns_is_unreadable() -> None:
    rows = [NORMATIVE[0], [one("规章"), ("5", 1, 3)]]
    assert {fact.state for fact in facts(NEWER, grid(rows)).values()} == {"unreadable"}


def test_merged_blank_cell_beside_a_figure_is_blank() -> None:
    rows = [NORMATIVE[0], [one("规章"), one("5"), ("", 1, 2)]]
    assert [fact.state for fact in facts(NEWER, grid(rows)).values()] == ["number", "blank", "blank"]


@pytest.mark.parametrize("texts", [(), ("",), ("", "")])
def test_too_few_cells_without_a_figure_are_blank(texts: Sequence[str]) -> None:
    assert [f.state for f in facts(NEWER, ragged(glued(NORMATIVE, *texts))).values()] == ["blank"] * 3


def test_mark_over_all_columns_is_a_mark_in_each() -> None:
    rows = [NORMATIVE[0], [one("规章"), ("/", 1, 3)]]
    assert [(f.state, f.text) for f in facts(NEWER, grid(rows)).values()] == [("mark", "/")] * 3


def test_odd_cell_in_a_whole_row_spoils_no_other() -> None:
    found = facts(NEWER, ragged(glued(NORMATIVE, "88", "约55", "698")))
    assert [f.state for f in found.values()] == ["number", "unreadable", "number"]


def test_single_cell_of_an_item_is_never_taken_for_several() -> None:
    rows = [row("信息内容", "本年处理决定数量"), row("行政许可", "2293")]
    assert facts(NEWER, ragged(rows))["disclosure.licensing.decisions"].value == 2293


# Which form it is.


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ANNUAL)
def test_form_is_known_by_its_labels(form: str, shape: Shape) -> None:
    assert recognise(tables(form, shape)) == form


@pytest.mark.parametrize("form", ANNUAL)
def test_form_is_known_by_its_disclosure_table_alone(form: str) -> None:
    assert recognise([ragged(disclosure(form))]) == form


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ANNUAL)
def test_form_is_known_by_its_request_matrix_alone(form: str, shape: Shape) -> None:
    assert recognise([shape(requests(form))]) == form


def test_form_of_remedies_alone_is_the_one_in_force() -> None:
    assert recognise([grid(remedies(OLDER))]) == NEWER


def test_table_of_something_else_is_no_form() -> None:
    rows = [
        row("事项", "数量", "合计"),
        row("行政许可", "5", "5"),
        row("行政处罚", "6", "6"),
        row("其他", "1", "1"),
    ]
    assert recognise([grid(rows)]) == ""


def test_no_table_is_no_form() -> None:
    assert recognise([]) == ""


def test_no_form_has_no_facts() -> None:
    assert bind("", tables(NEWER)) == ()


@pytest.mark.parametrize(("form", "other"), [(OLDER, NEWER), (NEWER, OLDER)])
def test_single_label_of_the_other_form_does_not_tell(form: str, other: str) -> None:
    telling = {OLDER: "行政许可公开：本年新公开数量", NEWER: "现行有效件数"}[other]
    rows = [*disclosure(form), row("信息内容", telling.rpartition("：")[2]), row("其他文件", "3")]
    assert recognise([ragged(rows), ragged(requests(form))]) == form


# The wordings beside the code.


@pytest.mark.parametrize(
    ("role", "official", "variant"),
    [(role, official, each) for (role, official), others in variants().items() for each in others],
)
def test_variant_means_what_the_official_label_means(role: str, official: str, variant: str) -> None:
    assert dict(sense(variant).roles)[role] == dict(sense(official).roles)[role]


@pytest.mark.parametrize(
    ("official", "variant"),
    [(official, each) for (_, official), others in variants().items() for each in others],
)
def test_variant_is_needed(official: str, variant: str) -> None:
    assert core(variant) != core(official)
