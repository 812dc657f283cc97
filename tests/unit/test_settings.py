"""One file of settings: the command line goes before it, it goes before the environment, and what is wrong is refused."""

import json
from pathlib import Path

import pytest
from command_line import Auditlib, one_sentence

import auditlib as al
from auditlib.errors import NotFoundError, SettingsError
from auditlib.messages import use_language
from auditlib.resources import examples
from auditlib.settings import KEYS, NAME, Settings, found, in_force, read

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = examples() / "fujian"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and no settings from outside."""
    for name in ("AUDITLIB_CONFIG", "AUDITLIB_REPORTS", "AUDITLIB_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    use_language("zh")
    return tmp_path


def written(text: str, path: Path = Path(NAME)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def posix(path: Path) -> str:
    return path.as_posix()


FAULTS = {
    'lang = "zh"': ("lang", "language"),
    'language = "fr"': ("language", "zh / en"),
    "jobs = 0": ("jobs", "1–256"),
    'ocr = "yes"': ("ocr", "true / false"),
    "suites = 3": ("suites", "…"),
    'fail_on = "errors"': ("fail_on", "warning"),
    '[severity]\n"sum.website" = "eror"': ("severity.sum.website", "note"),
    '[deadlines]\n"部门" = "31-01"': ("deadlines.部门", "01-31"),
    '[deadlines]\n"部们" = "01-31"': ("deadlines.部们", "部门"),
    "severity = 3": ("severity", "[severity]"),
    "reports = [": (NAME, "值不对"),
    "output = C:\\x": (NAME, "引号"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_what_is_wrong_is_refused_with_file_key_and_what_it_has_to_be(text: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(written(text))
    assert NAME in str(refused.value) and all(word in str(refused.value) for word in FAULTS[text]), str(
        refused.value
    )


def test_a_file_that_is_named_has_to_be_there() -> None:
    with pytest.raises(NotFoundError):
        found(Path("nowhere.toml"))


def test_without_a_file_nothing_is_set() -> None:
    assert found() == Settings()


def test_the_file_is_looked_for_above_the_working_folder(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("jobs = 2")
    (alone / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(alone / "a" / "b")
    assert found().jobs == 2


def test_paths_are_relative_to_the_file(alone: Path) -> None:
    settings = read(written('reports = ["年报"]\ndecisions = "认定.sqlite"', alone / "卷" / NAME))
    assert (settings.reports, settings.decisions) == ((alone / "卷" / "年报",), alone / "卷" / "认定.sqlite")


def test_a_file_from_windows_with_a_byte_order_mark_is_read() -> None:
    Path(NAME).write_bytes("\ufeffjobs = 3\r\n".encode())
    assert found().jobs == 3


@pytest.mark.parametrize("guide", ["settings.md", "settings.zh-CN.md"])
@pytest.mark.parametrize("key", KEYS)
def test_every_field_is_documented(key: str, guide: str) -> None:
    assert f"`{key}`" in (DOCS / guide).read_text(encoding="utf-8")


def test_every_field_says_what_it_is_where_it_is_defined() -> None:
    source = (Path(al.__file__).parent / "settings.py").read_text(encoding="utf-8")
    body = source.split("class Settings:")[1].split("@property")[0]
    assert body.count('"""') // 2 == len(KEYS) + 2  # the class, and the file itself


def findings(auditlib: Auditlib, *arguments: object) -> dict[str, str]:
    done = auditlib("check", *arguments, "--format", "json")
    return {f["rule"]: f["severity"] for f in json.loads(done.stdout)["findings"]}


def test_check_takes_reports_suites_and_severities_from_the_file(auditlib: Auditlib) -> None:
    written(
        f'reports = ["{posix(EXAMPLE / "reports")}"]\nsuites = ["{posix(EXAMPLE / "rules")}"]\n'
        '[severity]\n"own.received.cumulative" = "note"\n'
    )
    assert findings(auditlib)["own.received.cumulative"] == "note"


def test_the_command_line_goes_before_the_file(auditlib: Auditlib) -> None:
    written('reports = ["nowhere"]\nfail_on = "error"\nlanguage = "en"\nformat = "html"\n')
    rules = EXAMPLE / "rules"
    done = auditlib(
        "check",
        EXAMPLE / "reports",
        "--suites",
        rules,
        "--fail-on",
        "never",
        "--lang",
        "zh",
        "--format",
        "json",
    )
    assert done.returncode == 0 and "正文称48件" in done.stdout


def test_the_file_goes_before_the_environment(auditlib: Auditlib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLIB_LANG", "zh")
    monkeypatch.setenv("AUDITLIB_REPORTS", "nowhere")
    written(f'language = "en"\nfail_on = "never"\nreports = "{posix(EXAMPLE / "reports")}"\n')
    done = auditlib("check")
    assert done.returncode == 0 and "2 reports" in done.stdout


def test_check_without_reports_says_how_to_name_them(auditlib: Auditlib) -> None:
    done = auditlib("check")
    assert done.returncode == 2 and "PATH" in one_sentence(done) and NAME in one_sentence(done)


def test_faulty_settings_are_wrong_usage_and_help_still_works(auditlib: Auditlib) -> None:
    written("job = 2")
    assert auditlib("--help").returncode == 0
    done = auditlib("check", EXAMPLE / "reports")
    assert done.returncode == 2 and "jobs" in one_sentence(done)


def test_a_form_of_output_that_there_is_not_is_refused(auditlib: Auditlib) -> None:
    written('format = "docm"')
    done = auditlib("check", EXAMPLE / "reports")
    assert done.returncode == 2 and "json" in one_sentence(done)


def test_a_notebook_uses_the_settings_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(f'only_suites = "{posix(EXAMPLE / "rules")}"\n[deadlines]\n"部门" = "02-01"\n')
    monkeypatch.setenv("AUDITLIB_CONFIG", str(path))
    assert in_force().source == path.absolute()
    corpus = al.load(EXAMPLE / "reports")
    assert {report.form for report in corpus.reports} == {"fujian"}
    assert "own.received.cumulative" in {f.rule for f in al.audit(corpus)}


def test_settings_of_a_folder_do_not_reach_a_notebook_unasked() -> None:
    written(f'suites = "{posix(EXAMPLE / "rules")}"\n')
    assert in_force() == Settings()
