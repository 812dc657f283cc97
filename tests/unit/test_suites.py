"""A suite is taken whole or refused with the file, the rule and the mend: no rule is ever silently lost."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from annual_reports import consistent, report_of

from auditlib.auditing import audit
from auditlib.checks import run as running
from auditlib.checks.kinds import KINDS
from auditlib.checks.rules import load_suites, rules_of
from auditlib.corpus import Corpus, load
from auditlib.edits import KERNEL
from auditlib.errors import AuditlibError, AuditRunError, NotFoundError, SuiteError
from auditlib.resources import expectations

RULE = {
    "type": "expect_linear_relation",
    "kwargs": {"left": ["website.county"], "operator": "<=", "right": ["website"]},
    "meta": {
        "id": "at_most.website.county",
        "family": "at_most",
        "severity": "warning",
        "title": {"zh": "县级网站不超过总数", "en": "County sites are part of all sites"},
        "message": {"zh": "{left} 多于 {right}", "en": "{left} is more than {right}"},
        "clause": {"zh": "本单位规定", "en": "our own rule"},
        "authority": "inferred",
    },
}
SUITE: dict[str, Any] = {
    "name": "own",
    "meta": {"form": "statistics-2014", "frame": "statistics"},
    "expectations": [RULE],
}


def written(folder: Path, change: Callable[[dict[str, Any]], object] = lambda suite: None) -> Path:
    suite = copy.deepcopy(SUITE)
    change(suite)
    path = folder / "own.json"
    path.write_text(json.dumps(suite, ensure_ascii=False), encoding="utf-8")
    return path


def rule(suite: dict[str, Any]) -> dict[str, Any]:
    return suite["expectations"][0]


def test_a_suite_of_ones_own_adds_its_rules(tmp_path: Path) -> None:
    ours = {r.id for r in rules_of(load_suites())}
    assert {r.id for r in rules_of(load_suites(written(tmp_path)))} - ours == {"at_most.website.county"}


def test_a_rule_of_ones_own_takes_the_place_of_ours_with_the_same_id(tmp_path: Path) -> None:
    path = written(tmp_path, lambda s: rule(s)["meta"].update(id="sum.website"))
    found = [r for r in rules_of(load_suites(path)) if r.id == "sum.website"]
    assert [r.suite for r in found] == ["own.json"]


def test_only_ones_own_rules_are_used_when_asked(tmp_path: Path) -> None:
    assert [r.id for r in rules_of(load_suites(written(tmp_path), only=True))] == ["at_most.website.county"]


def test_a_rule_of_ones_own_finds_what_it_says(tmp_path: Path) -> None:
    def turned(suite: dict[str, Any]) -> None:
        rule(suite)["kwargs"].update(left=["proactive.total"], right=["proactive.channel.website"])

    found = audit(load(), written(tmp_path, turned), only=True)
    assert {f.rule for f in found} == {"at_most.website.county"}


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "an unknown kind of rule": (
        lambda s: rule(s).update(type="expect_linear_relatoin"),
        "expect_linear_relation",
    ),
    "an unknown indicator": (lambda s: rule(s)["kwargs"].update(left=["website.countty"]), "website.county"),
    "a missing argument": (lambda s: rule(s)["kwargs"].pop("operator"), "operator"),
    "an unknown operator": (lambda s: rule(s)["kwargs"].update(operator="="), "=="),
    "an empty side": (lambda s: rule(s)["kwargs"].update(right=[]), "kwargs.right"),
    "no id": (lambda s: rule(s)["meta"].pop("id"), "meta.id"),
    "an id that is no text": (lambda s: rule(s)["meta"].update(id=5), "meta.id"),
    "no clause": (lambda s: rule(s)["meta"].pop("clause"), "meta.clause"),
    "a title in one language": (lambda s: rule(s)["meta"].update(title={"zh": "题"}), "meta.title.en"),
    "an unknown family": (lambda s: rule(s)["meta"].update(family="sums"), "sum"),
    "an unknown severity": (lambda s: rule(s)["meta"].update(severity="fatal"), "warning"),
    "an unverified error": (
        lambda s: rule(s)["meta"].update(authority="unverified", severity="error"),
        "warning",
    ),
    "an unknown figure": (
        lambda s: rule(s)["meta"].update(message={"zh": "{lefft}", "en": "{left}"}),
        "left",
    ),
    "a brace too few": (lambda s: rule(s)["meta"].update(message={"zh": "{left", "en": "{left}"}), "{left"),
    "a where that is no mapping": (lambda s: rule(s)["kwargs"].update(where=["website"]), "kwargs.where"),
    "an argument too many": (lambda s: rule(s)["kwargs"].update(were={}), "left、operator、right"),
    "an unknown frame": (lambda s: s["meta"].update(frame="statistic"), "statistics"),
    "an unknown form": (lambda s: s["meta"].update(form="2014"), "statistics-2014"),
    "a repeated id": (lambda s: s["expectations"].append(copy.deepcopy(RULE)), "at_most.website.county"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_suite_is_refused_with_file_and_mend(fault: str, tmp_path: Path) -> None:
    change, mend = FAULTS[fault]
    with pytest.raises(SuiteError) as refused:
        load_suites(written(tmp_path, change))
    assert "own.json" in str(refused.value) and mend in str(refused.value)


TIDY: dict[str, Any] = {
    "name": "own",
    "meta": {"form": "any", "frame": "requests"},
    "expectations": [
        {
            "type": "expect_linear_relation",
            "kwargs": {
                "left": ["refused.state_secret"],
                "operator": "<=",
                "right": ["closed"],
                "where": {"applicant": ["natural_person", "total"]},
            },
            "meta": {
                **RULE["meta"],
                "id": "at_most.request.secret",
                "message": {"zh": "{record}：{left} 多于 {closed}", "en": "{record}: {left}, {closed}"},
                "terms": "request.{column}.{applicant}",
            },
        }
    ],
}


def tidied(folder: Path, change: Callable[[dict[str, Any]], object] = lambda suite: None) -> Path:
    """A suite on a frame that has one record a column of the request table."""
    suite = copy.deepcopy(TIDY)
    change(suite)
    path = folder / "own.json"
    path.write_text(json.dumps(suite, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_rule_of_ones_own_on_the_request_table_names_the_indicators(tmp_path: Path) -> None:
    cells = {**consistent("annual-2021"), "request.refused.state_secret.natural_person": 9999}
    found = audit(Corpus((report_of("annual-2021", cells),)), tidied(tmp_path), only=True)
    assert [f.indicators for f in found] == [
        ("request.refused.state_secret.natural_person", "request.closed.natural_person")
    ]


def test_a_suite_of_a_form_leaves_reports_of_other_forms_alone(tmp_path: Path) -> None:
    path = tidied(tmp_path, lambda s: s["meta"].update(form="annual-2019"))
    cells = {**consistent("annual-2021"), "request.refused.state_secret.natural_person": 9999}
    found = audit(Corpus((report_of("annual-2021", cells),)), path, only=True)
    assert (list(found), found.coverage) == ([], ())


TIDY_FAULTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no terms": (lambda s: rule(s)["meta"].pop("terms"), "meta.terms"),
    "an unknown key in terms": (
        lambda s: rule(s)["meta"].update(terms="request.{column}.{aplicant}"),
        "applicant",
    ),
    "a brace too many in terms": (lambda s: rule(s)["meta"].update(terms="request.{column"), "meta.terms"),
    "terms that are no indicator": (
        lambda s: rule(s)["meta"].update(terms="requests.{column}.{applicant}"),
        "request.refused.state_secret.natural_person",
    ),
    "terms without the column": (
        lambda s: rule(s)["meta"].update(terms="request.closed.{applicant}"),
        "refused.state_secret",
    ),
    "a column that is not in the form": (
        lambda s: (s["meta"].update(form="annual-2021"), rule(s)["kwargs"].update(right=["other"])),
        "request.other.other.natural_person",
    ),
    "an unknown column": (lambda s: rule(s)["kwargs"].update(right=["close"]), "closed"),
    "a key as a term": (lambda s: rule(s)["kwargs"].update(right=["applicant"]), "applicant"),
    "an unknown key in where": (
        lambda s: rule(s)["kwargs"].update(where={"aplicant": "total"}),
        "applicant",
    ),
    "an unknown subject in where": (
        lambda s: rule(s)["kwargs"].update(where={"applicant": "bussiness"}),
        "business",
    ),
    "a number in where": (lambda s: rule(s)["kwargs"].update(where={"applicant": 3}), "where.applicant"),
    "a column with a dot in a message": (
        lambda s: rule(s)["meta"].update(message={"zh": "{refused.state_secret}", "en": "{left}"}),
        "meta.message",
    ),
    "a form without such a frame": (lambda s: s["meta"].update(form="statistics-2014"), "annual-2019"),
}


@pytest.mark.parametrize("fault", TIDY_FAULTS)
def test_a_faulty_rule_on_the_request_table_is_refused_with_file_rule_and_mend(
    fault: str, tmp_path: Path
) -> None:
    change, mend = TIDY_FAULTS[fault]
    with pytest.raises(SuiteError) as refused:
        load_suites(tidied(tmp_path, change))
    assert "own.json" in str(refused.value) and mend in str(refused.value)


def test_a_suite_that_is_no_json_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text('{"name": "own",\n "meta": }', encoding="utf-8")
    with pytest.raises(SuiteError, match="第2行"):
        load_suites(path)


def test_a_folder_without_suites_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_suites(tmp_path)


def test_every_kind_of_rule_is_known_to_the_kernel() -> None:
    assert set(KINDS) == set(KERNEL)


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No results of an earlier audit."""
    monkeypatch.setenv("AUDITLIB_CACHE", "off")


@pytest.mark.usefixtures("nothing_kept")
def test_a_rule_that_great_expectations_would_drop_stops_the_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        running, "_configuration", lambda r: {"type": "expect_nothing_known", "kwargs": {}, "meta": {}}
    )
    with pytest.raises(AuditlibError):
        audit(load())


@pytest.mark.usefixtures("nothing_kept")
def test_a_rule_that_raises_stops_the_audit_and_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(KERNEL, "expect_union", broken)  # type: ignore[arg-type]
    with pytest.raises(AuditRunError, match=r"union\.proactive"):
        audit(load())


def test_the_shipped_suites_are_readable_chinese_files() -> None:
    texts = [path.read_text(encoding="utf-8") for path in expectations().glob("*.json")]
    assert texts and all("\\u" not in text for text in texts)
