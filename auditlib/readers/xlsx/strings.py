"""Texts of cells: the table that cells share, and what stands in a cell itself; pronunciation aids are left out."""

import re

from lxml import etree

from auditlib.readers.lines import is_note_mark
from auditlib.readers.packages import Package
from auditlib.readers.xlsx.names import RUN, STRING, TEXT, VERT_ALIGN

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(package: Package, name: str) -> list[str]:
    """The texts that cells name by number."""
    found: list[str] = []
    for element in package.elements(name, STRING):
        found.append(text_of(element))
        element.clear()
    return found


def text_of(element: etree._Element) -> str:
    """The text of a string element, be it of one piece or of runs with fonts of their own."""
    pieces: list[str] = []
    for child in element:
        if child.tag == TEXT:
            pieces.append(child.text or "")
        elif child.tag == RUN:
            said = "".join([text.text or "" for text in child.iterchildren(TEXT)])
            if not (_is_raised(child) and is_note_mark("".join(pieces), said)):
                pieces.append(said)
    return unescaped("".join(pieces))


def _is_raised(run: etree._Element) -> bool:
    return any(mark.get("val") == "superscript" for mark in run.iter(VERT_ALIGN))


def unescaped(text: str) -> str:
    """A text with the signs that XML has no way to write (ECMA-376 part 1, 22.9.2.19): a line end is _x000D_."""
    if "_x" in text:
        text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
