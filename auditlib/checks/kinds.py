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


WHERE: Mapping[str, Takes] = {"where": "where"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule and what each of its arguments is.

    Any rule may also take ``where``, the records that it is about: a text or a list of texts a column.
    """

    name: str
    takes: Mapping[str, Takes]

    @property
    def may_take(self) -> Mapping[str, Takes]:
        """What each argument is, the one that may be left out among them."""
        return {**self.takes, **WHERE}


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("expect_linear_relation", {"left": "columns", "operator": "operator", "right": "columns"}),
        Kind("expect_not_negative", {"addends": "columns"}),
        Kind("expect_union", {"total": "column", "parts": "columns"}),
        Kind("expect_implication", {"positive": "column", "then_positive": "columns"}),
        Kind("expect_value_within", {"value": "column", "low": "column", "high": "column"}),
        Kind("expect_columns_to_agree", {"given": "columns", "expected": "columns"}),
        Kind("expect_none_of", {"column": "column", "values": "values"}),
    )
}
