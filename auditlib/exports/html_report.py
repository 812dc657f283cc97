"""The results as one stand-alone HTML page: no other file, no other host, no script, printable."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditlib import __version__
from auditlib.decisions import Decision, Standing
from auditlib.exports.passages import Mark, Passages, marks_by_file, passages
from auditlib.exports.results import Results, now
from auditlib.exports.templating import render
from auditlib.exports.terminal import summary
from auditlib.findings import Evidence, Finding, Findings
from auditlib.report import Report

TEMPLATE = "report.html.j2"
_OPEN = 200


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """One place of a finding; ``anchor`` names where it is marked on the page, "" where it is not shown."""

    piece: Evidence
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with its number on the page, what was decided on it, and its places."""

    number: int
    finding: Finding
    standing: Standing
    decision: Decision | None
    is_known: bool
    places: tuple[ShownPlace, ...]


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report with its findings and the passages that any finding points to."""

    number: int
    name: str
    year: int | None
    paths: tuple[str, ...]
    findings: tuple[ShownFinding, ...]
    passages: Passages


def to_html(results: Results | Findings, made: datetime | None = None, templates: Path | None = None) -> str:
    """The page as text; ``made`` is the time printed on it where findings alone are given, None for now.

    ``templates`` is a folder whose report.html.j2 takes the place of ours. Raises TemplateError.
    """
    if isinstance(results, Findings):
        results = Results(results, made=made or now())
    findings = results.findings
    values = {
        "summary": summary(findings),
        "reports": tuple(_shown(results)),
        "open": len(findings) <= _OPEN,
        "unreadable": findings.unreadable,
        "coverage": findings.coverage,
        "suites": results.suites,
        "decisions": results.decisions if results.work else "",
        "with_decisions": results.work is not None,
        "version": __version__,
        "made": results.made.strftime("%Y-%m-%d %H:%M"),
    }
    return render(TEMPLATE, values, templates)


def _shown(results: Results) -> Iterator[ShownReport]:
    """Every report once, in order; what the page needs of it is kept, the report itself is not."""
    by_file = marks_by_file(results.findings)
    found = results.findings.by_report()
    numbers = {finding.id: number for number, finding in enumerate(results.findings, 1)}
    kept = [_kept(report, by_file) for report in results.findings.reports.values()]
    anchors = frozenset[str]().union(*(own.anchors for *_, own in kept))
    for number, (name, who, year, paths, own) in enumerate(kept, 1):
        mine = tuple(_finding(f, numbers[f.id], results, anchors) for f in found[name])
        yield ShownReport(number, who, year, paths, mine, own)


def _kept(
    report: Report, by_file: Mapping[str, Sequence[Mark]]
) -> tuple[str, str, int | None, tuple[str, ...], Passages]:
    identity = report.identity
    who = identity.agency or report.id
    return report.id, who, identity.year, report.paths, passages(report, by_file)


def _finding(finding: Finding, number: int, results: Results, anchors: AbstractSet[str]) -> ShownFinding:
    named = ((piece, f"p{number}-{place}") for place, piece in enumerate(finding.evidence, 1))
    return ShownFinding(
        number,
        finding,
        results.standing(finding),
        results.decision(finding),
        results.is_known(finding),
        tuple(ShownPlace(piece, anchor if anchor in anchors else "") for piece, anchor in named),
    )
