"""One worksheet: its cells as they are printed, what is merged, what is hidden and what has borders."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from lxml import etree

from auditlib.readers.number_formats import GENERAL, printed, printed_text
from auditlib.readers.sheets import Sheet
from auditlib.readers.sheets.addresses import LAST_COLUMN, LAST_ROW, address, span
from auditlib.readers.xlsx.names import CELL, FORMULA, INLINE, ROW, VALUE, S, is_true
from auditlib.readers.xlsx.strings import text_of, unescaped
from auditlib.readers.xlsx.styles import Styles

MOST_DIGITS = 11
LOST = "\ufffd"
DAY_ZERO = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share."""

    strings: Sequence[str]
    styles: Styles
    since_1904: bool


def worksheet(name: str, root: etree._Element, book: Book) -> Sheet:
    """A sheet as it is seen; texts of hidden rows and columns stay, since a merged cell may show them."""
    shows_zero = all(view.get("showZeros", "1") in ("1", "true") for view in root.iter(f"{S}sheetView"))
    texts: dict[tuple[int, int], str] = {}
    ruled: Counter[int] = Counter()
    hidden_rows: set[int] = set()
    row = 0
    for element in root.iterfind(f"{S}sheetData/{ROW}"):
        row = _count(element.get("r"), LAST_ROW) or row + 1
        if is_true(element.get("hidden")) or _is_zero(element.get("ht")):
            hidden_rows.add(row)
        column = 0
        for cell in element.iterchildren(CELL):
            row, column = address(cell.get("r", "")) or (row, column + 1)
            code, has_border = book.styles.of(cell.get("s", "0"))
            if has_border:
                ruled[row] += 1
            text = _text(cell, book, code)
            if text and not text.isspace() and (shows_zero or not _is_nought(cell, text)):
                texts[row, column] = text
    merged = (span(element.get("ref", "")) for element in root.iterfind(f"{S}mergeCells/{S}mergeCell"))
    return Sheet(
        name=name,
        texts=texts,
        spans=[each for each in merged if each],
        ruled=ruled,
        hidden_rows=hidden_rows,
        hidden_columns=_hidden_columns(root),
    )


def _is_nought(cell: etree._Element, text: str) -> bool:
    return cell.get("t", "n") == "n" and not text.strip("0.%")


def _hidden_columns(root: etree._Element) -> set[int]:
    found: set[int] = set()
    for element in islice(root.iterfind(f"{S}cols/{S}col"), LAST_COLUMN):
        if is_true(element.get("hidden")) or _is_zero(element.get("width")):
            first, last = (_count(element.get(edge), LAST_COLUMN) for edge in ("min", "max"))
            found.update(range(first or 1, last + 1))
    return found


def _count(value: str | None, most: int) -> int:
    """A number of a row or column, 0 for what is none."""
    number = int(value) if value and value.isdecimal() and len(value) < 9 else 0
    return number if number <= most else 0


def _is_zero(value: str | None) -> bool:
    return value is not None and value.strip("0.") == "" and "0" in value


def _text(cell: etree._Element, book: Book, code: str) -> str:
    """A cell as it is printed. A formula whose value was not kept stands as the formula, which is no blank."""
    value = formula = inline = None
    for child in cell:
        if child.tag == VALUE:
            value = child.text or ""
        elif child.tag == FORMULA:
            formula = child.text or ""
        elif child.tag == INLINE:
            inline = child
    kind = cell.get("t", "n")
    if kind == "inlineStr" and inline is not None:
        return printed_text(text_of(inline), code)
    if value is None or (not value and kind == "n"):
        return "" if formula is None else f"={formula}"
    if kind == "s":
        number = int(value) if value.isdecimal() and len(value) < 9 else len(book.strings)
        return printed_text(book.strings[number], code) if number < len(book.strings) else LOST
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind == "n" or kind == "d":
        return _number(value.strip(), book, code) if kind == "n" else _day(value.strip(), code)
    return printed_text(unescaped(value), code) if kind == "str" else value


def _number(value: str, book: Book, code: str) -> str:
    if code == GENERAL and value.isdecimal() and len(value) < MOST_DIGITS:
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return printed(number, code, since_1904=book.since_1904)


def _day(value: str, code: str) -> str:
    try:
        day = datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return value
    return printed((day - DAY_ZERO) / timedelta(days=1), code)
