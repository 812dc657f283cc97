"""Decisions files for the tests: one of the first format, and ways of tampering with one."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from auditlib.decisions import Decisions

# Written by the first format: 甲 confirms f, 乙 dismisses g, 甲 wants f explained and undoes that.
_FIRST_FORMAT = """
CREATE TABLE events (
    number      INTEGER PRIMARY KEY,
    who         TEXT NOT NULL,
    at          TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (what IN ('decide', 'undo')),
    finding     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status      TEXT CHECK (status IN ('confirmed', 'dismissed', 'explain')),
    note        TEXT NOT NULL,
    undoes      INTEGER REFERENCES events (number),
    chain       TEXT NOT NULL,
    CHECK ((what = 'decide') = (status IS NOT NULL)),
    CHECK ((what = 'undo') = (undoes IS NOT NULL))
) STRICT;
INSERT INTO events VALUES (1, '甲', '2024-03-01T08:00:00Z', 'decide', 'f', '1', 'confirmed', '口径有误', NULL,
    'e4331c4fe28df0cd032a69efb6b37e66367a3e1bfcb900dc55886d1fd24272ac');
INSERT INTO events VALUES (2, '乙', '2024-03-01T08:00:00Z', 'decide', 'g', '1', 'dismissed', '', NULL,
    '626ad71799e646a7372349d3585c040cbb3e1e0c28f7b69961fdee107de0d523');
INSERT INTO events VALUES (3, '甲', '2024-03-01T08:00:00Z', 'decide', 'f', '1', 'explain', '', NULL,
    '3deb20872b6b04dccbe0febbd79447ee170bf60b095fab43ca4eb3714681c6aa');
INSERT INTO events VALUES (4, '甲', '2024-03-01T08:00:00Z', 'undo', 'f', '1', NULL, '', 3,
    '1489549856982fa2476cf3b29019b18bd69f4c00535302027b488d142ef92ce7');
CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_are_added_at_the_end BEFORE INSERT ON events
    WHEN NEW.number <= (SELECT max(number) FROM events)
    BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;
PRAGMA application_id = 1635083380;
PRAGMA user_version = 1;
"""


def first_format(path: Path) -> Path:
    """A decisions file as the first format wrote it."""
    connection = sqlite3.connect(path)
    connection.executescript(_FIRST_FORMAT)
    connection.close()
    return path


def tamper(
    store: Decisions, statements: str, triggers: Iterable[str] = ("events_stay_as_they_are", "events_stay")
) -> None:
    """Change a file behind the back of auditlib."""
    connection = sqlite3.connect(store.path)
    for trigger in triggers:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.executescript(statements)
    connection.close()
