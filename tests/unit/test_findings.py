"""Findings: names that survive a re-run, fingerprints that tell when to look again, and one finding a blank."""

import shutil
from pathlib import Path

import pytest

from auditlib.auditing import audit
from auditlib.corpus import load
from auditlib.findings import Finding, Findings
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
