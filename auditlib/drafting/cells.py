"""A cell by itself, in words: one that cannot be read."""

from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Draft, fields_of, unnamed
from auditlib.drafting.words import listed
from auditlib.evidence import cells
from auditlib.messages import bilingual
from auditlib.report import Report


def of_cell(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft | None:
    """The draft of a failure on the facts; of facts that share one cell the first one tells it for all."""
    facts = {fact.indicator: fact for fact in report.facts}
    fact = facts[str(record["indicator"])]
    place = (fact.table, fact.row, fact.column, fact.state)
    sharing = [one for one in report.facts if (one.table, one.row, one.column, one.state) == place]
    if sharing[0].indicator != fact.indicator:
        return None
    names = tuple(one.indicator for one in sharing)
    among = listed(one.label for one in sharing)
    fields = {**fields_of(record), "shared": bilingual("reading.shared", labels=among)}
    finding = unnamed(
        failure,
        report,
        failure.rule.message.filled(fields),
        indicators=names,
        quote="",
        figures={},
        evidence=cells(report, names[:1]),
    )
    return Draft(finding, "+".join(names))
