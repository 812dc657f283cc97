"""Reports on a school year: universities report on 1 September to 31 August, by the end of October.

《高等学校信息公开办法》（教育部令第29号） has them report on each school year; the title or the preamble says 学年.
"""

import re
from calendar import monthrange
from datetime import date

SCHOOL_YEAR = "学年"
SPAN = re.compile(r"(?P<first>20\d\d)年?\s?(?:[-—–―~～－]{1,2}|至|到|/)\s?(?P<last>20\d\d|\d\d)年?\s?学年")
SINGLE = re.compile(r"(?P<first>20\d\d)\s?学年")
# Of all that a preamble may say of school years, what tells what the report is on.
REPORTED = re.compile(
    r"(?:报告|统计|所列数据|期限)[^。\n]{0,60}学年|学年[^。\n]{0,12}(?:年度报告|信息公开(?:工作)?(?:情况)?(?:年度)?报告|统计)"
)
PREAMBLE = 1500
MONTHS = range(8, 10)  # in which a school year begins, by the calendar of one school or another
WHOLE_MONTHS = 12


def school_years(title: str, text: str, start: date | None, end: date | None) -> tuple[int, ...] | None:
    """The years that the title names a school year by; () where only the preamble says that the report is on one, None
    for a report on a calendar year."""
    if SCHOOL_YEAR in title:
        if span := SPAN.search(title):
            first, last = span["first"], span["last"]
            return int(first), int(last if len(last) == len(first) else first[:2] + last)
        return (int(single["first"]),) if (single := SINGLE.search(title)) else ()
    calendar = start is not None and end is not None and start.year == end.year
    head = text[:PREAMBLE]
    return () if SCHOOL_YEAR in head and not calendar and REPORTED.search(head) else None


def expected_period(named: tuple[int, ...], start: date, end: date) -> tuple[date, date]:
    """The school year that a report should be on, from the years its title names and the period it states."""
    right = (
        not named
        or (start.year, end.year) == named
        or (len(named) == 1 and named[0] in (start.year, end.year))
    )
    if right and _is_school_year(start, end):
        return start, end
    first = named[0] if named else end.year - 1
    return date(first, 9, 1), date(first + 1, 8, 31)


def school_deadline(last: int) -> date:
    """The day by which the report on the school year that ends in a year is due."""
    return date(last, 10, 31)


def _is_school_year(start: date, end: date) -> bool:
    """Whether two days are the first and the last of twelve whole months from a summer on."""
    months = (end.year - start.year) * WHOLE_MONTHS + end.month - start.month + 1
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    return start.month in MONTHS and months == WHOLE_MONTHS and whole
