"""A tiny writer of PDF files, for tests: pages of Chinese text and drawings, each object as plain as PDF has it.

Lengths are points from the lower left corner of a page, as PDF counts them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 12.0
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%d beginbfrange
%s
endbfrange endcmap end end"""
# Codes are those of Unicode; ideographs are as wide as high, Latin signs and digits half as wide.
HALF_WIDE = "/DW 1000 /W [32 126 500]"


@dataclass
class PdfPage:
    """A page under construction: what is drawn on it, in order."""

    width: float = WIDTH
    height: float = HEIGHT
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)
    forms: list[tuple[str, Sequence[float]]] = field(default_factory=list)
    pictures: int = 0

    def text(self, x: float, y: float, words: str, size: float = SIZE, mode: int = 0) -> "PdfPage":
        """Words on the baseline ``y``; mode 3 is text that is not painted."""
        code = words.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F0 {size} Tf {mode} Tr {x:.2f} {y:.2f} Td <{code}> Tj ET")
        return self

    def lines(self, x: float, y: float, *rows: str, size: float = SIZE, pitch: float = 20.0) -> "PdfPage":
        """Rows of text beneath each other, each two blanks behind ``x`` where it begins with an ideographic space."""
        for n, row in enumerate(rows):
            indent = size * (len(row) - len(row.lstrip("　")))
            self.text(x + indent, y - n * pitch, row.lstrip("　"), size)
        return self

    def draw(self, code: str) -> "PdfPage":
        """Anything, in PDF's own words."""
        self.drawn.append(code)
        return self

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> "PdfPage":
        """A line."""
        return self.draw(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def within(self, code: str, matrix: Sequence[float]) -> "PdfPage":
        """A drawing of its own (a form XObject), mapped onto the page."""
        self.forms.append((code, matrix))
        self.drawn.append(f"q /X{len(self.forms) - 1} Do Q")
        return self

    def picture(self) -> "PdfPage":
        """A grey picture over the whole page, as a scanner makes it."""
        self.pictures = 1
        return self.draw(f"q {self.width} 0 0 {self.height} 0 0 cm /I0 Do Q")


class PdfCell(NamedTuple):
    """A cell of a table: its text (a line a row), and the rows and columns that it covers, the ends exclusive."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def cells(rows: Sequence[Sequence[str]]) -> list[PdfCell]:
    """The cells of a table without merged ones."""
    return [PdfCell(text, r, c, r + 1, c + 1) for r, row in enumerate(rows) for c, text in enumerate(row)]


Segment = tuple[float, float, float, float]


def segments(made: Sequence[PdfCell], xs: Sequence[float], ys: Sequence[float]) -> list[Segment]:
    """The borders of cells, each piece once: x and y of both ends."""
    found = set()
    for cell in made:
        for n in range(cell.left, cell.right):
            for side in (cell.top, cell.bottom):
                found.add((xs[n], ys[side], xs[n + 1], ys[side]))
        for n in range(cell.top, cell.bottom):
            for side in (cell.left, cell.right):
                found.add((xs[side], ys[n], xs[side], ys[n + 1]))
    return sorted(found)


def strokes(found: Sequence[Segment], before: str = "") -> str:
    """Borders as lines."""
    return "\n".join(f"{before} {x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in found)


def fill_in(
    page: PdfPage, made: Sequence[PdfCell], xs: Sequence[float], ys: Sequence[float], size: float = 10.0
) -> PdfPage:
    """Write the texts of cells into them, from their upper left corners."""
    for cell in made:
        for n, line in enumerate(cell.text.split("\n")):
            if line:
                page.text(xs[cell.left] + 4, ys[cell.top] - size - 3 - n * (size + 2), line, size)
    return page


def table(
    page: PdfPage, made: Sequence[PdfCell], xs: Sequence[float], ys: Sequence[float], size: float = 10.0
) -> PdfPage:
    """A table as most programs write it. ``ys`` are the borders of its rows from the top."""
    return fill_in(page.draw(strokes(segments(made, xs, ys))), made, xs, ys, size)


def pdf(*pages: PdfPage, mapped: bool = True, trailer: str = "", catalogue: str = "") -> bytes:
    """A file of pages. A font that is not ``mapped`` does not say which signs its codes mean."""
    objects: dict[int, bytes] = {}
    ranges = b"\n".join(b"<%02X00> <%02XFF> <%02X00>" % (n, n, n) for n in range(256))
    objects[3] = _dictionary(
        "/Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (" /ToUnicode 6 0 R" if mapped else "")
    )
    objects[4] = _dictionary(
        "/Type /Font /Subtype /CIDFontType2 /BaseFont /Made /FontDescriptor 5 0 R "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> {HALF_WIDE}"
    )
    objects[5] = _dictionary(
        "/Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 "
        "/Descent -120 /CapHeight 700 /StemV 80"
    )
    objects[6] = _stream("", TO_UNICODE % (256, ranges))
    objects[7] = _stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"\x80",
    )
    kids = []
    number = 8
    for page in pages:
        names = {}
        for n, (code, matrix) in enumerate(page.forms):
            box = "/Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] /Resources << /Font << /F0 3 0 R >> >>"
            objects[number] = _stream(f"{box} /Matrix [{' '.join(map(str, matrix))}]", code.encode())
            names[f"X{n}"] = number
            number += 1
        if page.pictures:
            names["I0"] = 7
        objects[number] = _stream("", "\n".join(page.drawn).encode())
        objects[number + 1] = _page(page, number, names)
        kids.append(number + 1)
        number += 2
    objects[1] = _dictionary(f"/Type /Catalog /Pages 2 0 R {catalogue}")
    objects[2] = _dictionary(
        f"/Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}]"
    )
    return _file(objects, trailer)


def _page(page: PdfPage, content: int, names: Mapping[str, int]) -> bytes:
    drawings = " ".join(f"/{name} {number} 0 R" for name, number in names.items())
    return _dictionary(
        f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
        f"/Contents {content} 0 R /Resources << /Font << /F0 3 0 R >> /XObject << {drawings} >> >>"
    )


def _dictionary(entries: str) -> bytes:
    return f"<< {entries} >>".encode()


def _stream(entries: str, content: bytes) -> bytes:
    return _dictionary(f"{entries} /Length {len(content)}") + b"\nstream\n" + content + b"\nendstream"


def _file(objects: Mapping[int, bytes], trailer: str) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    made += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(made)
