"""Decisions for reading and for other programs: the log of a file, its conflicts, and the decisions that stand."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from auditlib.decisions import Decision, Event, assignments, conflicts, fold, standing
from auditlib.exports.inert import harmless
from auditlib.findings import Finding, Findings
from auditlib.messages import say

_LOGGED = "number at who what finding fingerprint status note undoes batch assignee origin chain".split()
COLUMNS = (
    "finding agency year report rule severity message standing status note who at assignee conflict".split()
)

Row = dict[str, Any]


def log_table(events: Sequence[Event]) -> Table:
    """Every event of a file, one a line, for a terminal."""
    table = Table(box=None, pad_edge=False)
    for name in ("number", "at", "who", "what", "finding", "note"):
        table.add_column(say(f"decisions.{name}"), overflow="fold", ratio=1 if name == "note" else None)
    for event in events:
        row = (str(event.number), _local(event.at), event.who, _done(event), event.finding, event.note)
        table.add_row(*map(Text, row))
    return table


def log_json(events: Sequence[Event]) -> str:
    """Every event of a file as a JSON list, one a line."""
    return _lines([{name: getattr(event, name) for name in _LOGGED} for event in events])


def conflicts_table(disputed: Mapping[str, Sequence[Decision]]) -> Table:
    """The findings that auditors decided differently, one decision a line, for a terminal."""
    table = Table(box=None, pad_edge=False)
    for name in ("finding", "who", "at", "status", "note"):
        table.add_column(say(f"decisions.{name}"), overflow="fold", ratio=1 if name == "note" else None)
    for decisions in disputed.values():
        for decision in decisions:
            said = say(f"status.{decision.status}")
            row = (decision.finding, decision.who, _local(decision.at), said, decision.note)
            table.add_row(*map(Text, row))
    return table


def _local(at: str) -> str:
    """A universal time as the clock on the wall showed it; what somebody else wrote there in its place, as it is."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return at


def decision_rows(events: Sequence[Event], findings: Findings | None = None) -> list[Row]:
    """The decisions that stand, with what was found where the findings are given, in their order.

    ``standing`` is ``again`` where the evidence has changed since, and ``not_found`` where the finding is no longer
    among the findings.
    """
    decisions, assigned, disputed = fold(events), assignments(events), conflicts(events)
    found = {finding.id: finding for finding in findings or () if finding.id in decisions}
    order = [*found, *(name for name in decisions if name not in found)]
    return [
        _row(
            decisions[name],
            found.get(name),
            assigned.get(name, ""),
            disputed.get(name, ()),
            searched=findings is not None,
        )
        for name in order
    ]


def rows_to_csv(rows: Sequence[Row]) -> str:
    """Decisions as CSV for a spreadsheet: with the mark by which it knows UTF-8, and nothing that it would compute."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(["" if row[name] is None else harmless(str(row[name])) for name in COLUMNS])
    return f"\ufeff{out.getvalue()}"


def rows_to_json(rows: Sequence[Row]) -> str:
    """Decisions as a JSON list, one a line."""
    return _lines(rows)


def _row(
    decision: Decision,
    finding: Finding | None,
    assignee: str,
    disputed: Sequence[Decision],
    *,
    searched: bool,
) -> Row:
    where: str = decision.status
    if searched:
        where = standing(finding, {finding.id: decision}) if finding else "not_found"
    return {
        "finding": decision.finding,
        "agency": finding.agency if finding else None,
        "year": finding.year if finding else None,
        "report": finding.report if finding else None,
        "rule": finding.rule if finding else None,
        "severity": finding.severity if finding else None,
        "message": str(finding.message) if finding else None,
        "standing": where,
        "status": decision.status,
        "note": decision.note,
        "who": decision.who,
        "at": decision.at,
        "assignee": assignee,
        "conflict": "; ".join(f"{one.who}: {one.status}" for one in disputed),
    }


def _done(event: Event) -> str:
    if event.status is not None:
        return say(f"status.{event.status}")
    return say(f"decisions.done.{event.what}", number=event.undoes, assignee=event.assignee or "—")


def _lines(entries: Sequence[Row]) -> str:
    if not entries:
        return "[]\n"
    return "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n"
