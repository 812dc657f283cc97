"""The text of a PDF page as signs with their boxes."""

import ctypes
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from struct import Struct

import pypdfium2.raw as pdfium

from auditlib.readers.layout import Glyph
from auditlib.readers.pdf.frame import FAR, Frame

UNKNOWN = "\ufffd"
HYPHENS_AT_LINE_END = "\ufffe\x02"
SPACES = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Where an ideograph and a radical look alike, files often say that the radical is printed.
RADICALS = "⺎⺒⺓⺝⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"
IDEOGRAPHS = "兀巳幺月母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟"
LOOKALIKES = (range(0x2F00, 0x2FD6), range(0xF900, 0xFAFF), range(0xFB00, 0xFB07))
CONTROLS = "".join(map(chr, (*range(9), *range(11, 13), *range(14, 32), *range(127, 160))))
FIRST_PRIVATE = "\ue000"
LINE_ENDS = "\r\n\0"

new = tuple.__new__  # a third of the time of Glyph(...), which counts here
unpack = Struct("4f").unpack  # as FS_RECTF has them: left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a page, how many of them are printed, and of how many the file does not say what they are."""

    glyphs: tuple[Glyph, ...]
    printed: int
    unknown: int


@cache
def _spelling() -> dict[str, str]:
    """Signs that stand for others, and what they stand for; "" for what is not printed."""
    table = dict(zip(RADICALS, IDEOGRAPHS, strict=True))
    table |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for codes in LOOKALIKES for code in codes}
    table |= dict.fromkeys(SPACES, " ") | dict.fromkeys(UNSEEN, "") | dict.fromkeys(CONTROLS, UNKNOWN)
    return table | dict.fromkeys(HYPHENS_AT_LINE_END, "-")


def count(text: object) -> int:
    """How many signs the text of a page has, with those that PDFium adds."""
    return max(int(pdfium.FPDFText_CountChars(text)), 0)


def signs(text: object, frame: Frame, hidden: bool) -> Signs:
    """The signs of a page; where ``hidden`` text is on it, without that.

    PDFium adds spaces where it sees gaps between words, and line ends; of these the spaces are kept.
    """
    number = count(text)
    written = _text(text, number)
    spelling = _spelling()
    frame_box = frame.matrix.box
    upright, across, downwards = frame.is_upright, frame.matrix.e, frame.matrix.f
    height = frame.height
    memory = bytearray(ctypes.sizeof(pdfium.FS_RECTF))
    box = pdfium.FS_RECTF.from_buffer(memory)
    box_of, has_no_meaning = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_HasUnicodeMapError
    unseen = _unseen(text, number) if hidden else frozenset()
    glyphs: list[Glyph] = []
    printed = unknown = 0
    for n, raw in enumerate(written):
        if raw in LINE_ENDS and not has_no_meaning(text, n):
            continue
        box_of(text, n, box)
        left, upper, right, lower = unpack(memory)
        if not (left < right and lower < upper):  # a space that PDFium adds has no width
            if raw == " ":
                glyphs.append(Glyph(" ", left, upper, left, upper))
            continue
        if upright:
            left, top, right, bottom = left + across, downwards - upper, right + across, downwards - lower
        else:
            left, top, right, bottom = frame_box(left, lower, right, upper)
        near = left > -FAR and right < FAR and bottom - top < FAR
        if not near or bottom < 0 or top > height or n in unseen:
            continue
        sign = spelling.get(raw, raw)
        if has_no_meaning(text, n):
            sign = UNKNOWN
        if sign == " ":
            glyphs.append(Glyph(" ", left, top, right, bottom))
        elif sign:
            printed += 1
            if sign >= FIRST_PRIVATE and _is_unknown(sign):
                unknown += 1
            glyphs.append(new(Glyph, (sign, left, top, right, bottom)))
    return Signs(tuple(glyphs), printed, unknown)


def _is_unknown(sign: str) -> bool:
    return sign == UNKNOWN or "\ue000" <= sign < "\uf900" or sign >= "\U000f0000"


def _text(text: object, number: int) -> Sequence[str]:
    """The signs of a page by their numbers. Read at once where each is one unit of UTF-16, else one by one."""
    buffer = (ctypes.c_ushort * (number + 1))()
    if number and pdfium.FPDFText_GetText(text, 0, number, buffer) == number + 1:
        units = bytes(buffer)[:-2].decode("utf-16-le", errors="replace")
        if len(units) == number:
            return units
    return [_sign(pdfium.FPDFText_GetUnicode(text, n)) for n in range(number)]


def _sign(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else UNKNOWN


def _unseen(text: object, number: int) -> frozenset[int]:
    """The numbers of the signs that the file has, but does not paint: the text that recognition laid under a picture."""
    return frozenset(n for n in range(number) if _is_unseen(pdfium.FPDFText_GetTextObject(text, n)))


def _is_unseen(item: object) -> bool:
    return bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
