"""A large corpus audited partition after partition: here, in processes of this machine, or on a cluster."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from auditlib.checks.rules import Suite, rules_of
from auditlib.checks.run import run
from auditlib.concluding import findings_of
from auditlib.corpus import Corpus, limits
from auditlib.corpus.cache import Row, Store
from auditlib.corpus.entries import Catalog, Entry, Loader
from auditlib.corpus.limits import MAX_MEMORY_AUDIT, MAX_SECONDS_AUDIT, usual_jobs
from auditlib.corpus.pool import Pool
from auditlib.corpus.series import in_partitions
from auditlib.errors import Stopped
from auditlib.extensions import Extensions, using
from auditlib.findings import Findings
from auditlib.kept import ById, Kept, KeptItems, counts_of, keys_of, rows_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Portion:
    """A partition to be audited, by the addresses of its reports: a plain value that any process can be handed.

    ``series`` are the reports of some agencies, all years of one together, ``keys`` those of their results by id, and
    ``stores`` the files in which they were understood, or ``carried`` what was understood by its keys, for a process that
    sees none of them; what is in neither is read from its own file.
    """

    series: tuple[tuple[Entry, ...], ...]
    keys: Mapping[str, str]
    suites: Sequence[Suite]
    extensions: Extensions
    ocr: bool = False
    stores: tuple[Path, ...] = ()
    carried: Mapping[str, bytes] = field(default_factory=dict)
    most_seconds: int = MAX_SECONDS_AUDIT
    most_memory: int = MAX_MEMORY_AUDIT
    # Under a limit of address space the linear algebra below Great Expectations never ends loading.
    is_open_to_files: bool = False

    def carrying(self, store: Store) -> "Portion":
        """The same, with what was understood of its reports."""
        entries = (entry for group in self.series for entry in group)
        keys = (part.key for entry in entries for part in (entry.main, *entry.copies))
        carried = {key: body for key in keys if (body := store.body(key)) is not None}
        return replace(self, stores=(), carried=carried)

    def perform(self) -> list[Row] | None:
        """Audit it; None where that fails, which then is told by the process that asked."""
        try:
            return audit_partition(self)
        except Exception:
            return None

    def failed(self, ended: str) -> None:
        """Nothing comes of it where the process ended."""


def audit_partition(portion: Portion, store: Store | None = None) -> list[Row]:
    """What is found of the reports of a partition, a packed row each.

    Raises AuditRunError for a rule that could not be carried out, and CacheError for a report that is gone.
    """
    store = store or (Store.holding(portion.carried) if portion.carried else Store.at(portion.stores))
    loader = Loader(store, portion.extensions, portion.ocr)
    reports = tuple(report for entries in portion.series for report in loader.settled(entries))
    corpus = Corpus(reports, extensions=portion.extensions)
    with using(portion.extensions):
        found = findings_of(corpus, portion.suites, run(portion.suites, corpus.frames.named()))
    return list(rows_of(found, portion.keys))


def portions(
    corpus: Corpus, suites: Sequence[Suite], keys: Sequence[str], found: Container[str], most: int
) -> Iterator[Portion]:
    """The partitions of a corpus of which something is not found yet, of some ``most`` reports each."""
    assert corpus.catalog
    left = [group for group in corpus.catalog.series if any(keys[n] not in found for n in group)]
    for groups in in_partitions(left, most):
        yield portion_of(groups, corpus, suites, keys)


def portion_of(
    groups: Sequence[tuple[int, ...]], corpus: Corpus, suites: Sequence[Suite], keys: Sequence[str]
) -> Portion:
    """Some series of a corpus as a partition."""
    assert corpus.catalog
    entries, loader = corpus.catalog.entries, corpus.catalog.loader
    return Portion(
        series=tuple(tuple(entries[n] for n in group) for group in groups),
        keys={entries[n].id: keys[n] for group in groups for n in group},
        suites=suites,
        extensions=corpus.extensions,
        ocr=loader.ocr,
        stores=loader.store.paths,
    )


def in_parts(
    corpus: Corpus,
    catalog: Catalog,
    suites: Sequence[Suite],
    progress: Progress | None,
    jobs: int | None,
    cluster: str | None,
) -> Findings:
    """The findings of a large corpus, partition after partition, those of a run before taken as they were kept."""
    store = catalog.loader.store
    keys = keys_of(catalog, suites, corpus.extensions)
    counts = counts_of(store.heads(keys))
    most = limits.PARTITION_ON_CLUSTER if cluster else limits.PARTITION
    left = list(portions(corpus, suites, keys, counts, most))
    done, of = len(counts), len(keys)
    try:
        performed = (
            _on_cluster(left, cluster, store)
            if cluster
            else _performed(left, min(jobs or usual_jobs(), len(left)), store)
        )
        for rows in performed:
            store.put(rows)
            counts |= counts_of({row.key: row.head for row in rows})
            done = len(counts)
            if progress:
                progress(done, of)
    except KeyboardInterrupt:
        raise Stopped(done, of) from None
    finally:
        store.tidy()

    def again(position: int) -> list[Row]:
        """What is found of a report and of those that come behind it, as much as a partition holds."""
        at = next(n for n, group in enumerate(catalog.series) if position in group)
        groups = next(in_partitions(catalog.series[at:], limits.PARTITION))
        return audit_partition(portion_of(groups, corpus, suites, keys), store)

    kept = Kept(keys, [counts[key] for key in keys], store, again)
    return Findings(
        items=KeptItems(kept, 0),
        reports=ById(catalog, corpus.reports),
        coverage=KeptItems(kept, 1),
        unreadable=corpus.unreadable,
        rules=len(rules_of(suites)),
    )


def _performed(left: Sequence[Portion], jobs: int, store: Store) -> Iterator[list[Row]]:
    """What comes of the partitions, in the order in which they are done: in processes, where there are several."""
    if jobs < 2:
        for portion in left:
            yield audit_partition(portion, store)
        return
    with Pool(jobs, Path()) as pool:
        for number, portion in enumerate(left):
            pool.submit(number, portion)
        for _ in left:
            number, rows = pool.result()
            yield audit_partition(left[number], store) if rows is None else rows


def _on_cluster(left: Sequence[Portion], address: str, store: Store) -> Iterator[list[Row]]:
    """What comes of the partitions on a cluster; few are on their way at a time, as each carries its reports."""
    from auditlib.corpus.cluster import ClusterPool

    if not left:
        return
    with ClusterPool(address) as pool:
        further = iter(enumerate(left))
        for number, portion in islice(further, pool.jobs + 1):
            pool.submit(number, portion.carrying(store))
        for _ in left:
            done, rows = pool.result()
            for number, portion in islice(further, 1):
                pool.submit(number, portion.carrying(store))
            yield audit_partition(left[done], store) if rows is None else rows
