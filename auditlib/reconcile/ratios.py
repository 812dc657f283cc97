"""Shares and changes worked out: from the cells, and from the numbers that the prose states itself.

A percentage holds where it is the exact one rounded or cut at its last printed digit (4.348 is 4.35 or 4.34); 100%
without a hedge is all.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from auditlib.report import Claim, Given
from auditlib.wording import plain

HUNDRED = Decimal(100)
LEAST = Decimal("0.000001")
DIVIDED, MINUS, PLUS = "÷", "−", "＋"


@dataclass(frozen=True, slots=True)
class Worked:
    """A percentage or difference that was worked out, and how: 258÷805."""

    value: Decimal
    how: str


@dataclass(frozen=True, slots=True)
class Prose:
    """The counts that a report's prose states: in their order, and by the indicator that each speaks of; ``compared``
    are its comparisons with last year that state last year's number."""

    counts: tuple[Claim, ...]
    ends: tuple[int, ...]
    by_indicator: dict[str, tuple[Decimal, ...]]
    compared: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, claims: Sequence[Claim], compared: Sequence[Claim] = ()) -> "Prose":
        """The exact counts of this year among claims."""
        counted = {claim.end for claim in claims if claim.kind == "count"}
        counts = sorted(
            (
                claim
                for claim in claims
                if claim.unit != "%"
                and (claim.kind == "count" or (claim.kind == "change" and claim.end not in counted))
            ),
            key=lambda claim: claim.end,
        )
        stated: dict[str, list[Decimal]] = {}
        # What speaks of one cell alone goes before what may speak of several.
        for count in sorted(counts, key=lambda claim: claim.indicator.count("|")):
            if count.value is None or count.hedge or count.scope or count.kind != "count":
                continue
            for reading in filter(None, count.indicator.split("|")):
                stated.setdefault(reading, []).append(count.value)
        return cls(
            tuple(counts),
            tuple(count.end for count in counts),
            {name: tuple(dict.fromkeys(values)) for name, values in stated.items()},
            tuple(compared),
        )

    def priors(self, indicator: str, now: Decimal) -> list[Decimal]:
        """Last year's numbers of what is ``now`` so many, where the prose states them in another comparison."""
        return [
            claim.given.was
            for claim in self.compared
            if claim.indicator == indicator and claim.given.now == now and claim.given.was is not None
        ]

    def within(self, claim: Claim) -> list[Decimal]:
        """The counts that a claim's quote holds, in order; none where one of them is not exact."""
        first, last = bisect_right(self.ends, claim.start), bisect_right(self.ends, claim.end)
        inside = [count for count in self.counts[first:last] if count is not claim]
        if any(count.hedge or count.value is None for count in inside):
            return []
        return [count.value for count in inside if count.value is not None]


def precision(value: Decimal, *, all_is_exact: bool = True) -> tuple[Decimal, Decimal]:
    """The least and the greatest exact percentage that is printed as a value by rounding or cutting."""
    if value == HUNDRED and all_is_exact:
        return value, value
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return value - step / 2, value + step - LEAST


def share(part: Decimal, whole: Decimal) -> Worked | None:
    """A part of a whole in per cent; None of nothing."""
    return Worked(part * HUNDRED / whole, f"{shown(part)}{DIVIDED}{shown(whole)}") if whole > 0 else None


def growth(now: Decimal, was: Decimal) -> Worked | None:
    """A change in per cent of what it was; None of nothing."""
    if was <= 0:
        return None
    return Worked((now - was) * HUNDRED / was, f"({shown(now)}{MINUS}{shown(was)}){DIVIDED}{shown(was)}")


def difference(now: Decimal, was: Decimal) -> Worked:
    """A change by number."""
    return Worked(now - was, f"{shown(now)}{MINUS}{shown(was)}")


def stated_shares(numbers: Sequence[Decimal]) -> Iterator[Worked]:
    """What a share may come to where its own sentence states both numbers: of any number before, alone or with the
    parts just before it (其中咨询100件、投诉80件，占比…)."""
    if len(numbers) < 2:
        return
    *others, _ = numbers
    for depth, part in enumerate(accumulate(reversed(numbers))):
        for whole in others[: len(others) - depth] or others[:1]:
            if found := share(part, whole):
                yield found


def growth_by(by: Decimal, now: Decimal) -> Worked | None:
    """A change in per cent of what it was, from by how much it is more now; None of nothing."""
    was = now - by
    if was <= 0:
        return None
    less, sign = shown(now), MINUS if by >= 0 else PLUS
    return Worked(by * HUNDRED / was, f"{shown(by)}{DIVIDED}({less}{sign}{shown(abs(by))})")


def multiple(now: Decimal, was: Decimal) -> Worked | None:
    """How many times what it was a number is; None of nothing."""
    return Worked(now / was, f"{shown(now)}{DIVIDED}{shown(was)}") if was > 0 else None


def stated_changes(given: Given, nows: Sequence[Decimal], unit: str) -> Iterator[Worked]:
    """What a change may come to by the numbers that its sentence states, in its unit: a rate, a multiple or a number.

    ``nows`` are what may have changed, likeliest first.
    """
    was, by = given.was, given.by
    for now in nows:
        if was is not None:
            yield from changed(now, was, unit)
    if unit != "%" or by is None:
        return
    if was is not None and was > 0:
        yield Worked(by * HUNDRED / was, f"{shown(by)}{DIVIDED}{shown(was)}")
    for now in nows:
        if found := growth_by(by, now):
            yield found


def changed(now: Decimal, was: Decimal, unit: str) -> Iterator[Worked]:
    """A change in its unit: per cent, times (of which 增长2倍 may mean either), or the number itself."""
    if unit == "%":
        found = growth(now, was)
    elif unit == "倍":
        found = multiple(now, was)
    else:
        found = difference(now, was)
    if found:
        yield found
    if unit == "倍" and found:
        yield Worked(found.value - 1, f"{found.how}{MINUS}1")


def shown(value: Decimal) -> str:
    """A number as it is written in a calculation."""
    return plain(float(value))
