"""The second review: what is resolved, what remains, what is new, and what nobody can say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from workbook_examples import finding, report

import auditlib as al
from auditlib.comparing import Comparison, compare
from auditlib.decisions import Decisions
from auditlib.findings import Finding, Findings, NotAssessed
from auditlib.messages import Bilingual
from auditlib.report import Report
from auditlib.resources import samples

OLD, NEW = report("初审/2021"), report("更正/qinghe_2021_v2")
REASON = Bilingual("没有上年报告", "no report of the year before")


def review(of: Report, *names: str, coverage: Iterable[NotAssessed] = (), **fields: str) -> Findings:
    """A review of one report with findings of these names."""
    items = tuple(finding(of, name, **fields) for name in names)  # type: ignore[arg-type]
    return Findings(items, {of.id: of}, tuple(coverage))


def outcomes(comparison: Comparison) -> dict[str, str]:
    return {item.finding.id: item.outcome for item in comparison}


def test_what_is_not_found_again_is_resolved() -> None:
    assert outcomes(compare(review(OLD, "f"), review(NEW))) == {"f": "resolved"}


def test_what_is_found_again_remains_wherever_its_report_lies_now() -> None:
    assert outcomes(compare(review(OLD, "f"), review(NEW, "f"))) == {"f": "remains"}


def test_what_is_found_again_on_other_figures_has_changed() -> None:
    assert outcomes(compare(review(OLD, "f"), review(NEW, "f", fingerprint="2"))) == {"f": "changed"}


def test_what_was_not_found_before_is_new() -> None:
    assert outcomes(compare(review(OLD, "f"), review(NEW, "f", "g"))) == {"f": "remains", "g": "new"}


def test_of_what_is_found_again_the_finding_of_the_second_review_is_shown() -> None:
    comparison = compare(review(OLD, "f"), review(NEW, "f"))
    assert [item.finding.report for item in comparison] == [NEW.id]


def test_what_a_rule_could_not_look_at_this_time_is_not_resolved() -> None:
    gap = NotAssessed(NEW.id, "sum.request.total", REASON)
    (item,) = compare(review(OLD, "f"), review(NEW, coverage=[gap]))
    assert (item.outcome, item.reason) == ("unassessed", REASON)


def test_a_gap_that_the_first_review_had_too_says_nothing_against_resolved() -> None:
    old = review(OLD, "f", coverage=[NotAssessed(OLD.id, "sum.request.total", REASON)])
    new = review(NEW, coverage=[NotAssessed(NEW.id, "sum.request.total", REASON)])
    assert outcomes(compare(old, new)) == {"f": "resolved"}


def test_the_findings_of_a_missing_report_are_neither_resolved_nor_remaining() -> None:
    other = report("更正/2022", year=2022)
    comparison = compare(review(OLD, "f"), review(other))
    assert outcomes(comparison) == {}
    assert [(gone.before, [item.finding.id for item in gone.open]) for gone in comparison.missing] == [
        (OLD.id, ["f"])
    ]


def test_a_report_that_the_first_review_did_not_have_brings_new_findings() -> None:
    other = report("更正/2022", year=2022)
    both = Findings(review(NEW).items + review(other, "g").items, {NEW.id: NEW, other.id: other})
    assert outcomes(compare(review(OLD), both)) == {"g": "new"}


def test_the_versions_of_a_report_are_told_apart() -> None:
    later = replace(report("初审/2021_更正"), version=2)
    old = Findings((finding(OLD, "f"), finding(later, "g")), {OLD.id: OLD, later.id: later})
    comparison = compare(old, review(NEW, "f"))
    assert [gone.before for gone in comparison.missing] == [later.id]


def decided(path: Path, *findings: Finding) -> Decisions:
    store = Decisions(path / "audit.sqlite")
    store.decide(findings, "confirmed", "请更正", "甲")
    return store


@pytest.mark.parametrize("given", ["store", "path", "mapping"])
def test_each_finding_bears_the_decision_of_the_first_review(given: str, tmp_path: Path) -> None:
    store = decided(tmp_path, finding(OLD, "f"), finding(OLD, "g"))
    decisions = {"store": store, "path": str(store.path), "mapping": store.current()}[given]
    comparison = compare(review(OLD, "f", "g"), review(NEW, "g", "h"), decisions)  # type: ignore[arg-type]
    assert {item.finding.id: item.decision and item.decision.note for item in comparison} == {
        "f": "请更正",
        "g": "请更正",
        "h": None,
    }


@pytest.mark.parametrize(
    ("new", "settled"),
    [
        (review(NEW), True),
        (review(NEW, "f"), False),
        (review(NEW, "f", fingerprint="2"), False),
        (review(NEW, "g"), False),
        (review(NEW, coverage=[NotAssessed(NEW.id, "sum.request.total", REASON)]), False),
        (review(report("x", year=2022)), False),
    ],
)
def test_all_is_settled_when_all_is_resolved(new: Findings, settled: bool) -> None:
    assert compare(review(OLD, "f"), new).settled is settled


def test_the_function_stays_a_function_after_it_was_used() -> None:
    assert [al.compare(review(OLD), review(NEW)).settled for _ in range(2)] == [True, True]


CORRECTIONS = (
    ("发布政策解读稿件27篇", "发布政策解读稿件72篇"),  # put right
    ("全年主动公开政府信息9850条", "全年主动公开政府信息9800条"),  # still wrong, and no longer its parts' sum
    ("\t9850\n", "\t9800\n"),
    ("行政诉讼2件", "行政诉讼3件"),  # newly wrong
)


def test_a_report_that_was_corrected_in_part_shows_what_is_left_of_it(tmp_path: Path) -> None:
    text = (samples() / "yunling_2018.txt").read_text(encoding="utf-8")
    for before, after in CORRECTIONS:
        text = text.replace(before, after)
    (tmp_path / "更正件.txt").write_text(text, encoding="utf-8")
    reviews = [al.audit(al.load(path)) for path in (samples() / "yunling_2018.txt", tmp_path)]
    found = Counter((item.outcome, item.finding.family) for item in al.compare(*reviews))
    assert found == Counter(
        {
            ("resolved", "claim"): 1,
            ("changed", "union"): 1,
            ("new", "claim"): 1,
            ("new", "prose_arithmetic"): 1,
            ("remains", "sum"): 1,
            ("remains", "structure"): 1,
        }
    )
