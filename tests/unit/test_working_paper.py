"""The Excel working paper, as an auditor opens it."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from export_examples import HOSTILE, decided, hostile, three, undecided
from openpyxl.worksheet.worksheet import Worksheet

from auditlib.exports import sheets
from auditlib.exports.results import Results
from auditlib.exports.working_paper import working_paper
from auditlib.messages import bilingual, use_language


def opened(results: Results) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(working_paper(results)))


def rows(sheet: Worksheet) -> list[dict[object, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return opened(decided(three(), {"a": "confirmed", "b": "dismissed"}))


def test_it_has_a_cover_and_a_sheet_for_each_matter(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["封面", "疑点", "表格数据", "正文数字", "未能核对", "文件"]


@pytest.mark.parametrize(
    "told", ["澄江市青禾区水务局", "2021", "audit.sqlite", "5eal" * 16, "ab" * 32, "2026-03-02 09:30"]
)
def test_the_cover_tells_scope_rules_and_record(told: str, book: openpyxl.Workbook) -> None:
    assert told in " ".join(
        str(cell) for row in book["封面"].iter_rows(values_only=True) for cell in row if cell
    )


def test_every_finding_is_a_row_with_its_decision(book: openpyxl.Workbook) -> None:
    assert [row["认定"] for row in rows(book["疑点"])] == ["认定属实", "排除", "未定"]


def test_a_finding_has_its_evidence(book: openpyxl.Workbook) -> None:
    assert "第2表第3行" in str(rows(book["疑点"])[0]["位置"])


def test_the_head_stays_and_filters_are_on(book: openpyxl.Workbook) -> None:
    sheet = book["疑点"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("E2", "A1:T4")


def test_decision_and_note_offer_a_choice(book: openpyxl.Workbook) -> None:
    offered = {str(rule.sqref): rule.formula1 for rule in book["疑点"].data_validations.dataValidation}
    assert offered["I2:I4"] == '"未定,认定属实,排除,待说明"'
    assert "已电话核实" in offered["J2:J4"]


def test_a_note_of_ones_own_is_taken(book: openpyxl.Workbook) -> None:
    by_range = {str(rule.sqref): rule for rule in book["疑点"].data_validations.dataValidation}
    assert not by_range["J2:J4"].showErrorMessage


def test_it_prints_on_wide_pages_with_the_head_on_each(book: openpyxl.Workbook) -> None:
    sheet = book["疑点"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$1:$1",
    )


def test_years_are_numbers(book: openpyxl.Workbook) -> None:
    assert rows(book["疑点"])[0]["年度"] == 2021


def test_files_have_their_hashes_and_those_not_read_their_reasons(book: openpyxl.Workbook) -> None:
    read, unread = rows(book["文件"])
    assert (read["SHA-256"], unread["读不了的原因"]) == ("qinghe_2021", "坏.pdf：打不开")


def test_what_was_not_assessed_is_told(book: openpyxl.Workbook) -> None:
    assert [row["原因"] for row in rows(book["未能核对"])] == ["没有上年报告"]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_text_is_taken_for_a_formula(number: int) -> None:
    sheet = opened(undecided(hostile()))["疑点"]
    cells = sheet[number + 2]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}


def test_control_characters_do_not_spoil_the_file() -> None:
    found = three()
    items = (replace(found[0], quote="坏\x00字\x0b符\ud800"), *found[1:])
    assert rows(opened(undecided(replace(found, items=items)))["疑点"])[0]["原文"] == "坏字符"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    found = three()
    items = (replace(found[0], quote="长" * 40_000), *found[1:])
    assert len(str(rows(opened(undecided(replace(found, items=items)))["疑点"])[0]["原文"])) == sheets.CELL


def test_rows_beyond_what_a_sheet_holds_are_told_on_the_cover(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS", 2)
    book = opened(undecided(three()))
    assert len(rows(book["疑点"])) == 2
    assert "未能全部写入" in {row[0] for row in book["封面"].iter_rows(values_only=True)}


def test_the_same_results_give_the_same_bytes() -> None:
    results = decided(three(), {"a": "confirmed"})
    assert working_paper(results) == working_paper(results)


def test_it_speaks_english() -> None:
    use_language("en")
    try:
        assert opened(undecided(three())).sheetnames[:2] == ["Cover", "Findings"]
    finally:
        use_language(None)


@pytest.mark.needs("libreoffice")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "paper.xlsx").write_bytes(working_paper(undecided(hostile())))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "paper.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (written,) = tmp_path.glob("*.csv")
    assert "=1+1" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_choice_is_cut_in_two(language: str) -> None:
    """Excel parts the choices of a list by commas."""
    assert "," not in getattr(bilingual("export.usual_notes"), language)
