"""Word documents (docx, docm, dotx): read straight from their XML, as Word prints them.

Tracked changes are taken as accepted; hidden text, comments, headers, footers and tables of contents are left out, and
foot- and endnotes stand at the end.
"""

from collections.abc import Iterable, Iterator

from auditlib.document import Cell, Paragraph, Place, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers.docx.body import Body
from auditlib.readers.docx.grid import Grid, Line, Part
from auditlib.readers.docx.names import W, child
from auditlib.readers.docx.numbering import Lists
from auditlib.readers.docx.styles import Styles
from auditlib.readers.packages import Package, open_package

MAIN = "word/document.xml"
NOTES = ("footnote", "endnote")


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables in reading order, an empty tuple where the document has no text.

    Raises UnreadableFileError for a damaged, encrypted or hostile file and for one beyond all measure.
    """
    package = open_package(content, shown)
    main = package.related("", "officeDocument") or MAIN
    try:
        return tuple(_blocks(_parts(package, main)))
    except RecursionError as fault:
        raise UnreadableFileError("nested_too_deep", path=shown, part=main) from fault


def _parts(package: Package, main: str) -> list[Part]:
    root = package.part(main)
    if root is None:
        raise UnreadableFileError("part_missing", path=package.shown, part=main)
    container = child(root, "body")
    if container is None:
        raise package.not_xml(main, 1)
    related = {relation.kind: relation.part for relation in package.relations(main)}
    sheet, numbering = related.get("styles", ""), related.get("numbering", "")
    styles = Styles(package.elements(sheet, f"{W}style"))
    lists = Lists(lambda: package.part(numbering), styles)
    body = Body(styles, lists, package.shown, main)
    body.begin(root)
    parts = body.parts(container)
    for kind in NOTES:
        parts.extend(_notes(package, related.get(f"{kind}s", ""), kind, body))
    return parts


def _notes(package: Package, name: str, kind: str, body: Body) -> Iterator[Part]:
    """The foot- or endnotes that the text refers to, each once."""
    referred = [id_ for noted, id_ in dict.fromkeys(body.notes) if noted == kind]
    root = package.part(name) if referred else None
    if root is None:
        return
    body.begin(root)
    notes = {note.get(f"{W}id", ""): note for note in root.iterchildren(W + kind)}
    for id_ in referred:
        if id_ in notes:
            yield from body.parts(notes[id_])


def _blocks(parts: Iterable[Part]) -> Iterator[Paragraph | Table]:
    paragraphs = tables = 0
    for part in parts:
        if isinstance(part, Line):
            paragraphs += 1
            yield Paragraph(part.text, Place(paragraph=paragraphs), part.level)
        else:
            tables += 1
            yield _table(part, tables)


def _table(grid: Grid, number: int) -> Table:
    cells = {
        box: Cell(box.text, Place(table=number, row=box.row + 1, column=box.column + 1)) for box in grid.boxes
    }
    return Table(tuple(tuple(map(cells.__getitem__, row)) for row in grid.rows), Place(table=number))
