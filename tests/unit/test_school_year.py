"""A university reports on a school year, by the end of October: only another span than its own is wrong."""

from datetime import date

import pytest
from builders import report_of

from auditlib.auditing import audit
from auditlib.corpus import Corpus
from auditlib.frames import build
from auditlib.identity.school_year import expected_period, school_years
from auditlib.report import Report

AGENCY = "澄水师范学院"
PERIOD_RULES = {
    "period.reporting_period",
    "period.filing",
    "period.title_year",
    "form.heading",
    "period.stale_year",
}


def report(
    title: str = "2021-2022学年信息公开工作年度报告",
    period: str = "2021年9月1日至2022年8月31日",
    *,
    signed: str = "2022年10月20日",
    preamble: str = "现公布本校信息公开年度报告",
) -> Report:
    return report_of(
        "\n".join(
            [
                f"{AGENCY}{title}",
                f"{preamble}，所列数据的统计期限为{period}。",
                "一、概述",
                "2021年，学校召开专题会议2次。本学年公开信息500条。",
                "二、主动公开信息情况",
                "公开招生信息80条。",
                AGENCY,
                signed,
            ]
        )
    )


def row(made: Report) -> dict[str, object]:
    return {str(name): value for name, value in build([made]).reports.iloc[0].items()}


def told(made: Report) -> set[str]:
    return {finding.rule for finding in audit(Corpus((made,)))} & (PERIOD_RULES | {"timeliness.deadline"})


@pytest.mark.parametrize(
    "made",
    [
        report(),
        report("2021—2022学年度信息公开年度报告"),
        report("2021至2022学年信息公开年度报告", "2021年9月至2022年8月"),
        report("2021-22学年信息公开年度报告"),
        report("2022年信息公开年度报告", preamble="现公布2021-2022学年本校信息公开年度报告"),
        report("2021学年信息公开年度报告"),
        report("信息公开年度报告（2021-2022学年）"),
        report("2021-2022学年信息公开年度报告", "2021年8月1日至2022年7月31日"),
    ],
)
def test_report_on_a_school_year_is_in_order(made: Report) -> None:
    assert (told(made), made.identity.year) == (set(), made.identity.year)
    assert made.identity.school_years is not None


@pytest.mark.parametrize(
    ("title", "period", "expected"),
    [
        ("2021-2022学年信息公开年度报告", "2020年9月1日至2021年8月31日", ("2021-09-01", "2022-08-31")),
        ("2021-2022学年信息公开年度报告", "2022年1月1日至2022年12月31日", ("2021-09-01", "2022-08-31")),
        ("2021-2022学年信息公开年度报告", "2021年9月1日至2022年12月31日", ("2021-09-01", "2022-08-31")),
        ("2021-2022学年信息公开年度报告", "2021年3月1日至2022年2月28日", ("2021-09-01", "2022-08-31")),
    ],
)
def test_another_span_than_the_school_year_is_told(
    title: str, period: str, expected: tuple[str, str]
) -> None:
    made = report(title, period)
    told_of = row(made)
    assert told(made) >= {"period.reporting_period"}
    assert (told_of["expected_start"], told_of["expected_end"]) == expected


def test_report_on_a_school_year_is_due_by_the_end_of_october() -> None:
    assert row(report())["deadline"] == "2022-10-31"
    assert told(report(signed="2022年11月20日")) == {"timeliness.deadline"}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("2022年信息公开年度报告", "统计期限为2022年1月1日至12月31日。公开2021-2022学年奖学金信息。"),
        ("2022年信息公开年度报告", "本年公开信息200条。"),
    ],
)
def test_a_report_on_a_calendar_year_may_speak_of_school_years(title: str, text: str) -> None:
    assert school_years(title, text, None, None) is None


def test_the_period_of_a_school_year_without_years_is_its_own() -> None:
    span = date(2021, 9, 1), date(2022, 8, 31)
    assert expected_period((), *span) == span
    assert expected_period((), date(2021, 10, 1), date(2022, 8, 31)) == span
