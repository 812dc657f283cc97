"""From what the suites found to Findings: put into words, with evidence, folded where one blank explains several."""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditlib.checks.failures import Outcomes, Unassessed
from auditlib.checks.kinds import Severity
from auditlib.checks.rules import Suite, load_suites, rules_of
from auditlib.checks.run import run
from auditlib.corpus import Corpus
from auditlib.drafting import Draft, drafted
from auditlib.findings import Finding, Findings, NotAssessed
from auditlib.forms.codebook import labels
from auditlib.frames import WIDE
from auditlib.messages import Bilingual, bilingual
from auditlib.reconcile import years_before

SEVERITIES: Sequence[Severity] = ("error", "warning", "note")


def audit(
    corpus: Corpus,
    suites: Path | str | None = None,
    *,
    only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Findings:
    """Run the product's suites (and those of ``suites``; with ``only`` those alone) on a corpus.

    ``progress`` is called with (rules done, of).
    Raises SuiteError for a faulty suite and AuditRunError for a rule that could not be carried out.
    """
    loaded = load_suites(Path(suites) if suites else None, only=only)
    return findings_of(corpus, loaded, run(loaded, corpus.frames.named(), progress))


def findings_of(corpus: Corpus, suites: Sequence[Suite], outcomes: Outcomes) -> Findings:
    """The findings of a run, in the order an auditor walks them: by report, then the gravest first."""
    reports = {report.id: report for report in corpus.reports}
    frames = corpus.frames.named()
    order = {name: n for n, name in enumerate(reports)}
    before = years_before(corpus.reports)
    found = [drafted(failure, frames[failure.rule.frame], reports, before) for failure in outcomes.failures]
    kept = sorted(fold(found), key=lambda d: (order[d.finding.report], SEVERITIES.index(d.finding.severity)))
    return Findings(
        items=tuple(_named(draft for draft in kept)),
        reports=reports,
        coverage=not_assessed(corpus, outcomes.unassessed),
        unreadable=corpus.unreadable,
        rules=len(rules_of(suites)),
    )


def not_assessed(corpus: Corpus, unassessed: Iterable[Unassessed]) -> tuple[NotAssessed, ...]:
    """Coverage: one line a report, rule and reason, in the words of the record."""
    frames = corpus.frames.named()
    lines: dict[tuple[str, str, Bilingual], None] = {}
    for missed in unassessed:
        record = frames[missed.rule.frame].iloc[missed.row]
        if missed.rule.frame == "claims":
            key = "prior" if record["kind"] == "level" and math.isnan(record["low"]) else "cell"
            reason = bilingual(f"reason.{key}", quote=record["quote"])
        elif missed.rule.frame in WIDE:
            states = {name: record[f"{name}:state"] for name in missed.rule.columns}
            lost = [name for name, state in states.items() if state >= 3]
            reason = bilingual("reason.term", labels="、".join(labels().get(name, name) for name in lost))
        else:
            reason = bilingual("reason.not_stated")
        lines[record["report"], missed.rule.id, reason] = None
    return tuple(NotAssessed(*line) for line in lines)


def fold(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leave out an incomplete relation whose blanks are the blank totals of others: those already say what to mend."""
    totals: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.finding.family == "blank":
            totals.setdefault(draft.finding.report, set()).update(draft.total)
    seen: set[tuple[str, frozenset[str]]] = set()
    for draft in drafts:
        if draft.finding.family == "blank":
            explained = totals[draft.finding.report]
            if draft.blanks and not draft.total and draft.blanks <= explained:
                continue
            if draft.total and (draft.finding.report, draft.total) in seen:
                continue
            seen.add((draft.finding.report, draft.total or frozenset({draft.finding.rule})))
        yield draft


def _named(drafts: Iterable[Draft]) -> Iterator[Finding]:
    """Names that survive a re-run: of agency, year, rule and subject, never of values or paths."""
    count: Counter[str] = Counter()
    for draft in drafts:
        finding = draft.finding
        key = "\x1f".join((finding.agency, str(finding.year), finding.rule, draft.subject))
        count[key] += 1
        figures = ";".join(f"{name}={value:.6f}" for name, value in sorted(finding.figures.items()))
        yield replace(
            finding,
            id=_hash(f"{key}\x1f{count[key]}"),
            fingerprint=_hash(f"{figures}\x1f{finding.quote}"),
        )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
