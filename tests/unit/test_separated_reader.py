"""A table as text is laid out as a worksheet is: rows of several fields are a table, the rest is prose."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import read_content, separated

FORM = (
    "澄水市青禾区园林局,,\n"
    "单位名称：青禾区园林局,,（2018年度）\n"
    "统计指标,单位,统计数\n"
    "一、主动公开情况,,\n"
    '"（一）主动公开数\n（含规范性文件）",条,"1,234"\n'
    "（二）其他数,件,\n"
    "单位负责人：甲某,审核人：乙某,\n"
)
GRID = [
    ["统计指标", "单位", "统计数"],
    ["一、主动公开情况", "", ""],
    ["（一）主动公开数（含规范性文件）", "条", "1,234"],
    ["（二）其他数", "件", ""],
]
TOLD = [
    "澄水市青禾区园林局",
    "单位名称：青禾区园林局",
    "（2018年度）",
    GRID,
    "单位负责人：甲某",
    "审核人：乙某",
]


def blocks(content: str, encoding: str = "utf-8") -> tuple[Paragraph | Table, ...]:
    return separated.blocks(content.encode(encoding), "表.csv")


def told(content: str, encoding: str = "utf-8") -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in blocks(content, encoding)
    ]


def table(content: str) -> Table:
    (found,) = (block for block in blocks(content) if isinstance(block, Table))
    return found


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_fields_may_be_parted_by_commas_semicolons_or_tabs(sign: str) -> None:
    assert told(FORM.replace('"1,234"', "1234").replace(",", sign)) == [
        *TOLD[:3],
        [*GRID[:2], ["（一）主动公开数（含规范性文件）", "条", "1234"], GRID[3]],
        *TOLD[4:],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encoding_and_line_ends_change_nothing(encoding: str, ending: str) -> None:
    assert told(FORM.replace("\n", ending), encoding) == TOLD


def test_separator_may_be_stated() -> None:
    assert told("sep=|\n甲|1\n乙|2\n") == [[["甲", "1"], ["乙", "2"]]]


def test_cell_tells_its_line_its_row_and_its_column() -> None:
    place = table(FORM).rows[3][1].place
    assert (place.line, place.table, place.row, place.column) == (7, 1, 6, 2)


def test_paragraph_tells_its_line() -> None:
    assert [block.place.line for block in blocks(FORM) if isinstance(block, Paragraph)] == [1, 2, 2, 8, 8]


def test_quotation_mark_that_nothing_closes_swallows_nothing() -> None:
    rows = "\n".join(f"乙{n},{n}" for n in range(300))
    assert len(table(f'甲,"1\n{rows}\n').rows) == 301


def test_long_field_is_read() -> None:
    assert "长" * 200_000 in table(f"甲,{'长' * 200_000}\n乙,2\n").rows[0][1].text


def test_file_is_read_as_a_document() -> None:
    assert read_content(FORM.encode(), "表.csv").form == "csv"


def test_unknown_encoding_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        separated.blocks("甲,1\n".encode() + b"\xff\xff\x80,1\n", "表.csv")
    assert caught.value.key == "unknown_encoding"


def test_cells_beyond_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separated, "MAX_CELLS", 5)
    with pytest.raises(UnreadableFileError) as caught:
        blocks(FORM)
    assert caught.value.key == "too_many_cells"


PIECES = st.sampled_from([b",", b";", b"\t", b'"', b"\n", b"\r", b"\x00", b"sep=", "甲".encode(), b"1"])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=4), max_size=30))
def test_any_bytes_are_read_or_refused(pieces: list[bytes]) -> None:
    content = io.BytesIO(b"".join(pieces)).getvalue()
    try:
        separated.blocks(content, "表.csv")
    except UnreadableFileError as fault:
        assert "表.csv" in str(fault)
