"""Cell addresses as spreadsheets write them: C5 is row 5, column 3."""

import re
from functools import lru_cache

from auditlib.readers.sheets.rows import Span

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def column_of(letters: str) -> int:
    """The number of a column, A being 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@lru_cache(maxsize=1 << 14)
def address(text: str) -> tuple[int, int] | None:
    """Row and column of an address, None for what is none or lies outside any sheet."""
    if not (match := ADDRESS.fullmatch(text)):
        return None
    row, column = int(match[2]), column_of(match[1])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def span(text: str) -> Span | None:
    """A range such as A1:C3, None for what is none or a single cell."""
    first, _, last = text.partition(":")
    one, other = address(first), address(last)
    if not one or not other or one == other:
        return None
    (top, bottom), (left, right) = (sorted(pair) for pair in zip(one, other, strict=True))
    return Span(top, left, bottom, right)
