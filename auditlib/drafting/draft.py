"""A finding before it has its name."""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.findings import Finding
from auditlib.messages import Bilingual
from auditlib.report import Report

Cell = tuple[str, str]
"""The id of a report and an indicator in it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has its name; ``subject`` is what it is about.

    Of an incomplete relation ``blanks`` are its blank cells and ``needed`` is the least and the greatest that they can
    add up to. ``total`` is the cell that is blank over filled parts, where that is what the draft tells, ``label`` its
    name, and ``group`` holds such drafts together that make one finding.

    ``head`` is the one cell that its rule is about, ``claim`` the stretch of the report's text that it takes at its
    word: what it shares with other findings of a case.
    """

    finding: Finding
    subject: str
    blanks: frozenset[Cell] = frozenset()
    needed: tuple[float, float] = (0.0, math.inf)
    total: Cell | None = None
    label: str = ""
    group: str = ""
    head: Cell | None = None
    claim: tuple[int, int] | None = None


def unnamed(failure: Failure, report: Report, message: Bilingual, **of: Any) -> Finding:
    """The finding of a failure without its name: what its rule says, and ``of`` this record."""
    rule = failure.rule
    return Finding(
        id="",
        fingerprint="",
        report=report.id,
        agency=report.identity.agency,
        year=report.identity.year,
        rule=rule.id,
        family=of.pop("family", rule.family),
        verdict=failure.verdict,
        severity="warning" if failure.verdict == "incomplete" and rule.severity == "error" else rule.severity,
        title=rule.title,
        message=message,
        clause=rule.clause,
        **of,
    )


def fields_of(record: "pd.Series[Any]") -> dict[str, object]:
    """The columns of a record, to be filled into a message."""
    return {str(name): value for name, value in record.items()}
