"""Worksheets as documents: which rows are prose and which are tables, whatever file form they come from."""

from collections.abc import Iterable, Iterator, Sequence

from auditlib.document import Cell, Paragraph, Place, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.limits import MAX_CELLS, MAX_UNPACKED
from auditlib.readers.sheets.layout import Saying, laid_out
from auditlib.readers.sheets.rows import Row, Sheet, Span, Spot, rows_of
from auditlib.readers.sheets.words import label, lines_of

__all__ = ["Sheet", "Span", "blocks_of"]


def blocks_of(sheets: Iterable[Sheet], shown: str) -> tuple[Paragraph | Table, ...]:
    """The paragraphs and tables of all sheets in order, counted over the whole file.

    Raises UnreadableFileError for more than MAX_CELLS cells or MAX_UNPACKED characters.
    """
    found: list[Paragraph | Table] = []
    paragraphs = tables = cells = characters = 0
    for sheet in sheets:
        characters += sum(map(len, sheet.texts.values()))  # many cells may share one long text
        if characters > MAX_UNPACKED:
            raise UnreadableFileError("unpacked_too_large", path=shown, limit=MAX_UNPACKED / 2**20)
        for part in laid_out(rows_of(sheet, shown)):
            if isinstance(part, Saying):
                for paragraph in _paragraphs(part, sheet, paragraphs):
                    paragraphs += 1
                    found.append(paragraph)
                continue
            columns = sorted({column for row in part for column in row.starts})
            cells += len(columns) * len(part)
            if cells > MAX_CELLS:
                raise UnreadableFileError("too_many_cells", path=shown, limit=MAX_CELLS)
            tables += 1
            found.append(_table(part, columns, tables, sheet))
    return tuple(found)


def _paragraphs(saying: Saying, sheet: Sheet, before: int) -> Iterator[Paragraph]:
    first = saying.spots[0]
    line = sheet.lines.get(first.row)
    for number, text in enumerate(lines_of("".join(spot.text for spot in saying.spots)), before + 1):
        place = Place(sheet=sheet.name, line=line, row=first.row, column=first.column, paragraph=number)
        yield Paragraph(text, place)


def _table(rows: Sequence[Row], columns: Sequence[int], number: int, sheet: Sheet) -> Table:
    """A table of the columns in which a text begins: the others hold nothing or what reaches into them."""
    made: dict[Spot, Cell] = {}

    def cell(spot: Spot) -> Cell:
        if spot not in made:
            made[spot] = Cell(label(spot.text), place(spot.row, spot.column))
        return made[spot]

    def place(row: int, column: int) -> Place:
        return Place(sheet=sheet.name, line=sheet.lines.get(row), table=number, row=row, column=column)

    grid = tuple(
        tuple(
            cell(row.spots[column]) if column in row.spots else Cell("", place(row.number, column))
            for column in columns
        )
        for row in rows
    )
    return Table(grid, Place(sheet=sheet.name, line=sheet.lines.get(rows[0].number), table=number))
