"""The bench measures what it says: rules that differ, records that fail as often as told, and an honest score."""

from decimal import Decimal
from pathlib import Path

import pytest
from bench import suite_time
from bench.files import FORMS
from bench.generate import Order, write_all
from bench.measuring import Row, best, table
from bench.score import Score, catches, judged, lines, score, truth
from builders import FORM

import auditlib as al
from auditlib.document import Place
from auditlib.findings import Finding, Findings
from auditlib.report import Fact


def test_there_are_as_many_rules_as_said_and_no_two_ask_the_same() -> None:
    rules = suite_time.rules().rules
    assert len({rule.id for rule in rules}) == suite_time.RULES
    assert len({(rule.kind, repr(rule.arguments)) for rule in rules}) == suite_time.RULES


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1])
def test_records_fail_as_often_as_said(share: float) -> None:
    count = 20_000
    failing = suite_time.kernel(suite_time.rules(), suite_time.records(share, count))
    found = sum(len(rows) for rows in failing) / count / suite_time.RULES
    assert found == pytest.approx(share, rel=0.15)


def test_the_best_time_of_each_task_is_kept() -> None:
    done: list[str] = []
    assert len(best(3, lambda: done.append("a"), lambda: done.append("b"))) == 2
    assert done == ["a", "b"] * 3


def test_the_table_says_whether_a_target_is_met() -> None:
    rows = [
        Row("speed", "ratio", 4.2, "times", target="≤ 3", met=False),
        Row("speed", "reading", 1234.5, "reports/s"),
    ]
    text = "\n".join(table(rows))
    assert "target ≤ 3: NOT met" in text
    assert "1,234 reports/s" in text or "1,235 reports/s" in text


def fact(state: str, text: str) -> Fact:
    value = Decimal(text) if state == "number" else None
    return Fact("website", "", value, state, text, "个", Place(), 0, 0, 0)


@pytest.mark.parametrize(
    ("read", "true", "said"),
    [
        (fact("number", "12"), "12", "right"),
        (fact("number", "12.50"), "12.5", "right"),
        (fact("number", "12"), "21", "wrong"),
        (fact("number", "0"), "", "wrong"),
        (fact("blank", ""), "", "right"),
        (fact("blank", ""), "3", "wrong"),
        (fact("mark", "/"), "/", "right"),
        (fact("unreadable", "855"), "85", "unreadable"),
        (fact("absent", ""), "85", "missing"),
        (None, "85", "missing"),
    ],
)
def test_a_cell_is_right_unreadable_missing_or_wrong(read: Fact | None, true: str, said: str) -> None:
    assert judged(read, true) == said


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Findings, Score]:
    """A few made-up reports of all three forms as text, their audit and its score."""
    folder = tmp_path_factory.mktemp("made-up")
    write_all(folder, Order(agencies=16, first_year=2017, years=6, seed=11, mistakes=0.6), ["txt"])
    corpus = al.load(folder / "txt")
    findings = al.audit(corpus)
    return folder, findings, score(truth(folder), corpus, list(findings))


def test_an_audit_of_made_up_reports_is_scored(audited: tuple[Path, Findings, Score]) -> None:
    _, _, found = audited
    assert found.read == found.reports
    assert FORM in found.cells
    assert "mistakes caught" in "\n".join(lines(found))


def test_every_cell_of_a_text_report_is_read_right_or_not_at_all(
    audited: tuple[Path, Findings, Score],
) -> None:
    counts = audited[2].cells
    assert {form: n for form, found in counts.items() if (n := found["wrong"] + found["unreadable"])} == {}


def test_mistakes_in_the_tables_are_caught(audited: tuple[Path, Findings, Score]) -> None:
    folder, findings, _ = audited
    planted = [line for line in truth(folder).findings if line["indicators"] and not line["quote"]]
    assert planted
    missed = [
        line["mutation"]
        for line in planted
        if not any(f.report == line["report"] and catches(f, line) for f in findings)
    ]
    assert missed == []


def test_a_finding_of_another_kind_catches_nothing(audited: tuple[Path, Findings, Score]) -> None:
    _, findings, _ = audited
    of_a_table: Finding = next(f for f in findings if f.family in ("sum", "balance"))
    line = {"family": "structure", "quote": "", "indicators": of_a_table.indicators[0]}
    assert not catches(of_a_table, line)


def test_file_forms_have_their_writers() -> None:
    assert {"txt", "html", "glued"} <= set(FORMS)
