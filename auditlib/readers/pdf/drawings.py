"""What a PDF page draws besides its text: ruling lines, in whatever way a program draws them, and pictures."""

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from struct import Struct

import pypdfium2.raw as pdfium

from auditlib.errors import UnreadableFileError
from auditlib.readers.layout import Rule
from auditlib.readers.limits import MAX_PDF_OBJECTS
from auditlib.readers.pdf.frame import FAR, Frame, Matrix, matrix_of

THIN = 3.0
THICK = 6.0
LONG_TO_THICK = 12.0
LEVEL = 1.0
POINTS_OF_A_BOX = 5
PALEST = 250
DEEPEST_FORM = 30

SIDES = Struct("4f")


@dataclass(slots=True)
class Drawings:
    """The horizontal and vertical rules of a page, the area that pictures cover, whether it holds text that is not
    painted, and how many objects it has."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    hidden: bool = False
    objects: int = 0


def drawings(page: object, frame: Frame, shown: str) -> Drawings:
    """What a page draws. Raises UnreadableFileError for a page of more objects than any report has."""
    return _Walk(frame, shown).through(page)


class _Walk:
    """A walk through the objects of a page; the places that PDFium writes to are made once."""

    def __init__(self, frame: Frame, shown: str) -> None:
        self.found = Drawings()
        self._frame = frame
        self._shown = shown
        memory = bytearray(SIDES.size)
        self._memory = memory
        self._sides = [ctypes.c_float.from_buffer(memory, at) for at in range(0, SIDES.size, SIDES.size // 4)]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()

    def through(self, page: object) -> Drawings:
        """What the page draws."""
        count = pdfium.FPDFPage_CountObjects(page)
        self._count(count)
        for n in range(count):
            self._take(pdfium.FPDFPage_GetObject(page, n), self._frame.matrix, 0)
        self.found.across = list(filter(_is_near, self.found.across))
        self.found.down = list(filter(_is_near, self.found.down))
        return self.found

    def _take(self, item: object, matrix: Matrix, depth: int) -> None:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        if mode != pdfium.FPDF_TEXTRENDERMODE_UNKNOWN:
            if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                self.found.hidden = True
        elif pdfium.FPDFPath_GetDrawMode(item, self._fill, self._stroke):
            if self._fill.value or self._stroke.value:
                self._path(item, matrix, bool(self._stroke.value))
        elif (kind := pdfium.FPDFPageObj_GetType(item)) == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = self._box(item, matrix)
            if box and not self._thin(*box):
                self.found.pictured += self._seen(*box)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            inner = matrix_of(item).then(matrix)
            count = pdfium.FPDFFormObj_CountObjects(item)
            self._count(count)
            for n in range(count):
                self._take(pdfium.FPDFFormObj_GetObject(item, n), inner, depth + 1)

    def _count(self, objects: int) -> None:
        self.found.objects += objects
        if self.found.objects > MAX_PDF_OBJECTS:
            raise UnreadableFileError("pdf_beyond_measure", path=self._shown)

    def _box(self, item: object, matrix: Matrix) -> tuple[float, float, float, float] | None:
        if not pdfium.FPDFPageObj_GetBounds(item, *self._sides):
            return None
        left, bottom, right, top = SIDES.unpack(self._memory)
        if matrix.b or matrix.c or matrix.a < 0 or matrix.d > 0:
            return matrix.box(left, bottom, right, top)
        a, d, e, f = matrix.a, matrix.d, matrix.e, matrix.f
        return a * left + e, d * top + f, a * right + e, d * bottom + f

    def _seen(self, left: float, top: float, right: float, bottom: float) -> float:
        width = min(right, self._frame.width) - max(left, 0)
        height = min(bottom, self._frame.height) - max(top, 0)
        return max(width, 0) * max(height, 0)

    def _thin(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Note a box that is a rule; a dot may be a piece of one in either direction."""
        width, height = right - left, bottom - top
        thin, long = min(width, height), max(width, height)
        if thin > THIN and (thin > THICK or long < LONG_TO_THICK * thin):
            return False
        if width >= height or long <= THIN:
            self.found.across.append(Rule((top + bottom) / 2, left, right))
        if height > width or long <= THIN:
            self.found.down.append(Rule((left + right) / 2, top, bottom))
        return True

    def _path(self, item: object, matrix: Matrix, stroked: bool) -> None:
        box = self._box(item, matrix)
        if box is None or self._is_pale(item, stroked) or self._thin(*box):
            return
        points = pdfium.FPDFPath_CountSegments(item)
        if stroked or points > POINTS_OF_A_BOX:
            self._count(points)
            self._outline(item, points, matrix_of(item).then(matrix), stroked)

    def _is_pale(self, item: object, stroked: bool) -> bool:
        """Whether it is white or transparent, and so not seen on paper."""
        ask = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
        if not ask(item, *self._colour):
            return False
        red, green, blue, alpha = (part.value for part in self._colour)
        return alpha == 0 or min(red, green, blue) >= PALEST

    def _outline(self, item: object, points: int, matrix: Matrix, stroked: bool) -> None:
        """Note the rules among the lines of a stroked path, or among the boxes that a filled path is made of."""
        part: list[tuple[float, float]] = []
        straight: list[bool] = []
        for n in range(points):
            segment = pdfium.FPDFPath_GetPathSegment(item, n)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._part(part, straight, stroked)
                part, straight = [], []
            part.append(matrix.point(self._x.value, self._y.value))
            straight.append(kind == pdfium.FPDF_SEGMENT_LINETO)
            if pdfium.FPDFPathSegment_GetClose(segment):
                part.append(part[0])
                straight.append(True)
        self._part(part, straight, stroked)

    def _part(self, part: list[tuple[float, float]], straight: list[bool], stroked: bool) -> None:
        if len(part) < 2:
            return
        if not stroked:
            if all(straight[1:]) and len(set(part)) <= 4:
                xs, ys = [x for x, _ in part], [y for _, y in part]
                self._thin(min(xs), min(ys), max(xs), max(ys))
            return
        for ((x0, y0), (x1, y1)), line in zip(pairwise(part), straight[1:], strict=True):
            if line and abs(y1 - y0) < LEVEL:
                self.found.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif line and abs(x1 - x0) < LEVEL:
                self.found.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _is_near(rule: Rule) -> bool:
    return -FAR < rule.at < FAR and -FAR < rule.start <= rule.end < FAR
