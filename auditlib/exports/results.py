"""What an export is made from: the findings and, where an auditor has worked on them, the decisions."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from auditlib.baseline import Baseline
from auditlib.checks.given import GivenSuites, listed
from auditlib.checks.rules import Rule
from auditlib.decisions import Decision, Standing
from auditlib.findings import Finding, Findings
from auditlib.resources import expectations
from auditlib.standings import Work

_SUITE_FILES = (".json", ".csv")


def now() -> datetime:
    """The time to print: that of SOURCE_DATE_EPOCH where it is set, as builds that can be repeated do, else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class SuiteFile:
    """One file of rules that was in force, with the SHA-256 of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True)
class Results:
    """All that the writers of this package are given.

    ``work`` is None where decisions are no part of the results, and ``decisions`` the name of their file. ``made`` is
    the time that is printed and that the files bear: the same input and time give the same bytes.
    """

    findings: Findings
    work: Work | None = None
    decisions: str = ""
    rules: tuple[Rule, ...] = ()
    suites: tuple[SuiteFile, ...] = ()
    baseline: Baseline | None = None
    made: datetime = field(default_factory=now)

    def decision(self, finding: Finding) -> Decision | None:
        """The decision that was made on a finding."""
        return self.work.decisions.get(finding.id) if self.work else None

    def standing(self, finding: Finding) -> Standing:
        """Where a finding stands; undecided where decisions are no part of the results."""
        return self.work.standing(finding) if self.work else "undecided"

    def is_known(self, finding: Finding) -> bool:
        """Whether the baseline covers a finding."""
        return self.baseline is not None and self.baseline.covers(finding)

    @property
    def assigned(self) -> Mapping[str, str]:
        """Who has which finding to look at."""
        return self.work.assigned if self.work else {}


def suite_files(given: GivenSuites | None = None, *, only: bool = False) -> tuple[SuiteFile, ...]:
    """The files of rules that an audit with these suites rests on, the product's own first."""
    several = listed(given)
    paths = [] if only and several else sorted(expectations().glob("*.json"))
    for path in (Path(one) for one in several if isinstance(one, str | Path)):
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        paths += [file for file in inside if file.is_file() and file.suffix.lower() in _SUITE_FILES]
    return tuple(SuiteFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)
