"""The samples that every new user sees first: each planted mistake is found, and nothing else."""

import csv
from pathlib import Path

import pytest

import auditlib as al

SAMPLES = Path(al.__file__).parent / "samples"
with (SAMPLES / "mistakes.csv").open(encoding="utf-8", newline="") as _file:
    MISTAKES = list(csv.DictReader(_file))
CLEAN = "qinghe_swj_2017"


@pytest.fixture(scope="module")
def findings() -> list[al.Finding]:
    return list(al.audit(al.load(SAMPLES)))


def catches(finding: al.Finding, mistake: dict[str, str]) -> bool:
    """Whether a finding is of a mistake's report and family, and speaks of the same cells or words."""
    quotes = [finding.quote or "", mistake["quote"]]
    return (
        (finding.report, finding.family) == (mistake["report"], mistake["family"])
        and set(filter(None, mistake["indicators"].split(";"))) <= set(finding.indicators)
        and min(quotes, key=len) in max(quotes, key=len)
        and bool(finding.quote) == bool(mistake["quote"])
    )


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m['report']}: {m['mistake_en']}")
def test_planted_mistake_is_found_once(findings: list[al.Finding], mistake: dict[str, str]) -> None:
    assert sum(catches(finding, mistake) for finding in findings) == 1


def test_nothing_else_is_raised(findings: list[al.Finding]) -> None:
    others = [one for one in findings if not any(catches(one, mistake) for mistake in MISTAKES)]
    assert [(one.report, one.rule, one.quote) for one in others if one.severity != "note"] == []


def test_one_report_is_clean(findings: list[al.Finding]) -> None:
    assert (SAMPLES / f"{CLEAN}.txt").exists()
    assert CLEAN not in {finding.report for finding in findings}


def test_quotes_are_the_reports_own_words() -> None:
    for mistake in MISTAKES:
        text = (SAMPLES / f"{mistake['report']}.txt").read_bytes()
        assert mistake["quote"].encode() in text or mistake["quote"].encode("gb18030") in text


def test_one_report_is_in_gb18030() -> None:
    encodings = []
    for file in sorted(SAMPLES.glob("*.txt")):
        try:
            file.read_text(encoding="utf-8")
            encodings.append("utf-8")
        except UnicodeDecodeError:
            file.read_text(encoding="gb18030")
            encodings.append("gb18030")
    assert encodings == ["utf-8", "utf-8", "gb18030", "utf-8"]
