"""How far the work on an audit has come: where each finding stands, by whom, and whether the record can be trusted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditlib.decisions import Decision, Decisions, Standing, assignments, conflicts, fold, standing, verify
from auditlib.findings import Finding, Findings

STANDINGS: tuple[Standing, ...] = ("confirmed", "explain", "dismissed", "again", "undecided")


@dataclass(frozen=True)
class Work:
    """What auditors did to the findings of one audit.

    ``broken`` is the number of the first event that was tampered with, if any; ``events`` how many there are, and
    ``seal`` the link of the last one, which stands for all before it.
    """

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    assigned: Mapping[str, str] = field(default_factory=dict)
    disputed: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    broken: int | None = None
    events: int = 0
    seal: str = ""

    def standing(self, finding: Finding) -> Standing:
        """Where a finding stands."""
        return standing(finding, self.decisions)

    def counts(self, findings: Findings | tuple[Finding, ...]) -> Counter[str]:
        """How many findings stand where."""
        return Counter[str](map(self.standing, findings))

    def by_auditor(self, findings: Findings | tuple[Finding, ...]) -> dict[str, Counter[str]]:
        """How many findings each auditor's decision stands for, the busiest first."""
        made: dict[str, Counter[str]] = {}
        for finding in findings:
            decision = self.decisions.get(finding.id)
            if decision is not None:
                made.setdefault(decision.who, Counter())[self.standing(finding)] += 1
        return dict(sorted(made.items(), key=lambda entry: (-entry[1].total(), entry[0])))

    def by_assignee(self, findings: Findings | tuple[Finding, ...]) -> dict[str, Counter[str]]:
        """How the findings assigned to each person stand, who has most first."""
        made: dict[str, Counter[str]] = {}
        for finding in findings:
            assignee = self.assigned.get(finding.id)
            if assignee:
                made.setdefault(assignee, Counter())[self.standing(finding)] += 1
        return dict(sorted(made.items(), key=lambda entry: (-entry[1].total(), entry[0])))


def work_of(store: Decisions) -> Work:
    """The work that a decisions file tells of. Raises DecisionsError where it cannot be read."""
    events = store.events()
    return Work(
        fold(events),
        assignments(events),
        conflicts(events),
        verify(events),
        len(events),
        events[-1].chain if events else "",
    )
