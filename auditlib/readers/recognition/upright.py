"""A page that was scanned sideways, upside down or askew, turned until its text can be read."""

from dataclasses import dataclass

import numpy as np

from auditlib.readers.recognition.engine import found_text, upside_down
from auditlib.readers.recognition.picture import Image
from auditlib.readers.recognition.straight import straightened

LONG_LINE = 1.5  # how many times as wide as high the box of a line of text is
FEW = 0.1
LOOKED_AT = 12
SHOWN = 4  # of a line so many times its height: what the recogniser looks at is no longer
SURE = 0.9


@dataclass(frozen=True, slots=True)
class _Seen:
    """How many lines of text seem to run across a page, how many down, and whether it stands on its head."""

    across: int
    down: int
    is_upside_down: bool


def upright(image: Image) -> Image:
    """The image of a page, turned so that its lines run level across and its signs stand on their feet."""
    level = straightened(image)
    seen = _seen(level)
    if seen.down > FEW * seen.across:
        turned = straightened(np.ascontiguousarray(np.rot90(image)))
        other = _seen(turned)
        if other.across > seen.across:
            level, seen = turned, other
    return np.ascontiguousarray(np.rot90(level, 2)) if seen.is_upside_down else level


def _seen(image: Image) -> _Seen:
    boxes = found_text(image)
    across = [box for box in boxes if box[2] - box[0] > LONG_LINE * (box[3] - box[1])]
    down = [box for box in boxes if box[3] - box[1] > LONG_LINE * (box[2] - box[0])]
    longest = sorted(across, key=lambda box: box[0] - box[2])[:LOOKED_AT]
    strips = [
        image[max(top, 0) : bottom, max(left, 0) : min(right, left + SHOWN * (bottom - top))]
        for left, top, right, bottom in longest
    ]
    told = [turned for turned, sureness in upside_down(strips) if sureness >= SURE]
    return _Seen(len(across), len(down), 2 * sum(told) > len(told))
