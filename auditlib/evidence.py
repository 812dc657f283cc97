"""The places that a finding rests on, each in words for a person with the file open."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from auditlib.document import Place
from auditlib.findings import Evidence
from auditlib.forms.codebook import ANNUAL
from auditlib.messages import Bilingual, bilingual
from auditlib.reconcile import terms
from auditlib.report import Fact, Report

ANNEX = re.compile(r"\n\s{0,8}附件")


def cells(report: Report, indicators: Iterable[str], *, with_year: bool = False) -> tuple[Evidence, ...]:
    """The cells of indicators, in the order given; an indicator without a cell has no evidence.

    ``with_year`` names the report's year in the place: for a cell of another year's report.
    """
    facts = {fact.indicator: fact for fact in report.facts}
    found = (_cell(report, facts[name]) for name in dict.fromkeys(indicators) if name in facts)
    if not with_year:
        return tuple(found)
    year = report.identity.year
    return tuple(
        replace(cell, place=bilingual("place.in_year", year=year, where=cell.place)) for cell in found
    )


def span(report: Report, start: int, end: int) -> tuple[Evidence, ...]:
    """A stretch of the report's prose; none for a place that is not in it."""
    if start < 0:
        return ()
    where = place_of(report, start)
    section = _section(report, start)
    place = _in_file(report, where, _in_prose(where))
    if section:
        place = bilingual("place.in_section", section=section, where=place)
    path = report.files[where.file].path
    return (Evidence("span", path, place, report.text[start:end], start=start, end=end),)


def place_of(report: Report, offset: int) -> Place:
    """The place in the file of an offset of the report's text."""
    return report.lines[report.text.count("\n", 0, offset)]


def readings(expression: str) -> Iterator[str]:
    """Every indicator that a claim's expression names, over all its readings."""
    for reading in expression.split("|"):
        yield from terms(reading)


def _section(report: Report, offset: int) -> str | Bilingual:
    before = [h for h in report.outline if 0 <= h.start <= offset and h.level == 1]
    if before and ANNEX.search(report.text, before[-1].start, offset):
        return bilingual("place.annex")
    return before[-1].title if before else ""


def _cell(report: Report, fact: Fact) -> Evidence:
    where = _in_table(report, fact)
    if fact.basis == "split":
        glued = report.tables[fact.table].rows[fact.row][fact.column].text.strip()
        where = bilingual("place.split", where=where, text=glued)
    return Evidence(
        "cell",
        report.files[fact.place.file].path,
        where,
        fact.text,
        indicator=fact.indicator,
        label=fact.label,
        table=fact.table,
        row=fact.row,
        column=fact.column,
    )


def _in_table(report: Report, fact: Fact) -> Bilingual:
    place = fact.place
    if place.sheet and place.row and place.column:
        where = bilingual(
            "place.sheet_cell", sheet=place.sheet, address=address(place.row, place.column), label=fact.label
        )
        return _in_file(report, place, where)
    if report.form not in ANNUAL:
        where = bilingual("place.row", row=place.row, label=fact.label)
    elif place.row and place.column:
        where = bilingual("place.cell", row=place.row, column=place.column, label=fact.label)
    else:
        where = bilingual("place.label", label=fact.label)
    if len(report.tables) > 1 and place.table:
        where = bilingual("place.in_table", table=place.table, where=where)
    if place.line:
        where = bilingual("place.with_line", where=where, line=place.line)
    elif place.page:
        where = bilingual("place.with_page", where=where, page=place.page)
    return _in_file(report, place, where)


def _in_prose(place: Place) -> Bilingual:
    """Where a paragraph stands: its line or its cell, else its number and page."""
    if place.line:
        return bilingual("place.line", line=place.line)
    if place.sheet and place.row and place.column:
        return bilingual("place.sheet", sheet=place.sheet, address=address(place.row, place.column))
    where = bilingual("place.paragraph", n=place.paragraph)
    return bilingual("place.with_page", where=where, page=place.page) if place.page else where


def _in_file(report: Report, place: Place, where: Bilingual) -> Bilingual:
    """A place with the name of its file, where that is an annex."""
    if not place.file:
        return where
    name = PurePosixPath(report.files[place.file].path).name
    return bilingual("place.in_file", file=name, where=where)


def address(row: int, column: int) -> str:
    """A cell as spreadsheets call it: row 5, column 28 is AB5."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
