"""Killed at any point, or with a full disk, a run that is begun again ends with the findings of an undisturbed one."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from builders import report_text

from auditlib import audit, load
from auditlib.corpus.cache import NAME, Cache
from auditlib.exports.json_results import to_json

REPORTS = 24
CHILD = "auditlib.corpus.worker"
CHECK = "from auditlib.__main__ import main; main()"

# Reads and audits in partitions with two processes; the files that it writes can be kept from growing.
LARGE = """
import sys
from auditlib import audit, load
from auditlib.corpus import limits
from auditlib.exports.json_results import to_json
if sys.argv[2] != "0":
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
limits.IN_MEMORY, limits.PARTITION = 0, 8
sys.stdout.write(to_json(audit(load(sys.argv[1], jobs=2), jobs=2)))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("报告")
    for n in range(REPORTS):
        values = {"proactive.total": "42", "proactive.channel.website": "43" if n % 2 else "40"}
        agency = f"澄水市青禾区{'甲乙丙丁戊己'[n % 6]}山镇人民政府"
        text = report_text(values, agency=agency, year=2014 + n // 6)
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> str:
    return to_json(audit(load(folder)))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDITLIB_CACHE", str(tmp_path))
    return tmp_path / NAME


def begun(folder: Path, most_bytes: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "ignore", "-c", LARGE, str(folder), str(most_bytes)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def wait_until(rows: int, cache: Path, run: subprocess.Popen[str]) -> None:
    """Wait until the cache holds so many entries."""
    until = time.monotonic() + 120
    while time.monotonic() < until and run.poll() is None:
        if cache.exists() and Cache(cache).count()[0] >= rows:
            return
        threading.Event().wait(0.02)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("rows", [0, REPORTS, REPORTS + 1])
def test_after_the_run_was_killed_the_next_finds_the_same(
    rows: int, folder: Path, undisturbed: str, cache: Path
) -> None:
    with begun(folder) as run:
        wait_until(rows, cache, run)
        children = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
        run.kill()
    psutil.wait_procs(children, timeout=60)
    assert to_json(audit(load(folder))) == undisturbed


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_processes_that_are_killed_while_they_audit_change_nothing(
    folder: Path, undisturbed: str, cache: Path
) -> None:
    with begun(folder) as run:
        wait_until(REPORTS, cache, run)
        for child in psutil.Process(run.pid).children(recursive=True):
            child.kill()
        found = run.communicate(timeout=240)[0]
    assert found == undisturbed


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_a_full_disk_changes_nothing_now_or_later(folder: Path, undisturbed: str) -> None:
    with begun(folder, 150_000) as run:
        found = run.communicate(timeout=240)[0]
    assert (found == undisturbed, to_json(audit(load(folder))) == undisturbed) == (True, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal")
def test_what_was_read_before_a_stop_is_told_and_kept(folder: Path, tmp_path: Path, cache: Path) -> None:
    slow = tmp_path / "慢"
    slow.mkdir()
    (slow / "慢.txt").write_bytes(("全年公开信息12条，比上年增长3.5%，" * 600_000).encode())
    command = [sys.executable, "-c", CHECK, "check", str(folder), str(slow), "--jobs", "2"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8"
    ) as run:
        wait_until(5, cache, run)
        run.send_signal(signal.SIGINT)
        told = run.communicate(timeout=60)[1]
    assert (run.returncode, told.count("再次运行会接着做"), "Traceback" in told) == (130, 1, False), told
    assert Cache(cache).count()[0] >= 5
