"""The tall frames: a row is a report, a cell, a stated quantity, a heading or a year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from auditlib.edits import STATES
from auditlib.forms.codebook import ANNUAL, STATISTICS, codebook
from auditlib.reconcile import Measured, measure, terms
from auditlib.report import Heading, Report, Stated
from auditlib.wording import CHINESE_DIGITS

TALL: Mapping[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "reports": (
            "report path agency body region year form title title_year caption_year expected_caption period_start "
            "period_end expected_start expected_end filed_on published_on phones expected_form cells form_cells"
        ),
        "facts": "report indicator value state unit basis label text place",
        "claims": (
            "report quote value unit kind indicator reading table_value support section start end hedge scope "
            "because low high prior_value table_value:state"
        ),
        "outline": (
            "report order number expected title level required present number_text expected_text start end"
        ),
        "years": "report section start end quote year role",
    }.items()
}
COVERAGE = ("report", "rule", "reason")
WHOLE_NUMBERS = tuple(
    "year title_year caption_year expected_caption number expected cells form_cells".split()
)
ERAS = ((2021, "annual-2021"), (2019, "annual-2019"), (0, STATISTICS))


def tall_frames(reports: Sequence[Report], before: Mapping[str, Report]) -> dict[str, pd.DataFrame]:
    """The tall frames by name; ``before`` holds for a report's id the one of the year before, where it is there."""
    return {
        "reports": _frame("reports", (_identity(report) for report in reports)),
        "facts": _frame("facts", (row for report in reports for row in _facts(report))),
        "claims": _frame(
            "claims", (row for report in reports for row in _claims(report, before.get(report.id)))
        ),
        "outline": _frame(
            "outline", (_heading(report, heading) for report in reports for heading in report.outline)
        ),
        "years": _frame(
            "years",
            (
                (report.id, m.section, m.start, m.end, m.quote, m.year, m.role)
                for report in reports
                for m in report.years
            ),
        ),
    }


def _frame(name: str, rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(list(rows), columns=list(TALL[name]))
    for column in WHOLE_NUMBERS:
        if column in frame:
            frame[column] = frame[column].astype("Int64")
    return frame


def _number(stated: Stated | None) -> int | None:
    return int(stated.value) if stated else None


def _identity(report: Report) -> tuple[object, ...]:
    who = report.identity
    cells, form_cells = _cells(report)
    return (
        report.id,
        ";".join(report.paths),
        who.agency,
        who.body,
        who.region,
        who.year,
        report.form,
        who.title,
        _number(who.title_year),
        _number(who.caption_year),
        who.year if who.caption_year or report.form not in ANNUAL else None,
        _iso(who.period_start),
        _iso(who.period_end),
        _iso(date(who.year, 1, 1)) if who.year and who.period_start else None,
        _iso(date(who.year, 12, 31)) if who.year and who.period_end else None,
        _iso(who.filed_on),
        _iso(who.published_on),
        ";".join(dict.fromkeys(phone.value for phone in who.phones)),
        _expected_form(report),
        cells,
        form_cells,
    )


def _expected_form(report: Report) -> str | None:
    """The official form of the report's year; "" where no form was recognised, None where the year is not known."""
    year = report.identity.year
    if not report.form or year is None:
        return None if report.form else ""
    return next(form for since, form in ERAS if year >= since)


def _cells(report: Report) -> tuple[int | None, int | None]:
    """How many cells of its annual form the report has, and how many the form has; localities vary the older one."""
    if report.form not in ANNUAL:
        return None, None
    indicators = codebook(report.form).indicators
    found = {fact.indicator for fact in report.facts if fact.state != "absent"}
    return len(found.intersection(indicators)), len(indicators)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _facts(report: Report) -> Iterator[tuple[object, ...]]:
    for fact in report.facts:
        text = "/" if fact.state == "mark" else fact.text
        place = fact.place
        where = f"T{place.table}R{place.row}C{place.column}"
        yield report.id, fact.indicator, text, fact.state, fact.unit, fact.basis, fact.label, fact.text, where


def _claims(report: Report, before: Report | None) -> Iterator[tuple[object, ...]]:
    from_prose = {fact.indicator for fact in report.facts if "prose" in fact.used}
    for m in measure(report, before):
        yield (
            report.id,
            m.claim.quote,
            _float(m.claim.value),
            m.claim.unit,
            m.claim.kind,
            m.claim.indicator,
            m.reading,
            _float(m.table_value),
            "linked" if m.reading else "unsupported",
            m.claim.section,
            m.claim.start,
            m.claim.end,
            m.claim.hedge,
            m.claim.scope,
            m.claim.because,
            _float(m.low),
            _float(m.high),
            _float(m.prior),
            _state(m, from_prose),
        )


def _state(measured: Measured, from_prose: set[str]) -> int:
    """The code of a table value's state; one that was split from glued text by the prose proves nothing about it."""
    inferred = measured.table_value is not None and not from_prose.isdisjoint(terms(measured.reading))
    return STATES.index("inferred" if inferred else measured.state)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _heading(report: Report, heading: Heading) -> tuple[object, ...]:
    return (
        report.id,
        heading.order,
        heading.number,
        heading.expected,
        heading.title,
        heading.level,
        heading.required,
        heading.present,
        ordinal(heading.level, heading.number),
        ordinal(heading.level, heading.expected),
        heading.start,
        heading.end,
    )


def ordinal(level: int, number: int | None) -> str:
    """A heading's number as it is written on its level: 二、 or （二）."""
    if number is None:
        return ""
    tens, ones = divmod(number, 10)
    words = ("" if tens == 0 else "十" if tens == 1 else CHINESE_DIGITS[tens] + "十") + (
        CHINESE_DIGITS[ones] if ones else ""
    )
    return f"{words}、" if level == 1 else f"（{words}）"
