"""The cover of a working paper: what was audited, by which rules, on which record of decisions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditlib import __version__
from auditlib.checks.kinds import Severity
from auditlib.exports.results import Results
from auditlib.messages import say
from auditlib.report import Report

SEVERITIES: Sequence[Severity] = ("error", "warning", "note")
_NAMED = 200


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file that was read, with the SHA-256 of its bytes, or "" and why it could not be read."""

    path: str
    digest: str
    role: str
    report: str
    agency: str
    year: str
    error: str = ""


def file_lines(report: Report) -> Iterator[FileLine]:
    """The files of a report."""
    who = report.identity
    for file in report.files:
        role = say(f"export.role.{file.role}")
        yield FileLine(file.path, file.digest, role, report.id, who.agency, str(who.year or ""))


def unread_lines(results: Results) -> Iterator[FileLine]:
    """The files that could not be read."""
    for unread in results.findings.unreadable:
        yield FileLine(unread.path, "", "", "", "", "", str(unread.error))


def cover_lines(
    results: Results, agencies: Sequence[str], years: Sequence[int], left_out: Sequence[str]
) -> list[tuple[str, str]]:
    """What stands on the cover, as names and texts; ``left_out`` are the sheets that could not take all rows."""
    findings = results.findings
    years = sorted(set(years))
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    severities = Counter(finding.severity for finding in findings)
    standings = Counter(results.standing(finding) for finding in findings)
    counted = "，".join(f"{say(f'severity.{name}')} {severities[name]}" for name in SEVERITIES)
    lines = [
        (
            "scope",
            say(
                "export.scope",
                reports=len(findings.reports),
                agencies=len(agencies),
                unreadable=len(findings.unreadable),
            ),
        ),
        ("years", span or "—"),
        ("agencies", _named(agencies)),
        ("rules", say("export.rules", n=findings.rules)),
        ("findings", f"{len(findings)}（{counted}）"),
        ("not_assessed", say("export.lines", n=len(findings.coverage))),
    ]
    if results.work is not None:
        told = "，".join(f"{say(f'status.{name}')} {number}" for name, number in sorted(standings.items()))
        lines += [("decided", told or "—"), ("record", _record(results))]
    if left_out:
        lines.append(("left_out", say("export.left_out", sheets="、".join(left_out))))
    lines += [("made", results.made.strftime("%Y-%m-%d %H:%M")), ("version", f"auditlib {__version__}")]
    return [(say(f"export.cover.{name}"), text) for name, text in lines]


def _record(results: Results) -> str:
    work = results.work
    if work is None or not work.events:
        return say("export.no_record")
    if work.broken is not None:
        return say("export.record_broken", file=results.decisions, number=work.broken)
    return say("export.record", file=results.decisions, n=work.events, seal=work.seal)


def _named(names: Sequence[str]) -> str:
    listed = "、".join(names[:_NAMED])
    return say("export.and_more", names=listed, n=len(names)) if len(names) > _NAMED else listed or "—"
