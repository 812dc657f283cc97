"""The kernel: relations, what a blank means, and the four verdicts."""

import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditlib.edits import (
    NUMBER,
    STATES,
    VERDICTS,
    Columns,
    agree,
    evaluate,
    implication,
    linear,
    none_of,
    union,
    within,
)


def columns(**cells: float | str) -> Columns:
    """One record; a cell is a number or one of blank, mark, unreadable, absent, inferred."""
    record: dict[str, list[float]] = {}
    for name, cell in cells.items():
        record[name] = [np.nan if isinstance(cell, str) else cell]
        record[f"{name}:state"] = [STATES.index(cell) if isinstance(cell, str) else NUMBER]
    return Columns(pd.DataFrame(record))


def verdict_of_sum(total: float | str, *parts: float | str) -> str:
    names = [f"part{n}" for n in range(len(parts))]
    frame = columns(total=total, **dict(zip(names, parts, strict=True)))
    return VERDICTS[linear(frame, ["total"], "==", names).verdicts[0]]


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        (5, (2, 3), "holds"),
        (5, (2, 4), "fail"),
        (5, (2, 2), "fail"),
        (5, (5, "blank"), "holds"),
        (5, (3, "blank"), "incomplete"),
        (5, (6, "blank"), "fail"),
        ("blank", (2, 3), "incomplete"),
        ("blank", (0, 0), "holds"),
        ("blank", ("blank", "blank"), "holds"),
        ("blank", ("blank", 2), "incomplete"),
        ("mark", ("mark", 0), "holds"),
        ("mark", (2, 0), "fail"),
        (5, (5, "mark"), "holds"),
        (5, (3, "mark"), "fail"),
        (5, (3, "unreadable"), "not_assessable"),
        ("unreadable", (2, 3), "not_assessable"),
        (5, (5, "absent"), "not_assessable"),
        (0, ("blank", "blank"), "holds"),
        (3, ("blank", "blank"), "incomplete"),
    ],
)
def test_a_sum_with_blanks_marks_and_unreadable_cells(total: float | str, parts: tuple, verdict: str) -> None:
    assert verdict_of_sum(total, *parts) == verdict


@pytest.mark.parametrize(
    ("part", "whole", "verdict"),
    [
        (2, 3, "holds"),
        (3, 3, "holds"),
        (4, 3, "fail"),
        (4, "blank", "incomplete"),
        ("blank", 3, "holds"),
        (1, "mark", "fail"),
        (1, "unreadable", "not_assessable"),
    ],
)
def test_a_part_is_at_most_its_whole(part: float | str, whole: float | str, verdict: str) -> None:
    frame = columns(part=part, whole=whole)
    assert VERDICTS[linear(frame, ["part"], "<=", ["whole"]).verdicts[0]] == verdict


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        (335, (145, 190), "holds"),
        (190, (145, 190), "holds"),
        (189, (145, 190), "fail"),
        (336, (145, 190), "fail"),
        (400, (145, "blank"), "incomplete"),
        ("blank", (145, 190), "incomplete"),
        ("blank", ("blank", "blank"), "holds"),
        (335, (145, "unreadable"), "not_assessable"),
    ],
)
def test_an_item_in_several_channels_counts_once(total: float | str, parts: tuple, verdict: str) -> None:
    frame = columns(total=total, a=parts[0], b=parts[1])
    assert VERDICTS[union(frame, "total", ["a", "b"]).verdicts[0]] == verdict


def test_the_bound_that_a_union_breaks_is_its_right_figure() -> None:
    assert union(columns(total=9850, a=6000, b=3718), "total", ["a", "b"]).right[0] == 9718
    assert union(columns(total=5000, a=6000, b=3718), "total", ["a", "b"]).right[0] == 6000


@pytest.mark.parametrize(
    ("cause", "effect", "verdict"),
    [
        (0, 0, "holds"),
        (2, 1, "holds"),
        (2, 0, "fail"),
        (2, "mark", "fail"),
        (2, "blank", "incomplete"),
        ("blank", 0, "holds"),
        ("mark", "blank", "holds"),
        (2, "absent", "not_assessable"),
    ],
)
def test_what_is_above_zero_implies_what_belongs_to_it(
    cause: float | str, effect: float | str, verdict: str
) -> None:
    frame = columns(cause=cause, effect=effect)
    assert VERDICTS[implication(frame, "cause", ["effect"]).verdicts[0]] == verdict


@pytest.mark.parametrize(
    ("table", "low", "high", "verdict"),
    [
        (5, 5, 5, "holds"),
        (4, 5, 5, "fail"),
        ("blank", 3, 3, "incomplete"),
        ("blank", 0, 0, "holds"),
        ("mark", 0, 0, "holds"),
        ("mark", 3, 3, "fail"),
        ("absent", 3, 3, "not_assessable"),
        (5, "blank", "blank", "not_assessable"),
    ],
)
def test_a_claim_is_held_against_its_cell(
    table: float | str, low: float | str, high: float | str, verdict: str
) -> None:
    frame = columns(table=table, low=low, high=high)
    assert VERDICTS[within(frame, "table", "low", "high").verdicts[0]] == verdict


BROKEN_SUM = {"left": ["a"], "operator": "==", "right": ["b"]}


@pytest.mark.parametrize(
    ("where", "verdict"),
    [
        ({"item": "normative"}, "fail"),
        ({"item": ["regulation", "normative"]}, "fail"),
        ({"item": "regulation"}, "holds"),
        ({"item": "normative", "form": "annual-2019"}, "holds"),
    ],
)
def test_a_rule_leaves_records_alone_that_it_is_not_about(where: dict[str, object], verdict: str) -> None:
    frame = columns(a=4, b=5)
    frame.frame["item"], frame.frame["form"] = "normative", "annual-2021"
    outcome = evaluate(frame, "expect_linear_relation", {**BROKEN_SUM, "where": where})
    assert VERDICTS[outcome.verdicts[0]] == verdict
    assert bool(outcome.assessed[0]) == (verdict == "fail")


@pytest.mark.parametrize("lost", ["unreadable", "absent", "inferred"])
def test_what_a_rule_is_not_about_is_no_gap(lost: str) -> None:
    frame = columns(a=4, b=lost)
    frame.frame["item"] = "normative"
    outcome = evaluate(frame, "expect_linear_relation", {**BROKEN_SUM, "where": {"item": "fee"}})
    assert VERDICTS[outcome.verdicts[0]] == "holds"


LOST = ("unreadable", "absent", "inferred")
CONTENTS = (-2, 0, 2, 5, "blank", "mark", *LOST)
RELATIONS: dict[str, tuple[str, dict[str, object], Callable[..., bool]]] = {
    "a + b == c": (
        "expect_linear_relation",
        {"left": ["a", "b"], "operator": "==", "right": ["c"]},
        lambda a, b, c: a + b == c,
    ),
    "a == b + c": (
        "expect_linear_relation",
        {"left": ["a"], "operator": "==", "right": ["b", "c"]},
        lambda a, b, c: a == b + c,
    ),
    "a + b <= c": (
        "expect_linear_relation",
        {"left": ["a", "b"], "operator": "<=", "right": ["c"]},
        lambda a, b, c: a + b <= c,
    ),
    "a + b >= c": (
        "expect_linear_relation",
        {"left": ["a", "b"], "operator": ">=", "right": ["c"]},
        lambda a, b, c: a + b >= c,
    ),
    "a + b + c >= 0": (
        "expect_not_negative",
        {"addends": ["a", "b", "c"]},
        lambda a, b, c: a + b + c >= 0,
    ),
    "max(b, c) <= a <= b + c": (
        "expect_union",
        {"total": "a", "parts": ["b", "c"]},
        lambda a, b, c: max(b, c) <= a <= b + c,
    ),
    "a > 0 implies b + c > 0": (
        "expect_implication",
        {"positive": "a", "then_positive": ["b", "c"]},
        lambda a, b, c: a <= 0 or b + c > 0,
    ),
}


def expected_verdict(cells: tuple[float | str, ...], holds: Callable[..., bool]) -> str:
    """The verdict by its definition: with blanks as 0, else with some other values of the blanks, zero or more."""
    if any(cell in LOST for cell in cells):
        return "not_assessable"
    blanks = [place for place, cell in enumerate(cells) if cell == "blank"]
    filled = [0 if isinstance(cell, str) else cell for cell in cells]
    if holds(*filled):
        return "holds"
    for values in itertools.product(range(13), repeat=len(blanks)):
        for place, value in zip(blanks, values, strict=True):
            filled[place] = value
        if holds(*filled):
            return "incomplete"
    return "fail"


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_mixture_of_blanks_marks_and_numbers_has_its_verdict(relation: str) -> None:
    kind, arguments, holds = RELATIONS[relation]
    # The parts of a union are counts; only a change can be negative.
    contents = CONTENTS[1:] if kind == "expect_union" else CONTENTS
    mixtures = list(itertools.product(contents, repeat=3))
    frame = pd.concat([columns(a=a, b=b, c=c).frame for a, b, c in mixtures], ignore_index=True)
    found = [VERDICTS[code] for code in evaluate(Columns(frame), kind, arguments).verdicts]
    wrong = {
        cells: verdict
        for cells, verdict in zip(mixtures, found, strict=True)
        if verdict != expected_verdict(cells, holds)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("given_", "expected", "verdict"),
    [
        ("2018-01-01", "2018-01-01", "holds"),
        ("2017-01-01", "2018-01-01", "fail"),
        (None, "2018-01-01", "not_assessable"),
        (None, None, "holds"),
    ],
)
def test_columns_agree_with_what_is_expected(given_: str | None, expected: str | None, verdict: str) -> None:
    frame = Columns(pd.DataFrame({"a": [given_], "b": [expected]}, dtype=object))
    assert VERDICTS[agree(frame, ["a"], ["b"]).verdicts[0]] == verdict


def test_a_forbidden_value_fails() -> None:
    frame = Columns(pd.DataFrame({"role": ["stale", "current"]}))
    assert [VERDICTS[v] for v in none_of(frame, "role", ["stale"]).verdicts] == ["fail", "holds"]


def test_amounts_compare_exactly_to_six_decimals() -> None:
    assert verdict_of_sum(0.3, 0.1, 0.2) == "holds"
    assert verdict_of_sum(24252.311082, 24252.311081, 0.000001) == "holds"
    assert verdict_of_sum(24252.311082, 24252.311081, 0.0) == "fail"


numbers = st.integers(min_value=0, max_value=10**9)
parts_of = st.lists(numbers, min_size=1, max_size=8)


@given(parts_of)
def test_any_consistent_sum_holds(parts: list[int]) -> None:
    assert verdict_of_sum(sum(parts), *parts) == "holds"


@given(parts_of, st.data())
def test_any_single_change_of_a_cell_breaks_a_sum(parts: list[int], data: st.DataObject) -> None:
    cells = [sum(parts), *parts]
    place = data.draw(st.integers(0, len(cells) - 1))
    cells[place] = data.draw(numbers.filter(lambda n: n != cells[place]))
    assert verdict_of_sum(*cells) == "fail"


@given(parts_of, st.data())
def test_a_blank_never_turns_a_consistent_sum_into_a_failure(parts: list[int], data: st.DataObject) -> None:
    cells: list[float | str] = [sum(parts), *parts]
    for place in data.draw(st.sets(st.integers(0, len(cells) - 1))):
        cells[place] = "blank"
    assert verdict_of_sum(*cells) in ("holds", "incomplete")


@pytest.mark.parametrize("cells", list(itertools.product((3, 0, "blank", "mark", "unreadable"), repeat=3)))
def test_what_cannot_be_read_is_never_a_pass_or_a_failure(cells: tuple[float | str, ...]) -> None:
    assert (verdict_of_sum(*cells) == "not_assessable") == ("unreadable" in cells)
