"""Findings of made-up reports with decisions on them, for the tests of the exports."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from workbook_examples import cell, finding, report, span

from auditlib.decisions import Decision, Status
from auditlib.exports.results import Results, SuiteFile
from auditlib.findings import Finding, Findings, NotAssessed, Unreadable
from auditlib.messages import Bilingual
from auditlib.report import Report
from auditlib.standings import Work

MADE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "<script>alert(1)</script>", "</w:t>&{{ 7 * 7 }}")


def decided(
    found: Findings, statuses: Mapping[str, Status], note: str = "已电话核实", again: str = ""
) -> Results:
    """Results with decisions by finding; that on ``again`` was made on other evidence."""
    decisions = {
        each.id: Decision(
            each.id,
            "old" if each.id == again else each.fingerprint,
            statuses[each.id],
            note,
            "李审核",
            "2026-03-01T08:00:00Z",
            1,
        )
        for each in found
        if each.id in statuses
    }
    work = Work(decisions, {}, {}, None, len(decisions), "5eal" * 16)
    return Results(found, work, "audit.sqlite", suites=(SuiteFile("own.json", "ab" * 32),), made=MADE)


def undecided(found: Findings) -> Results:
    """Results without decisions."""
    return Results(found, made=MADE)


def three() -> Findings:
    """An error on prose and a table, a warning on two cells, and a note on prose, of one report."""
    of = report()
    items = (
        finding(of, "a", span(of, "全年主动公开政府信息1286条"), cell(of, 1, 2, 7)),
        finding(of, "b", cell(of, 1, 2, 1), cell(of, 1, 2, 7), severity="warning"),
        finding(of, "c", span(of, "较上年增加"), severity="note"),
    )
    gap = NotAssessed(
        of.id, "continuity.carry_over", Bilingual("没有上年报告", "no report of the year before")
    )
    unread = Unreadable("reports/坏.pdf", Bilingual("坏.pdf：打不开", "坏.pdf: cannot be opened"))
    return Findings(items, {of.id: of}, (gap,), (unread,), 39)


def of_agency(name: str, agency: str, **changes: object) -> tuple[Report, Finding]:
    """A report of an agency with one finding."""
    of = report(name)
    of = replace(of, identity=replace(of.identity, agency=agency))
    return of, replace(finding(of, name, cell(of, 1, 2, 7)), **changes)  # type: ignore[arg-type]


def of_agencies(*agencies: str, **changes: object) -> Findings:
    """One report with one finding of each agency."""
    made = [of_agency(f"r{number}", agency, **changes) for number, agency in enumerate(agencies)]
    return Findings(tuple(found for _, found in made), {of.id: of for of, _ in made}, rules=1)


def hostile() -> Findings:
    """Findings whose every text is one that some program would take for more than text."""
    texts = {text: Bilingual(text, text) for text in HOSTILE}
    reports, items = {}, []
    for number, (text, both) in enumerate(texts.items()):
        of, found = of_agency(f"r{number}", text, title=both, message=both, clause=both, quote=text)
        piece = replace(found.evidence[0], text=text, label=text, place=both)
        items.append(replace(found, agency=text, evidence=(piece,), repairs=(both,)))
        reports[of.id] = of
    return Findings(tuple(items), reports, rules=1)
