"""The results as JUnit XML, for what shows test results in CI: a report is a test suite, a rule on it a test case."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from auditlib.checks.kinds import Severity
from auditlib.checks.rules import Rule
from auditlib.exports.inert import printable
from auditlib.exports.places import relative
from auditlib.exports.results import Results
from auditlib.findings import Finding, Head, NotAssessed
from auditlib.messages import say

FAILURES: AbstractSet[Severity] = frozenset({"error"})


@dataclass(frozen=True, slots=True)
class _Case:
    """One rule on one report: what fails the build, what does not, and why it could not be assessed."""

    rule: str
    grave: tuple[Finding, ...]
    other: tuple[Finding, ...]
    reasons: tuple[str, ...]


def to_junit(results: Results, failures: AbstractSet[Severity] = FAILURES) -> str:
    """JUnit XML in the form that Jenkins and GitLab read.

    A rule with a finding of one of the severities of ``failures`` that no baseline covers is a failure; other findings
    are told in ``system-out``; a rule that could not be assessed at all is skipped; a file that could not be read is
    an error.
    """
    findings = results.findings
    suites = [
        _suite(report, _cases(report, found, gaps, results, failures))
        for report, found, gaps in findings.each()
    ]
    if findings.unreadable:
        suites.append(_unreadable(results))
    root = etree.Element("testsuites", name="auditlib")
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    root.extend(suites)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode("utf-8") + "\n"


def _cases(
    report: Head,
    found: Iterable[Finding],
    gaps: Iterable[NotAssessed],
    results: Results,
    failures: AbstractSet[Severity],
) -> Iterator[_Case]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    reasons: dict[str, list[str]] = {}
    for gap in gaps:
        reasons.setdefault(gap.rule, []).append(str(gap.reason))
    assessed = (rule.id for rule in results.rules if _concerns(rule, report))
    for name in dict.fromkeys((*by_rule, *reasons, *assessed)):
        own = by_rule.get(name, [])
        grave = tuple(f for f in own if f.severity in failures and not results.is_known(f))
        other = tuple(f for f in own if f not in grave)
        yield _Case(name, grave, other, tuple(reasons.get(name, ())))


def _concerns(rule: Rule, report: Head) -> bool:
    return rule.form in ("any", report.form)


def _suite(report: Head, cases: Iterable[_Case]) -> etree._Element:
    suite = etree.Element("testsuite", name=printable(report.id))
    for case in cases:
        element = etree.SubElement(
            suite, "testcase", classname=printable(report.id), name=printable(case.rule), time="0"
        )
        if case.grave:
            failure = etree.SubElement(
                element,
                "failure",
                type=max(case.grave, key=lambda f: f.severity == "error").severity,
                message=printable(str(case.grave[0].message)),
            )
            failure.text = _told(case.grave, report)
        elif case.reasons and not case.other:
            etree.SubElement(element, "skipped", message=printable("；".join(dict.fromkeys(case.reasons))))
        if case.other:
            etree.SubElement(element, "system-out").text = _told(case.other, report)
    return _counted(suite)


def _unreadable(results: Results) -> etree._Element:
    suite = etree.Element("testsuite", name=say("html.unreadable"))
    for unread in results.findings.unreadable:
        case = etree.SubElement(
            suite, "testcase", classname=say("html.unreadable"), name=printable(unread.path), time="0"
        )
        error = etree.SubElement(case, "error", type="unreadable", message=printable(str(unread.error)))
        error.text = printable(str(unread.error))
    return _counted(suite)


def _told(findings: Sequence[Finding], report: Head) -> str:
    lines = []
    for finding in findings:
        lines.append(f"[{say(f'severity.{finding.severity}')}] {finding.message}")
        lines += [f"  {relative(piece.file)}: {piece.place}" for piece in finding.evidence]
        if not finding.evidence:
            lines.append(f"  {'; '.join(map(relative, report.paths))}")
        lines.append(f"  {say('html.clause')}{finding.clause}")
    return printable("\n".join(lines))


def _counted(suite: etree._Element) -> etree._Element:
    """The suite with how many cases it has, and how many of them failed, could not be read, or were skipped."""
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in suite)))
    suite.set("time", "0")
    return suite
