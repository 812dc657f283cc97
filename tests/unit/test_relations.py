"""The relations of the forms, on any table: what is consistent holds, and one changed number does not.

The rules are run by the kernel alone, as coverage is; one test holds it against Great Expectations.
"""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from annual_reports import Cells, consistent, outcome_rows, part_names, report_of, table_of
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.checks.rules import Rule, load_suites
from auditlib.checks.run import assess, run
from auditlib.edits import HOLDS, NOT_ASSESSABLE, VERDICTS, Outcome
from auditlib.forms.codebook import ANNUAL, APPLICANTS, STATISTICS, codebook
from auditlib.frames import WIDE, subjects
from auditlib.frames.wide import wide_frames
from auditlib.reconcile import years_before
from auditlib.report import Report

SUITES = [suite for suite in load_suites() if suite.frame in WIDE]
RULES = [rule for suite in SUITES for rule in suite.rules]
FIRST_YEAR = {"annual-2019": 2020, "annual-2021": 2022}
counts = st.integers(min_value=0, max_value=400)


def outcomes(reports: Sequence[Report]) -> list[tuple[Rule, Outcome, np.ndarray]]:
    """Every rule's outcome with the reports of its records."""
    frames = wide_frames(reports, years_before(reports))
    return [
        (rule, outcome, frames[rule.frame]["report"].to_numpy()) for rule, outcome in assess(SUITES, frames)
    ]


def broken(reports: Sequence[Report]) -> dict[str, set[str]]:
    """For each report the rules that it breaks."""
    found: dict[str, set[str]] = {report.id: set() for report in reports}
    for rule, outcome, names in outcomes(reports):
        for name in names[(outcome.verdicts != HOLDS) & (outcome.verdicts != NOT_ASSESSABLE)]:
            found[str(name)].add(rule.id)
    return found


def holds(reports: Sequence[Report]) -> bool:
    return not any(broken(reports).values())


def drawn(names: Sequence[str]) -> st.SearchStrategy[dict[str, int]]:
    """A number for each name."""
    size = len(names)
    return st.lists(counts, min_size=size, max_size=size).map(lambda ns: dict(zip(names, ns, strict=True)))


def with_one_change(report: Report, change: int, indicators: Container[str]) -> list[Report]:
    """For each of the indicators the report with that one cell changed, under the indicator's name."""
    return [
        replace(
            report,
            id=fact.indicator,
            facts=(*report.facts[:n], fact._replace(value=fact.value + change), *report.facts[n + 1 :]),
        )
        for n, fact in enumerate(report.facts)
        if fact.value is not None and fact.indicator in indicators
    ]


@pytest.mark.parametrize(("form", "checks"), [("annual-2019", 40), ("annual-2021", 42)])
def test_every_stated_check_of_a_report_is_made(form: str, checks: int) -> None:
    report = report_of(form, consistent(form))
    made = [
        outcome.assessed.sum() for rule, outcome, _ in outcomes([report]) if rule.family in ("sum", "balance")
    ]
    assert sum(made) == checks


@pytest.mark.parametrize("form", ANNUAL)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_any_consistent_table_holds(form: str, data: st.DataObject) -> None:
    cells = table_of(form, data.draw(drawn(part_names(form))))
    assert holds([report_of(form, cells)])


@pytest.mark.parametrize("forms", [(ANNUAL[0], ANNUAL[0]), (ANNUAL[0], ANNUAL[1]), (ANNUAL[1], ANNUAL[1])])
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_any_two_consistent_years_in_a_row_hold(forms: tuple[str, str], data: st.DataObject) -> None:
    first, second = forms
    before = table_of(first, data.draw(drawn(part_names(first))))
    after = table_of(second, data.draw(drawn(part_names(second))), before)
    assert holds([report_of(first, before, year=2020), report_of(second, after, year=2021)])


@pytest.mark.parametrize("form", ANNUAL)
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_a_blank_or_a_mark_for_nothing_changes_nothing(form: str, data: st.DataObject) -> None:
    cells = table_of(form, data.draw(drawn(part_names(form)).map(thinned)))
    empty: Cells = {
        name: value or data.draw(st.sampled_from([None, "/", 0])) for name, value in cells.items()
    }
    assert holds([report_of(form, empty)])


def thinned(parts: Mapping[str, int]) -> dict[str, int]:
    return {name: value if value % 5 == 0 else 0 for name, value in parts.items()}


@pytest.mark.parametrize("form", ANNUAL)
@settings(deadline=None, max_examples=6)
@given(data=st.data())
def test_any_single_change_breaks_a_rule(form: str, data: st.DataObject) -> None:
    cells = table_of(form, data.draw(drawn(part_names(form))))
    change = data.draw(st.integers(-400, 400).filter(bool))
    in_sums = [entry.indicator for entry in codebook(form).entries if entry.table in ("request", "remedy")]
    found = broken(with_one_change(report_of(form, cells), change, in_sums))
    assert [name for name in in_sums if not found[name]] == []


def test_great_expectations_says_what_the_kernel_says() -> None:
    wrong: Cells = {**consistent("annual-2021"), "request.new.total": None, "remedy.reconsideration.total": 1}
    unread: Cells = {**consistent("annual-2019"), "request.closed.other": "?"}
    reports = [report_of("annual-2021", wrong, year=2021), report_of("annual-2019", unread, year=2020)]
    frames = wide_frames(reports, years_before(reports))
    by_kernel = {
        (rule.id, int(row), VERDICTS[outcome.verdicts[row]])
        for rule, outcome in assess(SUITES, frames)
        for row in (outcome.verdicts != HOLDS).nonzero()[0]
    }
    found = run(SUITES, frames)
    assert by_kernel == {
        *((failure.rule.id, failure.row, failure.verdict) for failure in found.failures),
        *((missed.rule.id, missed.row, "not_assessable") for missed in found.unassessed),
    }


@pytest.mark.parametrize("form", ANNUAL)
def test_what_is_carried_over_wrongly_breaks_a_rule(form: str) -> None:
    year = FIRST_YEAR[form]
    before = consistent(form)
    after = table_of(form, {}, before)
    for applicant in APPLICANTS:
        # Carried in and carried out alike, so that the year by itself still balances.
        wrong = {
            name: value + (name in (f"request.carried_in.{applicant}", f"request.carried_out.{applicant}"))
            for name, value in after.items()
        }
        reports = [report_of(form, before, year=year - 1), report_of(form, wrong, year=year)]
        assert "carry_over.request" in broken(reports)[reports[1].id]


SUMS = {
    entry.parent: [part.indicator for part in codebook(STATISTICS).entries if part.parent == entry.parent]
    for entry in codebook(STATISTICS).entries
    if entry.relation == "sum"
}


def statistics_of(parts: Mapping[str, int]) -> dict[str, int]:
    """A table of the statistics form out of its parts, in which every relation holds and some request was received."""
    book = codebook(STATISTICS)
    cells = {name: 0 if book.by_indicator[name].relation == "at_most" else parts[name] for name in parts}
    for name in ("request.received.online", "reading_point.county"):
        cells[name] += 1
    for total in sorted(SUMS, key=lambda name: -name.count(".")):
        cells[total] = sum(cells[part] for part in SUMS[total])
    cells["proactive.total"] = sum(cells[name] for name in cells if name.startswith("proactive.channel."))
    cells["training.participants"] = cells["training.sessions"]
    cells["gazette.copies"] = cells["gazette.issues"]
    return cells


def statistics_parts() -> st.SearchStrategy[dict[str, int]]:
    return drawn(codebook(STATISTICS).indicators)


@settings(deadline=None, max_examples=25)
@given(statistics_parts())
def test_any_consistent_table_of_the_statistics_form_holds(parts: dict[str, int]) -> None:
    assert holds([report_of(STATISTICS, statistics_of(parts), year=2018)])


@settings(deadline=None, max_examples=15)
@given(statistics_parts(), st.integers(1, 400))
def test_any_single_change_of_a_sum_of_the_statistics_form_breaks_a_rule(
    parts: dict[str, int], change: int
) -> None:
    in_sums = {*SUMS, *(part for parts_of in SUMS.values() for part in parts_of)}
    found = broken(with_one_change(report_of(STATISTICS, statistics_of(parts)), change, in_sums))
    assert [name for name in in_sums if not found[name]] == []


def covered(rule: Rule, form: str) -> Counter[str]:
    """The indicators that a rule names on a report of a form, with how often it does."""
    return Counter(
        subject.indicator(column, rule.terms)
        for subject in subjects(rule.frame, form)
        for column in rule.columns
    )


def in_sums(frame: str, form: str) -> Counter[str]:
    found = Counter[str]()
    for rule in RULES:
        if rule.family == "sum" and rule.frame == frame and rule.form in ("any", form):
            found += covered(rule, form)
    return found


@pytest.mark.parametrize("form", ANNUAL)
@pytest.mark.parametrize(("frame", "table"), [("request_rows", "request"), ("remedies", "remedy")])
def test_the_sums_of_rows_cover_each_cell_once(form: str, frame: str, table: str) -> None:
    assert in_sums(frame, form) == Counter(entry.indicator for entry in codebook(form).table(table))


@pytest.mark.parametrize("form", ANNUAL)
def test_the_sums_of_columns_cover_each_outcome_once(form: str) -> None:
    rows = (*outcome_rows(form), "closed")
    expected = Counter(f"request.{row}.{applicant}" for row in rows for applicant in APPLICANTS)
    assert in_sums("requests", form) == expected


@pytest.mark.parametrize("form", ANNUAL)
def test_the_balances_cover_what_the_sums_of_columns_leave(form: str) -> None:
    (balance,) = [rule for rule in RULES if rule.family == "balance"]
    both = in_sums("requests", form) + covered(balance, form)
    assert set(both) == {entry.indicator for entry in codebook(form).table("request")}
