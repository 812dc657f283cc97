"""The samples that every new user sees first: each planted mistake is found, and nothing else."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import auditlib as al
from auditlib.forms.codebook import FORMS
from auditlib.reconcile import years_before

SAMPLES = Path(al.__file__).parent / "samples"
with (SAMPLES / "mistakes.csv").open(encoding="utf-8", newline="") as _file:
    MISTAKES = list(csv.DictReader(_file))
REPORTS = {file.stem: file for file in sorted(SAMPLES.iterdir()) if file.suffix in (".txt", ".html")}
CLEAN = ["qinghe_swj_2017", "qinghe_swj_2021"]


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


@pytest.mark.parametrize("report", CLEAN)
def test_a_clean_report_raises_nothing(findings: list[al.Finding], report: str) -> None:
    assert report in REPORTS
    assert report not in {finding.report for finding in findings}


def test_every_other_report_has_a_mistake() -> None:
    assert {mistake["report"] for mistake in MISTAKES} == REPORTS.keys() - set(CLEAN)


def test_all_forms_are_there() -> None:
    assert {report.form for report in al.load(SAMPLES).reports} == set(FORMS)


def test_every_form_has_two_years_of_one_agency() -> None:
    reports = al.load(SAMPLES).reports
    before = years_before(reports)
    assert {
        report.form for report in reports if report.id in before and before[report.id].form == report.form
    } == set(FORMS)


def test_quotes_are_the_reports_own_words() -> None:
    for mistake in MISTAKES:
        text = REPORTS[mistake["report"]].read_bytes()
        assert mistake["quote"].encode() in text or mistake["quote"].encode("gb18030") in text


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_one_report_of_a_file_form_is_in_gb18030(suffix: str) -> None:
    encodings = Counter(encoding(file) for file in REPORTS.values() if file.suffix == suffix)
    assert (encodings["gb18030"], encodings["utf-8"] > 0) == (1, True)


def encoding(file: Path) -> str:
    try:
        file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        file.read_text(encoding="gb18030")
        return "gb18030"
    return "utf-8"
