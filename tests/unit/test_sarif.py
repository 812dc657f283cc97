"""The results as SARIF 2.1.0, and as annotations of GitHub."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from export_examples import decided, hostile, three

from auditlib.auditing import audit
from auditlib.baseline import baseline_of
from auditlib.checks.rules import load_suites, rules_of
from auditlib.corpus import load
from auditlib.exports.github import annotations
from auditlib.exports.results import Results
from auditlib.exports.sarif import to_sarif
from auditlib.findings import Findings
from auditlib.resources import samples

SCHEMA = json.loads(Path(__file__).with_name("sarif_2_1_0_used.json").read_text(encoding="utf-8"))
RULES = rules_of(load_suites())


@pytest.fixture(scope="module")
def of_samples() -> Findings:
    return audit(load(samples()))


def run(results: Results) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(to_sarif(results))["runs"][0]
    return told


def decoded(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


@pytest.mark.parametrize("findings", [three(), hostile()], ids=["three", "hostile"])
def test_it_keeps_the_standard(findings: Findings) -> None:
    jsonschema.validate(json.loads(to_sarif(Results(findings, rules=RULES))), SCHEMA)


def test_the_samples_keep_it(of_samples: Findings) -> None:
    jsonschema.validate(json.loads(to_sarif(Results(of_samples, rules=RULES))), SCHEMA)


def test_a_result_points_to_its_line(of_samples: Findings) -> None:
    for result in run(Results(of_samples))["results"]:
        place = result["locations"][0]["physicalLocation"]
        is_text = place["artifactLocation"]["uri"].endswith(".txt")
        assert ("region" in place) is is_text or not result.get("relatedLocations")


def test_the_line_of_a_quote_holds_it(of_samples: Findings) -> None:
    told = {each.id: each for each in of_samples}
    quoted = 0
    for result in run(Results(of_samples))["results"]:
        found = told[result["partialFingerprints"]["finding/v1"]]
        first = found.evidence[0] if found.evidence else None
        region = result["relatedLocations"][0]["physicalLocation"].get("region") if first else None
        if first and first.kind == "span" and region:
            line = decoded(Path(first.file)).splitlines()[region["startLine"] - 1]
            quoted += first.text.splitlines()[0] in line
    assert quoted > 2


def test_levels_are_severities() -> None:
    assert [result["level"] for result in run(Results(three()))["results"]] == ["error", "warning", "note"]


def test_cells_are_logical_locations() -> None:
    (place,) = run(Results(three()))["results"][0]["locations"][0]["logicalLocations"]
    assert place == {
        "name": "一、本年新收政府信息公开申请数量",
        "fullyQualifiedName": "cell.2.7",
        "kind": "cell",
    }


def test_every_result_names_its_rule_and_the_rule_helps_in_both_languages() -> None:
    told = run(Results(three(), rules=RULES))
    rules = told["tool"]["driver"]["rules"]
    for result in told["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert (
        "总计等于各分项之和" in rules[-1]["help"]["text"]
        and "the total is the sum" in rules[-1]["help"]["text"]
    )


def test_fingerprints_are_id_and_evidence() -> None:
    assert run(Results(three()))["results"][0]["partialFingerprints"] == {
        "finding/v1": "a",
        "evidence/v1": "1",
    }


def test_known_findings_are_suppressed() -> None:
    found = three()
    known = baseline_of(replace(found, items=found.items[:1]))
    suppressed = ["suppressions" in result for result in run(Results(found, baseline=known))["results"]]
    assert suppressed == [True, False, False]


def test_dismissed_findings_are_suppressed_with_the_reason() -> None:
    (first, *_) = run(decided(three(), {"a": "dismissed"}, note="识别有误"))["results"]
    assert first["suppressions"][0]["justification"] == "排除：识别有误"


def test_unread_files_are_told() -> None:
    (told,) = run(Results(three()))["invocations"]
    assert told["executionSuccessful"] is False
    assert told["toolExecutionNotifications"][0]["message"]["text"] == "坏.pdf：打不开"


def test_the_same_results_give_the_same_text(of_samples: Findings) -> None:
    assert to_sarif(Results(of_samples)) == to_sarif(Results(of_samples))


def test_an_annotation_a_finding_and_one_an_unread_file() -> None:
    told = list(annotations(Results(three())))
    assert [line.split(" ")[0] for line in told] == ["::error", "::warning", "::notice", "::error"]
    assert told[0].startswith("::error file=reports/qinghe_2021.html,line=")


def test_known_findings_are_not_annotated() -> None:
    assert len(list(annotations(Results(three(), baseline=baseline_of(three()))))) == 1


def test_text_does_not_end_an_annotation_or_begin_another() -> None:
    found = three()
    told = found[0].message._replace(zh="100%\n::error::假的")
    title = found[0].title._replace(zh="甲:乙,丙")
    first = next(annotations(Results(replace(found, items=(replace(found[0], message=told, title=title),)))))
    assert "\n" not in first and "100%25%0A::error" in first and "甲%3A乙%2C丙" in first
