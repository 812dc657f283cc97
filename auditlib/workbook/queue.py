"""The queue: which findings an auditor walks, in which order, and how far the work has come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, TypedDict

from auditlib.decisions import STATUSES, Standing
from auditlib.findings import Finding
from auditlib.messages import say

Filter = Literal["all", "undecided", "decided"]


class Progress(TypedDict):
    """How many findings there are, and how many stand where."""

    total: int
    undecided: int
    again: int
    confirmed: int
    dismissed: int
    explain: int


class Row(TypedDict):
    """A finding as one line of the queue."""

    severity: str
    title: str
    subject: str
    standing: Standing


def is_decided(standing: Standing) -> bool:
    """Whether nothing is left to do; a decision on other evidence leaves something to do."""
    return standing in STATUSES


def select(
    findings: Sequence[Finding], standings: Sequence[Standing], status: Filter, severity: str
) -> tuple[int, ...]:
    """The positions of the findings with a status and a severity ("" for any), in the order of the audit."""
    return tuple(
        position
        for position, (finding, standing) in enumerate(zip(findings, standings, strict=True))
        if (status == "all" or is_decided(standing) == (status == "decided"))
        and severity in ("", finding.severity)
    )


def next_undecided(queue: Sequence[int], standings: Sequence[Standing], after: int) -> int | None:
    """The row of the next undecided finding after a row of the queue, from its top again if need be."""
    rows = (*range(after + 1, len(queue)), *range(0, min(after + 1, len(queue))))
    return next((row for row in rows if not is_decided(standings[queue[row]])), None)


def progress(standings: Iterable[Standing]) -> Progress:
    """How far the work has come."""
    counts = Counter(standings)
    return Progress(
        total=counts.total(),
        undecided=counts["undecided"],
        again=counts["again"],
        confirmed=counts["confirmed"],
        dismissed=counts["dismissed"],
        explain=counts["explain"],
    )


def row(finding: Finding, standing: Standing) -> Row:
    """A finding as one line of the queue."""
    return Row(
        severity=finding.severity, title=str(finding.title), subject=subject(finding), standing=standing
    )


def subject(finding: Finding) -> str:
    """Whose report of which year a finding speaks of."""
    return named(finding.agency or finding.report, finding.year)


def named(agency: str, year: int | None) -> str:
    """An agency and a year in words."""
    return agency if year is None else say("walker.agency_year", agency=agency, year=year)
