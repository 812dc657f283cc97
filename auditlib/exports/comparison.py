"""What became of the findings of a first review: as tables for a terminal, and as JSON."""

import json
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from auditlib import __version__
from auditlib.comparing import OUTCOMES, Compared, Comparison, ReportCompared
from auditlib.messages import say

STYLES = {
    "remains": "bold red",
    "changed": "red",
    "new": "bold magenta",
    "unassessed": "yellow",
    "resolved": "green",
}


class ComparisonView:
    """What ``auditlib compare`` prints: what became of each finding, report by report, and the sums."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for report in self.comparison.reports:
            yield Text.assemble(
                (f"\n{report.agency} · {report.year or '?'}", "bold"), f"  {_paths(report)}", overflow="fold"
            )
            if report.after is None:
                yield Text(
                    f"  {say('compare.missing', n=len(report.open))}", style="bold red", overflow="fold"
                )
            elif not report.items:
                yield Text(f"  {say('check.nothing')}", style="green")
            if items := report.items or report.open:
                yield _table(items, told=report.after is not None)
        yield Text(f"\n{summary(self.comparison)}", style="bold")


def summary(comparison: Comparison) -> str:
    """One line: reports, findings by what became of them, reports that are missing."""
    counts = {outcome: comparison.count(outcome) for outcome in OUTCOMES}
    return say("compare.summary", reports=len(comparison.reports), missing=len(comparison.missing), **counts)


def comparison_json(comparison: Comparison) -> str:
    """The counts, the reports and what became of each finding, with the first review's decisions, as JSON."""
    return (
        json.dumps(
            {
                "version": __version__,
                "counts": {outcome: comparison.count(outcome) for outcome in OUTCOMES},
                "settled": comparison.settled,
                "reports": [_report(report) for report in comparison.reports],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _table(items: tuple[Compared, ...], *, told: bool) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    for item in items:
        outcome = say(f"compare.{item.outcome}") if told else say(f"severity.{item.finding.severity}")
        message = Text(str(item.finding.message))
        if item.reason:
            message.append(f"\n{say('check.not_assessed')}{item.reason}", style="dim")
        table.add_row(
            Text(f"  {outcome}", style=STYLES[item.outcome] if told else ""), message, Text(_decided(item))
        )
    return table


def _decided(item: Compared) -> str:
    made = item.decision
    if made is None:
        return ""
    note = f"：{made.note}" if made.note else ""
    return say("compare.decided", status=say(f"status.{made.status}"), who=made.who, note=note)


def _paths(report: ReportCompared) -> str:
    if report.before == report.after:
        return report.before or ""
    return f"{report.before or '—'} → {report.after or '—'}"


def _report(report: ReportCompared) -> dict[str, Any]:
    return {
        "agency": report.agency,
        "year": report.year,
        "before": report.before,
        "after": report.after,
        "findings": [_item(item) for item in report.items],
        "missing": report.after is None,
        "open": [_item(item) | {"outcome": None} for item in report.open],
    }


def _item(item: Compared) -> dict[str, Any]:
    finding, made = item.finding, item.decision
    return {
        "outcome": item.outcome,
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": str(finding.message),
        "reason": str(item.reason) if item.reason else None,
        "decision": None
        if made is None
        else {
            "status": made.status,
            "note": made.note,
            "who": made.who,
            "at": made.at,
            "fingerprint": made.fingerprint,
        },
    }
