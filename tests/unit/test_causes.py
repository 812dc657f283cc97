"""The most likely cause of a conflict, from the figures alone."""

from decimal import Decimal

import pytest

from auditlib.causes import MOST, Near, of_change, of_count, of_parts, of_share


def d(value: str | int) -> Decimal:
    return Decimal(str(value))


def near(label: str, value: int) -> Near:
    return Near(label, d(value))


def test_another_cell_of_the_row_was_quoted() -> None:
    (cause,) = of_count(d(258), d(275), cells=[near("自然人", 258), near("商业企业", 12)])
    assert cause.zh == "258 是“自然人”一格的数"


def test_a_small_number_that_stands_in_many_cells_explains_nothing() -> None:
    assert of_count(d(1), d(3), cells=[near("自然人", 1), near("商业企业", 1)]) == ()


def test_zero_is_no_cell_that_was_quoted() -> None:
    assert of_count(d(0), d(3), cells=[near("自然人", 0)]) == ()


@pytest.mark.parametrize(("stated", "words"), [(75, "计入"), (73, "不计")])
def test_what_some_count_with_it(stated: int, words: str) -> None:
    (cause,) = of_count(d(stated), d(74), addends=[near("上年结转", 1)])
    assert cause.zh.startswith(f"{words}“上年结转”1")


def test_last_year_s_figure_was_left_standing() -> None:
    (cause,) = of_count(d(412), d(530), prior=d(412))
    assert "上年" in cause.zh


@pytest.mark.parametrize(
    ("stated", "table", "key"),
    [
        ("27", "72", "颠倒"),
        ("1243", "1234", "颠倒"),
        ("335", "3335", "多写或漏写"),
        ("105", "15", "多写或漏写"),
        ("15.8", "158000", "一万倍"),
        ("132000", "13.2", "一万倍"),
    ],
)
def test_a_slip_of_the_hand(stated: str, table: str, key: str) -> None:
    (cause,) = of_count(d(stated), d(table))
    assert key in cause.zh


@pytest.mark.parametrize(("stated", "table"), [(258, 275), (5, 50), (1243, 1324), (7, 0), (100, 99)])
def test_figures_with_nothing_in_common_have_no_cause(stated: int, table: int) -> None:
    assert of_count(d(stated), d(table)) == ()


def test_no_more_than_two_causes_are_told() -> None:
    cells = [near("自然人", 72)]
    assert len(of_count(d(72), d(27), cells=cells, addends=[near("结转", 45)], prior=d(72))) == MOST


def test_the_likeliest_comes_first() -> None:
    first, second = of_count(d(72), d(27), cells=[near("自然人", 72)])
    assert ("一格" in first.zh, "颠倒" in second.zh) == (True, True)


def test_a_share_was_taken_of_another_total() -> None:
    (cause,) = of_share(d("30.23"), d(26), d(80), wholes=[near("新收", 86), near("办结", 80)])
    assert cause.zh == "以“新收”86 为总数则为 30.23%"


def test_a_share_was_taken_with_the_cell_s_number() -> None:
    (cause,) = of_share(d("34.2"), d(258), d(805), parts=[near("予以公开", 275)])
    assert "275" in cause.zh


def test_the_digits_of_a_share_were_swapped() -> None:
    (cause,) = of_share(d("23.05"), d(258), d(805))
    assert "颠倒" in cause.zh


@pytest.mark.parametrize(
    ("stated", "words"), [("-28.13", "方向"), ("21.95", "本年数"), ("128.13", "之比"), ("82.13", "颠倒")]
)
def test_how_a_rate_of_change_goes_wrong(stated: str, words: str) -> None:
    causes = of_change(d(stated), d(82), d(64))
    assert words in causes[0].zh


def test_a_part_was_counted_twice() -> None:
    (cause,) = of_parts(d(60), [d(20), d(40), d(20)])
    assert cause.zh.startswith("多出的 20")


def test_a_part_has_a_slip() -> None:
    (cause,) = of_parts(d(132), [d(27), d(60)])
    assert (cause.zh, cause.en) == ("其中 27 或为 72 之误", "27 may be a slip of the pen for 72")


def test_the_total_has_a_slip() -> None:
    assert "颠倒" in of_parts(d(231), [d(113), d(100)])[0].zh
