"""What the events of a decisions file come to for the findings of one audit, kept up to date event by event."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from auditlib.decisions import (
    Decision,
    Decisions,
    Event,
    Standing,
    assignments,
    conflicts,
    fold,
    redoable,
    standing,
    undoable,
)
from auditlib.findings import Finding

Value = TypeVar("Value")


class Ledger:
    """The standing, decision, conflict and assignee of every finding.

    ``refresh`` takes in what was added since, here or by another process on the same file; only the findings that the
    new events speak of are looked at again.
    """

    def __init__(self, findings: Sequence[Finding], store: Decisions) -> None:
        self._store = store
        self._findings = findings
        self.positions = {finding.id: position for position, finding in enumerate(findings)}
        self.events: list[Event] = []
        self.decisions: dict[str, Decision] = {}
        self.conflicts: dict[str, tuple[Decision, ...]] = {}
        self.assignees: dict[str, str] = {}
        self.standings: list[Standing] = ["undecided"] * len(findings)
        self.counts: Counter[str] = Counter(self.standings)
        self._of_finding: dict[str, list[Event]] = {}
        self._merged = False
        self.refresh()

    @property
    def last(self) -> int:
        """The number of the last event taken in."""
        return self.events[-1].number if self.events else 0

    def refresh(self) -> tuple[Event, ...]:
        """Take in what was added; returns the new events on findings of this audit."""
        new = self._store.events(after=self.last)
        self.events += new
        for event in new:
            self._of_finding.setdefault(event.finding, []).append(event)
        # The order of merged events depends on all others.
        self._merged = self._merged or any(event.origin for event in new)
        if self._merged and new:
            self._fold(self._of_finding, self.events)
        else:
            for name in dict.fromkeys(event.finding for event in new):
                self._fold((name,), self._of_finding[name])
        return tuple(event for event in new if event.finding in self.positions)

    def undoable(self, who: str) -> int | None:
        """The batch of an auditor's last action that can be undone."""
        return undoable(self.events, who)

    def redoable(self, who: str) -> int | None:
        """The batch of the action that an auditor undid last."""
        return redoable(self.events, who)

    def batch_of(self, finding: str, who: str) -> int | None:
        """The action of this auditor by which a finding stands decided, None where another decided it."""
        decision = self.decisions.get(finding)
        if decision is None or decision.who != who:
            return None
        return next(
            (event.batch for event in self._of_finding[finding] if event.number == decision.event), None
        )

    def decided_by_others(self, names: Iterable[str], who: str, since: int) -> tuple[Decision, ...]:
        """The standing decisions on findings that others made after an event."""
        found = (self.decisions.get(name) for name in names)
        return tuple(each for each in found if each and each.who != who and each.event > since)

    def _fold(self, names: Iterable[str], events: Sequence[Event]) -> None:
        decisions, assignees, differing = fold(events), assignments(events), conflicts(events)
        for name in names:
            _put(self.decisions, name, decisions.get(name))
            _put(self.assignees, name, assignees.get(name))
            position = self.positions.get(name)
            if position is None:
                continue
            _put(self.conflicts, name, differing.get(name))
            self.counts[self.standings[position]] -= 1
            self.standings[position] = standing(self._findings[position], self.decisions)
            self.counts[self.standings[position]] += 1


def _put(into: dict[str, Value], name: str, value: Value | None) -> None:
    if value is None:
        into.pop(name, None)
    else:
        into[name] = value
