"""Numbers, dates and texts are printed as the number format of their cell says: as a person with the file open reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.readers.number_formats import BUILT_IN, printed, printed_text

DAY = 43500  # 4 February 2019, a Monday


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3.0, "3"),
        (-5, "-5"),
        (0.1 + 0.2, "0.3"),
        (911.36, "911.36"),
        (1 / 3, "0.333333333"),
        (1234567.891234, "1234567.891"),
        (13812345678, "13812345678"),
        (123456789012, "1.23457E+11"),
        (0.00001, "0.00001"),
        (1.23456789e-7, "1.23457E-07"),
    ],
)
def test_general_shows_eleven_signs_at_most(value: float, shown: str) -> None:
    assert printed(value, "General") == shown


@pytest.mark.parametrize("code", ["", "@", "G/通用格式", "GENERAL"])
def test_other_names_of_general_print_the_same(code: str) -> None:
    assert printed(12, code) == "12"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12, "0.00", "12.00"),
        (1234.5, "#,##0", "1,235"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (13, "000", "013"),
        (0.285, "0.00", "0.29"),
        (0.5, ".00", ".50"),
        (0, "#", ""),
        (5, "#.##", "5."),
        (0.1256, "0%", "13%"),
        (0.1256, "0.00%", "12.56%"),
        (12345678, "#,##0,", "12,346"),
        (12345678, '0.0,,"百万"', "12.3百万"),
        (20190115, r"0000\-00\-00", "2019-01-15"),
    ],
)
def test_digits_stand_in_the_places_of_the_format(value: float, code: str, shown: str) -> None:
    assert printed(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('0"件"', "5件"),
        (r"0\件", "5件"),
        ("0!件", "5件"),
        ("0件", "5件"),
        ('G/通用格式"件"', "5件"),
        ("[Red]0", "5"),
        ("[红色]0", "5"),
        ("0_)", "5"),
        ("* 0", "5"),
        ("[$¥-804]0.00", "¥5.00"),
        ('"共"', "共"),
    ],
)
def test_words_of_the_format_are_printed_and_what_only_colours_or_fills_is_not(code: str, shown: str) -> None:
    assert printed(5, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (-5, "0", "-5"),
        (-5, "0;[Red]-0", "-5"),
        (-5, "0_);(0)", "(5)"),
        (0, '0;-0;"无"', "无"),
        (0, "0;-0;;@", ""),
        (5, ";;;", ""),
        (0, BUILT_IN[43], "-"),
        (1234.5, BUILT_IN[43], "1,234.50"),
        (-0.001, "0.00", "0.00"),
        (5, "0;@", "5"),
    ],
)
def test_sections_are_for_positive_negative_and_nought(value: float, code: str, shown: str) -> None:
    assert printed(value, code) == shown


@pytest.mark.parametrize(("value", "shown"), [(150, "150多"), (100, "100多"), (50, "50"), (-50, "-50")])
def test_section_may_state_a_condition(value: float, shown: str) -> None:
    assert printed(value, '[>=100]0"多";0') == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (DAY, BUILT_IN[14], "2019/2/4"),
        (DAY, BUILT_IN[31], "2019年2月4日"),
        (DAY, BUILT_IN[57], "2019年2月"),
        (DAY, "yyyy-mm-dd", "2019-02-04"),
        (DAY, 'yyyy"年"m"月"d"日";@', "2019年2月4日"),
        (DAY, "yyyy.m.d", "2019.2.4"),
        (DAY, "yy/mm/dd", "19/02/04"),
        (DAY, "aaaa", "星期一"),
        (DAY, "d-mmm-yy", "4-Feb-19"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2019年2月4日"),
        (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇一九年二月四日"),
        (DAY + 11, '[DBNum1]m"月"d"日"', "二月十五日"),
        (DAY + 0.75, BUILT_IN[22], "2019/2/4 18:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.75, BUILT_IN[55], "下午6时00分"),
        (0.5 + 8.64 / 86400, "mm:ss.00", "00:08.64"),
        (10 / 24 - 1e-9, "h:mm", "10:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (60, "yyyy-mm-dd", "1900-02-29"),
        (1, "yyyy-mm-dd", "1900-01-01"),
    ],
)
def test_serial_numbers_are_printed_as_dates_and_times(value: float, code: str, shown: str) -> None:
    assert printed(value, code) == shown


def test_workbook_may_count_its_days_from_1904() -> None:
    assert printed(DAY - 1462, "yyyy/m/d", since_1904=True) == "2019/2/4"


@pytest.mark.parametrize("value", [-1, 3e6, 1e300])
def test_day_that_no_calendar_has_is_printed_as_a_number(value: float) -> None:
    assert printed(value, "yyyy/m/d") == printed(value, "General")


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.5, "# ?/?", "1 1/2"),
        (0.333, "# ??/??", "1/3"),
        (2.25, "# ?/8", "2 2/8"),
        (3, "# ?/?", "3"),
        (12345, "0.00E+00", "1.23E+04"),
        (12345, "##0.0E+0", "12.3E+3"),
        (0.00012, "0.00E+00", "1.20E-04"),
    ],
)
def test_fractions_and_powers_of_ten(value: float, code: str, shown: str) -> None:
    assert printed(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (123, "[DBNum1]General", "一百二十三"),
        (10005, "[DBNum1][$-804]G/通用格式", "一万〇五"),
        (120, "[DBNum2][$-804]General", "壹佰贰拾"),
        (2019, "[DBNum1]0", "二〇一九"),
    ],
)
def test_chinese_numerals(value: float, code: str, shown: str) -> None:
    assert printed(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [("General", "三"), ("0.00", "三"), ("0;-0;0", "三"), ('@"件"', "三件"), ("0;-0;0;@", "三"), (";;;", "")],
)
def test_text_is_changed_by_its_own_section_alone(code: str, shown: str) -> None:
    assert printed_text("三", code) == shown


@settings(max_examples=300, deadline=None)
@given(
    st.floats() | st.integers(-(10**6), 10**6),
    st.text('0#?.,%/E+-@;"\\_*[]<>=ymdhsDBNum1年月General ', max_size=24) | st.text(max_size=12),
)
def test_any_format_prints_any_number(value: float, code: str) -> None:
    assert isinstance(printed(value, code), str)
