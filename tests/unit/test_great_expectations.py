"""The suites in a context of Great Expectations of one's own, as the documentation shows it; offline."""

import contextlib
import io
import re
import shutil
import socket
from pathlib import Path

import pytest

from auditlib.resources import samples

DOCS = Path(__file__).parents[2] / "docs"
FOLDERS = {
    "great-expectations.md": ("reports", "audit-project"),
    "great-expectations.zh-CN.md": ("年报", "核查项目"),
}


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection to anywhere."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def code_of(page: str) -> str:
    (code,) = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    return code


@pytest.mark.usefixtures("offline")
def test_the_documented_way_runs_the_suites_and_builds_data_docs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, project = FOLDERS["great-expectations.md"]
    shutil.copytree(samples(), tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code_of("great-expectations.md"), "great-expectations.md", "exec"), {})
    assert re.search(r"annual-2021\.requests \d+ of \d+ hold", said.getvalue())
    site = tmp_path / project / "gx" / "uncommitted" / "data_docs" / "local_site"
    assert "expect" in (site / "index.html").read_text(encoding="utf-8").lower()
    assert len(list((site / "validations").rglob("*.html"))) > 10


def test_both_languages_show_the_same_code() -> None:
    pages = [re.sub(r"#.*|print\(.*|\"[^\"]*\"", "", code_of(page)) for page in FOLDERS]
    assert pages[0] == pages[1]
