"""Decisions outlive what happens to the process and the disk: what was acknowledged is there, nothing else is said."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from workbook_examples import finding, report

from auditlib.decisions import Decisions
from auditlib.errors import DecisionsError

TESTS = Path(__file__).parents[1]
DECISIONS = 500

# Decides on findings, two at a time, and tells the number of every event once it is acknowledged.
AUDITOR = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from workbook_examples import finding, report
from auditlib.decisions import Decisions
store, of = Decisions(sys.argv[1]), report()
for n in range(int(sys.argv[3])):
    for event in store.decide([finding(of, f"f{{n}}"), finding(of, f"g{{n}}")], "confirmed", "口径有误", sys.argv[2]):
        print(event.number, event.who, event.finding, flush=True)
"""

# The same with files no longer than a limit, as on a full disk; the last line is what it was told.
LIMITED = f"""
import resource, sys
sys.path.insert(0, {str(TESTS)!r})
from workbook_examples import finding, report
from auditlib.decisions import Decisions
from auditlib.errors import DecisionsError
store, of = Decisions(sys.argv[1]), report()
resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000))
try:
    for n in range({DECISIONS}):
        print(store.decide(finding(of, f"f{{n}}"), "confirmed", "口径有误" * 20, "甲")[0].number, flush=True)
except DecisionsError as error:
    print(error.message.zh)
"""


def auditor(path: Path, who: str, decisions: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", AUDITOR, str(path), who, str(decisions)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.sqlite"


@pytest.fixture
def working(path: Path) -> Iterator[subprocess.Popen[str]]:
    """An auditor at work; nobody is left working after the test."""
    process = auditor(path, "甲", DECISIONS)
    yield process
    process.kill()
    process.wait(60)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("acknowledged", [1, 100, 333])
def test_of_decisions_killed_midway_every_acknowledged_one_is_kept(
    acknowledged: int, path: Path, working: subprocess.Popen[str]
) -> None:
    assert working.stdout is not None
    told = [working.stdout.readline() for _ in range(acknowledged)]
    working.kill()
    told += working.stdout.readlines()
    kept = [
        f"{event.number} {event.who} {event.finding}\n" for event in Decisions(path, write=False).events()
    ]
    whole = [line for line in told if line.endswith("\n")]
    assert acknowledged <= len(whole) <= len(kept) < 2 * DECISIONS
    assert kept[: len(whole)] == whole


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_after_a_kill_the_chain_verifies_and_actions_are_whole(
    path: Path, working: subprocess.Popen[str]
) -> None:
    assert working.stdout is not None
    for _ in range(51):
        working.stdout.readline()
    working.kill()
    working.wait(60)
    store = Decisions(path)
    assert (store.verify(), len(store.events()) % 2) == (None, 0)
    store.decide(finding(report()), "confirmed", "", "甲")
    assert store.verify() is None


def test_two_auditors_at_once_on_one_file_lose_nothing(path: Path) -> None:
    Decisions(path)
    told = []
    processes = [auditor(path, who, 100) for who in "甲乙"]
    try:
        told = [process.communicate(timeout=240)[0].splitlines() for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.wait(60)
    store = Decisions(path)
    kept = {f"{event.number} {event.who} {event.finding}" for event in store.events()}
    assert [len(lines) for lines in told] == [200, 200]
    assert kept == {line for lines in told for line in lines}
    assert store.verify() is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_where_the_disk_takes_no_more_it_is_said_and_nothing_is_pretended(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=240,
        check=True,
    )
    *told, complaint = done.stdout.splitlines()
    store = Decisions(path)
    assert [str(event.number) for event in store.events()] == told
    assert (str(path) in complaint, store.verify()) == (True, None)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("locked", ["decisions_read_only", "decisions_folder_read_only"])
def test_what_becomes_read_only_between_two_decisions_is_told(locked: str, path: Path) -> None:
    store = Decisions(path)
    store.decide(finding(report(), "f"), "confirmed", "", "甲")
    place, mode = (path, 0o400) if locked == "decisions_read_only" else (path.parent, 0o500)
    place.chmod(mode)
    try:
        with pytest.raises(DecisionsError) as caught:
            store.decide(finding(report(), "g"), "confirmed", "", "甲")
        assert (caught.value.key, list(Decisions(path, write=False).current())) == (locked, ["f"])
    finally:
        place.chmod(mode | 0o200)
