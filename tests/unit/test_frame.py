"""The frame of the workbook: its tabs, its filters, who is asked for a name, and what is written where."""

import csv
import os
import stat
from dataclasses import replace
from pathlib import Path

import ipywidgets  # type: ignore[import-untyped]
import pytest
from workbook_examples import findings, report

from auditlib.corpus import Corpus
from auditlib.decisions import Decisions
from auditlib.findings import Findings
from auditlib.workbook import Browser, Workbook
from auditlib.workbook.asking import Asking
from auditlib.workbook.auditor import as_name, known_auditor, remember_auditor
from auditlib.workbook.frame import Frame


@pytest.fixture(autouse=True)
def nobody_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of whom nothing is known, in a working folder of their own."""
    monkeypatch.delenv("AUDITLIB_AUDITOR", raising=False)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def workbook(found: Findings | None = None, auditor: str | None = "李审核", **more: Findings) -> Workbook:
    return Workbook(findings(6) if found is None else found, "audit.sqlite", auditor, **more)


def frame(book: Workbook) -> Frame:
    assert book.frame is not None
    assert book._frame is not None
    return book._frame


def titles(of: Frame) -> tuple[str, ...]:
    return tuple(of.tabs.titles)


def in_front(of: Frame) -> ipywidgets.Widget:
    return of.tabs.children[of.tabs.selected_index]


def widgets(of: ipywidgets.Widget) -> list[ipywidgets.Widget]:
    """A widget and all below it."""
    return [of, *(below for child in getattr(of, "children", ()) for below in widgets(child))]


def press(of: ipywidgets.Widget, label: str) -> None:
    button = next(
        one for one in widgets(of) if isinstance(one, ipywidgets.Button) and label in one.description
    )
    button.click()


def test_a_workbook_opens_at_the_walker() -> None:
    book = workbook()
    assert book.walker in in_front(frame(book)).children


def test_a_workbook_without_findings_opens_at_the_overview() -> None:
    of = frame(workbook(replace(findings(), items=())))
    assert titles(of)[of.tabs.selected_index] == "总览"


def test_the_second_review_has_a_tab_when_there_is_a_first() -> None:
    assert "复审对照" not in titles(frame(workbook()))
    assert "复审对照" in titles(frame(workbook(before=findings())))


def test_every_tab_can_be_looked_at() -> None:
    of = frame(workbook(before=findings()))
    for name in of._names:
        of.select(name)
        assert of._alert.value == ""


def test_the_overview_is_as_things_stand_when_it_is_looked_at() -> None:
    book = workbook()
    of = frame(book)
    book.decisions.decide(book.findings[0], "confirmed", "", "李审核")
    of.select("overview")
    assert "已定 1 / 6" in of._overview.html


def test_a_decisions_file_that_is_gone_is_told_above_the_tabs() -> None:
    book = workbook()
    of = frame(book)
    book.decisions.path.unlink()
    of.select("overview")
    assert "audit.sqlite" in of._alert.value


def test_what_is_chosen_on_the_chart_can_be_walked_alone() -> None:
    found = findings(6)
    named = replace(found, items=(replace(found[0], agency="白塔区司法局"), *found[1:]))
    book = workbook(named)
    of = frame(book)
    of.select("overview")
    of._overview._page._handle_custom_msg({"pick": "白塔区司法局\tsum"}, [])
    press(of.widget, "逐条审查这 1 条")
    assert [one.id for one in book.walker._session.findings] == ["f0"]
    press(of.widget, "审查全部")
    assert len(book.walker._session.findings) == 6


def test_whoever_is_not_known_is_asked_for_a_name_before_walking() -> None:
    book = workbook(auditor=None)
    assert isinstance(in_front(frame(book)).children[0], Asking)


def test_a_name_is_asked_for_once() -> None:
    book = workbook(auditor=None)
    asking = in_front(frame(book)).children[0]
    asking.field.value = " 王 复核\n"
    press(asking, "开始审查")
    assert book.walker in in_front(frame(book)).children
    assert [book.auditor, workbook(auditor=None).auditor] == ["王 复核", "王 复核"]


def test_without_a_name_the_walk_does_not_begin() -> None:
    book = workbook(auditor=None)
    asking = in_front(frame(book)).children[0]
    asking.field.value = "　"
    press(asking, "开始审查")
    assert "请填写姓名" in asking.told.value


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_a_remembered_name_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    remember_auditor("李审核")
    (kept,) = (path for path in (tmp_path / "config").rglob("*") if path.is_file())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_name_in_the_environment_goes_before_the_remembered_one(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_auditor("李审核")
    monkeypatch.setenv("AUDITLIB_AUDITOR", "王复核")
    assert known_auditor() == "王复核"


def test_a_name_that_cannot_be_kept_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way", "utf-8")
    assert not remember_auditor("李审核")


def test_a_name_is_one_line() -> None:
    assert as_name("李\n审核\x00 " + "长" * 99) == ("李 审核 " + "长" * 99)[:40]


def test_other_files_take_the_place_of_the_findings_and_decisions_stay() -> None:
    book = workbook()
    frame(book)
    book.decisions.decide(book.findings[0], "confirmed", "", "李审核")
    book.open(findings(3))
    assert len(book.walker._session.findings) == 3
    assert len(book.work().decisions) == 1


def test_results_are_written_with_the_decisions(tmp_path: Path) -> None:
    book = workbook()
    book.decisions.decide(book.findings[0], "dismissed", "=1+1", "李审核")
    written = book.export(tmp_path / "out")
    assert sorted(path.name for path in written) == [
        "audit.html",
        "audit.json",
        "findings.csv",
        "sign-off.html",
        "working-paper.xlsx",
    ]
    rows = list(csv.reader((tmp_path / "out" / "findings.csv").open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 7
    assert "排除" in rows[1]
    assert "'=1+1" in rows[1], "a note that a spreadsheet would take for a formula"


def test_the_export_button_writes_one_form(tmp_path: Path) -> None:
    of = frame(workbook())
    of.select("sign_off")
    press(of.widget, "JSON")
    assert [path.name for path in (tmp_path / "export").iterdir()] == ["audit.json"]


def test_frames_are_browsed_by_report() -> None:
    corpus = Corpus((report("a"), report("b", year=2020)))
    browser = Browser(corpus, findings())
    browser.frame.value = "outline"
    of_both = len(browser.shown())
    browser.report.value = "b"
    assert len(browser.shown()) * 2 == of_both
    assert set(browser.shown()["report"]) == {"b"}


def test_findings_and_gaps_can_be_browsed_too() -> None:
    browser = Browser(Corpus((report("a"),)), findings())
    assert {"findings", "coverage", "unreadable"} <= set(browser.frames)


def test_a_workbook_of_made_up_findings_can_be_decided_by_two(tmp_path: Path) -> None:
    book = workbook()
    Decisions(book.decisions.path).decide(book.findings[0], "confirmed", "", "王复核")
    assert "王复核" in book.overview().value
