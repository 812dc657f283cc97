"""What was understood once is not read again, and nothing that is wrong with the cache harms a run."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from zlib import compress

import pytest
from builders import report_text
from command_line import Auditlib

from auditlib import audit, load
from auditlib.corpus import Corpus
from auditlib.corpus.cache import NAME, Cache, Row, Store
from auditlib.corpus.fingerprint import APART, PACKAGE
from auditlib.corpus.pool import Pool
from auditlib.corpus.reading import Task
from auditlib.errors import CacheWarning
from auditlib.messages import say

ROWS = [Row(f"k{n}", b"h", b"b" * 10_000) for n in range(50)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    for name in ("甲", "乙", "丙"):
        text = report_text({"request.received": "3"}, agency=f"澄水市青禾区{name}山镇人民政府")
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUDITLIB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / NAME


def read_in(folder: Path) -> tuple[Corpus, int]:
    """The corpus of a folder, and how many of its files had to be read."""
    read: list[int] = []
    submit = Pool.submit

    def counted(pool: Pool, number: int, task: Task) -> None:
        read.append(number)
        submit(pool, number, task)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pool, "submit", counted)
        return load(folder), len(read)


def test_a_second_run_reads_nothing(folder: Path) -> None:
    first, read = read_in(folder)
    second, again = read_in(folder)
    assert (read, again, second.reports == first.reports) == (3, 0, True)


def test_only_what_is_new_or_changed_is_read(folder: Path) -> None:
    read_in(folder)
    (folder / "甲.txt").write_text(report_text({"request.received": "4"}), encoding="utf-8")
    (folder / "丁.txt").write_text(report_text(agency="澄水市青禾区丁山镇人民政府"), encoding="utf-8")
    assert read_in(folder)[1] == 2


def test_a_change_that_keeps_size_and_time_is_seen(folder: Path) -> None:
    path = folder / "甲.txt"
    read_in(folder)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"3", b"4"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, read_in(folder)[1]) == (before.st_size, 1)


def test_a_moved_folder_is_not_read_again_and_named_by_its_new_place(folder: Path) -> None:
    read_in(folder)
    moved = folder.rename(folder.with_name("归档"))
    corpus, read = read_in(moved)
    assert (read, corpus.reports[0].paths[0].startswith(moved.as_posix())) == (0, True)


def test_an_unreadable_file_is_told_again_without_being_read(folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    first, _ = read_in(folder)
    second, read = read_in(folder)
    assert (read, second.unreadable, len(second.unreadable)) == (0, first.unreadable, 1)


def test_a_changed_report_is_audited_anew(folder: Path) -> None:
    audit(load(folder))
    for name, total in (("甲", "42"), ("甲", "43")):
        values = {"proactive.total": total, "proactive.channel.website": "43"}
        (folder / f"{name}.txt").write_text(report_text(values), encoding="utf-8")
        found = [one.rule for one in audit(load(folder)) if "proactive" in one.rule]
        assert bool(found) == (total == "42")


def test_a_damaged_cache_is_set_aside_and_told_once(folder: Path, cache: Path) -> None:
    cache.parent.mkdir(mode=0o700)
    cache.write_bytes(b"this is no database, however long it goes on" * 100)
    with pytest.warns(CacheWarning, match=str(cache)):
        assert len(load(folder).reports) == 3
    assert (cache.with_suffix(".damaged").exists(), read_in(folder)[1]) == (True, 0)


def test_a_damaged_entry_is_read_again(folder: Path, cache: Path) -> None:
    before = load(folder).reports
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE entries SET body = x'00', head = head")
    connection.close()
    assert load(folder).reports == before


@pytest.mark.parametrize("damaged", [b"", compress(b""), compress(b"no pickle")], ids=repr)
def test_damaged_results_are_found_anew(folder: Path, cache: Path, damaged: bytes) -> None:
    before = audit(load(folder)).items
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE entries SET body = ?", (damaged,))
    connection.close()
    assert audit(load(folder)).items == before


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no such modes")
def test_what_others_may_write_is_never_unpickled(folder: Path, cache: Path) -> None:
    load(folder)
    cache.parent.chmod(0o777)
    with pytest.warns(CacheWarning, match=str(cache.parent)):
        assert len(load(folder).reports) == 3


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no such modes")
def test_the_cache_is_its_owners_alone(folder: Path, cache: Path) -> None:
    load(folder)
    assert (cache.stat().st_mode & 0o077, cache.parent.stat().st_mode & 0o077) == (0, 0)


def test_where_no_folder_can_be_made_the_run_goes_on(folder: Path, cache: Path) -> None:
    cache.parent.write_text("a file in its place", encoding="utf-8")
    with pytest.warns(CacheWarning):
        assert len(load(folder).reports) == 3


def test_what_the_cache_does_not_take_goes_to_a_file_of_the_run() -> None:
    store = Store(None)
    store.put(ROWS)
    assert (store.body("k7"), len(store.paths)) == (b"b" * 10_000, 1)


def test_the_least_recently_used_go_first(cache: Path) -> None:
    small = Cache(cache, most=300_000)
    small.put(ROWS)
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE entries SET used = used - 9 WHERE key <> 'k0'")
    connection.close()
    small.heads(["k0"])
    small.tidy()
    entries, size = small.count()
    assert (small.body("k0") is not None, 0 < entries < 50, size <= 300_000) == (True, True, True)


def test_two_processes_at_once_lose_nothing(cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from auditlib.corpus.cache import Cache, Row\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for n in range(100): assert cache.put([Row(f'{sys.argv[2]}{n}', b'h', b'b' * 1000)])\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(cache), who]) for who in "ab"]
    assert [process.wait(120) for process in running] == [0, 0]
    assert Cache(cache).count()[0] == 200


def test_a_command_tells_of_the_cache_and_clears_it(folder: Path, cache: Path, auditlib: Auditlib) -> None:
    load(folder)
    told = auditlib("cache")
    assert str(cache) in told.stdout.replace("\n", "") and "3" in told.stdout
    cleared = auditlib("cache", "clear")
    assert (cleared.stdout.strip(), Cache(cache).count()[0]) == (say("cli.cache_cleared", path=cache), 0)


def test_the_fingerprint_covers_every_module_that_reads(folder: Path) -> None:
    code = (
        "import sys; from auditlib.corpus import reading\n"
        "print(*sorted(m for m in sys.modules if m.startswith('auditlib.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    parts = {name.split(".")[1] for name in done.stdout.split()}
    assert parts.isdisjoint(APART) and PACKAGE.name == "auditlib"
