"""The tables of a decisions file, and how a file of the first format becomes one of this.

``head`` says how many events there are and how the last one is linked. It is written with every event, by the file
itself, so that events cut off at the end are missed.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import fields
from operator import attrgetter

from auditlib.decisions.events import STATUSES, Event

VERSION = 2
APPLICATION = 0x61756474  # "audt": tells our files from those of other programs

_NAMES = tuple(field.name for field in fields(Event))
_VALUES = attrgetter(*_NAMES)
COLUMNS = ", ".join(_NAMES)
_BY_VERSION = {
    1: "number, who, at, what, finding, fingerprint, status, note, undoes, number, '', '', '', chain",
    VERSION: COLUMNS,
}
_INSERT = f"INSERT INTO events ({COLUMNS}) VALUES ({', '.join('?' for _ in _NAMES)})"
_FIRST_TRIGGERS = ("events_stay_as_they_are", "events_stay", "events_are_added_at_the_end")
_TABLES = f"""
CREATE TABLE events (
    number      INTEGER PRIMARY KEY,
    who         TEXT NOT NULL,
    at          TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (what IN ('decide', 'undo', 'redo', 'assign')),
    finding     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status      TEXT CHECK (status IN {STATUSES}),
    note        TEXT NOT NULL,
    undoes      INTEGER REFERENCES events (number),
    batch       INTEGER NOT NULL,
    assignee    TEXT NOT NULL,
    origin      TEXT NOT NULL,
    stamp       TEXT NOT NULL,
    chain       TEXT NOT NULL,
    CHECK ((what = 'decide') = (status IS NOT NULL)),
    CHECK ((what IN ('undo', 'redo')) = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX events_of_a_batch ON events (batch);
CREATE TABLE head (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    count INTEGER NOT NULL,
    chain TEXT NOT NULL
) STRICT;
INSERT INTO head VALUES (1, 0, '');
CREATE TABLE drafts (
    finding TEXT NOT NULL,
    who     TEXT NOT NULL,
    note    TEXT NOT NULL,
    PRIMARY KEY (finding, who)
) STRICT;
CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_are_added_at_the_end BEFORE INSERT ON events
    WHEN NEW.number <= (SELECT max(number) FROM events)
    BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;
CREATE TRIGGER events_are_counted AFTER INSERT ON events
    BEGIN UPDATE head SET count = count + 1, chain = NEW.chain; END;
CREATE TRIGGER head_only_grows BEFORE UPDATE ON head
    WHEN NEW.count <= OLD.count
    BEGIN SELECT RAISE(ABORT, 'the count of events never falls'); END;
CREATE TRIGGER head_stays BEFORE DELETE ON head
    BEGIN SELECT RAISE(ABORT, 'the count of events is never deleted'); END;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""


def version_of(connection: sqlite3.Connection) -> int | None:
    """The format of a decisions file; None where the file is not one."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        return None
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def lay_out(connection: sqlite3.Connection) -> None:
    """Give an empty file its tables. Called inside a transaction, as is :func:`migrate`."""
    for statement in _statements(_TABLES):
        connection.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Make a file of the first format one of this, its events and their links as they were."""
    for trigger in _FIRST_TRIGGERS:
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    connection.execute("ALTER TABLE events RENAME TO events_before")
    lay_out(connection)
    connection.execute(
        f"INSERT INTO events ({COLUMNS}) SELECT {_BY_VERSION[1]} FROM events_before ORDER BY number"
    )
    connection.execute("DROP TABLE events_before")


def read(connection: sqlite3.Connection, after: int = 0) -> tuple[Event, ...]:
    """The events after a number, of a file of any format up to this, in their order."""
    columns = _BY_VERSION[min(version_of(connection) or VERSION, VERSION)]
    rows = connection.execute(f"SELECT {columns} FROM events WHERE number > ? ORDER BY number", (after,))
    return tuple(Event(*row) for row in rows)


def read_batch(connection: sqlite3.Connection, batch: int) -> tuple[Event, ...]:
    """The events of one action, and every event that takes back another, in their order."""
    found = connection.execute(
        f"SELECT {COLUMNS} FROM events WHERE batch = ? OR undoes IS NOT NULL ORDER BY number", (batch,)
    )
    return tuple(Event(*row) for row in found)


def newest(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and the link of the last event; 0 and "" where there is none."""
    return connection.execute("SELECT number, chain FROM events ORDER BY number DESC LIMIT 1").fetchone() or (
        0,
        "",
    )


def head(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """How many events there have to be, and the link of the last; None in a file of the first format."""
    if version_of(connection) == 1:
        return None
    return connection.execute("SELECT count, chain FROM head").fetchone() or (0, "")


def insert(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Add events that are numbered and linked."""
    connection.executemany(_INSERT, map(_VALUES, events))


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
