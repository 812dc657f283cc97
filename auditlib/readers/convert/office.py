"""The LibreOffice of the system: where it is, and a run of it that can be ended with all that it has started."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Literal

Ending = Literal["done", "failed", "late", "stopped"]

SETTING = "AUDITLIB_SOFFICE"
NAMES = ("soffice", "libreoffice")
PLACES = {
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    "linux": (
        "/usr/lib/libreoffice/program/soffice",
        "/usr/lib64/libreoffice/program/soffice",
        "/opt/libreoffice/program/soffice",
    ),
}
PROGRAM_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
WINDOWS_PROGRAM = "LibreOffice/program/soffice.com"  # unlike soffice.exe it waits until the work is done
NOWHERE = "http://127.0.0.1:9"
PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
LOOK_EVERY = 0.05


def libreoffice() -> Path | None:
    """The program of LibreOffice: the one that AUDITLIB_SOFFICE names, else on the path, else where it installs itself."""
    return next((path for path in _candidates() if path.is_file()), None)


def _candidates() -> Iterator[Path]:
    if os.environ.get(SETTING):
        yield Path(os.environ[SETTING])
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from map(Path, PLACES.get(sys.platform, ()))
    for folder in PROGRAM_FOLDERS:
        if os.environ.get(folder):
            yield Path(os.environ[folder], WINDOWS_PROGRAM)


def run(command: Sequence[str], folder: Path, stop: Event, seconds: float) -> Ending:
    """Run a command in a folder and say how it ended; too slow a run is ended with all that it has started."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError:
        return "failed"
    end = time.monotonic() + seconds
    ending: Ending = "stopped"
    try:
        ending = _ending(process, stop, end)
    finally:
        if ending != "done":
            _end(process)
    return ending


def _ending(process: subprocess.Popen[bytes], stop: Event, end: float) -> Ending:
    while not stop.is_set():
        try:
            return "failed" if process.wait(LOOK_EVERY) else "done"
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                return "late"
    return "stopped"


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """The environment with proxies that lead nowhere, so that nothing is fetched whatever a file asks for."""
    kept = {name: value for name, value in own.items() if name.lower() not in (*PROXIES, "no_proxy")}
    return {
        **kept,
        **{name: NOWHERE for proxy in PROXIES for name in (proxy, proxy.upper())},
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, also those that outlive it."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
