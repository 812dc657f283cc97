"""A Word file in the style of official documents (党政机关公文格式 GB/T 9704): fonts, margins, a table on a wide page."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditlib.errors import TemplateError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

BODY = "body"
# What a line of a template begins with, and the style that it stands for. Longer ones first.
STARTS = {"## ": "heading", "# ": "title", "= ": "centred", "< ": "left", "> ": "right", "---": "wide"}

_TITLE, _HEADING, _TEXT, _LATIN = "方正小标宋简体", "黑体", "仿宋_GB2312", "Times New Roman"
# What stands in for a font that is not installed.
_INSTEAD = {
    _TITLE: "方正小标宋_GBK;华文中宋;宋体",
    _HEADING: "SimHei;Noto Sans CJK SC",
    _TEXT: "仿宋;FangSong;Noto Serif CJK SC",
}
_SIZES = {"title": 22.0, "table": 10.5}
_SIZE = 16.0
_WIDTHS = (11, 56, 52, 50, 40, 48)  # millimetres: number, place, printed, result, clause, request
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with the name of its style, or a table: its rows, the first of them the head."""

    style: str
    text: str = ""
    rows: Sequence[Sequence[str]] = ()


def document(lines: Iterable[Line], made: datetime, letterhead: Path | None = None) -> bytes:
    """The bytes of a .docx file with these lines; on a letterhead, below what that holds.

    The same lines and time give the same bytes. Raises TemplateError for a letterhead that cannot be opened.
    """
    file = _opened(letterhead)
    if letterhead is None:
        _set_up(file)
    for line in lines:
        if line.style == "table":
            _add_table(file, line.rows)
        elif line.style == "wide":
            _turn_page(file)
        else:
            _add_paragraph(file, line)
    told = file.core_properties
    told.created = told.modified = made.replace(tzinfo=None)
    told.author = told.last_modified_by = "auditlib"
    told.title = told.comments = ""
    out = io.BytesIO()
    file.save(out)
    return _repeatable(out.getvalue(), named=letterhead is None)


def _opened(letterhead: Path | None) -> "Document":
    import docx

    try:
        return docx.Document(str(letterhead) if letterhead else None)
    except Exception as fault:  # whatever is wrong with a file that somebody else wrote
        raise TemplateError("template_faulty", path=letterhead, line="—", why=fault) from fault


def _set_up(file: "Document") -> None:
    from docx.shared import Mm, Pt

    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    normal = file.styles["Normal"]
    _set_font(normal.element.get_or_add_rPr(), _TEXT)
    normal.font.size = Pt(_SIZE)


def _add_paragraph(file: "Document", line: Line) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = file.add_paragraph()
    run = paragraph.add_run(line.text)
    size = _SIZES.get(line.style, _SIZE)
    run.font.size = Pt(size)
    font = {"title": _TITLE, "heading": _HEADING}.get(line.style, _TEXT)
    _set_font(run._element.get_or_add_rPr(), font)
    shape = paragraph.paragraph_format
    shape.line_spacing = Pt(36 if line.style == "title" else 28)
    shape.space_before = shape.space_after = Pt(14 if line.style == "title" else 0)
    if line.style in ("title", "centred"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.style == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif line.style in (BODY, "heading"):
        shape.first_line_indent = Pt(2 * _SIZE)


def _add_table(file: "Document", rows: Sequence[Sequence[str]]) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm, Pt

    table = file.add_table(rows=len(rows), cols=len(rows[0]))
    _set_borders(table._tbl.tblPr)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        _mark_row(row._tr, "w:tblHeader" if number == 0 else "w:cantSplit")
        for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            _add_text(paragraph, text, bold=number == 0)


def _add_text(paragraph: "Paragraph", text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(_SIZES["table"])
    _set_font(run._element.get_or_add_rPr(), _TEXT)


def _turn_page(file: "Document") -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    page = file.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.top_margin = page.bottom_margin = Mm(22)
    page.left_margin = page.right_margin = Mm(20)


def _set_font(properties: Any, name: str) -> None:
    """Chinese in one font, Latin letters and digits in another."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", name)):
        fonts.set(qn(f"w:{script}"), font)


def _set_borders(properties: Any) -> None:
    """Lines around and between the cells, without a style that a letterhead may lack."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)


def _mark_row(row: Any, mark: str) -> None:
    """Have a row repeated on every page (``w:tblHeader``) or kept on one (``w:cantSplit``)."""
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(mark))


def _repeatable(content: bytes, *, named: bool) -> bytes:
    """The same package with times that do not tell when it was packed, and fonts with what may stand in for them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in packed.namelist():
            data = packed.read(name)
            if named and name == "word/fontTable.xml":
                data = _with_stand_ins(data)
            again.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _with_stand_ins(fonts: bytes) -> bytes:
    told = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead.replace(";", ",")}"/><w:charset w:val="86"/></w:font>'
        for name, instead in _INSTEAD.items()
    )
    return re.sub(rb"</w:fonts>\s*$", f"{told}</w:fonts>".encode(), fonts)
