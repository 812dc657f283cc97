"""A report is due by a date that depends on its year and its kind of body; only dates it states itself count."""

import pytest
from builders import SECTIONS, report_of

from auditlib.frames import build

DEPARTMENT, GOVERNMENT = "云陵县教育局", "云陵县人民政府"


def told(year: int, *lines: str, agency: str = DEPARTMENT, end: str = "") -> dict[str, object]:
    text = "\n".join((f"{agency}{year}年政府信息公开工作年度报告", *lines, *SECTIONS, end))
    return {str(name): value for name, value in build([report_of(text)]).reports.iloc[0].items()}


def is_late(row: dict[str, object]) -> bool:
    return row["dated_on"] != row["in_time"]


@pytest.mark.parametrize(
    ("agency", "year", "deadline"),
    [
        (DEPARTMENT, 2017, "2018-03-31"),
        (DEPARTMENT, 2018, "2019-03-31"),
        (DEPARTMENT, 2019, "2020-01-31"),
        (DEPARTMENT, 2023, "2024-01-31"),
        (GOVERNMENT, 2019, "2020-03-31"),
        ("云陵县人民政府办公室", 2021, "2022-03-31"),
        ("云陵县石桥镇人民政府", 2021, "2022-03-31"),
        ("芦洲新区管理委员会", 2021, "2022-03-31"),
        ("云陵县", 2021, "2022-03-31"),
    ],
)
def test_deadline_depends_on_year_and_body(agency: str, year: int, deadline: str) -> None:
    assert told(year, agency=agency)["deadline"] == deadline


@pytest.mark.parametrize("day", ["2020-01-31", "2020-01-02", "2020年1月31日", "2020-01-20 15:22"])
def test_publication_by_the_deadline_is_in_time(day: str) -> None:
    assert not is_late(told(2019, f"发布日期：{day}"))


@pytest.mark.parametrize("label", ["发布日期", "发布时间", "公布日期", "公开时间"])
def test_publication_after_the_deadline_is_late(label: str) -> None:
    assert is_late(told(2019, f"{label}：2020-02-03 09:00"))


def test_filing_after_the_deadline_is_late() -> None:
    assert is_late(told(2018, end="单位负责人：甲某　填报日期：2019年4月2日"))


def test_signature_after_the_deadline_is_late() -> None:
    assert is_late(told(2019, end=f"{DEPARTMENT}\n2020年2月14日"))


def test_same_day_is_in_time_for_a_government() -> None:
    assert not is_late(told(2019, "发布日期：2020-02-14", agency=GOVERNMENT))


def test_earliest_of_two_dates_counts() -> None:
    row = told(2019, "发布日期：2020-02-14", end=f"{DEPARTMENT}\n2020年1月17日")
    assert (row["dated_on"], is_late(row)) == ("2020-01-17", False)


@pytest.mark.parametrize(
    "line", ["2020年5月30日", "打印日期：2020-05-30", "更新：2020-05-30", "本页内容截至2020年5月30日"]
)
def test_date_of_something_else_is_no_publication(line: str) -> None:
    assert told(2019, line)["dated_on"] is None


def test_page_that_was_moved_years_later_tells_nothing() -> None:
    assert told(2016, "发布日期：2021-06-01")["dated_on"] is None


def test_date_inside_the_prose_is_not_the_reports() -> None:
    lines = [f"第{n}项工作按要求推进。" for n in range(60)]
    lines[50] = "规划公开时间：2020年5月30日。"
    assert told(2019, *lines)["dated_on"] is None


@pytest.mark.parametrize(
    ("day", "filed"), [("2019年3月3日", 2019), ("2018年3月3日", 2018), ("2021年3月3日", 2021)]
)
def test_year_of_filing_stands_beside_the_one_expected(day: str, filed: int) -> None:
    row = told(2018, end=f"填报人：甲某　填报日期：{day}")
    assert (row["filed_year"], row["expected_filed"]) == (filed, 2019)


def test_report_without_a_date_of_filing_expects_none() -> None:
    row = build([report_of("\n".join((f"{DEPARTMENT}2018年政府信息公开工作年度报告", *SECTIONS)))]).reports
    assert row[["filed_year", "expected_filed"]].isna().all(axis=None)
