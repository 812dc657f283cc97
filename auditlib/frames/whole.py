"""The frame of reports: what a report says of itself, beside what it should say."""

from calendar import monthrange
from datetime import date

from auditlib.document import FileForm
from auditlib.extensions import current
from auditlib.forms.codebook import ANNUAL, FORMS, STATISTICS, codebook, local_forms
from auditlib.identity.phones import printed, same_line
from auditlib.identity.school_year import expected_period, school_deadline
from auditlib.narrative.sections import holds_tables_alone
from auditlib.reconcile.naming import named_otherwise
from auditlib.report import Body, Identity, Report, Stated

COLUMNS = (
    "report path agency body region year form title title_year caption_year expected_caption period_start period_end "
    "expected_start expected_end filed_on published_on signed_on phones expected_form cells form_cells named "
    "named_otherwise contact_phone filing_phone filed_year expected_filed dated_on deadline in_time "
    "contents"
)
ERAS = ((2021, "annual-2021"), (2019, "annual-2019"), (0, STATISTICS))
REVISED = 2019
WORKBOOKS = frozenset[FileForm](["xlsx", "xls", "xlsb", "ods", "csv"])
DEPARTMENTS = frozenset[Body](["部门"])


def of_report(report: Report) -> tuple[object, ...]:
    """The row of a report, in the order of COLUMNS."""
    who = report.identity
    year = who.year
    cells, form_cells = _cells(report)
    filed = who.filed_on or who.signed_on
    first, final = _expected_period(who)
    in_year_after = filed and year and who.school_years is None
    dated, last = dated_on(who), deadline(who)
    return (
        report.id,
        ";".join(report.paths),
        who.agency,
        who.body,
        who.region,
        year,
        report.form,
        who.title,
        _number(who.title_year),
        _number(who.caption_year),
        year if who.caption_year or report.form not in ANNUAL else None,
        _iso(who.period_start),
        _iso(who.period_end),
        _iso(first),
        _iso(final),
        _iso(who.filed_on),
        _iso(who.published_on),
        _iso(who.signed_on),
        ";".join(dict.fromkeys(printed(phone) for phone in who.phones)),
        _expected_form(report),
        cells,
        form_cells,
        *_names(report),
        *_phones(who),
        filed.year if filed and in_year_after else None,
        year + 1 if year and in_year_after else None,
        _iso(dated),
        _iso(last),
        _iso(min(dated, last) if dated and last else last),
        _contents(report),
    )


def _contents(report: Report) -> str:
    """What a report was found to hold: prose, or tables alone, which is usual of a workbook."""
    if not holds_tables_alone(report):
        return "prose"
    return "workbook" if report.files[0].form in WORKBOOKS else "tables"


def deadline(who: Identity) -> date | None:
    """The day by which a report is due: the one that an auditor gives for the agency, by the beginning of its name, its
    region or its kind of body; else 31 January of the next year for departments since the regulation of 2019
    (711号令第四十九条), 31 March for governments and all others, and for all before (2008 条例第三十一条). A report on a
    school year is due by the end of October (教育部令第29号)."""
    if who.year is None:
        return None
    own = dict(current().deadlines)
    named = max((name for name in own if name and who.agency.startswith(name)), key=len, default="")
    if day := own.get(named) or own.get(who.region) or own.get(who.body):
        month, number = map(int, day.split("-"))
        return date(who.year + 1, month, min(number, monthrange(who.year + 1, month)[1]))
    if who.school_years is not None:
        return school_deadline(who.period_end.year if who.period_end else who.year)
    early = who.year >= REVISED and who.body in DEPARTMENTS
    return date(who.year + 1, 1, 31) if early else date(who.year + 1, 3, 31)


def dated_on(who: Identity) -> date | None:
    """The earliest day on which a report says that it was filed, published or signed.

    A page that names a later year than the next was moved or dated anew, which tells nothing of its first publication.
    """
    if who.year is None:
        return None
    stated = [day for day in (who.filed_on, who.published_on, who.signed_on) if day]
    return min((day for day in stated if day.year <= who.year + 1), default=None)


def _expected_period(who: Identity) -> tuple[date | None, date | None]:
    """The first and the last day that a stated period should have: of the calendar year, or of the school year."""
    if who.year is None or who.period_start is None or who.period_end is None:
        return None, None
    if who.school_years is not None:
        return expected_period(who.school_years, who.period_start, who.period_end)
    return date(who.year, 1, 1), date(who.year, 12, 31)


def _names(report: Report) -> tuple[str | None, str | None]:
    """Two names of the agency that should be one; the same where all of them are, None where it is named once."""
    if pair := named_otherwise(report):
        return pair[0].value, pair[1].value
    names = report.identity.names
    return (names[0].value, names[0].value) if len(names) > 1 else (None, None)


def _phones(who: Identity) -> tuple[str | None, str | None]:
    if who.one_line is None:
        return None, None
    asked, filed = who.one_line
    return printed(asked), printed(asked if same_line(asked, filed) else filed)


def _number(stated: Stated | None) -> int | None:
    return int(stated.value) if stated else None


def _expected_form(report: Report) -> str | None:
    """The official form of the report's year; "" where no form was recognised, None where the year is not known.

    A local form is right in the years in which an auditor expects it.
    """
    year = report.identity.year
    if report.form in local_forms():
        return report.form
    if not report.form or year is None:
        return None if report.form else ""
    return next(form for since, form in ERAS if year >= since)


def _cells(report: Report) -> tuple[int | None, int | None]:
    """How many cells of its official form the report has, and how many the form has.

    Localities vary the form of 2014: of that it is told only where most of it is not there.
    """
    if report.form not in FORMS:
        return None, None
    indicators = codebook(report.form).indicators
    found = {fact.indicator for fact in report.facts if fact.state != "absent"}
    cells = len(found.intersection(indicators))
    if report.form == STATISTICS and 2 * cells > len(indicators):
        return None, None
    return cells, len(indicators)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
