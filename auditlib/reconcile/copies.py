"""The same report in two file forms: the figures that differ between them.

Only what can be read in both is compared; a blank, a mark and a zero are the same figure.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditlib.report import Claim, Copy, Fact, Report

READABLE = ("number", "blank", "mark")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the report gives as ``value`` and its copy as ``other``: a cell, or a stated quantity (``quote``)."""

    indicator: str
    label: str
    value: Decimal
    other: Decimal
    quote: str = ""
    start: int = -1
    end: int = -1


def differences(report: Report, copy: Copy) -> tuple[int, tuple[Difference, ...]]:
    """How many figures could be compared, and those that differ: cells first, then what the prose states."""
    theirs = {fact.indicator: fact for fact in copy.facts if fact.state in READABLE}
    cells = [
        (fact, theirs[fact.indicator])
        for fact in report.facts
        if fact.state in READABLE and fact.indicator in theirs
    ]
    stated = list(_pairs(report.claims, copy.claims))
    return len(cells) + len(stated), (
        *(_of_cells(a, b) for a, b in cells if _value(a) != _value(b)),
        *(_of_claims(a, b) for a, b in stated if a.value != b.value),
    )


def _value(fact: Fact) -> Decimal:
    return fact.value or Decimal(0)


def _of_cells(fact: Fact, other: Fact) -> Difference:
    return Difference(fact.indicator, fact.label, _value(fact), _value(other))


def _of_claims(claim: Claim, other: Claim) -> Difference:
    value, said = claim.value or Decimal(0), other.value or Decimal(0)
    return Difference(claim.indicator, claim.quote, value, said, claim.quote, claim.start, claim.end)


def _pairs(mine: Sequence[Claim], theirs: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Quantities that both state of one thing, where both state as many of it."""
    others = _by_subject(theirs)
    for subject, claims in _by_subject(mine).items():
        if len(claims) == len(others.get(subject, ())):
            yield from zip(claims, others[subject], strict=True)


def _by_subject(claims: Sequence[Claim]) -> dict[tuple[str, str, str], list[Claim]]:
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.indicator and claim.value is not None:
            found[claim.indicator, claim.kind, claim.scope].append(claim)
    return found
