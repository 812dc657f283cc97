"""The results as JUnit XML."""

from dataclasses import replace
from pathlib import Path

import pytest
from export_examples import hostile, three
from lxml import etree

from auditlib.baseline import baseline_of
from auditlib.checks.rules import load_suites, rules_of
from auditlib.exports.junit import to_junit
from auditlib.exports.results import Results

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))
RULES = rules_of(load_suites())


def read(results: Results, **options: frozenset[str]) -> etree._Element:
    return etree.fromstring(to_junit(results, **options).encode("utf-8"))  # type: ignore[arg-type]


@pytest.mark.parametrize("findings", [three(), hostile()], ids=["three", "hostile"])
def test_it_keeps_the_form(findings: object) -> None:
    SCHEMA.assertValid(read(Results(findings, rules=RULES)))  # type: ignore[arg-type]


def test_a_report_is_a_suite_and_what_was_not_read_another() -> None:
    assert read(Results(three())).xpath("testsuite/@name") == ["qinghe_2021", "读不了的文件"]


def test_a_rule_with_an_error_fails_and_the_rest_is_told_beside_it() -> None:
    suite = read(Results(three())).find("testsuite")
    assert (suite.get("failures"), len(suite.findall("testcase/system-out"))) == ("1", 1)


def test_warnings_fail_where_they_are_to() -> None:
    (case,) = read(Results(three()), failures=frozenset({"error", "warning"})).xpath("//testcase[failure]")
    assert case.findtext("failure").count("[") == 2


def test_known_findings_do_not_fail() -> None:
    assert read(Results(three(), baseline=baseline_of(three()))).get("failures") == "0"


def test_what_could_not_be_assessed_is_skipped() -> None:
    (skipped,) = read(Results(three())).xpath("//skipped")
    assert skipped.get("message") == "没有上年报告"


def test_a_file_that_could_not_be_read_is_an_error() -> None:
    assert read(Results(three())).xpath("//error/@message") == ["坏.pdf：打不开"]


def test_the_rules_that_were_assessed_are_cases() -> None:
    names = set(read(Results(three(), rules=RULES)).xpath("testsuite[1]/testcase/@name"))
    assert {rule.id for rule in RULES if rule.form in ("any", "annual-2021")} <= names
    assert not names & {rule.id for rule in RULES if rule.form == "statistics-2014"}


def test_control_characters_do_not_spoil_it() -> None:
    found = three()
    told = found[0].message._replace(zh="坏\x00字")
    assert "坏字" in to_junit(Results(replace(found, items=(replace(found[0], message=told),))))
