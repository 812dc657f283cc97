"""A claim is held against the table by what its words allow, in the table's unit, by the reading that agrees."""

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import AGENCY, SECTIONS, claims_of, facts_of, official_rows, report_of, report_text

from auditlib.reconcile import Measured, bounds, measure, value_of, years_before
from auditlib.report import Report


def report(
    sentence: str = "", values: dict[str, str] | None = None, year: int = 2018, name: str = ""
) -> Report:
    text = report_text(values, (*SECTIONS, f"　　{sentence}") if sentence else SECTIONS, year=year)
    return report_of(text, name or f"报告{year}")


def measured(sentence: str, values: dict[str, str], before: Report | None = None) -> Measured:
    """The claim of a sentence that is linked to a cell, beside its table."""
    (found,) = (m for m in measure(report(sentence, values), before) if m.reading and m.claim.kind != "none")
    return found


def agrees(found: Measured) -> bool:
    assert found.table_value is not None
    assert found.low is not None
    assert found.high is not None
    return found.low <= found.table_value <= found.high


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("公开信息346条", "346", "346"),
        ("公开信息近5000条", "4500", "5000"),
        ("公开信息约300条", "270", "330"),
        ("公开信息300条左右", "270", "330"),
        ("公开信息1000余条", "1000", "2000"),
        ("公开信息1200余条", "1200", "1320"),
        ("公开信息三百余条", "300", "400"),
        ("公开信息346余条", "346", "380.6"),
        ("公开信息超过400条", "400", "500"),
        ("公开信息400条以上", "400", "500"),
        ("公开信息15.8万条", "157000", "159000"),
        ("公开信息3万条", "27000", "33000"),
        ("公开信息1.5万余条", "15000", "16500"),
    ],
)
def test_words_around_a_number_say_how_exact_it_is(words: str, low: str, high: str) -> None:
    (claim,) = claims_of(f"全年{words}。")
    assert bounds(claim, "条") == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("专项经费13.2万元", "万元", "13.2"),
        ("专项经费132000元", "万元", "13.2"),
        ("专项经费13.2万元", "元", "132000"),
        ("专项经费132000元", "元", "132000"),
        ("专项经费0.01亿元", "万元", "100"),
        ("收到申请7件", "条", "7"),
    ],
)
def test_money_is_held_in_the_unit_of_the_table(words: str, unit: str, value: str) -> None:
    (claim,) = claims_of(f"安排{words}。")
    assert bounds(claim, unit) == (Decimal(value), Decimal(value))


@pytest.mark.parametrize(
    ("sentence", "cell", "printed"),
    [
        ("全年公开信息346条。", "proactive.total", "346"),
        ("全年公开信息近5000条。", "proactive.total", "4870"),
        ("全年公开信息1000余条。", "proactive.total", "1046"),
        ("全年公开信息15.8万条。", "proactive.total", "158023"),
        ("全年公开信息1,234条。", "proactive.total", "1,234"),
        ("安排专项经费13.2万元。", "organisation.budget", "13.2"),
        ("安排专项经费132000元。", "organisation.budget", "13.2"),
        ("发布政策解读稿件3篇。", "response.channel.interpretation", "3（其中图解1篇）"),
    ],
)
def test_claim_agrees_with_its_cell(sentence: str, cell: str, printed: str) -> None:
    assert agrees(measured(sentence, {cell: printed}))


@pytest.mark.parametrize(
    ("sentence", "cell", "printed"),
    [
        ("全年公开信息346条。", "proactive.total", "364"),
        ("全年公开信息近5000条。", "proactive.total", "5001"),
        ("全年公开信息1000余条。", "proactive.total", "999"),
        ("全年公开信息15.8万条。", "proactive.total", "185023"),
        ("安排专项经费13.2万元。", "organisation.budget", "132000"),
        ("发布政策解读稿件3篇。", "response.channel.interpretation", ""),
        ("发布政策解读稿件3篇。", "response.channel.interpretation", "/"),
    ],
)
def test_claim_conflicts_with_its_cell(sentence: str, cell: str, printed: str) -> None:
    assert not agrees(measured(sentence, {cell: printed}))


def test_reading_that_agrees_is_taken() -> None:
    found = measured("申请答复5件。", {"request.answered": "7", "request.closed": "5"})
    assert (found.reading, found.table_value) == ("request.closed", 5)


def test_first_reading_is_taken_where_none_agrees() -> None:
    found = measured("申请答复6件。", {"request.answered": "7", "request.closed": "5"})
    assert (found.reading, found.table_value) == ("request.answered", 7)


def test_sum_of_two_cells_is_one_value() -> None:
    found = measured("行政复议和行政诉讼共5件。", {"reconsideration": "3", "litigation": "2"})
    assert (found.table_value, found.state) == (5, "number")


def test_claim_about_no_cell_is_measured_by_nothing() -> None:
    (found,) = (m for m in measure(report("办理提案7件。"), None) if m.claim.value == 7)
    assert (found.reading, found.table_value, found.low) == ("", None, None)


@pytest.mark.parametrize(
    ("printed", "value", "state"),
    [
        ({"reconsideration": "3", "litigation": "2"}, 5, "number"),
        ({"reconsideration": "3", "litigation": ""}, 3, "blank"),
        ({"reconsideration": "3", "litigation": "/"}, 3, "mark"),
        ({"reconsideration": "", "litigation": ""}, 0, "blank"),
        ({"reconsideration": "3", "litigation": "见附件"}, None, "unreadable"),
    ],
)
def test_sum_is_as_good_as_its_worst_cell(printed: dict[str, str], value: int | None, state: str) -> None:
    assert value_of("reconsideration+litigation", facts_of(official_rows(printed))) == (value, state)


def test_cell_that_the_table_lacks_has_no_value() -> None:
    assert value_of("gazette.issues", {}) == (None, "absent")


def test_level_without_last_years_report_cannot_be_known() -> None:
    (found,) = (
        m
        for m in measure(report("全年公开信息346条，与2017年持平。", {"proactive.total": "346"}), None)
        if m.claim.kind == "level"
    )
    assert (found.low, found.high, found.prior) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "last", "holds"),
    [
        ("与2017年持平", "346", True),
        ("与2017年持平", "345", False),
        ("与2017年持平", "", False),
        ("与上年基本持平", "338", True),
        ("与上年基本持平", "300", False),
    ],
)
def test_level_is_held_against_last_years_cell(words: str, last: str, holds: bool) -> None:
    before = report(values={"proactive.total": last}, year=2017)
    now = report(f"全年公开信息346条，{words}。", {"proactive.total": "346"})
    (found,) = (m for m in measure(now, before) if m.claim.kind == "level")
    assert agrees(found) is holds


def test_level_is_not_known_where_last_years_table_lacks_the_cell() -> None:
    before = replace(report(year=2017), facts=())
    now = report("全年公开信息346条，与2017年持平。", {"proactive.total": "346"})
    (found,) = (m for m in measure(now, before) if m.claim.kind == "level")
    assert found.low is None


def test_last_years_value_stands_beside_a_count() -> None:
    before = report(values={"proactive.total": "300"}, year=2017)
    assert measured("全年公开信息346条。", {"proactive.total": "346"}, before).prior == 300


def test_report_of_the_year_before_is_found() -> None:
    now, before = report(year=2018), report(year=2017)
    assert years_before([now, before]) == {now.id: before}


@pytest.mark.parametrize("year", [2016, 2018, 2019])
def test_report_of_another_year_is_not_the_one_before(year: int) -> None:
    assert report(year=2018).id not in years_before([report(year=2018), report(year=year, name="另一份")])


def test_report_of_another_agency_is_not_the_one_before() -> None:
    other = report_of(report_text(agency="云陵县教育局", year=2017), "另一份")
    assert years_before([report(year=2018), other]) == {}


def test_reports_without_a_year_are_beside_nothing() -> None:
    unknown = replace(report(), identity=replace(report().identity, year=None))
    assert years_before([unknown, report(year=2017)]) == {}


def test_agency_of_the_report_is_read() -> None:
    assert report().identity.agency == AGENCY


def test_a_level_on_another_year_is_held_against_nothing() -> None:
    before = report(values={"proactive.total": "346"}, year=2017)
    now = report("全年公开信息346条，与2015年持平。", {"proactive.total": "346"})
    (found,) = (m for m in measure(now, before) if m.claim.kind == "level")
    assert found.support == "unsupported"
