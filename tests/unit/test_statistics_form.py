"""Each cell of the statistics form is bound by its label and the labels above it, never by the number of its row."""

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import groupby

import pytest
from builders import (
    ENTRIES,
    INDICATORS,
    FormRow,
    facts_of,
    numbered_rows,
    official_rows,
    report_of,
    table_text,
    tables_of,
)

from auditlib.document import Table
from auditlib.forms.codebook import codebook
from auditlib.forms.statistics import bind, is_form
from auditlib.forms.values import understand
from auditlib.readers.text import blocks
from auditlib.report import Fact, State

ROW: dict[str, FormRow] = dict(zip(ENTRIES, numbered_rows(), strict=True))
NUMBERED = facts_of(numbered_rows())
SAME_LABEL = [
    name
    for name in INDICATORS
    if sum(other.label.endswith(ENTRIES[name].label.split("）")[-1]) for other in ENTRIES.values()) > 1
]


def relabelled(change: Callable[[str], str]) -> list[FormRow]:
    return [FormRow(change(row.label), row.unit, row.value) for row in numbered_rows()]


def sections_of_rows() -> list[list[FormRow]]:
    """The rows of the official table by their section (一、 to 十四、)."""
    numbered = list(enumerate(zip(ENTRIES.values(), numbered_rows(), strict=True)))
    starts = [i for i, (entry, _) in numbered if not entry.parent]
    return [
        [row for _, (_, row) in rows]
        for _, rows in groupby(numbered, key=lambda item: sum(start <= item[0] for start in starts))
    ]


def values(facts: dict[str, Fact]) -> dict[str, Decimal | None]:
    return {name: fact.value for name, fact in facts.items()}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_indicator_of_the_official_table_is_bound(indicator: str) -> None:
    assert NUMBERED[indicator].value == INDICATORS.index(indicator) + 1


def test_official_table_has_no_row_that_is_not_known() -> None:
    assert NUMBERED.keys() == set(INDICATORS)


def test_fact_tells_its_label_unit_and_place() -> None:
    fact = NUMBERED["request.received"]
    assert (fact.label, fact.unit, fact.place.column, fact.column) == ("收到申请数", "件", 3, 2)


def test_fact_points_at_its_cell() -> None:
    (table,) = tables_of(numbered_rows())
    fact = NUMBERED["litigation.corrected"]
    assert table.rows[fact.row][fact.column].text == fact.text


@pytest.mark.parametrize("seed", range(8))
def test_sections_may_stand_in_another_order(seed: int) -> None:
    sections = sections_of_rows()
    random.Random(seed).shuffle(sections)
    assert values(facts_of([row for rows in sections for row in rows])) == values(NUMBERED)


@pytest.mark.parametrize(
    "change",
    [
        lambda label: label.replace("（", "(").replace("）", ")"),
        lambda label: label.replace("，", ",").replace("、", "﹑").replace("：", ":"),
        lambda label: label.translate({ord("1") + i: ord("１") + i for i in range(9)}),
        lambda label: label.replace("其中：", "其中:"),
        lambda label: label.replace("其中：", "其中"),
        lambda label: label.replace("其中：", "#"),
        lambda label: label.replace("其中：", ""),
        lambda label: label.replace("其中：", "其中，"),
        lambda label: f"　　　{label}　",
        " ".join,
        lambda label: label.replace("公开", "公 开").replace("申请", "申　请"),
        lambda label: label.replace("数", "数量") if label.endswith("数") else label,
        lambda label: label[:-1] if label.endswith("数") else label,
        lambda label: label.replace("《条例》", "“条例”"),
        lambda label: label.replace(".", "、"),
        lambda label: label.replace("计1条", "计一条").replace("计1次", "计一次"),
    ],
    ids=[
        "half-width parentheses", "other commas", "full-width digits", "half-width colon", "no colon",
        "number sign", "without among", "comma behind among", "indents", "spaces everywhere",
        "spaces in words", "数量 for 数", "without 数", "quotation marks", "comma behind digits", "notes reworded",
    ],
)  # fmt: skip
def test_label_may_be_typeset_otherwise(change: Callable[[str], str]) -> None:
    assert values(facts_of(relabelled(change))) == values(NUMBERED)


def test_notes_in_parentheses_may_be_missing() -> None:
    bare = [
        FormRow(entry.label, row.unit, row.value)
        for entry, row in zip(ENTRIES.values(), numbered_rows(), strict=True)
    ]
    assert values(facts_of(bare)) == values(NUMBERED)


def test_ordinals_may_be_missing() -> None:
    assert values(
        facts_of(relabelled(lambda label: label.split("、", 1)[-1] if "、" in label[:3] else label))
    ) == values(NUMBERED)


def test_unit_column_may_be_missing() -> None:
    rows = "\n\n".join(f"\t{row.label}\n\t{row.value}" for row in numbered_rows())
    tables = tuple(b for b in blocks(rows.encode(), "表.txt") if isinstance(b, Table))
    assert {fact.indicator: fact.value for fact in bind(tables)} == values(NUMBERED)


def test_table_is_known_with_a_number_column_before_the_labels() -> None:
    rows = "\n\n".join(f"\t{i}\n\t{row.label}\n\t{row.unit}\n\t" for i, row in enumerate(numbered_rows(), 1))
    assert is_form(tuple(b for b in blocks(rows.encode(), "表.txt") if isinstance(b, Table)))


def test_number_column_before_the_labels_is_passed_over() -> None:
    rows = "\n\n".join(
        f"\t{i}\n\t{row.label}\n\t{row.unit}\n\t{row.value}" for i, row in enumerate(numbered_rows(), 1)
    )
    tables = tuple(b for b in blocks(rows.encode(), "表.txt") if isinstance(b, Table))
    assert {fact.indicator: fact.value for fact in bind(tables)} == values(NUMBERED)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_dropped_row_is_absent_and_not_blank(indicator: str) -> None:
    facts = facts_of(row for name, row in ROW.items() if name != indicator)
    assert indicator not in facts


@pytest.mark.parametrize("indicator", INDICATORS)
def test_other_rows_stay_where_they_belong_when_one_is_dropped(indicator: str) -> None:
    facts = facts_of(row for name, row in ROW.items() if name != indicator)
    assert values(facts) == {name: value for name, value in values(NUMBERED).items() if name != indicator}


@pytest.mark.parametrize("header", [name for name, entry in ENTRIES.items() if not entry.unit])
def test_rows_stay_where_they_belong_when_a_heading_is_missing(header: str) -> None:
    assert values(facts_of(row for name, row in ROW.items() if name != header)) == values(NUMBERED)


@pytest.mark.parametrize("indicator", SAME_LABEL)
def test_label_that_stands_under_several_parents_lands_under_its_own(indicator: str) -> None:
    chosen = {indicator, *codebook("statistics-2014").ancestors[indicator]}
    facts = facts_of(row for name, row in ROW.items() if name in chosen)
    assert facts[indicator].value == NUMBERED[indicator].value


def test_same_labels_land_under_their_parents_when_the_parents_change_places() -> None:
    sections = {rows[0].label[:1]: rows for rows in sections_of_rows()[3:6]}
    facts = facts_of([*sections["六"], *sections["四"], *sections["五"]])
    assert {name: facts[name].value for name in facts} == {
        name: NUMBERED[name].value
        for name in INDICATORS
        if name.startswith(("reconsideration", "litigation", "complaint"))
    }


def with_local(after: str, *rows: FormRow) -> dict[str, Fact]:
    return facts_of([r for name, row in ROW.items() for r in ((row, *rows) if name == after else (row,))])


def test_row_that_the_form_does_not_know_is_kept() -> None:
    facts = with_local("proactive.channel.other", FormRow("6.手机报发送条目", "条", "70"))
    assert facts["local:手机报发送条目"].value == 70


def test_row_that_the_form_does_not_know_moves_no_other() -> None:
    facts = with_local("proactive.channel.other", FormRow("6.手机报发送条目", "条", "70"))
    assert {n: f.value for n, f in facts.items() if n in INDICATORS} == values(NUMBERED)


def test_local_row_that_is_blank_is_kept_as_blank() -> None:
    facts = with_local("proactive.channel.other", FormRow("6.手机报发送条目", "条"))
    assert facts["local:手机报发送条目"].state == "blank"


def test_two_local_rows_of_one_label_are_both_kept() -> None:
    facts = facts_of(
        r
        for name, row in ROW.items()
        for r in (
            (row, FormRow("群众代表参加数", "人", {"training": "4", "complaint.other": "9"}[name]))
            if name in ("training", "complaint.other")
            else (row,)
        )
    )
    kept = sorted(f.value for n, f in facts.items() if n.startswith("local:") and f.value is not None)
    assert kept == [4, 9]


def test_three_local_rows_of_one_label_in_one_section_are_all_kept() -> None:
    rows = [FormRow("群众代表参加数", "人", value) for value in ("4", "5", "6")]
    facts = with_local("training.meetings", *rows)
    kept = sorted(f.value for n, f in facts.items() if n.startswith("local:") and f.value is not None)
    assert kept == [4, 5, 6]


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("1.在政府公报公开政府信息数", "proactive.channel.gazette"),
        ("2.在政府门户网站公开政府信息数", "proactive.channel.website"),
        ("3.政策解读稿件的发布数", "response.channel.interpretation"),
        ("7.告知作出更改、补充数", "request.answered.amend"),
        ("（一）收到的申请数", "request.received"),
        ("（三）接受培训的人员数", "training.participants"),
    ],
)
def test_label_may_be_worded_a_little_otherwise(label: str, indicator: str) -> None:
    facts = facts_of(
        FormRow(label, row.unit, row.value) if name == indicator else row for name, row in ROW.items()
    )
    assert facts[indicator].value == NUMBERED[indicator].value


def test_website_of_a_lower_level_is_not_taken_for_another() -> None:
    rows = [
        FormRow(r.label.replace("（县（市、区）政府门户网站", ""), r.unit, r.value) for r in numbered_rows()
    ]
    assert facts_of(rows)["website.township"].value == NUMBERED["website.township"].value


def test_table_is_known_by_its_labels() -> None:
    assert is_form(tables_of(official_rows()))


def test_other_table_is_not_taken_for_the_form() -> None:
    rows = [
        FormRow(label, "件", "1") for label in ("许可", "处罚", "强制", "征收", "检查", "确认", "收到申请数")
    ]
    assert not is_form(tables_of(rows))


def test_report_that_is_its_table_alone_is_understood() -> None:
    report = report_of(table_text(numbered_rows()))
    assert (report.form, len(report.facts)) == ("statistics-2014", len(INDICATORS))


def test_two_parts_of_the_table_are_bound_as_one() -> None:
    rows = numbered_rows()
    tables = (*tables_of(rows[:40]), *tables_of(rows[40:]))
    assert {fact.indicator: fact.value for fact in bind(tables)} == values(NUMBERED)


@pytest.mark.parametrize(
    ("printed", "state", "value", "text"),
    [
        ("", "blank", None, ""),
        ("  ", "blank", None, ""),
        ("　", "blank", None, ""),
        ("/", "mark", None, "/"),
        ("／", "mark", None, "/"),
        ("-", "mark", None, "-"),
        ("—", "mark", None, "—"),
        ("——", "mark", None, "——"),
        ("无", "mark", None, "无"),
        ("0", "number", "0", "0"),
        ("12", "number", "12", "12"),
        (" 12　", "number", "12", "12"),
        ("1 234", "number", "1234", "1234"),
        ("1,234", "number", "1234", "1234"),
        ("1，234", "number", "1234", "1234"),
        ("12,345,678", "number", "12345678", "12345678"),
        ("１２３", "number", "123", "123"),
        ("3.5", "number", "3.5", "3.5"),
        ("0.50", "number", "0.50", "0.50"),
        ("３．５", "number", "3.5", "3.5"),
        ("-5", "number", "-5", "-5"),
        ("－5", "number", "-5", "-5"),
        ("22（其中修订16件）", "number", "22", "22"),
        ("22(修订16)", "number", "22", "22"),
        ("22件", "number", "22", "22"),
        ("3.5万元", "number", "3.5", "3.5"),
        ("1,23", "unreadable", None, "1,23"),
        ("12、13", "unreadable", None, "12、13"),
        ("约20", "unreadable", None, "约20"),
        ("#VALUE!", "unreadable", None, "#VALUE!"),
        ("待补", "unreadable", None, "待补"),
        ("O", "number", "0", "0"),
        ("o", "number", "0", "0"),
        ("Ｏ", "number", "0", "0"),
        ("〇", "number", "0", "0"),
        ("○", "number", "0", "0"),
        ("零", "number", "0", "0"),
        ("〇件", "number", "0", "0"),
        ("1O", "number", "10", "10"),
        ("2〇5", "number", "205", "205"),
        ("O.5", "number", "0.5", "0.5"),
        ("1E-13", "number", "0", "0"),
        ("-2.5E-10", "number", "0", "0"),
        ("1.2E+05", "unreadable", None, "1.2E+05"),
        ("OK", "unreadable", None, "OK"),
        ("OO", "unreadable", None, "OO"),
        ("二〇", "unreadable", None, "二〇"),
        ("0，", "number", "0", "0"),
        ("3.", "number", "3", "3"),
        ("3。", "number", "3", "3"),
        ("'0", "number", "0", "0"),
        ("’12", "number", "12", "12"),
        ("=0", "number", "0", "0"),
        ("=SUM(D4:I4)", "unreadable", None, "=SUM(D4:I4)"),
        ("。", "unreadable", None, "。"),
        ("22[2]", "number", "22", "22"),
        ("22〔3〕", "number", "22", "22"),
        ("没有", "mark", None, "没有"),
        ("未发生", "mark", None, "未发生"),
        ("无。", "mark", None, "无"),
        ("――", "mark", None, "――"),
        ("/件", "mark", None, "/件"),
        ("1.2.3", "unreadable", None, "1.2.3"),
        ("22②", "number", "22", "22"),
        ("22³", "number", "22", "22"),
        ("22*", "number", "22", "22"),
        ("*", "mark", None, "*"),
        ("②", "unreadable", None, "②"),
        ("9" * 40, "unreadable", None, "9" * 40),
    ],
)
def test_cell_is_understood(printed: str, state: State, value: str | None, text: str) -> None:
    assert understand(printed) == (state, Decimal(value) if value else None, text)


def test_unreadable_cell_is_kept_as_it_stands() -> None:
    assert facts_of(official_rows({"request.received": "见附件"}))["request.received"].text == "见附件"


def test_unit_as_printed_wins_over_the_official_one() -> None:
    rows = [FormRow(r.label, "元", "500") if r.label.startswith("十二") else r for r in numbered_rows()]
    assert facts_of(rows)["request_fee"].unit == "元"


def test_a_label_may_carry_its_note_and_its_unit() -> None:
    rows = [
        FormRow(row.label + "（条）" if "计1条" in row.label else row.label, row.unit, row.value)
        for row in numbered_rows()
    ]
    assert facts_of(rows)["proactive.total"].value == 1
