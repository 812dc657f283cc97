"""Plain text becomes paragraphs and tables, whatever editor wrote it; what is no text gets one clear error."""

from pathlib import Path

import pytest
from builders import FormRow, facts_of, table_text

from auditlib import readers
from auditlib.document import Document, Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import read, text
from auditlib.readers.sniff import sniff

REPORT = (
    "青禾区园林局\n"
    "\n"
    "　　全年公开信息12条。\n"
    "\t统计指标\n\t单位\n\t统计数\n"
    "\n"
    "\t（一）主动公开政府信息数\n\t条\n\t12\n"
    "\n"
    "（注：以上为全年数）\n"
)
GRID = [["统计指标", "单位", "统计数"], ["（一）主动公开政府信息数", "条", "12"]]


def write(folder: Path, content: bytes) -> Path:
    path = folder / "报告.txt"
    path.write_bytes(content)
    return path


def read_bytes(folder: Path, content: bytes) -> Document:
    return read(write(folder, content), "报告.txt")


def blocks(content: str) -> tuple[Paragraph | Table, ...]:
    return text.blocks(content.encode(), "报告.txt")


def grids(content: str) -> list[list[list[str]]]:
    found = (block for block in blocks(content) if isinstance(block, Table))
    return [[[cell.text for cell in row] for row in table.rows] for table in found]


def prose(content: str) -> list[str]:
    return [block.text for block in blocks(content) if isinstance(block, Paragraph)]


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(folder, content)
    return str(caught.value)


def test_cells_stand_one_a_line_behind_a_tab_and_blank_lines_part_rows() -> None:
    assert grids(REPORT) == [GRID]


def test_blocks_come_in_reading_order() -> None:
    kinds = [type(block).__name__ for block in blocks(REPORT)]
    assert kinds == ["Paragraph", "Paragraph", "Table", "Paragraph"]


def test_indent_of_a_paragraph_is_kept() -> None:
    assert prose(REPORT)[1] == "　　全年公开信息12条。"


def test_indent_of_a_cell_is_kept() -> None:
    assert grids("\t　　（一）收到申请数\n\t件\n\t3\n") == [[["　　（一）收到申请数", "件", "3"]]]


@pytest.mark.parametrize(
    "gap", ["\n", "\n\n", "\n \n", "\n　\n\n"], ids=["one", "two", "space", "wide space"]
)
def test_any_number_of_blank_lines_parts_two_rows(gap: str) -> None:
    assert grids(f"\t甲\n\t1\n{gap}\t乙\n\t2\n") == [[["甲", "1"], ["乙", "2"]]]


def test_prose_between_two_tables_parts_them() -> None:
    assert grids("\t甲\n\t1\n\n续表\n\t乙\n\t2\n") == [[["甲", "1"]], [["乙", "2"]]]


def test_cells_of_a_row_may_share_a_line() -> None:
    assert grids("\t甲\t条\t1\n\n\t乙\t件\t2\n") == [[["甲", "条", "1"], ["乙", "件", "2"]]]


def test_empty_cell_is_a_cell() -> None:
    assert grids("\t甲\n\t条\n\t\n\n\t乙\n\t\n\t2\n") == [[["甲", "条", ""], ["乙", "", "2"]]]


def test_row_whose_trailing_tabs_an_editor_stripped_keeps_what_is_left() -> None:
    assert grids("\t一、主动公开情况\n\n\n\n\t甲\n\t条\n\n\n\t乙\n\t条\n\t5\n") == [
        [["一、主动公开情况"], ["甲", "条"], ["乙", "条", "5"]]
    ]


def test_blank_cell_stays_blank_where_trailing_tabs_were_stripped() -> None:
    rows = [FormRow("（一）收到申请数", "件"), FormRow("（二）申请办结数", "件", "4")]
    stripped = "\n".join(line.rstrip() for line in table_text(rows).split("\n"))
    (table,) = (block for block in blocks(stripped) if isinstance(block, Table))
    assert [len(row) for row in table.rows] == [3, 2, 3]
    assert facts_of(rows)["request.received"].state == "blank"


def test_prose_indented_with_a_tab_is_prose() -> None:
    content = "\t全年公开信息12条。\n\n\t收到申请3件。\n"
    assert (grids(content), prose(content)) == ([], ["全年公开信息12条。", "收到申请3件。"])


def test_lines_are_not_parted_at_signs_inside_prose() -> None:
    assert prose("公开信息12条，\u2028收到申请3件。\x0c其余照旧。\n") == [
        "公开信息12条，\u2028收到申请3件。其余照旧。"
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_of_other_systems_change_nothing(ending: str) -> None:
    assert blocks(REPORT.replace("\n", ending)) == blocks(REPORT)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_encoding_changes_nothing(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    assert read_bytes(tmp_path, (mark + REPORT).encode(encoding)).blocks == blocks(REPORT)


def test_rare_characters_of_gb18030_are_read(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "㙍𠀀镇人民政府\n全年公开信息3条。\n".encode("gb18030"))
    assert next(document.paragraphs()).text == "㙍𠀀镇人民政府"


def test_file_cut_inside_a_character_loses_only_that_character(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "全年公开信息12条，均在网站发布".encode()[:-1])
    assert next(document.paragraphs()).text == "全年公开信息12条，均在网站发�"


def test_unknown_encoding_names_the_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, "第一行\n第二行".encode() + b"\xff\xff\x80\n")
    assert "报告.txt" in message
    assert "2" in message


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \r\n\t\n",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\n",
        b"\xff\xfe",
        b"\xfe\xff\x00\n",
        "　\n　".encode(),
        b"\x00\x00",
    ],
    ids=["nothing", "spaces", "mark", "mark and line", "UTF-16 mark", "UTF-16 line", "wide spaces", "NUL"],
)
def test_file_without_a_word_is_called_empty(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(tmp_path, content)
    assert caught.value.key == "empty_file"


def test_too_large_a_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(tmp_path, b"x" * 11)
    assert caught.value.key == "too_large"


def test_file_of_just_the_greatest_size_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    assert len(read_bytes(tmp_path, b"x" * 10).blocks) == 1


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_CELLS", 5)
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(tmp_path, b"\ta\tb\tc\n\n\td\te\tf\n")
    assert caught.value.key == "too_many_cells"


def test_missing_file_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(tmp_path / "没有.txt", "没有.txt")
    assert caught.value.key == "not_opened"


def test_folder_is_refused_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path, "文件夹")


def test_same_content_has_the_same_digest_under_any_name(tmp_path: Path) -> None:
    first = read_bytes(tmp_path, REPORT.encode())
    second = read(write(tmp_path, REPORT.encode()), "另一份.txt")
    assert first.digest == second.digest


def test_paragraph_tells_its_line_and_its_number() -> None:
    second = [block for block in blocks(REPORT) if isinstance(block, Paragraph)][1]
    assert (second.place.line, second.place.paragraph) == (3, 2)


def test_cell_tells_its_line_table_row_and_column() -> None:
    (table,) = (block for block in blocks(REPORT) if isinstance(block, Table))
    place = table.rows[1][2].place
    assert (place.line, place.table, place.row, place.column) == (10, 1, 2, 3)


def test_cell_of_the_second_table_counts_its_rows_anew() -> None:
    tables = [block for block in blocks(REPORT + "\n\t甲\n\t1\n") if isinstance(block, Table)]
    place = tables[1].rows[0][1].place
    assert (place.table, place.row, place.column) == (2, 1, 2)


def test_stray_control_signs_are_dropped() -> None:
    content = "一、主动公开和依申请公开的总体情况\x07\n\n\t收到申请数\x07\n\t件\n\t3\x07\n".encode()
    assert sniff(content) == "text"
    paragraph, table = text.blocks(content, "r.txt")
    assert isinstance(paragraph, Paragraph) and paragraph.text == "一、主动公开和依申请公开的总体情况"
    assert isinstance(table, Table) and [cell.text for cell in table.rows[0]] == ["收到申请数", "件", "3"]
