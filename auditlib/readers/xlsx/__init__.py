"""Workbooks (xlsx, xlsm, and et files of the new kind), read straight from their XML, as a spreadsheet program shows them.

Numbers stand as their format prints them, formulas as the value that was kept with them. Hidden sheets, rows and
columns are left out: whoever opens the file does not see them.
"""

from collections.abc import Iterator

from lxml import etree

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.packages import Package, open_package
from auditlib.readers.sheets import Sheet, blocks_of
from auditlib.readers.xlsx.names import RELATION, S, is_true
from auditlib.readers.xlsx.strings import shared_strings
from auditlib.readers.xlsx.styles import styles_of
from auditlib.readers.xlsx.worksheet import Book, worksheet

WORKBOOK = "xl/workbook.xml"


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables of all sheets in order, an empty tuple where no sheet shows a text.

    Raises UnreadableFileError for a damaged, encrypted or hostile file and for one beyond all measure.
    """
    return blocks_of(_sheets(open_package(content, shown)), shown)


def _sheets(package: Package) -> Iterator[Sheet]:
    main = package.related("", "officeDocument") or WORKBOOK
    workbook = _root(package, main)
    relations = {relation.id: relation for relation in package.relations(main)}
    kinds = {relation.kind: relation.part for relation in relations.values()}
    since_1904 = any(is_true(element.get("date1904")) for element in workbook.iter(f"{S}workbookPr"))
    book = Book(
        strings=shared_strings(package, kinds.get("sharedStrings", "")),
        styles=styles_of(package.part(kinds.get("styles", ""))),
        since_1904=since_1904,
    )
    for element in workbook.iter(f"{S}sheet"):
        relation = relations.get(element.get(RELATION, ""))
        if element.get("state", "visible") == "visible" and relation and relation.kind == "worksheet":
            yield worksheet(element.get("name", ""), _root(package, relation.part), book)


def _root(package: Package, name: str) -> etree._Element:
    root = package.part(name)
    if root is None:
        raise UnreadableFileError("part_missing", path=package.shown, part=name)
    return root
