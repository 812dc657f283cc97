"""One auditor's session with the findings of one audit: answers what the walker asks, and keeps no widget.

The walker sends ``{"op", "view", "number", …}``; the answer carries the same view and ``ack`` = number. Operations:

- ``filter``: a queue of cases, its first rows, its choices with counts, and the finding to begin with
- ``rows``: a page of the queue; ``choices``: those of the filter as they are now
- ``open``: a finding; ``ahead``: the undecided one after it; ``next``: go to that one
- ``report``: a report's prose and tables
- ``decide``, ``assign`` on some findings; ``all`` on those that the filter matches, ``count`` how many those are
- ``undo``, ``redo`` of this auditor's last action; ``draft``: a note not decided on

A change is answered once it is on disk; otherwise the answer has ``error`` and nothing has changed. ``asks`` says that
another auditor decided since the walker was told of the finding (``seen``), and nothing was written: the walker may ask
again with ``force``. Every answer tells in ``changed`` which rows of the view look otherwise since its last answer.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from auditlib.decisions import STATUSES, Decisions, Event, Standing, Status
from auditlib.errors import AuditlibError
from auditlib.findings import Finding, Findings
from auditlib.messages import say
from auditlib.workbook.filters import Filters
from auditlib.workbook.ledger import Ledger
from auditlib.workbook.pages import Page, decision_page, finding_page, member_page, report_page, standing_page
from auditlib.workbook.queue import (
    Queue,
    cases_of,
    first_open,
    is_decided,
    next_undecided,
    progress,
    row_of,
)

Message = Mapping[str, Any]

ROWS_A_PAGE = 100
ROWS_TOLD = 60
MEMBERS_TOLD = 16
NOTES_GIVEN_BACK = 20


class Session:
    """What one auditor sees and decides."""

    def __init__(self, findings: Findings, store: Decisions, auditor: str) -> None:
        self.findings = findings
        self.auditor = auditor
        self._store = store
        self._ledger = Ledger(findings, store)
        self._filters = Filters(findings, self._ledger)
        self._cases = cases_of(findings)
        self._positions = self._ledger.positions
        self._owners = {path: report.id for report in findings.reports.values() for path in report.paths}
        self._queues: dict[str, Queue] = {}
        self._drafts = dict(store.drafts(auditor))
        self._answers: dict[str, Callable[[Queue, Message], Page]] = {
            "rows": self._rows,
            "choices": self._choices,
            "open": self._open,
            "ahead": self._ahead,
            "next": self._next,
            "report": self._report,
            "decide": self._decide,
            "assign": self._assign,
            "count": self._count,
            "all": self._decide_all,
            "undo": self._undo,
            "redo": self._redo,
            "draft": self._draft,
        }

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Where each finding stands, in the order of the findings."""
        return tuple(self._ledger.standings)

    def answer(self, message: Message) -> Page:
        """The answer to one message of the walker; a failure is answered too, never swallowed."""
        view = str(message.get("view", ""))
        head = {"view": view, "ack": message.get("number"), "op": message.get("op")}
        try:
            if message["op"] == "filter":
                return {**head, **self._filter(view, message)}
            queue = self._queue(view)
            answer = self._answers[message["op"]](queue, message)
            return {**head, **answer, **self._news(queue)}
        except AuditlibError as error:
            return {**head, "error": str(error)}
        except Exception as error:
            logging.getLogger(__name__).exception("The walker's message was not answered: %s", head)
            return {**head, "error": say("walker.failed", reason=f"{type(error).__name__}: {error}")}

    # -- what is shown --

    def _filter(self, view: str, message: Message) -> Page:
        self._refresh()
        matched, choices = self._filters.apply(message)
        wanted = set(matched)
        queue = Queue(tuple(case for case in self._cases if not wanted.isdisjoint(case)), matched)
        self._queues[view] = queue
        kept = self._positions.get(str(message.get("keep", "")))
        position = kept if kept in queue.rows else next_undecided(queue, self._ledger.standings, 0)
        if position is None and queue.cases:
            position = queue.cases[0][0]
        return {
            "total": len(queue.cases),
            "matched": len(matched),
            "choices": choices,
            "progress": progress(self._ledger),
            **self._rows(queue, {"start": 0}),
            "open": None if position is None else self._told(queue, position),
        }

    def _choices(self, queue: Queue, message: Message) -> Page:
        self._refresh()
        return {"choices": self._filters.apply(message)[1]}

    def _rows(self, queue: Queue, message: Message) -> Page:
        start = max(0, int(message["start"]))
        cases = queue.cases[start : start + ROWS_A_PAGE]
        return {
            "start": start,
            "rows": [row_of(row, case, self.findings, self._ledger) for row, case in enumerate(cases, start)],
        }

    def _open(self, queue: Queue, message: Message) -> Page:
        """A finding by its id, or the one to begin with in a row."""
        self._refresh()
        position = self._positions.get(str(message.get("finding", "")))
        if position is None:
            position = first_open(queue.cases[int(message["row"])], self._ledger.standings)
        return {"open": self._told(queue, position)}

    def _ahead(self, queue: Queue, message: Message) -> Page:
        return {"ahead": self._after(queue, self._positions[message["finding"]])}

    def _next(self, queue: Queue, message: Message) -> Page:
        self._refresh()
        row = int(message["row"])
        at = self._positions.get(str(message.get("finding", "")), -1)
        following = next_undecided(queue, self._ledger.standings, row if at >= 0 else row + 1, at)
        return {"open": None if following is None else self._told(queue, following)}

    def _report(self, queue: Queue, message: Message) -> Page:
        return {"report": report_page(self.findings.reports[message["report"]])}

    def _told(self, queue: Queue, position: int) -> Page:
        finding, row = self.findings[position], queue.rows.get(position, -1)
        page = {
            **finding_page(finding, self.findings.reports, self._owners),
            **self._standing(position),
            "row": row,
            "seen": self._ledger.last,
            "draft": self._drafts.get(finding.id),
            "assignee": self._ledger.assignees.get(finding.id, ""),
        }
        case = self._case(queue, position)
        if len(case) > 1:
            page["case"] = [self.findings[each].id for each in case]
            page["members"] = [self._member(each) for each in case[:MEMBERS_TOLD]]
        return page

    def _member(self, position: int) -> Page:
        finding = self.findings[position]
        return member_page(
            finding, self._ledger.standings[position], conflict=finding.id in self._ledger.conflicts
        )

    def _standing(self, position: int) -> Page:
        name = self.findings[position].id
        return standing_page(
            self._ledger.standings[position],
            self._ledger.decisions.get(name),
            self._ledger.conflicts.get(name, ()),
        )

    def _case(self, queue: Queue, position: int) -> Sequence[int]:
        row = queue.rows.get(position)
        if row is not None:
            return queue.cases[row]
        return next((case for case in self._cases if position in case), (position,))

    def _after(self, queue: Queue, position: int) -> Page | None:
        """The undecided finding that a decision on this one (and its case) leads to."""
        row = queue.rows.get(position, -1)
        following = next_undecided(queue, self._ledger.standings, row + 1)
        if following is None or queue.rows[following] == row:
            return None
        return self._told(queue, following)

    # -- what is changed --

    def _decide(self, queue: Queue, message: Message) -> Page:
        """Decide on some findings; ``then`` is the finding that the walker went on to, if it knew it already."""
        status = _status(message)
        self._refresh()
        targets = self._findings(message)
        if asking := self._asking(targets, message):
            return {**asking, "open": self._told(queue, self._positions[targets[0].id])}
        self._store.decide(targets, status, str(message.get("note", "")).strip(), self.auditor)
        for finding in targets:
            self._drafts.pop(finding.id, None)
        self._refresh()
        here = self._positions[targets[0].id]
        then = self._positions.get(str(message.get("then", "")))
        if then is not None:
            fresh = {"id": self.findings[then].id, **self._standing(then), "seen": self._ledger.last}
            return {"fresh": fresh, "ahead": self._after(queue, then), "finished": False}
        following = next_undecided(queue, self._ledger.standings, queue.rows.get(here, 0))
        shown = here if following is None else following
        return {"open": self._told(queue, shown), "finished": following is None}

    def _assign(self, queue: Queue, message: Message) -> Page:
        self._store.assign(self._findings(message), str(message.get("assignee", "")).strip(), self.auditor)
        self._refresh()
        return {}

    def _count(self, queue: Queue, message: Message) -> Page:
        """How many findings «all filtered» would be, and how many of these are still to be decided."""
        self._refresh()
        others = [
            decision
            for position in queue.matched
            if (decision := self._ledger.decisions.get(self.findings[position].id))
            and decision.who != self.auditor
        ]
        return {
            "all": len(queue.matched),
            "left": len(self._matching(queue, {"left": True})),
            "others": len(others),
            "seen": self._ledger.last,
        }

    def _decide_all(self, queue: Queue, message: Message) -> Page:
        """Decide on all that the filter matched, or those left of them, if they are as many as was said."""
        status, note = _status(message), str(message.get("note", "")).strip()
        if not note:
            return {"refused": say("walker.all_needs_note")}
        self._refresh()
        targets = [self.findings[position] for position in self._matching(queue, message)]
        if not targets or len(targets) != int(message["expected"]):
            return {"refused": say("walker.all_changed", count=len(targets)), **self._count(queue, message)}
        if asking := self._asking(targets, message):
            return {**asking, **self._count(queue, message)}
        self._store.decide(targets, status, note, self.auditor)
        for finding in targets:
            self._drafts.pop(finding.id, None)
        self._refresh()
        shown = self._positions.get(str(message.get("keep", "")), queue.matched[0])
        return {"open": self._told(queue, shown), "count": len(targets)}

    def _undo(self, queue: Queue, message: Message) -> Page:
        """Undo the action by which this auditor decided a finding, or without one this auditor's last action."""
        self._refresh()
        wanted = message.get("finding")
        batch = self._ledger.batch_of(wanted, self.auditor) if wanted else self._ledger.undoable(self.auditor)
        if batch is None:
            return {"nothing": say("walker.nothing_to_undo")}
        self._store.undo(batch, self.auditor)
        undone = [event for event in self._ledger.events if event.batch == batch and event.what == "decide"]
        # What was noted comes back as a draft, so that undoing a wrong key costs no typing.
        for event in undone[:NOTES_GIVEN_BACK]:
            if event.note and event.finding not in self._drafts:
                self._keep_draft(event.finding, event.note)
        return self._back_at(queue, batch)

    def _redo(self, queue: Queue, message: Message) -> Page:
        self._refresh()
        batch = self._ledger.redoable(self.auditor)
        if batch is None:
            return {"nothing": say("walker.nothing_to_redo")}
        self._store.redo(batch, self.auditor)
        for event in self._ledger.events:
            if (
                event.batch == batch
                and event.what == "decide"
                and self._drafts.get(event.finding) == event.note
            ):
                self._keep_draft(event.finding, "")
        return self._back_at(queue, batch)

    def _back_at(self, queue: Queue, batch: int) -> Page:
        """The first finding of an action that was undone or redone, and how many it had."""
        self._refresh()
        of_action = (event for event in self._ledger.events if event.batch == batch)
        told = [event.finding for event in of_action if event.finding in self._positions]
        names = list(dict.fromkeys(told))
        if not names:
            return {"count": 0}
        return {"open": self._told(queue, self._positions[names[0]]), "count": len(names)}

    def _draft(self, queue: Queue, message: Message) -> Page:
        self._keep_draft(message["finding"], str(message["note"]))
        return {}

    def _keep_draft(self, finding: str, note: str) -> None:
        self._store.save_draft(finding, self.auditor, note)
        if note:
            self._drafts[finding] = note
        else:
            self._drafts.pop(finding, None)

    # -- helpers --

    def _queue(self, view: str) -> Queue:
        if view not in self._queues:
            self._queues[view] = Queue(self._cases, tuple(range(len(self.findings))))
        return self._queues[view]

    def _findings(self, message: Message) -> list[Finding]:
        names = message.get("findings") or [message["finding"]]
        return [self.findings[self._positions[name]] for name in names]

    def _matching(self, queue: Queue, message: Message) -> list[int]:
        standings = self._ledger.standings
        return [
            position
            for position in queue.matched
            if not message.get("left") or not is_decided(standings[position])
        ]

    def _asking(self, targets: Iterable[Finding], message: Message) -> Page | None:
        """What others decided on these findings since the walker was told of them, unless it insists."""
        if message.get("force") or "seen" not in message:
            return None
        names = [finding.id for finding in targets]
        found = self._ledger.decided_by_others(names, self.auditor, int(message["seen"]))
        if not found:
            return None
        return {"asks": [decision_page(each) for each in found[-3:]], "of": len(found)}

    def _news(self, queue: Queue) -> Page:
        """The rows of a view that look otherwise since it was last told, and who else was at work."""
        if not queue.touched:
            return {}
        touched, queue.touched = queue.touched, set()
        rows = sorted({queue.rows[position] for position in touched if position in queue.rows})
        told = rows[:ROWS_TOLD]
        page: Page = {
            "changed": [row_of(row, queue.cases[row], self.findings, self._ledger) for row in told],
            "progress": progress(self._ledger),
        }
        if len(rows) > len(told):
            page["stale"] = True
        if queue.others:
            page["others"], queue.others = dict(queue.others), {}
        return page

    def _refresh(self) -> tuple[Event, ...]:
        new = self._ledger.refresh()
        touched = {self._positions[event.finding] for event in new}
        for queue in self._queues.values():
            queue.touched |= touched
            for event in new:
                if event.who != self.auditor:
                    queue.others[event.who] = queue.others.get(event.who, 0) + 1
        return new


def _status(message: Message) -> Status:
    status: Status = message["status"]
    if status not in STATUSES:
        raise ValueError(status)
    return status
