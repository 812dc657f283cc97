"""The tall frames: a row is a report, a cell, a stated quantity, a total with its parts, a heading or a year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from auditlib.edits import STATES
from auditlib.frames import outlines, prose, whole
from auditlib.reconcile import Measured, differences, measure, terms
from auditlib.report import Report
from auditlib.wording import plain

TALL: Mapping[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "reports": whole.COLUMNS,
        "facts": "report indicator value state unit basis label text place",
        "claims": (
            "report quote value unit kind indicator reading table_value support section start end hedge scope "
            "because low high prior_value worked table_value:state"
        ),
        "parts": ("report kind section start end quote unit total parts count parts_sum exhaustive low high"),
        "outline": outlines.COLUMNS,
        "years": "report section start end quote year role",
        "wording": prose.WORDING,
        "repetition": prose.REPETITION,
        "copies": "report file other_file compared differing none",
    }.items()
}
COVERAGE = ("report", "rule", "reason")
WHOLE_NUMBERS = tuple(
    (
        "year title_year caption_year expected_caption number expected cells form_cells filed_year expected_filed "
        "sentences repeated frozen compared differing none"
    ).split()
)


# Numbers also where a frame has none of them.
DECIMALS: Mapping[str, Sequence[str]] = {"claims": ("value", "table_value", "low", "high", "prior_value")}


def tall_frames(reports: Sequence[Report], before: Mapping[str, Report]) -> dict[str, pd.DataFrame]:
    """The tall frames by name; ``before`` holds for a report's id the one of the year before, where it is there."""
    return {
        "reports": _frame("reports", (whole.of_report(report) for report in reports)),
        "facts": _frame("facts", (row for report in reports for row in _facts(report))),
        "claims": _frame(
            "claims", (row for report in reports for row in _claims(report, before.get(report.id)))
        ),
        "parts": _frame("parts", (row for report in reports for row in _parts(report))),
        "outline": _frame("outline", (row for report in reports for row in outlines.of_outline(report))),
        "years": _frame(
            "years",
            (
                (report.id, m.section, m.start, m.end, m.quote, m.year, m.role)
                for report in reports
                for m in report.years
            ),
        ),
        "wording": _frame("wording", (row for report in reports for row in prose.of_wording(report))),
        "repetition": _frame("repetition", prose.of_repetition(reports, before)),
        "copies": _frame("copies", (row for report in reports for row in _copies(report))),
    }


def _frame(name: str, rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(list(rows), columns=list(TALL[name]))
    for column in WHOLE_NUMBERS:
        if column in frame:
            frame[column] = frame[column].astype("Int64")
    return frame.astype(dict.fromkeys(DECIMALS.get(name, ()), float))


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
            m.support,
            m.claim.section,
            m.claim.start,
            m.claim.end,
            m.claim.hedge,
            m.claim.scope,
            m.claim.because,
            _float(m.low),
            _float(m.high),
            _float(m.prior),
            m.worked,
            _state(m, from_prose),
        )


def _parts(report: Report) -> Iterator[tuple[object, ...]]:
    for one in report.parts:
        yield (
            report.id,
            one.kind,
            one.section,
            one.start,
            one.end,
            one.quote,
            one.unit,
            float(one.total),
            "+".join(plain(float(part)) for part in one.parts),
            one.count,
            float(sum(one.parts)),
            one.exhaustive,
            float(one.low),
            float(one.high),
        )


def _copies(report: Report) -> Iterator[tuple[object, ...]]:
    for copy in report.copies:
        compared, found = differences(report, copy)
        yield report.id, report.files[0].path, copy.file.path, compared, len(found), 0


def _state(measured: Measured, from_prose: set[str]) -> int:
    """The code of a table value's state; one that was split from glued text by the prose proves nothing about it."""
    inferred = measured.table_value is not None and not from_prose.isdisjoint(terms(measured.reading))
    return STATES.index("inferred" if inferred else measured.state)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
