"""Workbooks of the old kind (xls, and et files of the old kind), as a spreadsheet program shows them."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import xlrd

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.limits import MAX_CELLS
from auditlib.readers.number_formats import GENERAL, printed, printed_text
from auditlib.readers.sheets import Sheet, Span, blocks_of

LOCKED = ("encrypted", "password")


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables of all sheets in order, an empty tuple where no sheet shows a text.

    Raises UnreadableFileError for a damaged or encrypted file and for one beyond all measure.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
        return blocks_of(_sheets(book, shown), shown)
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as fault:
        # xlrd meets damage with errors of any kind, from AssertionError to struct.error.
        locked = any(word in str(fault).lower() for word in LOCKED)
        raise UnreadableFileError("not_read.encrypted" if locked else "xls_damaged", path=shown) from fault


def _sheets(book: Any, shown: str) -> Iterator[Sheet]:
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        if sheet.visibility == 0:
            yield _sheet(book, sheet, shown)
        book.unload_sheet(number)


def _sheet(book: Any, sheet: Any, shown: str) -> Sheet:
    if sum(map(sheet.row_len, range(sheet.nrows))) > MAX_CELLS:
        raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
    texts: dict[tuple[int, int], str] = {}
    ruled: Counter[int] = Counter()
    styles = [_style(book, number) for number in range(len(book.xf_list))]
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            code, has_border = (
                styles[cell.xf_index] if 0 <= (cell.xf_index or 0) < len(styles) else (GENERAL, False)
            )
            if has_border:
                ruled[row + 1] += 1
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            text = _text(cell, code, since_1904=book.datemode == 1)
            is_nought = cell.ctype == xlrd.XL_CELL_NUMBER and not text.strip("0.%")
            if text and not text.isspace() and (sheet.show_zero_values or not is_nought):
                texts[row + 1, column + 1] = text
    return Sheet(
        name=sheet.name,
        texts=texts,
        spans=[Span(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        ruled=ruled,
        hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or not info.height},
        hidden_columns={
            column + 1 for column, info in sheet.colinfo_map.items() if info.hidden or not info.width
        },
    )


def _style(book: Any, number: int) -> tuple[str, bool]:
    style = book.xf_list[number]
    stated = book.format_map.get(style.format_key)
    border = style.border
    sides = (border.left_line_style, border.right_line_style, border.top_line_style, border.bottom_line_style)
    return (stated.format_str if stated else GENERAL, any(sides))


def _text(cell: Any, code: str, *, since_1904: bool) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return printed_text(cell.value.replace("\r\n", "\n").replace("\r", "\n"), code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return printed(cell.value, code, since_1904=since_1904)
