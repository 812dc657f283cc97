"""The pages of a scanned file as pictures of about 200 dots an inch, in shades of grey."""

import io
import warnings
from collections.abc import Iterator
from math import sqrt

import cv2
import numpy as np
import pypdfium2 as pypdfium
from PIL import Image as Pictures
from PIL import ImageOps, ImageSequence, UnidentifiedImageError

from auditlib.errors import UnreadableFileError
from auditlib.readers.limits import MAX_PICTURE_PIXELS, MAX_SCANNED_PAGES
from auditlib.readers.pdf import opened
from auditlib.readers.recognition.picture import Image, Picture

PER_POINT = 200 / 72
MOST_PIXELS = 8_000_000
SMALLEST = 16
FORMS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF", "JPEG2000")
# A picture does not say how large its paper is: it is taken for a page of this width and height, or a long strip of one.
WIDTH, HEIGHT = 595.0, 842.0
LONG = 2.0


def of_pdf(content: bytes, shown: str) -> Iterator[Picture]:
    """The pages of a PDF. Raises UnreadableFileError for one that is damaged, encrypted or too long."""
    with opened(content, shown) as document:
        if len(document) > MAX_SCANNED_PAGES:
            raise UnreadableFileError(
                "pdf_too_many_pages", path=shown, pages=len(document), limit=MAX_SCANNED_PAGES
            )
        for n in range(len(document)):
            try:
                yield _rendered(document[n])
            except pypdfium.PdfiumError as fault:
                raise UnreadableFileError("pdf_damaged", path=shown) from fault


def _rendered(page: pypdfium.PdfPage) -> Picture:
    width, height = page.get_size()
    per_point = min(PER_POINT, sqrt(MOST_PIXELS / max(width * height, 1.0)))
    bitmap = page.render(scale=per_point, grayscale=True)
    try:
        image = np.array(bitmap.to_numpy(), np.uint8)
    finally:
        bitmap.close()
        page.close()
    return Picture(image if image.ndim == 2 else np.ascontiguousarray(image[:, :, 0]), per_point)


def of_image(content: bytes, shown: str) -> Iterator[Picture]:
    """The pages of a picture; a TIFF may have several.

    Raises UnreadableFileError for a picture that is damaged, too large or of a form that is not read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures: they are counted here
            with Pictures.open(io.BytesIO(content), formats=FORMS) as file:
                for n, frame in enumerate(ImageSequence.Iterator(file)):
                    if n and file.format != "TIFF":
                        return  # the rest is a film
                    if n >= MAX_SCANNED_PAGES or frame.width * frame.height > MAX_PICTURE_PIXELS:
                        raise UnreadableFileError("picture_too_large", path=shown)
                    if min(frame.size) >= SMALLEST:
                        yield _sized(_grey(frame))
    except UnreadableFileError:
        raise
    except UnidentifiedImageError as fault:
        raise UnreadableFileError("picture_not_read", path=shown) from fault
    except MemoryError:
        raise
    except Exception as fault:  # decoders raise whatever a damaged file leads to
        raise UnreadableFileError("picture_damaged", path=shown) from fault


def _grey(frame: Pictures.Image) -> Image:
    upright = ImageOps.exif_transpose(frame)
    if upright.has_transparency_data:
        coloured = upright.convert("RGBA")
        paper = Pictures.new("RGBA", coloured.size, "white")
        upright = Pictures.alpha_composite(paper, coloured)
    if upright.mode.startswith("I;16"):
        return np.asarray(np.asarray(upright) >> 8, np.uint8)
    return np.asarray(upright.convert("L"), np.uint8)


def _sized(image: Image) -> Picture:
    """A picture at the size that recognition likes best."""
    height, width = image.shape
    long, short = max(width, height), min(width, height)
    per_point = short / WIDTH if long > LONG * short else long / HEIGHT
    scale = min(PER_POINT / per_point, sqrt(MOST_PIXELS / (width * height)))
    if abs(scale - 1) > 0.1:
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=how), np.uint8)
        per_point *= scale
    return Picture(image, per_point)
