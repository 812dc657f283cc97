"""A decisions file: one SQLite file to which events are only ever added.

Every operation opens the file anew. A file that was moved or deleted meanwhile is then an error at the next
click, where an open handle would go on writing into nothing. The rollback journal stays (no WAL): it works on
network shares.
"""

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from auditlib.decisions import schema
from auditlib.decisions.chain import linked, verify
from auditlib.decisions.events import ACTIONS, STATUSES, Decision, Event, Status, What, fold, taken_back
from auditlib.decisions.merge import missing
from auditlib.errors import DecisionsError
from auditlib.findings import Finding

_BUSY_SECONDS = 10.0


class Decisions:
    """A decisions file. Opened for writing it is created where missing, and proven to take a write.

    What adds events returns them once they are on disk, all of one call or none.
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
                self._bring_up_to_date(connection)

    def events(self, after: int = 0) -> tuple[Event, ...]:
        """All events in order, or those after a number."""
        with self._connection() as connection:
            return schema.read(connection, after)

    def current(self) -> dict[str, Decision]:
        """The decision that stands for each finding."""
        return fold(self.events())

    def verify(self) -> int | None:
        """The number of the first event that was changed, put in or cut off; None where all are as written."""
        with self._connection() as connection, _transaction(connection, "DEFERRED"):
            events, head = schema.read(connection), schema.head(connection)
        broken = verify(events)
        if broken is not None or head is None:
            return broken
        last = events[-1].chain if events else ""
        return None if head == (len(events), last) else min(head[0], len(events)) + 1

    def decide(
        self, findings: Sequence[Finding] | Finding, status: Status, note: str, who: str
    ) -> tuple[Event, ...]:
        """Add one decision on one or several findings as they now are, as one action.

        Raises DecisionsError for a status that there is not, and where nobody is named.
        """
        if status not in STATUSES:
            raise DecisionsError("decision_status", found=status, known="、".join(STATUSES))
        if not who.strip():
            raise DecisionsError("decision_nobody")
        told = _told(findings)
        with self._writing() as connection:
            drafted = [(finding.id, _clean(who)) for finding in told]
            connection.executemany("DELETE FROM drafts WHERE finding = ? AND who = ?", drafted)
            return _add(connection, (_event("decide", finding, who, status, note) for finding in told))

    def assign(self, findings: Sequence[Finding] | Finding, assignee: str, who: str) -> tuple[Event, ...]:
        """Hand one or several findings to somebody, as one action; "" takes them back."""
        told = _told(findings)
        with self._writing() as connection:
            return _add(connection, (_event("assign", finding, who, assignee=assignee) for finding in told))

    def undo(self, batch: int, who: str) -> tuple[Event, ...]:
        """Undo one of an auditor's own actions, whole; what stood before it stands again."""
        with self._writing() as connection:
            history = schema.read_batch(connection, batch)
            gone = taken_back(history)
            action = [event for event in history if event.batch == batch and event.what in ACTIONS]
            self._refuse_others(action, who)
            undone = [event for event in action if event.number not in gone]
            if not undone:
                raise DecisionsError("decisions_nothing_to_undo", path=self.path, number=batch)
            return _add(connection, (_taking_back("undo", event, event.number, who) for event in undone))

    def redo(self, batch: int, who: str) -> tuple[Event, ...]:
        """Take back the undoing of one of an auditor's own actions, whole."""
        with self._writing() as connection:
            history = schema.read_batch(connection, batch)
            gone = taken_back(history)
            action = [event for event in history if event.batch == batch and event.what in ACTIONS]
            self._refuse_others(action, who)
            redone = [event for event in action if event.number in gone]
            if not redone:
                raise DecisionsError("decisions_nothing_to_redo", path=self.path, number=batch)
            return _add(
                connection, (_taking_back("redo", event, gone[event.number], who) for event in redone)
            )

    def save_draft(self, finding: str, who: str, note: str) -> None:
        """Keep a note that is not decided on yet in place of the auditor's last one; "" removes it."""
        with self._writing() as connection:
            if note:
                connection.execute(
                    "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (finding, _clean(who), _clean(note))
                )
            else:
                connection.execute("DELETE FROM drafts WHERE finding = ? AND who = ?", (finding, _clean(who)))

    def drafts(self, who: str) -> dict[str, str]:
        """An auditor's notes not decided on yet, by the id of their finding."""
        with self._connection() as connection:
            if schema.version_of(connection) == 1:
                return {}
            found = connection.execute("SELECT finding, note FROM drafts WHERE who = ?", (_clean(who),))
            return dict(found.fetchall())

    def merge(self, *sources: "Decisions") -> tuple[int, ...]:
        """Add the events of other files that this one has not: how many of each, all or none.

        Raises DecisionsError for a file, a source or this one, of which events were changed or cut off.
        """
        for store in (self, *sources):
            broken = store.verify()
            if broken is not None:
                raise DecisionsError("decisions_tampered", path=store.path, number=broken)
        theirs = [source.events() for source in sources]
        with self._writing() as connection:
            own = schema.read(connection)
            counts = []
            for events in theirs:
                added = _add(connection, missing(own, events))
                own += added
                counts.append(len(added))
            return tuple(counts)

    def _refuse_others(self, action: Sequence[Event], who: str) -> None:
        if any(event.who != _clean(who) for event in action):
            raise DecisionsError("decisions_of_another", path=self.path, who=action[0].who)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.path.exists():
            self._refuse_read_only()
        with self._connection() as connection, _transaction(connection, "IMMEDIATE"):
            yield connection

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = None
        try:
            connection = sqlite3.connect(
                _uri(self.path, "rw" if self._write or self._mendable() else "ro"),
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
            )
            connection.execute("PRAGMA synchronous = FULL" if self._write else "PRAGMA query_only = ON")
            yield connection
        except sqlite3.Error as error:
            raise _explained(error, self.path) from error
        finally:
            if connection is not None:
                connection.close()

    def _mendable(self) -> bool:
        """Whether SQLite can clear away what a killed process left half written, which reading needs as well."""
        return self.path.exists() and _writable(self.path) and _writable(self.path.parent)

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
        # Two processes may start at once: the second waits here, and finds the tables in place.
        with self._writing() as connection:
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                schema.lay_out(connection)

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        version = schema.version_of(connection)
        if version is None:
            raise DecisionsError("decisions_foreign", path=self.path)
        if version > schema.VERSION:
            raise DecisionsError("decisions_newer", path=self.path, version=version)

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        with _transaction(connection, "IMMEDIATE"):
            if schema.version_of(connection) == 1:
                schema.migrate(connection)
                return
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("ROLLBACK")


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        # SQLite has rolled back by itself where the disk was full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _add(connection: sqlite3.Connection, events: Iterable[Event]) -> tuple[Event, ...]:
    added = linked(events, *schema.newest(connection))
    schema.insert(connection, added)
    return added


def _event(
    what: What, finding: Finding, who: str, status: Status | None = None, note: str = "", assignee: str = ""
) -> Event:
    return Event(
        number=0,
        who=_clean(who),
        at=_now(),
        what=what,
        finding=finding.id,
        fingerprint=finding.fingerprint,
        status=status,
        note=_clean(note),
        undoes=None,
        assignee=_clean(assignee),
    )


def _taking_back(what: What, event: Event, number: int, who: str) -> Event:
    return Event(0, _clean(who), _now(), what, event.finding, event.fingerprint, None, "", number)


def _told(findings: Sequence[Finding] | Finding) -> tuple[Finding, ...]:
    return (findings,) if isinstance(findings, Finding) else tuple(findings)


def _clean(text: str) -> str:
    """Text without halves of characters, which a browser may send and no file takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _writable(path: Path) -> bool:
    # The owner's write bit counts for root too, who would else write into what was locked on purpose.
    return bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _uri(path: Path, mode: str) -> str:
    posix = path.as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix, safe='/:')}?mode={mode}"


def _explained(error: sqlite3.Error, path: Path) -> DecisionsError:
    """Our sentence for what SQLite reports; the low byte of its code is the kind of failure."""
    if not path.exists():
        return DecisionsError("decisions_missing", path=path)
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return DecisionsError("decisions_interrupted", path=path)
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
