"""Every rule of the suites on its two examples, run by Great Expectations."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest
from suites.examples import EXAMPLES, Record

from auditlib.auditing import audit
from auditlib.checks.failures import Outcomes
from auditlib.checks.rules import Rule, load_suites, rules_of
from auditlib.checks.run import coverage, run
from auditlib.corpus import load
from auditlib.edits import STATES
from auditlib.forms.codebook import codebook
from auditlib.frames import WIDE, columns_of

SUITES = load_suites()
RULES = {rule.id: rule for rule in rules_of(SUITES)}
HOLDS, FOUND = 0, 1


def frame_of(name: str, records: list[Record], form: str = "any") -> pd.DataFrame:
    """A frame of that name with the records; cells of a wide frame that they do not name are blank."""
    rows = []
    for record in records:
        row: dict[str, object] = {column: record.get(column) for column in columns_of(name)}
        row |= {"report": "example"} | ({"form": form} if name in WIDE and "form" in row else {})
        for column in WIDE[name].values if name in WIDE else ():
            content = record.get(column)
            state = "blank" if content is None else "mark" if content == "/" else "number"
            row[column] = content if state == "number" else None
            row[f"{column}:state"] = STATES.index(state)
        if name == "claims":
            row["table_value:state"] = STATES.index("number")
        rows.append(row)
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(WIDE[name].values, float)) if name in WIDE else frame


@pytest.fixture(scope="module")
def outcomes() -> Mapping[str, Outcomes]:
    """Each rule's outcome on a frame of its two examples, all through Great Expectations."""
    found = {}
    for suite in SUITES:
        for rule in suite.rules:
            example = EXAMPLES[rule.id]
            alone = replace(suite, rules=(rule,))
            frame = frame_of(suite.frame, [example.holds, example.found], suite.form)
            found[rule.id] = run([alone], {suite.frame: frame})
    return found


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_holds_on_its_good_example(rule_id: str, outcomes: Mapping[str, Outcomes]) -> None:
    assert HOLDS not in [failure.row for failure in outcomes[rule_id].failures]


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_finds_its_bad_example(rule_id: str, outcomes: Mapping[str, Outcomes]) -> None:
    verdicts = [failure.verdict for failure in outcomes[rule_id].failures if failure.row == FOUND]
    assert verdicts == [EXAMPLES[rule_id].verdict]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_an_id_begins_with_its_family(rule: Rule) -> None:
    assert rule.id.startswith(f"{rule.family}.")


def test_the_sums_of_the_suites_are_those_of_the_codebook() -> None:
    book = codebook("statistics-2014")
    parts: dict[str, list[str]] = {}
    for entry in book.entries:
        if entry.relation == "sum":
            parts.setdefault(entry.parent, []).append(entry.indicator)
    stated = {
        r.arguments["left"][0]: list(r.arguments["right"])
        for r in RULES.values()
        if r.family == "sum" and r.frame == "statistics"
    }
    assert stated == parts


def test_the_parts_of_the_suites_are_those_of_the_codebook() -> None:
    book = codebook("statistics-2014")
    hinted = {(entry.indicator, entry.parent) for entry in book.entries if entry.relation == "at_most"}
    stated = {
        (r.arguments["left"][0], r.arguments["right"][0])
        for r in RULES.values()
        if r.family == "at_most" and r.frame == "statistics"
    }
    assert hinted <= stated


def test_coverage_says_the_same_with_and_without_great_expectations() -> None:
    frames = load().frames.named()
    by_kernel = {(u.rule.id, u.row) for u in coverage(SUITES, frames)}
    assert by_kernel == {(u.rule.id, u.row) for u in run(SUITES, frames).unassessed}


def test_a_level_without_last_years_report_is_not_assessable() -> None:
    corpus = load()
    alone = type(corpus)(tuple(r for r in corpus.reports if r.identity.year == 2018))
    missed = {(line.report, line.rule) for line in audit(alone).coverage}
    assert ("yunling_2018", "claim.level") in missed
