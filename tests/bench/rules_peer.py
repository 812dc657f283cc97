"""The rules in pandera, which a Python user would take instead of Great Expectations: the same sums on the same records.

pandera knows neither blanks nor verdicts: it is given the two sides of each rule with blanks as 0, and its lazy report of
all failing records. Measured where pandera is installed.
"""

import operator
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pandas as pd

from auditlib.checks.rules import Rule, Suite
from auditlib.checks.run import run
from auditlib.edits import STATE_SUFFIX

from .measuring import Row, best
from .suite_time import FRAME, records, rules

PART = "the same sums in pandera, 1 % failing"
COUNTS = (1_000, 10_000)
LINEAR = "expect_linear_relation"
SIGNS: dict[str, Callable[[Any, Any], Any]] = {"==": operator.eq, "<=": operator.le, ">=": operator.ge}


def measure() -> Iterator[Row]:
    """Seconds of both, for each number of records."""
    whole = rules()
    suite = Suite(whole.name, whole.form, whole.frame, tuple(r for r in whole.rules if r.kind == LINEAR))
    for count in COUNTS:
        frame = records(0.01, count)
        tasks: list[Callable[[], object]] = [partial(run, [suite], {FRAME: frame})]
        if find_spec("pandera"):
            tasks.append(partial(_pandera, suite, frame))
        seconds = best(2, *tasks)
        names = ("auditlib", "pandera")
        for name, took in zip(names, seconds, strict=False):
            yield Row(PART, f"{name}, {len(suite.rules)} rules, {count:,} records", took, "s")


def _pandera(suite: Suite, frame: pd.DataFrame) -> int:
    """How many failures pandera tells of."""
    pandera = import_module("pandera.pandas")
    checks = [pandera.Check(partial(_holds, rule), name=rule.id) for rule in suite.rules]
    values = frame[[name for name in frame if not str(name).endswith(STATE_SUFFIX)]]
    try:
        pandera.DataFrameSchema(checks=checks).validate(values, lazy=True)
    except pandera.errors.SchemaErrors as told:
        return len(told.failure_cases)
    return 0


def _holds(rule: Rule, frame: pd.DataFrame) -> "pd.Series[bool]":
    left, right = (frame[rule.arguments[side]].sum(axis=1) for side in ("left", "right"))
    holds: pd.Series[bool] = SIGNS[rule.arguments["operator"]](left, right)
    return holds
