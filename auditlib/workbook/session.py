"""One auditor's session with the findings of one audit: answers what the walker asks, and keeps no widget.

The walker sends ``{"op", "view", "number", …}``; the answer carries the same view and ``ack`` = number.
Operations: ``filter`` (a queue, its first rows and the finding to begin with), ``rows`` (a page of the
queue), ``open`` (a finding), ``next`` (the next undecided one), ``report`` (its prose and tables), ``decide``,
``undo``, ``draft`` (a note not decided on). An answer to ``decide`` or ``undo`` is given once the decision is on disk; otherwise it has
``error`` and nothing has changed. Each view keeps its own queue, which stays as it is while the auditor
decides.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from auditlib.decisions import STATUSES, Decisions, Event, Standing, fold, standing
from auditlib.errors import AuditlibError
from auditlib.findings import Findings
from auditlib.messages import say
from auditlib.workbook.pages import Page, finding_page, report_page, standing_page
from auditlib.workbook.queue import next_undecided, progress, row, select

Message = Mapping[str, Any]

ROWS_A_PAGE = 100

# Notes not decided on, by decisions file and finding: they outlive a reload of the page, after which the cells are
# run again and make a new session in the same kernel.
_DRAFTS: dict[Path, dict[str, str]] = {}


class Session:
    """What one auditor sees and decides."""

    def __init__(self, findings: Findings, store: Decisions, auditor: str) -> None:
        self.findings = findings
        self.auditor = auditor
        self._store = store
        self._events: tuple[Event, ...] = ()
        self._positions = {finding.id: position for position, finding in enumerate(findings)}
        self._owners = {path: report.id for report in findings.reports.values() for path in report.paths}
        self._queues: dict[str, tuple[int, ...]] = {}
        self._drafts = _DRAFTS.setdefault(store.path, {})
        self._answers: dict[str, Callable[[str, Message], Page]] = {
            "filter": self._filter,
            "rows": self._rows,
            "open": self._open,
            "next": self._next,
            "report": self._report,
            "decide": self._decide,
            "undo": self._undo,
            "draft": self._draft,
        }
        self._refresh()

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Where each finding stands, in the order of the findings."""
        return self._standings

    def answer(self, message: Message) -> Page:
        """The answer to one message of the walker; a failure is answered too, never swallowed."""
        view = str(message.get("view", ""))
        head = {"view": view, "ack": message.get("number"), "op": message.get("op")}
        try:
            return {**head, **self._answers[message["op"]](view, message)}
        except AuditlibError as error:
            return {**head, "error": str(error)}
        except Exception as error:
            logging.getLogger(__name__).exception("The walker's message was not answered: %s", head)
            return {**head, "error": say("walker.failed", reason=f"{type(error).__name__}: {error}")}

    def _filter(self, view: str, message: Message) -> Page:
        self._refresh()
        queue = select(self.findings, self._standings, message["status"], message["severity"])
        self._queues[view] = queue
        kept = self._positions.get(message.get("keep", ""))
        first = queue.index(kept) if kept in queue else next_undecided(queue, self._standings, -1)
        return {
            "total": len(queue),
            "progress": progress(self._standings),
            **self._rows(view, {"start": 0}),
            "open": self._page(view, first or 0) if queue else None,
        }

    def _rows(self, view: str, message: Message) -> Page:
        start = max(0, int(message["start"]))
        positions = self._queue(view)[start : start + ROWS_A_PAGE]
        return {
            "start": start,
            "rows": [row(self.findings[position], self._standings[position]) for position in positions],
        }

    def _open(self, view: str, message: Message) -> Page:
        return {"open": self._page(view, int(message["row"]))}

    def _next(self, view: str, message: Message) -> Page:
        following = next_undecided(self._queue(view), self._standings, int(message["row"]))
        return {"open": None if following is None else self._page(view, following)}

    def _report(self, view: str, message: Message) -> Page:
        return {"report": report_page(self.findings.reports[message["report"]])}

    def _decide(self, view: str, message: Message) -> Page:
        status = message["status"]
        if status not in STATUSES:
            raise ValueError(status)
        finding = self.findings[self._positions[message["finding"]]]
        self._store.decide(finding, status, str(message.get("note", "")).strip(), self.auditor)
        self._drafts.pop(finding.id, None)
        return self._changed(view, finding.id, go_on=True)

    def _undo(self, view: str, message: Message) -> Page:
        """Undo this auditor's decision on one finding, or without one the last that this auditor made."""
        wanted = message.get("finding")
        self._refresh()
        undone = {event.undoes for event in self._events}
        mine = [
            event
            for event in self._events
            if event.what == "decide"
            and event.who == self.auditor
            and event.number not in undone
            and event.finding in self._positions
            and wanted in (None, event.finding)
        ]
        if not mine:
            return {"nothing": say("walker.nothing_to_undo")}
        self._store.undo(mine[-1].number, self.auditor)
        # What was noted comes back as a draft, so that undoing a wrong key costs no typing.
        if mine[-1].note:
            self._drafts.setdefault(mine[-1].finding, mine[-1].note)
        return self._changed(view, mine[-1].finding, go_on=False)

    def _draft(self, view: str, message: Message) -> Page:
        self._drafts[message["finding"]] = str(message["note"])
        return {}

    def _changed(self, view: str, finding: str, *, go_on: bool) -> Page:
        """What a committed change answers: the finding as it now is, and when going on the next undecided."""
        self._refresh()
        queue, position = self._queue(view), self._positions[finding]
        here = queue.index(position) if position in queue else -1
        following = next_undecided(queue, self._standings, here) if go_on else None
        return {
            "changed": {
                "id": finding,
                "row": here,
                **standing_page(self._standings[position], self._decisions.get(finding)),
            },
            "progress": progress(self._standings),
            "open": self._page(view, following) if following is not None else self._told(position, here),
            "finished": go_on and following is None,
        }

    def _page(self, view: str, row: int) -> Page:
        return self._told(self._queue(view)[row], row)

    def _told(self, position: int, row: int) -> Page:
        finding = self.findings[position]
        return {
            **finding_page(finding, self.findings.reports, self._owners),
            **standing_page(self._standings[position], self._decisions.get(finding.id)),
            "row": row,
            "draft": self._drafts.get(finding.id),
        }

    def _queue(self, view: str) -> tuple[int, ...]:
        if view not in self._queues:
            self._queues[view] = tuple(range(len(self.findings)))
        return self._queues[view]

    def _refresh(self) -> None:
        """Take in what was decided since, here or by another process on the same file."""
        last = self._events[-1].number if self._events else 0
        self._events += self._store.events(after=last)
        self._decisions = fold(self._events)
        self._standings = tuple(standing(finding, self._decisions) for finding in self.findings)
