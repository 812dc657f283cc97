"""The walker's messages: what it shows, how little it sends, and that “saved” means saved."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from workbook_examples import cell, finding, findings, gallery, report, span, with_cases

from auditlib.decisions import Decisions
from auditlib.findings import Findings
from auditlib.messages import use_language
from auditlib.workbook import Workbook
from auditlib.workbook.pages import finding_page, number_text, report_page
from auditlib.workbook.walker import walker_texts

CLICK_BYTES = 8 * 1024


class Desk:
    """A workbook spoken to as its JavaScript does."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.sent: list[dict[str, Any]] = []
        self.number = 0
        book.walker.send = lambda content, buffers=None: self.sent.append(content)

    def ask(self, op: str, **fields: object) -> dict[str, Any]:
        self.number += 1
        message = {"op": op, "view": "v", "number": self.number, **fields}
        self.book.walker._handle_custom_msg(message, [])
        return self.sent[-1]

    def begin(self, status: str = "all", severity: str = "", keep: str = "", **more: str) -> dict[str, Any]:
        return self.ask("filter", status=status, severity=severity, keep=keep, **more)

    def decide(self, name: str, status: str = "confirmed", note: str = "") -> dict[str, Any]:
        return self.ask("decide", finding=name, status=status, note=note)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return on(findings(), tmp_path)


def on(found: Findings, folder: Path) -> Desk:
    return Desk(Workbook(found, folder / "audit.sqlite", "李审核"))


def test_an_answer_names_the_message_it_answers(desk: Desk) -> None:
    assert desk.begin()["ack"] == desk.number


def test_the_walk_begins_at_the_first_undecided_finding(desk: Desk) -> None:
    desk.decide("f0")
    assert desk.begin()["open"]["id"] == "f1"


def test_a_decision_leads_to_the_next_undecided_finding(desk: Desk) -> None:
    desk.begin()
    assert desk.decide("f0")["open"]["id"] == "f1"


def test_after_the_last_finding_the_walk_goes_on_at_the_first_left_undecided(desk: Desk) -> None:
    desk.begin()
    assert desk.decide("f2")["open"]["id"] == "f0"


def test_the_last_decision_ends_the_walk(desk: Desk) -> None:
    desk.begin()
    assert [desk.decide(name)["finished"] for name in ("f0", "f1", "f2")] == [False, False, True]


def test_an_acknowledged_decision_is_on_disk(desk: Desk) -> None:
    desk.begin()
    desk.decide("f0", "explain", " 请说明口径 ")
    kept = Decisions(desk.book.decisions.path).current()["f0"]
    assert (kept.status, kept.note, kept.who) == ("explain", "请说明口径", "李审核")


def test_a_decision_that_could_not_be_saved_is_an_error_and_changes_nothing(desk: Desk) -> None:
    desk.begin()
    desk.book.decisions.path.unlink()
    answer = desk.decide("f0")
    assert ("error" in answer, "changed" in answer) == (True, False)


def test_an_unknown_status_is_refused(desk: Desk) -> None:
    assert "error" in desk.decide("f0", "approved")


def test_decisions_outlive_the_kernel(desk: Desk, tmp_path: Path) -> None:
    desk.begin()
    desk.decide("f1", "dismissed")
    assert on(findings(), tmp_path).begin()["rows"][1]["standing"] == "dismissed"


def test_a_finding_with_new_evidence_is_shown_as_to_look_at_again(desk: Desk, tmp_path: Path) -> None:
    desk.decide("f0", "dismissed", "无误")
    found = findings()
    changed = replace(found, items=(replace(found[0], fingerprint="2"), *found[1:]))
    shown = on(changed, tmp_path).begin()["open"]
    assert (shown["id"], shown["standing"], shown["decision"]["note"]) == ("f0", "again", "无误")


def test_undo_takes_back_the_last_decision_and_returns_to_it(desk: Desk) -> None:
    desk.begin()
    desk.decide("f0")
    answer = desk.ask("undo")
    assert (answer["open"]["id"], answer["open"]["standing"]) == ("f0", "undecided")


def test_undo_gives_the_note_back_as_a_draft(desk: Desk) -> None:
    desk.begin()
    desk.decide("f0", note="口径有误")
    assert desk.ask("undo")["open"]["draft"] == "口径有误"


def test_undo_leaves_the_decisions_of_others_alone(desk: Desk) -> None:
    desk.book.decisions.decide(desk.book.findings[0], "confirmed", "", "王复核")
    assert "nothing" in desk.ask("undo")


def test_what_another_process_decided_is_seen(desk: Desk) -> None:
    Decisions(desk.book.decisions.path).decide(desk.book.findings[2], "confirmed", "", "王复核")
    assert desk.begin()["progress"]["confirmed"] == 1


def test_a_draft_is_there_when_the_finding_is_opened_again(desk: Desk) -> None:
    desk.begin()
    desk.ask("draft", finding="f0", note="待查")
    assert desk.ask("open", row=0)["open"]["draft"] == "待查"


def test_the_queue_stays_as_it_is_while_deciding(desk: Desk) -> None:
    desk.begin("undecided")
    desk.decide("f0")
    assert len(desk.ask("rows", start=0)["rows"]) == 3


@pytest.mark.parametrize(("status", "left"), [("all", 3), ("undecided", 2), ("decided", 1)])
def test_the_queue_is_filtered_by_status(desk: Desk, status: str, left: int) -> None:
    desk.decide("f0")
    assert desk.begin(status)["total"] == left


def test_the_queue_is_filtered_by_severity(desk: Desk) -> None:
    assert [row["severity"] for row in desk.begin(severity="warning")["rows"]] == ["warning"]


def test_the_finding_in_view_is_kept_when_the_filter_changes(desk: Desk) -> None:
    assert desk.begin("undecided", keep="f2")["open"]["id"] == "f2"


def test_no_findings_are_no_error(tmp_path: Path) -> None:
    answer = on(Findings((), {}), tmp_path).begin()
    assert (answer["total"], answer["open"]) == (0, None)


def test_a_click_is_small(desk: Desk) -> None:
    of = report()
    everywhere = tuple(cell(of, 0, row, 2) for row in range(1, 80)) * 3
    page = finding_page(finding(of, "f", span(of, "较上年增加"), *everywhere), {of.id: of}, {})
    assert len(json.dumps(page, ensure_ascii=False).encode()) <= CLICK_BYTES


def test_every_place_of_many_is_highlighted(desk: Desk) -> None:
    of = report()
    many = tuple(cell(of, 0, row, 2) for row in range(1, 60))
    assert len(finding_page(finding(of, "f", *many), {of.id: of}, {})["evidence"]) == 59


def test_a_merged_cell_is_told_once_with_what_it_spans() -> None:
    head = report_page(report())["tables"][1][0]
    assert [(told["text"], told["span"]) for told in head] == [
        ("（本列数据的勾稽关系）", [2, 1]),
        ("申请人情况", [1, 7]),
    ]


def test_places_in_prose_count_as_javascript_does() -> None:
    of = report(opening="𠮷江市水务局年度报告")
    found = finding(of, "f", span(of, "较上年增加"))
    start, end = finding_page(found, {of.id: of}, {})["evidence"][0]["at"]
    told = of.text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
    assert told == "较上年增加"


def test_evidence_in_another_report_names_that_report() -> None:
    this, before = report(), report("qinghe_2020", year=2020)
    found = finding(this, "f", cell(this, 1, 2, 1), cell(before, 1, 2, 1))
    owners = {path: of.id for of in (this, before) for path in of.paths}
    pieces = finding_page(found, {this.id: this, before.id: before}, owners)["evidence"]
    assert [piece.get("report") for piece in pieces] == [None, "qinghe_2020"]


@pytest.mark.parametrize(
    ("value", "signed", "text"),
    [
        (17.0, False, "17"),
        (1.0, True, "+1"),
        (-3.0, True, "−3"),
        (0.25, False, "0.25"),
        (80 / 3, False, "26.67"),
        (1234.5678, False, "1234.5678"),
        (12345.0, False, "12345"),
    ],
)
def test_numbers_are_printed_as_reports_print_them(value: float, signed: bool, text: str) -> None:
    assert number_text(value, signed=signed) == text


def test_a_figure_that_is_an_indicator_bears_its_label() -> None:
    of = report()
    found = replace(finding(of, "f", cell(of, 1, 2, 1)), figures={"cell.2.1": 12.0})
    labels = [figure["label"] for figure in finding_page(found, {of.id: of}, {})["figures"]]
    assert labels == ["一、本年新收政府信息公开申请数量"]


def test_only_a_page_of_a_long_queue_is_sent(tmp_path: Path) -> None:
    answer = on(findings(10_000), tmp_path).begin()
    assert (answer["total"], len(answer["rows"])) == (10_000, 100)


def test_an_unexpected_failure_is_answered(desk: Desk) -> None:
    assert "error" in desk.ask("open", row=99)


@pytest.fixture
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(None)


@pytest.mark.usefixtures("english")
def test_the_walker_speaks_the_language_in_force() -> None:
    assert walker_texts()["walker.confirm"] == "confirm"


def test_the_auditor_is_the_one_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLIB_AUDITOR", "王复核")
    assert Workbook(findings(), tmp_path / "a.sqlite").auditor == "王复核"


def test_the_workbook_shows_itself_as_a_widget(desk: Desk) -> None:
    bundle = desk.book._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data


def test_a_draft_is_still_there_when_the_cells_are_run_again(tmp_path: Path) -> None:
    desk = on(findings(), tmp_path)
    desk.begin()
    desk.ask("draft", finding="f0", note="待核对原件")
    assert on(findings(), tmp_path).begin()["open"]["draft"] == "待核对原件"


@pytest.fixture
def cases(tmp_path: Path) -> Desk:
    """Cases of f0 f1 f2, of f3 f4, and f5 on its own."""
    desk = on(with_cases(), tmp_path)
    desk.begin()
    return desk


def stored(desk: Desk) -> dict[str, str]:
    return {name: kept.status for name, kept in Decisions(desk.book.decisions.path).current().items()}


def test_a_case_is_one_line_of_the_queue(cases: Desk) -> None:
    assert [row["size"] for row in cases.begin()["rows"]] == [3, 2, 1]


def test_a_finding_of_a_case_is_shown_with_the_others(cases: Desk) -> None:
    members = cases.ask("open", row=0)["open"]["members"]
    assert [member["id"] for member in members] == ["f0", "f1", "f2"]


def test_deciding_a_case_decides_each_finding_in_one_action(cases: Desk) -> None:
    cases.ask("decide", findings=["f0", "f1", "f2"], status="confirmed", note="")
    events = Decisions(cases.book.decisions.path).events()
    assert ([event.finding for event in events], len({event.batch for event in events})) == (
        ["f0", "f1", "f2"],
        1,
    )


def test_a_finding_decided_apart_leads_to_the_rest_of_its_case(cases: Desk) -> None:
    answer = cases.ask("decide", findings=["f0"], status="dismissed", note="")
    assert (answer["open"]["id"], stored(cases)) == ("f1", {"f0": "dismissed"})


def test_undo_takes_back_a_case_whole(cases: Desk) -> None:
    cases.ask("decide", findings=["f0", "f1", "f2"], status="confirmed", note="")
    assert (cases.ask("undo")["count"], stored(cases)) == (3, {})


def test_redo_brings_an_undone_case_back(cases: Desk) -> None:
    cases.ask("decide", findings=["f3", "f4"], status="explain", note="")
    cases.ask("undo")
    cases.ask("redo")
    assert stored(cases) == {"f3": "explain", "f4": "explain"}


def test_nothing_undone_is_nothing_to_redo(cases: Desk) -> None:
    assert "nothing" in cases.ask("redo")


def test_a_walker_that_went_on_is_told_what_comes_after(cases: Desk) -> None:
    answer = cases.ask("decide", findings=["f0", "f1", "f2"], status="confirmed", note="", then="f3")
    assert (answer["ahead"]["id"], answer["fresh"]["id"], "open" in answer) == ("f5", "f3", False)


def test_the_finding_ahead_is_the_next_undecided_of_another_case(cases: Desk) -> None:
    assert cases.ask("ahead", finding="f1")["ahead"]["id"] == "f3"


def test_the_last_case_has_nothing_ahead(cases: Desk) -> None:
    for names in (["f3", "f4"], ["f5"]):
        cases.ask("decide", findings=names, status="confirmed", note="")
    assert cases.ask("ahead", finding="f0")["ahead"] is None


def other(desk: Desk, name: str, status: str = "dismissed") -> None:
    """What another auditor decides on the same file meanwhile."""
    decided = next(each for each in desk.book.findings if each.id == name)
    Decisions(desk.book.decisions.path).decide(decided, status, "已核", "王复核")  # type: ignore[arg-type]


def test_what_another_decided_since_is_asked_about_and_kept(desk: Desk) -> None:
    seen = desk.begin()["open"]["seen"]
    other(desk, "f0")
    answer = desk.ask("decide", findings=["f0"], status="confirmed", note="", seen=seen)
    assert (answer["asks"][0]["who"], stored(desk)) == ("王复核", {"f0": "dismissed"})


def test_an_auditor_who_insists_decides_and_both_are_marked(desk: Desk) -> None:
    other(desk, "f0")
    desk.ask("decide", findings=["f0"], status="confirmed", note="", seen=0, force=True)
    opened = desk.begin(status="conflict")["open"]
    assert [each["who"] for each in opened["differing"]] == ["王复核", "李审核"]


def test_what_the_auditor_has_seen_is_not_asked_about(desk: Desk) -> None:
    other(desk, "f0")
    seen = desk.begin(keep="f0")["open"]["seen"]
    assert "asks" not in desk.ask("decide", findings=["f0"], status="confirmed", note="", seen=seen)


def test_what_others_did_is_told_with_the_rows_that_changed(desk: Desk) -> None:
    desk.begin()
    other(desk, "f2")
    answer = desk.ask("open", row=0)
    assert (answer["others"], [row["row"] for row in answer["changed"]]) == ({"王复核": 1}, [2])


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"family": "sum"}, 6),
        ({"family": "claim"}, 0),
        ({"rule": "sum.request.total"}, 6),
        ({"agency": "澄江市青禾区水务局"}, 6),
        ({"year": "2021"}, 6),
        ({"year": "2020"}, 0),
        ({"text": "分项合计16"}, 6),
        ({"text": "青禾 差1"}, 6),
        ({"text": "没有这样的话"}, 0),
        ({"assignee": "-"}, 6),
        ({"assignee": "赵核对"}, 0),
    ],
)
def test_the_queue_is_filtered_by_what_a_finding_is(cases: Desk, wanted: dict[str, str], left: int) -> None:
    assert cases.begin(**wanted)["matched"] == left


def test_the_choices_of_a_filter_count_what_the_others_leave(desk: Desk) -> None:
    choices = desk.begin(severity="warning")["choices"]
    counted = {value: count for value, _, count in choices["severity"]}
    assert (counted, choices["family"][0][2]) == ({"error": 1, "warning": 1, "note": 1}, 1)


def test_all_filtered_need_a_note(desk: Desk) -> None:
    desk.begin()
    answer = desk.ask("all", status="dismissed", note=" ", expected=3)
    assert ("refused" in answer, stored(desk)) == (True, {})


def test_all_filtered_are_decided_as_one_action(desk: Desk) -> None:
    desk.begin(severity="warning")
    desk.ask("all", status="dismissed", note="口径说明已收悉", expected=1)
    assert stored(desk) == {"f1": "dismissed"}


def test_all_filtered_are_as_many_as_was_said(desk: Desk) -> None:
    desk.begin()
    answer = desk.ask("all", status="dismissed", note="已核", expected=2)
    assert ("refused" in answer, answer["all"], stored(desk)) == (True, 3, {})


def test_of_all_filtered_those_left_can_be_decided_alone(desk: Desk) -> None:
    desk.decide("f0", "confirmed")
    desk.begin()
    desk.ask("all", status="dismissed", note="已核", left=True, expected=2)
    assert stored(desk) == {"f0": "confirmed", "f1": "dismissed", "f2": "dismissed"}


def test_an_assignee_is_shown_in_the_queue_and_found(cases: Desk) -> None:
    cases.ask("assign", findings=["f3", "f4"], assignee="赵核对")
    answer = cases.begin(assignee="赵核对")
    assert ([row["assignee"] for row in answer["rows"]], answer["matched"]) == (["赵核对"], 2)


def test_last_years_value_is_a_figure_where_the_evidence_has_it(tmp_path: Path) -> None:
    desk = on(gallery(), tmp_path)
    desk.begin()
    before = [
        each["label"] for each in desk.ask("open", finding="years")["open"]["figures"] if "before" in each
    ]
    assert before == ["2020年报告：一、本年新收政府信息公开申请数量"]


def test_what_is_merged_from_another_auditors_file_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.decide("f0", "confirmed")
    theirs = Decisions(tmp_path / "theirs.sqlite")
    theirs.decide(desk.book.findings[0], "dismissed", "", "王复核")
    Decisions(desk.book.decisions.path).merge(theirs)
    assert desk.begin()["progress"]["conflict"] == 1
