"""Events and what they come to: pure functions from the events of a file to the decisions that stand.

An event that takes back another names it in ``undoes``: an undo names a decision or an assignment, a redo names
an undo. What no event in force takes back is in force.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from auditlib.findings import Finding

Status = Literal["confirmed", "dismissed", "explain"]
Standing = Literal["undecided", "confirmed", "dismissed", "explain", "again"]
What = Literal["decide", "undo", "redo", "assign"]
STATUSES: tuple[Status, ...] = get_args(Status)
ACTIONS: tuple[What, ...] = ("decide", "assign")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that an auditor did to one finding as it then was.

    ``at`` is universal time. ``batch`` is the number of the first event of the action that this one belongs to, 0
    for that of an event on its own that has no number yet. An event that was merged from another file has in
    ``origin`` the link that it had where it was made, and in ``stamp`` the time by which it is put in order.
    """

    number: int
    who: str
    at: str
    what: What
    finding: str
    fingerprint: str
    status: Status | None
    note: str
    undoes: int | None
    batch: int = 0
    assignee: str = ""
    origin: str = ""
    stamp: str = ""
    chain: str = ""

    @property
    def identity(self) -> str:
        """The link that the event had in the file where it was made: the same in every file it was merged into."""
        return self.origin or self.chain


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that stands for a finding, and the fingerprint of the evidence it was made on."""

    finding: str
    fingerprint: str
    status: Status
    note: str
    who: str
    at: str
    event: int


def times(events: Iterable[Event]) -> Iterator[str]:
    """The time by which each event is put in order.

    It is the event's own time, but never before what stood in its file already: a clock set back must not make an
    auditor's newest decision an old one.
    """
    latest = ""
    for event in events:
        time = event.stamp if event.origin else max(event.at, latest)
        latest = max(latest, time)
        yield time


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by their times; those merged from other files come between the others."""
    history = tuple(events)
    timed = zip(times(history), history, strict=True)
    return [event for _, event in sorted(timed, key=lambda pair: (pair[0], pair[1].number))]


def taken_back(events: Sequence[Event]) -> dict[int, int]:
    """The number of each event that is not in force, with that of the event that takes it back."""
    gone: dict[int, int] = {}
    for event in reversed(events):
        if event.undoes is not None and event.number not in gone:
            gone[event.undoes] = event.number
    return gone


def fold(events: Iterable[Event]) -> dict[str, Decision]:
    """The decision that stands for each finding: its last one that is not undone, whoever made it."""
    return {decision.finding: decision for decision in _decisions(tuple(events))}


def conflicts(events: Iterable[Event]) -> dict[str, tuple[Decision, ...]]:
    """The findings that auditors decided differently, with the last decision of each auditor, the earliest first."""
    last: dict[str, dict[str, Decision]] = {}
    for decision in _decisions(tuple(events)):
        of_finding = last.setdefault(decision.finding, {})
        of_finding.pop(decision.who, None)
        of_finding[decision.who] = decision
    return {
        finding: tuple(by_auditor.values())
        for finding, by_auditor in last.items()
        if len({decision.status for decision in by_auditor.values()}) > 1
    }


def assignments(events: Iterable[Event]) -> dict[str, str]:
    """Who each finding is assigned to; those assigned to nobody are left out."""
    history = tuple(events)
    gone = taken_back(history)
    last = {
        event.finding: event.assignee
        for event in in_order(history)
        if event.what == "assign" and event.number not in gone
    }
    return {finding: assignee for finding, assignee in last.items() if assignee}


def undoable(events: Iterable[Event], who: str) -> int | None:
    """The batch of an auditor's last action that is not undone, None where there is none."""
    history = tuple(events)
    gone = taken_back(history)
    for event in reversed(in_order(history)):
        if event.who == who and event.what in ACTIONS and event.number not in gone:
            return event.batch
    return None


def redoable(events: Iterable[Event], who: str) -> int | None:
    """The batch of the action that an auditor undid last; None where the auditor has gone on to something else."""
    history = tuple(events)
    gone = taken_back(history)
    by_number = {event.number: event for event in history}
    for event in reversed(in_order(history)):
        if event.who != who:
            continue
        if event.what in ACTIONS and event.number not in gone:
            return None
        if event.what == "undo" and event.number not in gone and event.undoes in by_number:
            return by_number[event.undoes].batch
    return None


def standing(finding: Finding, decisions: Mapping[str, Decision]) -> Standing:
    """Where a finding stands; ``again`` where it was decided on other evidence than there is now."""
    decision = decisions.get(finding.id)
    if decision is None:
        return "undecided"
    return decision.status if decision.fingerprint == finding.fingerprint else "again"


def _decisions(history: Sequence[Event]) -> Iterator[Decision]:
    """The decisions in force, in the order of their times."""
    gone = taken_back(history)
    for event in in_order(history):
        if event.status is not None and event.number not in gone:
            yield Decision(
                event.finding, event.fingerprint, event.status, event.note, event.who, event.at, event.number
            )
