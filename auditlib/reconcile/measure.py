"""The table values that a claim speaks of.

A claim is held against the table by the reading of its wording that agrees, else by its first reading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditlib.report import Claim, Fact, Report, State

Facts = Mapping[str, Fact]
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
NEARLY = Decimal("0.1")
LEVEL = Decimal("0.05")
WORST: tuple[State, ...] = ("absent", "unreadable", "blank", "mark", "number")


@dataclass(frozen=True, slots=True)
class Measured:
    """A claim beside the table: the reading it is held by, that reading's value and state, and what the words allow.

    ``low`` and ``high`` are None where that cannot be known (last year's report is not here); ``prior`` is last
    year's value of the same reading.
    """

    claim: Claim
    reading: str
    table_value: Decimal | None
    state: State
    low: Decimal | None
    high: Decimal | None
    prior: Decimal | None


def terms(expression: str) -> tuple[str, ...]:
    """The indicators of one reading: ``a+b`` or ``a``."""
    return tuple(name for name in expression.split("+") if name)


def value_of(expression: str, facts: Facts) -> tuple[Decimal | None, State]:
    """The sum of a reading's cells, blanks and marks as zero; None where a cell is absent or unreadable."""
    cells = [facts.get(name) for name in terms(expression)]
    states: list[State] = [cell.state if cell else "absent" for cell in cells]
    worst: State = min(states, key=WORST.index, default="absent")
    if worst in ("absent", "unreadable"):
        return None, worst
    return sum((cell.value or Decimal(0) for cell in cells if cell), Decimal(0)), worst


def bounds(claim: Claim, unit: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that the words allow, in the unit of the table.

    近 and 约 allow a tenth, 余 and 超 up to the next step of the last written digit (1000余 is below 2000) or a
    tenth if that is more; a value written in 万 is rounded or cut at its last digit (15.8万 is above 15.7万 and below
    15.9万).
    """
    value = claim.value or Decimal(0)
    if claim.unit in YUAN and unit in YUAN:
        value = value * YUAN[claim.unit] / YUAN[unit]
    if claim.hedge == "约":
        return value * (1 - NEARLY), value * (1 + NEARLY)
    if claim.hedge == "近":
        return value * (1 - NEARLY), value
    if claim.hedge in ("余", "超"):
        return value, value + max(_step(value), value * NEARLY)
    if claim.hedge == "万":
        slack = min(_step(value), value * NEARLY)
        return value - slack, value + slack
    return value, value


def _step(value: Decimal) -> Decimal:
    plain = value.normalize().as_tuple()
    return Decimal(1).scaleb(int(plain.exponent)) if value else Decimal(0)


def measure(report: Report, before: Report | None) -> Iterator[Measured]:
    """Every claim of a report beside its table and, where it is loaded, last year's."""
    facts = {fact.indicator: fact for fact in report.facts}
    earlier = {fact.indicator: fact for fact in before.facts} if before else {}
    for claim in report.claims:
        yield _measure(claim, facts, earlier)


def _measure(claim: Claim, facts: Facts, earlier: Facts) -> Measured:
    readings = [reading for reading in claim.indicator.split("|") if reading]
    if not readings:
        return Measured(claim, "", None, "absent", None, None, None)
    measured = [_by_reading(claim, reading, facts, earlier) for reading in readings]
    return next((m for m in measured if _fits(m)), measured[0])


def _by_reading(claim: Claim, reading: str, facts: Facts, earlier: Facts) -> Measured:
    value, state = value_of(reading, facts)
    prior, _ = value_of(reading, earlier) if earlier else (None, "absent")
    if claim.kind == "level":
        slack = (prior or Decimal(0)) * LEVEL if claim.hedge else Decimal(0)
        low, high = (None, None) if prior is None else (prior - slack, prior + slack)
        return Measured(claim, reading, value, state, low, high, prior)
    unit = next((facts[name].unit for name in terms(reading) if name in facts), "")
    low, high = bounds(claim, unit)
    return Measured(claim, reading, value, state, low, high, prior)


def _fits(measured: Measured) -> bool:
    if measured.table_value is None or measured.low is None or measured.high is None:
        return False
    return measured.low <= measured.table_value <= measured.high
