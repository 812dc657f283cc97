"""PDF with text: its signs and rules by PDFium, their order and meaning by layout.

Neither scripts nor links nor attachments of a file are looked at. PDFium is not safe in threads: one at a time reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import layout
from auditlib.readers.layout import Page
from auditlib.readers.limits import MAX_PDF_PAGES, MAX_PDF_SIGNS
from auditlib.readers.pdf.drawings import drawings
from auditlib.readers.pdf.frame import frame
from auditlib.readers.pdf.signs import count, signs

END, LAST_OBJECT = b"%%EOF", b"endobj"
PICTURE_SHARE = 0.5
FEW_SIGNS = 50
FEW_SIGNS_IN_ALL = 100
MOST_UNKNOWN = 0.3
# How PDFium says why it does not open a file.
ENCRYPTED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


@dataclass(slots=True)
class Tally:
    """What the pages of a file amount to: pages that are pictures, printed signs and those among them on such pages,
    signs without a meaning, anything drawn."""

    pages: int = 0
    pictures: int = 0
    printed: int = 0
    on_pictures: int = 0
    unknown: int = 0
    drawn: int = 0


def blocks(content: bytes, shown: str) -> tuple[Paragraph | Table, ...]:
    """The paragraphs and tables of a PDF.

    Raises UnreadableFileError for a file that is encrypted or damaged, has too many pages or objects, is a scan, or does
    not say which signs its text consists of.
    """
    if content.rfind(LAST_OBJECT) > content.rfind(END):
        raise UnreadableFileError("pdf_damaged", path=shown)  # the rest of the file is missing
    tally = Tally()
    with opened(content, shown) as document:
        found = layout.blocks(_pages(document, tally, shown), shown)
    _judge(tally, shown)
    return found


@contextmanager
def opened(content: bytes, shown: str) -> Iterator[pypdfium.PdfDocument]:
    """A PDF, closed again afterwards. Raises UnreadableFileError for one that is encrypted or damaged."""
    try:
        document = pypdfium.PdfDocument(content)
    except pypdfium.PdfiumError as fault:
        # PDFium may still tell of a file before this one.
        encrypted = fault.err_code in ENCRYPTED and b"/Encrypt" in content
        key = "pdf_encrypted" if encrypted else "pdf_damaged"
        raise UnreadableFileError(key, path=shown) from fault
    try:
        yield document
    finally:
        document.close()


def _pages(document: pypdfium.PdfDocument, tally: Tally, shown: str) -> Iterator[Page]:
    pages = len(document)
    if pages > MAX_PDF_PAGES:
        raise UnreadableFileError("pdf_too_many_pages", path=shown, pages=pages, limit=MAX_PDF_PAGES)
    if pages < 1:
        raise UnreadableFileError("pdf_damaged", path=shown)
    for n in range(pages):
        page = pdfium.FPDF_LoadPage(document, n)
        if not page:
            raise UnreadableFileError("pdf_damaged", path=shown)
        try:
            yield _page(page, tally, shown)
        finally:
            pdfium.FPDF_ClosePage(page)


def _page(page: object, tally: Tally, shown: str) -> Page:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        raise UnreadableFileError("pdf_damaged", path=shown)
    try:
        if tally.printed + count(text) > MAX_PDF_SIGNS:
            raise UnreadableFileError("pdf_beyond_measure", path=shown)
        seen = frame(page, text)
        drawn = drawings(page, seen, shown)
        found = signs(text, seen, drawn.hidden)
    finally:
        pdfium.FPDFText_ClosePage(text)
    tally.pages += 1
    tally.printed += found.printed
    tally.unknown += found.unknown
    tally.drawn += drawn.objects
    if drawn.pictured > PICTURE_SHARE * seen.width * seen.height and found.printed < FEW_SIGNS:
        tally.pictures += 1
        tally.on_pictures += found.printed
    return Page(seen.width, seen.height, found.glyphs, tuple(drawn.across), tuple(drawn.down))


def _judge(tally: Tally, shown: str) -> None:
    """Refuse a file whose text is not its content."""
    few = tally.printed - tally.on_pictures < FEW_SIGNS_IN_ALL
    if 2 * tally.pictures > tally.pages or (tally.pictures and few):
        raise UnreadableFileError("scanned_pdf", path=shown, pages=tally.pictures)
    if not tally.printed:
        raise UnreadableFileError(
            "scanned_pdf" if tally.drawn else "empty_file", path=shown, pages=tally.pages
        )
    if tally.unknown > MOST_UNKNOWN * tally.printed:
        raise UnreadableFileError("pdf_garbled", path=shown)
