"""The frame of the outline: headings, items of lists that are out of count, and sections that are missing."""

from collections.abc import Iterator

from auditlib.narrative.official import ANNUAL, STATISTICS, era_of, misprinted, words_of
from auditlib.narrative.sections import empty_sections, holds_tables_alone
from auditlib.report import Heading, Report
from auditlib.wording import CHINESE_DIGITS

COLUMNS = (
    "report order kind number expected title level required present empty number_text expected_text words official "
    "title_form year_form start end"
)
KINDS = ("heading", "heading", "item", "item", "point")
WRITTEN = ("{n}、", "（{n}）", "{d}.", "（{d}）", "{n}是")
FIRST_ANNUAL = 2019


def of_outline(report: Report) -> Iterator[tuple[object, ...]]:
    """The rows of a report, in the order of COLUMNS. A file that holds tables alone lacks no section."""
    if holds_tables_alone(report):
        return
    empty = {heading.order for heading in empty_sections(report)}
    told: set[str] = set()
    for heading in report.outline:
        is_heading = heading.present and heading.level <= 2
        official = misprinted(heading.title) if is_heading and heading.level == 1 and heading.number else ""
        form, expected = _forms(heading, report) if is_heading else (None, None)
        if form and form != expected and form in told:
            form = expected = None
        told.add(form or "")
        yield (
            report.id,
            heading.order,
            KINDS[heading.level - 1] if heading.present else "section",
            heading.number,
            heading.expected,
            heading.title,
            heading.level,
            heading.required,
            heading.present,
            heading.order in empty,
            ordinal(heading.level, heading.number),
            ordinal(heading.level, heading.expected),
            words_of(heading.title) if official else None,
            official or None,
            form,
            expected,
            heading.start,
            heading.end,
        )


def ordinal(level: int, number: int | None) -> str:
    """A number as it is written on its level: 二、 （二） 2. （2） 二是."""
    if number is None:
        return ""
    tens, ones = divmod(number, 10)
    words = ("" if tens == 0 else "十" if tens == 1 else CHINESE_DIGITS[tens] + "十") + (
        CHINESE_DIGITS[ones] if ones else ""
    )
    return WRITTEN[level - 1].format(n=words, d=number)


def _forms(heading: Heading, report: Report) -> tuple[str | None, str | None]:
    """The kind of form whose section a heading titles, and the one of the report's year; universities have their own."""
    form, year = era_of(heading.title), report.identity.year
    if not form or year is None or heading.level != 1 or report.identity.school_years is not None:
        return None, None
    return form, ANNUAL if year >= FIRST_ANNUAL else STATISTICS
