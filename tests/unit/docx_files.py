"""Builders of small Word documents, straight in their XML: each says only what its test is about."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from auditlib.document import Paragraph, Table
from auditlib.readers.docx import blocks

NAME = "报告.docx"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{KINDS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
MAIN = "word/document.xml"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relations(**targets: str) -> str:
    """The part that names other parts, each by its kind."""
    entries = (
        f'<Relationship Id="r{n}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(entries)}</Relationships>'


def root(name: str, content: str) -> str:
    """The XML of a part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{content}</w:{name}>'


def parts_of(body: str, styles: str = "", numbering: str = "", **notes: str) -> dict[str, str | bytes]:
    """The parts of a document with this body; ``notes`` are the contents of footnotes and endnotes."""
    others = {"styles": styles, "numbering": numbering, **notes}
    return {
        "_rels/.rels": relations(officeDocument=MAIN),
        MAIN: root("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relations(**{name: f"{name}.xml" for name in others}),
        **{f"word/{name}.xml": root(name, content) for name, content in others.items()},
    }


def docx(body: str, styles: str = "", numbering: str = "", **notes: str) -> bytes:
    """A whole document."""
    return zipped(parts_of(body, styles, numbering, **notes))


def t(text: str) -> str:
    """Text inside a run."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(content: str, properties: str = "") -> str:
    """A run."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return r(t(text), properties)


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; ``properties`` are its own."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def para(text: str, properties: str = "") -> str:
    """A paragraph of text."""
    return p(run(text), properties)


def style(
    id_: str, properties: str = "", *, kind: str = "paragraph", name: str = "", based_on: str = ""
) -> str:
    """A style; ``properties`` are its pPr and rPr."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name or id_}"/>{base}{properties}</w:style>'


def styled(id_: str) -> str:
    """The property of a paragraph that names its style."""
    return f'<w:pStyle w:val="{id_}"/>'


def in_list(number: int, depth: int = 0) -> str:
    """The property of a paragraph that puts it into a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def level(
    depth: int, text: str, format_: str = "decimal", *, start: int = 1, suffix: str = "", more: str = ""
) -> str:
    """A level of a list."""
    suffixed = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}{suffixed}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, number: int = 1, overrides: str = "") -> str:
    """A list of these levels with its definition."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/>{overrides}</w:num>'
    )


def tc(content: str = "", properties: str = "") -> str:
    """A cell of any content; Word asks for a paragraph at its end."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def cell(text: str = "", *, span: int = 1, down: str = "", properties: str = "") -> str:
    """A cell of text: ``span`` columns wide, ``down`` is restart or continue where it is merged with others."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    return tc(para(text), f"{spanned}{merged}{properties}")


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: Sequence[int] = ()) -> str:
    """A table of rows; ``widths`` are those of its grid in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def table(*rows: Sequence[str], widths: Sequence[int] = ()) -> str:
    """A table of texts without any merged cell."""
    return tbl(*(tr(*map(cell, row)) for row in rows), widths=widths)


def prose(body: str, styles: str = "", numbering: str = "", **notes: str) -> list[str]:
    """The paragraphs of a document with this body."""
    found = blocks(docx(body, styles, numbering, **notes), NAME)
    return [block.text for block in found if isinstance(block, Paragraph)]


def tables(body: str, **parts: str) -> list[Table]:
    """The tables of a document with this body."""
    return [block for block in blocks(docx(body, **parts), NAME) if isinstance(block, Table)]


def grids(body: str, **parts: str) -> list[list[list[str]]]:
    """The texts of its tables by their positions."""
    return [[[cell.text for cell in row] for row in table.rows] for table in tables(body, **parts)]
