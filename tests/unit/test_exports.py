"""Exports: frames and results on disk, the command that writes them, and how files are written."""

import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml
from command_line import Auditlib, one_sentence
from export_examples import HOSTILE, decided, hostile, three, undecided

from auditlib.auditing import audit
from auditlib.cli_export import ExportFormat
from auditlib.corpus import load
from auditlib.decisions import Decisions, Status
from auditlib.errors import CacheError, OutputError
from auditlib.exports.finding_tables import findings_csv, findings_parquet
from auditlib.exports.frames_files import extract
from auditlib.exports.writing import demand_place, write_whole
from auditlib.findings import Findings
from auditlib.frames import TALL, WIDE
from auditlib.resources import samples

FAULTY = samples() / "yunling_2018.txt"


def test_facts_begin_with_the_columns_of_the_contract(tmp_path: Path) -> None:
    extract(load(samples()), tmp_path)
    head = (tmp_path / "facts.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith("report,indicator,value,state,unit,basis")


def test_claims_begin_with_the_columns_of_the_contract(tmp_path: Path) -> None:
    extract(load(samples()), tmp_path)
    head = (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith("report,quote,value,unit,kind,indicator,reading,table_value")


def test_values_of_facts_are_as_printed(tmp_path: Path) -> None:
    extract(load(samples() / "yunling_2018.txt"), tmp_path)
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as lines:
        values = {row["indicator"]: row["value"] for row in csv.DictReader(lines)}
    assert values["proactive.total"] == "9850"


def test_every_frame_is_written(tmp_path: Path) -> None:
    names = {path.stem for path in extract(load(samples()), tmp_path)}
    assert names == {*TALL, *WIDE, "coverage"}


def test_parquet_and_csv_hold_the_same_facts(tmp_path: Path) -> None:
    corpus = load(samples())
    extract(corpus, tmp_path)
    extract(corpus, tmp_path, "parquet")
    as_csv = pd.read_csv(tmp_path / "facts.csv", dtype=str, keep_default_na=False)
    assert pd.read_parquet(tmp_path / "facts.parquet").astype(str).equals(as_csv.astype(str))


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "f.json"
    target.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Exception, match=r"f\.json"):
        write_whole(target, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["f.json"]
    assert target.read_text(encoding="utf-8") == "old"


def test_a_failure_while_pieces_are_written_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "f.json"
    target.write_text("old", encoding="utf-8")

    def pieces() -> Iterator[str]:
        yield "new"
        raise CacheError("cache_lost", path="a.txt")

    with pytest.raises(CacheError):
        write_whole(target, pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["f.json"]
    assert target.read_text(encoding="utf-8") == "old"


def test_half_a_character_of_a_file_name_does_not_keep_results_from_being_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "f.txt", "报告\udce5.txt")
    assert (tmp_path / "f.txt").read_text(encoding="utf-8") == "报告?.txt"


def test_a_link_is_followed_to_its_file(tmp_path: Path) -> None:
    target, link = tmp_path / "f.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink() and target.read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_regular_file_is_written_to_as_it_stands(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, "new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert not pipe.is_file()


def decide(path: Path, findings: Findings, status: Status) -> Path:
    """A decisions file with one decision on all findings."""
    Decisions(path).decide(tuple(findings), status, "已核实", "李审核")
    return path


def test_export_writes_paper_notices_and_page(tmp_path: Path, auditlib: Auditlib) -> None:
    record = decide(tmp_path / "audit.sqlite", audit(load(FAULTY)), "confirmed")
    done = auditlib("export", FAULTY, "-o", tmp_path / "out", "--decisions", record)
    assert done.returncode == 0
    written = sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")
    )
    assert written == ["audit.html", "notices/整改通知-云陵县人民政府.docx", "working-paper.xlsx"]
    assert len(done.stdout.splitlines()) == 3


def test_export_without_decisions_says_why_there_are_no_notices(tmp_path: Path, auditlib: Auditlib) -> None:
    done = auditlib("export", FAULTY, "-o", tmp_path, "--format", "docx")
    assert (done.returncode, done.stdout) == (0, "")
    assert "没有认定属实的疑点" in one_sentence(done)


def test_two_exports_of_one_date_are_the_same_bytes(tmp_path: Path, auditlib: Auditlib) -> None:
    record = decide(tmp_path / "audit.sqlite", audit(load(FAULTY)), "confirmed")
    forms = [word for form in ExportFormat for word in ("--format", form.value)]
    for name in ("one", "two"):
        command = ("export", FAULTY, "-o", tmp_path / name, "--decisions", record, "--made", "2026-03-01")
        auditlib(*command, *forms)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "two")
    )
    assert len(first) == len(ExportFormat)
    assert first == second


def test_a_missing_decisions_file_is_one_sentence_before_anything_is_read(
    tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("export", FAULTY, "-o", tmp_path, "--decisions", tmp_path / "none.sqlite")
    assert done.returncode == 2
    assert "none.sqlite" in one_sentence(done)


@pytest.mark.parametrize("form", ["junit", "sarif", "xlsx"])
def test_check_writes_every_form(form: str, tmp_path: Path, auditlib: Auditlib) -> None:
    target = tmp_path / f"audit.{form}"
    assert auditlib("check", FAULTY, "--format", form, "-o", target).returncode == 1
    start = {"junit": b"<?xml", "sarif": b'{"$schema"', "xlsx": b"PK"}[form]
    assert target.read_bytes().startswith(start)


def test_annotations_stand_beside_the_result(tmp_path: Path, auditlib: Auditlib) -> None:
    done = auditlib("check", FAULTY, "--github", "--format", "sarif", "-o", tmp_path / "a.sarif")
    assert {line.split(" ")[0] for line in done.stdout.splitlines()} <= {"::error", "::warning", "::notice"}
    assert "file=" in done.stdout


def test_findings_for_programs_have_their_decisions() -> None:
    out = io.BytesIO()
    findings_parquet(decided(three(), {"a": "confirmed"}), out)
    table = pq.read_table(out)
    assert table.column("standing").to_pylist() == ["confirmed", "undecided", "undecided"]
    assert table.schema.field("year").type == "int32"


def test_no_cell_of_the_table_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO("".join(findings_csv(undecided(hostile()))).removeprefix("\ufeff"))))
    assert len(rows) == len(HOSTILE) + 1
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_the_pre_commit_hook_runs_a_command_that_there_is() -> None:
    (hook,) = yaml.safe_load(
        (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    assert hook["entry"] == "auditlib check"
    assert all(re.search(hook["files"], path.name) for path in samples().glob("*20*"))


def test_a_page_that_could_not_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        demand_place(tmp_path / "没有" / "结果.html")
    assert caught.value.key == "not_written_missing"


def test_an_output_folder_that_is_a_file_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "结果").write_text("", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        write_whole(tmp_path / "结果" / "一.html", "")
    assert caught.value.key == "not_written_file"
