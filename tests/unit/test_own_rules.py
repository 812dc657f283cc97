"""An auditor's own rules name indicators; frame, records, title and message are worked out, and they find what they say."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from annual_reports import consistent, report_of
from builders import official_rows, table_text

import auditlib as al
from auditlib.checks.kinds import Severity
from auditlib.checks.own import OwnRule
from auditlib.checks.rules import Rule, load_suites, rules_of
from auditlib.corpus import Corpus
from auditlib.document import Document
from auditlib.dossier import assemble
from auditlib.errors import SettingsError, SuiteError
from auditlib.extensions import Extensions, TextFile, using
from auditlib.frames import build
from auditlib.messages import use_language
from auditlib.narrative.lexicon import extended, merged, names_of, parsed
from auditlib.readers.text import blocks
from auditlib.understanding import understand

TOTAL = "request.closed.total"


@pytest.fixture(autouse=True)
def chinese() -> None:
    use_language("zh")


def full(rule: OwnRule) -> Rule:
    (found,) = rules_of(load_suites(rule, only=True))
    return found


def corpus_of(form: str, cells: Mapping[str, int], **of: Any) -> Corpus:
    return Corpus((report_of(form, cells, **of),))


def found(corpus: Corpus, rule: OwnRule) -> list[tuple[str, str]]:
    return [(f.message.zh, f.severity) for f in al.audit(corpus, rule, only=True)]


def test_a_sum_within_a_row_stands_on_the_frame_of_rows() -> None:
    rule = full(
        al.rule(
            "own.a", sum=["request.new.natural_person", "request.new.business"], at_most="request.new.total"
        )
    )
    assert (rule.frame, rule.form, rule.arguments["where"]) == ("request_rows", "any", {"row": "new"})


def test_a_balance_within_a_column_stands_on_the_frame_of_columns() -> None:
    rule = full(al.rule("own.a", sum=["request.new.total", "request.carried_in.total"], at_least=TOTAL))
    assert (rule.frame, rule.arguments["where"]) == ("requests", {"applicant": "total"})


def test_a_star_is_a_rule_for_each_record() -> None:
    rule = full(al.rule("own.a", sum="request.closed.*", at_most=["request.new.*", "request.carried_in.*"]))
    assert rule.frame == "requests" and "where" not in rule.arguments


def test_a_star_in_a_table_where_not_every_item_has_the_column_is_about_those_that_have() -> None:
    rule = full(al.rule("own.a", sum="disclosure.*.repealed", at_most="disclosure.*.made"))
    assert (rule.form, rule.arguments["where"]) == ("annual-2021", {"item": ["regulation", "normative"]})


def test_last_years_value_stands_on_the_frame_of_two_years() -> None:
    rule = full(al.rule("own.a", sum="before_request.carried_out.total", equals="request.carried_in.total"))
    assert (rule.frame, rule.family) == ("continuity", "stock")


def test_an_indicator_of_one_form_alone_makes_a_rule_of_that_form() -> None:
    rule = full(al.rule("own.a", sum=["website.city", "website.county"], at_most="website"))
    assert (rule.form, rule.frame) == ("statistics-2014", "statistics")


def test_title_message_and_standing_are_made_where_they_are_not_given() -> None:
    rule = full(al.rule("own.a", sum=["website.city", "website.county"], at_most="website"))
    assert "多于" in rule.title.zh and "more than" in rule.title.en
    assert (rule.severity, rule.authority, rule.clause.zh) == ("warning", "inferred", "本单位规则")


def test_what_is_given_goes_before_what_is_made() -> None:
    rule = full(
        al.rule("own.a", sum="website.city", at_most="website", title="市级网站太多", severity="error")
    )
    assert (rule.title.zh, rule.severity) == ("市级网站太多", "error")


def test_a_sum_finds_what_does_not_add_up() -> None:
    cells = consistent("annual-2021") | {"remedy.reconsideration.total": 99}
    rule = al.rule(
        "own.reconsideration",
        sum=[f"remedy.reconsideration.{kind}" for kind in ("upheld", "corrected", "other", "pending")],
        equals="remedy.reconsideration.total",
        severity="error",
    )
    ((message, severity),) = found(corpus_of("annual-2021", cells), rule)
    assert "99" in message and severity == "error"


def test_a_rule_for_each_record_says_which_one_it_is() -> None:
    cells = consistent("annual-2021") | {"request.closed.business": 900}
    ((message, _),) = found(
        corpus_of("annual-2021", cells),
        al.rule("own.a", sum="request.closed.*", at_most=["request.new.*", "request.carried_in.*"]),
    )
    assert "商业企业" in message and "900" in message


def test_an_implication_finds_the_one_without_the_other() -> None:
    cells = consistent("annual-2021") | {"remedy.reconsideration.corrected": 0}
    rule = al.rule("own.a", when="remedy.reconsideration.total", then="remedy.reconsideration.corrected")
    assert len(found(corpus_of("annual-2021", cells), rule)) == 1


def test_a_union_finds_a_total_above_the_sum_of_its_parts() -> None:
    parts = ["request.granted.total", "request.partly_granted.total"]
    cells = consistent("annual-2021") | {"request.closed.total": 9000}
    assert len(found(corpus_of("annual-2021", cells), al.rule("own.a", union=parts, of=TOTAL))) == 1


def test_values_that_must_not_occur_are_found_on_any_frame() -> None:
    rule = al.rule("own.a", frame="reports", column="body", none_of=["部门"], message="本次只收政府的报告")
    assert found(corpus_of("annual-2021", consistent("annual-2021")), rule) == [
        ("本次只收政府的报告", "warning")
    ]


def test_rules_paths_and_suites_may_be_given_together(tmp_path: Path) -> None:
    one = al.rule("own.one", sum="website.city", at_most="website")
    two = al.suite(al.rule("own.two", sum="website.county", at_most="website"), name="乙")
    saved = al.suite(al.rule("own.three", sum="website.township", at_most="website")).save(
        tmp_path / "丙.json"
    )
    assert {r.id for r in rules_of(load_suites([one, two, saved], only=True))} == {
        "own.one",
        "own.two",
        "own.three",
    }


def test_a_saved_suite_is_readable_by_people_and_means_the_same(tmp_path: Path) -> None:
    suite = al.suite(
        al.rule("own.a", sum="website.city", at_most="website", title="市级网站太多"),
        name="本单位",
        deadlines={"部门": "01-20"},
    )
    text = suite.save(tmp_path / "own.json").read_text(encoding="utf-8")
    assert "市级网站太多" in text and json.loads(text) == suite.data
    assert (
        rules_of(load_suites(tmp_path, only=True))[0].arguments
        == rules_of(load_suites(suite, only=True))[0].arguments
    )


def test_a_rule_of_ones_own_takes_the_place_of_the_products() -> None:
    own = al.rule("sum.website", sum="website.city", at_most="website")
    (rule,) = [rule for rule in rules_of(load_suites(own)) if rule.id == "sum.website"]
    assert rule.family == "at_most"


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "a misspelt indicator": (
        {"sum": "request.recieved.fax", "equals": "request.received"},
        "request.received.fax",
    ),
    "no kind of rule": ({"sum": "website"}, "equals"),
    "two kinds of rules": ({"sum": "website", "equals": "library", "at_most": "library"}, "at_most"),
    "an empty sum": ({"sum": [], "equals": "website"}, "sum"),
    "a star on one side alone": ({"sum": "request.new.*", "at_most": "request.new.total"}, "*"),
    "tables that do not meet": ({"sum": "request.new.total", "at_most": "disclosure.fee.amount"}, "before_"),
    "a severity that there is not": (
        {"sum": "website.city", "at_most": "website", "severity": "eror"},
        "error",
    ),
    "an unknown frame": ({"frame": "report", "column": "body", "none_of": [""]}, "reports"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_rule_is_refused_with_what_is_wrong(fault: str) -> None:
    fields, told = FAULTS[fault]
    with pytest.raises(SuiteError) as refused:
        load_suites(al.rule("own.a", **fields))
    assert "own.a" in str(refused.value) or "al.rule" in str(refused.value)
    assert told in str(refused.value)


def test_a_rule_on_a_form_that_is_not_in_force_yet_is_looked_at_later() -> None:
    rule = al.rule("own.a", sum="ponds.filled", equals="ponds", form="ponds-2010")
    with pytest.raises(SuiteError):
        load_suites(rule)


def test_severities_are_set_by_the_id_of_a_rule() -> None:
    rules = rules_of(load_suites(severity={"sum.website": "note"}))
    assert [rule.severity for rule in rules if rule.id == "sum.website"] == ["note"]


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"sum\.website"):
        load_suites(severity={"sum.wesite": "note"})


def test_a_rule_on_an_unverified_clause_stays_below_an_error() -> None:
    unverified = next(rule for rule in rules_of(load_suites()) if rule.authority == "unverified")
    severity: dict[str, Severity] = {unverified.id: "error"}
    with pytest.raises(SettingsError, match=unverified.id):
        load_suites(severity=severity)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("部门", "2022-01-20"),
        ("澄水市", "2022-01-20"),
        ("澄水市青禾区", "2022-01-20"),
        ("人民政府", "2022-01-31"),
    ],
)
def test_a_deadline_of_ones_own_is_by_body_region_or_name(name: str, day: str) -> None:
    with using(Extensions(deadlines=((name, "01-20"),))):
        frame = build([report_of("annual-2021", consistent("annual-2021"), year=2021)]).reports
    assert frame["deadline"].tolist() == [day]


def test_the_longest_name_decides_between_deadlines() -> None:
    deadlines = (("部门", "03-01"), ("澄水市", "02-20"), ("澄水市青禾区园林局", "02-10"))
    with using(Extensions(deadlines=deadlines)):
        frame = build([report_of("annual-2021", consistent("annual-2021"), year=2021)]).reports
    assert frame["deadline"].tolist() == ["2022-02-10"]


def test_deadlines_given_with_the_audit_are_those_that_count() -> None:
    corpus = corpus_of("annual-2021", consistent("annual-2021"))
    suite = al.suite(name="期限", deadlines={"部门": "01-10"})
    before = corpus.frames.reports["deadline"].tolist()
    al.audit(corpus, suite)
    assert corpus.frames.reports["deadline"].tolist() == before == ["2022-01-31"]


WORDING = '{"entries": [{"indicator": "request.received", "say": "接获诉求函"}]}'


def claims_of(sentence: str, wordings: str = "") -> list[str]:
    text = "\n\n".join(
        [
            "青河县水务局",
            "2017年政府信息公开工作年度报告",
            "三、依申请公开政府信息情况",
            sentence,
            table_text(official_rows()),
        ]
    )
    words = (TextFile("statistics-2014.lexicon.json", wordings),) if wordings else ()
    with using(Extensions(lexicons=words)):
        report = understand(assemble([Document("a.txt", "", blocks(text.encode(), "a.txt"))]))
    return [claim.indicator for claim in report.claims if claim.indicator]


def test_a_synonym_is_one_entry() -> None:
    sentence = "全年共接获诉求函12件。"
    assert (claims_of(sentence), claims_of(sentence, WORDING)) == ([], ["request.received"])


def test_a_wording_that_states_zero_is_one_entry() -> None:
    zero = '{"none": [{"indicator": "request.received", "say": "诉求函箱零收件"}]}'
    assert claims_of("全年诉求函箱零收件。", zero) == ["request.received"]


@pytest.mark.parametrize("form", ["statistics-2014", "annual-2019", "annual-2021"])
def test_wordings_of_ones_own_leave_those_of_the_product_as_they_are(form: str) -> None:
    empty = TextFile(f"{form}.lexicon.json", '{"entries": []}')
    ours = parsed(form, merged(f"{form}.json"), names_of(form))
    assert extended(form, None, empty).wordings == ours.wordings
