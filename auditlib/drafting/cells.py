"""A cell by itself, in words: one that cannot be read."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Draft, fields_of, unnamed
from auditlib.drafting.words import listed
from auditlib.evidence import cells
from auditlib.messages import bilingual
from auditlib.report import Fact, Report

FORMULA = re.compile(r"^=(?=[A-Z$(]).*", re.DOTALL)
SHOWN = 8


def of_cell(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft | None:
    """The draft of a failure on the facts; of facts that share one cell, or of cells of one table that say the same, the
    first one tells it for all."""
    facts = {fact.indicator: fact for fact in report.facts}
    fact = facts[str(record["indicator"])]
    said = _said(fact)
    sharing = [one for one in report.facts if _said(one) == said]
    if sharing[0].indicator != fact.indicator:
        return None
    names = tuple(one.indicator for one in sharing)
    among = listed(one.label for one in sharing)
    cell = report.tables[fact.table].rows[fact.row][fact.column] if fact.column >= 0 else None
    several = cell is not None and len(names) > 1 and cell.text.strip() != fact.text
    shared = bilingual("reading.shared_row" if several else "reading.shared", labels=among)
    fields = {**fields_of(record), "shared": shared}
    finding = unnamed(
        failure,
        report,
        failure.rule.message.filled(fields),
        indicators=names,
        quote="",
        figures={},
        evidence=cells(report, _one_a_cell(sharing)[:SHOWN]),
    )
    return Draft(finding, "+".join(names))


def _said(fact: Fact) -> tuple[int, str, str]:
    """What facts have in common that are told together. Formulas differ only in the cells that they add up."""
    return fact.table, fact.state, FORMULA.sub("=", fact.text)


def _one_a_cell(facts: Sequence[Fact]) -> list[str]:
    """The first indicator of each cell."""
    return list({(one.row, one.column): one.indicator for one in reversed(facts)}.values())[::-1]
