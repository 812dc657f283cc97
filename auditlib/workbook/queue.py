"""The queue: which cases an auditor walks, in which order, and how far the work has come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from auditlib.decisions import STATUSES, Standing
from auditlib.findings import Finding
from auditlib.messages import say
from auditlib.workbook.ledger import Ledger

Case = tuple[int, ...]
"""The positions of the findings of one case, the leading one first."""


class Progress(TypedDict):
    """How many findings there are, how many stand where, and on how many auditors differ."""

    total: int
    undecided: int
    again: int
    confirmed: int
    dismissed: int
    explain: int
    conflict: int


class Row(TypedDict):
    """A case as one line of the queue; ``left`` counts its findings that are still to be decided."""

    row: int
    severity: str
    title: str
    subject: str
    standing: Standing
    size: int
    left: int
    conflict: bool
    assignee: str


@dataclass
class Queue:
    """What one view walks: cases, and the findings in them that its filter is about.

    It stays as it is while the auditor decides; ``touched`` are the findings whose standing changed since the view
    was last told, and ``others`` counts what other auditors did meanwhile.
    """

    cases: tuple[Case, ...]
    matched: tuple[int, ...]
    rows: Mapping[int, int] = field(init=False)
    touched: set[int] = field(default_factory=set)
    others: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {position: row for row, case in enumerate(self.cases) for position in case}


def cases_of(findings: Sequence[Finding]) -> tuple[Case, ...]:
    """All cases in the order of their leading findings; a finding without a case is one of its own."""
    cases: dict[str, list[int]] = {}
    for position, finding in enumerate(findings):
        cases.setdefault(f"case {finding.case}" if finding.case else f"finding {position}", []).append(
            position
        )
    return tuple(map(tuple, cases.values()))


def is_decided(standing: Standing) -> bool:
    """Whether nothing is left to do; a decision on other evidence leaves something to do."""
    return standing in STATUSES


def next_undecided(queue: Queue, standings: Sequence[Standing], row: int, at: int = -1) -> int | None:
    """The next undecided finding: in the same case, else in those after its row, from the queue's top if need be."""
    return next(
        (
            position
            for position in _from(queue.cases, row)
            if position != at and not is_decided(standings[position])
        ),
        None,
    )


def _from(cases: Sequence[Case], row: int) -> Iterator[int]:
    start = max(row, 0)
    for number in (*range(start, len(cases)), *range(min(start, len(cases)))):
        yield from cases[number]


def first_open(case: Case, standings: Sequence[Standing]) -> int:
    """The finding of a case to begin with: the first undecided one, else the leading one."""
    return next((position for position in case if not is_decided(standings[position])), case[0])


def progress(ledger: Ledger) -> Progress:
    """How far the work has come."""
    counts = ledger.counts
    return Progress(
        total=counts.total(),
        undecided=counts["undecided"],
        again=counts["again"],
        confirmed=counts["confirmed"],
        dismissed=counts["dismissed"],
        explain=counts["explain"],
        conflict=len(ledger.conflicts),
    )


def row_of(number: int, case: Case, findings: Sequence[Finding], ledger: Ledger) -> Row:
    """A case as one line of the queue: as its leading finding says, and as its least settled finding stands."""
    leading = findings[case[0]]
    standings = [ledger.standings[position] for position in case]
    names = [findings[position].id for position in case]
    left = sum(not is_decided(standing) for standing in standings)
    return Row(
        row=number,
        severity=leading.severity,
        title=str(leading.title),
        subject=subject(leading),
        standing=next((standing for standing in standings if not is_decided(standing)), standings[0]),
        size=len(case),
        left=left,
        conflict=any(name in ledger.conflicts for name in names),
        assignee=next((ledger.assignees[name] for name in names if name in ledger.assignees), ""),
    )


def subject(finding: Finding) -> str:
    """Whose report of which year a finding speaks of."""
    return named(finding.agency or finding.report, finding.year)


def named(agency: str, year: int | None) -> str:
    """An agency and a year in words."""
    return agency if year is None else say("walker.agency_year", agency=agency, year=year)
