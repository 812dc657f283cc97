"""A page that was laid askew on the glass, turned upright."""

import cv2
import numpy as np

from auditlib.readers.recognition.picture import Image, ink

SEEN_AT = 700
WIDEST, STEP, FINEST = 4.0, 0.5, 0.05
LEAST = 0.04
WHITE = 255


def straightened(image: Image) -> Image:
    """The image of a page, turned by the few degrees that make its lines level."""
    angle = _angle(image)
    return image if abs(angle) < LEAST else _turned(image, angle, WHITE)


def _angle(image: Image) -> float:
    """By how many degrees a page has to be turned, against the clock."""
    scale = SEEN_AT / max(image.shape)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    dark = ink(small)
    best, step, reach = 0.0, STEP, WIDEST
    while step >= FINEST:
        tried = [best + n * step for n in range(-round(reach / step), round(reach / step) + 1)]
        best = max(tried, key=lambda angle: (_contrast(_turned(dark, angle, 0)), -abs(angle)))
        step, reach = step / 5, step
    return best


def _contrast(dark: Image) -> float:
    """How sharply rows of pixels differ from those below them: most where lines of text and rules are level."""
    rows = dark.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turned(image: Image, angle: float, around: int) -> Image:
    height, width = image.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=around)
    return np.asarray(turned, np.uint8)
