"""What could not be assessed, in words: one line a report, rule and reason."""

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from auditlib.checks.failures import Unassessed
from auditlib.checks.rules import Rule
from auditlib.drafting.records import Records
from auditlib.drafting.words import form_words, indicator_of, label_of, listed
from auditlib.edits import ABSENT, INFERRED, STATE_SUFFIX, UNREADABLE
from auditlib.findings import NotAssessed
from auditlib.forms.codebook import codebook, known_forms
from auditlib.frames import BEFORE, layouts
from auditlib.messages import Bilingual, bilingual

Reason = tuple[str, str]
"""A key of the catalogue, ``reason.*``, and what it is about where that parts one line from another."""


def gaps(frames: Mapping[str, pd.DataFrame], unassessed: Iterable[Unassessed]) -> tuple[NotAssessed, ...]:
    """The records that were not assessable; what one reason says of several cells is one line that names them."""
    records = {name: Records(frame) for name, frame in frames.items()}
    reports = frames["reports"]
    nameless = set(reports["report"][reports["agency"] == ""])
    lines: dict[tuple[str, str, Reason], dict[Bilingual, None]] = {}
    for missed in unassessed:
        rule, row, of = missed.rule, missed.row, records[missed.rule.frame]
        words: tuple[Bilingual, ...] = ()
        if rule.frame in layouts():
            reason, words = _of_cells(rule, of, row)
        else:
            reason = _of_claim(of, row) if rule.frame == "claims" else _of_text(of, row)
        report = of.at("report", row)
        if reason[0] == "no_report_before" and report in nameless:
            reason = "no_agency", ""
        lines.setdefault((report, rule.id, reason), {}).update(dict.fromkeys(words))
    return tuple(
        NotAssessed(report, rule, _in_words(reason, words)) for (report, rule, reason), words in lines.items()
    )


def _in_words(reason: Reason, words: Iterable[Bilingual]) -> Bilingual:
    key, about = reason
    if key == "other_form":
        return bilingual(f"reason.{key}", form=form_words(about))
    return bilingual(f"reason.{key}", quote=about, labels=listed(words))


def _of_text(of: Records, row: int) -> Reason:
    """A record that compares two years lacks last year's report; any other what the report does not state."""
    return ("no_report_before" if "before" in of and not of.at("before", row) else "not_stated", "")


def _of_claim(of: Records, row: int) -> Reason:
    if of.at("kind", row) in ("level", "change") and math.isnan(of.at("low", row)):
        return "prior", of.at("quote", row)
    inferred = of.at("table_value" + STATE_SUFFIX, row) == INFERRED
    return "split_by_prose" if inferred else "cell", of.at("quote", row)


def _of_cells(rule: Rule, of: Records, row: int) -> tuple[Reason, tuple[Bilingual, ...]]:
    states = {column: of.at(column + STATE_SUFFIX, row) for column in rule.columns}
    if any(column.startswith(BEFORE) and state == ABSENT for column, state in states.items()):
        if not of.at("before", row):
            return ("no_report_before", ""), ()
        if not _comparable(rule, of, row):
            return ("other_form", of.at("before_form", row)), ()
    missing = [column for column, state in states.items() if state in (UNREADABLE, ABSENT)]
    inferred = [column for column, state in states.items() if state == INFERRED]
    words = tuple(_label(rule, of, row, column) for column in missing or inferred)
    return ("term" if missing else "split", ""), words


def _comparable(rule: Rule, of: Records, row: int) -> bool:
    """Whether the form of last year's report has the cells of last year that a rule compares."""
    form = of.at("before_form", row)
    if layouts()[rule.frame].one_form and form != of.at("form", row):
        return False
    known = codebook(form).by_indicator if form in known_forms() else {}
    return all(
        indicator_of(rule, of, row, column) in known for column in rule.columns if column.startswith(BEFORE)
    )


def _label(rule: Rule, of: Records, row: int, column: str) -> Bilingual:
    indicator = indicator_of(rule, of, row, column)
    if column.startswith(BEFORE):
        return bilingual("label.before", label=label_of(of.at("before_form", row), indicator))
    words = label_of(of.at("form", row) if "form" in of else "", indicator)
    return Bilingual(words, words)
