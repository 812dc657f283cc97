"""Findings: what the rules found, with figures, evidence and clause, and names that survive a re-run."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Generic, Literal, TypeVar, overload

from auditlib.checks.kinds import Severity, Verdict
from auditlib.messages import Bilingual
from auditlib.report import Body, Report

OfReport = TypeVar("OfReport", "Finding", "NotAssessed")

__all__ = ["Evidence", "Finding", "Findings", "NotAssessed", "Severity", "Unreadable", "Verdict"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that a finding rests on.

    A ``cell`` is Report.tables[table].rows[row][column]; a ``span`` is Report.text[start:end]. ``place`` is that
    same place in words for a person with the file open.
    """

    kind: Literal["cell", "span"]
    file: str
    place: Bilingual
    text: str
    indicator: str = ""
    label: str = ""
    table: int = -1
    row: int = -1
    column: int = -1
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a report breaks.

    ``id`` names what was found wherever and whenever it is found again; ``fingerprint`` changes with its figures
    and quote. ``figures`` maps a name of the catalogue (``figure.*``) or an indicator to a number.
    """

    id: str
    fingerprint: str
    report: str
    agency: str
    year: int | None
    rule: str
    family: str
    verdict: Verdict
    severity: Severity
    title: Bilingual
    message: Bilingual
    clause: Bilingual
    indicators: tuple[str, ...]
    quote: str
    figures: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    repairs: tuple[Bilingual, ...] = ()
    case: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What results tell of a report itself; known without loading it. ``copies`` are the same report in other files."""

    id: str
    main: str
    agency: str
    year: int | None
    form: str
    body: Body
    version: int = 1
    annexes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    is_ocr: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """All its files."""
        return (self.main, *self.annexes, *self.copies)


def head_of(report: Report) -> Head:
    """The head of a report."""
    who, main = report.identity, report.paths[0]
    annexes, copies = (
        tuple(file.path for file in report.files[1:] if (file.role == "copy") is apart)
        for apart in (False, True)
    )
    version, is_ocr = report.version, report.is_ocr
    return Head(
        report.id, main, who.agency, who.year, report.form, who.body, version, annexes, copies, is_ocr
    )


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A rule that could not be assessed on a record, and why: never silently a pass."""

    report: str
    rule: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why."""

    path: str
    error: Bilingual


class ReportsOnDemand(Mapping[str, Report]):
    """Reports by their ids that are loaded when they are looked at: ``heads`` tells of them without."""

    @property
    @abstractmethod
    def heads(self) -> Mapping[str, Head]:
        """What results tell of the reports, by their ids."""


@dataclass(frozen=True, repr=False)
class Findings(Sequence[Finding]):
    """All findings of one audit, in the order an auditor walks them, with what they rest on.

    Of a large corpus all of it is loaded when it is looked at; ``heads`` tells of the reports without loading them.
    """

    items: Sequence[Finding]
    reports: Mapping[str, Report]
    coverage: Sequence[NotAssessed] = ()
    unreadable: tuple[Unreadable, ...] = ()
    rules: int = field(default=0)

    def __repr__(self) -> str:
        return f"<Findings: {len(self.items)} in {len(self.reports)} reports>"

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return tuple(self.items[index]) if isinstance(index, slice) else self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def heads(self) -> Mapping[str, Head]:
        """What results tell of the reports, by their ids."""
        if isinstance(self.reports, ReportsOnDemand):
            return self.reports.heads
        return {name: head_of(report) for name, report in self.reports.items()}

    def by_report(self) -> dict[str, list[Finding]]:
        """The findings of every report by its id, also of those without any."""
        found: dict[str, list[Finding]] = {report: [] for report in self.reports}
        for finding in self.items:
            found[finding.report].append(finding)
        return found

    def each(self) -> Iterator[tuple[Head, Sequence[Finding], Sequence[NotAssessed]]]:
        """Report after report what was found and what could not be assessed; of a large corpus few at a time."""
        if isinstance(self.reports, ReportsOnDemand):
            findings, gaps = _InOrder(self.items), _InOrder(self.coverage)
            for name, head in self.heads.items():
                yield head, findings.of(name), gaps.of(name)
            return
        found = self.by_report()
        missed: dict[str, list[NotAssessed]] = {report: [] for report in found}
        for gap in self.coverage:
            missed[gap.report].append(gap)
        for name, head in self.heads.items():
            yield head, found[name], missed[name]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)


class _InOrder(Generic[OfReport]):
    """Findings or gaps that stand in the order of the reports, given out report by report."""

    def __init__(self, items: Sequence[OfReport]) -> None:
        self._groups: Iterator[tuple[str, Iterator[OfReport]]] = groupby(items, lambda item: item.report)
        self._next: tuple[str, Iterator[OfReport]] | None = next(self._groups, None)

    def of(self, report: str) -> Sequence[OfReport]:
        """Those of a report, which has to come after the one asked for before."""
        if self._next is None or self._next[0] != report:
            return ()
        found = tuple(self._next[1])
        self._next = next(self._groups, None)
        return found
