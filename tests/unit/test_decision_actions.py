"""What auditors do with findings: actions on many at once, undone and redone whole, handed on, noted, disputed."""

from dataclasses import replace
from pathlib import Path

import pytest
from decision_files import first_format, tamper
from workbook_examples import finding, report

from auditlib.decisions import (
    Decisions,
    Event,
    assignments,
    conflicts,
    fold,
    redoable,
    standing,
    undoable,
    verify,
)
from auditlib.errors import DecisionsError

F, G, H = (finding(report(), name) for name in "fgh")


@pytest.fixture
def store(tmp_path: Path) -> Decisions:
    return Decisions(tmp_path / "audit.sqlite")


def statuses(store: Decisions) -> dict[str, str]:
    return {name: decision.status for name, decision in store.current().items()}


def test_a_decision_on_a_case_is_recorded_for_each_of_its_findings(store: Decisions) -> None:
    assert [event.finding for event in store.decide((F, G, H), "confirmed", "同一处", "甲")] == [
        "f",
        "g",
        "h",
    ]


def test_what_was_decided_at_once_is_undone_at_once(store: Decisions) -> None:
    store.decide(H, "explain", "", "甲")
    action = store.decide((F, G), "confirmed", "", "甲")
    store.undo(action[0].batch, "甲")
    assert statuses(store) == {"h": "explain"}


def test_what_was_undone_is_redone_at_once(store: Decisions) -> None:
    action = store.decide((F, G), "confirmed", "", "甲")
    store.undo(action[0].batch, "甲")
    store.redo(action[0].batch, "甲")
    assert statuses(store) == {"f": "confirmed", "g": "confirmed"}


def test_one_finding_of_a_case_can_be_decided_apart(store: Decisions) -> None:
    store.decide((F, G), "confirmed", "", "甲")
    store.decide(G, "dismissed", "", "甲")
    assert statuses(store) == {"f": "confirmed", "g": "dismissed"}


def test_what_was_redone_can_be_undone_again(store: Decisions) -> None:
    batch = store.decide(F, "confirmed", "", "甲")[0].batch
    store.undo(batch, "甲")
    store.redo(batch, "甲")
    store.undo(batch, "甲")
    assert statuses(store) == {}


def test_a_decision_that_was_not_undone_is_not_redone(store: Decisions) -> None:
    batch = store.decide(F, "confirmed", "", "甲")[0].batch
    with pytest.raises(DecisionsError) as caught:
        store.redo(batch, "甲")
    assert caught.value.key == "decisions_nothing_to_redo"


def test_nobody_undoes_the_decision_of_another(store: Decisions) -> None:
    batch = store.decide(F, "confirmed", "", "甲")[0].batch
    with pytest.raises(DecisionsError, match="甲"):
        store.undo(batch, "乙")
    assert statuses(store) == {"f": "confirmed"}


def test_actions_are_undone_from_the_last_to_the_first(store: Decisions) -> None:
    first, second = (store.decide(one, "confirmed", "", "甲")[0].batch for one in (F, G))
    store.decide(H, "confirmed", "", "乙")
    assert undoable(store.events(), "甲") == second
    store.undo(second, "甲")
    assert undoable(store.events(), "甲") == first


def test_actions_are_redone_in_the_order_in_which_they_were_made(store: Decisions) -> None:
    first, second = (store.decide(one, "confirmed", "", "甲")[0].batch for one in (F, G))
    store.undo(second, "甲")
    store.undo(first, "甲")
    assert redoable(store.events(), "甲") == first
    store.redo(first, "甲")
    assert redoable(store.events(), "甲") == second


def test_after_a_new_decision_there_is_nothing_to_redo(store: Decisions) -> None:
    store.undo(store.decide(F, "confirmed", "", "甲")[0].batch, "甲")
    store.decide(G, "confirmed", "", "甲")
    assert redoable(store.events(), "甲") is None


def test_who_did_nothing_has_nothing_to_undo_or_redo(store: Decisions) -> None:
    store.undo(store.decide(F, "confirmed", "", "甲")[0].batch, "甲")
    assert (undoable(store.events(), "乙"), redoable(store.events(), "乙")) == (None, None)


def test_a_decision_on_nothing_adds_nothing(store: Decisions) -> None:
    assert (store.decide((), "confirmed", "", "甲"), store.events()) == ((), ())


def test_the_last_assignment_holds_until_it_is_taken_back(store: Decisions) -> None:
    store.assign((F, G), "丙", "甲")
    store.assign(F, "丁", "甲")
    store.assign(G, "", "甲")
    assert assignments(store.events()) == {"f": "丁"}


def test_an_assignment_is_undone_as_a_decision_is(store: Decisions) -> None:
    store.assign(F, "丙", "甲")
    store.undo(store.assign(F, "丁", "甲")[0].batch, "甲")
    assert assignments(store.events()) == {"f": "丙"}


def test_an_assignment_decides_nothing(store: Decisions) -> None:
    store.assign(F, "丙", "甲")
    assert statuses(store) == {}


def test_auditors_who_decide_differently_are_both_shown(store: Decisions) -> None:
    store.decide(F, "explain", "", "甲")
    store.decide(F, "confirmed", "", "甲")
    store.decide(F, "dismissed", "", "乙")
    disputed = conflicts(store.events())
    assert {name: [(one.who, one.status) for one in two] for name, two in disputed.items()} == {
        "f": [("甲", "confirmed"), ("乙", "dismissed")]
    }


def test_auditors_who_agree_are_no_conflict(store: Decisions) -> None:
    store.decide(F, "dismissed", "", "甲")
    store.decide(F, "confirmed", "", "甲")
    store.decide(F, "confirmed", "", "乙")
    assert conflicts(store.events()) == {}


def test_a_conflict_is_over_when_one_of_the_two_is_undone(store: Decisions) -> None:
    store.decide(F, "confirmed", "", "甲")
    store.undo(store.decide(F, "dismissed", "", "乙")[0].batch, "乙")
    assert conflicts(store.events()) == {}


def test_a_draft_is_there_when_the_file_is_opened_again(store: Decisions) -> None:
    store.save_draft("f", "甲", "待核")
    store.save_draft("f", "甲", "待核对原件")
    assert Decisions(store.path).drafts("甲") == {"f": "待核对原件"}


def test_a_draft_is_its_writers_own(store: Decisions) -> None:
    store.save_draft("f", "甲", "待核")
    assert store.drafts("乙") == {}


def test_a_draft_is_gone_when_its_writer_has_decided(store: Decisions) -> None:
    for who in "甲乙":
        store.save_draft("f", who, "待核")
    store.decide((F, G), "confirmed", "已核", "甲")
    assert (store.drafts("甲"), store.drafts("乙")) == ({}, {"f": "待核"})


def test_a_draft_emptied_is_no_draft(store: Decisions) -> None:
    store.save_draft("f", "甲", "待核")
    store.save_draft("f", "甲", "")
    assert store.drafts("甲") == {}


def test_drafts_are_no_events(store: Decisions) -> None:
    store.save_draft("f", "甲", "待核")
    assert (store.events(), store.verify()) == ((), None)


def test_half_a_character_in_a_note_is_no_reason_to_lose_the_decision(store: Decisions) -> None:
    store.decide(F, "confirmed", "口径\ud83d有误", "甲")
    assert (store.current()["f"].note, store.verify()) == ("口径?有误", None)


def test_a_clock_set_back_does_not_make_the_newest_decision_an_old_one() -> None:
    def event(number: int, at: str, status: str) -> Event:
        return Event(number, "甲", at, "decide", "f", "1", status, "", None, number)  # type: ignore[arg-type]

    history = event(1, "2024-03-01T08:00:00Z", "confirmed"), event(2, "2024-02-01T08:00:00Z", "dismissed")
    assert fold(history)["f"].status == "dismissed"


def test_all_that_auditors_do_verifies(store: Decisions) -> None:
    batch = store.decide((F, G), "confirmed", "", "甲")[0].batch
    store.undo(batch, "甲")
    store.redo(batch, "甲")
    store.assign(H, "丙", "甲")
    assert (store.verify(), verify(store.events())) == (None, None)


def three_decisions(store: Decisions) -> None:
    for one in (F, G, H):
        store.decide(one, "confirmed", "", "甲")


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE events SET note = 'x' WHERE number = 2", 2),
        ("UPDATE events SET batch = 1 WHERE number = 2", 2),
        ("UPDATE events SET who = '乙' WHERE number = 3", 3),
        ("DELETE FROM events WHERE number = 1", 2),
    ],
)
def test_a_change_behind_our_back_is_told_by_its_event(store: Decisions, statement: str, first: int) -> None:
    three_decisions(store)
    tamper(store, statement)
    assert store.verify() == first


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_events_cut_off_at_the_end_are_missed(store: Decisions, kept: int) -> None:
    three_decisions(store)
    tamper(store, f"DELETE FROM events WHERE number > {kept}")
    assert store.verify() == kept + 1


def test_events_cut_off_are_still_missed_after_the_next_decision(store: Decisions) -> None:
    three_decisions(store)
    tamper(store, "DELETE FROM events WHERE number > 1")
    store.decide(F, "dismissed", "", "甲")
    assert store.verify() is not None


def test_a_file_of_the_first_format_keeps_its_decisions_and_its_chain(tmp_path: Path) -> None:
    store = Decisions(first_format(tmp_path / "audit.sqlite"))
    assert statuses(store) == {"f": "confirmed", "g": "dismissed"}
    assert store.verify() is None


def test_a_file_of_the_first_format_takes_all_that_a_new_one_does(tmp_path: Path) -> None:
    store = Decisions(first_format(tmp_path / "audit.sqlite"))
    store.redo(3, "甲")
    store.assign((F, G), "丙", "甲")
    store.save_draft("g", "甲", "待核")
    assert (statuses(store)["f"], store.verify(), len(store.events())) == ("explain", None, 7)


def test_a_file_of_the_first_format_is_read_without_being_changed(tmp_path: Path) -> None:
    path = first_format(tmp_path / "audit.sqlite")
    before = path.read_bytes()
    store = Decisions(path, write=False)
    assert (statuses(store), store.verify()) == ({"f": "confirmed", "g": "dismissed"}, None)
    assert (store.drafts("甲"), path.read_bytes()) == ({}, before)


def test_what_was_tampered_with_in_the_first_format_is_seen_after_it(tmp_path: Path) -> None:
    path = first_format(tmp_path / "audit.sqlite")
    tamper(Decisions(path, write=False), "UPDATE events SET status = 'confirmed' WHERE number = 2")
    assert Decisions(path).verify() == 2


def test_a_decision_outlives_another_run_with_other_rules(store: Decisions) -> None:
    store.decide(F, "confirmed", "口径有误", "甲")
    worded_anew = replace(F, message=F.title, severity="note", rule="sum.request.closed", repairs=(F.title,))
    assert standing(worded_anew, store.current()) == "confirmed"
