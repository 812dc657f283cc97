"""The table values that a claim speaks of.

A claim is held against the table by the reading of its wording that agrees, else by its first reading.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from auditlib.dates import years
from auditlib.forms.codebook import APPLICANTS, ROUTES
from auditlib.narrative.directions import fell
from auditlib.reconcile.ratios import (
    HUNDRED,
    Prose,
    Worked,
    changed,
    precision,
    share,
    stated_changes,
    stated_shares,
)
from auditlib.report import Claim, Fact, Report, State

Facts = Mapping[str, Fact]
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
NEARLY = Decimal("0.1")
LEVEL = Decimal("0.05")
FEW = Decimal(2)
RATES = ("%", "倍")
WORST: tuple[State, ...] = ("absent", "unreadable", "blank", "mark", "number")
SIGNS = re.compile(r"[+/]")
STOP = re.compile(r"[。；;！？!?\n]")
DIFFERS = re.compile(r"[增减多少升降][^，。；]{0,3}$")
OUTCOMES = ("upheld", "corrected", "other", "pending")
# Where all requests were closed, what must be zero: what is carried out, or received beyond what was closed.
LEFT_OPEN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "request.closed.total": (("request.carried_out.total",), ()),
    "request.closed": (("request.received",), ("request.closed",)),
    "request.closed.on_time": (("request.closed.extended",), ()),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A claim beside the table: the reading it is held by, that reading's value and state, and what the words allow.

    ``low`` and ``high`` are None where that cannot be known (last year's report is not here); ``prior`` is last
    year's value of the same reading. Of a share or change ``table_value`` is what it comes to, ``worked`` how
    (258÷805), and ``support`` whether its numbers are the table's (linked) or only the prose's own (stated).
    """

    claim: Claim
    reading: str
    table_value: Decimal | None
    state: State
    low: Decimal | None
    high: Decimal | None
    prior: Decimal | None
    support: str = "unsupported"
    worked: str = ""


@lru_cache(maxsize=1 << 12)
def terms(expression: str) -> tuple[str, ...]:
    """The indicators of one reading: ``a``, ``a+b`` or ``a/b+c``."""
    return tuple(name for name in SIGNS.split(expression) if name)


def value_of(expression: str, facts: Facts) -> tuple[Decimal | None, State]:
    """The sum of a reading's cells, blanks and marks as zero; None where a cell is absent or unreadable.

    A total that was left blank over filled cells of its row counts as what they add up to.
    """
    cells = [facts.get(name) for name in terms(expression)]
    states: list[State] = [cell.state if cell else "absent" for cell in cells]
    worst: State = min(states, key=WORST.index, default="absent")
    if worst in ("absent", "unreadable"):
        return None, worst
    return sum((_number(cell, facts) for cell in cells if cell), Decimal(0)), worst


def _number(cell: Fact, facts: Facts) -> Decimal:
    if cell.state != "blank" or not cell.indicator.endswith(".total"):
        return cell.value or Decimal(0)
    row = cell.indicator.removesuffix("total")
    columns = OUTCOMES if row.removeprefix("remedy.").rstrip(".") in ROUTES else APPLICANTS[:-1]
    return sum((facts[row + name].value or Decimal(0) for name in columns if row + name in facts), Decimal(0))


def in_unit_of(claim: Claim, unit: str) -> Decimal:
    """A claim's value in the unit of the table, where both are of money."""
    value = claim.value or Decimal(0)
    return value * YUAN[claim.unit] / YUAN[unit] if claim.unit in YUAN and unit in YUAN else value


def bounds(claim: Claim, unit: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that the words allow, in the unit of the table.

    近 and 约 allow a tenth, and of a rate half a step of its last digit (近三成 may be 26%), 余 and 超 up to the next step of
    the last written digit (1000余 is below 2000) or a tenth if that is more; a value written in 万 is rounded or cut at
    its last digit (15.8万 is above 15.7万 and below 15.9万).
    """
    value = in_unit_of(claim, unit)
    nearly = value * NEARLY
    if claim.unit in RATES:
        nearly = max(nearly, _step(value) / 2)
    if claim.hedge == "约":
        return value - nearly, value + nearly
    if claim.hedge == "近":
        return value - nearly, value
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
    year = report.identity.year
    prose = Prose.of(report.claims, [one for one in report.claims if _states_last_year(one, year)])
    for claim in report.claims:
        if claim.kind == "share":
            yield _share(claim, facts, prose)
        elif claim.kind == "all":
            yield _all(claim, facts)
        elif claim.kind in ("change", "level"):
            told = _change if claim.kind == "change" else _level
            if _on_last_year(claim, year):
                yield told(claim, facts, earlier, prose)
            else:
                yield _without_table(told(claim, facts, {}, prose))
        else:
            measured = _measure(claim, facts, earlier)
            yield _unheld(claim) if _is_one_part(measured, report) else measured


def _on_last_year(claim: Claim, year: int | None) -> bool:
    """Whether a comparison is with the year before, and not with another year that it names."""
    return all(year is None or named == year - 1 for named, _, _ in years(claim.because))


def _states_last_year(claim: Claim, year: int | None) -> bool:
    """Whether a change of a cell comes with last year's number."""
    return (
        claim.kind == "change"
        and claim.given.was is not None
        and bool(claim.indicator)
        and _on_last_year(claim, year)
    )


def _readings(claim: Claim) -> list[str]:
    return [reading for reading in claim.indicator.split("|") if reading]


def _unheld(claim: Claim, reading: str = "") -> Measured:
    """A claim without a counterpart in the table."""
    return Measured(claim, reading, None, "absent", None, None, None, "linked" if reading else "unsupported")


def _measure(claim: Claim, facts: Facts, earlier: Facts) -> Measured:
    readings = _readings(claim)
    if not readings:
        return _unheld(claim)
    measured = [_by_reading(claim, reading, facts, earlier) for reading in readings]
    return next((m for m in measured if _fits(m)), measured[0])


def _is_one_part(measured: Measured, report: Report) -> bool:
    """Whether a count that is less than its cell makes up the cell with the counts told beside it that speak of no
    other cell: 窗口受理12件，线上受理45件, where the table has 57."""
    claim, whole = measured.claim, measured.table_value
    if (
        claim.kind != "count"
        or claim.hedge
        or claim.value is None
        or not whole
        or not 0 < claim.value < whole
    ):
        return False
    beside = [other for other in report.claims if other is claim or _is_beside(other, claim, report.text)]
    at = next(n for n, other in enumerate(beside) if other is claim)
    runs = ((first, last) for first in range(at + 1) for last in range(at + 1, len(beside) + 1))
    return any(
        last - first > 1 and sum(one.value or 0 for one in beside[first:last]) == whole
        for first, last in runs
    )


def _is_beside(other: Claim, claim: Claim, text: str) -> bool:
    """Whether a count speaks of no cell, nor of a difference, and stands in one sentence with a claim."""
    if other.kind != "count" or other.indicator or other.hedge or not other.value or other.unit != claim.unit:
        return False
    if other.scope not in ("", "part"):
        return False
    between = text[min(other.start, claim.start) : max(other.end, claim.end)].rstrip("。；;")
    figure = text[other.start : other.end].rstrip(claim.unit).rstrip("0123456789")
    return not STOP.search(between) and not DIFFERS.search(figure)


def _by_reading(claim: Claim, reading: str, facts: Facts, earlier: Facts) -> Measured:
    value, state = value_of(reading, facts)
    prior, _ = value_of(reading, earlier) if earlier else (None, "absent")
    if claim.kind == "level":
        low, high = (None, None) if prior is None else _level_with(prior, claim)
    else:
        unit = next((facts[name].unit for name in terms(reading) if name in facts), "")
        low, high = bounds(claim, unit)
    return Measured(claim, reading, value, state, low, high, prior, "linked")


def _without_table(measured: Measured) -> Measured:
    """A comparison with a year whose report is not looked at: held by its own sentence or by nothing."""
    return measured if measured.low is not None else _unheld(measured.claim)


def _level(claim: Claim, facts: Facts, earlier: Facts, _: Prose) -> Measured:
    """A number that is said to equal an earlier year's: by the table, or by the two numbers that the sentence states."""
    now, was = claim.given.now, claim.given.was
    if now is None or was is None:
        return _measure(claim, facts, earlier)
    low, high = _level_with(was, claim)
    stated = Measured(claim, "", now, "number", low, high, was, "stated")
    if not _fits(stated) or not earlier or not claim.indicator:
        return stated
    return _measure(claim, facts, earlier)


def _level_with(was: Decimal, claim: Claim) -> tuple[Decimal, Decimal]:
    """What is level with an earlier number: it alone, or where it is only roughly so a little more and less."""
    slack = max(was * LEVEL, FEW) if claim.hedge else Decimal(0)
    return was - slack, was + slack


def _fits(measured: Measured) -> bool:
    if measured.table_value is None or measured.low is None or measured.high is None:
        return False
    return measured.low <= measured.table_value <= measured.high


def _held(options: Sequence[Measured], claim: Claim, readings: Sequence[str]) -> Measured:
    """Of the ways to work a claim out the one that agrees, else the first that can be told, else the first."""
    told = [option for option in options if option.state not in ("absent", "blank")]
    return next(
        (option for option in options if _fits(option)),
        next(iter([*told, *options]), None) or _unheld(claim, next(iter(readings), "")),
    )


def _share(claim: Claim, facts: Facts, prose: Prose) -> Measured:
    readings, inside, given = _readings(claim), prose.within(claim), claim.given
    low, high = bounds(claim, "") if claim.hedge else precision(claim.value or Decimal(0))

    def option(reading: str, worked: Worked | None, state: State = "number") -> Iterator[Measured]:
        if worked:
            support = "linked" if reading else "stated"
            yield Measured(claim, reading, worked.value, state, low, high, None, support, worked.how)

    # What the words name first comes first, by the prose's own numbers and then by the table's.
    options: list[Measured] = []
    for reading in readings:
        top, _, bottom = reading.partition("/")
        part, part_state = value_of(top, facts)
        whole, whole_state = value_of(bottom, facts)
        parts = [given.now] if given.now is not None else inside[-1:] or prose.by_indicator.get(top, ())
        for number in parts:
            for total in sorted(prose.by_indicator.get(bottom, ()), key=lambda stated: stated != whole):
                if total != number or top not in terms(bottom):
                    options += option(reading, share(number, total))
        if part is not None and whole:
            state: State = "absent" if whole_state == "blank" else part_state
            options += option(reading, share(part, whole), state)
        if whole and whole_state != "blank":
            options += [o for number in parts for o in option(reading, share(number, whole))]
    if given.now is not None and given.was is not None:
        options += option("", share(given.now, given.was))
    if not readings and claim.because:
        options += [o for worked in stated_shares(inside) for o in option("", worked)]
    first = next(iter(readings), "")
    now = given.now
    options += [o for one in given.others if now is not None for o in option(first, share(now, one))]
    return _held([one for one in options if _is_share(one)] or options, claim, readings)


def _is_share(worked: Measured) -> bool:
    """Whether what was worked out can be a part of a whole."""
    return worked.table_value is None or worked.table_value <= HUNDRED


def _change(claim: Claim, facts: Facts, earlier: Facts, prose: Prose) -> Measured:
    """A change by the numbers that the sentence states, and by the tables of the two years.

    Where the sentence gives last year's number otherwise than last year's report it is held by the tables alone.
    """
    low, high = bounds(claim, "") if claim.hedge or claim.unit not in RATES else _printed(claim)
    if fell(claim.because):
        low, high = -high, -low
    readings, given = _readings(claim), claim.given

    def option(
        reading: str, worked: Worked, state: State = "number", prior: Decimal | None = None
    ) -> Measured:
        support = "linked" if reading else "stated"
        return Measured(claim, reading, worked.value, state, low, high, prior, support, worked.how)

    table: list[Measured] = []
    priors: list[Decimal] = []
    nows = [given.now] if given.now is not None else []
    for reading in _of_number(readings, given.now, facts):
        now, state = value_of(reading, facts)
        was, was_state = value_of(reading, earlier) if earlier else (None, "absent")
        if given.now is None:
            nows += prose.by_indicator.get(reading, ())
            nows += [now] if now is not None and state == "number" else []
        if was is not None and was_state == "number":
            priors.append(was)
        if now is not None and was is not None:
            told: State = "absent" if was_state == "blank" and not was else state
            table += [option(reading, worked, told, was) for worked in changed(now, was, claim.unit)]
    first = next(iter(readings), "")
    stated = [
        option(first, worked)
        for worked in stated_changes(given, [*dict.fromkeys(nows), *given.others], claim.unit)
    ]
    if given.was is not None and priors and given.was not in priors:
        stated = []
    if given.was is None and given.now is not None and not (table or stated):
        stated = [
            option(first, worked)
            for was in prose.priors(claim.indicator, given.now)
            for worked in changed(given.now, was, claim.unit)
        ]
    options = [*stated, *table] if given.was is not None or claim.unit != "%" else [*table, *stated]
    if not options and readings and earlier:
        return replace(_unheld(claim, readings[0]), low=low, high=high)
    return _held(options, claim, readings)


def _of_number(readings: Sequence[str], now: Decimal | None, facts: Facts) -> Sequence[str]:
    """The readings whose cells have the number that the sentence states, all where none has."""
    return [
        reading for reading in readings if now is not None and value_of(reading, facts)[0] == now
    ] or readings


def _printed(claim: Claim) -> tuple[Decimal, Decimal]:
    """What a printed rate of change allows; one of 100% is no claim of all, and one below zero is a fall."""
    value = claim.value or Decimal(0)
    low, high = precision(abs(value), all_is_exact=False)
    return (low, high) if value >= 0 else (-high, -low)


def counters(reading: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cells that are zero where those of a reading hold all, and cells to be taken off them."""
    if reading in LEFT_OPEN:
        return LEFT_OPEN[reading]
    named = terms(reading)
    groups = dict.fromkeys(name.rpartition(".")[0] for name in named)
    return tuple(
        f"{group}.{outcome}"
        for group in groups
        for outcome in (OUTCOMES if group.startswith("remedy.") else OUTCOMES[:-1])
        if f"{group}.{outcome}" not in named
    ), ()


def _all(claim: Claim, facts: Facts) -> Measured:
    for reading in _readings(claim):
        more, less = counters(reading)
        value, state = value_of("+".join(more), facts)
        taken, taken_state = value_of("+".join(less), facts) if less else (Decimal(0), "number")
        if not more or value is None or taken is None:
            continue
        zero = Decimal(0)
        worst = min(state, taken_state, key=WORST.index)
        return Measured(claim, reading, max(zero, value - taken), worst, zero, zero, None, "linked")
    return _unheld(claim)
