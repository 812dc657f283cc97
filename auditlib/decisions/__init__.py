"""Decisions: what auditors said of findings, in one SQLite file to which events are only ever added.

Nothing in the file is changed or deleted: a correction is a further event, an undo names the event it undoes,
and every event carries a hash over itself and its predecessor. ``events`` says what events come to, ``chain`` how they
are linked, ``merge`` what one file has to take from another, ``store`` reads and writes the file.
"""

from auditlib.decisions.chain import verify
from auditlib.decisions.events import (
    STATUSES,
    Decision,
    Event,
    Standing,
    Status,
    assignments,
    conflicts,
    fold,
    redoable,
    standing,
    undoable,
)
from auditlib.decisions.store import Decisions

__all__ = [
    "STATUSES",
    "Decision",
    "Decisions",
    "Event",
    "Standing",
    "Status",
    "assignments",
    "conflicts",
    "fold",
    "redoable",
    "standing",
    "undoable",
    "verify",
]
