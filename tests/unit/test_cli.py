"""The command line: its exit codes, its sentences and its files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Auditlib, one_sentence

from auditlib.resources import samples

CLEAN = samples() / "qinghe_swj_2017.txt"
FAULTY = samples() / "yunling_2018.txt"


def test_the_installed_command_says_one_sentence_without_a_traceback(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "from auditlib.__main__ import main; main()"]
    run = subprocess.run(
        [*program, "check", str(tmp_path / "x")], capture_output=True, timeout=60, check=False
    )
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)


def test_a_clean_report_exits_with_0(auditlib: Auditlib) -> None:
    assert auditlib("check", CLEAN).returncode == 0


def test_findings_exit_with_1(auditlib: Auditlib) -> None:
    assert auditlib("check", FAULTY).returncode == 1


def test_findings_can_be_told_not_to_fail(auditlib: Auditlib) -> None:
    assert auditlib("check", FAULTY, "--fail-on", "never").returncode == 0


def test_warnings_fail_when_asked(tmp_path: Path, auditlib: Auditlib) -> None:
    text = CLEAN.read_text(encoding="utf-8").replace("四、", "五、", 1)
    (tmp_path / CLEAN.name).write_text(text, encoding="utf-8")
    assert auditlib("check", tmp_path).returncode == 0
    assert auditlib("check", tmp_path, "--fail-on", "warning").returncode == 1


def test_a_missing_path_is_one_sentence_and_exits_with_2(tmp_path: Path, auditlib: Auditlib) -> None:
    done = auditlib("check", tmp_path / "没有")
    assert done.returncode == 2
    assert "没有" in one_sentence(done)


def test_an_empty_folder_is_one_sentence_and_exits_with_2(tmp_path: Path, auditlib: Auditlib) -> None:
    done = auditlib("check", tmp_path)
    assert done.returncode == 2
    assert str(tmp_path) in one_sentence(done)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("二进制.txt", bytes(range(256)) * 8),
        ("假.txt", b"%PDF-1.7\n"),
        ("假2.txt", b"PK\x03\x04"),
    ],
)
def test_a_bad_file_is_named_and_the_batch_goes_on(
    name: str, content: bytes, tmp_path: Path, auditlib: Auditlib
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / FAULTY.name).write_bytes(FAULTY.read_bytes())
    done = auditlib("check", tmp_path, "--format", "json")
    assert done.returncode == 3
    result = json.loads(done.stdout)
    assert [name in unread["error"] for unread in result["unreadable"]] == [True]
    assert len(result["findings"]) > 0


@pytest.mark.parametrize(
    ("kind", "column", "named"),
    [("expect_nothing", "website", "expect_nothing"), ("expect_implication", "websit", "website")],
)
def test_a_faulty_suite_is_one_sentence_and_exits_with_2(
    kind: str, column: str, named: str, tmp_path: Path, auditlib: Auditlib
) -> None:
    texts = {key: {"zh": "甲", "en": "a"} for key in ("title", "message", "clause")}
    meta = {
        "id": "implication.own",
        "family": "implication",
        "severity": "note",
        "authority": "inferred",
        **texts,
    }
    kwargs = {"positive": column, "then_positive": ["website"]}
    suite = {
        "name": "own",
        "meta": {"form": "statistics-2014", "frame": "statistics"},
        "expectations": [{"type": kind, "kwargs": kwargs, "meta": meta}],
    }
    path = tmp_path / "own.json"
    path.write_text(json.dumps(suite), encoding="utf-8")
    done = auditlib("check", CLEAN, "--suites", path)
    assert done.returncode == 2
    assert "own.json" in (said := one_sentence(done)) and named in said


def test_an_output_that_cannot_be_written_is_one_sentence_and_exits_with_2(
    tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("check", CLEAN, "--format", "json", "-o", tmp_path / "没有" / "f.json")
    assert done.returncode == 2
    assert "f.json" in one_sentence(done)


@pytest.mark.parametrize("name", ["只读.sqlite", "不是.sqlite"])
def test_a_decisions_file_that_cannot_be_used_is_one_sentence_and_exits_with_2(
    name: str, tmp_path: Path, auditlib: Auditlib
) -> None:
    store = tmp_path / name
    store.write_bytes(b"" if name.startswith("只读") else b"no database at all, but a text")
    store.chmod(0o400 if name.startswith("只读") else 0o600)
    before = store.read_bytes()
    done = auditlib("lab", samples(), "--decisions", store, "--no-browser")
    assert done.returncode == 2
    assert name in one_sentence(done)
    assert store.read_bytes() == before


def test_an_unknown_language_is_refused(auditlib: Auditlib) -> None:
    assert auditlib("check", CLEAN, "--lang", "fr").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [((), "", "没有发现疑点"), (("--lang", "en"), "", "nothing found"), ((), "en", "nothing found")],
)
def test_it_speaks_chinese_and_english_by_switch(
    arguments: tuple[str, ...],
    environment: str,
    said: str,
    auditlib: Auditlib,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUDITLIB_LANG", environment)
    assert said in auditlib("check", CLEAN, *arguments).stdout


@pytest.mark.parametrize("command", ["check", "extract", "rules", "lab", "compare"])
def test_every_command_has_help_in_both_languages(command: str, auditlib: Auditlib) -> None:
    chinese, english = (auditlib(command, "--help", "--lang", lang).stdout for lang in ("zh", "en"))
    assert chinese and english and chinese != english


def test_a_page_is_written_beside_the_table(tmp_path: Path, auditlib: Auditlib) -> None:
    done = auditlib("check", FAULTY, "--html", tmp_path / "audit.html")
    assert "云陵县人民政府" in done.stdout
    assert "云陵县人民政府" in (tmp_path / "audit.html").read_text(encoding="utf-8")


def test_rules_lists_every_rule(auditlib: Auditlib) -> None:
    assert {"sum.request.closed", "claim.none", "structure.section"} <= set(auditlib("rules").stdout.split())


def test_reports_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, auditlib: Auditlib) -> None:
    for folder, report in (("甲", CLEAN), ("乙", FAULTY)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "2018.txt").write_bytes(report.read_bytes())
    result = json.loads(auditlib("check", tmp_path, "--format", "json").stdout)
    assert {report["report"] for report in result["reports"]} == {"甲/2018", "乙/2018"}


def test_the_table_can_be_written_to_a_file(tmp_path: Path, auditlib: Auditlib) -> None:
    auditlib("check", FAULTY, "-o", tmp_path / "疑点.txt")
    assert "云陵县人民政府" in (tmp_path / "疑点.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check",), "缺少"),
        (("check", "x", "--nope"), "--nope"),
        (("chekc",), "chekc"),
        (("check", "x", "--format", "pdf"), "--format"),
        (("check", CLEAN, "--suites", "a", "--only-suites", "b"), "--only-suites"),
    ],
)
def test_a_command_written_wrongly_is_one_sentence_and_exits_with_2(
    arguments: tuple[object, ...], said: str, auditlib: Auditlib
) -> None:
    done = auditlib(*arguments)
    assert done.returncode == 2
    assert said in one_sentence(done)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", ""), "名称是空的"),
        (("check", "x", "--format", "pdf"), "不在可选的"),
        (("check", "x", "--jobs", "0"), "0 超出范围：至少 1"),
        (("lab", "--port", "70000"), "70000 超出范围：1 至 65535"),
        (("check", "x", "--jobs", "many"), "应为整数"),
        (("check", "x", "--ocr=1"), "--ocr 不带值"),
        (("export", "x", "-o", "y", "--made", "heute"), "“heute”不是"),
        (("extract", "x", "-o"), "-o 后面要给出值"),
        (("decisions", "log", "a", "b"), "多出了 b"),
        (("chekc",), "是不是 'check'"),
        (("xyzzy",), "没有“xyzzy”这个命令"),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_chinese(
    arguments: tuple[str, ...], said: str, auditlib: Auditlib
) -> None:
    assert said in one_sentence(auditlib(*arguments))


def test_the_command_alone_shows_its_help(auditlib: Auditlib) -> None:
    assert "check" in auditlib().stdout


def test_an_unreadable_file_is_told_on_stderr_where_the_output_is_for_machines(
    tmp_path: Path, auditlib: Auditlib
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    assert "空.txt" in one_sentence(auditlib("check", tmp_path, "--format", "json"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_reports_is_passed_over(tmp_path: Path, auditlib: Auditlib) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    (tmp_path / CLEAN.name).write_bytes(CLEAN.read_bytes())
    assert auditlib("check", tmp_path).returncode == 0
