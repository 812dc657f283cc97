"""Results as JSON, as a page, and as frames on disk."""

import csv
import json
import os
import re
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

from auditlib.auditing import audit
from auditlib.corpus import load
from auditlib.exports.frames_files import extract
from auditlib.exports.html_report import to_html
from auditlib.exports.json_results import to_json
from auditlib.exports.writing import write_whole
from auditlib.findings import Findings
from auditlib.frames import TALL, WIDE
from auditlib.resources import samples

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}


def exactly(**properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(**properties: object) -> dict[str, object]:
    return {"type": "array", "items": exactly(**properties)}


CONTRACT = exactly(
    version=TEXT,
    reports=many(report=TEXT, path=TEXT, agency=TEXT, year={"type": ["integer", "null"]}, form=TEXT),
    findings=many(
        id=TEXT,
        fingerprint=TEXT,
        report=TEXT,
        rule=TEXT,
        family=TEXT,
        verdict={"enum": ["fail", "incomplete"]},
        severity={"enum": ["error", "warning", "note"]},
        indicators=TEXTS,
        quote=TEXT,
        figures={"type": "object", "additionalProperties": {"type": "number"}},
        message=TEXT,
        evidence=many(kind={"enum": ["cell", "span"]}, file=TEXT, place=TEXT, text=TEXT, indicator=TEXT),
        clause=TEXT,
        repairs=TEXTS,
        case=TEXT,
    ),
    unreadable=many(path=TEXT, error=TEXT),
    coverage=many(report=TEXT, rule=TEXT, reason=TEXT),
)


@pytest.fixture(scope="module")
def findings() -> Findings:
    return audit(load(samples()))


def test_json_keeps_its_contract(findings: Findings) -> None:
    jsonschema.validate(json.loads(to_json(findings)), CONTRACT)


def test_two_runs_give_the_same_json(findings: Findings) -> None:
    assert to_json(audit(load(samples()))) == to_json(findings)


def test_the_page_stands_alone(findings: Findings) -> None:
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|<script", to_html(findings))


def test_text_of_a_report_is_inert_on_the_page(tmp_path: Path) -> None:
    text = (samples() / "yunling_2018.txt").read_text(encoding="utf-8")
    hostile = text.replace("发布政策解读稿件27篇", "<script>alert(1)</script>发布政策解读稿件27篇")
    (tmp_path / "r.txt").write_text(hostile, encoding="utf-8")
    assert "<script" not in to_html(audit(load(tmp_path)))


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
