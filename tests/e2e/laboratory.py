"""The product as its users have it: `auditlib lab` running, and a browser with the workbook open."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

from playwright.sync_api import Page

from auditlib.workbook.lab import LAYOUT

NOTEBOOK = "workbook.ipynb"
STARTING_SECONDS = 90
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Lab:
    """A running `auditlib lab`: its address, its token, and the workspace it made."""

    url: str
    token: str
    workspace: Path


def chromium() -> dict[str, object]:
    """How to launch the Chromium of the system, quiet and without a call home."""
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to run as root otherwise
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return {"executable_path": path, "args": flags}


@contextmanager
def running_lab(folder: Path, **environment: str) -> Iterator[Lab]:
    """`auditlib lab` in a folder, with no configuration but ours."""
    homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    config = folder / "JUPYTER_CONFIG_DIR"
    config.mkdir()
    exposed = {"LabApp": {"expose_app_in_browser": True}}
    (config / "jupyter_lab_config.json").write_text(json.dumps(exposed), "utf-8")
    log = folder / "lab.log"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", "from auditlib.cli import main; main()", "lab", "--no-browser"],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
                "AUDITLIB_AUDITOR": "李审核",
                **{name: str(folder / name) for name in homes},
                **environment,
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url, token = _address(server, log)
        yield Lab(url, token, folder / "workspace")
    finally:
        server.terminate()
        server.wait(20)


def _address(server: subprocess.Popen[bytes], log: Path) -> tuple[str, str]:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        told = re.search(r"(http://127\.0\.0\.1:\d+)/\S*token=(\S+)", log.read_text("utf-8"))
        if told and _answers(f"{told[1]}/api/status?token={told[2]}"):
            return told[1], told[2]
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not come up:\n{log.read_text('utf-8')}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except URLError:
        return False


def new_notebook(lab: Lab, name: str, **parameters: object) -> str:
    """A copy of the workbook under another name, with a decisions file of its own and other parameters."""
    notebook = json.loads((lab.workspace / NOTEBOOK).read_text("utf-8"))
    values = {"REPORTS": None, "DECISIONS": f"{name}.sqlite", "AUDITOR": None, "BEFORE": None, **parameters}
    cell = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", ()))
    cell["source"] = "\n".join(f"{key} = {value!r}" for key, value in values.items())
    (lab.workspace / f"{name}.ipynb").write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    return f"{name}.ipynb"


def notebook_of(lab: Lab, name: str, *cells: str) -> str:
    """A notebook with these cells of code."""
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "execution_count": None,
                "metadata": {"jupyter": {"source_hidden": True}},
                "outputs": [],
                "source": source,
            }
            for number, source in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (lab.workspace / f"{name}.ipynb").write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    return f"{name}.ipynb"


def walking(lab: Lab, name: str, findings: str, store: str | None = None, auditor: str = "李审核") -> str:
    """A notebook that shows the walker on made-up findings: a call of something in tests.workbook_examples."""
    store = store or f"{name}.sqlite"
    return notebook_of(
        lab,
        name,
        "import auditlib as al\nfrom tests import workbook_examples as made",
        walk_of(findings, store, auditor),
    )


def walk_of(findings: str, store: str, auditor: str = "李审核") -> str:
    """The code that shows the walker on made-up findings."""
    return f"al.Workbook(made.{findings}, decisions={store!r}, auditor={auditor!r}).walker"


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """Open a notebook alone, in the layout that users begin with, and wait for its kernel."""
    for layout in (lab.workspace / ".auditlib" / "layouts").iterdir():
        layout.write_text(json.dumps(LAYOUT), "utf-8")
    page.goto(f"{lab.url}/lab/tree/{quote(name)}?token={lab.token}")
    page.wait_for_function(
        "name => window.jupyterapp?.shell?.currentWidget?.context?.path === name", arg=name
    )
    page.evaluate(
        """async () => {
            const notebook = jupyterapp.shell.currentWidget;
            await notebook.context.ready;
            await notebook.sessionContext.ready;
            await notebook.sessionContext.session.kernel.info;
        }"""
    )


def run_all(page: Page) -> None:
    """Run all cells, and wait for the walker to show a finding."""
    page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells') }")
    page.locator(".auditlib-walker .title h3").wait_for(timeout=90_000)
