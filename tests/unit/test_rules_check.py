"""``auditlib rules check`` tells every fault of an auditor's own files at once, with the place and the nearest known name."""

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command_line import Auditlib, Done
from own_files import CODEBOOK, FORM

from auditlib.checks.inspection import faults_in, inspect
from auditlib.checks.rules import load_suites
from auditlib.errors import AuditlibError
from auditlib.resources import examples


def checked(auditlib: Auditlib, folder: Path, **files: str) -> Done:
    for name, text in files.items():
        stem, _, kind = name.partition("__")
        suffix = {"rules": ".json", "words": ".lexicon.json", "form": ".codebook.csv"}[kind]
        (folder / f"{stem.replace('_', '-')}{suffix}").write_text(text, encoding="utf-8")
    return auditlib("rules", "check", folder)


def suite(*rules: object, **more: object) -> str:
    return json.dumps({"name": "本单位", "rules": rules, **more}, ensure_ascii=False)


def test_files_that_are_fine_are_said_to_be(auditlib: Auditlib) -> None:
    done = auditlib("rules", "check", examples() / "fujian" / "rules")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "fujian.codebook.csv：地方表式 fujian，26 个指标，可用",
        "fujian.json：2 条规则，可用",
        "fujian.lexicon.json：表式 fujian 的 2 条说法，可用",
    ]


def test_every_fault_of_every_file_is_told_at_once(auditlib: Auditlib, tmp_path: Path) -> None:
    done = checked(
        auditlib,
        tmp_path,
        own__rules=suite(
            {"id": "own.a", "sum": "request.recieved.fax", "equals": "request.received"},
            {"id": "own.b", "sum": "website.city", "equal": "website"},
        ),
        statistics_2014__words='{"entries": [{"indicator": "websit", "say": "网站"}, {"indicator": "website", "say": "网站("}]}',
        pond__form="indicator,label,unit,parent\na,鱼塘数,口,ponds\n",
    )
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[-1] == "共 5 处有误。改好后请再检查一次。"
    for told in (
        ("pond", "第2行"),
        ("own.a", "request.received.fax"),
        ("own.b", "equals"),
        ("websit", "website"),
        ("圆括号",),
    ):
        assert any(all(word in line for word in told) for line in lines), told


def test_what_is_wrong_with_json_is_told_by_line_and_column(auditlib: Auditlib, tmp_path: Path) -> None:
    done = checked(auditlib, tmp_path, own__rules='{"name": "x",\n "rules": [,]}')
    assert "own.json 第2行第12列" in done.stderr and "Expecting" not in done.stderr


def test_an_entry_in_full_is_looked_through_to_its_end(auditlib: Auditlib, tmp_path: Path) -> None:
    entry = {
        "type": "expect_linear_relation",
        "kwargs": {"left": ["websit"], "operator": "<", "right": ["website"]},
        "meta": {
            "id": "own.a",
            "family": "summ",
            "severity": "warning",
            "title": {"zh": "题"},
            "authority": "inferred",
        },
    }
    full = {"name": "x", "meta": {"form": "statistics-2014", "frame": "statistics"}, "expectations": [entry]}
    done = checked(auditlib, tmp_path, own__rules=json.dumps(full))
    for word in ("meta.message", "meta.clause", "meta.title", "meta.family", "kwargs.operator", "websit"):
        assert word in done.stderr


def test_ids_used_twice_are_told_across_files(auditlib: Auditlib, tmp_path: Path) -> None:
    rule = {"id": "own.a", "sum": "website.city", "at_most": "website"}
    done = checked(auditlib, tmp_path, a__rules=suite(rule), b__rules=suite(rule))
    assert "b.json" in done.stderr and "a.json" in done.stderr


def test_rules_may_name_the_indicators_of_a_local_form_beside_them(
    auditlib: Auditlib, tmp_path: Path
) -> None:
    rule = {"id": "own.a", "sum": "request.answered.ever", "at_most": "request.received.ever"}
    done = checked(auditlib, tmp_path, **{f"{FORM}__form": CODEBOOK, "own__rules": suite(rule)})
    assert done.returncode == 0, done.stderr


WRONG_FORMS: dict[str, tuple[str, Sequence[str]]] = {
    "no header": ("released,发布数,条\n", ["indicator", "label", "unit"]),
    "a name that is none": ("indicator,label,unit\n发布,发布数,条\n", ["第2行", "发布"]),
    "a name used twice": ("indicator,label,unit\na,甲数,条\na,乙数,条\n", ["第3行"]),
    "a relation that there is not": (
        "indicator,label,unit,parent,relation\na,甲数,条,,\nb,乙数,条,a,sums\n",
        ["sums", "at_most"],
    ),
    "a relation to a heading": (
        "indicator,label,unit,parent,relation\na,甲,,,\nb,乙数,条,a,sum\n",
        ["parent"],
    ),
    "no unit at all": ("indicator,label,unit\na,甲数,\n", ["unit"]),
}


@pytest.mark.parametrize("fault", WRONG_FORMS)
def test_what_is_wrong_with_a_local_form_is_told(fault: str, auditlib: Auditlib, tmp_path: Path) -> None:
    text, told = WRONG_FORMS[fault]
    done = checked(auditlib, tmp_path, pond__form=text)
    assert done.returncode == 2 and all(word in done.stderr for word in told), done.stderr


def test_a_local_form_under_another_name_is_told_what_to_be_called(
    auditlib: Auditlib, tmp_path: Path
) -> None:
    (tmp_path / "pond.csv").write_text(CODEBOOK, encoding="utf-8")
    done = auditlib("rules", "check", tmp_path / "pond.csv")
    assert done.returncode == 2 and ".codebook.csv" in done.stderr


def test_a_local_form_may_not_take_an_official_name(auditlib: Auditlib, tmp_path: Path) -> None:
    assert checked(auditlib, tmp_path, annual_2021__form=CODEBOOK).returncode == 2


WRONG_WORDS: dict[str, tuple[str, str]] = {
    "a form that there is not": ("", "statistics-2014"),
    "no list of entries": ('{"words": {}}', "entries"),
    "an unknown field": ('{"entries": [{"indicator": "website", "says": "网站"}]}', "say"),
    "a wording that fits anywhere": ('{"entries": [{"indicator": "website", "say": "网站|"}]}', "网站|"),
    "abbreviations in a circle": (
        '{"words": {"AA": "BB", "BB": "AA"}, "entries": [{"indicator": "website", "say": "AA"}]}',
        "words",
    ),
}


@pytest.mark.parametrize("fault", WRONG_WORDS)
def test_what_is_wrong_with_wordings_is_told(fault: str, auditlib: Auditlib, tmp_path: Path) -> None:
    text, told = WRONG_WORDS[fault]
    name = "statistics_2014__words" if text else "statistics_2015__words"
    done = checked(auditlib, tmp_path, **{name: text or '{"entries": []}'})
    assert done.returncode == 2 and told in done.stderr, done.stderr


def test_a_faulty_file_is_refused_before_reports_are_read(auditlib: Auditlib, tmp_path: Path) -> None:
    (tmp_path / "statistics-2014.lexicon.json").write_text(
        '{"entries": [{"indicator": "websit", "say": "网站"}]}'
    )
    done = auditlib("check", examples() / "fujian" / "reports", "--suites", tmp_path)
    assert done.returncode == 2 and "websit" in done.stderr


def test_the_example_is_copied_and_checked_as_it_is(auditlib: Auditlib, tmp_path: Path) -> None:
    folder = tmp_path / "福建"
    assert auditlib("rules", "example", folder).returncode == 0
    done = auditlib("check", folder / "reports", "--suites", folder / "rules", "--format", "json")
    assert {f["rule"] for f in json.loads(done.stdout)["findings"]} >= {
        "own.received.cumulative",
        "claim.count",
    }


def test_the_example_overwrites_nothing(auditlib: Auditlib, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = auditlib("rules", "example", tmp_path)
    assert done.returncode == 2 and [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_rules_without_a_command_still_lists_the_catalogue(auditlib: Auditlib) -> None:
    done = auditlib("rules", "--suites", examples() / "fujian" / "rules")
    assert "own.answered.received" in done.stdout and "sum.website" in done.stdout


@pytest.mark.parametrize(
    "command",
    [(), ("check",), ("extract",), ("rules",), ("rules", "check"), ("lab",), ("compare",), ("decisions",)],
)
def test_help_is_in_chinese_to_the_last_word(command: Sequence[str], auditlib: Auditlib) -> None:
    told = auditlib(*command, "--help").stdout
    assert "用法：" in told and "显示本说明" in told
    for english in (
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "Show this message",
        "default:",
        "required",
        "OPTIONS",
    ):
        assert english not in told


def test_help_in_english_keeps_the_usual_words(auditlib: Auditlib) -> None:
    told = auditlib("check", "--help", "--lang", "en").stdout
    assert "Usage: " in told and "Show this message and exit." in told and "[default: text]" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "x", "--format", "doc"),
        ("check", "x", "--jobs", "0"),
        ("check", "x", "--jobs", "a"),
        ("check", "x", "--suites"),
        ("chek",),
        ("rules", "chek", "b"),
    ],
)
def test_wrong_usage_is_told_in_chinese_to_the_last_word(
    arguments: Sequence[str], auditlib: Auditlib
) -> None:
    told = auditlib(*arguments).stderr
    for english in (
        "Input",
        "should",
        "Option",
        "requires",
        "No such",
        "Value",
        "is not one of",
        "Did you mean",
    ):
        assert english not in told


ODD = [
    None,
    5,
    "",
    [],
    {},
    [{}],
    "x",
    True,
    1e300,
    "*",
    "before_",
    "request.*.*",
    "{x}",
    "(",
    ["a", None],
    "a|",
    "+",
]
FILES = sorted((examples() / "fujian" / "rules").iterdir())


def spoilt(value: Any, chance: Random) -> Any:
    """Data with something odd put in here and there, and something taken away."""
    if chance.random() < 0.12:
        return chance.choice(ODD)
    if isinstance(value, dict):
        kept = {key: spoilt(one, chance) for key, one in value.items() if chance.random() > 0.05}
        return kept | (
            {chance.choice(["id", "sum", "when", "terms", "meta"]): 5} if chance.random() < 0.1 else {}
        )
    return [spoilt(one, chance) for one in value] if isinstance(value, list) else value


def spoilt_text(file: Path, chance: Random) -> str:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        return json.dumps(spoilt(json.loads(text), chance), ensure_ascii=False)
    lines = [line.split(",") for line in text.splitlines()]
    for _ in range(chance.randint(0, 6)):
        line = chance.choice(lines)
        line[chance.randrange(len(line))] = chance.choice(
            ["", "x", '"', "a.b", "sum", "cumulative", "|", "年度", "\x00"]
        )
    return "\n".join(",".join(line) for line in lines)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_files_hold_they_are_used_whole_or_refused(seed: int, tmp_path: Path) -> None:
    for file in FILES:
        (tmp_path / file.name).write_text(spoilt_text(file, Random(seed)), encoding="utf-8")
    faults = [str(fault) for fault in faults_in(inspect([tmp_path]))]
    try:
        load_suites(tmp_path)
    except AuditlibError as refused:
        assert str(refused) in faults
    else:
        assert faults == []
