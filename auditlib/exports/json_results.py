"""The results as JSON, for machines."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditlib import __version__
from auditlib.exports.results import Results
from auditlib.findings import Evidence, Finding, Findings, Head

SCHEMA = Path(__file__).with_name("results.schema.json")
SCHEMA_VERSION = "1.0"
_OF_DECISION = ("status", "note", "who", "at")


def to_json(results: Results | Findings) -> str:
    """The findings, reports, unreadable files and coverage as one JSON text, one entry a line."""
    return "".join(json_pieces(Results(results) if isinstance(results, Findings) else results))


def json_pieces(results: Results) -> Iterator[str]:
    """The same piece by piece: the entries of a large corpus are not all held at once.

    With decisions, each finding has its ``standing`` and ``decision``; with a baseline, whether it is ``known``.
    ``results.schema.json`` beside this file describes it; ``schema_version`` changes with it.
    """
    findings = results.findings
    parts: Mapping[str, Iterator[dict[str, Any]]] = {
        "reports": (_report(head) for head in findings.heads.values()),
        "findings": ({**_finding(finding), **_decided(finding, results)} for finding in findings),
        "unreadable": ({"path": u.path, "error": str(u.error)} for u in findings.unreadable),
        "coverage": (
            {"report": c.report, "rule": c.rule, "reason": str(c.reason)} for c in findings.coverage
        ),
    }
    yield f'{{\n"version": {json.dumps(__version__)},\n"schema_version": {json.dumps(SCHEMA_VERSION)}'
    for name, entries in parts.items():
        yield f',\n"{name}": ['
        before = ""
        for entry in entries:
            yield f"{before}\n  {json.dumps(entry, ensure_ascii=False, allow_nan=False)}"
            before = ","
        yield "\n]" if before else "]"
    yield "\n}\n"


def _decided(finding: Finding, results: Results) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if results.baseline is not None:
        told["known"] = results.is_known(finding)
    if results.work is not None:
        decision = results.decision(finding)
        told["standing"] = results.standing(finding)
        told["assignee"] = results.assigned.get(finding.id, "")
        told["decision"] = {name: getattr(decision, name) for name in _OF_DECISION} if decision else None
    return told


def _report(head: Head) -> dict[str, Any]:
    return {
        "report": head.id,
        "path": ";".join(head.paths),
        "agency": head.agency,
        "year": head.year,
        "form": head.form,
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
