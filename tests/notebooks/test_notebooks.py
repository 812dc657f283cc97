"""The shipped notebooks: each runs from top to bottom with nothing to fill in, and carries no output."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from auditlib.resources import notebooks

NOTEBOOKS = sorted(notebooks().glob("*.ipynb"))
ROOT = str(Path(__file__).parents[2])


def notebook_name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", NOTEBOOKS, ids=notebook_name)
def test_a_notebook_runs_with_nothing_to_fill_in(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUDITLIB_REPORTS", "AUDITLIB_DECISIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", ROOT)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=notebook_name)
def test_a_committed_notebook_carries_no_output(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in cells] == [([], None)] * len(cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=notebook_name)
def test_code_is_folded(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert all(cell.metadata.get("jupyter", {}).get("source_hidden") for cell in cells)
