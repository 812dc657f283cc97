"""What a run of the suites yields, before it is put into words: failures and records that were not assessable."""

from dataclasses import dataclass

from auditlib.checks.kinds import Verdict
from auditlib.checks.rules import Rule


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a record (a row of the rule's frame, counted from 0) breaks, with the figures compared."""

    rule: Rule
    row: int
    verdict: Verdict
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A rule that could not be assessed on a record (a row of the rule's frame, counted from 0)."""

    rule: Rule
    row: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All that a run of the suites yields."""

    failures: tuple[Failure, ...]
    unassessed: tuple[Unassessed, ...]
