"""Where points of a PDF page are on the page as it is looked at: from its upper left corner, downwards, turned upright."""

import ctypes
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2.raw as pdfium


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


def frame(page: object) -> Frame:
    """The frame of a page: what of it is shown, turned as the page says."""
    shown = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(shown))
    left, right = sorted((shown.left, shown.right))
    bottom, top = sorted((shown.bottom, shown.top))
    width, height = right - left, top - bottom
    matrix = {
        0: Matrix(1, 0, 0, -1, -left, top),
        1: Matrix(0, 1, 1, 0, -bottom, -left),
        2: Matrix(-1, 0, 0, 1, right, -bottom),
        3: Matrix(0, -1, -1, 0, top, right),
    }[pdfium.FPDFPage_GetRotation(page) % 4]
    return Frame(*((width, height) if not matrix.b else (height, width)), matrix)
