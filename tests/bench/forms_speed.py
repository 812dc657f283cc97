"""Files a second by file form on one core, beside the floor and what a user would take instead, on the same files.

The floor is unpacking and parsing alone. Each peer is also scored: what it yields goes through our own binding, and the
cells that come out right are counted, so that speed at the price of merged cells is seen. A peer that is not installed
is told as such (pip install --group bench); PDFs need LibreOffice.
"""

import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random

from lxml import etree
from lxml import html as lxml_html

from auditlib.document import Cell, Document, Paragraph, Place, Table
from auditlib.dossier import assemble
from auditlib.readers import markdown, read
from auditlib.readers.convert import libreoffice
from auditlib.understanding import understand

from .files import FORMS
from .generate import Order, reports
from .layout import blocks as laid_out
from .measuring import Row, best, one_core
from .report import Report
from .score import judged

PART = "file forms, files a second on one core"
ORDER = Order(agencies=14, first_year=2017, years=6, mistakes=0, prose=3000)
MOST_FILES = 16
TARGETS = {"docx": 6.0, "html": 6.0}


@dataclass(frozen=True, slots=True)
class Peer:
    """A way of reading a file form: by name, with the module that it needs ("" for none)."""

    name: str
    needs: str
    read: Callable[[Path], Document]
    keeps_spans: bool


def measure() -> Iterator[Row]:
    """For each file form the floor, our reader and its peers, and how many cells each gets right."""
    made = list(reports(ORDER))[:MOST_FILES]
    with tempfile.TemporaryDirectory() as folder:
        files = _written(Path(folder), made)
        for form, paths in files.items():
            with one_core():
                yield from _of_form(form, paths, made)


def _written(folder: Path, made: Sequence[Report]) -> Mapping[str, Sequence[Path]]:
    found: dict[str, list[Path]] = {}
    for form in ("docx", "html", "xlsx", "txt"):
        suffix, write = FORMS[form]
        (folder / form).mkdir()
        for n, report in enumerate(made):
            path = folder / form / f"{n:03}.{suffix}"
            path.write_bytes(write(laid_out(report, Random(n)), Random(n)))
            found.setdefault(form, []).append(path)
    if program := libreoffice():
        for form in ("pdf", "xls"):
            source = found["docx" if form == "pdf" else "xlsx"]
            (folder / form).mkdir()
            profile = (folder / "profile").as_uri()
            command = [str(program), "--headless", f"-env:UserInstallation={profile}", "--convert-to", form]
            subprocess.run(
                [*command, "--outdir", str(folder / form), *map(str, source)], check=True, capture_output=True
            )
            found[form] = sorted((folder / form).iterdir())
        shutil.rmtree(folder / "profile", ignore_errors=True)
    return found


def _of_form(form: str, paths: Sequence[Path], made: Sequence[Report]) -> Iterator[Row]:
    ours = Peer("auditlib", "", lambda path: read(path, str(path)), keeps_spans=True)
    peers = [peer for peer in PEERS.get(form, ()) if find_spec(peer.needs)]
    floor, target = FLOOR.get(form), TARGETS.get(form)
    for path in paths:
        ours.read(path)  # patterns and caches
    every = [ours, *peers]
    own = [partial(_all, read_one, paths) for read_one in (ours.read, floor) if read_one]
    beside = [partial(_all, peer.read, paths) for peer in peers]
    mine, *bare = best(8, *own)  # peers take ten times as long, so that noise matters less to them
    seconds = [mine, *best(1, *beside), *bare]
    rate = [len(paths) / one for one in seconds]
    if floor:
        yield Row(PART, f"{form}: floor, unpacking and parsing", rate[-1], "files/s")
    slowest = seconds[0] / seconds[-1] if floor else 0.0
    note = f"{slowest:.1f} times the floor" if floor else ""
    met = slowest <= target if target else None
    goal = f"within {target:g} times the floor" if target else ""
    yield Row(
        PART,
        f"{form}: auditlib",
        rate[0],
        "files/s",
        f"{note}; {_right(ours, paths, made)}".strip("; "),
        goal,
        met,
    )
    for peer, speed in zip(every[1:], rate[1:], strict=False):
        ahead = rate[0] > speed if peer.keeps_spans else None
        yield Row(
            PART,
            f"{form}: {peer.name}",
            speed,
            "files/s",
            _right(peer, paths, made),
            "slower than auditlib",
            ahead,
        )
    for peer in PEERS.get(form, ()):
        if peer not in peers:
            yield Row(PART, f"{form}: {peer.name}", 0, "files/s", "not installed")


def _all(read_one: Callable[[Path], object], paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(ValueError):  # a peer that finds no table in a page
            read_one(path)


def _right(peer: Peer, paths: Sequence[Path], made: Sequence[Report]) -> str:
    right = every = 0
    for path, report in zip(paths, made, strict=True):
        try:
            facts = {fact.indicator: fact for fact in understand(assemble([peer.read(path)])).facts}
        except Exception:  # a peer that fails on a file has read none of its cells
            facts = {}
        every += len(report.cells)
        right += sum(judged(facts.get(name), value) == "right" for name, value in report.cells.items())
    return f"{right / every:.2%} of the cells right"


# ---- floors


def _unzip(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path) as package:
        for name in names or [name for name in package.namelist() if "worksheets/" in name]:
            etree.fromstring(package.read(name))


FLOOR: Mapping[str, Callable[[Path], object]] = {
    "docx": lambda path: _unzip(path, "word/document.xml"),
    "html": lambda path: lxml_html.fromstring(path.read_bytes()),
    "xlsx": _unzip,
}


# ---- peers


def _document(path: Path, parts: Sequence[str | Sequence[Sequence[str]]]) -> Document:
    """Lines and grids of text as a Document; equal neighbours in a row are taken for one merged cell."""
    found: list[Paragraph | Table] = []
    for part in parts:
        if isinstance(part, str):
            found.append(Paragraph(part, Place(paragraph=len(found) + 1)))
        else:
            found.append(Table(tuple(_row(r, texts) for r, texts in enumerate(part, 1)), Place(table=1)))
    return Document(str(path), "", tuple(found))


def _row(number: int, texts: Sequence[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, text in enumerate(texts, 1):
        same = bool(cells) and cells[-1].text == text and not text.replace(".", "").isdigit() and text
        cells.append(cells[-1] if same else Cell(text, Place(row=number, column=column)))
    return tuple(cells)


def _python_docx(path: Path) -> Document:
    import docx

    document = docx.Document(str(path))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return _document(path, [*(paragraph.text for paragraph in document.paragraphs), *tables])


def _markitdown(path: Path) -> Document:
    text = import_module("markitdown").MarkItDown(enable_plugins=False).convert(str(path)).text_content
    return Document(str(path), "", markdown.blocks(text.encode(), str(path)))


def _pdfplumber(path: Path) -> Document:
    parts: list[str | list[list[str]]] = []
    with import_module("pdfplumber").open(path) as pdf:
        for page in pdf.pages:
            parts += (page.extract_text() or "").split("\n")
            parts += [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
    return _document(path, parts)


def _pandas_html(path: Path) -> Document:
    import pandas as pd

    frames = pd.read_html(path, header=None, keep_default_na=False, flavor="lxml")
    return _document(path, [[[str(cell) for cell in row] for row in frame.to_numpy()] for frame in frames])


def _openpyxl(path: Path) -> Document:
    import openpyxl

    parts: list[str | list[list[str]]] = []
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        rows = [
            ["" if value is None else str(value) for value in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        parts += [rows] if rows and len(rows[0]) > 1 else [row[0] for row in rows]
    return _document(path, parts)


PEERS: Mapping[str, Sequence[Peer]] = {
    "docx": (
        Peer("python-docx", "docx", _python_docx, True),
        Peer("markitdown", "markitdown", _markitdown, False),
    ),
    "html": (
        Peer("pandas.read_html", "pandas", _pandas_html, True),
        Peer("markitdown", "markitdown", _markitdown, False),
    ),
    "xlsx": (
        Peer("openpyxl", "openpyxl", _openpyxl, True),
        Peer("markitdown", "markitdown", _markitdown, False),
    ),
    "pdf": (
        Peer("pdfplumber", "pdfplumber", _pdfplumber, True),
        Peer("markitdown", "markitdown", _markitdown, False),
    ),
}
