"""What every reader yields: a Document of paragraphs and tables, each with a place that a person can find again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

FileForm = Literal[
    "text", "csv", "markdown", "html", "mht", "docx", "xlsx", "xls", "pdf",
    "doc", "works", "rtf", "odt", "ods", "xlsb",
    "zip", "ofd", "image", "rar", "seven_zip", "slides", "encrypted", "ole", "sqlite", "binary", "empty", "damaged_zip",
]  # fmt: skip


# Places and cells are named tuples and no dataclasses: a report has some 600 of them, and these are made three times as fast.
class Place(NamedTuple):
    """Where in its file something stands, counted from 1; None where the file form has no such count.

    ``sheet`` is the name of a worksheet; its rows and columns are counted as the spreadsheet counts them. ``file`` says
    which of the files of a report it is, counted from 0.
    """

    line: int | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    file: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose, its indent kept; ``level`` is the heading level where the file form states one."""

    text: str
    place: Place
    level: int | None = None


class Cell(NamedTuple):
    """One cell; a merged cell stands in every grid position that it covers."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; rows may differ in length where the file form lost its spans."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: where it came from, a hash of its bytes, its form and its blocks in reading order.

    ``is_ocr`` says that the text was recognised from pictures, so that nothing in it is certain. ``links`` are the
    names of the files that a page links to as its annexes. ``agency`` and ``year`` are whose report it is where not its own
    text says so but the place where it stands: the name of a worksheet, the head of a column.
    """

    path: str
    digest: str
    blocks: tuple[Paragraph | Table, ...]
    form: FileForm = "text"
    is_ocr: bool = False
    links: tuple[str, ...] = ()
    agency: str = ""
    year: int | None = None

    def paragraphs(self) -> Iterator[Paragraph]:
        """The prose, in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
