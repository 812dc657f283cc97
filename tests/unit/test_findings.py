"""Findings: names that survive a re-run, fingerprints that tell when to look again, and one finding a blank."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from annual_reports import consistent, outcome_rows, part_names, report_of, table_of, two_years
from annual_tables import grid, request_body, request_header
from annual_tables import row as row_of

from auditlib.auditing import audit
from auditlib.corpus import Corpus, load
from auditlib.findings import Finding, Findings
from auditlib.forms.binding import bind
from auditlib.forms.codebook import ANNUAL, APPLICANTS
from auditlib.report import Report
from auditlib.resources import samples


@pytest.fixture(scope="module")
def findings() -> Findings:
    return audit(load(samples()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The samples in a folder of one's own, to be changed."""
    target = tmp_path / "报告"
    shutil.copytree(samples(), target)
    return target


def changed(folder: Path, report: str, old: str, new: str) -> Findings:
    path = folder / f"{report}.txt"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return audit(load(folder))


def of(findings: Findings, report: str, rule: str) -> Finding:
    (found,) = [f for f in findings if f.report == report and f.rule == rule]
    return found


def test_no_two_findings_have_one_name(findings: Findings) -> None:
    assert len({f.id for f in findings}) == len(findings)


def test_names_do_not_depend_on_where_the_files_lie(findings: Findings, folder: Path) -> None:
    assert [(f.id, f.fingerprint) for f in audit(load(folder))] == [(f.id, f.fingerprint) for f in findings]


def test_names_do_not_depend_on_the_other_reports(findings: Findings) -> None:
    alone = audit(load(samples() / "yunling_2017.txt"))
    assert [f.id for f in alone] == [f.id for f in findings if f.report == "yunling_2017"]


def test_a_changed_number_keeps_the_name_and_changes_the_fingerprint(
    findings: Findings, folder: Path
) -> None:
    before = of(findings, "yunling_2018", "claim.count")
    after = of(
        changed(folder, "yunling_2018", "政策解读稿件27篇", "政策解读稿件28篇"), "yunling_2018", "claim.count"
    )
    assert after.id == before.id
    assert after.fingerprint != before.fingerprint


def test_a_mended_number_takes_its_finding_away(folder: Path) -> None:
    mended = changed(folder, "yunling_2018", "政策解读稿件27篇", "政策解读稿件72篇")
    assert "claim.count" not in [f.rule for f in mended if f.report == "yunling_2018"]


def test_a_finding_shows_the_quote_where_it_stands(findings: Findings) -> None:
    for finding in findings:
        text = findings.reports[finding.report].text
        assert all(text[e.start : e.end] == e.text for e in finding.evidence if e.kind == "span")


def test_a_finding_shows_the_cells_where_they_stand(findings: Findings) -> None:
    tables = {path: report.tables for report in findings.reports.values() for path in report.paths}
    cells = [e for f in findings for e in f.evidence if e.kind == "cell" and e.column >= 0]
    assert [e for e in cells if tables[e.file][e.table].rows[e.row][e.column].text.strip() != e.text] == []


def test_a_level_shows_last_years_cell_too(findings: Findings) -> None:
    files = {Path(e.file).stem for e in of(findings, "yunling_2018", "claim.level").evidence}
    assert files == {"yunling_2018", "yunling_2017"}


def test_a_table_finding_names_every_term_of_its_rule(findings: Findings) -> None:
    assert of(findings, "yunling_2017", "sum.request.received").indicators == (
        "request.received",
        "request.received.in_person",
        "request.received.fax",
        "request.received.online",
        "request.received.letter",
        "request.received.other",
    )


def test_what_is_incomplete_is_a_warning(findings: Findings) -> None:
    assert {f.severity for f in findings if f.verdict == "incomplete"} == {"warning"}


def test_blank_totals_of_two_groups_are_two_findings(folder: Path) -> None:
    report = folder / "yunling_2017.txt"
    text = report.read_bytes().decode("gb18030")
    head, label, rest = text.partition("从事政府信息公开工作人员数\n\t人\n\t")
    report.write_text(head + label + rest.removeprefix("62"), encoding="utf-8")
    blanks = [f.rule for f in audit(load(folder)) if f.family == "blank" and f.report == "yunling_2017"]
    assert blanks == ["sum.reading_point", "sum.organisation.staff"]


def test_a_sum_over_a_blank_total_is_told_with_that_total_only(folder: Path) -> None:
    report = folder / "yunling_2017.txt"
    text = report.read_bytes().decode("gb18030")
    head, label, rest = text.partition("4.不同意公开答复数\n\t件\n\t")
    assert rest.startswith("4")
    report.write_text(head + label + rest[1:], encoding="utf-8")
    blanks = [f.rule for f in audit(load(folder)) if f.family == "blank" and f.report == "yunling_2017"]
    assert blanks == ["sum.request.answered.refused", "sum.reading_point"]


def audited(*reports: Report) -> Findings:
    return audit(Corpus(reports))


def annual(form: str, changes: Mapping[str, int | str | None], **of: Any) -> Report:
    """A consistent report of an annual form with some cells changed."""
    year = {"annual-2019": 2020, "annual-2021": 2023}[form]
    return report_of(form, {**consistent(form), **changes}, **{"year": year, **of})


def blanks(findings: Findings) -> list[Finding]:
    return [finding for finding in findings if finding.family == "blank"]


def gaps(findings: Findings, report: Report, rule: str) -> list[str]:
    return [line.reason.zh for line in findings.coverage if (line.report, line.rule) == (report.id, rule)]


@pytest.mark.parametrize("form", ANNUAL)
def test_a_consistent_annual_report_has_no_finding(form: str) -> None:
    assert list(audited(annual(form, {}))) == []


def test_two_consistent_years_have_no_finding() -> None:
    assert list(audited(*two_years("annual-2021", "annual-2021"))) == []


SECRET = "request.refused.state_secret."


def test_a_wrong_total_of_a_row_is_told_in_the_words_of_the_form() -> None:
    parts = [consistent("annual-2021")[SECRET + kind] for kind in APPLICANTS[:-1]]
    findings = audited(annual("annual-2021", {SECRET + "total": sum(parts) + 4}))
    (found,) = [f for f in findings if f.rule == "sum.request.row"]
    assert found.message.zh.startswith("“（三）不予公开 1.属于国家秘密”一行：")
    assert found.figures == {"total": sum(parts) + 4, "parts": sum(parts), "difference": 4}
    assert set(found.indicators) == {SECRET + kind for kind in APPLICANTS}
    assert {e.indicator for e in found.evidence} == set(found.indicators)


def test_a_column_out_of_balance_is_told_in_the_words_of_the_form() -> None:
    cells = consistent("annual-2021")
    kinds = ("natural_person", "total")
    findings = audited(
        annual("annual-2021", {f"request.new.{k}": cells[f"request.new.{k}"] + 1 for k in kinds})
    )
    assert [f.rule for f in findings] == ["balance.request"] * 2
    assert [f.message.zh[:7] for f in findings] == ["“自然人”一列", "“总计”一列："]


OUTCOMES = outcome_rows("annual-2019")


def with_blank_totals(*rows: str) -> Report:
    """Eleven outcome rows are filled, the others blank; the totals of the given rows are blank too."""
    idle = [f"request.{row}." for row in OUTCOMES[11:]]
    cells = table_of(
        "annual-2019",
        {name: 2 for name in part_names("annual-2019") if not name.startswith((*idle, "disclosure."))},
    )
    empty = [name for name in cells if name.startswith(tuple(idle))]
    totals = [f"request.{row}.total" for row in rows]
    return report_of("annual-2019", {**cells, **dict.fromkeys([*empty, *totals])}, year=2020)


def test_a_blank_column_of_totals_is_one_finding() -> None:
    rows = OUTCOMES[:11]
    (found,) = audited(with_blank_totals(*rows))
    assert (found.family, found.verdict, found.severity) == ("blank", "incomplete", "warning")
    assert set(found.indicators) == {f"request.{row}.{kind}" for row in rows for kind in APPLICANTS}
    assert found.figures == {f"request.{row}.total": 12 for row in rows}


@pytest.mark.parametrize("row", ["closed", "new", "carried_out", "granted"])
def test_one_blank_total_of_the_request_table_is_one_finding(row: str) -> None:
    (found,) = audited(with_blank_totals(row))
    assert (found.rule, found.family) == ("sum.request.row", "blank")


def test_a_blank_row_of_totals_is_one_finding() -> None:
    closed = [f"request.closed.{kind}" for kind in APPLICANTS]
    (found,) = audited(annual("annual-2021", dict.fromkeys(closed)))
    assert (found.rule, found.family) == ("sum.request.column.2021", "blank")
    assert set(closed) <= set(found.indicators)


def test_blank_totals_of_two_tables_are_two_findings() -> None:
    empty = ["request.new.total", "remedy.reconsideration.total"]
    assert len(blanks(audited(annual("annual-2021", dict.fromkeys(empty))))) == 2


def test_a_blank_total_that_two_sums_fill_differently_is_told_twice() -> None:
    changed = {"request.closed.total": None, "request.granted.total": 4000}
    found = [f.rule for f in blanks(audited(annual("annual-2021", changed)))]
    assert found == ["sum.request.row", "sum.request.column.2021"]


def test_a_blank_part_of_a_row_and_a_column_is_one_finding() -> None:
    (found,) = audited(annual("annual-2021", {"request.granted.business": None}))
    assert (found.rule, found.figures["needed"]) == (
        "sum.request.row",
        consistent("annual-2021")["request.granted.business"],
    )


def sums_with_own_row(label: str, more: int) -> list[str]:
    """How grave the sums of outcomes are found of a report with two requests in a row of its own above their total,
    which says ``more`` than the rows of the form add up to."""
    cells = consistent("annual-2021")
    raised = {
        f"request.closed.{kind}": cells[f"request.closed.{kind}"] + more for kind in ("business", "total")
    }
    values = {name: str(value) for name, value in {**cells, **raised}.items()}
    rows = [each[-8:] for each in request_body("annual-2021", values)]
    at = next(n for n, each in enumerate(rows) if each[0][0] == "（七）总计")
    rows[at:at] = [row_of(label, "0", "2", "0", "0", "0", "0", "2")]
    own = bind("annual-2021", [grid([*request_header(), *rows])])
    found = audited(replace(annual("annual-2021", {}), facts=own))
    return [f.severity for f in found if f.rule == "sum.request.column.2021"]


@pytest.mark.parametrize("label", ["（七）转办", "（七）移送其他机关处理", "（六）其他处理4.撤回申请"])
def test_a_total_that_counts_a_row_of_the_agency_s_own_is_a_note(label: str) -> None:
    assert sums_with_own_row(label, 2) == ["note", "note"]


@pytest.mark.parametrize(
    ("label", "more"), [("（七）转办", 3), ("（七）转办", 1), ("其中：网上申请", 2), ("小计", 2)]
)
def test_a_total_that_no_row_makes_up_is_an_error(label: str, more: int) -> None:
    assert sums_with_own_row(label, more) == ["error", "error"]


def test_a_row_of_the_agency_s_own_need_not_be_counted() -> None:
    assert sums_with_own_row("（七）转办", 0) == []


def test_a_mended_blank_total_keeps_the_name_of_the_others() -> None:
    (before,) = audited(with_blank_totals("granted", "partly_granted", "closed"))
    (after,) = audited(with_blank_totals("granted"))
    assert (after.id, after.fingerprint != before.fingerprint) == (before.id, True)


def test_the_same_fault_of_two_rows_has_two_names() -> None:
    wrong = {f"request.{row}.total": 999 for row in ("granted", "partly_granted")}
    found = [f.id for f in audited(annual("annual-2021", wrong)) if f.rule == "sum.request.row"]
    assert len(set(found)) == 2


def carried(**second: Any) -> tuple[Report, Report]:
    """Two years of which the second one carries in three requests too many, and still balances."""
    first, after = two_years("annual-2019", "annual-2021")
    cells = {fact.indicator: int(fact.value or 0) for fact in after.facts}
    for kind in ("business", "total"):
        for row in ("carried_in", "carried_out"):
            cells[f"request.{row}.{kind}"] += 3
    return first, report_of("annual-2021", cells, year=2021, **second)


def test_a_carry_over_shows_the_cell_of_last_years_report_with_its_year() -> None:
    first, second = carried()
    found = audited(first, second)
    assert [f.rule for f in found] == ["carry_over.request"] * 2
    assert [e.file for e in found[0].evidence] == [second.paths[0], first.paths[0]]
    assert found[0].evidence[1].place.zh.startswith("2020年度报告")
    assert found[0].indicators == ("request.carried_in.business", "request.carried_out.business")


def without_last_years(first: Report, indicator: str) -> Report:
    """The same report with one cell blank."""
    cells = {fact.indicator: int(fact.value or 0) for fact in first.facts}
    return report_of("annual-2019", {**cells, indicator: None}, year=2020)


def test_a_blank_of_last_years_report_is_named_as_such() -> None:
    first, second = carried()
    first = without_last_years(first, "request.carried_out.business")
    found = [f for f in audited(first, second) if f.report == second.id and f.verdict == "incomplete"]
    assert [f.rule for f in found] == ["carry_over.request"]
    assert "上年报告“结转下年度继续办理·商业企业”" in found[0].message.zh


def test_a_blank_that_last_years_report_explains_is_told_there_alone() -> None:
    first, second = two_years("annual-2019", "annual-2021")
    first = without_last_years(first, "request.carried_out.business")
    assert {f.report for f in audited(first, second)} == {first.id}


def test_a_stock_that_does_not_follow_from_last_year_is_told() -> None:
    first, second = two_years("annual-2021", "annual-2021")
    cells = {fact.indicator: int(fact.value or 0) for fact in second.facts}
    cells["disclosure.normative.in_force"] += 9
    (found,) = audited(first, report_of("annual-2021", cells, year=2022))
    assert (found.rule, found.figures["difference"]) == ("stock.disclosure.in_force", 9)
    assert "“行政规范性文件”" in found.message.zh


GLUED = ("disclosure.normative.made", "disclosure.normative.repealed", "disclosure.normative.in_force")


def test_cells_run_together_are_one_finding_of_reading() -> None:
    (found,) = audited(annual("annual-2021", {}, glued={GLUED: "693665"}))
    assert (found.family, found.severity, found.indicators) == ("reading", "note", GLUED)
    assert "693665" in found.message.zh


def test_cells_of_a_row_that_do_not_fit_its_header_are_told_as_such() -> None:
    report = annual("annual-2021", {}, glued={GLUED: "6 93 665 1"})
    table = report.tables[0]
    at = report.facts[[fact.indicator for fact in report.facts].index(GLUED[0])]
    row = table.rows[at.row]
    parted = (*row[: at.column], row[at.column]._replace(text="6"), *row[at.column + 1 :])
    rows = (*table.rows[: at.row], parted, *table.rows[at.row + 1 :])
    (found,) = audited(replace(report, tables=(replace(table, rows=rows), *report.tables[1:])))
    assert "同一行的几格与表头各栏对不上" in found.message.zh


def test_cells_of_a_table_that_say_the_same_are_told_together() -> None:
    names = [f"request.granted.{who}" for who in ("natural_person", "business", "other")]
    (found,) = audited(annual("annual-2021", dict.fromkeys(names, "见附件")))
    assert (found.rule, set(found.indicators), len(found.evidence)) == ("reading.cell", set(names), 3)


def test_formulas_that_nobody_worked_out_are_told_together() -> None:
    cells = {f"request.{row}.total": f"=SUM(D{n}:I{n})" for n, row in enumerate(("new", "granted"), 4)}
    (found,) = audited(annual("annual-2021", cells))
    assert (found.rule, len(found.indicators)) == ("reading.cell", 2)


def test_a_cell_split_from_glued_text_says_so_in_its_place() -> None:
    split = dict.fromkeys(GLUED, "prose")
    (found,) = audited(annual("annual-2021", {GLUED[2]: 0, GLUED[0]: 6}, glued={GLUED: "61 0"}, used=split))
    assert found.rule == "at_most.disclosure.made"
    assert all("由粘连的“61 0”拆出" in e.place.zh for e in found.evidence)


def test_a_cell_that_the_form_wants_and_the_table_lacks_is_named() -> None:
    report = annual("annual-2021", {})
    kept = tuple(fact for fact in report.facts if not fact.indicator.startswith("request.other.fee_unpaid"))
    (found,) = audited(replace(report, facts=kept))
    assert (found.rule, found.severity, len(found.indicators)) == ("form.cells", "note", 7)
    assert "2.申请人逾期未按收费通知要求缴纳费用" in found.message.zh


def test_a_form_of_another_era_is_a_warning() -> None:
    (found,) = audited(annual("annual-2019", {}, year=2022))
    assert (found.rule, found.severity) == ("form.era", "warning")
    assert "2021年表式" in found.message.zh


def test_coverage_says_that_last_years_report_is_not_there() -> None:
    report = annual("annual-2021", {})
    assert gaps(audited(report), report, "carry_over.request") == ["上一年度的报告不在所读文件中"]


def test_coverage_says_that_last_years_report_has_another_form() -> None:
    first, second = two_years("annual-2019", "annual-2021")
    found = audited(first, second)
    assert gaps(found, second, "stock.disclosure.in_force") == ["上年报告用的是2019年表式，没有可比的栏目"]
    assert gaps(found, second, "carry_over.request") == []


def test_coverage_names_the_cells_that_cannot_be_read_in_one_line() -> None:
    report = annual("annual-2021", {"request.new.total": "3 4", "request.closed.total": "5？"})
    assert gaps(audited(report), report, "sum.request.row") == [
        "缺少或无法识读：本年新收政府信息公开申请数量·总计、（七）总计·总计"
    ]


def test_coverage_names_the_cells_that_were_split_by_the_relation() -> None:
    report = annual("annual-2021", {}, used={"request.new.total": "row"})
    assert gaps(audited(report), report, "sum.request.row") == [
        "由粘连的文字按此关系拆出，不能再用来核对：本年新收政府信息公开申请数量·总计"
    ]
