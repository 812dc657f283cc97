"""One failure put into words: a draft of a finding with its message, figures and evidence."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.evidence import cells, readings, span
from auditlib.findings import Evidence, Finding
from auditlib.forms.codebook import labels
from auditlib.frames import WIDE
from auditlib.messages import Bilingual, bilingual
from auditlib.reconcile import terms
from auditlib.report import Report, Stated
from auditlib.wording import masked, plain

BLANK_FAMILIES = frozenset({"sum", "balance", "at_most", "union", "implication", "carry_over", "stock"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has its name; ``subject`` is what it is about, ``total`` and ``blanks`` its blank cells."""

    finding: Finding
    subject: str
    total: frozenset[str] = frozenset()
    blanks: frozenset[str] = frozenset()


def drafted(
    failure: Failure, frame: pd.DataFrame, reports: Mapping[str, Report], before: Mapping[str, Report]
) -> Draft:
    """The finding that a failure on a record of a frame makes, still without its name.

    ``reports`` are by id, ``before`` holds for a report's id the one of the year before, where it is there.
    """
    report = reports[str(frame["report"].iat[failure.row])]
    if failure.rule.frame in WIDE:
        return _of_table(failure, report)
    record = frame.iloc[failure.row]
    if failure.rule.frame == "claims":
        return _of_claim(failure, record, report, before.get(report.id))
    return _of_text(failure, record, report)


def _unnamed(failure: Failure, report: Report, message: Bilingual, **of: Any) -> Finding:
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


def _fields(record: "pd.Series[Any]") -> dict[str, object]:
    return {str(name): value for name, value in record.items()}


def _of_table(failure: Failure, report: Report) -> Draft:
    rule, left, right = failure.rule, failure.left, failure.right
    names = rule.columns
    facts = {fact.indicator: fact for fact in report.facts}
    blanks = frozenset(name for name in names if name in facts and facts[name].state == "blank")
    head = _head(failure)
    difference = abs(left - right)
    other = next(name for name in (*rule.arguments.get("right", ()), *names) if name not in head)
    fields = {
        "left": plain(left),
        "right": plain(right),
        "difference": plain(difference),
        "label": labels()[head[0]],
        "other": labels()[other],
    }
    message = rule.message.filled(fields)
    figures = _figures(failure, difference)
    total: frozenset[str] = frozenset()
    if failure.verdict == "incomplete":
        if rule.kind == "expect_implication":
            message = bilingual(
                "incomplete.implied", label=fields["label"], other=fields["other"], n=fields["left"]
            )
            figures = {rule.arguments["positive"]: left}
        elif blanks.issuperset(head):
            total = frozenset(head)
            message = bilingual("incomplete.total_blank", label=fields["label"], sum=plain(max(left, right)))
            figures = {"filled": max(left, right)}
        else:
            among = "、".join(labels()[name] for name in names if name in blanks)
            message = bilingual(
                "incomplete.part_blank", message=message, labels=among, needed=fields["difference"]
            )
            figures = {**figures, "needed": difference}
    finding = _unnamed(
        failure,
        report,
        message,
        family="blank" if failure.verdict == "incomplete" and rule.family in BLANK_FAMILIES else rule.family,
        indicators=names,
        quote="",
        figures=figures,
        evidence=cells(report, names),
    )
    return Draft(finding, "+".join(names), total, blanks)


def _head(failure: Failure) -> tuple[str, ...]:
    """The cells that the rule is about: its total, or the side that has to be there when the other is."""
    arguments = failure.rule.arguments
    if "total" in arguments:
        return (arguments["total"],)
    return tuple(arguments.get("then_positive") or arguments["left"])


def _figures(failure: Failure, difference: float) -> dict[str, float]:
    rule = failure.rule
    names = {
        "at_most": ("part", "whole", "difference"),
        "union": ("total", "bound", "difference"),
        "sum": ("total", "parts", "difference"),
    }.get(rule.family, ("left", "right", "difference"))
    if rule.kind == "expect_implication":
        return {rule.arguments["positive"]: failure.left, rule.arguments["then_positive"][0]: failure.right}
    return dict(zip(names, (failure.left, failure.right, difference), strict=True))


def _of_claim(failure: Failure, record: "pd.Series[Any]", report: Report, before: Report | None) -> Draft:
    rule = failure.rule
    reading = record["reading"]
    names = tuple(dict.fromkeys(readings(record["indicator"])))
    label = "＋".join(labels()[name] for name in terms(reading))
    level = record["kind"] == "level"
    stated = record["prior_value"] if level else record["value"]
    table = record["table_value"]
    in_unit = failure.left  # the stated value in the unit of the table
    figures = {"prior" if level else "stated": in_unit, "table": table, "difference": abs(in_unit - table)}
    fields = {
        **_fields(record),
        "stated": plain(stated),
        "table": plain(table),
        "difference": plain(figures["difference"]),
        "label": label,
        "left": plain(in_unit),
        "right": plain(table),
    }
    message = rule.message.filled(fields)
    if failure.verdict == "incomplete":
        figures = {"stated": in_unit}
        message = bilingual("incomplete.claim", stated=plain(stated), unit=record["unit"], label=label)
    finding = _unnamed(
        failure,
        report,
        message,
        indicators=names,
        quote=record["quote"],
        figures=figures,
        evidence=(
            *span(report, record["start"], record["end"]),
            *cells(report, terms(reading)),
            *(cells(before, terms(reading), with_year=True) if before and level else ()),
        ),
    )
    return Draft(finding, masked(record["quote"]))


def _of_text(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft:
    rule = failure.rule
    places = tuple(_places(failure, record, report))
    quote = places[0].text if places else ""
    fields = {**_fields(record), "report_year": report.identity.year, "lost": Bilingual("", "")}
    if rule.frame == "outline" and record["present"]:
        fields["lost"] = _lost_heading(record, report)
    figures = {
        name: float(value)
        for name, value in (("found", failure.left), ("expected", failure.right))
        if not math.isnan(value)
    }
    finding = _unnamed(
        failure,
        report,
        rule.message.filled(fields),
        indicators=(),
        quote=quote,
        figures=figures,
        evidence=places,
    )
    subject = str(record["required"]) if rule.frame == "outline" and not record["present"] else masked(quote)
    return Draft(finding, subject)


def _places(failure: Failure, record: "pd.Series[Any]", report: Report) -> Iterator[Evidence]:
    if "start" in record.index:
        yield from span(report, int(record["start"]), int(record["end"]))
        return
    who = report.identity
    stated: Mapping[str, Stated | None] = {
        "period_start": who.period,
        "period_end": who.period,
        "title_year": who.title_year,
        "caption_year": who.caption_year,
    }
    for place in dict.fromkeys(stated.get(column) for column in failure.rule.columns):
        if place is not None:
            yield from span(report, place.start, place.end)


def _lost_heading(record: "pd.Series[Any]", report: Report) -> Bilingual:
    """A heading without a number just before the gap: its automatic number may be lost, as happens in plain text."""
    before = [h for h in report.outline if h.level == record["level"] and 0 <= h.start < record["start"]]
    if before and before[-1].number is None:
        return bilingual("structure.lost_number", title=before[-1].title)
    return Bilingual("", "")
