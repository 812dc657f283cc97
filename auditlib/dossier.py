"""One report of its files: their prose as one text, their tables in one row, and who reports on which year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from auditlib.document import Cell, Document, Place, Table
from auditlib.identity.identify import identify, placed
from auditlib.identity.statements import page_field
from auditlib.report import Identity, SourceFile

# The table about a page stands above all others and is short.
MOST_TABLES, MOST_ROWS = 2, 8


@dataclass(frozen=True, slots=True)
class Dossier:
    """The files of one report, its prose as one text (a paragraph a line), its tables and its identity."""

    files: tuple[SourceFile, ...]
    text: str
    lines: tuple[Place, ...]
    tables: tuple[Table, ...]
    identity: Identity


def assemble(documents: Sequence[Document]) -> Dossier:
    """One report of its documents: the main one first, then its annexes."""
    paragraphs = [
        (paragraph, n) for n, document in enumerate(documents) for paragraph in document.paragraphs()
    ]
    text = "\n".join(paragraph.text for paragraph, _ in paragraphs)
    return Dossier(
        files=tuple(
            SourceFile(
                document.path, document.digest, document.form, document.is_ocr, "annex" if n else "main"
            )
            for n, document in enumerate(documents)
        ),
        text=text,
        lines=tuple(_in_file(paragraph.place, n) for paragraph, n in paragraphs),
        tables=tuple(_table(table, n) for n, document in enumerate(documents) for table in document.tables()),
        identity=_identity(text, documents[0]),
    )


def _identity(text: str, document: Document) -> Identity:
    stated = identify(text, PurePosixPath(document.path).stem, page_fields(document.tables()))
    return placed(stated, text, document.agency, document.year)


def page_fields(tables: Sequence[Table]) -> str:
    """Who publishes a page, by the table about it (索引号, 发布机构, 成文日期 …), as lines."""
    rows = (row for table in tables[:MOST_TABLES] for row in table.rows[:MOST_ROWS])
    pairs = (pair for row in rows for pair in pairwise(row))
    return "\n".join(line for label, value in pairs if (line := page_field(label.text, value.text)))


def _in_file(place: Place, number: int) -> Place:
    return place._replace(file=number) if number else place


def _table(table: Table, number: int) -> Table:
    """A table with its places in file ``number``; a merged cell stays one cell in all positions that it covers."""
    if not number:
        return table
    moved: dict[int, Cell] = {}

    def cell(one: Cell) -> Cell:
        if id(one) not in moved:
            moved[id(one)] = Cell(one.text, _in_file(one.place, number))
        return moved[id(one)]

    return Table(tuple(tuple(map(cell, row)) for row in table.rows), _in_file(table.place, number))
