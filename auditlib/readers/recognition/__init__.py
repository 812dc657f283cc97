"""Scanned PDFs and pictures: their text by recognition, their tables by the ruling lines that the picture shows.

An optional extra. Nothing that is read this way is certain; its Document says so, and nothing is fetched from anywhere.
"""

from importlib import import_module

from auditlib.document import FileForm, Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import layout

NEEDED = ("PIL.Image", "cv2", "rapidocr_onnxruntime")


def blocks(content: bytes, shown: str, form: FileForm) -> tuple[Paragraph | Table, ...]:
    """The paragraphs and tables of a picture ("image") or of the pages of a PDF ("pdf"), of which none may remain.

    Raises UnreadableFileError where the extra is not installed, and for a picture that is damaged, too large or of a
    form that is not read, and for a PDF that is damaged, encrypted or too long.
    """
    _demand(shown)
    from auditlib.readers.recognition.page import recognised
    from auditlib.readers.recognition.pictures import of_image, of_pdf

    pictures = of_pdf(content, shown) if form == "pdf" else of_image(content, shown)
    try:
        return layout.blocks((recognised(picture, shown) for picture in pictures), shown)
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as fault:  # OpenCV and ONNX Runtime raise their own
        why = f"{type(fault).__name__}: {fault}"[:200]
        raise UnreadableFileError("reader_failed", path=shown, why=why) from fault


def _demand(shown: str) -> None:
    for name in NEEDED:
        try:
            import_module(name)
        except ImportError as fault:  # not installed, or without a library of the system that it needs
            raise UnreadableFileError("no_ocr", path=shown, why=str(fault)[:200]) from fault
