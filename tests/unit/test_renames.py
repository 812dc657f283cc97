"""An agency under a new name is the same agency where the reports say so."""

from dataclasses import replace

import pytest
from builders import report_of

from auditlib.identity.identify import identify
from auditlib.reconcile import with_places, years_before
from auditlib.report import Report

OLD, NEW = "澄水市青禾区经济和信息化局", "澄水市青禾区工业和信息化局"


def report(agency: str, year: int, said: str = "") -> Report:
    text = f"{agency}\n\n{year}年政府信息公开工作年度报告\n\n一、总体情况\n　　{said or '公开工作平稳有序。'}"
    return report_of(text, f"{agency}_{year}")


def before(reports: list[Report]) -> dict[str, str]:
    return {name: earlier.identity.agency for name, earlier in years_before(with_places(reports)).items()}


@pytest.mark.parametrize(
    "said",
    [
        "2018年，区经信局（现区工信局）办理申请3件。",
        "区工业和信息化局（原区经济和信息化局）于2019年挂牌。",
        "根据机构改革方案，原青禾区经济和信息化局更名为青禾区工业和信息化局。",
        "撤销区经济和信息化局，组建区工业和信息化局。",
    ],
)
def test_a_stated_renaming_joins_the_years(said: str) -> None:
    reports = [report(OLD, 2018), report(NEW, 2019, said)]
    assert before(reports) == {f"{NEW}_2019": OLD}


def test_the_report_of_the_year_before_may_state_it() -> None:
    reports = [report(OLD, 2018, "本报告由区经信局（现区工信局）编制。"), report(NEW, 2019)]
    assert before(reports) == {f"{NEW}_2019": OLD}


def test_names_alike_are_not_enough() -> None:
    assert before([report(OLD, 2018), report(NEW, 2019)]) == {}


def test_an_agency_that_goes_on_under_its_own_name_is_not_the_former() -> None:
    said = "区经信局（现区工信局）办理申请3件。"
    assert f"{NEW}_2019" not in before([report(OLD, 2018), report(OLD, 2019), report(NEW, 2019, said)])


def test_a_bureau_of_another_district_is_not_meant() -> None:
    other = OLD.replace("青禾", "白石")
    assert before([report(other, 2018), report(NEW, 2019, "区经信局（现区工信局）办理申请3件。")]) == {}


def test_a_method_that_was_changed_is_no_renaming() -> None:
    assert identify("申请由局办公室改为网上受理，原则上当日答复。", "报告").renames == ()


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("云陵县石桥镇人民政府", "云陵县石桥镇"),
        ("云陵县人社局", "云陵县人力资源和社会保障局"),
        ("云陵县住房和城乡建设局", "云陵县住房城乡建设局"),
        ("芦洲新区管委会", "芦洲新区管理委员会"),
        ("映河街道办事处", "映河街道"),
        ("云陵县卫健委", "云陵县卫生健康委员会"),
    ],
)
def test_a_name_in_short_and_in_full_are_one_agency(then: str, now: str) -> None:
    assert before([report(then, 2018), report(now, 2019)]) == {f"{now}_2019": then}


def test_a_government_and_its_office_report_each_for_itself() -> None:
    assert before([report("云陵县人民政府", 2018), report("云陵县人民政府办公室", 2019)]) == {}


def test_two_agencies_that_one_short_name_could_mean_are_not_joined() -> None:
    named = ["云陵县人社局", "云陵县人力资源社会保障局"]
    reports = [report(name, 2018) for name in named]
    assert before([*reports, report("云陵县人力资源和社会保障局", 2019)]) == {}


def test_reports_that_name_nobody_have_no_year_before() -> None:
    bare = [
        report_of(f"{year}年政府信息公开工作年度报告\n一、总体情况\n　　平稳。", f"t{year}")
        for year in (2018, 2019)
    ]
    assert before(bare) == {}


@pytest.mark.parametrize(
    "said",
    [
        "2019年，青禾区经济和信息化局重组为青禾区工业和信息化局。",
        "区经济和信息化局与区科技局整合组建区工业和信息化局。",
        "青禾区工业和信息化局正式挂牌，承接原青禾区经济和信息化局职责。",
        "青禾区经济和信息化局调整为青禾区工业和信息化局。",
    ],
)
def test_usual_words_of_reforms_join_the_years(said: str) -> None:
    assert before([report(OLD, 2018), report(NEW, 2019, said)]) == {f"{NEW}_2019": OLD}


def test_a_name_without_its_place_is_the_only_one_that_bears_it() -> None:
    assert before([report("城关镇", 2018), report("云陵县城关镇人民政府", 2019)]) == {
        "云陵县城关镇人民政府_2019": "城关镇"
    }


def test_a_name_without_its_place_that_two_counties_have_is_neither() -> None:
    reports = [report("城关镇", 2018), *(report(f"{place}城关镇", 2019) for place in ("云陵县", "白石县"))]
    assert before(reports) == {}


def placed(folder: str, name: str, year: int, version: int = 1) -> Report:
    """A report of a file in a folder; ``version`` counts the drafts of one year."""
    made = report(name, year)
    files = (replace(made.files[0], path=f"{folder}/{name}{year}.txt"),)
    return replace(made, id=f"{folder}{year}v{version}", files=files, version=version)


def test_of_one_bare_name_in_two_folders_each_is_followed_in_its_own() -> None:
    reports = [placed(folder, "民政局", year) for folder in ("甲县", "乙县") for year in (2018, 2019)]
    found = years_before(reports)
    assert {name: one.id for name, one in found.items()} == {
        "甲县2019v1": "甲县2018v1",
        "乙县2019v1": "乙县2018v1",
    }


def test_of_two_versions_the_later_is_the_year_before() -> None:
    versions = [placed("年报", "云陵县民政局", 2018, version) for version in (2, 1)]
    now = placed("年报", "云陵县民政局", 2019)
    assert years_before([*versions, now])[now.id].version == 2
