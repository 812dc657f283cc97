"""What a report says of itself wrongly, in words: its dates, its telephone numbers, the names of its agency."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Draft, fields_of, unnamed
from auditlib.evidence import span
from auditlib.reconcile.naming import named_otherwise
from auditlib.report import Report, Stated
from auditlib.wording import masked


def _phones(report: Report, _: "pd.Series[Any]") -> Sequence[Stated]:
    return tuple(reversed(report.identity.one_line or ()))


def _names(report: Report, _: "pd.Series[Any]") -> Sequence[Stated]:
    return tuple(reversed(named_otherwise(report) or ()))


def _filing(report: Report, _: "pd.Series[Any]") -> Sequence[Stated]:
    who = report.identity
    return _on(report, who.filed_on or who.signed_on)


def _dated(report: Report, record: "pd.Series[Any]") -> Sequence[Stated]:
    return _on(report, date.fromisoformat(record["dated_on"]))


STATED: Mapping[str, Callable[[Report, "pd.Series[Any]"], Sequence[Stated]]] = {
    "filing_phone": _phones,
    "named_otherwise": _names,
    "filed_year": _filing,
    "dated_on": _dated,
}
"""Where a report states what a column of the frame of reports says; what is wrong first."""


def of_stated(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft:
    """The draft of a failure on what a report says of itself, with the places where it says so."""
    column = next(column for column in failure.rule.columns if column in STATED)
    stated = STATED[column](report, record)
    places = tuple(place for one in stated for place in span(report, one.start, one.end))
    fields = {**fields_of(record), "report_year": report.identity.year}
    if column == "dated_on":
        late = date.fromisoformat(record["dated_on"]) - date.fromisoformat(record["deadline"])
        figures = {"days_late": float(late.days)}
        fields["difference"] = late.days
    else:
        figures = {}
    quote = places[0].text if places else ""
    finding = unnamed(
        failure,
        report,
        failure.rule.message.filled(fields),
        indicators=(),
        quote=quote,
        figures=figures,
        evidence=places,
    )
    return Draft(finding, masked(quote))


def _on(report: Report, day: date | None) -> Sequence[Stated]:
    return [stated for stated in report.identity.dates if day and stated.value == day.isoformat()]
