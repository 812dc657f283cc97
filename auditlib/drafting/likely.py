"""The figures that a conflict is explained from: what stands near the cell that a claim speaks of."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from auditlib.causes import Near, of_change, of_count, of_parts, of_share
from auditlib.drafting.words import label_of
from auditlib.forms.codebook import ANNUAL, codebook, known_forms
from auditlib.messages import Bilingual
from auditlib.reconcile import terms, value_of
from auditlib.report import Fact, Report

Facts = Mapping[str, Fact]
WHOLES = (
    "request.new.total",
    "request.closed.total",
    "request.received",
    "request.closed",
    "request.answered",
)


def likely_causes(
    record: "pd.Series[Any]", compared: float, report: Report, before: Report | None
) -> tuple[Bilingual, ...]:
    """Why a claim may differ from the table: texts, likeliest first."""
    kind, reading = str(record["kind"]), str(record["reading"])
    facts = {fact.indicator: fact for fact in report.facts}
    earlier = {fact.indicator: fact for fact in before.facts} if before else {}
    stated, table = _decimal(compared), _decimal(float(record["table_value"]))
    if kind == "count":
        prior = value_of(reading, earlier)[0] if earlier else None
        return of_count(
            stated,
            table,
            cells=tuple(_near(report.form, _beside(report.form, reading), facts)),
            addends=tuple(_near(report.form, _addends(reading), facts)),
            prior=prior,
        )
    if kind == "share" and "/" in reading:
        top, _, bottom = reading.partition("/")
        part, whole = _operands(str(record["worked"])) or (
            value_of(top, facts)[0],
            value_of(bottom, facts)[0],
        )
        if part is None or whole is None:
            return ()
        wholes = tuple(_near(report.form, WHOLES, facts)) if top.startswith("request.") else ()
        return of_share(stated, part, whole, wholes=wholes, parts=tuple(_near(report.form, [top], facts)))
    if kind == "change" and record["unit"] == "%" and reading and earlier:
        now, was = value_of(reading, facts)[0], value_of(reading, earlier)[0]
        return of_change(stated, now, was) if now is not None and was is not None else ()
    return ()


def likely_of_parts(record: "pd.Series[Any]") -> tuple[Bilingual, ...]:
    """Why parts may not add up to their stated total."""
    return of_parts(
        _decimal(float(record["total"])), [Decimal(part) for part in str(record["parts"]).split("+") if part]
    )


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value)).normalize() if value % 1 else Decimal(int(value))


def _operands(worked: str) -> tuple[Decimal, Decimal] | None:
    part, sign, whole = worked.partition("÷")
    return (Decimal(part), Decimal(whole)) if sign else None


def _near(form: str, names: Sequence[str], facts: Facts) -> Iterator[Near]:
    for name in names:
        value, _ = value_of(name, facts)
        if value is not None:
            yield Near("＋".join(label_of(form, term) for term in terms(name)), value)


def _beside(form: str, reading: str) -> list[str]:
    """The cells of the same rows as those of a reading, its own terms first where it is a sum, and of 2014 its
    neighbours under the same heading."""
    if form not in known_forms():
        return []
    named, known = terms(reading), codebook(form)
    own = list(named) if len(named) > 1 else []
    if form in ANNUAL:
        rows = {name.rpartition(".")[0] for name in named}
        return own + [
            e.indicator
            for e in known.entries
            if e.indicator.rpartition(".")[0] in rows and e.indicator not in named
        ]
    parents = {known.by_indicator[name].parent for name in named if name in known.by_indicator}
    family = {*named, *parents} - {""}
    return own + [
        e.indicator
        for e in known.entries
        if (e.parent in family or e.indicator in parents) and e.indicator not in named and e.unit
    ]


def _addends(reading: str) -> list[str]:
    """What some count with the cells of a reading: requests carried in or out, cases that are pending."""
    named = terms(reading)
    if len(named) == 1 and named[0].startswith(("request.new.", "request.closed.")):
        applicant = named[0].rpartition(".")[2]
        return [f"request.{row}.{applicant}" for row in ("carried_in", "carried_out")]
    routes = [
        name.removesuffix(".total")
        for name in named
        if name.startswith("remedy.") and name.endswith(".total")
    ]
    return ["+".join(f"{route}.pending" for route in routes)] if routes else []
