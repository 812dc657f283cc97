"""The frames that rules are run on: one record a thing that a rule speaks of, and what each of its cells is worth."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from annual_reports import consistent, report_of, two_years

from auditlib.edits import STATES
from auditlib.forms.codebook import ANNUAL, APPLICANTS, codebook
from auditlib.frames import TALL, WIDE, Frames, build, columns_of
from auditlib.report import Claim, Relation

CODE = {name: code for code, name in enumerate(STATES)}
REPORT = {form: report_of(form, consistent(form)) for form in ANNUAL}


def record(frames: Frames, name: str, **keys: str) -> pd.Series:
    """The one record of a frame with these keys."""
    frame = frames.named()[name]
    for key, value in keys.items():
        frame = frame[frame[key] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def state(frames: Frames, name: str, column: str, **keys: str) -> str:
    return STATES[record(frames, name, **keys)[f"{column}:state"]]


@pytest.mark.parametrize("name", [*TALL, *WIDE])
def test_a_frame_without_any_report_has_its_columns(name: str) -> None:
    frame = build([]).named()[name]
    assert set(columns_of(name)) <= set(frame.columns)


@pytest.mark.parametrize(
    ("form", "rows"),
    [
        (
            "annual-2019",
            {"disclosure": 8, "request_rows": 23, "requests": 7, "remedies": 3, "continuity": 18},
        ),
        (
            "annual-2021",
            {"disclosure": 6, "request_rows": 25, "requests": 7, "remedies": 3, "continuity": 16},
        ),
    ],
)
def test_a_report_has_a_record_for_each_subject_of_its_form(form: str, rows: dict[str, int]) -> None:
    frames = build([REPORT[form]]).named()
    assert {name: len(frames[name]) for name in rows} == rows


@pytest.mark.parametrize("form", ANNUAL)
def test_every_cell_of_a_table_stands_in_its_frame(form: str) -> None:
    cells = consistent(form)
    frames = build([REPORT[form]])
    for entry in codebook(form).entries:
        name, key = {
            "disclosure": ("disclosure", "item"),
            "request": ("request_rows", "row"),
            "remedy": ("remedies", "route"),
        }[entry.table]
        assert record(frames, name, **{key: entry.subject})[entry.field] == cells[entry.indicator]


@pytest.mark.parametrize("form", ANNUAL)
def test_the_request_table_stands_there_by_its_columns_too(form: str) -> None:
    cells = consistent(form)
    frames = build([REPORT[form]])
    for entry in codebook(form).table("request"):
        assert record(frames, "requests", applicant=entry.field)[entry.subject] == cells[entry.indicator]


def test_reports_of_both_forms_keep_their_order() -> None:
    reports = [REPORT["annual-2021"], replace(REPORT["annual-2019"], id="另一份")]
    frame = build(reports).request_rows
    assert list(dict.fromkeys(frame["report"])) == [report.id for report in reports]


def test_a_cell_that_the_form_does_not_have_is_absent() -> None:
    frames = build([REPORT["annual-2021"]])
    assert state(frames, "disclosure", "published", item="normative") == "absent"
    assert state(frames, "requests", "other", applicant="total") == "absent"


def test_a_cell_that_the_report_does_not_have_is_absent() -> None:
    cells = consistent("annual-2021")
    del cells["request.new.total"]
    frames = build([report_of("annual-2021", cells)])
    assert state(frames, "request_rows", "total", row="new") == "absent"


@pytest.mark.parametrize(
    ("content", "expected"), [(3, "number"), (None, "blank"), ("/", "mark"), ("3 4", "unreadable")]
)
def test_a_cell_is_what_the_report_says(content: int | str | None, expected: str) -> None:
    frames = build([report_of("annual-2021", {"request.new.total": content})])
    assert state(frames, "request_rows", "total", row="new") == expected


PLACES = {
    "request_rows": ("natural_person", {"row": "new"}),
    "requests": ("new", {"applicant": "natural_person"}),
    "remedies": ("upheld", {"route": "reconsideration"}),
    "disclosure": ("made", {"item": "normative"}),
    "continuity": ("made", {"subject": "normative"}),
}
INDICATORS = {
    "request_rows": "request.new.natural_person",
    "requests": "request.new.natural_person",
    "remedies": "remedy.reconsideration.upheld",
    "disclosure": "disclosure.normative.made",
    "continuity": "disclosure.normative.made",
}
PROVES_NOTHING = {
    "request_rows": {"row"},
    "requests": {"column", "balance"},
    "remedies": {"row"},
    "disclosure": set(),
    "continuity": {"carry_over", "stock"},
}


@pytest.mark.parametrize("relation", ["row", "column", "balance", "carry_over", "stock", "prose"])
@pytest.mark.parametrize("name", PLACES)
def test_a_number_split_by_a_relation_proves_nothing_about_it(name: str, relation: Relation) -> None:
    column, keys = PLACES[name]
    report = report_of("annual-2021", consistent("annual-2021"), used={INDICATORS[name]: relation})
    expected = "inferred" if relation in PROVES_NOTHING[name] else "number"
    assert state(build([report]), name, column, **keys) == expected


def test_last_years_cells_stand_beside_this_years() -> None:
    first, second = two_years("annual-2021", "annual-2021")
    values = {fact.indicator: float(fact.value) for fact in first.facts if fact.value is not None}
    of = {"report": second.id, "subject": "total"}
    found = record(build([first, second]), "continuity", **of)
    assert found["before"] == first.id
    assert found["before_carried_out"] == values["request.carried_out.total"]


def test_requests_are_carried_over_from_the_older_form_too() -> None:
    first, second = two_years("annual-2019", "annual-2021")
    of = {"report": second.id, "subject": "business"}
    assert state(build([first, second]), "continuity", "before_carried_out", **of) == "number"


def test_a_stock_that_the_older_form_does_not_have_is_absent() -> None:
    first, second = two_years("annual-2019", "annual-2021")
    of = {"report": second.id, "subject": "normative"}
    frames = build([first, second])
    assert state(frames, "continuity", "before_in_force", **of) == "absent"
    assert record(frames, "continuity", **of)["before_form"] == "annual-2019"


def test_without_last_years_report_its_cells_are_absent() -> None:
    found = build([REPORT["annual-2021"]]).continuity
    before = [column for column in WIDE["continuity"].values if column.startswith("before_")]
    assert set(found["before"]) == {""}
    assert {code for column in before for code in found[f"{column}:state"]} == {CODE["absent"]}


def test_last_years_cell_split_by_the_carry_over_proves_nothing_about_it() -> None:
    first, second = two_years("annual-2021", "annual-2021")
    facts = tuple(
        fact._replace(basis="split", used=frozenset(["carry_over"]))
        if "carried_out" in fact.indicator
        else fact
        for fact in first.facts
    )
    frames = build([replace(first, facts=facts), second])
    of = {"report": second.id, "subject": "research"}
    assert state(frames, "continuity", "before_carried_out", **of) == "inferred"


@pytest.mark.parametrize(
    ("form", "year", "expected"),
    [
        ("annual-2019", 2018, "statistics-2014"),
        ("annual-2019", 2019, "annual-2019"),
        ("annual-2019", 2020, "annual-2019"),
        ("annual-2019", 2021, "annual-2021"),
        ("annual-2021", 2024, "annual-2021"),
    ],
)
def test_the_year_says_which_form_is_expected(form: str, year: int, expected: str) -> None:
    frame = build([report_of(form, {}, year=year)]).reports
    assert frame["expected_form"].to_list() == [expected]


def test_without_a_form_none_is_expected() -> None:
    assert build([report_of("", {})]).reports["expected_form"].to_list() == [""]


def test_without_a_year_the_expected_form_is_not_known() -> None:
    report = REPORT["annual-2021"]
    unknown = replace(report, identity=replace(report.identity, year=None))
    assert build([unknown]).reports["expected_form"].isna().all()


def test_the_cells_of_an_annual_form_are_counted() -> None:
    cells = consistent("annual-2021")
    del cells["request.new.total"]
    found = build([report_of("annual-2021", cells)]).reports.iloc[0]
    assert (found["cells"], found["form_cells"]) == (len(cells), len(cells) + 1)


@pytest.mark.parametrize(("kept", "told"), [(78, False), (60, False), (30, True), (0, True)])
def test_the_cells_of_the_statistics_form_are_counted_where_most_are_not_there(kept: int, told: bool) -> None:
    cells = dict.fromkeys(codebook("statistics-2014").indicators[:kept], 0)
    found = build([report_of("statistics-2014", cells)]).reports.iloc[0]
    assert pd.notna(found["form_cells"]) is told


def test_a_table_value_split_by_the_prose_proves_nothing_about_it() -> None:
    claim = Claim("", 0, 4, "新收3件", Decimal(3), "件", "", "count", "request.new.total", "新收")
    states = []
    for relation in ("prose", "row"):
        report = report_of(
            "annual-2021", {"request.new.total": 3}, used={"request.new.total": relation}, claims=[claim]
        )
        states += [STATES[code] for code in build([report]).claims["table_value:state"]]
    assert states == ["inferred", "number"]


def test_the_applicants_are_those_of_the_form() -> None:
    assert build([REPORT["annual-2019"]]).requests["applicant"].to_list() == list(APPLICANTS)
