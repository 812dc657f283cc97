"""The kinds of rules that a suite may hold, and the arguments that each takes.

A kind is an expectation class for Great Expectations and a function of the kernel (auditlib.edits) at once; this table
is what both, the loader and the documentation agree on. It needs neither Great Expectations nor pandas.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
Verdict = Literal["fail", "incomplete"]
Authority = Literal["official", "inferred", "unverified"]
Takes = Literal["column", "columns", "operator", "values", "where"]
OPERATORS = ("==", "<=", ">=")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule and what each of its arguments is."""

    name: str
    takes: Mapping[str, Takes]


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("expect_linear_relation", {"left": "columns", "operator": "operator", "right": "columns"}),
        Kind("expect_union", {"total": "column", "parts": "columns"}),
        Kind("expect_implication", {"positive": "column", "then_positive": "columns"}),
        Kind("expect_value_within", {"value": "column", "low": "column", "high": "column", "where": "where"}),
        Kind("expect_columns_to_agree", {"given": "columns", "expected": "columns"}),
        Kind("expect_none_of", {"column": "column", "values": "values"}),
    )
}
