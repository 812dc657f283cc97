"""An audit on a cluster finds the same as one on this machine, to the byte, also where a worker is lost."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import auditlib as al
from auditlib.corpus.cluster import ClusterPool
from auditlib.corpus.reading import Piece, Task
from auditlib.errors import ClusterError, NotFoundError
from auditlib.exports.json_results import to_json
from auditlib.exports.results import Results
from auditlib.resources import samples

distributed = pytest.importorskip("distributed", reason='needs the extra: pip install "auditlib[cluster]"')
SPOILT = "坏了的.docx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("cluster") / "reports"
    shutil.copytree(samples(), folder)
    (folder / SPOILT).write_bytes(b"PK\x03\x04 nothing more")
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known from before, so that the cluster has all to do."""
    monkeypatch.setenv("AUDITLIB_CACHE", "off")


def results(folder: Path | str, address: str | None) -> str:
    return to_json(Results(al.audit(al.load(folder, cluster=address), cluster=address)))


def test_a_cluster_finds_the_same_to_the_byte(folder: Path, cluster: Any) -> None:
    assert results(folder, cluster.scheduler_address) == results(folder, None)


def test_what_a_lost_worker_had_begun_is_done_by_another(folder: Path, cluster: Any) -> None:
    def lost_at_first(done: int, of: int, name: str) -> None:
        if victims:
            os.kill(victims.pop(), signal.SIGKILL)

    victims = [worker.process.pid for worker in list(cluster.workers.values())[:1]]
    address = cluster.scheduler_address
    found = al.audit(al.load(folder, lost_at_first, cluster=address), cluster=address)
    assert to_json(Results(found)) == results(folder, None)


def test_files_are_read_by_address(folder: Path, cluster: Any) -> None:
    """As from an object store; the addresses of the system's own files stand for it here."""
    corpus = al.load(folder.as_uri(), cluster=cluster.scheduler_address)
    assert [report.identity for report in corpus.reports] == [r.identity for r in al.load(folder).reports]
    assert [Path(unread.path).name for unread in corpus.unreadable] == [SPOILT]


def test_a_worker_of_another_version_is_named(
    folder: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditlib.corpus.cluster.fingerprint", lambda: "another")
    with pytest.raises(ClusterError) as caught:
        al.load(folder, cluster=cluster.scheduler_address)
    assert caught.value.key == "cluster_version"


def test_without_a_scheduler_the_address_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditlib.corpus.cluster.CONNECTING_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9"):
        al.load(folder, cluster="tcp://127.0.0.1:9")


def test_a_scheduler_without_workers_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditlib.corpus.cluster.CONNECTING_SECONDS", 1)
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as idle,
        pytest.raises(ClusterError) as caught,
    ):
        al.load(folder, cluster=idle.scheduler_address)
    assert caught.value.key == "no_workers"


def test_an_address_with_nothing_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        al.load((tmp_path / "none").as_uri())


def test_a_kind_of_address_that_nobody_knows_is_named() -> None:
    with pytest.raises(ClusterError) as caught:
        al.load("nowhere://reports")
    assert caught.value.key == "no_protocol"


def test_a_pool_gives_each_result_its_number(folder: Path, cluster: Any, tmp_path: Path) -> None:
    from auditlib.corpus.discover import discover

    found = discover([folder])
    with ClusterPool(cluster.scheduler_address) as pool:
        for number, source in enumerate(found):
            pool.submit(number, Task((Piece(source),), tmp_path / "staged"))
        numbers = sorted(pool.result()[0] for _ in found)
    assert numbers == list(range(len(found)))
