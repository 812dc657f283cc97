"""Edit rules on columns of numbers: relations, the meaning of blanks, and verdicts. Knows no Great Expectations.

A column is a pair of arrays over the records of a frame: values, and states that say what each cell was (number,
blank, mark, unreadable, absent, inferred). Values are compared as integers of millionths, so that amounts of 万元 with
up to six decimals compare exactly; figures must stay below 10**12.

A blank is a number not written down, zero or more; a mark (/ or —) stands for zero. A relation that holds with blanks
as zero holds. Where a blank stands on the side that is too small the relation can still hold and is ``incomplete``;
else it fails. A relation with an unreadable or absent term is ``not_assessable``, and so is one with an inferred term:
a number that was split from glued text by this very relation, which proves nothing about it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Values = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Operator = Literal["==", "<=", ">="]

MILLION = 1_000_000
STATES = ("number", "blank", "mark", "unreadable", "absent", "inferred")
NUMBER, BLANK, MARK, UNREADABLE, ABSENT, INFERRED = range(6)
VERDICTS = ("holds", "fail", "incomplete", "not_assessable")
HOLDS, FAIL, INCOMPLETE, NOT_ASSESSABLE = range(4)
STATE_SUFFIX = ":state"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says of every record: a verdict code each, and the two figures that were compared (NaN: none).

    ``concerned`` says which records the rule is about; the others hold.
    """

    verdicts: Codes
    left: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]
    concerned: Flags

    @property
    def assessed(self) -> Flags:
        """The records that the rule is about and could be assessed on."""
        assessable: Flags = self.verdicts != NOT_ASSESSABLE
        return self.concerned & assessable


@dataclass
class Columns:
    """A frame's columns as arrays, each converted once however many rules name it.

    The states of column ``x`` are in ``x:state`` (codes of STATES); without it a missing value is a blank.
    """

    frame: pd.DataFrame
    _numbers: dict[str, tuple[Values, Codes]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frame)

    def numbers(self, name: str) -> tuple[Values, Codes]:
        """Values in millionths (0 where there is no number) and states of a column."""
        if name not in self._numbers:
            raw = self.frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
            missing = np.isnan(raw)
            if name + STATE_SUFFIX in self.frame:
                states = self.frame[name + STATE_SUFFIX].to_numpy(dtype=np.uint8)
            else:
                states = np.where(missing, BLANK, NUMBER).astype(np.uint8)
            self._numbers[name] = (np.rint(np.where(missing, 0.0, raw) * MILLION).astype(np.int64), states)
        return self._numbers[name]

    def total(self, names: Sequence[str]) -> tuple[Values, Flags, Flags]:
        """The sum of columns, whether a term is blank, and whether a term is unreadable, absent or inferred."""
        total = np.zeros(len(self), dtype=np.int64)
        blank = np.zeros(len(self), dtype=np.bool_)
        lost = np.zeros(len(self), dtype=np.bool_)
        for name in names:
            values, states = self.numbers(name)
            total += values
            blank |= states == BLANK
            lost |= states >= UNREADABLE
        return total, blank, lost


def _shown(values: Values) -> npt.NDArray[np.float64]:
    return values / MILLION


def _outcome(
    holds: Flags, can_hold: Flags, lost: Flags, left: npt.NDArray[np.float64], right: npt.NDArray[np.float64]
) -> Outcome:
    verdicts = np.where(holds, HOLDS, np.where(can_hold, INCOMPLETE, FAIL))
    verdicts = np.where(lost, NOT_ASSESSABLE, verdicts).astype(np.uint8)
    return Outcome(verdicts, left, right, np.ones_like(holds))


def linear(columns: Columns, left: Sequence[str], operator: Operator, right: Sequence[str]) -> Outcome:
    """Sum of the left columns ``==``, ``<=`` or ``>=`` sum of the right columns."""
    a, blank_a, lost_a = columns.total(left)
    b, blank_b, lost_b = columns.total(right)
    too_small_right, too_small_left = a > b, a < b
    if operator == "<=":
        too_small_left = np.zeros_like(too_small_left)
    elif operator == ">=":
        too_small_right = np.zeros_like(too_small_right)
    holds = ~too_small_left & ~too_small_right
    can_hold = (too_small_right & blank_b) | (too_small_left & blank_a)
    return _outcome(holds, can_hold, lost_a | lost_b, _shown(a), _shown(b))


def not_negative(columns: Columns, addends: Sequence[str]) -> Outcome:
    """The sum of columns is zero or more; the right figure is zero."""
    return linear(columns, addends, ">=", ())


def union(columns: Columns, total: str, parts: Sequence[str]) -> Outcome:
    """The greatest part <= total <= the sum of the parts: an item counted once, however many parts hold it.

    The right figure is the bound that is broken.
    """
    whole, blank_whole, lost = columns.total([total])
    top, blank_parts, lost_parts = columns.total(parts)
    greatest = np.max([columns.numbers(part)[0] for part in parts], axis=0)
    below, above = whole < greatest, whole > top
    can_hold = (below & blank_whole) | (above & blank_parts)
    bound = np.where(below, greatest, top)
    return _outcome(~below & ~above, can_hold, lost | lost_parts, _shown(whole), _shown(bound))


def implication(columns: Columns, positive: str, then_positive: Sequence[str]) -> Outcome:
    """Where ``positive`` is above zero, the sum of ``then_positive`` is so too."""
    condition, _, lost_a = columns.total([positive])
    consequence, blank, lost_b = columns.total(then_positive)
    broken = (condition > 0) & (consequence <= 0)
    return _outcome(~broken, broken & blank, lost_a | lost_b, _shown(condition), _shown(consequence))


def within(columns: Columns, value: str, low: str, high: str) -> Outcome:
    """``low <= value <= high``; a missing bound makes the record not assessable, a blank value can be greater."""
    shown, states = columns.numbers(value)
    floor, floor_states = columns.numbers(low)
    ceiling, ceiling_states = columns.numbers(high)
    lost = (states >= UNREADABLE) | (floor_states != NUMBER) | (ceiling_states != NUMBER)
    fits = (shown >= floor) & (shown <= ceiling)
    can_hold = (states == BLANK) & (shown < floor)
    bound = np.where(floor_states == NUMBER, _shown(floor), np.nan)
    return _outcome(fits, can_hold, lost, bound, _shown(shown))


def agree(columns: Columns, given: Sequence[str], expected: Sequence[str]) -> Outcome:
    """Each column of ``given`` equals its partner in ``expected``; a record that lacks one side is not assessable.

    Records that lack both are not concerned and hold.
    """
    frame = columns.frame
    broken = np.zeros(len(frame), dtype=np.bool_)
    lost = np.zeros(len(frame), dtype=np.bool_)
    left = np.full(len(frame), np.nan)
    right = np.full(len(frame), np.nan)
    for a, b in zip(given, expected, strict=True):
        missing_a, missing_b = frame[a].isna().to_numpy(), frame[b].isna().to_numpy()
        lost |= missing_a != missing_b
        differs = (frame[a] != frame[b]).to_numpy(dtype=np.bool_, na_value=False) & ~missing_a & ~missing_b
        broken |= differs
        for column, figures in ((a, left), (b, right)):
            if pd.api.types.is_numeric_dtype(frame[column]):
                figures[:] = frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
    return _outcome(~broken, np.zeros_like(broken), lost & ~broken, left, right)


def none_of(columns: Columns, column: str, values: Sequence[object]) -> Outcome:
    """The column holds none of the values."""
    broken = columns.frame[column].isin(list(values)).to_numpy(dtype=np.bool_)
    nothing = np.full(len(columns), np.nan)
    return _outcome(~broken, np.zeros_like(broken), np.zeros_like(broken), nothing, nothing)


def matching(frame: pd.DataFrame, where: Mapping[str, str | Sequence[str]]) -> Flags:
    """The records whose columns hold the text of ``where``, or one of its texts."""
    chosen = np.ones(len(frame), dtype=np.bool_)
    for column, texts in where.items():
        wanted = [texts] if isinstance(texts, str) else list(texts)
        chosen &= frame[column].isin(wanted).to_numpy(dtype=np.bool_)
    return chosen


KERNEL: Mapping[str, Callable[..., Outcome]] = {
    "expect_linear_relation": linear,
    "expect_not_negative": not_negative,
    "expect_union": union,
    "expect_implication": implication,
    "expect_value_within": within,
    "expect_columns_to_agree": agree,
    "expect_none_of": none_of,
}


def evaluate(columns: Columns, kind: str, arguments: Mapping[str, Any]) -> Outcome:
    """What the rule of a kind with its arguments says of every record.

    Any kind may have the argument ``where``: the rule is about the records whose columns hold those texts alone.
    """
    rule = dict(arguments)
    where = rule.pop("where", {})
    outcome = KERNEL[kind](columns, **rule)
    if not where:
        return outcome
    concerned = matching(columns.frame, where)
    verdicts = np.where(concerned, outcome.verdicts, HOLDS).astype(np.uint8)
    return replace(outcome, verdicts=verdicts, concerned=concerned)
