"""Numbers with a unit are read from prose however they are written; dates, ordinals and document numbers are none."""

from decimal import Decimal

import pytest

from auditlib.dates import first_date, years
from auditlib.narrative.numerals import chinese_value, quantities


def read(text: str) -> list[tuple[str, str, str]]:
    return [(f"{q.value.normalize():f}", q.unit, q.hedge) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge"),
    [
        ("335条", "335", "条", ""),
        ("335 条", "335", "条", ""),
        ("１４５条", "145", "条", ""),
        ("1,234件", "1234", "件", ""),
        ("1，234件", "1234", "件", ""),
        ("1,234,567元", "1234567", "元", ""),
        ("0件", "0", "件", ""),
        ("3.5万元", "3.5", "万元", ""),
        ("共0.12万元", "0.12", "万元", ""),
        ("1.2亿元", "1.2", "亿元", ""),
        ("300余万元", "300", "万元", "余"),
        ("5千万元", "5000", "万元", ""),
        ("十三万元", "13", "万元", ""),
        ("15.8万条", "158000", "条", "万"),
        ("3万余条", "30000", "条", "余"),
        ("2千条", "2000", "条", ""),
        ("三百三十五件", "335", "件", ""),
        ("两千零三件", "2003", "件", ""),
        ("一百零五条", "105", "条", ""),
        ("十二篇", "12", "篇", ""),
        ("二十次", "20", "次", ""),
        ("两次", "2", "次", ""),
        ("三万条", "30000", "条", "万"),
        ("一万二千三百四十五条", "12345", "条", ""),
        ("近5000人次", "5000", "人次", "近"),
        ("将近5000人次", "5000", "人次", "近"),
        ("约300条", "300", "条", "约"),
        ("约 300 条", "300", "条", "约"),
        ("大约300条", "300", "条", "约"),
        ("300条左右", "300", "条", "约"),
        ("1000余条", "1000", "条", "余"),
        ("1000 余条", "1000", "条", "余"),
        ("20多件", "20", "件", "余"),
        ("三百多条", "300", "条", "余"),
        ("百余条", "100", "条", "余"),
        ("超过2万次", "20000", "次", "超"),
        ("逾400次", "400", "次", "超"),
        ("突破1.8万人", "18000", "人", "超"),
        ("400次以上", "400", "次", "超"),
        ("不少于12家", "12", "家", "超"),
        ("90.2%", "90.2", "%", ""),
        ("１００％", "100", "%", ""),
        ("总数十五件", "15", "件", ""),
        ("最近3次", "3", "次", ""),
        ("十亿元", "10", "亿元", ""),
        ("设3处", "3", "处", ""),
        ("百分之九十", "90", "%", ""),
        ("百分之九十八点五", "98.5", "%", ""),
        ("百分之百", "100", "%", ""),
        ("超百分之80", "80", "%", "超"),
        ("八成", "80", "%", "约"),
        ("超八成", "80", "%", "超"),
        ("近九成", "90", "%", "近"),
        ("七成以上", "70", "%", "超"),
        ("十余件", "10", "件", "余"),
        ("，1件", "1", "件", ""),
        ("申请件数为25。", "25", "件", ""),
    ],
)
def test_quantity_is_read(text: str, value: str, unit: str, hedge: str) -> None:
    assert read(text) == [(value, unit, hedge)]


@pytest.mark.parametrize(
    "text",
    [
        "2018年",
        "2018年12月31日",
        "二〇一八年",
        "第12条",
        "第 12 条",
        "第十二条",
        "第三十二条规定",
        "〔2018〕23号",
        "0000-7023456",
        "邮编000000",
        "20个工作日",
        "3个月",
        "五个方面",
        "第5次会议",
        "一次性告知",
        "一条龙服务",
        "五项制度",
        "3-5次",
        "3～5次",
        "5至8次",
        "10到15件",
        "数百条",
        "几十条",
        "数十件",
        "上百次",
        "一二三条",
        "１,23条",
        "1 234条",
        "12处室",
        "零部件",
        "成立三成员",
        "完成任务",
        "三类内部事务",
        "件数为25年",
        "3、4、5",
        "13800000000",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert read(text) == []


def test_quantities_come_in_the_order_of_the_text() -> None:
    text = "公开12条，申请三件，培训40人次"
    assert read(text) == [("12", "条", ""), ("3", "件", ""), ("40", "人次", "")]


def test_numbers_told_in_turn_share_the_unit_of_the_last() -> None:
    assert read("分别为3、4和5件") == [("3", "件", ""), ("4", "件", ""), ("5", "件", "")]


@pytest.mark.parametrize("text", ["全年公开约１４５条。", "公开 1，234 条。", "共收到三百三十五件。"])
def test_offsets_are_those_of_the_text(text: str) -> None:
    (quantity,) = quantities(text)
    assert text[quantity.end - 1] == quantity.unit
    assert text[quantity.start :].startswith(("约", "1", "三"))


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("九十九", 99),
        ("一百", 100),
        ("一百零一", 101),
        ("一百一十", 110),
        ("两百五十", 250),
        ("一千零一十", 1010),
        ("九千九百九十九", 9999),
        ("一万", 10_000),
        ("三十二万五千", 325_000),
        ("一亿二千万", 120_000_000),
        ("二亿零三万", 200_030_000),
        ("一二三", None),
    ],
)
def test_chinese_number_has_its_value(digits: str, value: int | None) -> None:
    assert chinese_value(digits) == value


def test_long_runs_of_digits_are_no_quantity() -> None:
    assert read("1" * 5000) == []


def test_every_value_is_exact() -> None:
    (quantity,) = quantities("13.2万元")
    assert quantity.value == Decimal("13.2")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2018年", [2018]),
        ("2018 年", [2018]),
        ("２０１８年", [2018]),
        ("2018年度", [2018]),
        ("二〇一八年", [2018]),
        ("二○一八年", [2018]),
        ("二零一八年", [2018]),
        ("二０一八年", [2018]),
        ("二0一八年", [2018]),
        ("一九九八年", [1998]),
        ("2017年和2018年", [2017, 2018]),
        ("12018年", []),
        ("2018条", []),
        ("3018年", []),
        ("十八年", []),
        ("5.2018年", []),
    ],
)
def test_years_are_found_however_they_are_written(text: str, found: list[int]) -> None:
    assert [year for year, _, _ in years(text)] == found


def test_place_of_a_year_is_that_of_the_text() -> None:
    text = "截至二〇一八年底"
    ((_, start, end),) = years(text)
    assert text[start:end] == "二〇一八年"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019年3月15日", "2019-03-15"),
        ("2019 年 3 月 15 日", "2019-03-15"),
        ("２０１９年３月１５日", "2019-03-15"),
        ("2019-01-20", "2019-01-20"),
        ("2019.1.20", "2019-01-20"),
        ("2019/1/20", "2019-01-20"),
        ("二〇一九年三月十五日", "2019-03-15"),
        ("二○一九年一月二十日", "2019-01-20"),
        ("二零一九年十二月三十一日", "2019-12-31"),
        ("2019年2月30日，改为2019年3月1日", "2019-03-01"),
    ],
)
def test_date_is_read(text: str, iso: str) -> None:
    found = first_date(text)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize("text", ["", "2019年3月", "2019年13月1日", "3月15日", "二〇一九年"])
def test_no_date_is_read_where_there_is_none(text: str) -> None:
    assert first_date(text) is None
