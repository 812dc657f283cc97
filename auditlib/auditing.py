"""From what the suites found to Findings: put into words, with evidence, folded where one blank explains several."""

import hashlib
import math
import pickle
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from auditlib.cases import SEVERITIES, in_cases
from auditlib.checks.failures import Outcomes, Unassessed
from auditlib.checks.given import GivenSuites, extensions_of
from auditlib.checks.given import listed as listed_suites
from auditlib.checks.kinds import Severity
from auditlib.checks.rules import Suite, load_suites, rules_of
from auditlib.checks.run import run
from auditlib.corpus import Corpus, limits
from auditlib.corpus.cache import Row, Store
from auditlib.corpus.entries import Catalog, Entry, Loader
from auditlib.corpus.limits import MAX_MEMORY_AUDIT, MAX_SECONDS_AUDIT, usual_jobs
from auditlib.corpus.packing import unpack
from auditlib.corpus.pool import Pool
from auditlib.corpus.series import in_partitions
from auditlib.drafting import Cell, Draft, Records, drafted, gaps, listed
from auditlib.errors import ExtensionError, Stopped
from auditlib.extensions import Extensions, using
from auditlib.findings import Findings, NotAssessed
from auditlib.messages import bilingual, names
from auditlib.reconcile import years_before
from auditlib.report import Report
from auditlib.results import ById, Found, Kept, OnDemand, keys_of, rows_of
from auditlib.settings import in_force
from auditlib.wording import plain

Progress = Callable[[int, int], None]
NEARLY = 1e-6


def audit(
    corpus: Corpus,
    suites: GivenSuites | None = None,
    *,
    only: bool = False,
    severity: Mapping[str, Severity] | None = None,
    progress: Progress | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
) -> Findings:
    """Run the product's suites (and those of ``suites``; with ``only`` those alone) on a corpus.

    ``suites`` are files, folders, rules and suites of an auditor's own, one or several; local forms and wordings among
    them have to be known when the reports are read. None means those of the settings in force. ``severity`` sets those
    of single rules by id. ``progress`` is called with (done, of): rules, or the reports of a large corpus, which is
    audited partition after partition in ``jobs`` processes, or on the workers of the Dask scheduler at ``cluster``.
    What was found before in the same reports by the same rules is taken as it was kept.
    Raises SuiteError for a faulty suite, ExtensionError where the corpus was read without what a suite needs, and
    AuditRunError for a rule that could not be carried out.
    """
    if suites is None:
        settings = in_force()
        suites, only = settings.given, only or settings.only_suites is not None
        severity = settings.severity if severity is None else severity
    suites = listed_suites(suites)
    extensions = corpus.extensions + extensions_of(suites)
    if not corpus.extensions.covers(extensions):
        known = (*corpus.extensions.codebooks, *corpus.extensions.lexicons)
        lacking = [file.name for file in (*extensions.codebooks, *extensions.lexicons) if file not in known]
        raise ExtensionError("read_without", files=names(lacking))
    if extensions.deadlines != corpus.extensions.deadlines:
        corpus = replace(corpus, extensions=extensions)
    with using(extensions):
        loaded = load_suites(suites, only=only, severity=severity)
        if corpus.catalog is None:
            return findings_of(corpus, loaded, run(loaded, corpus.frames.named(), progress))
        if corpus.is_large or cluster:
            return _in_parts(corpus, corpus.catalog, loaded, progress, jobs, cluster)
        return _kept_or_run(corpus, corpus.catalog, loaded, progress)


def _kept_or_run(
    corpus: Corpus, catalog: Catalog, suites: Sequence[Suite], progress: Progress | None
) -> Findings:
    """The findings of a corpus in memory, as they were kept or else of a run, which are kept."""
    store = catalog.loader.store
    keys = keys_of(catalog, suites, corpus.extensions)
    packed = [store.body(key) for key in keys]
    with suppress(zlib.error, pickle.UnpicklingError):
        kept: list[Found] = [unpack(one) for one in packed if one is not None]
        if len(kept) == len(keys):
            return Findings(
                items=tuple(item for found, _ in kept for item in found),
                reports={report.id: report for report in corpus.reports},
                coverage=tuple(gap for _, gaps in kept for gap in gaps),
                unreadable=corpus.unreadable,
                rules=len(rules_of(suites)),
            )
    found = findings_of(corpus, suites, run(suites, corpus.frames.named(), progress))
    ids = (entry.id for entry in catalog.entries)
    store.put(rows_of(found, dict(zip(ids, keys, strict=True))))
    return found


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
    entries, loader = corpus.catalog.entries, corpus.catalog.loader
    left = [group for group in corpus.catalog.series if any(keys[n] not in found for n in group)]
    for groups in in_partitions(left, most):
        yield Portion(
            series=tuple(tuple(entries[n] for n in group) for group in groups),
            keys={entries[n].id: keys[n] for group in groups for n in group},
            suites=suites,
            extensions=corpus.extensions,
            ocr=loader.ocr,
            stores=loader.store.paths,
        )


def _in_parts(
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
    counts = {key: pickle.loads(head) for key, head in store.heads(keys).items()}
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
            counts |= {row.key: pickle.loads(row.head) for row in rows}
            done = len(counts)
            if progress:
                progress(done, of)
    except KeyboardInterrupt:
        raise Stopped(done, of) from None
    finally:
        store.tidy()
    kept = Kept(keys, [counts[key] for key in keys], store)
    return Findings(
        items=OnDemand(kept, 0),
        reports=ById(catalog, corpus.reports),
        coverage=OnDemand(kept, 1),
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


def findings_of(corpus: Corpus, suites: Sequence[Suite], outcomes: Outcomes) -> Findings:
    """The findings of a run, in the order an auditor walks them: by report, the gravest case first."""
    reports = {report.id: report for report in corpus.reports}
    records = {name: Records(frame) for name, frame in corpus.frames.named().items()}
    order = {name: n for n, name in enumerate(reports)}
    before = years_before(corpus.reports)
    found = (drafted(failure, records[failure.rule.frame], reports, before) for failure in outcomes.failures)
    drafts = [_in_doubt(draft, reports, before) for draft in found if draft]
    kept = sorted(fold(drafts), key=lambda d: (order[d.finding.report], SEVERITIES.index(d.finding.severity)))
    cases = in_cases(tuple(_named(kept, reports)), order)
    return Findings(
        # A case bears the name of the finding that leads it.
        items=tuple(replace(draft.finding, case=case[0].finding.id) for case in cases for draft in case),
        reports=reports,
        coverage=not_assessed(corpus, outcomes.unassessed),
        unreadable=corpus.unreadable,
        rules=len(rules_of(suites)),
    )


def not_assessed(corpus: Corpus, unassessed: Iterable[Unassessed]) -> tuple[NotAssessed, ...]:
    """Coverage: one line a report, rule and reason, by report."""
    order = {report.id: n for n, report in enumerate(corpus.reports)}
    return tuple(sorted(gaps(corpus.frames.named(), unassessed), key=lambda line: order[line.report]))


def fold(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """One finding for what one blank explains.

    The first draft that tells of a blank total tells it for all: a relation whose blanks are explained by it, because
    with what the parts of those totals add up to it would hold, is left out. So is a relation that says the same of
    the same blanks as one before it. Blank totals of one column or row of a matrix are told together.
    """
    told: dict[Cell, Draft] = {}
    for draft in drafts:
        if draft.total:
            told.setdefault(draft.total, draft)
    said: set[tuple[frozenset[Cell], tuple[float, float]]] = set()
    groups: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        saying = (draft.blanks, draft.needed)
        if _explained(draft, told) or saying in said:
            continue
        if draft.needed[1] < math.inf:
            said.add(saying)
        group = (draft.finding.report, draft.group or f"{len(groups)}")
        groups.setdefault(group, []).append(draft)
    return map(_merged, groups.values())


def _explained(draft: Draft, told: Mapping[Cell, Draft]) -> bool:
    tellers = [told[cell] for cell in draft.blanks if cell in told]
    if not tellers or any(teller is draft for teller in tellers):
        return False
    least, most = (sum(teller.needed[end] for teller in tellers) for end in (0, 1))
    return least <= draft.needed[1] + NEARLY and most >= draft.needed[0] - NEARLY


def _merged(drafts: Sequence[Draft]) -> Draft:
    """One draft of a group: of several blank totals, or the only one."""
    first = drafts[0]
    if len(drafts) == 1:
        return first
    filled = {draft.total[1]: draft.needed[0] for draft in drafts if draft.total}
    finding = replace(
        first.finding,
        message=bilingual(
            "incomplete.totals_blank",
            n=len(drafts),
            cells=listed(
                (
                    bilingual("incomplete.one_total", label=draft.label, sum=plain(draft.needed[0]))
                    for draft in drafts
                ),
                len(drafts),
            ),
        ),
        indicators=tuple(dict.fromkeys(name for draft in drafts for name in draft.finding.indicators)),
        figures=filled,
        evidence=tuple(dict.fromkeys(place for draft in drafts for place in draft.finding.evidence)),
    )
    return replace(first, finding=finding)


def _in_doubt(draft: Draft, reports: Mapping[str, Report], before: Mapping[str, Report]) -> Draft:
    """A finding on what was recognised from pictures is a warning at most, and says so."""
    finding = draft.finding
    earlier = before.get(finding.report)
    files = {piece.file for piece in finding.evidence}
    recognised = any(
        file.is_ocr and file.role != "copy" and (file.path in files or not files)
        for report in (reports[finding.report], *([earlier] if earlier else []))
        for file in report.files
    )
    if not recognised:
        return draft
    severity: Severity = "warning" if finding.severity == "error" else finding.severity
    message = bilingual("reading.recognised", message=finding.message)
    return replace(draft, finding=replace(finding, severity=severity, message=message))


def _named(drafts: Iterable[Draft], reports: Mapping[str, Report]) -> Iterator[Draft]:
    """Names that survive a re-run: of agency, year, version, rule and subject, never of values or paths."""
    count: Counter[str] = Counter()
    for draft in drafts:
        finding = draft.finding
        version = reports[finding.report].version
        of_version = (f"version {version}",) if version > 1 else ()
        key = "\x1f".join((finding.agency, str(finding.year), *of_version, finding.rule, draft.subject))
        count[key] += 1
        figures = ";".join(f"{name}={value:.6f}" for name, value in sorted(finding.figures.items()))
        named = replace(
            finding,
            id=_hash(f"{key}\x1f{count[key]}"),
            fingerprint=_hash(f"{figures}\x1f{finding.quote}"),
        )
        yield replace(draft, finding=named)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
