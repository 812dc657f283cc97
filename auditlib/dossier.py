"""One report of its files: their prose as one text, their tables in one row, and who reports on which year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from auditlib.document import Cell, Document, Place, Table
from auditlib.identity.identify import identify
from auditlib.identity.names import body_of, region_of
from auditlib.identity.statements import page_field
from auditlib.report import Identity, SourceFile

# The table about a page stands above all others and is short.
MOST_TABLES, MOST_ROWS = 2, 8
FIELD_YEAR = re.compile(r"单位(?:名称)?(?:[(（][^()（）\n]{0,6}[)）])?\s?[:：][^\n。]{0,60}?(20\d\d)\s?年度")
LAST_MONTH_OF_FILING = 4


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
    """Who reports on which year: the place of a report in its file goes before what is only taken from the text's dates."""
    identity = identify(text, PurePosixPath(document.path).stem, page_fields(document.tables()))
    if agency := document.agency:
        identity = replace(identity, agency=agency, body=body_of(agency), region=region_of(agency))
    stated = identity.title_year or identity.caption_year or identity.period
    if document.year and not stated:
        return replace(identity, year=document.year)
    return replace(identity, year=_year_of_table(text, identity)) if identity.year is None else identity


def _year_of_table(text: str, identity: Identity) -> int | None:
    """The year of tables without a title: beside who fills them in, else the one before they were filled in."""
    if match := FIELD_YEAR.search(text):
        return int(match[1])
    filed = identity.filed_on
    return filed.year - 1 if filed and filed.month <= LAST_MONTH_OF_FILING else None


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
