"""JupyterLab with the workbook open: what ``auditlib lab`` starts, in a folder of its own and on this machine only.

The user's own JupyterLab is left alone: settings, layouts and the language are kept below the workspace, in
``.auditlib``. Nothing here reaches out to the network.
"""

import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from auditlib.decisions import Decisions
from auditlib.errors import AuditlibError, NotFoundError
from auditlib.messages import language, say
from auditlib.resources import notebooks
from auditlib.workbook.uploading import MAX_TOGETHER

_ADDRESS = "127.0.0.1"
_NOTEBOOK = "workbook.ipynb"
_PRIVATE = ".auditlib"
_STOPPING_SECONDS = 15
_ROOM_FOR_NAMES = 2**20
# The layout to begin with, under JupyterLab's own name for it: side bars closed, all room for the workbook.
_SIDE = {"collapsed": True, "visible": True, "widgets": []}
LAYOUT = {
    "data": {"layout-restorer:data": {"main": {"dock": None}, "left": _SIDE, "right": _SIDE}},
    "metadata": {"id": "default"},
}


def open_lab(
    folder: Path | None,
    *,
    decisions: Path | None,
    browser: bool,
    port: int | None,
    workspace: Path = Path("workspace"),
) -> int:
    """Open the workbook on a folder of reports (None: the samples) and stay until stopped; the exit code.

    Raises NotFoundError for a folder that is not there, DecisionsError where decisions could not be kept.
    """
    if folder is not None and not folder.exists():
        raise NotFoundError("lab_folder_missing", path=folder)
    workspace = workspace.absolute()
    if decisions is not None:
        Decisions(decisions)  # refused before anything is made
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        changed = copy_notebooks(notebooks(), workspace)
    except OSError as error:
        raise AuditlibError("lab_workspace", path=workspace, why=error.strerror or error) from error
    kept = Decisions(decisions or workspace / "audit.sqlite")
    for path in changed:
        print(say("lab.kept", path=path))
    port = _free_port(port)
    token = secrets.token_urlsafe(24)
    command = [sys.executable, "-m", "jupyterlab", *_options(workspace, port, browser=browser)]
    environment = _environment(folder, kept.path, workspace / _PRIVATE, token)
    print(say("lab.starting", url=f"http://{_ADDRESS}:{port}/lab/tree/{_NOTEBOOK}?token={token}"), flush=True)
    print(say("lab.how_to_stop", decisions=kept.path), flush=True)
    return _run(command, environment)


def copy_notebooks(source: Path, workspace: Path) -> tuple[Path, ...]:
    """Copy the shipped notebooks, newer ones over older ones; returns those kept because the user changed them."""
    private = workspace / _PRIVATE
    private.mkdir(exist_ok=True)
    record = private / "notebooks.json"
    copied = _recorded(record)
    kept = []
    for shipped in sorted(source.glob("*.ipynb")):
        target = workspace / shipped.name
        if target.exists() and _cells_digest(target) not in (
            copied.get(shipped.name),
            _cells_digest(shipped),
        ):
            kept.append(target)
            continue
        if not target.exists() or _cells_digest(target) != _cells_digest(shipped):
            shutil.copyfile(shipped, target)
        copied[shipped.name] = _cells_digest(shipped)
    record.write_text(json.dumps(copied, indent=1), "utf-8")
    return tuple(kept)


def _recorded(record: Path) -> dict[str, str]:
    """What was copied before; a damaged record counts as none, so that what is there is taken for the user's."""
    try:
        found = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def lab_settings() -> dict[str, dict[str, Any]]:
    """What our JupyterLab does otherwise than one fresh from its makers: its language, and no fetches."""
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN" if language() == "zh" else "default"},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        # All cells are drawn at once, so that the walker stays where it is while the page is scrolled.
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    }


def _options(workspace: Path, port: int, *, browser: bool) -> Iterator[str]:
    private = workspace / _PRIVATE
    settings = private / "lab"
    settings.mkdir(exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(lab_settings(), indent=1), "utf-8")
    disabled = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (settings / "page_config.json").write_text(json.dumps(disabled, indent=1), "utf-8")
    layout = private / "layouts" / "default-37a8.jupyterlab-workspace"
    if not layout.exists():
        layout.parent.mkdir(exist_ok=True)
        layout.write_text(json.dumps(LAYOUT), "utf-8")
    yield f"--ServerApp.ip={_ADDRESS}"
    yield f"--ServerApp.port={port}"
    yield "--ServerApp.port_retries=0"
    yield f"--ServerApp.root_dir={workspace}"
    yield f"--ServerApp.open_browser={browser}"
    yield f"--LabApp.default_url=/lab/tree/{_NOTEBOOK}"
    yield f"--LabApp.app_settings_dir={settings}"
    yield f"--LabApp.user_settings_dir={private / 'user-settings'}"
    yield f"--LabApp.workspaces_dir={private / 'layouts'}"
    yield "--LabApp.extension_manager=readonly"
    yield "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"
    # Files sent through the browser come as one message each time; ten megabytes, the usual most, are soon reached.
    yield f"--ServerApp.tornado_settings={{'websocket_max_message_size': {MAX_TOGETHER + _ROOM_FOR_NAMES}}}"
    yield "--Application.log_level=ERROR"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--allow-root"


def _environment(folder: Path | None, decisions: Path, private: Path, token: str) -> dict[str, str]:
    environment = dict(os.environ, AUDITLIB_DECISIONS=str(decisions), AUDITLIB_LANG=language())
    # Not in the home folder, which may hold another JupyterLab's files or be missing; what the user names stands.
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        environment.setdefault(name, str(private / name.lower().removesuffix("_dir")))
    # Not on the command line, where every user of the machine could read it.
    environment["JUPYTER_TOKEN"] = token
    if folder is not None:
        environment["AUDITLIB_REPORTS"] = str(folder.absolute())
    return environment


def _run(command: list[str], environment: Mapping[str, str]) -> int:
    # In a group of its own, so that Ctrl-C comes to us alone: JupyterLab would ask back on the terminal.
    own_group: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if os.name == "nt"
        else {"start_new_session": True}
    )
    with _stopped_by_signals(), subprocess.Popen(command, env=environment, **own_group) as server:
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            try:
                server.wait(_STOPPING_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
            return 0


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """A closed terminal or a polite kill stops the server as Ctrl-C does."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(name, stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _free_port(wanted: int | None) -> int:
    with socket.socket() as probe:
        # As the server will bind: a port whose last connections still fade out counts as free.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_ADDRESS, wanted or 0))
        except OSError as error:
            raise AuditlibError("lab_port_taken", port=wanted) from error
        return int(probe.getsockname()[1])


def _cells_digest(path: Path) -> str:
    """What a notebook says apart from its outputs: running and saving it is no change."""
    content = path.read_bytes()
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(content)["cells"]]
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()
