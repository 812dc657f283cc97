"""The results as SARIF 2.1.0, for code scanning and the editors that show it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditlib import __version__
from auditlib.exports.places import first_spot, spot, uri
from auditlib.exports.results import Results
from auditlib.findings import Evidence, Finding
from auditlib.messages import Bilingual, bilingual, language, say
from auditlib.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}

Entry = dict[str, Any]


def to_sarif(results: Results) -> str:
    """One run with the rules, the findings as results (one a line), and the unreadable files as notifications."""
    findings = results.findings
    rules = _rules(results)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    found = findings.by_report()
    told = [
        _line(_result(finding, report, numbers, results))
        for name, report in findings.reports.items()
        for finding in found[name]
    ]
    run = {
        "tool": {"driver": {"name": "auditlib", "version": __version__, "rules": rules}},
        "language": "zh-CN" if language() == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not findings.unreadable,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": str(unread.error)},
                        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(unread.path)}}}],
                    }
                    for unread in findings.unreadable
                ],
            }
        ],
    }
    head = [f"{_line(name)}: {_line(value)}" for name, value in run.items()]
    body = ",\n".join([*head, '"results": [\n' + ",\n".join(told) + "\n]"])
    return f'{{"$schema": {_line(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n{body}\n}}]}}\n'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _rules(results: Results) -> list[Entry]:
    """The rules in force, and those of findings that are not among them."""
    told = {
        rule.id: _rule(rule.id, rule.title, rule.clause, rule.severity, rule.family) for rule in results.rules
    }
    for f in results.findings:
        told.setdefault(f.rule, _rule(f.rule, f.title, f.clause, f.severity, f.family))
    return list(told.values())


def _rule(name: str, title: Bilingual, clause: Bilingual, severity: str, family: str) -> Entry:
    head = bilingual("html.clause")
    both = [f"{title.zh}。{head.zh}{clause.zh}", f"{title.en}. {head.en}{clause.en}"]
    return {
        "id": name,
        "shortDescription": {"text": str(title)},
        "fullDescription": {"text": str(title)},
        "help": {"text": "\n".join(both), "markdown": "\n\n".join(both)},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"tags": [family]},
    }


def _result(finding: Finding, report: Report, numbers: dict[str, int], results: Results) -> Entry:
    told: Entry = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding, report)],
        "partialFingerprints": {"finding/v1": finding.id, "evidence/v1": finding.fingerprint},
    }
    if related := list(_related(finding.evidence, report)):
        told["relatedLocations"] = related
    if suppressions := list(_suppressions(finding, results)):
        told["suppressions"] = suppressions
    return told


def _message(finding: Finding) -> str:
    quote = [f"「{finding.quote}」"] if finding.quote else []
    repairs = [f"{say('walker.repairs')} {repair}" for repair in finding.repairs[:1]]
    return "\n".join([str(finding.message), *quote, *repairs])


def _location(finding: Finding, report: Report) -> Entry:
    where = first_spot(report, finding)
    location = _physical(where.file, where.line)
    own = [piece for piece in finding.evidence if piece.file in report.paths]
    if cells := [piece for piece in own if piece.kind == "cell"]:
        named = (_logical(piece) for piece in cells)
        location["logicalLocations"] = list({place["fullyQualifiedName"]: place for place in named}.values())
    return location


def _related(evidence: Iterable[Evidence], report: Report) -> Iterator[Entry]:
    for number, piece in enumerate(evidence, 1):
        where = spot(report, piece)
        yield {"id": number, **_physical(where.file, where.line), "message": {"text": str(piece.place)}}


def _physical(file: str, line: int | None) -> Entry:
    place: Entry = {"artifactLocation": {"uri": uri(file)}}
    if line:
        place["region"] = {"startLine": line}
    return {"physicalLocation": place}


def _logical(piece: Evidence) -> Entry:
    name = piece.label or str(piece.place)
    return {"name": name, "fullyQualifiedName": piece.indicator or str(piece.place), "kind": "cell"}


def _suppressions(finding: Finding, results: Results) -> Iterator[Entry]:
    """Why a finding does not count: it is in the baseline, or an auditor dismissed it."""
    if results.is_known(finding):
        yield {"kind": "external", "status": "accepted", "justification": say("export.known")}
    decision = results.decision(finding)
    if decision and results.standing(finding) == "dismissed":
        why = "：".join(filter(None, (say("status.dismissed"), decision.note)))
        yield {"kind": "external", "status": "accepted", "justification": why}
