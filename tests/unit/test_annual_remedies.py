"""The remedies of the annual forms are bound in whatever order their groups stand, in one table or several."""

from collections.abc import Sequence

import pytest
from annual_tables import (
    NEWER,
    OUTCOME_LABELS,
    OUTCOMES,
    SHAPES,
    Box,
    Rows,
    Shape,
    facts,
    grid,
    numbers,
    one,
    part,
    printed,
    ragged,
    remedies,
    repeated,
    row,
)

from auditlib.forms.codebook import ROUTES


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ([[("行政诉讼", 1, 10), ("行政复议", 1, 5)],
          [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5), *((label, 2, 1) for label in OUTCOME_LABELS)]],
         (*ROUTES[1:], ROUTES[0])),
        ([[("行政复议", 1, 5), ("行政诉讼", 1, 10)],
          [*((label, 2, 1) for label in OUTCOME_LABELS), ("复议后起诉", 1, 5), ("未经复议直接起诉", 1, 5)]],
         (ROUTES[0], ROUTES[2], ROUTES[1])),
    ],
    ids=["lawsuits first", "lawsuits after review first"],
)  # fmt: skip
@pytest.mark.parametrize("shape", SHAPES)
def test_groups_may_stand_in_another_order(
    shape: Shape, header: list[list[Box]], order: Sequence[str]
) -> None:
    values = numbers(NEWER)
    cells = row(*(values[f"remedy.{route}.{outcome}"] for route in order for outcome in OUTCOMES))
    found = facts(NEWER, shape([*header, row(*OUTCOME_LABELS * 2), cells]))
    assert printed(found) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", SHAPES)
def test_outcomes_may_stand_in_another_order(shape: Shape) -> None:
    turned = OUTCOME_LABELS[::-1]
    values = numbers(NEWER)
    rows = [
        remedies(NEWER)[0],
        [*((label, 2, 1) for label in turned), *remedies(NEWER)[1][5:]],
        row(*turned * 2),
        row(*(values[f"remedy.{route}.{outcome}"] for route in ROUTES for outcome in OUTCOMES[::-1])),
    ]
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "remedy")


@pytest.mark.parametrize(
    ("over", "label"),
    [(11, "诉讼合计"), (11, "合计"), (10, "总计"), (10, "复议诉讼合计")],
    ids=["sum of lawsuits", "total under its heading", "total of all", "named total of all"],
)
def test_sum_beside_the_groups_is_a_column_of_its_own(over: int, label: str) -> None:
    beside: list[Box] = [(label, 2, 1)] if over > 10 else []
    rows = [
        [("行政复议", 1, 5), ("行政诉讼", 1, over), *([(label, 3, 1)] if over == 10 else [])],
        [*remedies(NEWER)[1], *beside],
        row(*OUTCOME_LABELS * 2),
        [*remedies(NEWER)[-1], ("9", 1, 1)],
    ]
    found = printed(facts(NEWER, grid(rows)))
    local = {name: text for name, text in found.items() if name.startswith("local:")}
    assert list(local.values()) == ["9"]
    assert {name: text for name, text in found.items() if name not in local} == part(NEWER, "remedy")


HEADERS: dict[str, list[list[Box]]] = {
    "all outcomes in one row": [
        [("行政复议", 2, 5), ("行政诉讼", 1, 10)],
        [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        row(*OUTCOME_LABELS * 3),
    ],
    "two rows": [
        [("行政复议", 1, 5), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        row(*OUTCOME_LABELS * 3),
    ],
    "kinds of lawsuits not named": [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        row(*OUTCOME_LABELS * 3),
    ],
    "no groups named": [row(*OUTCOME_LABELS * 3)],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_header_of_the_remedies_may_be_cut_otherwise(header: list[list[Box]], shape: Shape) -> None:
    assert printed(facts(NEWER, shape([*header, remedies(NEWER)[-1]]))) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", [grid, ragged])
@pytest.mark.parametrize("named", [True, False])
def test_remedies_may_stand_in_two_tables(shape: Shape, named: bool) -> None:
    rows = remedies(NEWER)
    review: Rows = [[("行政复议", 1, 5)], row(*OUTCOME_LABELS), rows[-1][:5]]
    suits: Rows = [[("行政诉讼", 1, 10)], rows[1][5:], rows[2], rows[-1][5:]]
    given = [shape(review if named else review[1:]), shape(suits)]
    assert printed(facts(NEWER, *given)) == part(NEWER, "remedy")


@pytest.mark.parametrize("names", [("行政复议", "未经复议直接起诉", "复议后起诉"), ("", "", "")])
@pytest.mark.parametrize("shape", [grid, ragged, repeated])
def test_remedies_may_stand_in_three_tables(shape: Shape, names: Sequence[str]) -> None:
    cells = remedies(NEWER)[-1]
    given = [
        shape([[(name, 1, 5)], row(*OUTCOME_LABELS), cells[5 * n : 5 * n + 5]])
        for n, name in enumerate(names)
    ]
    assert printed(facts(NEWER, *given)) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("corner", ["", "类别"])
def test_routes_may_be_rows(shape: Shape, corner: str) -> None:
    cells = remedies(NEWER)[-1]
    rows: Rows = [
        [(corner, 1, 2), *map(one, OUTCOME_LABELS)],
        [("行政复议", 1, 2), *cells[:5]],
        [("行政诉讼", 2, 1), one("未经复议直接起诉"), *cells[5:10]],
        [one("复议后起诉"), *cells[10:]],
    ]
    assert printed(facts(NEWER, shape(rows))) == part(NEWER, "remedy")


def test_row_of_a_route_may_hold_marks_alone() -> None:
    rows = [row("", *OUTCOME_LABELS), row("行政复议", *"/////"), row("复议后起诉", *"12003")]
    found = printed(facts(NEWER, grid(rows)))
    assert [
        found["remedy.reconsideration.total"],
        found["remedy.litigation.after_reconsideration.total"],
    ] == ["/", "3"]


def test_label_may_stand_before_the_values_of_the_remedies() -> None:
    rows = [*remedies(NEWER)[:-1], [one("件数"), *remedies(NEWER)[-1]]]
    assert printed(facts(NEWER, ragged(rows))) == part(NEWER, "remedy")


def test_remedies_may_be_cut_between_header_and_values() -> None:
    rows = remedies(NEWER)
    assert printed(facts(NEWER, ragged(rows[:-1]), ragged(rows[-1:]))) == part(NEWER, "remedy")


def test_spacer_row_before_the_values_is_passed_over() -> None:
    rows = [*remedies(NEWER)[:-1], [("", 1, 15)], remedies(NEWER)[-1]]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "remedy")


def test_sliver_column_in_the_remedies_moves_no_value() -> None:
    top, middle, bottom, values = remedies(NEWER)
    rows = [
        [("行政复议", 1, 6), top[1]],
        [*middle[:4], ("总计", 2, 2), *middle[5:]],
        bottom,
        [*values[:5], one(""), *values[5:]],
    ]
    assert printed(facts(NEWER, grid(rows))) == part(NEWER, "remedy")


def test_lawsuits_in_one_group_are_kept_as_local() -> None:
    rows = [
        [("行政复议", 1, 5), ("行政诉讼", 1, 5)],
        row(*OUTCOME_LABELS * 2),
        row("1", "0", "0", "0", "1", "2", "0", "0", "0", "2"),
    ]
    found = printed(facts(NEWER, grid(rows)))
    assert (found["remedy.reconsideration.total"], found["local:行政诉讼/总计"]) == ("1", "2")
