"""PDF with text: tables by their ruling lines, prose by its lines, and one clear error for what cannot be read."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from importlib import import_module

import pytest
from builders import numbered_rows
from docx import Document as Docx
from docx.document import Document as DocxDocument
from docx.shared import Cm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import (
    HEIGHT,
    PdfCell,
    PdfPage,
    Segment,
    cells,
    fill_in,
    pdf,
    segments,
    strokes,
    table,
)

from auditlib.document import Document, Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.forms.binding import bind
from auditlib.readers import layout
from auditlib.readers import pdf as reader
from auditlib.readers import read as read_file
from auditlib.readers.pdf import blocks
from auditlib.wording import squeeze

DRAWINGS = import_module("auditlib.readers.pdf.drawings")  # the package has a function of that name

XS = (90.0, 250.0, 330.0, 410.0)
YS = (700.0, 675.0, 650.0, 625.0)
ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "11"], ["行政规范性文件", "8", "66"]]
# A matrix with labels over several rows and columns.
MERGED = [
    PdfCell("申请人情况", 0, 1, 1, 3),
    PdfCell("自然人", 1, 1, 2, 2),
    PdfCell("总计", 1, 2, 2, 3),
    PdfCell("一、本年新收", 0, 0, 2, 1),
    PdfCell("二、上年结转", 2, 0, 3, 1),
    PdfCell("3", 2, 1, 3, 2),
    PdfCell("4", 2, 2, 3, 3),
]
PROSE = (
    "　　全年主动公开政府信息一百余条，其中通过政府网站公开八十",
    "余条，通过政务新媒体公开二十余条，均在规定期限之内公开，没",
    "有收取费用。",
)
WHOLE = "　　" + "".join(line.strip("　") for line in PROSE)


def read(*pages: PdfPage) -> tuple[Paragraph | Table, ...]:
    return blocks(pdf(*pages), "报告.pdf")


def tables(*pages: PdfPage) -> list[Table]:
    return [block for block in read(*pages) if isinstance(block, Table)]


def grids(*pages: PdfPage) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows] for table in tables(*pages)]


def prose(*pages: PdfPage) -> list[str]:
    return [block.text for block in read(*pages) if isinstance(block, Paragraph)]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        blocks(content, "报告.pdf")
    assert "报告.pdf" in str(caught.value)
    return caught.value.key


def evenly(number: int, top: float = 700.0, height: float = 25.0) -> list[float]:
    return [top - n * height for n in range(number + 1)]


# Ruled tables


def dashes(found: Sequence[Segment]) -> str:
    pieces = []
    for x0, y0, x1, y1 in found:
        steps = int(max(x1 - x0, abs(y1 - y0)) // 5)
        for n in range(steps):
            x, y = x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps
            pieces.append(f"{x} {y} {3 if x1 > x0 else 0.6} {0.6 if x1 > x0 else -3} re f")
    return "\n".join(pieces)


def thin(found: Sequence[Segment]) -> list[str]:
    return [
        f"{min(x0, x1)} {min(y0, y1)} {abs(x1 - x0) or 0.5} {abs(y1 - y0) or 0.5} re"
        for x0, y0, x1, y1 in found
    ]


def short(found: Sequence[Segment]) -> str:
    return strokes(
        [(x0 + 3, y0, x1 - 3, y1) if x1 > x0 else (x0, y0 - 3, x1, y1 + 3) for x0, y0, x1, y1 in found]
    )


def doubled(found: Sequence[Segment]) -> str:
    beside = [(x0, y0 - 2, x1, y1 - 2) if x1 > x0 else (x0 + 2, y0, x1 + 2, y1) for x0, y0, x1, y1 in found]
    return strokes([*found, *beside])


def one_path(found: Sequence[Segment]) -> str:
    return " ".join(f"{x0} {y0} m {x1} {y1} l" for x0, y0, x1, y1 in found) + " S"


DRAWN: dict[str, Callable[[Sequence[Segment]], str]] = {
    "lines": strokes,
    "thick lines": lambda found: strokes(found, "3 w"),
    "dashed lines": lambda found: strokes(found, "[2 2] 0 d"),
    "dashes": dashes,
    "thin boxes": lambda found: "\n".join(f"{box} f" for box in thin(found)),
    "thin boxes in one path": lambda found: " ".join(thin(found)) + " f",
    "doubled lines": doubled,
    "lines that stop short": short,
    "one path": one_path,
}


@pytest.mark.parametrize("way", DRAWN)
def test_table_is_a_grid_however_its_rules_are_drawn(way: str) -> None:
    made = cells(ROWS)
    page = PdfPage().draw(DRAWN[way](segments(made, XS, YS)))
    assert grids(fill_in(page, made, XS, YS)) == [ROWS]


def test_raised_mark_of_a_note_is_no_part_of_the_number_before_it() -> None:
    page = (
        PdfPage()
        .text(100, 700, "公开48")
        .text(136, 705, "1", 7)
        .text(140, 700, "件，公开6")
        .text(194, 705, "2", 7)
    )
    assert prose(page) == ["公开48件，公开6"]


def test_raised_sign_behind_a_word_is_kept() -> None:
    assert prose(PdfPage().text(100, 700, "公开100m").text(148, 705, "2", 7)) == ["公开100m2"]


def test_cells_with_a_box_each_are_a_grid() -> None:
    made = cells(ROWS)
    page = PdfPage()
    for cell in made:
        left, top = XS[cell.left] + 1, YS[cell.top] - 1
        page.draw(f"{left} {top} {XS[cell.right] - 1 - left} {YS[cell.bottom] + 1 - top} re S")
    assert grids(fill_in(page, made, XS, YS)) == [ROWS]


def test_merged_cell_is_one_cell_in_every_position_it_covers() -> None:
    ((first, second, third),) = (t.rows for t in tables(table(PdfPage(), MERGED, XS, YS)))
    assert first[1] is first[2]
    assert first[0] is second[0]
    assert [cell.text for cell in second] == ["一、本年新收", "自然人", "总计"]
    assert [cell.text for cell in third] == ["二、上年结转", "3", "4"]


# What a page that is to be turned so many degrees to the right has to be drawn like.
TURNED = {90: "0 1 -1 0 850 0", 180: "-1 0 0 -1 850 850", 270: "0 -1 1 0 0 850"}


NUMBERED = [["1.规章", "0", "11"], ["2.行政规范性文件", "8", "66"]]


def turned(matrix: str, rotate: int = 0) -> PdfPage:
    drawn = table(PdfPage().text(90, 780, "全年公开信息100余条。"), cells(NUMBERED), XS, YS[:3]).drawn
    return PdfPage(850, 850, rotate, [f"q {matrix} cm", *drawn, "Q"])


@pytest.mark.parametrize("turn", TURNED)
def test_turned_page_is_read_upright(turn: int) -> None:
    page = turned(TURNED[turn], turn)
    assert (grids(page), prose(page)) == ([NUMBERED], ["全年公开信息100余条。"])


def test_page_that_lies_on_its_side_is_read_upright() -> None:
    page = turned(TURNED[90])
    assert (grids(page), prose(page)) == ([NUMBERED], ["全年公开信息100余条。"])


def test_drawing_inside_a_drawing_counts() -> None:
    drawn = table(PdfPage(), cells(ROWS), XS, YS)
    assert grids(PdfPage().within("\n".join(drawn.drawn), (0.9, 0, 0, 0.9, 40, 30))) == [ROWS]


@pytest.mark.parametrize("colour", ["1 1 1 RG", "1 G"])
def test_white_rules_draw_no_table(colour: str) -> None:
    made = cells(ROWS)
    page = PdfPage().draw(colour + "\n" + strokes(segments(made, XS, YS)))
    assert tables(fill_in(page, made, XS, YS)) == []


def test_shading_is_no_rule() -> None:
    made = cells(ROWS)
    page = PdfPage().draw("0.8 g 90 675 320 25 re f 0 g")
    page.draw(strokes(segments(made, XS, YS)))
    assert grids(fill_in(page, made, XS, YS)) == [ROWS]


def test_table_without_rules_at_its_sides_is_a_grid() -> None:
    made = [
        PdfCell("第二十条第（一）项", 0, 0, 1, 3),
        *(c._replace(top=c.top + 1, bottom=c.bottom + 1) for c in cells(ROWS)),
    ]
    ys = evenly(4)
    open_sides = [one for one in segments(made, XS, ys) if one[1] == one[3] or XS[0] < one[0] < XS[-1]]
    page = fill_in(PdfPage().draw(strokes(open_sides)), made, XS, ys)
    assert grids(page) == [[["第二十条第（一）项"] * 3, *ROWS]]


def test_underlined_word_in_a_cell_cuts_nothing() -> None:
    page = table(PdfPage(), cells(ROWS), XS, YS).stroke(100, 683, 180, 683)
    assert grids(page) == [ROWS]


COLUMNS = (80.0, 320.0, 420.0, 520.0)
UNRULED = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "2", "3", "18"],
    ["其中：联合制发", "1", "/", "4"],
]


def spaced(
    page: PdfPage, rows: Sequence[Sequence[str]], y: float = 700.0, xs: Sequence[float] = COLUMNS
) -> PdfPage:
    """Rows whose words stand in columns, without any rule."""
    for n, row in enumerate(rows):
        for x, words in zip(xs, row, strict=False):
            if words:
                page.text(x, y - 20 * n, words)
    return page


def test_columns_that_white_space_tells_are_a_table() -> None:
    page = spaced(PdfPage().text(80, 740, "二、主动公开政府信息情况"), UNRULED)
    page.text(80, 600, "三、存在的主要问题").text(80, 580, "公开形式还不够多样。")
    assert grids(page) == [UNRULED]
    assert [text.strip("　") for text in prose(page)] == [
        "二、主动公开政府信息情况",
        "三、存在的主要问题",
        "公开形式还不够多样。",
    ]


def test_a_label_goes_on_below_itself() -> None:
    rows = [UNRULED[1], ["行政规范", "2", "3", "18"], ["性文件"], ["行政", "4", "5", "6"], ["许可"]]
    assert grids(spaced(PdfPage(), rows)) == [[UNRULED[1], UNRULED[2], ["行政许可", "4", "5", "6"]]]


def test_a_label_goes_on_behind_a_page_break() -> None:
    first, second = spaced(PdfPage(), [UNRULED[1], ["行政规范", "2", "3", "18"]]), PdfPage()
    spaced(second, [["性文件"], *UNRULED[1:]], y=800)
    assert grids(first, second) == [[UNRULED[1], UNRULED[2]], UNRULED[1:]]


@pytest.mark.parametrize(
    "rows",
    [
        [["联系人：甲", "电话：60001111", "日期：2月1日"], ["审核人：乙", "电话：60002222", "日期：2月3日"]],
        [["概", "述"], ["公开信息12条。"], ["受理申请3件。"]],
        [["序言", "1"], ["总体情况", "2"], ["主要问题", "7"]],
        [["全年公开", "信息", "12"], ["本年共受理申请若干。"], ["上年公开", "信息", "10"]],
    ],
)
def test_words_apart_are_no_table_by_themselves(rows: Sequence[Sequence[str]]) -> None:
    assert grids(spaced(PdfPage(), rows)) == []


def test_many_figures_in_one_row_are_a_table() -> None:
    xs = [40.0 + 42 * n for n in range(12)]
    page = spaced(PdfPage(), [["结果"] * 12, [str(n) for n in range(12)]], xs=xs)
    assert [len(row) for (table,) in [grids(page)] for row in table] == [12, 12]


def test_frame_around_prose_is_prose() -> None:
    page = PdfPage().lines(110, 700, *PROSE).draw("60 500 480 260 re S")
    assert (grids(page), prose(page)) == ([], [WHOLE])


def test_frame_around_the_page_hides_no_table() -> None:
    page = table(PdfPage().draw("40 40 515 762 re S"), cells(ROWS), XS, YS)
    assert grids(page) == [ROWS]


def test_number_that_runs_over_a_border_is_in_one_cell() -> None:
    made = cells([["规章", "1234567", "5"]])
    page = table(PdfPage(), made, (90.0, 130.0, 160.0, 200.0), evenly(1))
    assert grids(page) == [[["规章", "1234567", "5"]]]


def test_run_of_text_across_cells_is_cut_at_their_borders() -> None:
    made = cells([["规章", "", ""]])
    page = table(PdfPage(), made, (90.0, 130.0, 160.0, 200.0), evenly(1)).text(134, 687, "12    345", 10)
    assert grids(page) == [[["规章", "12", "345"]]]


def test_label_broken_over_lines_is_whole() -> None:
    made = cells([["其他对外管\n理服务事项", "0"]])
    assert grids(table(PdfPage(), made, (90.0, 148.0, 200.0), (700.0, 660.0))) == [
        [["其他对外管理服务事项", "0"]]
    ]


def test_number_broken_for_want_of_room_is_whole() -> None:
    made = cells([["行政处罚", "39857\n58"]])
    assert grids(table(PdfPage(), made, (90.0, 150.0, 185.0), (700.0, 660.0))) == [[["行政处罚", "3985758"]]]


def test_figures_beneath_each_other_are_not_one_number() -> None:
    made = cells([["行政处罚", "12\n34"]])
    assert grids(table(PdfPage(), made, (90.0, 150.0, 250.0), (700.0, 660.0))) == [[["行政处罚", "12 34"]]]


def test_order_of_drawing_does_not_matter() -> None:
    page = table(PdfPage(), cells(ROWS), XS, YS).lines(90, 780, *PROSE)
    page.drawn.reverse()
    assert [type(block).__name__ for block in read(page)] == ["Paragraph", "Table"]
    assert (grids(page), prose(page)) == ([ROWS], [WHOLE])


def test_places_tell_page_table_row_and_column() -> None:
    first = PdfPage().lines(90, 780, *PROSE)
    *_, found = read(first, table(PdfPage(), cells(ROWS), XS, YS))
    assert isinstance(found, Table)
    place = found.rows[2][1].place
    assert (place.page, place.table, place.row, place.column) == (2, 1, 3, 2)


def test_paragraph_tells_its_page_and_its_number() -> None:
    found = read(PdfPage().lines(90, 780, *PROSE), PdfPage().lines(90, 780, "二、主动公开政府信息情况"))
    assert [(block.place.page, block.place.paragraph) for block in found] == [(1, 1), (2, 2)]


# Tables over page breaks

LAST = 75.0  # where a table meets the foot of a page
TOP = 770.0


def over(
    before: Sequence[PdfCell], after: Sequence[PdfCell], xs: Sequence[float] = XS
) -> list[list[list[str]]]:
    """What becomes of a table whose rows stand on two pages."""
    rows = [max(cell.bottom for cell in made) for made in (before, after)]
    first = table(PdfPage().lines(90, 780, *PROSE), before, xs, evenly(rows[0], LAST + 30 * rows[0], 30))
    return grids(first, table(PdfPage(), after, xs, evenly(rows[1], TOP, 30)))


def test_table_over_two_pages_is_one() -> None:
    assert over(cells(ROWS[:2]), cells(ROWS[2:])) == [ROWS]


def test_table_over_three_pages_is_one() -> None:
    pages = [table(PdfPage(), cells([row]), XS, evenly(1)) for row in ROWS]
    assert grids(*pages) == [ROWS]


def test_head_that_each_page_repeats_counts_once() -> None:
    assert over(cells(ROWS[:2]), cells([ROWS[0], ROWS[2]])) == [ROWS]


def test_merged_label_that_goes_over_the_page_is_one_cell() -> None:
    before = [
        PdfCell("三、本年度\n办理结果", 0, 0, 2, 1),
        *cells([["", "（一）予以公开", "7"], ["", "（二）部分公开", "9"]]),
    ]
    before = [cell for cell in before if cell.text]
    after = [PdfCell("", 0, 0, 1, 1), *(cell for cell in cells([["", "（七）总计", "16"]]) if cell.text)]
    (rows,) = over(before, after)
    assert [row[0] for row in rows] == ["三、本年度办理结果"] * 3


def test_text_of_a_merged_label_may_go_over_the_page() -> None:
    label = [PdfCell("（四）无", 0, 0, 1, 1), PdfCell("1.本机关不掌握", 0, 1, 1, 2), PdfCell("7", 0, 2, 1, 3)]
    rest = [
        PdfCell("法提供", 0, 0, 2, 1),
        PdfCell("2.没有现成信息", 0, 1, 1, 2),
        PdfCell("8", 0, 2, 1, 3),
        PdfCell("3.补正后仍不明确", 1, 1, 2, 2),
        PdfCell("9", 1, 2, 2, 3),
    ]
    (rows,) = over(label, rest, (90.0, 140.0, 250.0, 300.0))
    assert [row[0] for row in rows] == ["（四）无法提供"] * 3
    assert [row[2] for row in rows] == ["7", "8", "9"]


def test_row_that_the_page_break_cuts_is_one_row() -> None:
    narrow = (90.0, 148.0, 200.0, 260.0)
    assert over(
        cells([["其他对外管", "3", "5"]]), cells([["理服务事项", "", ""], ["行政强制", "0", "1"]]), narrow
    ) == [[["其他对外管理服务事项", "3", "5"], ["行政强制", "0", "1"]]]


def test_row_whose_figures_stand_behind_the_page_break_is_one_row() -> None:
    assert over(cells([["规章", "", ""]]), cells([["", "3", "5"], ["行政强制", "0", "1"]])) == [
        [["规章", "3", "5"], ["行政强制", "0", "1"]]
    ]


def test_rows_that_begin_anew_behind_the_page_break_stay_two() -> None:
    narrow = (90.0, 128.0, 200.0, 260.0)
    rows = [["规章", "0", "0"], ["许可", "0", "0"]]
    assert over(cells(rows[:1]), cells(rows[1:]), narrow) == [rows]


def test_blank_cell_behind_the_page_break_stays_blank() -> None:
    rows = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "", "11"]]
    assert over(cells(rows[:1]), cells(rows[1:])) == [rows]


def test_page_number_between_two_parts_of_a_table_parts_nothing() -> None:
    first = table(PdfPage(), cells(ROWS[:2]), XS, (145.0, 120.0, 95.0)).text(290, 40, "- 3 -")
    second = table(PdfPage(), cells(ROWS[2:]), XS, (770.0, 740.0)).text(290, 40, "- 4 -")
    assert (grids(first, second), prose(first, second)) == ([ROWS], [])


def test_prose_between_two_tables_parts_them() -> None:
    first = table(PdfPage(), cells(ROWS), XS, YS).text(90, 560, "三、收到和处理政府信息公开申请情况")
    second = table(PdfPage(), cells(ROWS), XS, YS)
    assert grids(first, second) == [ROWS, ROWS]


def test_words_that_only_say_that_a_table_goes_on_part_nothing() -> None:
    second = table(PdfPage().text(450, 780, "续表"), cells(ROWS[2:]), XS, (760.0, 735.0))
    assert grids(table(PdfPage(), cells(ROWS[:2]), XS, YS[:3]), second) == [ROWS]


# Prose


def test_lines_that_reach_the_margin_are_one_paragraph() -> None:
    assert prose(PdfPage().lines(90, 700, *PROSE, *PROSE)) == [WHOLE, WHOLE]


def test_indent_becomes_two_ideographic_spaces() -> None:
    assert prose(PdfPage().lines(90, 700, *PROSE))[0].startswith("　　全年")


def test_heading_stands_by_itself() -> None:
    page = PdfPage().lines(90, 700, "一、总体情况", *PROSE, "二、主动公开政府信息情况", *PROSE)
    assert prose(page) == ["一、总体情况", WHOLE, "二、主动公开政府信息情况", WHOLE]


def test_centred_title_has_no_indent() -> None:
    page = PdfPage().text(138, 760, "青禾区园林局信息公开年度报告", 18).lines(90, 700, *PROSE, *PROSE)
    assert prose(page)[0] == "青禾区园林局信息公开年度报告"


def test_paragraph_goes_on_behind_a_page_break() -> None:
    first = PdfPage().lines(90, 700, *PROSE).lines(90, 100, *PROSE[:2]).text(290, 40, "— 1 —")
    second = PdfPage().lines(90, 780, PROSE[2]).text(290, 40, "— 2 —")
    assert prose(first, second) == [WHOLE, WHOLE]


def test_wide_gap_parts_paragraphs_without_indents() -> None:
    full = PROSE[1]
    page = PdfPage()
    for n, y in enumerate((700, 680, 660, 620, 600, 580)):
        page.text(90, y, full[n:] + full[:n])
    assert [len(text) for text in prose(page)] == [3 * len(full)] * 2


def test_word_broken_over_lines_keeps_its_space_and_a_number_its_digits() -> None:
    rows = ("　　" + "公" * 22 + "Open", "Data" + "年" * 22 + "1234", "5678" + "年" * 24, "为止。")
    assert prose(PdfPage().lines(90, 700, *rows)) == [
        "　　" + "公" * 22 + "Open Data" + "年" * 22 + "12345678" + "年" * 24 + "为止。"
    ]


def test_phone_number_keeps_its_hyphen_at_the_end_of_a_line() -> None:
    rows = (
        "　　如有疑问，请与青禾区园林局办公室联系，联系电话为：0517-",
        "83605210，办公时间内均可来电咨询办理各项事项，另请留意网站",
        "通知。",
    )
    assert "0517-83605210" in prose(PdfPage().lines(90, 700, *rows))[0]


def test_space_as_wide_as_a_quarter_sign_is_kept_as_printed() -> None:
    page = (
        PdfPage()
        .text(90, 700, "公开信息")
        .text(90 + 48 + 3, 700, "5500")
        .text(90 + 48 + 3 + 24 + 3, 700, "余条")
    )
    assert prose(page) == ["公开信息 5500 余条"]


def test_bold_type_printed_twice_counts_once() -> None:
    page = PdfPage().text(90, 700, "三、收到和处理情况").text(90.4, 700, "三、收到和处理情况")
    assert prose(page) == ["三、收到和处理情况"]


def test_sign_drawn_behind_its_neighbours_stands_in_its_place() -> None:
    page = PdfPage().text(90, 700, "危及").text(126, 700, "三安全").text(114, 700, "“")
    assert prose(page) == ["危及“三安全"]


def test_radicals_are_the_ideographs_they_look_like() -> None:
    assert prose(PdfPage().text(90, 700, "⾏政许可⻚⺠")) == ["行政许可页民"]


@pytest.mark.parametrize(
    "number",
    [
        "— {} —",
        "- {} -",
        "－{}－",
        "第{}页",
        "第{}页 共3页",
        "第 {} 页，共 3 页",
        "{}/3",
        "{}",
        "Page {} of 3",
    ],
)
def test_page_numbers_are_no_prose(number: str) -> None:
    pages = [PdfPage().lines(90, 700, *PROSE).text(290, 45, number.format(n)) for n in (1, 2, 3)]
    assert prose(*pages) == [WHOLE] * 3


def test_page_numbers_may_begin_anywhere() -> None:
    pages = [PdfPage().lines(90, 700, *PROSE).text(290, 45, str(n)) for n in (17, 18, 19)]
    assert prose(*pages) == [WHOLE] * 3


def test_running_head_is_no_prose() -> None:
    pages = [PdfPage().text(200, 800, "青禾区园林局年度报告").lines(90, 700, *PROSE) for _ in range(3)]
    assert prose(*pages) == [WHOLE] * 3


def test_number_at_the_foot_of_a_table_is_a_cell() -> None:
    pages = [table(PdfPage(), cells([["规章", str(n)]]), (90.0, 250.0, 330.0), (95.0, 70.0)) for n in (1, 2)]
    assert grids(*pages) == [[["规章", "1"], ["规章", "2"]]]


def test_title_on_one_page_is_prose() -> None:
    pages = [PdfPage().text(200, 800, "青禾区园林局"), PdfPage().lines(90, 780, *PROSE)]
    assert prose(*pages)[0] == "青禾区园林局"


# What cannot be read


def test_scan_is_refused_and_told_of_recognition() -> None:
    content = pdf(PdfPage().picture(), PdfPage().picture().text(290, 40, "- 2 -"))
    with pytest.raises(UnreadableFileError) as caught:
        blocks(content, "扫描.pdf")
    assert caught.value.key == "scanned_pdf"
    for text in caught.value.message:
        assert "--ocr" in text


def test_text_laid_under_a_scan_is_not_taken_for_printed() -> None:
    page = PdfPage().picture()
    for n, line in enumerate(PROSE * 3):
        page.text(90, 700 - 20 * n, line, mode=3)
    assert refusal(pdf(page)) == "scanned_pdf"


def test_text_drawn_as_outlines_is_refused_like_a_scan() -> None:
    assert refusal(pdf(PdfPage().draw("90 700 m 100 720 l 110 700 l 95 690 l f\n" * 200))) == "scanned_pdf"


def test_report_with_one_scanned_page_is_read() -> None:
    typed = [PdfPage().lines(90, 700, *PROSE, *PROSE) for _ in range(3)]
    assert len(prose(*typed, PdfPage().picture())) == 6


def test_picture_behind_the_text_is_no_scan() -> None:
    assert prose(PdfPage().picture().lines(90, 700, *PROSE, *PROSE, *PROSE)) == [WHOLE] * 3


def test_text_without_meaning_is_refused() -> None:
    assert refusal(pdf(PdfPage().lines(90, 700, *PROSE), mapped=False)) == "pdf_garbled"


def test_sign_for_private_use_is_no_meaning() -> None:
    assert refusal(pdf(PdfPage().text(90, 700, "\ue001\ue002\ue003公开"))) == "pdf_garbled"


def test_encrypted_file_is_refused_by_that_name() -> None:
    key = "00" * 32
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<{'00' * 16}> <{'00' * 16}>]"
    assert refusal(pdf(PdfPage().lines(90, 700, *PROSE), trailer=locked)) == "pdf_encrypted"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_file_cut_off_is_refused(share: float) -> None:
    content = pdf(*[PdfPage().lines(90, 700, *PROSE) for _ in range(4)])
    assert refusal(content[: int(share * len(content))]) == "pdf_damaged"


def test_file_without_pages_is_refused() -> None:
    assert refusal(pdf()) == "pdf_damaged"


def test_pages_without_anything_are_called_empty() -> None:
    assert refusal(pdf(PdfPage(), PdfPage())) == "empty_file"


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PDF_PAGES", 2)
    assert refusal(pdf(PdfPage(), PdfPage(), PdfPage())) == "pdf_too_many_pages"


def test_too_many_objects_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DRAWINGS, "MAX_PDF_OBJECTS", 5)
    assert refusal(pdf(table(PdfPage(), cells(ROWS), XS, YS))) == "pdf_beyond_measure"


def test_objects_inside_drawings_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DRAWINGS, "MAX_PDF_OBJECTS", 5)
    page = PdfPage().within("0 0 m 90 0 l S " * 9, (1, 0, 0, 1, 0, 0))
    assert refusal(pdf(page)) == "pdf_beyond_measure"


def test_too_many_signs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PDF_SIGNS", 20)
    assert refusal(pdf(PdfPage().lines(90, 700, *PROSE))) == "pdf_beyond_measure"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MAX_LAID_CELLS", 8)
    assert refusal(pdf(table(PdfPage(), cells(ROWS), XS, YS))) == "too_many_cells"


# Files that LibreOffice makes

OUTCOMES = {
    "（三）不予公开": [
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
        "4.保护第三方合法权益",
    ],
    "（四）无法提供": [
        "1.本机关不掌握相关政府信息",
        "2.没有现成信息需要另行制作",
        "3.补正后申请内容仍不明确",
    ],
    "（五）不予处理": [
        "1.信访举报投诉类申请",
        "2.重复申请",
        "3.要求提供公开出版物",
        "4.无正当理由大量反复申请",
    ],
}


def statistics(document: DocxDocument) -> None:
    """The statistics table of the 2014 form, another number in every cell."""
    rows = [("统计指标", "单位", "统计数"), *((row.label, row.unit, row.value) for row in numbered_rows())]
    made = document.add_table(len(rows), 3, "Table Grid")
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def outcomes(document: DocxDocument) -> None:
    """Labels merged over several rows, in columns so narrow that they break."""
    made = document.add_table(1 + sum(map(len, OUTCOMES.values())), 9, "Table Grid")
    for n, text in enumerate(["自然人", "商业企业", "科研机构", "社会公益组织", "其他", "总计"]):
        made.cell(0, 3 + n).text = text
    made.cell(0, 0).merge(
        made.cell(0, 2)
    ).text = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    made.cell(1, 0).merge(made.cell(len(made.rows) - 1, 0)).text = "三、本年度办理结果"
    at = 1
    for group, labels in OUTCOMES.items():
        made.cell(at, 1).merge(made.cell(at + len(labels) - 1, 1)).text = group
        for n, label in enumerate(labels, at):
            made.cell(n, 2).text = label
            for column in range(3, 9):
                made.cell(n, column).text = str(100 * n + column)
        at += len(labels)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[list[list[str]]], Document]]:
    """By name, the tables of a document as they were written, and what is read of its PDF."""
    folder = tmp_path_factory.mktemp("printed")
    written = {}
    for make in (statistics, outcomes):
        document = Docx()
        document.sections[0].page_height = Cm(16)  # so that many rows are cut
        document.add_paragraph("　　" + "全年按规定公开政府信息，" * 8 + "没有收取费用。")
        make(document)
        document.save(str(folder / f"{make.__name__}.docx"))
        written[make.__name__] = [
            [[squeeze(cell.text) for cell in row.cells] for row in one.rows] for one in document.tables
        ]
    command = [
        shutil.which("soffice") or "libreoffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
    ]
    files = [str(folder / f"{name}.docx") for name in written]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, timeout=300, capture_output=True)
    return {name: (rows, read_file(folder / f"{name}.pdf", "报告.pdf")) for name, rows in written.items()}


@pytest.mark.needs("libreoffice", "cjk_font")
@pytest.mark.parametrize("name", ["statistics", "outcomes"])
def test_table_over_pages_is_read_as_it_was_written(
    printed: dict[str, tuple[list[list[list[str]]], Document]], name: str
) -> None:
    written, document = printed[name]
    assert [
        [[squeeze(cell.text) for cell in row] for row in one.rows] for one in document.tables()
    ] == written
    assert document.tables()[0].rows[-1][-1].place.page != 1


@pytest.mark.needs("libreoffice", "cjk_font")
def test_figures_of_the_form_are_found_in_a_printed_file(
    printed: dict[str, tuple[list[list[list[str]]], Document]],
) -> None:
    facts = bind("statistics-2014", printed["statistics"][1].tables())
    assert [fact.text for fact in facts] == [row.value for row in numbered_rows() if row.value]


@pytest.mark.needs("libreoffice", "cjk_font")
def test_prose_of_a_printed_file_is_whole(
    printed: dict[str, tuple[list[list[list[str]]], Document]],
) -> None:
    paragraphs = [squeeze(paragraph.text) for paragraph in printed["outcomes"][1].paragraphs()]
    assert paragraphs == [squeeze("全年按规定公开政府信息，" * 8 + "没有收取费用。")]


SOUND = pdf(table(PdfPage().lines(90, 780, *PROSE), cells(ROWS), XS, YS), PdfPage().lines(90, 700, *PROSE))
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reads_or_refuses(content: bytes) -> None:
    try:
        blocks(content, "报告.pdf")
    except UnreadableFileError as error:
        assert "报告.pdf" in str(error)


@FUZZ
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    reads_or_refuses(b"%PDF-1.7\n" + content)


@FUZZ
@given(
    st.lists(
        st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 40), st.binary(max_size=12)),
        min_size=1,
        max_size=6,
    )
)
def test_no_change_of_a_file_raises_anything_but_a_refusal(changes: list[tuple[int, int, bytes]]) -> None:
    content = SOUND
    for at, length, new in changes:
        content = content[:at] + new + content[at + length :]
    reads_or_refuses(content)


NUMBERS = st.sampled_from(["0", "-1", "1e9", "99999999999", "-0.0001", "3.4e38", "700", "0.5"])


@FUZZ
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["m", "l", "re S", "cm", "w", "c S", "Td", "S", "f"]),
            st.lists(NUMBERS, max_size=6),
        )
    )
)
def test_no_drawing_raises_anything_but_a_refusal(drawn: list[tuple[str, list[str]]]) -> None:
    page = PdfPage(height=HEIGHT)
    for operator, numbers in drawn:
        page.draw(" ".join([*numbers, operator]))
    reads_or_refuses(pdf(page.lines(90, 700, *PROSE)))
