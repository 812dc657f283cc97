"""What the suites found, put into words: drafts of findings with message, figures and evidence, and gaps of coverage."""

from collections.abc import Mapping

from auditlib.checks.failures import Failure
from auditlib.drafting.cells import of_cell
from auditlib.drafting.claims import of_claim, of_parts
from auditlib.drafting.copies import of_copy
from auditlib.drafting.draft import Cell, Draft
from auditlib.drafting.gaps import gaps
from auditlib.drafting.records import Records
from auditlib.drafting.repetitions import of_repetition
from auditlib.drafting.stated import STATED, of_stated
from auditlib.drafting.tables import of_table
from auditlib.drafting.texts import of_text
from auditlib.drafting.words import listed
from auditlib.frames import layouts
from auditlib.report import Report

__all__ = ["Cell", "Draft", "Records", "drafted", "gaps", "listed"]


def drafted(
    failure: Failure, of: Records, reports: Mapping[str, Report], before: Mapping[str, Report]
) -> Draft | None:
    """The finding that a failure on a record of a frame makes, still without its name; None if another one tells it.

    ``reports`` are by id, ``before`` holds for a report's id the one of the year before, where it is there.
    """
    report = reports[of.at("report", failure.row)]
    if failure.rule.frame in layouts():
        return of_table(failure, of, report, before.get(report.id))
    record = of.frame.iloc[failure.row]
    if failure.rule.frame == "claims":
        return of_claim(failure, record, report, before.get(report.id))
    if failure.rule.frame == "parts":
        return of_parts(failure, record, report)
    if failure.rule.frame == "facts":
        return of_cell(failure, record, report)
    if failure.rule.frame == "copies":
        return of_copy(failure, record, report)
    if failure.rule.frame == "repetition":
        return of_repetition(failure, record, report, before.get(report.id))
    if failure.rule.frame == "reports" and not STATED.keys().isdisjoint(failure.rule.columns):
        return of_stated(failure, record, report)
    return of_text(failure, record, report)
