"""What a run of the suites yields, before it is put into words: failures and records that were not assessable."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from auditlib.checks.kinds import Verdict
from auditlib.checks.rules import Rule
from auditlib.edits import FAIL


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a record (a row of the rule's frame, counted from 0) breaks, with the figures compared."""

    rule: Rule
    row: int
    verdict: Verdict
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A rule that could not be assessed on a record (a row of the rule's frame, counted from 0)."""

    rule: Rule
    row: int


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One rule's result: the rows that break it with their verdicts (codes of edits.VERDICTS) and the figures
    compared, and the rows that were not assessable. Arrays, as there may be many."""

    rule: Rule
    rows: npt.NDArray[np.int64]
    verdicts: npt.NDArray[np.uint8]
    left: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]
    not_assessable: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All that a run of the suites yields, a result a rule."""

    results: tuple[Result, ...]

    @property
    def failures(self) -> Iterator[Failure]:
        """Every failure, one after another."""
        for result in self.results:
            for row, code, left, right in zip(
                result.rows.tolist(),
                result.verdicts.tolist(),
                result.left.tolist(),
                result.right.tolist(),
                strict=True,
            ):
                yield Failure(result.rule, row, "fail" if code == FAIL else "incomplete", left, right)

    @property
    def unassessed(self) -> Iterator[Unassessed]:
        """Every record that a rule could not be assessed on."""
        for result in self.results:
            for row in result.not_assessable.tolist():
                yield Unassessed(result.rule, row)
