"""A picture of a page to the page that layout takes: its rules first, then each cell by itself, then the prose."""

import cv2
import numpy as np

from auditlib.readers.layout import Page
from auditlib.readers.layout.grids import grids
from auditlib.readers.recognition.picture import Picture, ink
from auditlib.readers.recognition.ruling import ruling
from auditlib.readers.recognition.strips import cells, clean
from auditlib.readers.recognition.upright import upright
from auditlib.readers.recognition.written import PAPER, in_cells, in_prose


def recognised(picture: Picture, shown: str) -> Page:
    """The page that a picture shows. Raises UnreadableFileError for a table of more cells than any has."""
    picture = Picture(upright(picture.image), picture.per_point)
    dark = ink(picture.image)
    ruled = ruling(picture.image, dark, picture.per_point)
    dark = clean(dark, ruled.covered, picture.per_point)
    image = picture.image.copy()
    image[cv2.dilate(ruled.covered, np.ones((3, 3), np.uint8)) > 0] = PAPER
    picture = Picture(image, picture.per_point)
    glyphs = []
    outside = image.copy()
    for grid in grids(ruled.across, ruled.down, picture.height, [], shown):
        em, found = cells(picture, dark, grid)
        glyphs += in_cells(picture, found, em)
        rows, columns = (
            slice(max(round(sides[0] * picture.per_point), 0), round(sides[-1] * picture.per_point) + 1)
            for sides in (grid.ys, grid.xs)
        )
        outside[rows, columns] = PAPER
        dark[rows, columns] = 0
    glyphs += in_prose(picture, outside, dark)
    return Page(picture.width, picture.height, tuple(glyphs), ruled.across, ruled.down)
