"""A workbook is read as a person with the file open sees it: prose as paragraphs, tables as grids, numbers as printed."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import sheets, xlsx
from auditlib.readers.sheets import rows as sheet_rows

Rows = Sequence[Sequence[object]]
FRAME = Border(*(Side(style="thin"),) * 4)
AGENCY = "澄水市青禾区园林局"
HEADER = ["统计指标", "单位", "统计数"]
TABLE = [HEADER, ["（一）主动公开政府信息数", "条", 12], ["（二）规范性文件数", "件", 0]]
GRID = [[str(value) for value in row] for row in TABLE]
FORM: Rows = [
    [AGENCY],
    ["2018年政府信息公开工作年度报告"],
    ["单位名称：青禾区园林局", None, "（2018年度）"],
    *TABLE,
    ["单位负责人：甲某", "审核人：乙某", "填报人：丙某"],
    ["联系电话：", "0511-2345678"],
]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(rows: Rows, change: Callable[[Worksheet], None] = lambda sheet: None) -> bytes:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    return saved(book)


def blocks(content: bytes) -> tuple[Paragraph | Table, ...]:
    return xlsx.blocks(content, "报告.xlsx")


def told(content: bytes) -> list[str | list[list[str]]]:
    """The blocks in order: a paragraph as its text, a table as the texts of its rows."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in blocks(content)
    ]


def table(content: bytes) -> Table:
    (found,) = (block for block in blocks(content) if isinstance(block, Table))
    return found


def shown(value: object, code: str = "General") -> str:
    """How a cell with that value and number format is read."""

    def change(sheet: Worksheet) -> None:
        sheet["C2"] = value
        sheet["C2"].number_format = code

    return table(sheet_of(TABLE, change)).rows[1][-1].text if value is not None else ""


def raw(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with the XML of one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return out.getvalue()


def with_sheet(change: Callable[[str], str], rows: Rows = TABLE) -> bytes:
    return raw(sheet_of(rows), "xl/worksheets/sheet1.xml", change)


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        blocks(content)
    assert "报告.xlsx" in str(caught.value)
    return caught.value.key


def test_titles_fields_and_footers_are_prose_and_the_rest_is_a_table() -> None:
    assert told(sheet_of(FORM)) == [
        AGENCY,
        "2018年政府信息公开工作年度报告",
        "单位名称：青禾区园林局",
        "（2018年度）",
        GRID,
        "单位负责人：甲某",
        "审核人：乙某",
        "填报人：丙某",
        "联系电话：0511-2345678",
    ]


def test_sheets_come_in_order_and_count_on() -> None:
    book = Workbook()
    for name, rows in (("正文", [[AGENCY]]), ("表一", TABLE), ("表二", TABLE)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    places = [block.place for block in blocks(saved(book))]
    assert [(p.sheet, p.table or p.paragraph) for p in places] == [("正文", 1), ("表一", 1), ("表二", 2)]


def test_cell_is_named_as_the_spreadsheet_names_it() -> None:
    place = table(sheet_of([[], [], *([None, *row] for row in TABLE)])).rows[2][1].place
    assert (place.sheet, place.table, place.row, place.column) == ("Sheet", 1, 5, 3)


def test_paragraph_is_named_as_the_spreadsheet_names_it() -> None:
    (block,) = blocks(sheet_of([[], [None, AGENCY]]))
    assert (block.place.row, block.place.column, block.place.paragraph) == (2, 2, 1)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheet_is_left_out(state: str) -> None:
    book = load_workbook(io.BytesIO(sheet_of([[AGENCY]])))
    draft = book.create_sheet("底稿")
    draft.append(["去年的数"])
    draft.sheet_state = state
    assert told(saved(book)) == [AGENCY]


def test_hidden_rows_and_columns_are_left_out() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    assert told(sheet_of(TABLE, hide)) == [[["统计指标", "统计数"], ["（二）规范性文件数", "0"]]]


def test_merged_cell_shows_its_text_though_its_first_column_is_hidden() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:B1")
        sheet.column_dimensions["A"].hidden = True

    first = table(sheet_of([["收到申请数", None, 1], ["甲", "乙", 2]], hide)).rows[0]
    assert [cell.text for cell in first] == ["收到申请数", "1"]


def test_merged_cell_is_one_cell_in_all_its_positions() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A3")
        sheet.merge_cells("B1:C1")

    rows = table(
        sheet_of([["自然人", "法人", None, 1], [None, "甲", "乙", 2], [None, "丙", "丁", 3]], merge)
    ).rows
    assert rows[0][0] is rows[1][0] is rows[2][0]
    assert rows[0][1] is rows[0][2]


def test_what_stands_hidden_under_a_merged_cell_is_not_read() -> None:
    def merge(content: str) -> str:
        return content.replace(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
        )

    assert told(with_sheet(merge))[0][1] == ["（一）主动公开政府信息数", "（一）主动公开政府信息数", "12"]


def test_blank_cell_of_a_table_stays_a_blank_cell() -> None:
    assert told(sheet_of([HEADER, ["甲", "条", None], ["乙", None, 3]])) == [
        [HEADER, ["甲", "条", ""], ["乙", "", "3"]]
    ]


def test_empty_rows_and_columns_around_a_table_are_none_of_it() -> None:
    assert told(sheet_of([[], [], *([None, None, *row, None] for row in TABLE), []])) == [GRID]


def test_name_of_a_group_is_a_row_of_its_table() -> None:
    rows = [HEADER, ["一、主动公开情况"], *TABLE[1:], ["二、回应解读情况"], ["（一）回应次数", "次", 3]]
    assert told(sheet_of(rows))[0][3][0] == "（二）规范性文件数"
    assert len(told(sheet_of(rows))) == 1


def test_empty_row_inside_a_table_does_not_part_it() -> None:
    assert told(sheet_of([*TABLE[:2], [], *TABLE[2:]])) == [GRID]


WIDE: Rows = [["结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "维持", "纠正"], [0, 1, 2, 3, 4, 5, 6]]
WIDE_GRID = [[str(value) for value in row] for row in WIDE]


@pytest.mark.parametrize("between", [[[]], [["四、行政复议情况"]], [[], ["四、行政复议情况"]]])
def test_table_of_another_width_is_another_table(between: Rows) -> None:
    said = [row[0] for row in between if row]
    assert told(sheet_of([*TABLE, *between, *WIDE])) == [GRID, *said, WIDE_GRID]


@pytest.mark.parametrize("between", [[["2017年度"]], [[], ["附表"]], [[]]])
def test_same_header_again_begins_another_table(between: Rows) -> None:
    said = [row[0] for row in between if row]
    assert told(sheet_of([*TABLE, *between, *TABLE])) == [GRID, *said, GRID]


def test_clause_above_its_items_is_a_row_of_the_table() -> None:
    items: Rows = [["信息内容", "本年新制作数量"], ["规章", 0]]
    rows = [["第二十条第（一）项"], *items, ["第二十条第（五）项"], *items]
    assert [len(block) for block in told(sheet_of(rows))] == [6]


def test_sentence_between_tables_is_prose() -> None:
    note = "以上为全年数，不含下属单位。"
    assert told(sheet_of([*TABLE, [note], *TABLE[1:]]))[1] == note


def test_single_row_without_a_figure_is_no_table() -> None:
    assert told(sheet_of([["附件1", None, "公开办制"], [AGENCY]])) == ["附件1", "公开办制", AGENCY]


def test_cell_of_prose_is_a_paragraph_a_line() -> None:
    prose = "一、总体情况\n　　全年公开信息12条。\n　　收到申请3件。"
    assert told(
        sheet_of(
            [
                [
                    "概述",
                    prose
                    + "其余照旧，各项工作平稳有序，没有需要另行说明的情况，也没有收取任何费用，特此报告如上。"
                    * 2,
                ]
            ]
        )
    )[:3] == [
        "概述",
        "一、总体情况",
        "　　全年公开信息12条。",
    ]


def test_title_broken_over_two_lines_is_one_title() -> None:
    assert told(sheet_of([[f"{AGENCY}\n2018年政府信息公开工作年度报告"]])) == [
        f"{AGENCY}2018年政府信息公开工作年度报告"
    ]


def test_label_broken_over_two_lines_is_one_label() -> None:
    assert told(sheet_of([["社会公益\n组织", "1"], ["甲", "2"]]))[0][0][0] == "社会公益组织"


def test_blank_row_goes_on_as_far_as_the_frame_of_its_table() -> None:
    def frame(sheet: Worksheet) -> None:
        for cell in (cell for row in sheet["A1:G2"] for cell in row):
            cell.border = FRAME

    assert told(sheet_of(WIDE[:1], frame)) == [[WIDE_GRID[0], [""] * 7]]


def test_framed_label_without_any_figure_is_a_row_of_its_table() -> None:
    def frame(sheet: Worksheet) -> None:
        for cell in (cell for row in sheet["A1:C4"] for cell in row):
            cell.border = FRAME

    assert told(sheet_of([*TABLE, ["（三）其他"]], frame)) == [[*GRID, ["（三）其他", "", ""]]]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1234, "#,##0", "1,234"),
        (0.125, "0.0%", "12.5%"),
        (5, '0"件"', "5件"),
        (5, ";;;", ""),
        (date(2019, 2, 4), 'yyyy"年"m"月"d"日"', "2019年2月4日"),
        (datetime(2019, 2, 4, 18), "yyyy/m/d h:mm", "2019/2/4 18:00"),
        (True, "General", "TRUE"),
        ("#DIV/0!", "General", "#DIV/0!"),
        ("12", "@", "12"),
        ("007", "General", "007"),
        ("=1+1", "General", "=1+1"),
    ],
)
def test_cell_is_read_as_it_is_printed(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


def cell_of(xml: str) -> str:
    """The text of C2 given by its XML."""
    content = with_sheet(lambda text: re.sub(r'<c r="C2".*?</c>', xml, text))
    return table(content).rows[1][-1].text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<c r="C2"><f>SUM(C3:C4)</f><v>12</v></c>', "12"),
        ('<c r="C2" t="str"><f>A1</f><v>条</v></c>', "条"),
        ('<c r="C2" t="str"><f>A1</f><v></v></c>', ""),
        ('<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="C2" t="b"><v>0</v></c>', "FALSE"),
        (
            '<c r="C2" t="inlineStr"><is><r><t>十</t></r><r><t>二</t></r><rPh sb="0" eb="1"><t>shi</t></rPh></is></c>',
            "十二",
        ),
        ('<c r="C2" t="d"><v>2019-02-04</v></c>', "43500"),
        ('<c r="C2" t="s"><v>9999</v></c>', "\ufffd"),
        ('<c r="C2"><v>1e1</v></c>', "10"),
        ('<c r="C2"><v>kaputt</v></c>', "kaputt"),
        ('<c r="C2" s="9999"><v>3</v></c>', "3"),
        ("<c><v>3</v></c>", "3"),
        ('<c r="C2" t="str"><v>a_x000D_\nb_x005F_</v></c>', "a b_"),
    ],
)
def test_cell_of_any_kind_is_read_by_its_value(xml: str, text: str) -> None:
    assert cell_of(xml) == text


def test_text_in_several_fonts_is_one_text() -> None:
    rich = CellRichText("（一）", TextBlock(InlineFont(b=True), "主动公开"), "数")
    assert told(sheet_of([[rich, 1], ["乙", 2]]))[0][0][0] == "（一）主动公开数"


@pytest.mark.parametrize(("text", "shown"), [("48", "48"), ("m", "m1")])
def test_raised_mark_of_a_note_is_no_part_of_the_number_before_it(text: str, shown: str) -> None:
    rich = CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), "1"))
    assert told(sheet_of([["甲", rich], ["乙", 2]]))[0][0][1] == shown


def test_pronunciation_of_a_shared_text_is_left_out() -> None:
    def aided(text: str) -> str:
        return text.replace(
            "<t>条</t>", '<r><t>条</t></r><rPh sb="0" eb="1"><t>tiao</t></rPh><phoneticPr fontId="1"/>'
        )

    assert told(raw(sheet_of(TABLE), "xl/sharedStrings.xml", aided)) == [GRID]


def test_noughts_that_the_sheet_does_not_show_are_blank() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_view.showZeros = False

    assert told(sheet_of(TABLE, hide))[0][2] == ["（二）规范性文件数", "件", ""]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["填报日", 42038])
    sheet["B1"].number_format = "yyyy/m/d"
    sheet.append(["公开数", 3])
    assert told(saved(book)) == [[["填报日", "2019/2/4"], ["公开数", "3"]]]


def test_workbook_of_the_strict_variant_is_read() -> None:
    content = sheet_of(TABLE)
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        content = raw(
            content,
            part,
            lambda text: text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", strict),
        )
    assert told(content) == [GRID]


def test_workbook_without_a_visible_text_has_no_blocks() -> None:
    assert blocks(sheet_of([])) == ()


def test_sheet_that_claims_to_be_endless_costs_no_more_than_its_cells() -> None:
    def vast(text: str) -> str:
        text = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', text)
        last = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
        return text.replace(
            "</sheetData>", f'{last}<mergeCells><mergeCell ref="E1:XFD1048575"/></mergeCells>'
        )

    assert told(with_sheet(vast)) == [GRID, "7"]


def test_cells_beyond_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 8)
    assert refusal(sheet_of(TABLE)) == "too_many_cells"


def test_merged_ranges_over_each_other_beyond_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def merged(text: str) -> str:
        return text.replace(
            "</sheetData>", "</sheetData><mergeCells>" + '<mergeCell ref="A1:C3"/>' * 3 + "</mergeCells>"
        )

    monkeypatch.setattr(sheet_rows, "MAX_CELLS", 20)
    assert refusal(with_sheet(merged)) == "too_many_cells"


def test_one_long_text_in_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 100)
    assert refusal(sheet_of([["长" * 60], ["长" * 60]])) == "unpacked_too_large"


def test_cells_far_apart_are_refused_before_they_fill_a_grid() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="{column(n)}{n}"><v>1</v></c><c r="{column(n + 1)}{n}"><v>2</v></c></row>'
        for n in range(1, 3000)
    )
    assert (
        refusal(
            with_sheet(
                lambda text: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", text)
            )
        )
        == "too_many_cells"
    )


def column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_part_that_is_no_xml_is_named(part: str) -> None:
    assert refusal(raw(sheet_of(TABLE), part, lambda text: text[:-9])) == "part_not_xml"


def test_part_with_a_document_type_is_refused() -> None:
    assert refusal(with_sheet(lambda text: f"<!DOCTYPE x>{text}")) == "doctype_refused"


def test_workbook_that_is_cut_off_is_refused() -> None:
    assert refusal(sheet_of(TABLE)[:-200]) == "package_damaged"


PIECES = st.sampled_from(
    [
        b"<row>",
        b"</row>",
        b'<c r="A1">',
        b'<c r="ZZZ99999999" t="s">',
        b"<v>1</v>",
        b"<v>-</v>",
        b"</c>",
        b'r="',
        b"<f/>",
        b"&#0;",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]),
       st.integers(0, 3000), st.integers(0, 40), st.lists(PIECES | st.binary(max_size=6), max_size=4))  # fmt: skip
def test_whatever_a_workbook_holds_it_is_read_or_refused(
    part: str, at: int, gone: int, pieces: Iterable[bytes]
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text[:at] + b"".join(pieces) + text[at + gone :] if name == part else text)
    try:
        blocks(out.getvalue())
    except UnreadableFileError as fault:
        assert "报告.xlsx" in str(fault)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6000), st.binary(max_size=8))
def test_whatever_bytes_a_workbook_has_it_is_read_or_refused(at: int, put: bytes) -> None:
    try:
        blocks(SOUND[:at] + put + SOUND[at + len(put) :])
    except UnreadableFileError as fault:
        assert "报告.xlsx" in str(fault)


SOUND = sheet_of(FORM)
