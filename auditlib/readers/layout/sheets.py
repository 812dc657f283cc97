"""Tables over page breaks: the part of a table on each page, and the parts as one table.

A page break may fall between two rows, inside a merged label or inside a row. Inside a row means that every one of its
cells was cut: then no cell begins anew on the next page, and each goes on there or has all its text on one of the two.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditlib.readers.layout.cells import Box, is_broken
from auditlib.readers.layout.lines import seam
from auditlib.wording import split_ordinal, squeeze

SAME_BORDER = 4.0
FEW_COLUMNS = 5
FIGURE = re.compile(r"[-+]?[\d,.]*\d%?|[-—–―/\\无*×]+")
IDEOGRAPH = re.compile("[一-鿿]")
MEMBER = re.compile(r"其中|\d{1,2}[.．、]")


@dataclass(slots=True)
class Sheet:
    """A table, or what one page has of it: the borders of its columns, its rows of boxes, the page of each row."""

    xs: tuple[float, ...]
    rows: list[list[Box]]
    pages: list[int]
    top: float
    bottom: float
    open_bottom: bool = False

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1


def told(table: Sheet) -> Iterator[tuple[list[Box], int]]:
    """The rows of a table with their pages. A row in which nothing stands but what began above is none: it comes from
    a rule that was drawn aslant of the others, or from a row that the page break cut below its text."""
    for n, (row, page) in enumerate(zip(table.rows, table.pages, strict=True)):
        if not (_is_empty(table.rows, n) and any(box.top < n for box in row)):
            yield row, page


def _is_empty(rows: Sequence[Sequence[Box]], number: int) -> bool:
    """Whether a row has no text of its own."""
    number %= len(rows)
    return not any(box.text for box in rows[number] if box.top == number)


def goes_over(table: Sheet, sheet: Sheet) -> bool:
    """Whether what begins a page can be the rest of the table that the page before ends with: the sides are the same,
    and so are the columns, or both have the few columns of a list whose rows differ."""
    shift = sheet.xs[0] - table.xs[0]
    if abs((sheet.xs[-1] - table.xs[-1]) - shift) > SAME_BORDER:
        return False
    few, many = sorted(([x - table.xs[0] for x in table.xs], [x - sheet.xs[0] for x in sheet.xs]), key=len)
    known = sum(any(abs(x - y) <= SAME_BORDER for y in many) for x in few)
    return known == len(few) or (len(many) <= FEW_COLUMNS + 1)


def join(table: Sheet, sheet: Sheet) -> None:
    """Add to a table what the next page has of it."""
    _align(table, sheet)
    if table.open_bottom and len(table.rows) > 1 and _is_empty(table.rows, -1):
        for box in set(table.rows.pop()):
            box.bottom -= 1
        table.pages.pop()
    table.open_bottom = sheet.open_bottom
    rows, pages = sheet.rows, sheet.pages
    skipped = _repeated_head(table.rows, rows)
    rows, pages = rows[skipped:], pages[skipped:]
    if not rows:
        return
    at = len(table.rows)
    for box in _each(rows):
        box.top, box.bottom = box.top - skipped + at, box.bottom - skipped + at
    last = table.rows[-1]
    pairs = [(before, after) for before, after in _pairs(last, rows[0]) if _alike(before, after)]
    same = len(pairs) == len(set(map(id, rows[0]))) == len(set(map(id, last)))
    if same and _is_cut(pairs):
        for box in _each(rows):
            box.top, box.bottom = box.top - 1, box.bottom - 1
        for before, after in pairs:
            _replace(rows, after, before)
        rows, pages = rows[1:], pages[1:]
    else:
        for before, after in pairs:
            if _goes_on(before, after) and _is_one_label(before, after, last, rows[0], same):
                _replace(rows, after, before)
    table.rows += rows
    table.pages += pages


def _align(table: Sheet, sheet: Sheet) -> None:
    """Give both the columns of either."""
    shift = sheet.xs[0] - table.xs[0]
    moved = [x - shift for x in sheet.xs]
    xs = sorted([*table.xs, *(x for x in moved if all(abs(x - y) > SAME_BORDER for y in table.xs))])
    _widen(table, table.xs, xs)
    _widen(sheet, moved, xs)
    table.xs = tuple(xs)


def _widen(sheet: Sheet, borders: Sequence[float], wanted: Sequence[float]) -> None:
    place = [min(range(len(wanted)), key=lambda n: abs(wanted[n] - x)) for x in borders]
    if len(borders) == len(wanted):
        return
    for box in _each(sheet.rows):
        box.left, box.right = place[box.left], place[box.right]
    sheet.rows = [
        [box for n, box in enumerate(row) for _ in range(place[n + 1] - place[n])] for row in sheet.rows
    ]


def _each(rows: Iterable[Sequence[Box]]) -> Iterator[Box]:
    """The boxes of rows, each once."""
    seen: dict[int, Box] = {id(box): box for row in rows for box in row}
    yield from seen.values()


def _pairs(last: Sequence[Box], first: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    yield from {(id(a), id(b)): (a, b) for a, b in zip(last, first, strict=True)}.values()


def _alike(before: Box, after: Box) -> bool:
    return before.left == after.left and before.right == after.right


def _repeated_head(table: Sequence[Sequence[Box]], rows: Sequence[Sequence[Box]]) -> int:
    """How many rows at the top of a page repeat the head of the table.

    A head may be repeated in part; a cell of it that goes on below that part is then repeated with a part of its text.
    """
    count = 0
    for head, row in zip(table, rows, strict=False):
        if not all(_repeats(box, again, count) for box, again in zip(head, row, strict=True)):
            break
        count += 1
    while count and any(box.bottom > count for box in rows[count - 1]):
        count -= 1
    heads = (box for row in rows[:count] for box in row)
    return count if any(IDEOGRAPH.search(box.text) for box in heads) else 0


def _repeats(head: Box, again: Box, row: int) -> bool:
    text, whole = squeeze(again.text), squeeze(head.text)
    return text == whole or (head.bottom - 1 > row and text in whole)


def _goes_on(before: Box, after: Box) -> bool:
    """Whether the text of a cell can be the rest of another's."""
    if not before.text or not after.text:
        return True
    if split_ordinal(after.text)[0] or MEMBER.match(after.text):
        return False
    if FIGURE.fullmatch(squeeze(after.text)) and not FIGURE.fullmatch(squeeze(before.text)):
        return False
    stacked = len(before.lines) > 1 and all(len(line.text) <= 2 for line in before.lines + after.lines)
    return stacked or is_broken(before.lines[-1], after.lines[0], before.inner)


def _is_cut(pairs: Sequence[tuple[Box, Box]]) -> bool:
    """Whether the last row of a page and the first of the next are one row that the page break cut."""
    if not all(_goes_on(before, after) for before, after in pairs):
        return False
    own = [
        (before, after)
        for before, after in pairs
        if before.bottom - before.top == 1 == after.bottom - after.top
    ]
    if any(before.text and after.text for before, after in own):
        return True
    first = next((before.text for before, after in own if before.text or after.text), "")
    return bool(IDEOGRAPH.search(first)) and any(after.text for _, after in own)


def _is_one_label(before: Box, after: Box, last: Sequence[Box], first: Sequence[Box], same: bool) -> bool:
    """Whether two cells are one merged label over the page break, of which the text may be on either page.

    Beside a merged label others begin in new rows. Where the two rows are parted alike (``same``), a cell of one row
    over a cell of one row is no merged one, for nothing would tell it from a blank under a label.
    """
    if any(FIGURE.fullmatch(squeeze(box.text)) for box in (before, after)):
        return False
    if before.text and after.text:
        return not same or before.bottom - before.top > 1 or after.bottom - after.top > 1
    beside = first if before.text else last
    if any(box.left >= after.right and IDEOGRAPH.search(box.text) for box in beside):
        return True
    return not same and bool(before.text) and not any(FIGURE.fullmatch(squeeze(box.text)) for box in first)


def _replace(rows: Sequence[list[Box]], after: Box, before: Box) -> None:
    """Make a cell the rest of another: its text behind the other's, the other in all its places."""
    broken = bool(before.lines and after.lines) and is_broken(before.lines[-1], after.lines[0], before.inner)
    before.text = seam(before.text, after.text, broken)
    before.bottom = max(before.bottom, after.bottom)
    before.lines = after.lines or before.lines
    before.inner = after.inner if after.lines else before.inner
    for row in rows:
        row[:] = [before if box is after else box for box in row]
