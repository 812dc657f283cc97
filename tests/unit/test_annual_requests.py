"""The request matrix of the annual forms is bound however it is cut, ordered and worded."""

import random
from collections.abc import Mapping, Sequence
from itertools import chain

import pytest
from annual_tables import (
    APPLICANT_LABELS,
    NEWER,
    NOTE,
    OLDER,
    RESULTS,
    SHAPES,
    Box,
    Shape,
    facts,
    grid,
    numbers,
    one,
    part,
    printed,
    ragged,
    repeated,
    request_body,
    request_header,
    requests,
    row,
    tables,
    unmerged,
    with_text,
)

from auditlib.document import Cell, Place, Table
from auditlib.forms.codebook import ANNUAL, APPLICANTS, codebook

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


@pytest.mark.parametrize(
    "joined",
    [
        "法人或其他组织-{}",
        "法人或其他组织（{}）",
        "法人或其他组织：{}",
        "法人和其他组织{}",
        "法人或其它组织/{}",
    ],
)
@pytest.mark.parametrize("shape", SHAPES)
def test_kinds_of_organisations_may_carry_their_heading(shape: Shape, joined: str) -> None:
    kinds = [
        label if kind in ("natural_person", "total") else joined.format(label)
        for kind, label in APPLICANT_LABELS.items()
    ]
    rows = [[("项目", 1, 3), *row(*kinds)], *request_body(NEWER)]
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "request")


@pytest.mark.parametrize("shape", SHAPES)
def test_matrix_may_be_cut_between_its_columns(shape: Shape) -> None:
    first = [[(NOTE, 2, 3), one("申请人情况")], row("自然人"), *request_body(NEWER, order=APPLICANTS[:1])]
    header = request_header(APPLICANTS[1:])
    second = [[header[0][0], ("申请人情况", 1, 6)], *header[1:], *request_body(NEWER, order=APPLICANTS[1:])]
    assert printed(facts(NEWER, shape(first), shape(second, 2))) == part(NEWER, "request")


@pytest.mark.parametrize("group", ["（三）不予公开", "（四）无法提供"])
def test_a_heading_may_cover_a_row_too_many(group: str) -> None:
    rows = [
        [(text, down + (text == group), across) for text, down, across in boxes] for boxes in requests(NEWER)
    ]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


@pytest.mark.parametrize("shape", SHAPES)
def test_corner_of_the_header_may_hold_a_mark(shape: Shape) -> None:
    rows = with_text(requests(NEWER), {NOTE: "/"})
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "request")


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


@pytest.mark.parametrize("between", ["", " ", "\n", "-", " / ", "——", "："])
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


def shifted(table: Table, border: int, *, every: int) -> Table:
    """The grid with another column at a border, which cells left and right of it share as the rows go."""
    return Table(
        tuple(
            (*cells[:border], cells[border - (n % every == 0)], *cells[border:])
            for n, cells in enumerate(table.rows)
        ),
        table.place,
    )


@pytest.mark.parametrize("every", [2, 3])
@pytest.mark.parametrize("border", range(1, 10))
@pytest.mark.parametrize("shape", [grid, repeated, unmerged])
def test_rows_may_be_cut_otherwise_than_each_other(shape: Shape, border: int, every: int) -> None:
    table = shifted(shape(requests(NEWER)), border, every=every)
    assert printed(facts(NEWER, table)) == part(NEWER, "request")


def spaced(cells: Sequence[Cell], border: int) -> tuple[Cell, ...]:
    """A row of a grid with a blank column at a border, or a merged cell that goes over it."""
    merged = cells[border] is cells[border - 1]
    return (*cells[:border], cells[border] if merged else Cell("", Place()), *cells[border:])


@pytest.mark.parametrize("border", range(4, 10))
def test_blank_column_between_values_is_known_in_the_second_part_of_a_cut_matrix(border: int) -> None:
    values = {name: text if name.endswith("total") else "" for name, text in numbers(NEWER).items()}
    cells = [spaced(cells_of_row, border) for cells_of_row in grid(requests(NEWER, values)).rows]
    found = facts(NEWER, Table(tuple(cells[:9]), Place()), Table(tuple(cells[9:]), Place()))
    assert printed(found) == {name: text for name, text in values.items() if name.startswith("request")}


@pytest.mark.parametrize("shape", [grid, ragged])
def test_unit_column_may_stand_before_the_values(shape: Shape) -> None:
    header = row("项目", "单位", *APPLICANT_LABELS.values())
    rows = [header, *([one(boxes[-8][0]), one("件"), *boxes[-7:]] for boxes in request_body(NEWER))]
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "request")


def test_header_may_be_cut_off_from_its_rows() -> None:
    rows = requests(NEWER)
    assert printed(facts(NEWER, ragged(rows[:2]), ragged(rows[2:]))) == part(NEWER, "request")


def test_figures_of_earlier_years_beside_words_of_the_form_are_not_taken() -> None:
    other = grid(
        [row("项目", "上上年", "上年", "今年"), row("一、本年新收政府信息公开申请数量", "5", "6", "7")]
    )
    assert printed(facts(NEWER, other, *tables(NEWER))) == numbers(NEWER)


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


@pytest.mark.parametrize(
    ("official", "begun"),
    [
        ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.申请人无正当理由逾期不补正"),
        ("5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认"),
    ],
)
def test_label_may_break_off(official: str, begun: str) -> None:
    rows = with_text(requests(NEWER), {official: begun})
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "request")


@pytest.mark.parametrize(
    "short",
    [
        {"科研机构": "科研单位", "社会公益组织": "社会公益", "法律服务机构": "法律服务", "商业企业": "企业单位"},
        {"1.属于国家秘密": "1.涉及国家机密", "7.属于行政执法案卷": "7.执法案卷", "5.属于三类内部事务信息": "5.内部事务"},
        {"1.本机关不掌握相关政府信息": "（1）不掌握", "3.补正后申请内容仍不明确": "（3）补正后仍不明确"},
        {
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "逾期未补正",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "逾期未缴费",
        },
        {"（三）不予公开": "（三）不公开", "（五）不予处理": "（五）不处理"},
    ],
    ids=["applicants", "refused", "unavailable", "other", "groups"],
)  # fmt: skip
@pytest.mark.parametrize("shape", [grid, ragged])
def test_label_may_be_short(shape: Shape, short: Mapping[str, str]) -> None:
    assert printed(facts(NEWER, shape(with_text(requests(NEWER), short)))) == part(NEWER, "request")


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
