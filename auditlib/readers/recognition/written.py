"""What is written in the cells and in the prose of a page, as signs with their boxes.

A figure counts only where two readings of the same strip, cut out differently, agree; one that is not certain is a
sign that means nothing, so that it is missing rather than wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from auditlib.readers.layout import Glyph
from auditlib.readers.recognition.engine import Reading, found_text, read
from auditlib.readers.recognition.picture import Image, Picture
from auditlib.readers.recognition.strips import Strip, strips_in

UNKNOWN = "\ufffd"
FIGURES = re.compile(r"\d[\d,.，]*")
FIGURE = re.compile(r"[\doO〇,.，:：%％+\-]+")
IDEOGRAPH = re.compile("[一-鿿]")
# Signs of punctuation that are taken for others: a comma of lists, and a full stop behind an ideograph.
FULL_STOP = re.compile("(?<=[一-鿿）”])°")
ZEROS = str.maketrans("oO〇，", "000,")
SURE = 0.5
PAPER = 255
# In heights of the type.
FIRST_CUT, SECOND_CUT = (0.15, 0.15), (0.22, 0.32)
BETWEEN, AROUND = 0.12, 0.08
SIDE = 0.06  # what an ideograph leaves free at either side of it
DASH_HEIGHT, DASH_WIDTH = 0.22, 0.3
SPOT = 0.25
TALLEST_LINE, NARROWEST = 1.5, 0.15
NARROWEST_DIGIT, WIDEST_DIGIT = 0.25, 1.15
LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Piece:
    """The strips that are read as one line: those of a cell, or one of prose."""

    strips: tuple[Strip, ...]
    em: float
    in_cell: bool


def in_cells(picture: Picture, found: Sequence[Sequence[Strip]], em: float) -> list[Glyph]:
    """The signs in the cells of a table, given the strips of each and the size of its type in pixels."""
    pieces, glyphs = [], []
    for strips in found:
        kept = [strip for strip in strips if not _is_residue(strip, em)]
        if len(kept) == 1 and _is_dash(kept[0], em):
            glyphs += _signs("—", [0.0], kept[0], picture.per_point)
            continue
        while kept:
            number = 1
            while number < len(kept) and sum(strip.width for strip in kept[: number + 1]) < LONGEST * em:
                number += 1
            pieces.append(_Piece(tuple(kept[:number]), em, True))
            kept = kept[number:]
    return glyphs + _read(picture, pieces)


def in_prose(picture: Picture, image: Image, dark: Image) -> list[Glyph]:
    """The signs of the prose of a page, given its image and its ink without the tables."""
    pieces = []
    for box in found_text(image):
        strip = strips_in(dark, box)
        if strip:
            pieces.append(_Piece((strip,), float(strip.height), False))
    return _read(picture, pieces)


def _is_residue(strip: Strip, em: float) -> bool:
    """Whether it is a spot, or what is left of a rule."""
    spot = strip.height < SPOT * em and strip.width < SPOT * em
    return spot or (strip.height > TALLEST_LINE * em and strip.width < NARROWEST * em)


def _is_dash(strip: Strip, em: float) -> bool:
    return strip.pieces <= 2 and strip.height < DASH_HEIGHT * em and strip.width > DASH_WIDTH * em


def _read(picture: Picture, pieces: Sequence[_Piece]) -> list[Glyph]:
    first = read([_cut(picture.image, piece, FIRST_CUT) for piece in pieces])
    doubtful = [n for n, reading in enumerate(first) if _has_figures(reading.text, pieces[n])]
    again = read([_cut(picture.image, pieces[n], SECOND_CUT) for n in doubtful])
    second = dict(zip(doubtful, again, strict=True))
    glyphs: list[Glyph] = []
    for n, (piece, reading) in enumerate(zip(pieces, first, strict=True)):
        text = reading.text
        if n in second:
            settle = _figure if _is_figure(text, piece) else _figures_within
            text = settle(reading, second[n], piece)
        text = FULL_STOP.sub("。", text.replace("丶", "、"))
        glyphs += _placed(text, reading.middles, piece, picture.per_point)
    return glyphs


def _has_figures(text: str, piece: _Piece) -> bool:
    return bool(FIGURES.search(text)) or _is_figure(text, piece)


def _is_figure(text: str, piece: _Piece) -> bool:
    """Whether all that a cell says is a number, as far as one can tell."""
    return piece.in_cell and not IDEOGRAPH.search(text)


def _figure(reading: Reading, again: Reading, piece: _Piece) -> str:
    """The number that a cell says, or a sign without meaning."""
    text, other = (one.text.replace(" ", "").translate(ZEROS) for one in (reading, again))
    if not text or text != other or min(reading.sureness) < SURE:
        return UNKNOWN
    if FIGURE.fullmatch(reading.text) and not _fits(text, piece):
        return UNKNOWN
    return text


def _fits(text: str, piece: _Piece) -> bool:
    """Whether a strip is as wide as so many digits are, and has no more pieces than signs."""
    digits = sum(sign.isdigit() for sign in text)
    width = sum(strip.width for strip in piece.strips)
    height = max(strip.height for strip in piece.strips)
    if sum(strip.pieces for strip in piece.strips) > len(text):
        return False
    return digits <= 1 or NARROWEST_DIGIT * height < width / len(text) < WIDEST_DIGIT * height


def _figures_within(reading: Reading, again: Reading, piece: _Piece) -> str:
    """A text with figures in it: those that are read otherwise the second time become signs without meaning."""
    other = iter(FIGURES.findall(again.text))
    same = len(FIGURES.findall(reading.text)) == len(FIGURES.findall(again.text))

    def settled(match: re.Match[str]) -> str:
        sure = min(reading.sureness[match.start() : match.end()]) >= SURE
        agreed = next(other, "") == match[0]
        return match[0] if same and agreed and sure else UNKNOWN * len(match[0])

    return FIGURES.sub(settled, reading.text)


def _cut(image: Image, piece: _Piece, margins: tuple[float, float]) -> Image:
    """Strips cut out and put behind each other as one line, on blank paper with margins above and at the sides."""
    high, wide = (round(margin * piece.em) for margin in margins)
    between = max(round(BETWEEN * piece.em), 1)
    height = max(*(strip.height for strip in piece.strips), round(piece.em)) + 2 * high
    width = sum(strip.width for strip in piece.strips) + between * (len(piece.strips) - 1) + 2 * wide
    cut = np.full((height, width), PAPER, np.uint8)
    left = wide
    for strip in piece.strips:
        around = min(
            round(AROUND * piece.em), high, wide, strip.top, strip.left
        )  # fine strokes are hardly ink
        own = image[strip.top - around : strip.bottom + around, strip.left - around : strip.right + around]
        top, start = (height - strip.height) // 2 - around, left - around
        seen = cut[top : top + own.shape[0], start : start + own.shape[1]]
        np.minimum(seen, own, out=seen)
        left += strip.width + between
    return cut


def _placed(text: str, middles: Sequence[float], piece: _Piece, per_point: float) -> Iterator[Glyph]:
    """The signs of a text in the strips that they stand in."""
    if not text:
        text = UNKNOWN if piece.in_cell else ""
    if len(middles) != len(text):
        width = sum(strip.width for strip in piece.strips)
        middles = [(n + 0.5) * width / len(text) for n in range(len(text))]
    left = FIRST_CUT[1] * piece.em
    between = max(round(BETWEEN * piece.em), 1)
    at = 0
    for n, strip in enumerate(piece.strips):
        end = left + strip.width + between / 2
        last = n == len(piece.strips) - 1
        until = len(text) if last else next((i for i in range(at, len(text)) if middles[i] > end), len(text))
        yield from _signs(text[at:until], [middle - left for middle in middles[at:until]], strip, per_point)
        at, left = until, left + strip.width + between


def _signs(text: str, middles: Sequence[float], strip: Strip, per_point: float) -> list[Glyph]:
    """Signs from one side of a strip to the other, each reaching half-way to its neighbours."""
    if not text:
        return []
    borders = [0.0, *((a + b) / 2 for a, b in pairwise(middles)), float(strip.width)]
    borders = np.maximum.accumulate(np.clip(borders, 0, strip.width)).tolist()
    borders[0] -= SIDE * strip.height if IDEOGRAPH.match(text[0]) else 0.0
    borders[-1] += SIDE * strip.height if IDEOGRAPH.match(text[-1]) else 0.0
    top, bottom = strip.top / per_point, strip.bottom / per_point
    return [
        Glyph(sign, (strip.left + left) / per_point, top, (strip.left + right) / per_point, bottom)
        for sign, (left, right) in zip(text, pairwise(borders), strict=True)
    ]
