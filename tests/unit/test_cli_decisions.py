"""The commands on decisions and the second review: their exit codes, their sentences and their files."""

import csv
import json
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from command_line import Auditlib, one_sentence
from decision_files import first_format, tamper
from workbook_examples import finding, report

import auditlib as al
from auditlib.decisions import Decisions
from auditlib.findings import Findings
from auditlib.resources import samples

FAULTY = samples() / "yunling_2018.txt"
CLEAN = samples() / "qinghe_swj_2017.txt"
F, G = (finding(report(), name) for name in "fg")


def decided(path: Path, who: str, status: str = "confirmed") -> Decisions:
    store = Decisions(path)
    store.decide((F, G), status, "口径[注]有误", who)  # type: ignore[arg-type]
    return store


def no_rules(folder: Path) -> Path:
    """A suite that asks nothing of the statistics form, so that only deadlines are its own."""
    path = folder / "无规则.json"
    path.write_text(
        json.dumps({"name": "无规则", "meta": {"deadlines": {"部门": "03-31"}}}), encoding="utf-8"
    )
    return path


@pytest.fixture
def first(tmp_path: Path) -> Decisions:
    return decided(tmp_path / "甲.sqlite", "甲")


@pytest.fixture(scope="module")
def found() -> Findings:
    """What the faulty sample has."""
    return al.audit(al.load(FAULTY))


def test_the_log_lists_every_event_with_its_note(first: Decisions, auditlib: Auditlib) -> None:
    first.undo(1, "甲")
    done = auditlib("decisions", "log", first.path)
    assert (done.returncode, done.stdout.count("口径[注]有误"), done.stdout.count("撤销")) == (0, 2, 2)


def test_the_log_is_also_for_machines(first: Decisions, auditlib: Auditlib) -> None:
    events = json.loads(auditlib("decisions", "log", first.path, "--json").stdout)
    assert [(event["number"], event["who"], event["what"], event["finding"]) for event in events] == [
        (1, "甲", "decide", "f"),
        (2, "甲", "decide", "g"),
    ]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set for one test")
def test_the_log_tells_the_time_of_the_clock_on_the_wall(
    first: Decisions, auditlib: Auditlib, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    shown = auditlib("decisions", "log", first.path).stdout
    monkeypatch.undo()
    time.tzset()
    at = datetime.fromisoformat(first.events()[0].at) + timedelta(hours=8)
    assert f"{at:%Y-%m-%d %H:%M}" in shown


def test_untouched_files_verify_with_0_and_tell_their_last_link(
    first: Decisions, tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("decisions", "verify", first.path, first_format(tmp_path / "旧.sqlite"))
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    assert first.events()[-1].chain in done.stdout


@pytest.mark.parametrize(
    ("statement", "event"),
    [("UPDATE events SET note = '' WHERE number = 1", 1), ("DELETE FROM events WHERE number = 2", 2)],
)
def test_a_file_that_was_tampered_with_exits_with_1_and_is_told_with_its_event(
    statement: str, event: int, first: Decisions, auditlib: Auditlib
) -> None:
    tamper(first, statement)
    done = auditlib("decisions", "verify", first.path)
    assert (done.returncode, f"第 {event} 条" in done.stdout) == (1, True)


def test_one_file_that_cannot_be_read_does_not_hide_the_others(
    first: Decisions, tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("decisions", "verify", tmp_path / "没有.sqlite", first.path)
    assert (done.returncode, "甲.sqlite" in done.stdout) == (2, True)
    assert "没有.sqlite" in one_sentence(done)


def test_files_that_agree_are_merged_with_0(first: Decisions, tmp_path: Path, auditlib: Auditlib) -> None:
    second = decided(tmp_path / "乙.sqlite", "乙")
    done = auditlib("decisions", "merge", tmp_path / "总.sqlite", first.path, second.path)
    assert (done.returncode, len(Decisions(tmp_path / "总.sqlite").events())) == (0, 4)


def test_conflicts_are_listed_and_exit_with_1(first: Decisions, tmp_path: Path, auditlib: Auditlib) -> None:
    second = decided(tmp_path / "乙.sqlite", "乙", "dismissed")
    done = auditlib("decisions", "merge", tmp_path / "总.sqlite", first.path, second.path)
    assert (done.returncode, done.stdout.count("认定属实"), done.stdout.count("排除")) == (1, 2, 2)


def test_a_source_that_was_tampered_with_is_refused_with_2(
    first: Decisions, tmp_path: Path, auditlib: Auditlib
) -> None:
    tamper(first, "DELETE FROM events WHERE number = 2")
    done = auditlib("decisions", "merge", tmp_path / "总.sqlite", first.path)
    assert (done.returncode, Decisions(tmp_path / "总.sqlite").events()) == (2, ())
    assert "甲.sqlite" in (said := one_sentence(done)) and "第 2 条" in said


def test_a_missing_source_makes_no_file(tmp_path: Path, auditlib: Auditlib) -> None:
    done = auditlib("decisions", "merge", tmp_path / "总.sqlite", tmp_path / "没有.sqlite")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


def test_decisions_are_exported_with_what_was_found(
    found: Findings, tmp_path: Path, auditlib: Auditlib
) -> None:
    store = Decisions(tmp_path / "audit.sqlite")
    store.decide(found[0], "explain", "=1+1", "甲")
    store.decide(F, "dismissed", "", "甲")
    done = auditlib("decisions", "export", store.path, FAULTY, "-o", tmp_path / "认定.csv")
    with (tmp_path / "认定.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert done.returncode == 0
    assert [
        [row[name] for name in ("agency", "year", "rule", "message", "standing", "note")] for row in rows
    ] == [
        ["云陵县人民政府", "2018", found[0].rule, found[0].message.zh, "explain", "'=1+1"],
        ["", "", "", "", "not_found", ""],
    ]


def test_decisions_are_exported_without_the_reports_too(
    first: Decisions, tmp_path: Path, auditlib: Auditlib
) -> None:
    first.undo(first.decide(G, "dismissed", "", "甲")[0].batch, "甲")
    auditlib("decisions", "export", first.path, "-o", tmp_path / "认定.json")
    rows = json.loads((tmp_path / "认定.json").read_text(encoding="utf-8"))
    assert [(row["finding"], row["standing"], row["who"]) for row in rows] == [
        ("f", "confirmed", "甲"),
        ("g", "confirmed", "甲"),
    ]


def test_an_export_of_another_kind_is_refused_with_2(
    first: Decisions, tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("decisions", "export", first.path, "-o", tmp_path / "认定.doc")
    assert done.returncode == 2
    assert "认定.doc" in one_sentence(done)


@pytest.mark.parametrize("command", [("log",), ("verify",), ("export", "-o", "x.csv")])
def test_a_file_of_something_else_is_one_sentence_and_exits_with_2(
    command: tuple[str, ...], tmp_path: Path, auditlib: Auditlib
) -> None:
    path = tmp_path / "别的.sqlite"
    path.write_text("这不是数据库。" * 100, encoding="utf-8")
    done = auditlib("decisions", *command, path)
    assert done.returncode == 2
    assert "别的.sqlite" in one_sentence(done)


@pytest.mark.parametrize("command", [(), ("log",), ("verify",), ("merge",), ("export",)])
def test_every_command_on_decisions_has_help_in_both_languages(
    command: tuple[str, ...], auditlib: Auditlib
) -> None:
    chinese, english = (
        auditlib("decisions", *command, "--help", "--lang", lang).stdout for lang in ("zh", "en")
    )
    assert chinese and english and chinese != english


def test_a_second_review_with_nothing_left_exits_with_0(auditlib: Auditlib) -> None:
    assert auditlib("compare", CLEAN, CLEAN).returncode == 0


def test_a_second_review_shows_what_is_left_with_the_decisions_of_the_first_and_exits_with_1(
    found: Findings, tmp_path: Path, auditlib: Auditlib
) -> None:
    corrected = tmp_path / "云陵更正.txt"
    text = FAULTY.read_text(encoding="utf-8").replace("解读稿件27篇", "解读稿件72篇")
    corrected.write_text(text, encoding="utf-8")
    store = Decisions(tmp_path / "初审.sqlite")
    store.decide(found, "confirmed", "请更正", "甲")
    done = auditlib("compare", FAULTY, corrected, "--decisions", store.path, "--format", "json")
    (told,) = json.loads(done.stdout)["reports"]
    assert done.returncode == 1
    assert {(one["outcome"], one["decision"]["note"]) for one in told["findings"]} == {
        ("resolved", "请更正"),
        ("remains", "请更正"),
    }


def test_the_second_review_goes_by_the_rules_that_are_asked_for(tmp_path: Path, auditlib: Auditlib) -> None:
    done = auditlib("compare", FAULTY, FAULTY, "--only-suites", no_rules(tmp_path), "--format", "json")
    (told,) = json.loads(done.stdout)["reports"]
    assert (done.returncode, told["findings"]) == (0, [])


def test_decisions_are_exported_beside_the_findings_of_the_rules_that_are_asked_for(
    found: Findings, tmp_path: Path, auditlib: Auditlib
) -> None:
    store = Decisions(tmp_path / "初审.sqlite")
    store.decide(found, "confirmed", "请更正", "甲")
    rows = tmp_path / "认定.json"
    auditlib("decisions", "export", store.path, FAULTY, "-o", rows, "--only-suites", no_rules(tmp_path))
    assert {row["message"] for row in json.loads(rows.read_text(encoding="utf-8"))} == {None}


def test_a_report_missing_in_the_second_review_is_told_and_exits_with_1(
    tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("compare", FAULTY, CLEAN, "-o", tmp_path / "复审.txt")
    told = (tmp_path / "复审.txt").read_text(encoding="utf-8")
    assert (done.returncode, "复审中没有这份报告" in told) == (1, True)


def test_a_corrected_report_that_cannot_be_read_exits_with_3(tmp_path: Path, auditlib: Auditlib) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / CLEAN.name).write_bytes(CLEAN.read_bytes())
    done = auditlib("compare", CLEAN, tmp_path)
    assert done.returncode == 3
    assert "空.txt" in one_sentence(done)


def test_decisions_that_are_not_there_are_told_before_the_reports_are_read(
    tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("compare", FAULTY, tmp_path / "没有", "--decisions", tmp_path / "初审.sqlite")
    assert done.returncode == 2
    assert "初审.sqlite" in one_sentence(done)
