"""`make audit` succeeds whatever it finds, and takes any folder name; a stand-in plays auditlib."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAND_IN = '#!/bin/sh\nprintf "%s\\n" "$@" > said.txt\nexit {code}\n'

pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("make") is None, reason="make is not here")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that is set up already."""
    folder = tmp_path / "审计 底稿"
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / ".venv" / ".ready").touch()
    return folder


def make(checkout: Path, *words: str, code: int = 0) -> tuple[int, list[str]]:
    """Run make; its exit code, and the words that auditlib was given."""
    program = checkout / ".venv" / "bin" / "auditlib"
    program.write_text(STAND_IN.format(code=code), encoding="utf-8")
    program.chmod(0o755)
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    outside.pop("REPORTS", None)
    done = subprocess.run(
        ["make", *words], cwd=checkout, env=outside, capture_output=True, timeout=60, check=False
    )
    return done.returncode, (checkout / "said.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", [0, 1, 3])
def test_findings_and_unreadable_files_are_no_failure(checkout: Path, code: int) -> None:
    assert make(checkout, "audit", code=code)[0] == 0


@pytest.mark.parametrize("code", [2, 70])
def test_wrong_usage_is_a_failure(checkout: Path, code: int) -> None:
    assert make(checkout, "audit", code=code)[0] != 0


def test_samples_are_audited_where_nothing_is_said(checkout: Path) -> None:
    assert make(checkout, "audit")[1] == [
        "check", "auditlib/samples", "--html", "audit.html", "--fail-on", "never",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["我的 报告", 'it\'s "2018"', "a;b&c"])
@pytest.mark.parametrize(("target", "command"), [("audit", "check"), ("lab", "lab")])
def test_folder_may_have_any_name(checkout: Path, target: str, command: str, name: str) -> None:
    assert make(checkout, target, f"REPORTS={name}")[1][:2] == [command, name]
