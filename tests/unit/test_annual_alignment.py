"""Tables of the annual forms that lie on their side are set upright; those that stand are left as they are."""

from collections.abc import Sequence

import pytest
from annual_tables import (
    APPLICANT_LABELS,
    NEWER,
    OUTCOME_LABELS,
    OUTCOMES,
    Box,
    Shape,
    facts,
    grid,
    numbers,
    part,
    printed,
    remedies,
    repeated,
    request_body,
    requests,
    row,
    tables,
    unmerged,
)

from auditlib.document import Table
from auditlib.forms.alignment import aligned
from auditlib.forms.codebook import ANNUAL, ROUTES

GRIDS = [grid, repeated, unmerged]
VALUES = numbers(NEWER)
KINDS = ("行政复议", "未经复议直接起诉", "复议后起诉")


def on_its_side(table: Table) -> Table:
    return Table(tuple(zip(*table.rows, strict=True)), table.place)


def read(*given: Table, form: str = NEWER) -> dict[str, str]:
    return printed(facts(form, *aligned(given)))


def outcome(route: str, name: str) -> str:
    return VALUES[f"remedy.{route}.{name}"]


@pytest.mark.parametrize("shape", GRIDS)
@pytest.mark.parametrize("form", ANNUAL)
def test_the_matrix_may_lie_on_its_side(form: str, shape: Shape) -> None:
    assert read(on_its_side(shape(requests(form))), form=form) == part(form, "request")


def test_the_matrix_may_lie_on_its_side_without_headings() -> None:
    body = [[*boxes[-8:-7], *boxes[-7:]] for boxes in request_body(NEWER)]
    table = grid([row("申请人", *APPLICANT_LABELS.values()), *([(b[0][0], 1, 1), *b[1:]] for b in body)])
    assert read(on_its_side(table)) == part(NEWER, "request")


@pytest.mark.parametrize("shape", GRIDS)
@pytest.mark.parametrize("header", [[], [row("类别", "诉讼方式", "结果", "件数")]])
def test_the_remedies_may_be_a_list(header: list[list[Box]], shape: Shape) -> None:
    rows: list[list[Box]] = []
    for route, kind in zip(ROUTES, KINDS, strict=True):
        for name, label in zip(OUTCOMES, OUTCOME_LABELS, strict=True):
            first = name == OUTCOMES[0]
            lead: list[Box] = [("行政复议", 5, 2)] if first and route == ROUTES[0] else []
            lead += [("行政诉讼", 10, 1)] if first and route == ROUTES[1] else []
            lead += [(kind, 5, 1)] if first and route != ROUTES[0] else []
            rows.append([*lead, *row(label, outcome(route, name))])
    assert read(shape([*header, *rows])) == part(NEWER, "remedy")


def test_the_remedies_may_be_a_list_of_two_columns_of_labels() -> None:
    rows = [
        row(kind if name == OUTCOMES[0] else "", label, outcome(route, name))
        for route, kind in zip(ROUTES, KINDS, strict=True)
        for name, label in zip(OUTCOMES, OUTCOME_LABELS, strict=True)
    ]
    assert read(repeated(rows)) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", GRIDS)
def test_outcomes_may_be_rows_and_routes_columns(shape: Shape) -> None:
    rows: Sequence[list[Box]] = [
        [("结果", 2, 1), ("行政复议", 2, 1), ("行政诉讼", 1, 2)],
        row("未经复议直接起诉", "复议后起诉"),
        *(
            row(label, *(outcome(route, name) for route in ROUTES))
            for name, label in zip(OUTCOMES, OUTCOME_LABELS, strict=True)
        ),
    ]
    assert read(shape(rows)) == part(NEWER, "remedy")


@pytest.mark.parametrize("shape", GRIDS)
def test_items_may_be_columns(shape: Shape) -> None:
    made = {"made": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
    rows = [
        row("信息内容", "规章", "行政规范性文件"),
        *(
            row(label, VALUES[f"disclosure.regulation.{name}"], VALUES[f"disclosure.normative.{name}"])
            for name, label in made.items()
        ),
    ]
    decided = ("licensing", "penalty", "coercion")
    others = [
        row("信息内容", "行政许可", "行政处罚", "行政强制"),
        row("本年处理决定数量", *(VALUES[f"disclosure.{name}.decisions"] for name in decided)),
    ]
    wanted = {name: value for name, value in part(NEWER, "disclosure").items() if "fee" not in name}
    assert read(shape(rows), shape(others)) == wanted


@pytest.mark.parametrize("form", ANNUAL)
@pytest.mark.parametrize("shape", GRIDS)
def test_tables_that_stand_are_left_as_they_are(form: str, shape: Shape) -> None:
    given = tuple(tables(form, shape))
    assert all(one is other for one, other in zip(aligned(given), given, strict=True))


def test_routes_as_rows_are_left_as_they_are() -> None:
    cells = remedies(NEWER)[-1]
    rows = [row("类别", *OUTCOME_LABELS), [*row(KINDS[0]), *cells[:5]], [*row(KINDS[1]), *cells[5:10]]]
    table = grid(rows)
    assert aligned([table])[0] is table
