"""A report that says other figures in another file form, in words: every figure that differs."""

from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Draft, fields_of, unnamed
from auditlib.drafting.words import listed
from auditlib.evidence import cells, span
from auditlib.messages import Bilingual, bilingual
from auditlib.reconcile import Difference, differences
from auditlib.report import Report
from auditlib.wording import plain

IN_FIGURES = 6


def of_copy(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft:
    """The draft of a failure on the copies of a report; its subject is the file form of the copy."""
    copy = next(copy for copy in report.copies if copy.file.path == record["other_file"])
    compared, found = differences(report, copy)
    named = {
        **fields_of(record),
        "file": PurePosixPath(record["file"]).name,
        "other_file": PurePosixPath(record["other_file"]).name,
        "table": listed(_words(one) for one in found),
    }
    in_cells = [one for one in found if not one.quote]
    finding = unnamed(
        failure,
        report,
        failure.rule.message.filled(named),
        indicators=tuple(dict.fromkeys(one.indicator for one in in_cells)),
        quote="",
        figures={
            "compared": float(compared),
            "differing": float(len(found)),
            **{one.indicator: float(one.value) for one in in_cells[:IN_FIGURES]},
        },
        evidence=(
            *cells(report, (one.indicator for one in in_cells)),
            *(place for one in found if one.quote for place in span(report, one.start, one.end)),
        ),
    )
    return Draft(finding, f"copy as {copy.file.form}")


def _words(one: Difference) -> Bilingual:
    return bilingual(
        "copy.differs", label=one.label, value=plain(float(one.value)), other=plain(float(one.other))
    )
