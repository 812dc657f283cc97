"""Plain text: paragraphs a line, table cells one a line behind a tab, table rows parted by blank lines."""

from auditlib.document import Cell, Paragraph, Place, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.decoding import decode
from auditlib.readers.limits import MAX_CELLS

STRAYS = {sign: None for sign in range(32) if chr(sign) not in "\t\n"}


def lines(text: str) -> list[str]:
    """The lines of a text, without the stray control characters that word processors leave.

    Not str.splitlines: it also parts lines at U+2028, form feeds and other signs that stand inside prose.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(STRAYS).split("\n")


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables in order. Raises UnreadableFileError for an encoding or a size that is refused."""
    found: list[Paragraph | Table] = []
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    paragraphs = tables = cells = 0

    def end_row() -> None:
        nonlocal row
        if row:
            rows.append(row)
            row = []

    def end_table() -> None:
        nonlocal rows, tables
        end_row()
        if not rows:
            return
        if max(len(r) for r in rows) == 1:  # prose that is indented with a tab
            for (cell,) in rows:
                add_paragraph(cell.text, cell.place.line)
        else:
            tables += 1
            place = Place(line=rows[0][0].place.line, table=tables)
            found.append(Table(tuple(tuple(r) for r in rows), place))
        rows = []

    def add_paragraph(text: str, line: int | None) -> None:
        nonlocal paragraphs
        if text.strip():
            paragraphs += 1
            found.append(Paragraph(text, Place(line=line, paragraph=paragraphs)))

    for number, line in enumerate(lines(decode(content, shown)), 1):
        if line.startswith("\t"):
            for text in line[1:].split("\t"):
                cells += 1
                if cells > MAX_CELLS:
                    raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
                place = Place(line=number, table=tables + 1, row=len(rows) + 1, column=len(row) + 1)
                row.append(Cell(text.rstrip(), place))
        elif not line.strip():
            end_row()
        else:
            end_table()
            add_paragraph(line.rstrip(), number)
    end_table()
    return tuple(found)
