"""Cells that page text ran together are split where arithmetic, prose and neighbouring years leave one way."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from auditlib.document import Place
from auditlib.forms.codebook import APPLICANTS, codebook
from auditlib.reconcile import settle
from auditlib.reconcile.ways import Group, TooManyWaysError, ways
from auditlib.report import Claim, Fact, Identity, Report, SourceFile

APART = Group(3)
CHANGE = Group(3, signed=frozenset({1}))
ROW = Group(7, total=6)
NORMATIVE = ("made", "repealed", "in_force")
AREA = "青禾综合试验区"

Glued = Mapping[tuple[str, ...], str]


def whole(row: str) -> tuple[str, ...]:
    return tuple(f"request.{row}.{applicant}" for applicant in APPLICANTS)


def items(item: str, *fields: str) -> tuple[str, ...]:
    return tuple(f"disclosure.{item}.{field}" for field in fields)


def report_of(
    glued: Glued,
    printed: Mapping[str, int] | None = None,
    *,
    year: int = 2022,
    form: str = "annual-2021",
    said: Sequence[str] = (),
) -> Report:
    """A report with rows that share a cell, cells of their own, and sentences of its prose with a number each."""
    facts = []
    for row, (names, text) in enumerate(glued.items()):
        facts += [_fact(name, row, None, text) for name in names]
    facts += [
        _fact(name, 100 + n, Decimal(value), str(value))
        for n, (name, value) in enumerate((printed or {}).items())
    ]
    claims = tuple(_claim(quote) for quote in said)
    identity = Identity(AREA, "管委会", "", year, f"{AREA}{year}年报告")
    return Report(
        f"{AREA}_{year}",
        (SourceFile(f"{year}.txt", ""),),
        form,
        identity,
        "",
        (),
        (),
        tuple(facts),
        claims,
        (),
        (),
    )


def _fact(name: str, row: int, value: Decimal | None, text: str) -> Fact:
    state = "unreadable" if value is None else "number"
    return Fact(name, name, value, state, text, "件", Place(row=row + 1), 0, row, 1)


def _claim(quote: str) -> Claim:
    number = Decimal("".join(sign for sign in quote if sign.isdigit()))
    return Claim("", 0, len(quote), quote, number, "件", "", "count", "", "")


def read(report: Report) -> dict[str, Decimal | None]:
    return {fact.indicator: fact.value for fact in report.facts}


def values_of(text: str, group: Group, *, by_total: bool = False) -> list[tuple[int, ...]]:
    return [tuple(map(int, way)) for way in ways(text, [group], by_total=by_total)]


# How one text may part.


def test_zeros_part_in_one_way() -> None:
    assert values_of("0000000", ROW) == [(0,) * 7]


def test_no_number_begins_with_a_zero() -> None:
    assert values_of("007", APART) == [(0, 0, 7)]


def test_white_space_is_a_border() -> None:
    assert values_of("12 34 5", APART) == [(12, 34, 5)]


def test_a_number_does_not_run_over_white_space() -> None:
    assert (12, 345, 6) not in values_of("12 3 456", APART)


def test_a_minus_begins_a_cell() -> None:
    assert {way[0] for way in values_of("2648-18538", CHANGE)} == {2648}


def test_only_a_change_may_be_negative() -> None:
    assert values_of("12-34", Group(2)) == []


def test_thousand_separators_stay_inside_a_number() -> None:
    assert values_of("1,2343,456", Group(2)) == [(1234, 3456)]


def test_only_amounts_have_decimals() -> None:
    assert ways("31.5", [Group(2)], by_total=False) == ()


def test_the_total_of_a_row_leaves_one_way() -> None:
    assert values_of("200 000121", ROW, by_total=True) == [(20, 0, 0, 0, 0, 1, 21)]


def test_three_totals_leave_one_way_for_the_remedies() -> None:
    found = ways("10203120001200000", [Group(5, total=4)] * 3, by_total=True)
    assert [tuple(map(int, way)) for way in found] == [(1, 0, 2, 0, 3, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0)]


def test_too_little_text_for_its_cells_parts_in_no_way() -> None:
    assert ways("33", [ROW], by_total=True) == ()


def test_a_text_with_countless_ways_is_given_up() -> None:
    with pytest.raises(TooManyWaysError):
        ways("1" * 60, [Group(30)], by_total=False)


# What a report, its neighbours and its prose decide.


def test_a_row_that_parts_in_one_way_only_rests_on_nothing() -> None:
    (settled,) = settle([report_of({items("regulation", *NORMATIVE): "000"})])
    assert {(fact.value, fact.basis, fact.used) for fact in settled.facts} == {
        (Decimal(0), "split", frozenset())
    }


def test_a_row_split_by_its_total_says_so() -> None:
    (settled,) = settle([report_of({whole("new"): "713000074"})])
    assert [fact.value for fact in settled.facts] == [71, 3, 0, 0, 0, 0, 74]
    assert {fact.used for fact in settled.facts} == {frozenset({"row"})}


def test_a_row_parted_by_white_space_was_never_glued() -> None:
    (settled,) = settle([report_of({whole("new"): "4 0 / 0 0 0 4"})])
    assert [(fact.state, fact.basis) for fact in settled.facts][:3] == [
        ("number", "printed"),
        ("number", "printed"),
        ("mark", "printed"),
    ]


def matrix(rows: Mapping[str, Sequence[int]], form: str = "annual-2021") -> dict[str, int]:
    """A request matrix by cell: zero but for the rows given."""
    zero = [0] * 7
    subjects = codebook(form).subjects("request")
    return {
        name: value for row in subjects for name, value in zip(whole(row), rows.get(row, zero), strict=True)
    }


def test_the_columns_decide_between_ways_that_a_row_leaves() -> None:
    printed = matrix({"closed": [27, 0, 0, 2, 0, 1, 30], "new": [27, 0, 0, 2, 0, 1, 30]})
    for name in whole("granted"):
        del printed[name]
    (settled,) = settle([report_of({whole("granted"): "270020130"}, printed)])
    split = [fact for fact in settled.facts if fact.basis == "split"]
    assert [fact.value for fact in split] == [27, 0, 0, 2, 0, 1, 30]
    assert {fact.used for fact in split} == {frozenset({"row", "column"})}


def test_columns_that_no_way_satisfies_decide_nothing() -> None:
    printed = matrix({"closed": [9, 0, 0, 0, 0, 0, 9], "new": [9, 0, 0, 0, 0, 0, 9]})
    for name in whole("granted"):
        del printed[name]
    (settled,) = settle([report_of({whole("granted"): "270020130"}, printed)])
    unread = {fact.indicator.rpartition(".")[2] for fact in settled.facts if fact.state == "unreadable"}
    assert unread == {"natural_person", "business", "social_organisation", "legal_service"}


def test_a_row_whose_total_is_wrong_stays_unreadable() -> None:
    (settled,) = settle([report_of({whole("granted"): "1100000003"})])
    assert {fact.state for fact in settled.facts} == {"unreadable"}


def test_the_prose_decides_where_it_states_all_but_one() -> None:
    said = ["集中公开现行有效行政规范性文件698件", "本年度制发的规范性文件88件"]
    (settled,) = settle([report_of({items("normative", *NORMATIVE): "8855698"}, said=said)])
    assert [fact.value for fact in settled.facts] == [88, 55, 698]
    assert {fact.used for fact in settled.facts} == {frozenset({"prose"})}


def test_the_prose_does_not_decide_by_numbers_of_other_things() -> None:
    said = ["全年办理建议提案698件", "答复咨询88件"]
    (settled,) = settle([report_of({items("normative", *NORMATIVE): "8855698"}, said=said)])
    assert {fact.state for fact in settled.facts} == {"unreadable"}


def test_next_years_stock_settles_the_cell_it_fixes_and_no_other() -> None:
    before = report_of({items("normative", *NORMATIVE): "693665"}, year=2021)
    this = report_of({}, dict(zip(items("normative", *NORMATIVE), (88, 55, 698), strict=True)))
    settled, _ = settle([before, this])
    assert read(settled) == dict(zip(items("normative", *NORMATIVE), (None, None, Decimal(665)), strict=True))


def test_two_ways_that_last_year_allows_stay_unreadable() -> None:
    fields = ("previous", "change", "decisions")
    before = report_of({items("coercion", *fields): "126025"}, year=2019, form="annual-2019")
    this = report_of({items("coercion", *fields): "1262629"}, year=2020, form="annual-2019")
    assert {value for report in settle([before, this]) for value in read(report).values()} == {None}


def test_last_years_items_fix_what_this_year_starts_from() -> None:
    fields = ("previous", "change", "decisions")
    before = report_of({items("licensing", *fields): "3960181"}, year=2019, form="annual-2019")
    this = report_of({items("licensing", *fields): "396442278"}, year=2020, form="annual-2019")
    settled = settle([before, this])
    assert list(read(settled[0]).values()) == [396, 0, 181]
    assert list(read(settled[1]).values()) == [396, None, None]


def test_what_last_year_left_open_settles_what_this_year_starts_with() -> None:
    before = report_of({}, dict(zip(whole("carried_out"), (2, 7, 0, 0, 20, 1, 30), strict=True)), year=2021)
    this = report_of({whole("carried_in"): "270020130"})
    _, settled = settle([before, this])
    assert [fact.value for fact in settled.facts] == [2, 7, 0, 0, 20, 1, 30]
    assert {fact.used for fact in settled.facts} == {frozenset({"row", "carry_over"})}


def test_a_report_without_glued_cells_is_left_as_it_is() -> None:
    report = report_of({}, {"disclosure.normative.made": 3})
    assert settle([report]) == (report,)


def test_one_cell_that_cannot_be_read_is_no_glued_row() -> None:
    report = report_of({("disclosure.normative.made",): "三件半"})
    assert settle([report])[0].facts[0].state == "unreadable"
