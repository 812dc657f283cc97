"""A report says who reports on which year in many ways; what it does not say is taken from the file's name."""

from datetime import date

import pytest
from builders import AGENCY, SECTIONS, document_of, dossier_of, report_text

from auditlib.dossier import assemble
from auditlib.identity.identify import identify
from auditlib.report import Identity

TITLE = "澄水市青禾区园林局2018年政府信息公开工作年度报告"


def who(text: str, stem: str = "报告") -> Identity:
    return identify(text, stem)


@pytest.mark.parametrize(
    "text",
    [
        f"{AGENCY}\n\n2018年政府信息公开工作年度报告",
        f"{AGENCY}\n2018年度政府信息公开年度报告",
        f"{AGENCY}\n关于2018年度政府信息公开工作的年度报告",
        f"{AGENCY}2018年政府信息公开工作年度报告",
        f"{AGENCY}关于2018年政府信息公开工作情况的报告",
        f"{AGENCY}2018年度政府信息公开工作报告",
        f"{AGENCY}2018年政务公开工作年度报告",
        f"{AGENCY}2018年信息公开工作年度报告",
        f"{AGENCY}政府信息公开2018年度报告",
        f"{AGENCY}政府信息公开工作2018年年度报告",
        f"{AGENCY}2018年政府信息公开年报",
        f"{AGENCY}政府信息公开年度报告（2018年）",
        f"{AGENCY}政府信息公开年度报告（2018）",
        f"{AGENCY}政府信息公开年度报告\n（2018年度）",
        f"{AGENCY}二〇一八年政府信息公开工作年度报告",
        f"{AGENCY}二○一八年度政府信息公开工作年度报告",
        f"{AGENCY}二零一八年政府信息公开工作年度报告",
        f"{AGENCY} 2018 年政府信息公开工作年度报告",
        f"{AGENCY}２０１８年政府信息公开工作年度报告",
        f"2018年{AGENCY}政府信息公开工作年度报告",
        f"2018年度{AGENCY}政府信息公开年度报告",
        f"标题：{AGENCY}2018年政府信息公开工作年度报告",
        f"{AGENCY}2018年政府信息公开工作年度报告（全文）",
        f"{AGENCY}关于2018年度政府信息公开\n工作情况的报告",
        f"{AGENCY}2018年\n政府信息公开工作年度报告",
        f"{AGENCY}\n2018年度\n政府信息公开工作年度报告",
        f"{AGENCY}2018年政府信息公开工作\n年　度　报　告",
        f"{AGENCY}关于\n2018年政府信息公开工作的\n年度报告",
        f"发布日期：2019-01-20\n{AGENCY}\n2018年政府信息公开工作年度报告",
        f"首页 > 公开 > 年报\n{AGENCY}2018年政府信息公开工作年度报告",
        f"2018年政府信息公开工作年度报告\n正文。\n单位名称：{AGENCY}",
        f"2018年政府信息公开工作年度报告\n正文。\n填报单位（盖章）：{AGENCY}   填报日期：2019年1月20日",
        f"2018年政府信息公开工作年度报告\n正文。\n填报单位：{AGENCY}（盖章）",
    ],
)  # fmt: skip
def test_agency_and_year_are_told_from_any_usual_title(text: str) -> None:
    assert (who(text).agency, who(text).year) == (AGENCY, 2018)


def test_agency_is_not_the_office_to_ask() -> None:
    text = f"{TITLE}\n如有疑问，请联系。联系单位：青禾区园林局办公室，承办单位：公开科"
    assert who(text).agency == AGENCY


@pytest.mark.parametrize("note", ["（单位：万元）", "单位：件、条、次", "单位：人次"])
def test_unit_of_a_table_is_no_agency(note: str) -> None:
    assert who(f"{TITLE}\n{note}").agency == AGENCY


def test_title_names_the_agency_once() -> None:
    assert who(f"{AGENCY}\n2018年政府信息公开工作年度报告").title == TITLE


def test_title_over_two_lines_is_joined() -> None:
    text = f"{AGENCY}2018年政府信息公开\n工作年度报告"
    assert who(text).title == TITLE


def test_year_of_the_title_is_quoted_from_its_line() -> None:
    text = f"{AGENCY}\n2018年度\n政府信息公开工作年度报告"
    stated = who(text).title_year
    assert stated is not None
    assert text[stated.start : stated.end] == stated.quote == "2018年度"


@pytest.mark.parametrize(
    ("stem", "agency", "year"),
    [
        ("云陵县教育局_2018", "云陵县教育局", 2018),
        ("云陵县教育局2018年度报告", "云陵县教育局", 2018),
        ("云陵县教育局-2018年", "云陵县教育局", 2018),
        ("云陵县教育局", "云陵县教育局", None),
    ],
)
def test_file_name_is_the_last_resort(stem: str, agency: str, year: int | None) -> None:
    identity = who("一、概述\n照常开展。", stem)
    assert (identity.agency, identity.year) == (agency, year)


def test_report_wins_over_the_name_of_its_file() -> None:
    identity = who(TITLE, "云陵县教育局_2015")
    assert (identity.agency, identity.year) == (AGENCY, 2018)


def test_two_of_three_years_decide() -> None:
    text = f"{AGENCY}2017年政府信息公开工作年度报告\n统计期限自2018年1月1日至2018年12月31日。\n（2018年度）"
    assert who(text).year == 2018


def test_title_decides_between_two_years() -> None:
    text = f"{TITLE}\n本报告统计期限自2017年1月1日至2017年12月31日。"
    assert who(text).year == 2018


@pytest.mark.parametrize(
    "lines", ["（2017年度）", "统计表\n2017年度\n区园林局", "2017年\n填报单位：区园林局", "2017年度\n附表"]
)
def test_caption_of_the_table_states_a_year(lines: str) -> None:
    stated = who(f"{TITLE}\n{lines}").caption_year
    assert stated is not None
    assert stated.value == "2017"


@pytest.mark.parametrize(
    "line",
    [
        "2017年，我局公开信息300条。",
        "按照2017年要求",
        "（2017年10月）",
        "2017年\n区财政局\n区民政局",
        "年度报告\n2017年度",
    ],
)
def test_prose_is_no_caption(line: str) -> None:
    assert who(f"{TITLE}\n{line}").caption_year is None


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告中所列数据的统计期限自2018年1月1日起至2018年12月31日止。",
        "统计时限为2018年1月1日至12月31日。",
        "统计期限从2018年1月1日到2018年12月31日。",
        "数据统计时间：2018年1月1日—2018年12月31日。",
        "统计期限自２０１８年１月１日至２０１８年１２月３１日。",
        "统计期限自2018 年 1 月 1 日起，至 2018 年 12 月 31 日止。",
        "本报告统计期为2018年1月至12月。",
        "报告期为2018年1月1日至12月底。",
    ],
)
def test_period_is_read(sentence: str) -> None:
    identity = who(f"{TITLE}\n　　{sentence}")
    assert (identity.period_start, identity.period_end) == (date(2018, 1, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    "sentence",
    [
        "公示期自2018年3月1日至2018年3月7日。",
        "活动于2018年5月1日至2018年5月31日开展。",
        "统计期限自2018年13月1日至2018年12月31日。",
        "统计期限为全年。",
    ],
)
def test_other_spans_are_no_period(sentence: str) -> None:
    assert who(f"{TITLE}\n　　{sentence}").period is None


def test_period_is_quoted_from_its_place() -> None:
    text = f"{TITLE}\n统计期限自2018年1月1日起至2018年12月31日止。"
    stated = who(text).period
    assert stated is not None
    assert text[stated.start : stated.end] == stated.quote == "2018年1月1日起至2018年12月31日"


@pytest.mark.parametrize(
    "line",
    [
        "填报日期：2019年3月19日",
        "填报日期:2019-03-19",
        "填报时间：2019.3.19",
        "填表日期： 2019年3月19日",
        "填　报　日　期：２０１９年３月１９日",
        "报送日期：2019年03月19日",
        "上报时间：二〇一九年三月十九日",
        "填报日期 2019年3月19日",
        "单位负责人：甲某   填报人：乙某   联系电话：0000-7023456   填报日期：2019年3月19日",
    ],
)
def test_filing_date_is_read(line: str) -> None:
    assert who(f"{TITLE}\n{line}").filed_on == date(2019, 3, 19)


def test_form_left_blank_has_no_filing_date() -> None:
    assert who(f"{TITLE}\n填报日期：").filed_on is None


def test_date_of_publication_is_no_filing_date() -> None:
    identity = who(f"{TITLE}\n发布日期：2019-03-28")
    assert (identity.filed_on, identity.published_on) == (None, date(2019, 3, 28))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("电话：0000-7023456", ["00007023456"]),
        ("电话：0000—7023456", ["00007023456"]),
        ("电话：0000―7023456", ["00007023456"]),
        ("联系电话：（0000）7023456", ["00007023456"]),
        ("联系电话：(0000) 7023456", ["00007023456"]),
        ("电话：7023456", ["7023456"]),
        ("电话：００００－７０２３４５６", ["00007023456"]),
        ("联系电话为00007023456", ["00007023456"]),
        ("传真：0000-7023457", ["00007023457"]),
        ("联系电话：13800000000", ["13800000000"]),
        ("电话：0000-7023456。联系电话：0000-7023457", ["00007023456", "00007023457"]),
        ("邮编：000000", []),
        ("办理热线和信箱来件2400件", []),
        ("热线12345受理80000000件", []),
        ("索引号：00007023456", []),
    ],
)
def test_telephone_numbers_are_read(text: str, numbers: list[str]) -> None:
    assert [phone.value for phone in who(f"{TITLE}\n{text}").phones] == numbers


def test_telephone_number_is_quoted_from_its_place() -> None:
    text = f"{TITLE}\n请与我局联系（电话：0000-7023456）。"
    (phone,) = who(text).phones
    assert text[phone.start : phone.end] == phone.quote == "电话：0000-7023456"


@pytest.mark.parametrize(
    ("agency", "body"),
    [
        ("云陵县人民政府", "人民政府"),
        ("云陵县人民政府办公室", "人民政府"),
        ("澄水市青禾区园林局", "部门"),
        ("云陵县发展和改革委员会", "部门"),
        ("云陵县城关镇人民政府", "乡镇街道"),
        ("云陵县石桥乡", "乡镇街道"),
        ("青禾区映河街道办事处", "乡镇街道"),
        ("澄水经济开发区管理委员会", "管委会"),
    ],
)
def test_kind_of_body_is_told_by_its_name(agency: str, body: str) -> None:
    assert who(f"{agency}2018年政府信息公开工作年度报告").body == body


def test_prose_is_one_paragraph_a_line() -> None:
    dossier = dossier_of(report_text())
    assert dossier.text.split("\n")[:2] == [AGENCY, "2018年政府信息公开工作年度报告"]


def test_every_line_of_the_prose_has_its_place() -> None:
    dossier = dossier_of(report_text())
    assert len(dossier.lines) == len(dossier.text.split("\n"))


def test_cells_are_no_prose() -> None:
    assert "收到申请数" not in assemble([document_of(report_text())]).text


def test_sections_stand_in_the_prose() -> None:
    assert all(line in dossier_of(report_text()).text for section in SECTIONS for line in section.split("\n"))


@pytest.mark.parametrize(
    "above",
    [
        f"{AGENCY}2018年政府信息公开工作年度报告数据表",
        f"{AGENCY}2018年度政府信息公开工作年度报告附表",
        f"{AGENCY}\n政府信息公开工作年度报告统计表（2018年）",
        f"2018年度政府信息公开工作年度报告统计表（{AGENCY}）",
        f"单位：{AGENCY}　　2018年度",
        f"填报单位（盖章）：{AGENCY}　2018年度",
        f"填报单位：{AGENCY}（盖章）　填报日期：2019年1月10日",
    ],
)
def test_what_stands_above_tables_alone_tells_agency_and_year(above: str) -> None:
    found = assemble([document_of(above, "表.txt")]).identity
    assert (found.agency, found.year) == (AGENCY, 2018)


@pytest.mark.parametrize("foot", ["填报日期：2018年11月10日", "各单位2017年度培训两次"])
def test_a_day_late_in_the_year_and_other_units_tell_no_year(foot: str) -> None:
    assert assemble([document_of(f"填报单位：{AGENCY}\n{foot}", "表.txt")]).identity.year is None
