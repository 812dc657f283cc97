"""The recogniser: RapidOCR with the models that its own wheel carries. Nothing is fetched from anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import cv2
import numpy as np

from auditlib.readers.recognition.picture import Image

# Reading processes share the cores already; and to wait for one another costs threads more than they gain.
THREADS = 1
AT_A_TIME = 1  # strips together are filled up to the longest, which takes longer
SHAPE = (3, 48, 160)  # of the narrowest strip that is read; what is narrower is filled up
SEEN_AT = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a strip of a picture says: its signs, where the middle of each is (pixels from the left), how sure each is
    (0 to 1)."""

    text: str
    middles: tuple[float, ...]
    sureness: tuple[float, ...]


def found_text(image: Image) -> list[tuple[int, int, int, int]]:
    """Where on a page text stands: left, top, right and bottom of boxes, each of one line or of a part of one."""
    scale = min(SEEN_AT / min(image.shape), 1.0)
    seen = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    found, _ = _recogniser().text_det(_in_colour(np.asarray(seen, np.uint8)))
    boxes = []
    for corners in () if found is None else np.asarray(found, float) / scale:
        left, top = np.floor(corners.min(axis=0)).astype(int).tolist()
        right, bottom = np.ceil(corners.max(axis=0)).astype(int).tolist()
        boxes.append((left, top, right, bottom))
    return boxes


def upside_down(images: Sequence[Image]) -> list[tuple[bool, float]]:
    """Of each strip whether its signs stand on their heads, and how sure that is (0 to 1)."""
    if not images:
        return []
    _, found, _ = _recogniser().text_cls([_in_colour(image) for image in images])
    return [(turned == "180", float(sureness)) for turned, sureness in found]


def read(images: Sequence[Image]) -> list[Reading]:
    """What each strip says."""
    if not images:
        return []
    found, _ = _recogniser().text_rec([_in_colour(image) for image in images], return_word_box=True)
    return [_reading(one, image.shape[1]) for one, image in zip(found, images, strict=True)]


def _reading(found: tuple[str, float, list[Any]], width: int) -> Reading:
    text, _, (steps, _, columns, _, sureness) = found
    middles = [float(column) + 0.5 for column in chain.from_iterable(columns)]
    if len(middles) != len(text):  # blanks have no column of their own
        middles = [(n + 0.5) * steps / len(text) for n in range(len(text))]
    at = tuple(min(middle / steps, 1.0) * width for middle in middles)
    return Reading(text, at, tuple(map(float, sureness[: len(text)])))


def _in_colour(image: Image) -> Image:
    return np.repeat(image[:, :, np.newaxis], 3, axis=2)


@cache
def _recogniser() -> Any:
    """Made once a process; that takes a second."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR(
        intra_op_num_threads=THREADS,
        inter_op_num_threads=THREADS,
        rec_batch_num=AT_A_TIME,
        rec_img_shape=list(SHAPE),
    )
