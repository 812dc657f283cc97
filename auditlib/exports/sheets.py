"""A sheet of the working paper: rows of texts and numbers under a head, to be read on a screen and on paper."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from auditlib.exports.inert import printable
from auditlib.messages import say

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What a sheet can hold, less its head; and what a cell can.
ROWS = 1_048_000
CELL = 32_000
_LONGEST_LIST = 255
_LINE_HEIGHT, _HIGHEST = 16.0, 400.0
_HEAD = {
    "bold": True, "bg_color": "#E8ECF1", "border": 1, "border_color": "#B9C2CC", "text_wrap": True, "valign": "vcenter",
    "align": "center",
}  # fmt: skip
_NUMBERS = frozenset({"number", "year", "value", "line"})


class Sheet:
    """A sheet with a frozen head, filters and a set-up for printing, to which rows are added at the end.

    ``columns`` gives each column (``export.column.*`` in the catalogue) its width in letters; ``printed`` is the last
    one that goes on paper, ``frozen`` how many stay in view.
    """

    def __init__(
        self, book: "Workbook", title: str, columns: Mapping[str, int], printed: str = "", frozen: int = 0
    ) -> None:
        self.title = title
        self.columns = columns
        self.printed = printed or list(columns)[-1]
        self.rows = 0
        self.left_out = 0
        self._sheet: Worksheet = book.add_worksheet(self.title)
        self._text = text_format(book)
        self._number = book.add_format({"valign": "top", "align": "right"})
        head = book.add_format(_HEAD)
        for column, (title, width) in enumerate(self.columns.items()):
            self._sheet.set_column(column, column, width, self._text)
            self._sheet.write_string(0, column, say(f"export.column.{title}"), head)
        self._sheet.freeze_panes(1, frozen)
        self._sheet.repeat_rows(0)
        set_up_for_print(self._sheet)

    def extend(self, rows: Iterable[Sequence[object]]) -> None:
        """Add rows; texts are written as such, and numbers as numbers."""
        for row in rows:
            self._add(_with_numbers(row, self.columns))

    def _add(self, row: Sequence[object]) -> None:
        if self.rows >= ROWS:
            self.left_out += 1
            return
        self.rows += 1
        self._sheet.set_row(self.rows, self._height(row))
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                self._sheet.write_number(self.rows, column, value, self._number)
            elif value:
                self._sheet.write_string(self.rows, column, cell_text(str(value)), self._text)

    def _height(self, row: Sequence[object]) -> float:
        """Room for the longest text of a row: programs other than Excel do not make it by themselves."""
        most = max(_lines(value, width) for value, width in zip(row, self.columns.values(), strict=True))
        return min(_LINE_HEIGHT * most + 2, _HIGHEST)

    def finish(self) -> None:
        """Filters over all rows, and what of it goes on paper."""
        last = list(self.columns).index(self.printed)
        self._sheet.print_area(0, 0, self.rows, last)
        self._sheet.autofilter(0, 0, self.rows, len(self.columns) - 1)

    def offer(self, title: str, choices: Sequence[str], *, strict: bool) -> None:
        """A list to choose from in every cell of a column; where it is not strict, other texts are taken as well."""
        if not self.rows or len(",".join(choices)) > _LONGEST_LIST:
            return
        column = list(self.columns).index(title)
        rule = {"validate": "list", "source": list(choices), "show_error": strict}
        self._sheet.data_validation(1, column, self.rows, column, rule)


def _with_numbers(row: Sequence[object], columns: Iterable[str]) -> list[object]:
    return [
        int(value) if name in _NUMBERS and isinstance(value, str) and value.isdecimal() else value
        for name, value in zip(columns, row, strict=True)
    ]


def _lines(value: object, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two letters."""
    if not isinstance(value, str) or len(value) * 2 < width:
        return 1
    # Three bytes for a Chinese character, one for a letter.
    widths = ((len(line.encode("utf-8", "replace")) + len(line)) / 2 for line in value.split("\n"))
    return sum(max(1, math.ceil(wide / (width - 1))) for wide in widths)


def set_up_for_print(sheet: "Worksheet", *, ruled: bool = True) -> None:
    """A4, wide, as many pages long as it takes; ``ruled`` with lines between the cells."""
    sheet.hide_gridlines(0 if ruled else 2)  # 0: on paper as well, 2: nowhere
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.set_footer("&C&P / &N")


def text_format(book: "Workbook") -> "Format":
    """How texts stand in their cells."""
    return book.add_format({"valign": "top", "align": "left", "text_wrap": True})


def cell_text(text: str) -> str:
    """A text that a cell can hold."""
    text = printable(text)
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"
