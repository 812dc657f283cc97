"""A workbook of the old kind is read as the same workbook of the new kind is: by what a person with the file open sees."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pytest
from compound_files import compound_file
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import read_content, xls, xlsx

pytestmark = pytest.mark.needs("libreoffice")

NEVER_MIND = 120


def workbook() -> bytes:
    """A report of the statistics form with everything in it that a sheet can do to a figure."""
    book = Workbook()
    prose = book.worksheets[0]
    prose.title = "正文"
    for line in ("澄水市青禾区园林局", "2018年政府信息公开工作年度报告", "　　全年公开信息12条。"):
        prose.append([line])
    form = book.create_sheet("统计表")
    for row in (
        ["政府信息公开情况统计表"],
        ["单位名称：青禾区园林局", None, "（2018年度）"],
        ["统计指标", "单位", "统计数"],
        ["一、主动公开情况"],
        ["（一）主动公开政府信息数\n（不同渠道计1条）", "条", 1234],
        ["（二）公开率", "%", 0.125],
        ["（三）填报日", None, date(2019, 2, 4)],
        ["（四）专项经费", "万元", 0.1 + 0.2],
        ["（五）无此事", "件", 0],
        ["（六）算错", "件", "=1/0"],
        ["（七）合计", "件", "=C5+1"],
        ["（八）隐藏", "件", 99],
        ["单位负责人：甲某", "审核人：乙某"],
    ):
        form.append(row)
    for cell, code in (("C5", "#,##0"), ("C6", "0.0%"), ("C7", 'yyyy"年"m"月"d"日"'), ("C9", '0;-0;"—"')):
        form[cell].number_format = code
    for cell in (cell for row in form["A3:C12"] for cell in row):
        cell.border = Border(*(Side(style="thin"),) * 4)
    form.merge_cells("A1:C1")
    form.merge_cells("A7:B7")
    form.row_dimensions[12].hidden = True
    for name, state in (("底稿", "hidden"), ("旧数", "veryHidden")):
        draft = book.create_sheet(name)
        draft.append(["去年的数", 1])
        draft.sheet_state = state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The workbook of the new kind with its formulas computed, and of the old kind."""
    folder = tmp_path_factory.mktemp("xls")
    (folder / "made").mkdir()
    (folder / "表.xlsx").write_bytes(workbook())
    for kind in ("xls", "xlsx"):
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            kind,
        ]
        done = subprocess.run(
            [*command, "--outdir", str(folder / "made"), str(folder / "表.xlsx")],
            capture_output=True, timeout=NEVER_MIND, check=False,
        )  # fmt: skip
        assert done.returncode == 0
    return Path(folder, "made", "表.xlsx").read_bytes(), Path(folder, "made", "表.xls").read_bytes()


@pytest.fixture(scope="module")
def old(both: tuple[bytes, bytes]) -> bytes:
    return both[1]


def table(content: bytes) -> Table:
    (found,) = (block for block in xls.blocks(content, "表.xls") if isinstance(block, Table))
    return found


def test_old_workbook_says_what_the_new_one_says(both: tuple[bytes, bytes]) -> None:
    assert xls.blocks(both[1], "表") == xlsx.blocks(both[0], "表")


def test_prose_fields_and_table_are_told_apart(old: bytes) -> None:
    said = [block.text if isinstance(block, Paragraph) else "表" for block in xls.blocks(old, "表.xls")]
    assert said == [
        "澄水市青禾区园林局",
        "2018年政府信息公开工作年度报告",
        "　　全年公开信息12条。",
        "政府信息公开情况统计表",
        "单位名称：青禾区园林局",
        "（2018年度）",
        "表",
        "单位负责人：甲某",
        "审核人：乙某",
    ]


def test_figures_stand_as_they_are_printed(old: bytes) -> None:
    figures = [row[2].text for row in table(old).rows[2:]]
    assert figures == ["1,234", "12.5%", "2019年2月4日", "0.3", "—", "#DIV/0!", "1235"]


def test_label_broken_over_two_lines_is_one_label(old: bytes) -> None:
    assert table(old).rows[2][0].text == "（一）主动公开政府信息数（不同渠道计1条）"


def test_merged_cell_is_one_cell(old: bytes) -> None:
    row = table(old).rows[4]
    assert row[0] is row[1]


def test_cell_is_named_as_the_spreadsheet_names_it(old: bytes) -> None:
    place = table(old).rows[2][2].place
    assert (place.sheet, place.row, place.column) == ("统计表", 5, 3)


def test_file_is_read_as_a_document(old: bytes) -> None:
    assert read_content(old, "表.xls").form == "xls"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (compound_file({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x06\x00" + bytes(6)}), "not_read.encrypted"),
        (compound_file({"Workbook": b"nonsense"}), "xls_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls_damaged"),
        (b"nonsense", "xls_damaged"),
    ],
    ids=["password", "nonsense inside", "cut off", "nonsense"],
)  # fmt: skip
def test_file_that_cannot_be_read_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        xls.blocks(content, "表.xls")
    assert caught.value.key == key
    assert "表.xls" in str(caught.value)


def test_cells_beyond_the_limit_are_refused(old: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "MAX_CELLS", 5)
    with pytest.raises(UnreadableFileError) as caught:
        xls.blocks(old, "表.xls")
    assert caught.value.key == "too_many_cells"


def test_whatever_an_old_workbook_holds_it_is_read_or_refused(old: bytes) -> None:
    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, len(old)), st.binary(min_size=1, max_size=6))
    def damaged(at: int, put: bytes) -> None:
        try:
            xls.blocks(old[:at] + put + old[at + len(put) :], "表.xls")
        except UnreadableFileError as fault:
            assert "表.xls" in str(fault)

    damaged()
