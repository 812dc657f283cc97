"""Texts of cells: the table that cells share, and what stands in a cell itself; pronunciation aids are left out."""

import re

from lxml import etree

from auditlib.readers.packages import Package
from auditlib.readers.xlsx.names import RUN, STRING, TEXT

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
            pieces.extend(text.text or "" for text in child.iterchildren(TEXT))
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """A text with the signs that XML has no way to write (ECMA-376 part 1, 22.9.2.19): a line end is _x000D_."""
    if "_x" in text:
        text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
