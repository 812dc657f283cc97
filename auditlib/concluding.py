"""From what the suites found to Findings: put into words, with evidence, folded where one blank explains several."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auditlib.cases import SEVERITIES, in_cases
from auditlib.checks.failures import Outcomes, Unassessed
from auditlib.checks.kinds import Severity
from auditlib.checks.rules import Suite, rules_of
from auditlib.corpus import Corpus
from auditlib.drafting import Cell, Draft, Records, drafted, gaps, listed
from auditlib.findings import Findings, NotAssessed
from auditlib.messages import bilingual
from auditlib.reconcile import years_before
from auditlib.report import Report
from auditlib.wording import plain

NEARLY = 1e-6


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
    """Names that survive a re-run: of agency (the report where nothing names it), year, version, rule and subject, never of values or paths."""
    count: Counter[str] = Counter()
    for draft in drafts:
        finding = draft.finding
        version = reports[finding.report].version
        of_version = (f"version {version}",) if version > 1 else ()
        whose = finding.agency or finding.report
        key = "\x1f".join((whose, str(finding.year), *of_version, finding.rule, draft.subject))
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
