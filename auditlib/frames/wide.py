"""The wide frames: a row is a report, or one subject of its tables; a column is a cell, with its state behind it.

How a frame is laid out is data (WIDE); building it is the same for all: the cells of all reports stand in one matrix,
and each column of a frame is gathered from it at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditlib.edits import ABSENT, INFERRED, NUMBER, STATE_SUFFIX, STATES
from auditlib.extensions import TextFile, current
from auditlib.forms.codebook import (
    ANNUAL,
    APPLICANTS,
    ROUTES,
    STATISTICS,
    codebook,
    known_forms,
    local_codebook,
)
from auditlib.report import Relation, Report

BEFORE = "before_"
BITS: Mapping[str, int] = {relation: 1 << n for n, relation in enumerate(get_args(Relation))}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a record of a wide frame is about besides its report: the values of its key columns.

    ``terms`` says which indicator a value column of the record is: ``request.{column}.{applicant}``.
    """

    keys: Mapping[str, str]
    terms: str

    def indicator(self, column: str, terms: str = "") -> str:
        """The indicator of a value column, by the record's own template or another; last year's has the same name."""
        return (terms or self.terms).format(column=column.removeprefix(BEFORE), **self.keys)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a wide frame is laid out.

    ``keys`` name a record, ``values`` are its cells (those of last year's report begin with ``before_``), ``subjects``
    the records of a report by its form. A cell that was split from glued text by one of the relations ``used`` proves
    nothing in this frame. In ``one_form`` last year's cells are only taken from a report of the same form.
    """

    keys: tuple[str, ...]
    values: tuple[str, ...]
    subjects: Mapping[str, tuple[Subject, ...]]
    used: frozenset[Relation] = field(default_factory=frozenset)
    one_form: bool = False


def _merged(orders: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names of all orders, each behind the one that it follows where it is first met."""
    found = list(orders[0])
    for order in orders[1:]:
        place = 0
        for name in order:
            if name not in found:
                found.insert(place, name)
            place = found.index(name) + 1
    return tuple(found)


def _subjects(table: str, form: str, key: str, terms: str) -> tuple[Subject, ...]:
    return tuple(Subject({key: name}, terms) for name in codebook(form).subjects(table))


def _applicants(terms: str, key: str = "applicant", **more: str) -> tuple[Subject, ...]:
    return tuple(Subject({**more, key: name}, terms) for name in APPLICANTS)


def _continuity(form: str) -> tuple[Subject, ...]:
    kinds = (
        ("applicant", APPLICANTS, "request.{column}.{subject}"),
        ("item", codebook(form).subjects("disclosure"), "disclosure.{subject}.{column}"),
        ("route", ROUTES, "remedy.{subject}.{column}"),
    )
    return tuple(
        Subject({"subject_kind": kind, "subject": name}, terms)
        for kind, names, terms in kinds
        for name in names
    )


WIDE: Mapping[str, Layout] = {
    "statistics": Layout(
        ("report",), codebook(STATISTICS).indicators, {STATISTICS: (Subject({}, "{column}"),)}
    ),
    "disclosure": Layout(
        ("report", "form", "item"),
        _merged([codebook(form).fields("disclosure") for form in ANNUAL]),
        {form: _subjects("disclosure", form, "item", "disclosure.{item}.{column}") for form in ANNUAL},
    ),
    "request_rows": Layout(
        ("report", "form", "row"),
        APPLICANTS,
        {form: _subjects("request", form, "row", "request.{row}.{column}") for form in ANNUAL},
        frozenset(["row"]),
    ),
    "requests": Layout(
        ("report", "form", "applicant"),
        _merged([codebook(form).subjects("request") for form in ANNUAL]),
        {form: _applicants("request.{column}.{applicant}") for form in ANNUAL},
        frozenset(["column", "balance"]),
    ),
    "remedies": Layout(
        ("report", "form", "route"),
        ("upheld", "corrected", "other", "pending", "total"),
        {form: _subjects("remedy", form, "route", "remedy.{route}.{column}") for form in ANNUAL},
        frozenset(["row"]),
    ),
    "continuity": Layout(
        ("report", "form", "before", "before_form", "subject_kind", "subject"),
        (
            *"carried_in made repealed in_force published public_total previous total".split(),
            *(BEFORE + name for name in "carried_out in_force public_total previous change pending".split()),
        ),
        {form: _continuity(form) for form in ANNUAL},
        frozenset(["carry_over", "stock"]),
    ),
}


def layouts() -> Mapping[str, Layout]:
    """The wide frames by name: the product's, and one a local form in force, named after it, with a record a report."""
    local = current().codebooks
    return {**WIDE, **_local_layouts(local)} if local else WIDE


@lru_cache(maxsize=8)
def _local_layouts(local: tuple[TextFile, ...]) -> Mapping[str, Layout]:
    found = {}
    for file in local:
        names = local_codebook(file).indicators
        found[file.stem] = Layout(
            ("report", "form", "before", "before_form"),
            (*names, *(BEFORE + name for name in names)),
            {file.stem: (Subject({}, "{column}"),)},
            one_form=True,
        )
    return found


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of all reports: a row a report, a column an indicator. The last of both are empty: nothing is there.

    ``used`` holds the bits of the relations that a cell was split by.
    """

    row: Mapping[str, int]
    column: Mapping[str, int]
    values: npt.NDArray[np.float64]
    states: npt.NDArray[np.uint8]
    used: npt.NDArray[np.uint8]


def _cells(reports: Sequence[Report]) -> Cells:
    indicators = dict.fromkeys(name for form in known_forms() for name in codebook(form).indicators)
    column = {name: n for n, name in enumerate(indicators)}
    shape = (len(reports) + 1, len(column) + 1)
    values = np.full(shape, np.nan)
    states = np.full(shape, ABSENT, dtype=np.uint8)
    used = np.zeros(shape, dtype=np.uint8)
    code = {state: np.uint8(n) for n, state in enumerate(STATES)}
    for n, report in enumerate(reports):
        facts = [fact for fact in report.facts if fact.indicator in column]
        places = [column[fact.indicator] for fact in facts]
        values[n, places] = [np.nan if fact.value is None else float(fact.value) for fact in facts]
        states[n, places] = [code[fact.state] for fact in facts]
        for place, fact in zip(places, facts, strict=True):
            if fact.used:
                used[n, place] = sum(BITS[relation] for relation in fact.used)
    return Cells({report.id: n for n, report in enumerate(reports)}, column, values, states, used)


def wide_frames(reports: Sequence[Report], before: Mapping[str, Report]) -> dict[str, pd.DataFrame]:
    """The wide frames by name; ``before`` holds for a report's id the one of the year before, where it is there."""
    cells = _cells(reports)
    return {name: _frame(layout, reports, before, cells) for name, layout in layouts().items()}


def _frame(
    layout: Layout, reports: Sequence[Report], before: Mapping[str, Report], cells: Cells
) -> pd.DataFrame:
    own = [report for report in reports if report.form in layout.subjects]
    earlier = [before.get(report.id) for report in own]
    subjects = [subject for of_form in layout.subjects.values() for subject in of_form]
    of = _positions(layout, own)
    sizes = [len(layout.subjects[report.form]) for report in own]

    def repeated(values: Sequence[object], kind: type) -> npt.NDArray[Any]:
        return np.repeat(np.array(values, dtype=kind), sizes)

    said = {
        "report": repeated([report.id for report in own], object),
        "form": repeated([report.form for report in own], object),
        "before": repeated([report.id if report else "" for report in earlier], object),
        "before_form": repeated([report.form if report else "" for report in earlier], object),
    }
    keys = {
        key: said[key]
        if key in said
        else np.array([subject.keys[key] for subject in subjects], dtype=object)[of]
        for key in layout.keys
    }
    rows = repeated([cells.row[report.id] for report in own], np.intp)
    compared = [
        last if last and (last.form == report.form or not layout.one_form) else None
        for report, last in zip(own, earlier, strict=True)
    ]
    before_rows = repeated([cells.row[last.id] if last else -1 for last in compared], np.intp)
    mask = np.uint8(sum(BITS[relation] for relation in layout.used))
    values: dict[str, npt.NDArray[np.float64]] = {}
    states: dict[str, npt.NDArray[np.uint8]] = {}
    for column in layout.values:
        places = np.array([cells.column.get(s.indicator(column), -1) for s in subjects], dtype=np.intp)
        at = (before_rows if column.startswith(BEFORE) else rows, places[of])
        values[column] = cells.values[at]
        split = (cells.states[at] == NUMBER) & ((cells.used[at] & mask) > 0)
        states[column + STATE_SUFFIX] = np.where(split, INFERRED, cells.states[at]).astype(np.uint8)
    return pd.DataFrame({**keys, **values, **states})


def _positions(layout: Layout, reports: Sequence[Report]) -> npt.NDArray[np.intp]:
    """For each record its place among the subjects of all forms."""
    spans: dict[str, npt.NDArray[np.intp]] = {}
    start = 0
    for form, subjects in layout.subjects.items():
        spans[form] = np.arange(start, start + len(subjects), dtype=np.intp)
        start += len(subjects)
    return np.concatenate([np.empty(0, dtype=np.intp), *(spans[report.form] for report in reports)])


def subjects(frame: str, form: str) -> Iterator[Subject]:
    """The records that a report of a form has in a wide frame, or of every form for ``any``; none in another frame."""
    layout = layouts().get(frame)
    for own, found in layout.subjects.items() if layout else ():
        if form in ("any", own):
            yield from found
