"""The second review: what became of the findings of the first in the corrected reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from auditlib.decisions import Decision, Decisions
from auditlib.findings import Finding, Findings, NotAssessed
from auditlib.messages import Bilingual

Outcome = Literal["remains", "changed", "new", "unassessed", "resolved"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_Key = tuple[str, int | None, int]  # agency, year, version


@dataclass(frozen=True, slots=True)
class _Review:
    """One report in one review: its id, its findings by theirs, and the rules that could not be assessed, and why."""

    id: str
    findings: Mapping[str, Finding]
    gaps: tuple[NotAssessed, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one finding.

    ``remains``: found again on the same figures and words; ``changed``: found again on others; ``new``: not found
    in the first review; ``unassessed``: not found again, but its rule could not be assessed this time, for a
    ``reason`` that the first review did not have; ``resolved``: not found again. ``finding`` is that of the second
    review where there is one, else that of the first; ``decision`` is that of the first review.
    """

    outcome: Outcome
    finding: Finding
    decision: Decision | None
    reason: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class ReportCompared:
    """One report in both reviews: the ids that it had there, and what became of its findings.

    ``before`` is None for a report that the first review did not have. Where ``after`` is None the report is missing
    in the second: nothing became of its findings, and they stand in ``open``.
    """

    agency: str
    year: int | None
    before: str | None
    after: str | None
    items: tuple[Compared, ...]
    open: tuple[Compared, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many findings of the report came out so."""
        return sum(item.outcome == outcome for item in self.items)


@dataclass(frozen=True, repr=False, slots=True)
class Comparison:
    """Two reviews of the same reports, report by report in the order of the first review."""

    reports: tuple[ReportCompared, ...]

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(outcome)} {outcome}" for outcome in OUTCOMES)
        return f"<Comparison: {counts}; {len(self.missing)} reports missing>"

    def __iter__(self) -> Iterator[Compared]:
        return (item for report in self.reports for item in report.items)

    @property
    def missing(self) -> tuple[ReportCompared, ...]:
        """The reports of the first review that the second did not have."""
        return tuple(report for report in self.reports if report.after is None)

    @property
    def settled(self) -> bool:
        """Whether all that was found is resolved, nothing is new, and no report with findings is missing."""
        return all(item.outcome == "resolved" for item in self) and not any(
            report.open for report in self.missing
        )

    def count(self, outcome: Outcome) -> int:
        """How many findings came out so."""
        return sum(report.count(outcome) for report in self.reports)


def compare(
    old: Findings,
    new: Findings,
    decisions: Mapping[str, Decision] | Decisions | Path | str | None = None,
) -> Comparison:
    """What became of the findings of a first review (``old``) in a second one (``new``).

    Reports are matched by agency (their id where nothing names it), year and version, findings by their ids; where files lie and what they are called does
    not matter. ``decisions`` are those of the first review, or the file that holds them.
    Raises DecisionsError where that file cannot be read.
    """
    if isinstance(decisions, Path | str):
        decisions = Decisions(decisions, write=False)
    made = decisions.current() if isinstance(decisions, Decisions) else decisions or {}
    before, after = _reviews(old), _reviews(new)
    return Comparison(
        tuple(_report(key, before.get(key), after.get(key), made) for key in {**before, **after})
    )


def _reviews(findings: Findings) -> dict[_Key, _Review]:
    """The reports of a review by what names them in both."""
    named: dict[_Key, _Review] = {}
    for who, mine, gaps in findings.each():
        whose, version = who.agency or who.id, who.version
        while (whose, who.year, version) in named:  # files of one name that do not say whose they are
            version += 1
        by_id = {finding.id: finding for finding in mine}
        named[whose, who.year, version] = _Review(who.id, by_id, tuple(gaps))
    return named


def _report(
    key: _Key, before: _Review | None, after: _Review | None, decisions: Mapping[str, Decision]
) -> ReportCompared:
    agency, year, _ = key
    first = before.findings if before else {}
    if after is None:
        left = tuple(Compared("remains", finding, decisions.get(name)) for name, finding in first.items())
        return ReportCompared(agency, year, before.id if before else None, None, (), left)
    known = {(gap.rule, gap.reason) for gap in before.gaps} if before else set()
    gaps = {gap.rule: gap.reason for gap in after.gaps if (gap.rule, gap.reason) not in known}
    items = [_found(finding, first.get(name), decisions) for name, finding in after.findings.items()]
    items += [
        _gone(finding, gaps.get(finding.rule), decisions)
        for name, finding in first.items()
        if name not in after.findings
    ]
    items.sort(key=lambda item: OUTCOMES.index(item.outcome))
    return ReportCompared(agency, year, before.id if before else None, after.id, tuple(items))


def _found(finding: Finding, earlier: Finding | None, decisions: Mapping[str, Decision]) -> Compared:
    decision = decisions.get(finding.id)
    if earlier is None:
        return Compared("new", finding, decision)
    same = earlier.fingerprint == finding.fingerprint
    return Compared("remains" if same else "changed", finding, decision)


def _gone(finding: Finding, gap: Bilingual | None, decisions: Mapping[str, Decision]) -> Compared:
    return Compared("unassessed" if gap else "resolved", finding, decisions.get(finding.id), gap)
