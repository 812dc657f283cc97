"""Where points of a PDF page are on the page as it is looked at: from its upper left corner, downwards, turned upright."""

import ctypes
from collections import Counter
from dataclasses import dataclass
from math import pi
from typing import NamedTuple

import pypdfium2.raw as pdfium

FAR = 20_000.0  # no page reaches so far
SAMPLES = 12
ADDED = frozenset(map(ord, "\0\r\n "))


class Matrix(NamedTuple):
    """An affine map of the plane, as PDF writes it: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: "Matrix") -> "Matrix":
        """This map, and another behind it."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the box around a box, in the order of a page that is counted downwards."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        if self.b or self.c:
            x2, y2 = self.point(left, top)
            x3, y3 = self.point(right, bottom)
            return min(x0, x1, x2, x3), min(y0, y1, y2, y3), max(x0, x1, x2, x3), max(y0, y1, y2, y3)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def matrix_of(item: object) -> Matrix:
    """The map that a page object carries."""
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a page as it is looked at, and the map from its own points to those."""

    width: float
    height: float
    matrix: Matrix

    @property
    def is_upright(self) -> bool:
        """Whether the page is not turned."""
        return self.matrix.a > 0


def frame(page: object, text: object) -> Frame:
    """The frame of a page: what of it is shown, turned so that its text stands upright.

    A page may say that it is to be turned, but a table may lie on its side without that.
    """
    shown = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(shown))
    left, right = sorted((shown.left, shown.right))
    bottom, top = sorted((shown.bottom, shown.top))
    turns = _turns(text)
    width, height = (min(max(1.0, size), FAR) for size in (right - left, top - bottom))
    matrix = {
        0: Matrix(1, 0, 0, -1, -left, top),
        1: Matrix(0, 1, 1, 0, -bottom, -left),
        2: Matrix(-1, 0, 0, 1, right, -bottom),
        3: Matrix(0, -1, -1, 0, top, right),
    }[pdfium.FPDFPage_GetRotation(page) % 4 if turns is None else turns]
    return Frame(*((height, width) if matrix.b else (width, height)), matrix)


def _turns(text: object) -> int | None:
    """How many quarters to the right the page has to be turned for most of its text; None for a page without text."""
    count = int(pdfium.FPDFText_CountChars(text))
    found: Counter[int] = Counter()
    for n in range(0, count, max(count // SAMPLES, 1)):
        if pdfium.FPDFText_GetUnicode(text, n) not in ADDED:
            angle = pdfium.FPDFText_GetCharAngle(text, n)
            found[round(-angle * 2 / pi) % 4] += 1
    return found.most_common(1)[0][0] if found else None
