"""`auditlib lab` before JupyterLab starts: its workspace, the notebooks in it, and what it refuses."""

import json
import os
import socket
from pathlib import Path

import pytest

from auditlib.errors import AuditlibError, DecisionsError, NotFoundError
from auditlib.messages import use_language
from auditlib.resources import expectations, notebooks
from auditlib.workbook.lab import copy_notebooks, lab_settings, open_lab


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    write(folder, "第一版")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def write(folder: Path, source: str, outputs: int = 0) -> None:
    cell = {"cell_type": "code", "source": [source], "outputs": [{}] * outputs}
    (folder / "workbook.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")


def source(folder: Path) -> str:
    return str(json.loads((folder / "workbook.ipynb").read_text("utf-8"))["cells"][0]["source"][0])


def test_the_package_finds_its_notebooks_and_suites() -> None:
    assert [any(notebooks().glob("*.ipynb")), any(expectations().glob("*.json"))] == [True, True]


def test_notebooks_are_copied_into_a_new_workspace(shipped: Path, workspace: Path) -> None:
    copy_notebooks(shipped, workspace)
    assert source(workspace) == "第一版"


def test_a_newer_notebook_replaces_one_left_as_it_was(shipped: Path, workspace: Path) -> None:
    copy_notebooks(shipped, workspace)
    write(shipped, "第二版")
    copy_notebooks(shipped, workspace)
    assert source(workspace) == "第二版"


def test_having_run_a_notebook_is_no_change_to_it(shipped: Path, workspace: Path) -> None:
    copy_notebooks(shipped, workspace)
    write(workspace, "第一版", outputs=1)
    write(shipped, "第二版")
    assert copy_notebooks(shipped, workspace) == ()


def test_a_notebook_that_the_user_changed_is_kept(shipped: Path, workspace: Path) -> None:
    copy_notebooks(shipped, workspace)
    write(workspace, "我的改动")
    write(shipped, "第二版")
    copy_notebooks(shipped, workspace)
    assert source(workspace) == "我的改动"


def test_a_missing_folder_of_reports_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="没有这里"):
        open_lab(tmp_path / "没有这里", decisions=None, browser=False, port=None, workspace=tmp_path / "w")


def test_decisions_that_cannot_be_kept_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError):
        open_lab(None, decisions=tmp_path, browser=False, port=None, workspace=tmp_path / "w")
    assert not (tmp_path / "w").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets two programs bind one port")
def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AuditlibError, match=str(port)):
            open_lab(None, decisions=None, browser=False, port=port, workspace=tmp_path / "w")


@pytest.mark.parametrize(("spoken", "locale"), [("zh", "zh_CN"), ("en", "default")])
def test_jupyterlab_speaks_the_language_in_force(spoken: str, locale: str) -> None:
    use_language(spoken)  # type: ignore[arg-type]
    try:
        assert lab_settings()["@jupyterlab/translation-extension:plugin"]["locale"] == locale
    finally:
        use_language(None)
