"""Files are read in processes of their own: what one does to its process harms neither the others nor the caller."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from builders import report_text

from auditlib import load
from auditlib.__main__ import reads
from auditlib.corpus.discover import Source
from auditlib.corpus.pool import Pool
from auditlib.corpus.process import started_ahead
from auditlib.corpus.reading import Piece, Refused, Task, Understood

CHILD = "auditlib.corpus.worker"


def task_of(path: Path) -> Task:
    source = Source(path, path.as_posix(), path.parent.as_posix())
    return Task((Piece(source),), path.parent / "staged")


def report(path: Path) -> Path:
    path.write_text(report_text(), encoding="utf-8")
    return path


def slow(path: Path) -> Path:
    """A text that takes many seconds to understand."""
    path.write_bytes(("全年公开信息12条，比上年增长3.5%，" * 600_000).encode())
    return path


def processes_of(parent: int) -> list[psutil.Process]:
    return [p for p in psutil.Process(parent).children(recursive=True) if CHILD in " ".join(p.cmdline())]


def test_a_report_is_read_and_understood(tmp_path: Path) -> None:
    with Pool(1, tmp_path) as pool:
        pool.submit(7, task_of(report(tmp_path / "a.txt")))
        number, outcome = pool.result()
    assert (number, isinstance(outcome, Understood)) == (7, True)


def test_what_ends_a_process_twice_is_told_for_its_file(tmp_path: Path) -> None:
    with Pool(1, tmp_path) as pool:
        pool.submit(0, task_of(slow(tmp_path / "a.txt")))
        for _ in range(2):  # once may be somebody else's doing, and is tried again
            _kill_next(os.getpid())
        _, outcome = pool.result()
    assert isinstance(outcome, Refused) and "a.txt" in str(outcome.error)


def test_a_process_that_was_killed_is_replaced_and_its_file_read_again(tmp_path: Path) -> None:
    with Pool(1, tmp_path) as pool:
        pool.submit(0, task_of(report(tmp_path / "a.txt")))
        pool.result()
        (process,) = processes_of(os.getpid())
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        pool.submit(1, task_of(report(tmp_path / "b.txt")))
        _, outcome = pool.result()
    assert isinstance(outcome, Understood)


def test_a_process_started_ahead_reads_the_first_file(tmp_path: Path) -> None:
    with started_ahead():
        (ready,) = processes_of(os.getpid())
        with Pool(1, tmp_path) as pool:
            pool.submit(0, task_of(report(tmp_path / "a.txt")))
            _, outcome = pool.result()
            readers = processes_of(os.getpid())
    assert (isinstance(outcome, Understood), readers) == (True, [ready])


def test_a_process_started_ahead_for_nothing_is_ended() -> None:
    with started_ahead():
        (ready,) = processes_of(os.getpid())
    assert not ready.is_running()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "年报"], True),
        (["extract", "年报", "-o", "数据"], True),
        (["check", "--html", "audit.html"], True),
        (["check", "--help"], False),
        (["check", "--cluster", "tcp://127.0.0.1:8786"], False),
        (["decisions", "log", "check"], False),
        ([], False),
    ],
)
def test_only_a_command_that_reads_here_starts_a_process_ahead(arguments: list[str], expected: bool) -> None:
    assert reads(arguments) is expected


def test_leaving_the_pool_leaves_no_process_behind(tmp_path: Path) -> None:
    with Pool(2, tmp_path) as pool:
        pool.submit(0, task_of(slow(tmp_path / "a.txt")))
        pool.submit(1, task_of(report(tmp_path / "b.txt")))
        pool.result()
    assert processes_of(os.getpid()) == []


def test_a_short_script_without_a_guard_reads_its_reports_once(tmp_path: Path) -> None:
    report(tmp_path / "a.txt")
    script = tmp_path / "kurz.py"
    script.write_text(
        f"import auditlib as al\nprint(len(al.load({str(tmp_path)!r}).reports))\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["1"], "")


def test_modules_beside_the_reports_are_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(tmp_path / "a.txt")
    (tmp_path / "lxml.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "a.html").write_text("<html><body><p>青禾区园林局</p></body></html>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(tmp_path).unreadable == ()


def test_progress_counts_every_file_to_the_end(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        report(tmp_path / name)
    seen: list[tuple[int, int]] = []
    load(tmp_path, lambda done, of, _: seen.append((done, of)))
    assert seen[-1] == (3, 3)


def test_the_order_of_reports_is_that_of_the_files(tmp_path: Path) -> None:
    for n in range(12):
        text = report_text(agency=f"澄水市青禾区{'甲乙丙丁戊己庚辛壬癸子丑'[n]}山镇人民政府")
        (tmp_path / f"{n:02}.txt").write_text(text, encoding="utf-8")
    assert [found.id for found in load(tmp_path, jobs=2).reports] == [f"{n:02}" for n in range(12)]


@pytest.mark.parametrize("started", ["auditlib.__main__", "auditlib.cli"], ids=["ahead", "for a file"])
def test_stopping_with_ctrl_c_ends_every_process(started: str, tmp_path: Path) -> None:
    """While the command still loads, and while a file is read: there a process is only started for a file."""
    slow(tmp_path / "a.txt")
    command = [
        sys.executable,
        "-c",
        f"from {started} import main; main()",
        "extract",
        str(tmp_path),
        "-o",
        str(tmp_path / "x"),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        (child,) = _wait_for_processes(run.pid)
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=60) == 130
    # One that was only just started, and is not yet known to the command, ends with its input.
    assert psutil.wait_procs([child], timeout=60)[1] == []


def _kill_next(parent: int) -> None:
    """Kill the reading process at work, and wait until it is gone."""
    found = _wait_for_processes(parent)
    for process in found:
        process.kill()
    psutil.wait_procs(found, timeout=30)


def _wait_for_processes(parent: int, seconds: float = 60) -> list[psutil.Process]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(psutil.NoSuchProcess):
            if found := processes_of(parent):
                return found
        threading.Event().wait(0.05)
    pytest.fail("no reading process was started")
