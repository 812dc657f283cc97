"""A page as a picture, and which of its pixels are ink."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

NEIGHBOURHOOD = 0.02  # of the longer side: the paper around a stroke
DARKER_BY = 0.22  # of what lies between paper and print
LEAST_DARKER = 16.0
PRINT = 0.5  # per cent of the pixels that are surely print, where there is any


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of grey, rows of pixels from the top down, and how many pixels a point (1/72 inch) has."""

    image: Image
    per_point: float

    @property
    def width(self) -> float:
        """In points."""
        return float(self.image.shape[1] / self.per_point)

    @property
    def height(self) -> float:
        """In points."""
        return float(self.image.shape[0] / self.per_point)


def ink(image: Image) -> Image:
    """1 where a pixel is darker than the paper around it, 0 elsewhere; a shadow on the paper is no ink."""
    across = max(round(NEIGHBOURHOOD * max(image.shape)) | 1, 15)
    smooth = cv2.GaussianBlur(image, (3, 3), 0)
    printed, paper = np.percentile(smooth, (PRINT, 50))
    darker = max(DARKER_BY * (paper - printed), LEAST_DARKER)
    dark = cv2.adaptiveThreshold(
        smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, across, float(darker)
    )
    return np.asarray(dark, np.uint8)
