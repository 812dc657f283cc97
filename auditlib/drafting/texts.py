"""What the headings, the years and the report itself say wrongly, in words."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure
from auditlib.drafting.draft import Draft, fields_of, unnamed
from auditlib.drafting.words import form_words, listed, subject_words
from auditlib.evidence import span
from auditlib.findings import Evidence
from auditlib.forms.codebook import ANNUAL, APPLICANTS, FORMS, Entry, codebook
from auditlib.messages import Bilingual, bilingual
from auditlib.report import Report, Stated
from auditlib.wording import masked


def of_text(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft:
    """The draft of a failure on the headings, the years or the reports."""
    rule = failure.rule
    places = tuple(_places(failure, record, report))
    quote = places[0].text if places else ""
    missing = _missing(report) if "form_cells" in rule.columns and report.form in FORMS else ()
    fields = {
        **fields_of(record),
        **{name: form_words(record[name]) for name in ("form", "expected_form") if name in record},
        "report_year": report.identity.year,
        "lost": Bilingual("", ""),
        "missing": _in_rows(report.form, missing),
    }
    if rule.frame == "outline" and record["present"]:
        fields["lost"] = _lost_heading(record, report)
    figures = {
        name: float(value)
        for name, value in (("found", failure.left), ("expected", failure.right))
        if not math.isnan(value)
    }
    finding = unnamed(
        failure,
        report,
        rule.message.filled(fields),
        indicators=tuple(entry.indicator for entry in missing),
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
        "expected_form": who.title_year,
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


def _missing(report: Report) -> tuple[Entry, ...]:
    """The cells of its official form that a report does not have."""
    found = {fact.indicator for fact in report.facts if fact.state != "absent"}
    return tuple(
        entry for entry in codebook(report.form).entries if entry.unit and entry.indicator not in found
    )


TABLES = {"disclosure": "item", "request": "row", "remedy": "route"}


@cache
def _wholes(form: str) -> tuple[tuple[frozenset[str], Bilingual], ...]:
    """The tables, columns and rows of an annual form, each with its cells and its name, the larger first."""
    book = codebook(form)
    tables = [(book.table(table), bilingual(f"table_name.{table}")) for table in TABLES]
    columns = [
        (
            tuple(entry for entry in book.table("request") if entry.field == applicant),
            subject_words(form, "applicant", applicant),
        )
        for applicant in APPLICANTS
    ]
    rows = [
        (
            tuple(entry for entry in book.table(table) if entry.subject == subject),
            subject_words(form, kind, subject),
        )
        for table, kind in TABLES.items()
        for subject in book.subjects(table)
    ]
    return tuple(
        (frozenset(entry.indicator for entry in entries), name)
        for entries, name in (*tables, *columns, *rows)
    )


def _in_rows(form: str, missing: Sequence[Entry]) -> Bilingual:
    """Missing cells in words: in the annual forms as whole tables, columns and rows where all of their cells are missing."""
    if form not in ANNUAL:
        return listed(entry.label for entry in missing)
    lacking = {entry.indicator for entry in missing}
    left = set(lacking)
    words: list[str | Bilingual] = []
    for indicators, name in _wholes(form):
        if lacking >= indicators and left & indicators:
            left -= indicators
            words.append(name)
    return listed([*words, *(entry.label for entry in missing if entry.indicator in left)])
