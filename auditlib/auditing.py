"""A corpus audited by suites: what was found before is taken as it was kept, a large corpus goes in partitions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditlib.checks.given import GivenSuites, extensions_of
from auditlib.checks.given import listed as listed_suites
from auditlib.checks.kinds import Severity
from auditlib.checks.rules import Suite, load_suites, rules_of
from auditlib.checks.run import run
from auditlib.concluding import findings_of
from auditlib.corpus import Corpus
from auditlib.corpus.entries import Catalog
from auditlib.errors import ExtensionError
from auditlib.extensions import using
from auditlib.findings import Findings
from auditlib.kept import found_in, keys_of, rows_of
from auditlib.messages import names
from auditlib.partitions import Progress, in_parts
from auditlib.settings import in_force


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
            return in_parts(corpus, corpus.catalog, loaded, progress, jobs, cluster)
        return _kept_or_run(corpus, corpus.catalog, loaded, progress)


def _kept_or_run(
    corpus: Corpus, catalog: Catalog, suites: Sequence[Suite], progress: Progress | None
) -> Findings:
    """The findings of a corpus in memory, as they were kept or else of a run, which are kept."""
    store = catalog.loader.store
    keys = keys_of(catalog, suites, corpus.extensions)
    kept = [one for key in keys if (one := found_in(store, key))]
    if len(kept) == len(keys):
        return Findings(
            items=tuple(item for items, _ in kept for item in items),
            reports={report.id: report for report in corpus.reports},
            coverage=tuple(gap for _, gaps in kept for gap in gaps),
            unreadable=corpus.unreadable,
            rules=len(rules_of(suites)),
        )
    found = findings_of(corpus, suites, run(suites, corpus.frames.named(), progress))
    ids = (entry.id for entry in catalog.entries)
    store.put(rows_of(found, dict(zip(ids, keys, strict=True))))
    return found
