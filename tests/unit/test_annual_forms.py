"""Each cell of the annual forms is bound by the labels that cross in it; the form is told by its labels."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from annual_tables import (
    NEWER,
    OLDER,
    SHAPES,
    Box,
    Rows,
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
    remedies,
    request_body,
    request_header,
    requests,
    row,
    tables,
    with_text,
)

from auditlib.forms.binding import bind, recognise
from auditlib.forms.codebook import ANNUAL, codebook, labels
from auditlib.forms.labels import core
from auditlib.forms.vocabulary import sense, variants


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


# Wordings.


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


def test_copy_that_can_be_read_wins_cell_by_cell_over_rows_that_ran_together() -> None:
    torn = ragged([*request_header(), row("一、本年新收政府信息公开申请数量", "200000121")])
    assert printed(facts(NEWER, torn, *tables(NEWER))) == numbers(NEWER)


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


def test_long_list_that_uses_words_of_the_form_is_no_form() -> None:
    rows = [row("事项", "决定"), *(row("行政许可", f"第{n}号决定书") for n in range(2000))]
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
