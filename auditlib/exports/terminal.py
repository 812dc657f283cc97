"""The findings as tables for a terminal, one a report."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from auditlib.findings import Finding, Findings, NotAssessed
from auditlib.messages import say
from auditlib.report import Report

LISTED = 3
PLACES = 2
STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


class FindingsView:
    """What ``auditlib check`` prints: the findings by report, what could not be read, and the sums.

    ``known`` counts for a report's id those of a baseline, which are left out.
    """

    def __init__(self, findings: Findings, known: Mapping[str, int] | None = None) -> None:
        self.findings = findings
        self.known = known or {}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        missed: dict[str, list[NotAssessed]] = {}
        for line in self.findings.coverage:
            missed.setdefault(line.report, []).append(line)
        for report_id, mine in self.findings.by_report().items():
            report = self.findings.reports[report_id]
            who = f"{report.identity.agency} · {report.identity.year or '?'}"
            yield Text.assemble((f"\n{who}", "bold"), f"  {'; '.join(report.paths)}", overflow="fold")
            if note := files_note(report):
                yield Text(f"  {note}", style="dim", overflow="fold")
            known = self.known.get(report_id, 0)
            nothing = say("check.nothing_new", n=known) if known else say("check.nothing")
            yield _table(mine) if mine else Text(f"  {nothing}", style="green")
            yield from _missed(missed.get(report_id, []))
        for unread in self.findings.unreadable:
            yield Text(f"\n{say('check.unreadable')} {unread.error}", style="bold red", overflow="fold")
        yield Text(f"\n{summary(self.findings)}", style="bold")


def files_note(report: Report) -> str:
    """What there is to say of a report's files: which one it was read from, its annexes, its version; "" for one file."""
    by_role = {
        role: "、".join(PurePosixPath(file.path).name for file in report.files if file.role == role)
        for role in ("main", "annex", "copy")
    }
    said = []
    if by_role["copy"]:
        said.append(say("check.copy", file=by_role["main"], others=by_role["copy"]))
    if by_role["annex"]:
        said.append(say("check.annex", others=by_role["annex"]))
    if report.version > 1:
        said.append(say("check.version", n=report.version))
    if report.is_ocr:
        said.append(say("check.recognised"))
    return "；".join(said)


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold", style="dim")
    for finding in findings:
        what = Text(str(finding.message))
        if finding.quote and finding.family != "structure":
            what.append(f"\n「{finding.quote}」", style="italic")
        for repair in finding.repairs[:1]:
            what.append(f"\n{say('walker.repairs')} {repair}", style="dim")
        table.add_row(
            Text(f"  {say(f'severity.{finding.severity}')}", style=STYLES[finding.severity]),
            what,
            "\n".join(_places(finding)),
        )
    return table


def _missed(coverage: list[NotAssessed]) -> Iterator[Text]:
    reasons = Counter(line.reason for line in coverage)
    for reason, count in list(reasons.items())[:LISTED]:
        times = f" ×{count}" if count > 1 else ""
        yield Text(f"  {say('check.not_assessed')}{reason}{times}", style="dim", overflow="fold")
    if len(reasons) > LISTED:
        listed = sum(list(reasons.values())[:LISTED])
        yield Text(f"  {say('check.more_not_assessed', n=len(coverage) - listed)}", style="dim")


def _places(finding: Finding) -> Iterator[str]:
    """The first places of a finding, those with something in them before blanks and zeros."""
    telling = sorted(finding.evidence, key=lambda piece: piece.text in ("", "0"))[:PLACES]
    yield from (str(piece.place) for piece in finding.evidence if piece in telling)
    if len(finding.evidence) > PLACES:
        yield say("check.more_places", n=len(finding.evidence) - PLACES)


def summary(findings: Findings) -> str:
    """One line: reports, rules, findings by severity, what was not assessed, what was not read."""
    count = {name: sum(finding.severity == name for finding in findings) for name in STYLES}
    return say(
        "check.summary",
        reports=len(findings.reports),
        rules=findings.rules,
        findings=len(findings),
        **count,
        coverage=len(findings.coverage),
        unreadable=len(findings.unreadable),
    )
