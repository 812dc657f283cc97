"""Reports to DataFrames: the records that the suites are run on and that users analyse.

A wide frame (statistics) has one column an indicator and behind them one ``<indicator>:state`` each, with the codes
of edits.STATES. ``report`` is the first column of every frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

import pandas as pd

from auditlib.edits import STATE_SUFFIX, STATES
from auditlib.forms.codebook import codebook
from auditlib.reconcile import measure, years_before
from auditlib.report import Heading, Report, Stated
from auditlib.wording import CHINESE_DIGITS

REPORTS = (
    "report path agency body region year form title title_year caption_year period_start period_end "
    "expected_start expected_end filed_on published_on phones"
).split()
FACTS = ["report", "indicator", "value", "state", "unit", "basis", "label", "text", "place"]
CLAIMS = (
    "report quote value unit kind indicator reading table_value support section start end hedge scope "
    "because low high prior_value table_value:state"
).split()
OUTLINE = (
    "report order number expected title level required present number_text expected_text start end".split()
)
YEARS = ["report", "section", "start", "end", "quote", "year", "role"]
COVERAGE = ["report", "rule", "reason"]

TALL = {"reports": REPORTS, "facts": FACTS, "claims": CLAIMS, "outline": OUTLINE, "years": YEARS}
WIDE = {"statistics": "statistics-2014"}


@dataclass(frozen=True)
class Frames:
    """The frames of a set of reports."""

    reports: pd.DataFrame
    facts: pd.DataFrame
    claims: pd.DataFrame
    outline: pd.DataFrame
    years: pd.DataFrame
    statistics: pd.DataFrame

    def named(self) -> dict[str, pd.DataFrame]:
        """The frames by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def columns_of(name: str) -> tuple[str, ...]:
    """The columns that a rule on a frame may name, known without any report. Raises KeyError for another frame."""
    if name in WIDE:
        return ("report", *codebook(WIDE[name]).indicators)
    return tuple(TALL[name])


def build(reports: Sequence[Report]) -> Frames:
    """All frames of the reports, in their order."""
    return Frames(
        reports=_frame(REPORTS, (_identity(report) for report in reports)),
        facts=_frame(FACTS, (row for report in reports for row in _facts(report))),
        claims=_claims(reports),
        outline=_frame(
            OUTLINE, (_heading(report, heading) for report in reports for heading in report.outline)
        ),
        years=_frame(
            YEARS,
            (
                (report.id, m.section, m.start, m.end, m.quote, m.year, m.role)
                for report in reports
                for m in report.years
            ),
        ),
        statistics=_wide(
            [report for report in reports if report.form == "statistics-2014"], "statistics-2014"
        ),
    )


def _frame(columns: Sequence[str], rows: Iterator[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(list(rows), columns=list(columns))
    for column in ("year", "title_year", "caption_year", "number", "expected"):
        if column in frame:
            frame[column] = frame[column].astype("Int64")
    return frame


def _number(stated: Stated | None) -> int | None:
    return int(stated.value) if stated else None


def _identity(report: Report) -> tuple[object, ...]:
    who = report.identity
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
        _iso(who.period_start),
        _iso(who.period_end),
        _iso(date(who.year, 1, 1)) if who.year and who.period_start else None,
        _iso(date(who.year, 12, 31)) if who.year and who.period_end else None,
        _iso(who.filed_on),
        _iso(who.published_on),
        ";".join(dict.fromkeys(phone.value for phone in who.phones)),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _facts(report: Report) -> Iterator[tuple[object, ...]]:
    for fact in report.facts:
        text = "/" if fact.state == "mark" else fact.text
        place = fact.place
        where = f"T{place.table}R{place.row}C{place.column}"
        yield report.id, fact.indicator, text, fact.state, fact.unit, fact.basis, fact.label, fact.text, where


def _claims(reports: Sequence[Report]) -> pd.DataFrame:
    before = years_before(reports)
    rows = [
        (
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
            STATES.index(m.state),
        )
        for report in reports
        for m in measure(report, before.get(report.id))
    ]
    return _frame(CLAIMS, iter(rows))


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


def _wide(reports: Sequence[Report], form: str) -> pd.DataFrame:
    indicators = codebook(form).indicators
    values: dict[str, list[float]] = {name: [] for name in indicators}
    states: dict[str, list[int]] = {name: [] for name in indicators}
    for report in reports:
        facts = {fact.indicator: fact for fact in report.facts}
        for name in indicators:
            fact = facts.get(name)
            values[name].append(float(fact.value) if fact and fact.value is not None else float("nan"))
            states[name].append(STATES.index(fact.state if fact else "absent"))
    frame = pd.DataFrame({"report": [report.id for report in reports], **values})
    marks = pd.DataFrame({name + STATE_SUFFIX: states[name] for name in indicators}, dtype="uint8")
    return pd.concat([frame, marks], axis=1)
