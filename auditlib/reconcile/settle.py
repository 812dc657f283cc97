"""Glued cells split: by a row's own arithmetic, by the relations around it, by last year's report and by the prose.

Facts that share one cell are a strip. Each strip has the ways its text may part; every relation that the form states
leaves out the ways that would break it. What all remaining ways agree on is settled, the rest stays unreadable. A
relation that no way would satisfy is left aside: it may be the report that is wrong. Every relation that took part is
noted in the fact (``used``), as it proves nothing about it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from auditlib.forms.codebook import ANNUAL, APPLICANTS, Entry, codebook
from auditlib.forms.values import understand
from auditlib.reconcile.neighbours import years_before
from auditlib.reconcile.ways import Group, TooManyWaysError, Values, ways, words_of
from auditlib.report import Fact, Relation, Report
from auditlib.wording import split_ordinal, squeeze

ROUNDS = 4
MOST_SUMS = 20_000
NOT_OUTCOMES = frozenset({"new", "carried_in", "closed", "carried_out"})
Name = tuple[str, str]  # (report, indicator)
Equation = Mapping[Name, int]  # the terms add up to zero, each with its sign


@dataclass(eq=False)
class Strip:
    """The cells of one report that share a text, and the ways in which it may part."""

    report: str
    indicators: tuple[str, ...]
    ways: tuple[Values, ...]
    used: frozenset[Relation] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether more than one way is left."""
        return len(self.ways) > 1

    def keep(self, kept: Sequence[Values], by: Relation) -> None:
        """Go on with these ways alone, if they are fewer."""
        if 0 < len(kept) < len(self.ways):
            self.ways = tuple(kept)
            self.used |= {by}

    def value(self, indicator: str) -> Decimal | None:
        """What all ways say of a cell; None where they differ or there is none."""
        at = self.indicators.index(indicator)
        said = {values[at] for values in self.ways}
        return said.pop() if len(said) == 1 else None


def settle(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports with their glued cells split where one way is left."""
    strips = [strip for report in reports for strip in _strips(report)]
    if not strips:
        return tuple(reports)
    by_report: dict[str, list[Strip]] = defaultdict(list)
    for strip in strips:
        by_report[strip.report].append(strip)
    known = {(report.id, fact.indicator): fact for report in reports for fact in report.facts}
    owner = {(strip.report, name): strip for strip in strips for name in strip.indicators}
    before = years_before(reports)
    glued = [report for report in reports if report.id in by_report]
    near = [report for report in reports if {report.id, _id(before.get(report.id))} & by_report.keys()]
    for _ in range(ROUNDS):
        left = sum(len(strip.ways) for strip in strips)
        for report in glued:
            for by, equations in _within(report):
                _narrow(by, equations, known, owner)
        for report in near:
            if earlier := before.get(report.id):
                for by, equations in _across(report, earlier):
                    _narrow(by, equations, known, owner)
        if left == sum(len(strip.ways) for strip in strips):
            for report in glued:
                _by_prose(report, by_report[report.id])
        if left == sum(len(strip.ways) for strip in strips):
            break
    return tuple(
        _with(report, by_report[report.id]) if report.id in by_report else report for report in reports
    )


def _id(report: Report | None) -> str:
    return report.id if report else ""


def _strips(report: Report) -> Iterator[Strip]:
    """The glued rows of a report with the ways that their own arithmetic leaves."""
    shared: dict[tuple[int, int, int], list[Fact]] = defaultdict(list)
    for fact in report.facts:
        if fact.state in ("unreadable", "blank"):
            shared[fact.table, fact.row, fact.column].append(fact)
    rows = [facts for facts in shared.values() if len(facts) > 1]
    blanks_are_lost = any(facts[0].state == "blank" for facts in rows) and not any(
        set(facts[0].text) <= set("0 ") for facts in rows if facts[0].state == "unreadable"
    )
    for facts in rows:
        if facts[0].state == "unreadable":
            # Where whole rows are blank zeros were not printed, and a blank cell leaves no trace among figures.
            names = tuple(fact.indicator for fact in facts)
            yield Strip(report.id, names, ()) if blanks_are_lost else _strip(report, facts)


def _strip(report: Report, facts: Sequence[Fact]) -> Strip:
    names = tuple(fact.indicator for fact in facts)
    groups = tuple(_groups(report.form, names))
    text = facts[0].text
    try:
        found = ways(text, groups, by_total=False)
    except TooManyWaysError:
        found = ()
    used: frozenset[Relation] = frozenset()
    if len(found) != 1 and any(group.total is not None for group in groups):
        used = frozenset({"row"})
        try:
            found = ways(text, groups, by_total=True)
        except TooManyWaysError:
            found = ()
    return Strip(report.id, names, found, used)


def _groups(form: str, names: Sequence[str]) -> Iterator[Group]:
    entries = codebook(form).by_indicator if form in ANNUAL else {}
    for _, named in groupby(names, key=lambda name: name.rpartition(".")[0]):
        inside = [entries.get(name, Entry(name, name, "")) for name in named]
        fields = [entry.field for entry in inside]
        whole = set(fields) >= (set(APPLICANTS) if inside[0].table == "request" else {"upheld", "pending"})
        yield Group(
            size=len(inside),
            total=fields.index("total") if "total" in fields and whole else None,
            amounts=frozenset(n for n, entry in enumerate(inside) if entry.unit.endswith("元")),
            signed=frozenset(n for n, field in enumerate(fields) if field == "change"),
        )


def _within(report: Report) -> Iterator[tuple[Relation, list[Equation]]]:
    """The relations inside the request matrix of a report, a column an equation."""
    if report.form not in ANNUAL:
        return
    outcomes = [row for row in codebook(report.form).subjects("request") if row not in NOT_OUTCOMES]

    def column(applicant: str, plus: Iterable[str], minus: Iterable[str]) -> Equation:
        signed = [*((row, 1) for row in plus), *((row, -1) for row in minus)]
        return {(report.id, f"request.{row}.{applicant}"): sign for row, sign in signed}

    yield "column", [column(applicant, outcomes, ["closed"]) for applicant in APPLICANTS]
    yield "balance", [column(a, ["new", "carried_in"], ["closed", "carried_out"]) for a in APPLICANTS]


def _across(report: Report, before: Report) -> Iterator[tuple[Relation, list[Equation]]]:
    """The relations between a report and the same agency's of the year before."""
    if report.form not in ANNUAL or before.form not in ANNUAL:
        return
    yield (
        "carry_over",
        [
            {(report.id, f"request.carried_in.{a}"): 1, (before.id, f"request.carried_out.{a}"): -1}
            for a in APPLICANTS
        ],
    )
    if report.form != before.form:
        return
    for item in codebook(report.form).subjects("disclosure"):
        for this, last in (
            ({"in_force": 1, "made": -1, "repealed": 1}, {"in_force": -1}),
            ({"previous": 1}, {"previous": -1, "change": -1}),
            ({"public_total": 1, "published": -1}, {"public_total": -1}),
        ):
            terms = [((report.id, f"disclosure.{item}.{field}"), sign) for field, sign in this.items()]
            terms += [((before.id, f"disclosure.{item}.{field}"), sign) for field, sign in last.items()]
            if {name.rpartition(".")[2] for (_, name), _ in terms} <= {
                entry.field for entry in codebook(report.form).table("disclosure") if entry.subject == item
            }:
                yield "stock", [dict(terms)]


def _narrow(
    by: Relation, equations: Sequence[Equation], known: Mapping[Name, Fact], owner: Mapping[Name, Strip]
) -> None:
    """Leave out the ways that no way of the others completes to all equations at once."""
    usable: list[tuple[Decimal, list[tuple[Strip, int, int]]]] = []
    for equation in equations:
        fixed, free, lost = Decimal(0), list[tuple[Strip, int, int]](), False
        for name, sign in equation.items():
            strip, fact = owner.get(name), known.get(name)
            if strip is not None and strip.ways:
                free.append((strip, strip.indicators.index(name[1]), sign))
            elif fact is not None and fact.state in ("number", "blank", "mark"):
                fixed += sign * (fact.value or 0)
            else:
                lost = True
        if free and not lost:
            usable.append((fixed, free))
    strips = list(dict.fromkeys(strip for _, free in usable for strip, _, _ in free))
    if not any(strip.is_open for strip in strips):
        return
    start = tuple(fixed for fixed, _ in usable)

    def part(strip: Strip, values: Values) -> tuple[Decimal, ...]:
        return tuple(
            sum((sign * values[at] for other, at, sign in free if other is strip), Decimal(0))
            for _, free in usable
        )

    parts = [{values: part(strip, values) for values in strip.ways} for strip in strips]
    sums: list[set[tuple[Decimal, ...]]] = [{start}]
    for one in parts:
        sums.append({_add(total, step) for total in sums[-1] for step in set(one.values())})
        if len(sums[-1]) > MOST_SUMS:
            return
    wanted = {tuple(Decimal(0) for _ in usable)} & sums[-1]
    kept: list[list[Values]] = []
    for one, earlier in zip(reversed(parts), reversed(sums[:-1]), strict=True):
        back = {
            values: {rest for total in wanted if (rest := _add(total, step, -1)) in earlier}
            for values, step in one.items()
        }
        kept.append([values for values, rests in back.items() if rests])
        wanted = set().union(*back.values()) if back else set()
    for strip, values in zip(strips, reversed(kept), strict=True):
        strip.keep(values, by)


def _add(a: tuple[Decimal, ...], b: tuple[Decimal, ...], sign: int = 1) -> tuple[Decimal, ...]:
    return tuple(x + sign * y for x, y in zip(a, b, strict=True))


def _by_prose(report: Report, strips: Iterable[Strip]) -> None:
    """Prefer the one way of a row that the prose states the numbers of: all of them that are open but one."""
    for strip in strips:
        if not strip.is_open:
            continue
        open_ = [n for n, name in enumerate(strip.indicators) if strip.value(name) is None]
        said = set(_said(report, strip.indicators[0]))
        scores = [len({values[n] for n in open_} & said) for values in strip.ways]
        best = max(scores)
        if best >= max(1, len(open_) - 1) and scores.count(best) == 1:
            strip.keep([strip.ways[scores.index(best)]], "prose")


def _said(report: Report, indicator: str) -> Iterator[Decimal]:
    """The numbers of two digits and more that the prose states of a row in the words of its label."""
    entry = codebook(report.form).by_indicator[indicator]
    words = split_ordinal(squeeze(entry.row.rpartition(" / ")[2]))[1].removeprefix("行政")
    for claim in report.claims:
        if (
            claim.value is not None
            and claim.value >= 10
            and not claim.scope
            and words in squeeze(claim.quote)
        ):
            yield claim.value


def _with(report: Report, strips: Iterable[Strip]) -> Report:
    """The report with the cells that its strips settle."""
    settled: dict[str, Fact] = {}
    facts = {fact.indicator: fact for fact in report.facts}
    for strip in strips:
        texts = words_of(facts[strip.indicators[0]].text)
        for n, name in enumerate(strip.indicators):
            value = strip.value(name)
            if len(texts) == len(strip.indicators):  # white space parts them all: nothing was glued
                state, value, text = understand(texts[n])
                settled[name] = facts[name]._replace(state=state, value=value, text=text)
            elif value is not None:
                settled[name] = facts[name]._replace(
                    state="number", value=value, text=f"{value}", basis="split", used=strip.used
                )
    return replace(report, facts=tuple(settled.get(fact.indicator, fact) for fact in report.facts))
