"""Reports to DataFrames: the records that the suites are run on and that users analyse.

A tall frame has one row a thing that a report says (tall.py). A wide frame has one column a cell of the record and
behind them one ``<column>:state`` each, with the codes of edits.STATES (wide.py). ``report`` is the first column of
every frame.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

import pandas as pd

from auditlib.frames import tall
from auditlib.frames.outlines import ordinal
from auditlib.frames.tall import COVERAGE, TALL
from auditlib.frames.wide import BEFORE, WIDE, Layout, Subject, layouts, subjects, wide_frames
from auditlib.reconcile import years_before
from auditlib.report import Report

__all__ = [
    "BEFORE",
    "COVERAGE",
    "TALL",
    "WIDE",
    "Frames",
    "Layout",
    "Subject",
    "build",
    "columns_of",
    "layouts",
    "ordinal",
    "subjects",
]


@dataclass(frozen=True)
class Frames:
    """The frames of a set of reports, in the order in which they are checked; ``local`` are those of local forms."""

    reports: pd.DataFrame
    facts: pd.DataFrame
    claims: pd.DataFrame
    parts: pd.DataFrame
    outline: pd.DataFrame
    years: pd.DataFrame
    wording: pd.DataFrame
    repetition: pd.DataFrame
    copies: pd.DataFrame
    statistics: pd.DataFrame
    disclosure: pd.DataFrame
    request_rows: pd.DataFrame
    requests: pd.DataFrame
    remedies: pd.DataFrame
    continuity: pd.DataFrame
    local: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def named(self) -> dict[str, pd.DataFrame]:
        """The frames by name."""
        official = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "local"}
        return {**official, **self.local}


def columns_of(name: str) -> tuple[str, ...]:
    """The columns that a rule on a frame may name, known without any report. Raises KeyError for another frame."""
    if layout := layouts().get(name):
        return (*layout.keys, *layout.values)
    return TALL[name]


def build(reports: Sequence[Report]) -> Frames:
    """All frames of the reports, in their order."""
    before = years_before(reports)
    wide = wide_frames(reports, before)
    official = {name: wide.pop(name) for name in WIDE}
    return Frames(**tall.tall_frames(reports, before), **official, local=wide)
