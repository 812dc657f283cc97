"""Tables as text (csv): fields parted by commas, semicolons or tabs, laid out as a worksheet is."""

import csv
from collections.abc import Iterator, Sequence
from typing import Literal

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.decoding import decode
from auditlib.readers.limits import MAX_BYTES, MAX_CELLS
from auditlib.readers.separators import STATED, separator
from auditlib.readers.sheets import Sheet, blocks_of
from auditlib.readers.text import lines

LONGEST_FIELD = 200  # lines: a quotation mark that nothing closes would take all that follows for one field


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables in order. Raises UnreadableFileError for an encoding or a size that is refused."""
    told = lines(decode(content, shown))
    sign = separator(told) or ","
    first = 1 if told[0].startswith(STATED) and told[0] == STATED + sign else 0
    records = _records(told[first:], sign, csv.QUOTE_MINIMAL)
    if any(field.count("\n") > LONGEST_FIELD for _, record in records for field in record):
        records = _records(told[first:], sign, csv.QUOTE_NONE)
    if sum(len(record) for _, record in records) > MAX_CELLS:
        raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
    sheet = Sheet(
        name=None,
        texts={
            (row, column): field
            for row, (_, record) in enumerate(records, first + 1)
            for column, field in enumerate(record, 1)
            if field and not field.isspace()
        },
        lines={row: line + first for row, (line, _) in enumerate(records, first + 1)},
    )
    return blocks_of([sheet], shown)


def _records(told: Sequence[str], sign: str, quoting: Literal[0, 3]) -> list[tuple[int, list[str]]]:
    """The records of a text, each with the line in which it begins."""

    def found() -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader((line + "\n" for line in told), delimiter=sign, quoting=quoting)
        begin = 1
        for record in reader:
            yield begin, record
            begin = reader.line_num + 1

    before = csv.field_size_limit(MAX_BYTES)
    try:
        return list(found())
    finally:
        csv.field_size_limit(before)
