"""A test that needs a missing part of the system is skipped by name, and fails where CI=true."""

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NEEDY = "import pytest\n@pytest.mark.needs('libreoffice')\ndef test_needy():\n    pass\n"


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_missing_part_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: str
) -> None:
    (tmp_path / "test_needy.py").write_text(NEEDY, encoding="utf-8")
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(tmp_path))  # nothing is installed there
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "conftest", "--rootdir", ".", "test_needy.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert outcome in done.stdout, done.stdout + done.stderr
    assert "LibreOffice" in done.stdout
