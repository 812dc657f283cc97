"""What was understood once, kept by content in one SQLite file of the user's: bytes by key, a short head beside a body.

Safe for several processes, bounded, and never needed: whatever is wrong with it, the run goes on without. What is in it
is unpickled, so that it is used only where no one else can have written it.
"""

import os
import sqlite3
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from auditlib.messages import Bilingual, bilingual

T = TypeVar("T")

NAME = "understood.sqlite"
MOST_BYTES = 4 * 2**30
LEAVES = 0.8
BUSY_SECONDS = 30.0
AT_ONCE = 500
DAY = 86_400
SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, used INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS entries_used ON entries (used);
"""


class Row(NamedTuple):
    """One entry: what is looked at for every file of a run, and what is loaded one at a time."""

    key: str
    head: bytes
    body: bytes


class Cache:
    """One file of entries. A fault makes it unusable for the rest of the run and is told once, in ``notice``."""

    def __init__(self, path: Path | None, most: int = MOST_BYTES) -> None:
        """Open the file of a path, made where it is missing; None is one in memory."""
        self.path = path
        self.notice: Bilingual | None = None
        self._most = most
        self._lock = threading.Lock()
        self._touched: set[str] = set()
        self._connection: sqlite3.Connection | None = None
        self._attempt(self._open, None)

    @property
    def is_usable(self) -> bool:
        """Whether it can be read and written."""
        return self._connection is not None

    def heads(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The heads of those keys that are there."""
        found: dict[str, bytes] = {}
        for at in range(0, len(keys), AT_ONCE):
            some = keys[at : at + AT_ONCE]
            marks = ",".join("?" * len(some))
            question = f"SELECT key, head FROM entries WHERE key IN ({marks})"
            found.update(self._attempt(lambda c, q=question, s=some: c.execute(q, s).fetchall(), []))  # type: ignore[misc]
        self._touched.update(found)
        return found

    def body(self, key: str) -> bytes | None:
        """The body of a key, if it is there."""
        row = self._attempt(
            lambda c: c.execute("SELECT body FROM entries WHERE key = ?", (key,)).fetchone(), None
        )
        return row[0] if row else None

    def put(self, rows: Sequence[Row]) -> bool:
        """Write entries, all or none; whether they are there."""
        today = int(time.time()) // DAY

        def write(connection: sqlite3.Connection) -> bool:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                    [(key, today, head, body) for key, head, body in rows],
                )
            return True

        return self._attempt(write, False)

    def tidy(self) -> None:
        """Note what was used, and let go of what was not for longest where there is too much."""
        today = int(time.time()) // DAY
        touched = [(today, key, today) for key in self._touched]
        self._touched.clear()

        def note(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("UPDATE entries SET used = ? WHERE key = ? AND used <> ?", touched)

        self._attempt(note, None)
        self._attempt(self._trim, None)

    def count(self) -> tuple[int, int]:
        """How many entries there are, and their bytes on the disk."""
        return self._attempt(
            lambda c: (c.execute("SELECT count(*) FROM entries").fetchone()[0], _bytes(c)), (0, 0)
        )

    def clear(self) -> None:
        """Let go of everything."""

        def empty(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute("DELETE FROM entries")
            connection.execute("PRAGMA incremental_vacuum").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

        self._attempt(empty, None)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection = None

    def _open(self, _: object = None) -> None:
        name = str(self.path or ":memory:")
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            if why := _not_private(self.path):
                self.notice = why
                return
        connection = sqlite3.connect(
            name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # what is lost is only read again
            connection.executescript(SCHEMA)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _attempt(self, task: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Do something with the file; what goes wrong ends its use, and a damaged file is set aside."""
        opening = task == self._open
        with self._lock:
            if self._connection is None and not opening:
                return otherwise
            try:
                return task(self._connection)  # type: ignore[arg-type]
            except (sqlite3.Error, OSError) as fault:
                self._give_up(fault)
                if opening and self._is_set_aside:
                    with suppress(sqlite3.Error, OSError):
                        self._open()
                return otherwise

    _is_set_aside = False

    def _give_up(self, fault: Exception) -> None:
        if self._connection:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        damaged = isinstance(fault, sqlite3.DatabaseError) and not isinstance(fault, sqlite3.OperationalError)
        if damaged and self.path and not self._is_set_aside:
            aside = self.path.with_suffix(".damaged")
            with suppress(OSError):
                self.path.replace(aside)
                for end in ("-wal", "-shm"):
                    Path(f"{self.path}{end}").unlink(missing_ok=True)
                self._is_set_aside = True
                self.notice = bilingual("cache.damaged", path=self.path, aside=aside)
                return
        self.notice = self.notice or bilingual("cache.unusable", path=self.path or "", why=fault)

    def _trim(self, connection: sqlite3.Connection) -> None:
        if _bytes(connection) <= self._most:
            return
        # The size of a row is close to the mean, and a cache need not be exact.
        (entries,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        surplus = int(entries * (1 - self._most * LEAVES / _bytes(connection))) + 1
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries ORDER BY used, rowid LIMIT ?)",
                (surplus,),
            )
        connection.execute("PRAGMA incremental_vacuum").fetchall()


class Store:
    """Where a run keeps what it understood: the cache, and where that takes no more a file of the run, else memory."""

    def __init__(self, first: Cache | None) -> None:
        self._places = [first] if first else []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def at(cls, paths: Iterable[Path]) -> "Store":
        """A store of files that are there already, as another process sees it."""
        store = cls(None)
        store._places = [Cache(path) for path in paths if path.exists()]
        return store

    @classmethod
    def holding(cls, bodies: Mapping[str, bytes]) -> "Store":
        """A store in memory of what another process understood."""
        store = cls(None)
        store._places = [Cache(None)]
        store.put(Row(key, b"", body) for key, body in bodies.items())
        return store

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files, for another process."""
        return tuple(cache.path for cache in self._places if cache.path)

    @property
    def notices(self) -> tuple[Bilingual, ...]:
        """What was wrong with the cache."""
        return tuple(cache.notice for cache in self._places if cache.notice)

    def heads(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The heads of those keys that are there."""
        return {key: head for cache in reversed(self._places) for key, head in cache.heads(keys).items()}

    def body(self, key: str) -> bytes | None:
        """The body of a key, if it is there."""
        found = (cache.body(key) for cache in self._places)
        return next((body for body in found if body is not None), None)

    def put(self, rows: Iterable[Row]) -> None:
        """Write entries to the first place that takes them."""
        rows = list(rows)
        if not rows or any(cache.is_usable and cache.put(rows) for cache in self._places):
            return
        self._places.append(self._further())
        if not self._places[-1].put(rows):
            self._places.append(Cache(None))
            self._places[-1].put(rows)

    def tidy(self) -> None:
        """Note what was used, and keep within bounds."""
        for cache in self._places:
            cache.tidy()

    def _further(self) -> Cache:
        with suppress(OSError):
            self._folder = tempfile.TemporaryDirectory(prefix="auditlib-run-", ignore_cleanup_errors=True)
            return Cache(Path(self._folder.name, NAME))
        return Cache(None)


def folder() -> Path | None:
    """The folder of the cache: AUDITLIB_CACHE, else the system's for this user's caches; None where it is turned off."""
    named = os.environ.get("AUDITLIB_CACHE")
    if named is not None:
        return Path(named) if named not in ("", "0", "off") else None
    from platformdirs import user_cache_path

    return user_cache_path("auditlib", appauthor=False)


def opened() -> Cache | None:
    """The user's cache; None where it is turned off."""
    place = folder()
    return Cache(place / NAME) if place else None


def _bytes(connection: sqlite3.Connection) -> int:
    size, pages, free = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_size", "page_count", "freelist_count")
    )
    return size * (pages - free)


def _not_private(path: Path) -> Bilingual | None:
    """What is wrong where somebody else may write the file or its folder."""
    if not hasattr(os, "getuid"):
        return None
    for place in (path.parent, path):
        found = place.stat()
        if found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return bilingual("cache.not_private", path=place)
    return None
