"""What the prose claims wrongly, in words: counts, shares, changes, what is said of all, and parts of a total."""

from decimal import Decimal
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Draft, fields_of, unnamed
from auditlib.drafting.likely import likely_causes, likely_of_parts
from auditlib.drafting.words import label_of, listed
from auditlib.evidence import cells, readings, span
from auditlib.messages import Bilingual, bilingual
from auditlib.narrative.directions import fell
from auditlib.reconcile import counters, terms, value_of
from auditlib.report import Report
from auditlib.wording import masked, plain

COMPARED = frozenset(["level", "change"])
WORKED_OUT = frozenset(["share", "change"])


def of_claim(failure: Failure, record: "pd.Series[Any]", report: Report, before: Report | None) -> Draft:
    """The draft of a failure on the claims; ``before`` is last year's report."""
    rule = failure.rule
    kind, reading = record["kind"], record["reading"]
    names = tuple(dict.fromkeys(readings(record["indicator"])))
    label: str | Bilingual = "＋".join(label_of(report.form, name) for name in terms(reading))
    stated = record["prior_value"] if kind == "level" else record["value"]
    table = record["table_value"]
    compared = _compared(failure, record)
    figures = {
        "prior" if kind == "level" else "stated": compared,
        "worked" if kind in WORKED_OUT else "table": table,
        "difference": abs(compared - table),
    }
    beside = terms(reading)
    if kind == "all":
        found = _exceptions(report, reading)
        figures = found
        label = listed(
            bilingual("universal.exception", label=label_of(report.form, name), n=plain(n))
            for name, n in found.items()
        )
        names = tuple(dict.fromkeys((*names, *found)))
        beside = (*found, *beside)
    fields = {
        **fields_of(record),
        "stated": plain(stated),
        "table": plain(round(table, 2)) if kind in WORKED_OUT else plain(table),
        "difference": plain(abs(compared - table)),
        "label": label,
        "left": plain(compared),
        "right": plain(table),
    }
    message = rule.message.filled(fields)
    if failure.verdict == "incomplete":
        figures = {"stated": compared}
        message = bilingual("incomplete.claim", stated=plain(stated), unit=record["unit"], label=label)
    finding = unnamed(
        failure,
        report,
        message,
        indicators=names,
        quote=record["quote"],
        figures=figures,
        evidence=(
            *span(report, record["start"], record["end"]),
            *cells(report, beside),
            *(cells(before, terms(reading), with_year=True) if before and kind in COMPARED else ()),
        ),
        repairs=tuple(likely_causes(record, compared, report, before)),
    )
    return Draft(finding, masked(record["quote"]), claim=(int(record["start"]), int(record["end"])))


def of_parts(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft:
    """The draft of a failure on the stated totals and lists."""
    listing = record["kind"] == "enumeration"
    total, found = float(record["total"]), float(record["count"] if listing else record["parts_sum"])
    fields = {
        **fields_of(record),
        "total": plain(total),
        "parts_sum": plain(float(record["parts_sum"])),
        "difference": plain(abs(total - found)),
    }
    figures = {"stated" if listing else "total": total, "found" if listing else "parts": found}
    finding = unnamed(
        failure,
        report,
        failure.rule.message.filled(fields),
        indicators=(),
        quote=record["quote"],
        figures={**figures, "difference": abs(total - found)},
        evidence=span(report, int(record["start"]), int(record["end"])),
        repairs=() if listing else tuple(likely_of_parts(record)),
    )
    return Draft(finding, masked(record["quote"]), claim=(int(record["start"]), int(record["end"])))


def _compared(failure: Failure, record: "pd.Series[Any]") -> float:
    """The stated value as it was compared: in the unit of the table, and below zero for a fall."""
    if record["kind"] not in WORKED_OUT:
        return failure.left
    value = float(record["value"])
    return -value if record["kind"] == "change" and fell(record["because"]) else value


def _exceptions(report: Report, reading: str) -> dict[str, float]:
    """The cells that are not zero although those of a reading are said to hold all."""
    facts = {fact.indicator: fact for fact in report.facts}
    more, less = counters(reading)
    values = {name: value_of(name, facts)[0] or Decimal(0) for name in (*more, *less)}
    return {name: float(value) for name, value in values.items() if value or less}
