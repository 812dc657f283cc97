"""A report's prose that is last year's, in words: how much of it, and the longest passages side by side."""

from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Draft, fields_of, unnamed
from auditlib.evidence import span
from auditlib.narrative.repetition import compare
from auditlib.report import Report

SHOWN = 3


def of_repetition(
    failure: Failure, record: "pd.Series[Any]", report: Report, before: Report | None
) -> Draft | None:
    """The draft of a failure on the frame of repetition; None without last year's report."""
    if before is None:
        return None
    found = compare(report, before)
    of_figures = "figures" in failure.rule.columns
    passages = found.frozen[:SHOWN] if of_figures else found.passages
    places = tuple(place for passage in passages for place in span(report, passage.start, passage.end))
    percent = round(100 * found.share)
    finding = unnamed(
        failure,
        report,
        failure.rule.message.filled(
            {**fields_of(record), "share": f"{percent}%", "frozen": len(found.frozen)}
        ),
        indicators=(),
        quote=places[0].text.strip().split("\n")[0] if places else "",
        figures={"frozen": float(len(found.frozen))} if of_figures else {"share": float(percent)},
        evidence=places,
    )
    return Draft(finding, "")
