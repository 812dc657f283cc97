"""Rows of a locality's own among the outcomes of the request matrix: its total may count them, and is right then."""

import re
from collections.abc import Sequence

from auditlib.checks.failures import Failure
from auditlib.drafting.records import Records
from auditlib.forms.records import LOCAL
from auditlib.forms.vocabulary import sense
from auditlib.report import Fact, Report

FIRST, TOTAL = "request.granted.{}", "request.closed.{}"
SUBTOTAL = re.compile(r"[小合总]计|其中")


def counted_in(failure: Failure, of: Records, report: Report) -> Sequence[str]:
    """The names of the rows beside those of the form that make up all that a total of outcomes is too great by."""
    rule = failure.rule
    if rule.frame != "requests" or rule.family != "sum" or rule.arguments.get("left") != ["closed"]:
        return ()
    rows = [fact for fact in _own_outcomes(report, of.at("applicant", failure.row)) if fact.value]
    counted = float(sum(fact.value or 0 for fact in rows))
    return [_row(fact) for fact in rows] if rows and counted == failure.left - failure.right else ()


def _own_outcomes(report: Report, applicant: str) -> list[Fact]:
    """The cells of an applicant in rows that the form does not know, between its first outcome and their total."""
    places = {fact.indicator: (fact.table, fact.row) for fact in report.facts}
    total = places.get(TOTAL.format(applicant))
    first = places.get(FIRST.format(applicant), (-1, -1))
    if total is None:
        return []
    return [
        fact
        for fact in report.facts
        if fact.indicator.startswith(LOCAL)
        and fact.table == total[0]
        and first < (fact.table, fact.row) < total
        and sense(fact.indicator.rpartition("/")[2]).roles.get("applicant") == applicant
        and not SUBTOTAL.search(_row(fact))
    ]


def _row(fact: Fact) -> str:
    return fact.label.rpartition("/")[0]
