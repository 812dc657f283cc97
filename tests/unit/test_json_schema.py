"""The results as JSON: the contract, and the schema that is published for it."""

import json

import jsonschema
import pytest
from export_examples import decided, three

from auditlib.auditing import audit
from auditlib.baseline import baseline_of
from auditlib.corpus import load
from auditlib.exports.json_results import SCHEMA, SCHEMA_VERSION, to_json
from auditlib.exports.results import Results
from auditlib.findings import Findings
from auditlib.resources import samples

PUBLISHED = json.loads(SCHEMA.read_text(encoding="utf-8"))
TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}


def exactly(**properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(**properties: object) -> dict[str, object]:
    return {"type": "array", "items": exactly(**properties)}


CONTRACT = exactly(
    version=TEXT,
    schema_version=TEXT,
    reports=many(report=TEXT, path=TEXT, agency=TEXT, year={"type": ["integer", "null"]}, form=TEXT),
    findings=many(
        id=TEXT,
        fingerprint=TEXT,
        report=TEXT,
        rule=TEXT,
        family=TEXT,
        verdict={"enum": ["fail", "incomplete"]},
        severity={"enum": ["error", "warning", "note"]},
        indicators=TEXTS,
        quote=TEXT,
        figures={"type": "object", "additionalProperties": {"type": "number"}},
        message=TEXT,
        evidence=many(kind={"enum": ["cell", "span"]}, file=TEXT, place=TEXT, text=TEXT, indicator=TEXT),
        clause=TEXT,
        repairs=TEXTS,
        case=TEXT,
    ),
    unreadable=many(path=TEXT, error=TEXT),
    coverage=many(report=TEXT, rule=TEXT, reason=TEXT),
)


@pytest.fixture(scope="module")
def findings() -> Findings:
    return audit(load(samples()))


def test_json_keeps_its_contract(findings: Findings) -> None:
    jsonschema.validate(json.loads(to_json(findings)), CONTRACT)


def test_two_runs_give_the_same_json(findings: Findings) -> None:
    assert to_json(audit(load(samples()))) == to_json(findings)


def test_the_published_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)


def test_results_keep_the_published_schema(findings: Findings) -> None:
    jsonschema.validate(json.loads(to_json(findings)), PUBLISHED)


def test_results_with_decisions_and_baseline_keep_it() -> None:
    results = decided(three(), {"a": "confirmed", "b": "dismissed"}, again="b")
    known = Results(results.findings, results.work, baseline=baseline_of(results.findings))
    told = json.loads(to_json(known))
    jsonschema.validate(told, PUBLISHED)
    assert [each["standing"] for each in told["findings"]] == ["confirmed", "again", "undecided"]
    assert told["findings"][0]["decision"]["who"] == "李审核"


def test_results_of_check_have_no_decisions() -> None:
    told = json.loads(to_json(three()))
    assert not {"standing", "decision", "known"} & set(told["findings"][0])


def test_the_version_is_that_of_the_schema() -> None:
    assert json.loads(to_json(three()))["schema_version"] == SCHEMA_VERSION
    assert PUBLISHED["properties"]["schema_version"] == {"const": SCHEMA_VERSION}
