"""One file an auditor, merged: each event once, under its own name and time, and no conflict passed over."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from decision_files import first_format, tamper
from workbook_examples import finding, report

from auditlib.decisions import Decisions, assignments, conflicts, fold
from auditlib.decisions.chain import linked
from auditlib.decisions.events import Event, Status
from auditlib.decisions.merge import missing
from auditlib.errors import DecisionsError

F, G = (finding(report(), name) for name in "fg")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Decisions, Decisions, Decisions]:
    """The file to merge into, and those of two auditors."""
    into, first, second = (Decisions(tmp_path / f"{name}.sqlite") for name in "总甲乙")
    return into, first, second


Files = tuple[Decisions, Decisions, Decisions]


def statuses(store: Decisions) -> dict[str, str]:
    return {name: decision.status for name, decision in store.current().items()}


def test_events_keep_who_when_what_and_why(files: Files) -> None:
    into, first, _ = files
    first.decide((F, G), "confirmed", "口径有误", "甲")
    first.assign(F, "丙", "甲")
    into.merge(first)
    told = [
        [
            (e.who, e.at, e.what, e.finding, e.fingerprint, e.status, e.note, e.assignee)
            for e in store.events()
        ]
        for store in (into, first)
    ]
    assert told[0] == told[1]


def test_it_says_how_many_events_of_each_file_were_added(files: Files) -> None:
    into, first, second = files
    first.decide((F, G), "confirmed", "", "甲")
    second.decide(F, "confirmed", "", "乙")
    assert into.merge(first, second) == (2, 1)


def test_a_file_merged_twice_adds_nothing(files: Files) -> None:
    into, first, _ = files
    first.decide((F, G), "confirmed", "", "甲")
    into.merge(first)
    before = into.events()
    assert (into.merge(first, first), into.events()) == ((0, 0), before)


def test_what_was_done_since_is_added_on_the_next_merge(files: Files) -> None:
    into, first, _ = files
    batch = first.decide(F, "confirmed", "", "甲")[0].batch
    into.merge(first)
    first.undo(batch, "甲")
    assert (into.merge(first), statuses(into)) == ((1,), {})


def test_an_event_that_came_by_way_of_a_third_file_is_not_added_again(files: Files) -> None:
    into, first, second = files
    first.decide(F, "confirmed", "", "甲")
    second.merge(first)
    assert into.merge(second, first) == (1, 0)


def test_a_file_merged_back_adds_only_what_it_has_not(files: Files) -> None:
    into, first, _ = files
    into.decide(G, "explain", "", "总")
    first.decide(F, "confirmed", "", "甲")
    into.merge(first)
    assert (first.merge(into), statuses(first)) == ((1,), {"f": "confirmed", "g": "explain"})


def test_a_copy_that_went_on_by_itself_adds_what_is_new(files: Files) -> None:
    _, first, second = files
    first.decide(F, "confirmed", "", "甲")
    shutil.copy(first.path, second.path)
    second.decide(G, "confirmed", "", "乙")
    assert first.merge(second) == (1,)


def test_the_file_merged_into_verifies(files: Files) -> None:
    into, first, second = files
    into.decide(F, "explain", "", "总")
    for store, who in ((first, "甲"), (second, "乙")):
        batch = store.decide((F, G), "confirmed", "", who)[0].batch
        store.undo(batch, who)
        store.redo(batch, who)
    into.merge(first, second)
    assert (into.verify(), len(into.events())) == (None, 13)


def test_undoing_and_redoing_mean_the_same_actions_after_the_merge(files: Files) -> None:
    into, first, _ = files
    into.decide((F, G), "explain", "", "总")
    first.decide(F, "confirmed", "", "甲")
    first.undo(first.decide((F, G), "dismissed", "", "甲")[0].batch, "甲")
    into.merge(first)
    assert [(e.what, e.undoes, e.batch) for e in into.events()][3:] == [
        ("decide", None, 4),
        ("decide", None, 4),
        ("undo", 4, 6),
        ("undo", 5, 6),
    ]


def test_what_auditors_decided_differently_is_a_conflict(files: Files) -> None:
    into, first, second = files
    first.decide(F, "confirmed", "", "甲")
    second.decide(F, "dismissed", "", "乙")
    into.merge(first, second)
    assert [one.who for one in conflicts(into.events())["f"]] == ["甲", "乙"]


def made(who: str, at: str, status: Status, name: str = "f") -> tuple[Event, ...]:
    event = Event(0, who, f"2024-03-01T{at}:00Z", "decide", name, "1", status, "", None)
    return linked([event], 0, "")


def test_of_an_auditors_decisions_in_two_files_the_later_one_stands() -> None:
    office, laptop = made("甲", "12:00", "confirmed"), made("甲", "10:00", "dismissed")
    merged = (*office, *linked(missing(office, laptop), 1, office[0].chain))
    assert (fold(merged)["f"].status, conflicts(merged)) == ("confirmed", {})


def test_the_order_of_merging_does_not_matter_to_what_stands() -> None:
    one, other = made("甲", "12:00", "confirmed"), made("乙", "10:00", "dismissed")
    there = (*one, *linked(missing(one, other), 1, one[0].chain))
    back = (*other, *linked(missing(other, one), 1, other[0].chain))
    assert fold(there)["f"].who == fold(back)["f"].who == "甲"


def test_a_decision_made_after_the_merge_stands_though_the_other_clock_was_fast() -> None:
    fast = made("乙", "12:00", "dismissed")
    merged = linked(missing((), [replace(fast[0], at="2999-01-01T00:00:00Z")]), 0, "")
    later = linked([replace(made("甲", "12:00", "confirmed")[0], number=0, batch=0)], 1, merged[0].chain)
    assert fold((*merged, *later))["f"].who == "甲"


def test_a_file_of_the_first_format_can_be_merged(files: Files, tmp_path: Path) -> None:
    into, _, _ = files
    old = Decisions(first_format(tmp_path / "旧.sqlite"), write=False)
    assert (into.merge(old), into.merge(Decisions(old.path)), into.verify()) == ((4,), (0,), None)


@pytest.mark.parametrize(
    ("statement", "event"),
    [
        ("UPDATE events SET status = 'dismissed' WHERE number = 2", 2),
        ("DELETE FROM events WHERE number > 1", 2),
    ],
)
def test_a_file_that_was_tampered_with_is_refused_with_its_event(
    statement: str, event: int, files: Files
) -> None:
    into, first, second = files
    first.decide(F, "confirmed", "", "甲")
    second.decide((F, G), "confirmed", "", "乙")
    tamper(second, statement)
    with pytest.raises(DecisionsError) as caught:
        into.merge(first, second)
    assert (caught.value.key, f"第 {event} 条" in caught.value.message.zh) == ("decisions_tampered", True)
    assert "乙.sqlite" in caught.value.message.zh and into.events() == ()


def test_nothing_is_merged_into_a_file_that_was_tampered_with(files: Files) -> None:
    into, first, _ = files
    into.decide((F, G), "confirmed", "", "总")
    first.decide(F, "confirmed", "", "甲")
    tamper(into, "DELETE FROM events WHERE number = 2")
    with pytest.raises(DecisionsError, match=r"总\.sqlite"):
        into.merge(first)


def test_drafts_stay_with_their_writer(files: Files) -> None:
    into, first, _ = files
    first.save_draft("f", "甲", "待核")
    into.merge(first)
    assert into.drafts("甲") == {}


def test_assignments_are_merged_too(files: Files) -> None:
    into, first, _ = files
    first.assign(F, "丙", "甲")
    into.merge(first)
    assert assignments(into.events()) == {"f": "丙"}
