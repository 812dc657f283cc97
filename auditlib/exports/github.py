"""The findings as annotations of GitHub: lines on the standard output of a job, shown beside the changed files."""

from collections.abc import Iterator

from auditlib.exports.places import first_spot, relative
from auditlib.exports.results import Results
from auditlib.findings import Finding
from auditlib.report import Report

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def annotations(results: Results) -> Iterator[str]:
    """One line a finding that the baseline does not cover, and one a file that could not be read."""
    found = results.findings.by_report()
    for name, report in results.findings.reports.items():
        yield from (_of_finding(f, report) for f in found[name] if not results.is_known(f))
    for unread in results.findings.unreadable:
        yield _line("error", str(unread.error), file=relative(unread.path), title="auditlib")


def _of_finding(finding: Finding, report: Report) -> str:
    spot = first_spot(report, finding)
    places = "；".join(str(piece.place) for piece in finding.evidence[:3])
    told = "\n".join(filter(None, (str(finding.message), places, str(finding.clause))))
    title = f"{finding.title} ({finding.rule})"
    return _line(_LEVELS[finding.severity], told, file=relative(spot.file), line=spot.line, title=title)


def _line(level: str, told: str, **properties: object) -> str:
    """One annotation; what would end it early, or begin another, is escaped as GitHub wants it."""
    named = ",".join(f"{name}={_escaped(str(value))}" for name, value in properties.items() if value)
    return f"::{level} {named}::{_data(told)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
