"""The baseline: known findings do not fail a build, new and changed ones do."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Auditlib, one_sentence
from export_examples import decided, three

from auditlib.baseline import baseline_of, read_baseline, to_json
from auditlib.errors import BaselineError
from auditlib.resources import samples

FAULTY = samples() / "yunling_2018.txt"


def test_all_findings_are_known_after_a_baseline_of_them() -> None:
    assert all(map(baseline_of(three()).covers, three()))


def test_a_finding_on_other_evidence_is_not_covered() -> None:
    assert not baseline_of(three()).covers(replace(three()[0], fingerprint="2"))


def test_a_new_finding_is_not_covered() -> None:
    assert not baseline_of(three()).covers(replace(three()[0], id="new"))


def test_of_decisions_only_those_that_stand_are_known() -> None:
    results = decided(three(), {"a": "dismissed", "b": "confirmed"}, again="b")
    assert results.work is not None
    (known,) = baseline_of(results.findings, results.work.decisions)
    assert (known.id, known.status, known.who) == ("a", "dismissed", "李审核")


def test_a_baseline_survives_its_file(tmp_path: Path) -> None:
    baseline = baseline_of(three())
    (tmp_path / "b.json").write_text(to_json(baseline), encoding="utf-8")
    assert read_baseline(tmp_path / "b.json") == baseline


def test_a_finding_is_a_line() -> None:
    assert len(to_json(baseline_of(three())).splitlines()) == 3 + 5


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("{\n\n]", "第 3 行"),
        ("[]", "findings"),
        ('{"version": 9, "findings": []}', "9"),
        ('{"version": 1, "findings": [{"id": "a"}]}', "第 1 条"),
        ('{"version": 1, "findings": [{"id": 1, "fingerprint": "x"}]}', "第 1 条"),
    ],
)
def test_a_faulty_file_is_explained(content: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError) as fault:
        read_baseline(tmp_path / "b.json")
    assert "b.json" in str(fault.value) and named in str(fault.value)


def test_check_writes_one_and_passes_with_it(tmp_path: Path, auditlib: Auditlib) -> None:
    baseline = tmp_path / "baseline.json"
    assert auditlib("check", FAULTY, "--write-baseline", baseline).returncode == 0
    done = auditlib("check", FAULTY, "--baseline", baseline)
    assert (done.returncode, "基线内已知的疑点 4 个" in done.stderr) == (0, True)


def test_check_fails_on_what_has_changed_since(tmp_path: Path, auditlib: Auditlib) -> None:
    baseline = tmp_path / "baseline.json"
    auditlib("check", FAULTY, "--write-baseline", baseline)
    data = json.loads(baseline.read_text(encoding="utf-8"))
    data["findings"][0]["fingerprint"] = "another"
    baseline.write_text(json.dumps(data), encoding="utf-8")
    assert auditlib("check", FAULTY, "--baseline", baseline).returncode == 1


def test_a_missing_baseline_is_one_sentence_before_anything_is_read(
    tmp_path: Path, auditlib: Auditlib
) -> None:
    done = auditlib("check", FAULTY, "--baseline", tmp_path / "none.json")
    assert done.returncode == 2
    assert "none.json" in one_sentence(done)
