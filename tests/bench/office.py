"""Office files of the generator: docx as word processors write it, and workbooks with a sheet of prose and one a table."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from random import Random

import openpyxl
from openpyxl.styles import Border, Side

from .layout import Block, Box, Grid, Line

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
)
PART = (
    '<Override PartName="/word/{name}.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
)
RELATION = (
    '<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/>'
)
NUMBERING = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in "top left bottom right insideH insideV".split()
)
ORDINAL = re.compile("^[一二三四五六七八九十]+、")
MOMENT = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PRINTED = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?")


def document(blocks: Sequence[Block], rng: Random) -> bytes:
    """A docx: text in runs of any length, spans kept, main headings now and then numbered by the word processor."""
    numbered = rng.random() < 0.3 and _in_order(blocks)
    body = "".join(_document_block(block, rng, numbered) for block in blocks)
    size = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:left="900" w:right="900" w:top="900" w:bottom="900"/></w:sectPr>'
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        kinds = {"document": "document.main", "numbering": "numbering"}
        package.writestr(
            "[Content_Types].xml",
            TYPES.format(parts="".join(PART.format(name=n, kind=k) for n, k in kinds.items())),
        )
        package.writestr(
            "_rels/.rels",
            RELATIONS.format(
                relations=RELATION.format(n=1, kind="officeDocument", target="word/document.xml")
            ),
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            RELATIONS.format(relations=RELATION.format(n=1, kind="numbering", target="numbering.xml")),
        )
        package.writestr("word/numbering.xml", NUMBERING)
        package.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}"><w:body>{body}{size}</w:body></w:document>',
        )
    return _timeless(whole.getvalue())


def _in_order(blocks: Sequence[Block]) -> bool:
    """Whether the main headings count without a gap, as a word processor would count them."""
    numerals = "一二三四五六七八九十"
    found = [block.text[0] for block in blocks if isinstance(block, Line) and block.heading == 1]
    return found == list(numerals[: len(found)])


def _document_block(block: Block, rng: Random, numbered: bool) -> str:
    if isinstance(block, Grid):
        return _document_table(block, rng)
    if numbered and block.heading == 1:
        return f"<w:p>{NUMBERED}{_runs(ORDINAL.sub('', block.text), rng)}</w:p>"
    return f"<w:p>{_runs(block.text, rng)}</w:p>"


def _runs(words: str, rng: Random) -> str:
    pieces = []
    while words:
        size = rng.randint(4, 60)
        pieces.append(
            f'<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr><w:t xml:space="preserve">{escape(words[:size])}</w:t></w:r>'
        )
        words = words[size:]
    return "".join(pieces)


def _document_table(grid: Grid, rng: Random) -> str:
    width, rows = _placed(grid)
    columns = f'<w:gridCol w:w="{15000 // width}"/>' * width
    lines = "".join(f"<w:tr>{''.join(_document_cell(*cell, rng) for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"


def _document_cell(box: Box, first: bool, rng: Random) -> str:
    across = f'<w:gridSpan w:val="{box.columns}"/>' * (box.columns > 1)
    down = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") * (box.rows > 1)
    return f"<w:tc><w:tcPr>{across}{down}</w:tcPr><w:p>{_runs(box.text, rng) if first else ''}</w:p></w:tc>"


def _placed(grid: Grid) -> tuple[int, list[list[tuple[Box, bool]]]]:
    """The columns of a grid, and for each row the boxes that stand in it, with whether they begin there."""
    taken: dict[tuple[int, int], Box] = {}
    rows: list[list[tuple[Box, bool]]] = []
    for r, boxes in enumerate(grid.rows):
        begins: dict[int, Box] = {}
        column = 0
        for box in boxes:
            while (r, column) in taken:
                column += 1
            begins[column] = box
            for down in range(box.rows):
                for right in range(box.columns):
                    taken[r + down, column + right] = box
            column += box.columns
        rows.append(list(_of_row(r, begins, taken)))
    return 1 + max(column for _, column in taken), rows


def _of_row(r: int, begins: dict[int, Box], taken: dict[tuple[int, int], Box]) -> Iterator[tuple[Box, bool]]:
    column = 0
    while (r, column) in taken:
        box = taken[r, column]
        yield box, column in begins
        column += box.columns


def workbook(blocks: Sequence[Block], rng: Random) -> bytes:
    """An xlsx: the prose on one sheet, a row a paragraph, and every table on a sheet of its own with its merged cells."""
    framed = (
        Border(left=Side("thin"), right=Side("thin"), top=Side("thin"), bottom=Side("thin"))
        if rng.random() < 0.8
        else None
    )
    book = openpyxl.Workbook()
    prose = book.worksheets[0]
    prose.title = "正文"
    tables = 0
    for block in blocks:
        if isinstance(block, Line):
            prose.append([block.text])
            continue
        tables += 1
        sheet = book.create_sheet(f"表{tables}")
        _, rows = _placed(block)
        for r, row in enumerate(rows, 1):
            column = 1
            for box, first in row:
                for at in range(column, column + box.columns) if framed else ():
                    sheet.cell(r, at).border = framed
                if first and box.text:
                    sheet.cell(r, column, _number(box.text))
                if first and (box.rows > 1 or box.columns > 1):
                    sheet.merge_cells(
                        start_row=r,
                        start_column=column,
                        end_row=r + box.rows - 1,
                        end_column=column + box.columns - 1,
                    )
                column += box.columns
    whole = io.BytesIO()
    book.save(whole)
    return _timeless(whole.getvalue())


def _timeless(package: bytes) -> bytes:
    """A package without the time at which it was made, so that the same seed writes the same file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(whole, "w") as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, MOMENT.sub(b"2020-01-01T00:00:00Z", made.read(name)))
    return whole.getvalue()


def _number(text: str) -> str | int | float:
    """A figure as a number where General prints it as it stands, all else as text."""
    if not PRINTED.fullmatch(text) or len(text) > 11:
        return text
    return float(text) if "." in text else int(text)
