"""Hostile and broken files among good ones: the good are audited, each bad one has its error, memory and time are kept."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hostile_files
import psutil
import pytest
from builders import report_text

GOOD = 20
MOST_MEMORY = 1500 * 2**20
LONGEST = 200


@dataclass(frozen=True)
class Run:
    """One headless run over the folder: its result, and the most memory that all its processes held at once."""

    code: int
    stderr: str
    result: Mapping[str, Any]
    memory: int
    bad: frozenset[str]


class Gauge(threading.Thread):
    """Watches the resident memory of a process and its children, LibreOffice apart."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.done = threading.Event()
        self._process = psutil.Process(pid)

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.most = max(self.most, self._now())

    def _now(self) -> int:
        whole = 0
        try:
            for process in (self._process, *self._process.children(recursive=True)):
                if "soffice" not in process.name() and "oosplash" not in process.name():
                    whole += process.memory_info().rss
        except psutil.Error:
            return 0
        return whole


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    whole = tmp_path_factory.mktemp("hostile")
    folder = whole / "报告"
    folder.mkdir()
    bad = hostile_files.write(folder)
    for n in range(GOOD):
        name = f"澄水市青禾区{chr(ord('一') + n)}山镇人民政府"
        (folder / f"好{n:02}.txt").write_text(report_text(agency=name), encoding="utf-8")
    output = whole / "r.json"
    command = [sys.executable, "-c", "from auditlib.__main__ import main; main()", "check", str(folder)]
    with subprocess.Popen(
        [*command, "--format", "json", "-o", str(output), "--jobs", "2"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        gauge = Gauge(process.pid)
        gauge.start()
        try:
            _, stderr = process.communicate(timeout=LONGEST)
        finally:
            process.kill()
            gauge.done.set()
            gauge.join()
    return Run(process.returncode, stderr, json.loads(output.read_text(encoding="utf-8")), gauge.most, bad)


def test_there_are_at_least_forty_of_them(run: Run) -> None:
    assert len(run.bad) >= 40


def test_the_good_files_are_audited(run: Run) -> None:
    audited = {report["report"] for report in run.result["reports"]}
    assert audited == {f"好{n:02}" for n in range(GOOD)}


def test_each_bad_file_has_one_error(run: Run) -> None:
    told = [Path(unread["path"]).name for unread in run.result["unreadable"]]
    # What stands in an archive is told by its own name, below that of the archive.
    inside = {"内.zip": "包中包.zip", "年度报告.txt": "有密码.zip"}
    assert sorted(inside.get(name, name) for name in told) == sorted(run.bad)


def test_each_error_names_its_file_on_one_line(run: Run) -> None:
    for unread in run.result["unreadable"]:
        assert unread["error"].startswith(unread["path"])
        assert "\n" not in unread["error"]


def test_no_error_is_a_fault_of_ours(run: Run) -> None:
    assert [
        u["error"] for u in run.result["unreadable"] if "读不下去" in u["error"] or "意外中止" in u["error"]
    ] == []


def test_the_run_says_that_files_were_not_read(run: Run) -> None:
    assert run.code == 3
    assert "Traceback" not in run.stderr


def test_memory_stays_within_the_limit(run: Run) -> None:
    assert run.memory < MOST_MEMORY


def test_nothing_is_left_running(run: Run) -> None:
    left = [
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if "auditlib.corpus.worker" in " ".join(process.info["cmdline"] or []) and is_ours(process)
    ]
    assert left == []


def is_ours(process: psutil.Process) -> bool:
    """Whether a process was started by these tests: their cache is one that nobody else has."""
    try:
        return process.environ().get("AUDITLIB_CACHE") == os.environ["AUDITLIB_CACHE"]
    except psutil.Error:
        return False
