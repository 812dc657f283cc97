"""The results as JSON, for machines."""

import json
import math
from typing import Any

from auditlib import __version__
from auditlib.findings import Evidence, Finding, Findings
from auditlib.report import Report


def to_json(findings: Findings) -> str:
    """The findings, reports, unreadable files and coverage as one JSON text, one entry a line."""
    parts = {
        "reports": [_report(report) for report in findings.reports.values()],
        "findings": [_finding(finding) for finding in findings],
        "unreadable": [{"path": u.path, "error": str(u.error)} for u in findings.unreadable],
        "coverage": [
            {"report": c.report, "rule": c.rule, "reason": str(c.reason)} for c in findings.coverage
        ],
    }
    lines = [f'"version": {json.dumps(__version__)}']
    for name, entries in parts.items():
        inner = ",\n".join("  " + json.dumps(entry, ensure_ascii=False, allow_nan=False) for entry in entries)
        lines.append(f'"{name}": [\n{inner}\n]' if entries else f'"{name}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _report(report: Report) -> dict[str, Any]:
    who = report.identity
    return {
        "report": report.id,
        "path": ";".join(report.paths),
        "agency": who.agency,
        "year": who.year,
        "form": report.form,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "report": finding.report,
        "rule": finding.rule,
        "family": finding.family,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "indicators": list(finding.indicators),
        "quote": finding.quote,
        "figures": {name: _number(value) for name, value in finding.figures.items()},
        "message": str(finding.message),
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "clause": str(finding.clause),
        "repairs": [str(repair) for repair in finding.repairs],
        "case": finding.case,
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    return {
        "kind": evidence.kind,
        "file": evidence.file,
        "place": str(evidence.place),
        "text": evidence.text,
        "indicator": evidence.indicator,
    }


def _number(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if value == int(value) else value
