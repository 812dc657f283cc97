"""Decisions: what auditors said of findings, in one SQLite file to which events are only ever added.

Nothing in the file is changed or deleted: a correction is a further event, an undo names the event it undoes,
and every event carries a hash over itself and its predecessor, so that a change made behind our back is seen.
:func:`fold` turns the events into the decision that stands for each finding.

Every operation opens the file anew. A file that was moved or deleted meanwhile is then an error at the next
click, where an open handle would go on writing into nothing. The rollback journal stays (no WAL): it works on
network shares.
"""

import hashlib
import json
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import quote

from auditlib.errors import DecisionsError
from auditlib.findings import Finding

Status = Literal["confirmed", "dismissed", "explain"]
Standing = Literal["undecided", "confirmed", "dismissed", "explain", "again"]
STATUSES: tuple[Status, ...] = get_args(Status)

_VERSION = 1
_APPLICATION = 0x61756474  # "audt": tells our files from those of other programs
_BUSY_SECONDS = 10.0
_COLUMNS = "number, who, at, what, finding, fingerprint, status, note, undoes, chain"
_SCHEMA = f"""
CREATE TABLE events (
    number      INTEGER PRIMARY KEY,
    who         TEXT NOT NULL,
    at          TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (what IN ('decide', 'undo')),
    finding     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status      TEXT CHECK (status IN {STATUSES}),
    note        TEXT NOT NULL,
    undoes      INTEGER REFERENCES events (number),
    chain       TEXT NOT NULL,
    CHECK ((what = 'decide') = (status IS NOT NULL)),
    CHECK ((what = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_are_added_at_the_end BEFORE INSERT ON events
    WHEN NEW.number <= (SELECT max(number) FROM events)
    BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that an auditor did: a decision on a finding as it then was, or the undoing of one."""

    number: int
    who: str
    at: str
    what: Literal["decide", "undo"]
    finding: str
    fingerprint: str
    status: Status | None
    note: str
    undoes: int | None
    chain: str


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


def fold(events: Iterable[Event]) -> dict[str, Decision]:
    """The decision that stands for each finding: its last one that was not undone."""
    history = tuple(events)
    undone = {event.undoes for event in history}
    return {
        event.finding: Decision(
            event.finding, event.fingerprint, event.status, event.note, event.who, event.at, event.number
        )
        for event in history
        if event.status is not None and event.number not in undone
    }


def standing(finding: Finding, decisions: Mapping[str, Decision]) -> Standing:
    """Where a finding stands; ``again`` where it was decided on other evidence than there is now."""
    decision = decisions.get(finding.id)
    if decision is None:
        return "undecided"
    return decision.status if decision.fingerprint == finding.fingerprint else "again"


def verify(events: Iterable[Event]) -> int | None:
    """The number of the first event that does not fit its predecessor, None where all fit."""
    before, expected = "", 1
    for event in events:
        if event.number != expected or event.chain != _link(event, before):
            return event.number
        before, expected = event.chain, expected + 1
    return None


class Decisions:
    """A decisions file. Opened for writing it is created where missing, and proven to take a write.

    Raises DecisionsError, which says what is wrong with which file and what to do.
    """

    def __init__(self, path: Path | str, *, write: bool = True) -> None:
        self.path = Path(path).absolute()
        self._write = write
        if self.path.is_dir():
            raise DecisionsError("decisions_folder_given", path=self.path)
        if write:
            self._refuse_read_only()
            self._create()
        elif not self.path.exists():
            raise DecisionsError("decisions_missing", path=self.path)
        with self._connection() as connection:
            self._refuse_foreign(connection)
            if write:
                self._try_write(connection)

    def events(self, after: int = 0) -> tuple[Event, ...]:
        """All events in order, or those after a number."""
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM events WHERE number > ? ORDER BY number", (after,)
            ).fetchall()
        return tuple(Event(*row) for row in rows)

    def current(self) -> dict[str, Decision]:
        """The decision that stands for each finding."""
        return fold(self.events())

    def decide(self, finding: Finding, status: Status, note: str, who: str) -> Event:
        """Add a decision on a finding as it now is; returns once it is on disk."""
        return self._append(
            Event(0, who, _now(), "decide", finding.id, finding.fingerprint, status, note, None, "")
        )

    def undo(self, number: int, who: str) -> Event:
        """Add the undoing of one decision; what stood before it stands again."""
        return self._append(Event(0, who, _now(), "undo", "", "", None, "", number, ""))

    def _append(self, event: Event) -> Event:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            if event.undoes is not None:
                event = _undoing(connection, event, self.path)
            newest = "SELECT number, chain FROM events ORDER BY number DESC LIMIT 1"
            number, before = connection.execute(newest).fetchone() or (0, "")
            event = replace(event, number=number + 1)
            event = replace(event, chain=_link(event, before))
            marks = ", ".join("?" * len(astuple(event)))
            connection.execute(f"INSERT INTO events ({_COLUMNS}) VALUES ({marks})", astuple(event))
            connection.execute("COMMIT")
        return event

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = None
        try:
            connection = sqlite3.connect(
                _uri(self.path, "rw" if self._write else "ro"),
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
            )
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
        except sqlite3.Error as error:
            raise _explained(error, self.path) from error
        finally:
            if connection is not None:
                connection.close()

    def _refuse_read_only(self) -> None:
        folder = self.path.parent
        if not folder.is_dir():
            raise DecisionsError("decisions_no_folder", path=self.path, folder=folder)
        if self.path.exists() and not _writable(self.path):
            raise DecisionsError("decisions_read_only", path=self.path)
        # On Windows the mark on a folder means nothing for the files in it; there the trial write decides.
        if os.name != "nt" and not _writable(folder):
            raise DecisionsError("decisions_folder_read_only", path=self.path, folder=folder)

    def _create(self) -> None:
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise DecisionsError("decisions_failed", path=self.path, reason=error.strerror) from error
        with self._connection() as connection:
            # Two processes may start at once: the second waits here, and finds the schema in place.
            connection.execute("BEGIN IMMEDIATE")
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                for statement in _statements(_SCHEMA):
                    connection.execute(statement)
            connection.execute("COMMIT")

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
            raise DecisionsError("decisions_foreign", path=self.path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise DecisionsError("decisions_newer", path=self.path, version=version)

    def _try_write(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("ROLLBACK")


def _undoing(connection: sqlite3.Connection, event: Event, path: Path) -> Event:
    found = connection.execute(
        "SELECT finding, fingerprint FROM events WHERE number = ? AND what = 'decide'"
        " AND number NOT IN (SELECT undoes FROM events WHERE undoes IS NOT NULL)",
        (event.undoes,),
    ).fetchone()
    if found is None:
        raise DecisionsError("decisions_nothing_to_undo", path=path, number=event.undoes)
    return replace(event, finding=found[0], fingerprint=found[1])


def _link(event: Event, before: str) -> str:
    content = json.dumps([before, *astuple(event)[:-1]], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _writable(path: Path) -> bool:
    # The owner's write bit counts for root too, who would else write into what was locked on purpose.
    return bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _uri(path: Path, mode: str) -> str:
    posix = path.as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix, safe='/:')}?mode={mode}"


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _explained(error: sqlite3.Error, path: Path) -> DecisionsError:
    """Our sentence for what SQLite reports; the low byte of its code is the kind of failure."""
    if not path.exists():
        return DecisionsError("decisions_missing", path=path)
    keys = {
        sqlite3.SQLITE_NOTADB: "decisions_foreign",
        sqlite3.SQLITE_CORRUPT: "decisions_damaged",
        sqlite3.SQLITE_READONLY: "decisions_read_only",
        sqlite3.SQLITE_PERM: "decisions_read_only",
        sqlite3.SQLITE_FULL: "decisions_full",
        sqlite3.SQLITE_BUSY: "decisions_busy",
        sqlite3.SQLITE_LOCKED: "decisions_busy",
    }
    key = keys.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "decisions_failed")
    return DecisionsError(key, path=path, reason=error)
