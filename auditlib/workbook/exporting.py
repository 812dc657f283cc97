"""The results of a workbook as files: the report page, JSON, a table with the decisions, and the sheet to sign."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from auditlib.errors import OutputError
from auditlib.exports.decision_tables import harmless
from auditlib.exports.html_report import figures, to_html
from auditlib.exports.json_results import to_json
from auditlib.exports.writing import write_whole
from auditlib.findings import Finding, Findings
from auditlib.messages import say
from auditlib.workbook.overview import agency_of, family_name
from auditlib.workbook.signing import sign_off_document
from auditlib.workbook.standings import Work

_COLUMNS = (
    "severity agency year report kind finding message figures place clause standing note auditor decided_at "
    "assignee id"
).split()

Writer = Callable[[Findings, Work, str], str]
FORMS: dict[str, tuple[str, Writer]] = {
    "html": ("audit.html", lambda findings, work, auditor: to_html(findings)),
    "json": ("audit.json", lambda findings, work, auditor: to_json(findings)),
    "csv": ("findings.csv", lambda findings, work, auditor: to_csv(findings, work)),
    "sign_off": ("sign-off.html", sign_off_document),
}


def export(
    findings: Findings, work: Work, auditor: str, folder: Path, forms: Sequence[str] = tuple(FORMS)
) -> list[Path]:
    """Write the results into a folder (made where it is missing) and say which files. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OutputError("not_written", path=folder, why=fault.strerror or fault) from fault
    written = []
    for form in forms:
        name, writer = FORMS[form]
        write_whole(folder / name, writer(findings, work, auditor))
        written.append(folder / name)
    return written


def to_csv(findings: Findings, work: Work) -> str:
    """One finding a line with the decision on it, for a spreadsheet: with the mark by which it knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([say(f"workbook.{column}") for column in _COLUMNS])
    for finding in findings:
        writer.writerow([harmless(value) for value in _row(finding, work)])
    return f"\ufeff{out.getvalue()}"


def _row(finding: Finding, work: Work) -> tuple[str, ...]:
    decision = work.decisions.get(finding.id)
    return (
        say(f"severity.{finding.severity}"),
        agency_of(finding),
        str(finding.year or ""),
        finding.report,
        family_name(finding.family),
        str(finding.title),
        str(finding.message),
        "；".join(f"{name} {value}" for name, value in figures(finding)),
        "；".join(str(piece.place) for piece in finding.evidence),
        str(finding.clause),
        say(f"status.{work.standing(finding)}"),
        decision.note if decision else "",
        decision.who if decision else "",
        decision.at if decision else "",
        work.assigned.get(finding.id, ""),
        finding.id,
    )
