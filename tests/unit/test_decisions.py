"""Decisions: only ever added to, the same after any restart, and never pretended."""

import os
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from workbook_examples import finding, report

from auditlib.decisions import Decisions, fold, standing, verify
from auditlib.errors import DecisionsError
from auditlib.messages import use_language

FINDING = finding(report(), "f")
CHANGED = replace(FINDING, fingerprint="2")
OTHER = finding(report(), "g")


@pytest.fixture
def store(tmp_path: Path) -> Decisions:
    return Decisions(tmp_path / "audit.sqlite")


def test_a_decision_is_there_when_the_file_is_opened_again(store: Decisions) -> None:
    store.decide(FINDING, "confirmed", "口径有误", "李审核")
    kept = Decisions(store.path).current()["f"]
    assert (kept.status, kept.note, kept.who) == ("confirmed", "口径有误", "李审核")


def test_the_last_decision_on_a_finding_stands(store: Decisions) -> None:
    store.decide(FINDING, "confirmed", "", "甲")
    store.decide(FINDING, "dismissed", "", "甲")
    assert store.current()["f"].status == "dismissed"


def test_undoing_lets_the_decision_before_stand_again(store: Decisions) -> None:
    store.decide(FINDING, "confirmed", "", "甲")
    (second,) = store.decide(FINDING, "dismissed", "", "甲")
    store.undo(second.batch, "甲")
    assert store.current()["f"].status == "confirmed"


def test_undoing_adds_an_event_and_removes_none(store: Decisions) -> None:
    store.undo(store.decide(FINDING, "confirmed", "", "甲")[0].batch, "甲")
    assert [event.what for event in store.events()] == ["decide", "undo"]


def test_a_decision_is_not_undone_twice(store: Decisions) -> None:
    (decided,) = store.decide(FINDING, "confirmed", "", "甲")
    store.undo(decided.batch, "甲")
    with pytest.raises(DecisionsError):
        store.undo(decided.batch, "甲")


def test_a_finding_on_other_evidence_is_to_be_looked_at_again(store: Decisions) -> None:
    store.decide(FINDING, "dismissed", "", "甲")
    assert standing(CHANGED, store.current()) == "again"


def test_a_decision_on_the_new_evidence_settles_it(store: Decisions) -> None:
    store.decide(FINDING, "dismissed", "", "甲")
    store.decide(CHANGED, "confirmed", "", "甲")
    assert standing(CHANGED, store.current()) == "confirmed"


def test_events_can_be_told_since_a_number(store: Decisions) -> None:
    (first,) = store.decide(FINDING, "confirmed", "", "甲")
    second = store.decide(OTHER, "explain", "", "甲")
    assert store.events(after=first.number) == second


def test_events_are_dated_in_universal_time(store: Decisions) -> None:
    assert store.decide(FINDING, "confirmed", "", "甲")[0].at.endswith("Z")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET note = 'x'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT number, 'x', at, what, finding, fingerprint, status, note,"
        " undoes, batch, assignee, origin, stamp, chain FROM events",
        "UPDATE head SET count = 0, chain = ''",
        "DELETE FROM head",
    ],
)
def test_the_file_itself_refuses_to_change_what_it_holds(store: Decisions, statement: str) -> None:
    store.decide(FINDING, "confirmed", "", "甲")
    connection = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()


def test_untouched_events_verify(store: Decisions) -> None:
    store.decide(FINDING, "confirmed", "", "甲")
    store.undo(1, "甲")
    assert verify(store.events()) is None


def test_a_changed_event_is_named_by_its_number(store: Decisions) -> None:
    for status in ("confirmed", "dismissed", "explain"):
        store.decide(FINDING, status, "", "甲")  # type: ignore[arg-type]
    first, second, third = store.events()
    assert verify((first, replace(second, status="confirmed"), third)) == 2


def test_a_removed_event_is_seen(store: Decisions) -> None:
    for _ in range(3):
        store.decide(FINDING, "confirmed", "", "甲")
    first, _, third = store.events()
    assert verify((first, third)) == 3


def test_no_events_are_no_decisions() -> None:
    assert fold(()) == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_new_file_is_its_owners_only(store: Decisions) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def _read_only_file(folder: Path) -> Path:
    path = Decisions(folder / "audit.sqlite").path
    path.chmod(0o400)
    return path


def _read_only_folder(folder: Path) -> Path:
    inner = folder / "只读"
    inner.mkdir()
    inner.chmod(0o500)
    return inner / "audit.sqlite"


def _text_file(folder: Path) -> Path:
    path = folder / "audit.sqlite"
    path.write_text("这不是数据库。" * 100, encoding="utf-8")
    return path


def _foreign_database(folder: Path) -> Path:
    path = folder / "audit.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    return path


def _newer_file(folder: Path) -> Path:
    path = Decisions(folder / "audit.sqlite").path
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    return path


def _folder(folder: Path) -> Path:
    return folder


def _missing_folder(folder: Path) -> Path:
    return folder / "没有" / "audit.sqlite"


UNUSABLE = {
    "decisions_read_only": _read_only_file,
    "decisions_folder_read_only": _read_only_folder,
    "decisions_newer": _newer_file,
    "decisions_folder_given": _folder,
    "decisions_no_folder": _missing_folder,
}


@pytest.mark.parametrize(("key", "make"), UNUSABLE.items())
def test_an_unusable_file_is_one_sentence_that_names_it(
    key: str, make: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = make(tmp_path)
    with pytest.raises(DecisionsError) as caught:
        Decisions(path)
    assert (caught.value.key, str(path) in caught.value.message.zh) == (key, True)


@pytest.mark.parametrize("make", [_text_file, _foreign_database])
def test_a_file_of_something_else_is_refused(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with pytest.raises(DecisionsError) as caught:
        Decisions(make(tmp_path))
    assert caught.value.key == "decisions_foreign"


@pytest.mark.parametrize("make", [_text_file, _foreign_database, _newer_file])
def test_a_refused_file_is_left_as_it_was(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    before = path.read_bytes()
    with pytest.raises(DecisionsError):
        Decisions(path)
    assert path.read_bytes() == before


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError):
        Decisions(tmp_path / "audit.sqlite", write=False)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_can_still_be_read(tmp_path: Path) -> None:
    store = Decisions(tmp_path / "audit.sqlite")
    store.decide(FINDING, "confirmed", "", "甲")
    store.path.chmod(0o400)
    assert Decisions(store.path, write=False).current()["f"].status == "confirmed"


def test_a_file_deleted_meanwhile_is_an_error_and_no_new_file(store: Decisions) -> None:
    store.path.unlink()
    with pytest.raises(DecisionsError):
        store.decide(FINDING, "confirmed", "", "甲")
    assert not store.path.exists()


def test_a_full_disk_is_told(store: Decisions, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def on_a_full_disk(*arguments: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(sqlite3, "connect", on_a_full_disk)
    with pytest.raises(DecisionsError) as caught:
        store.decide(FINDING, "confirmed", "很长的备注" * 20_000, "甲")
    assert caught.value.key == "decisions_full"


def test_errors_speak_the_language_in_force(tmp_path: Path) -> None:
    use_language("en")
    try:
        with pytest.raises(DecisionsError, match=str(tmp_path)) as caught:
            Decisions(tmp_path)
        assert "is a folder" in str(caught.value)
    finally:
        use_language(None)


def test_a_decision_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError, match="confirmed、dismissed、explain"):
        Decisions(tmp_path / "a.sqlite").decide([], "属实", "", "甲")  # type: ignore[arg-type]


def test_a_decision_of_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError) as caught:
        Decisions(tmp_path / "a.sqlite").decide([], "confirmed", "", " ")
    assert caught.value.key == "decision_nobody"
