"""A relation between cells that does not hold, in words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Cell, Draft, unnamed
from auditlib.drafting.local_rows import counted_in
from auditlib.drafting.records import Records
from auditlib.drafting.words import indicator_of, label_of, listed, record_words
from auditlib.edits import BLANK, MARK, STATE_SUFFIX
from auditlib.evidence import cells
from auditlib.findings import Evidence
from auditlib.frames import BEFORE
from auditlib.messages import Bilingual, bilingual
from auditlib.report import Report
from auditlib.wording import plain

BLANK_FAMILIES = frozenset({"sum", "balance", "at_most", "union", "implication", "carry_over", "stock"})
WITH_TOTAL = frozenset({"sum", "union"})
FIGURES: Mapping[str, tuple[str, str, str]] = {
    "at_most": ("part", "whole", "difference"),
    "union": ("total", "bound", "difference"),
    "sum": ("total", "parts", "difference"),
    "carry_over": ("this_year", "last_year", "difference"),
    "balance": ("incoming", "outgoing", "difference"),
    "stock": ("this_year", "derived", "difference"),
}
SIDES = ("left", "right", "difference")


@dataclass(frozen=True, slots=True)
class Term:
    """One cell that a relation compares: its column and indicator, the report that it is in, and what it says."""

    column: str
    indicator: str
    report: Report
    value: float
    state: int

    @property
    def cell(self) -> Cell:
        """Where it is."""
        return self.report.id, self.indicator

    @property
    def is_before(self) -> bool:
        """Whether it is in last year's report."""
        return self.column.startswith(BEFORE)

    @property
    def label(self) -> Bilingual:
        """What its form calls it."""
        words = label_of(self.report.form, self.indicator)
        return bilingual("label.before", label=words) if self.is_before else Bilingual(words, words)

    @property
    def shown(self) -> str | Bilingual:
        """What it says."""
        if self.state == BLANK:
            return bilingual("cell.blank")
        return "/" if self.state == MARK else plain(self.value)


def of_table(failure: Failure, of: Records, report: Report, before: Report | None) -> Draft:
    """The draft of a failure on a wide frame; ``before`` is last year's report."""
    rule = failure.rule
    terms = _terms(failure, of, report, before)
    names = tuple(dict.fromkeys(term.indicator for term in terms))
    head = [term for term in terms if term.column in _head(failure)]
    blanks = [term for term in terms if term.state == BLANK]
    words = _words(failure, of, terms, head)
    incomplete = failure.verdict == "incomplete"
    total = head[0] if incomplete and _tells_total(failure, head) else None
    message, figures = rule.message.filled(words), _figures(failure, terms)
    if total:
        filled = max(failure.left, failure.right)
        message = bilingual("incomplete.total_blank", label=words["label"], sum=plain(filled))
        figures = {"filled": filled}
    elif incomplete and rule.kind == "expect_implication":
        message = bilingual("incomplete.implied", label=words["label"], other=words["other"], n=words["left"])
        figures = {terms[0].indicator: failure.left}
    elif incomplete:
        among = listed(term.label for term in blanks)
        message = bilingual(
            "incomplete.part_blank", message=message, labels=among, needed=words["difference"]
        )
        figures = {**figures, "needed": abs(failure.left - failure.right)}
    about = head[0].cell if len(head) == 1 else None
    is_blank = incomplete and rule.family in BLANK_FAMILIES
    finding = unnamed(
        failure,
        report,
        message,
        family="blank" if is_blank else rule.family,
        indicators=names,
        quote="",
        figures=figures,
        evidence=_evidence(terms),
    )
    if local := counted_in(failure, of, report):
        message = bilingual("sum.counts_local", message=finding.message, rows=listed(local))
        finding = replace(finding, severity="note", message=message)
    if not is_blank:
        return Draft(finding, "+".join(names), head=about)
    group = rule.id if total and "form" in of else ""
    return Draft(
        finding,
        subject="blank totals" if group else "+".join(names),
        blanks=frozenset(term.cell for term in blanks),
        needed=_needed(failure, blanks),
        total=total.cell if total else None,
        label=total.label.zh if total else "",
        group=group,
        head=None if group else about,
    )


def _terms(failure: Failure, of: Records, report: Report, before: Report | None) -> tuple[Term, ...]:
    rule, row = failure.rule, failure.row
    return tuple(
        Term(
            column,
            indicator_of(rule, of, row, column),
            before if before and column.startswith(BEFORE) else report,
            float(of.at(column, row)),
            int(of.at(column + STATE_SUFFIX, row)),
        )
        for column in rule.columns
    )


def _head(failure: Failure) -> Sequence[str]:
    """The columns that the rule is about: its total, or the side that has to be there when the other is."""
    arguments = failure.rule.arguments
    if "total" in arguments:
        return (arguments["total"],)
    return tuple(arguments.get("then_positive") or arguments.get("left") or arguments["addends"])


def _tells_total(failure: Failure, head: Sequence[Term]) -> bool:
    return (
        failure.rule.family in WITH_TOTAL
        and failure.rule.kind != "expect_implication"
        and len(head) == 1
        and head[0].state == BLANK
    )


def _words(failure: Failure, of: Records, terms: Sequence[Term], head: Sequence[Term]) -> dict[str, object]:
    right = failure.rule.arguments.get("right", ())
    others = sorted((term for term in terms if term not in head), key=lambda term: term.column not in right)
    return {
        **{term.column: term.shown for term in terms},
        "left": plain(failure.left),
        "right": plain(failure.right),
        "difference": plain(abs(failure.left - failure.right)),
        "label": head[0].label,
        "other": others[0].label if others else "",
        "record": record_words(of, failure.row),
    }


def _figures(failure: Failure, terms: Sequence[Term]) -> dict[str, float]:
    rule, difference = failure.rule, abs(failure.left - failure.right)
    if rule.kind in ("expect_implication", "expect_not_negative"):
        return {term.indicator: 0.0 if math.isnan(term.value) else term.value for term in terms}
    names = FIGURES.get(rule.family, SIDES)
    return dict(zip(names, (failure.left, failure.right, difference), strict=True))


def _needed(failure: Failure, blanks: Sequence[Term]) -> tuple[float, float]:
    """What the blanks of an incomplete relation can add up to: just the difference, or that and more."""
    rule = failure.rule
    if rule.kind == "expect_implication":
        return 0.0, math.inf
    difference = abs(failure.left - failure.right)
    if rule.arguments.get("operator") != "==":
        return difference, math.inf
    greater = rule.arguments["left" if failure.left > failure.right else "right"]
    return difference, math.inf if any(term.column in greater for term in blanks) else difference


def _evidence(terms: Sequence[Term]) -> tuple[Evidence, ...]:
    this_year = [term.indicator for term in terms if not term.is_before]
    last_year = [term.indicator for term in terms if term.is_before]
    reports = {term.is_before: term.report for term in terms}
    return (
        *(cells(reports[False], this_year) if this_year else ()),
        *(cells(reports[True], last_year, with_year=True) if last_year else ()),
    )
