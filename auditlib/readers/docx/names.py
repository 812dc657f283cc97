"""Names of WordprocessingML (ECMA-376 part 1, clause 17) and the reading of its attribute values."""

import re
from collections.abc import Callable, Container, Mapping

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

VAL = f"{W}val"
P, RUN, T, TBL, TR, TC, ALT_CHUNK = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc", "altChunk"))
P_PR, R_PR, TC_PR = f"{W}pPr", f"{W}rPr", f"{W}tcPr"
P_STYLE, R_STYLE, NUM_PR, OUTLINE, VANISH, VERT_ALIGN = (
    W + name for name in ("pStyle", "rStyle", "numPr", "outlineLvl", "vanish", "vertAlign")
)
GRID_SPAN, V_MERGE, H_MERGE, CELL_DEL, CELL_MERGE = (
    W + name for name in ("gridSpan", "vMerge", "hMerge", "cellDel", "cellMerge")
)
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
OFF = frozenset(["0", "false", "off"])
NUMBER = re.compile(r"\s*(-?\d{1,9})(?:\.\d*)?\s*")


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of a name; None also where there is no element to look into."""
    return None if element is None else next(element.iterchildren(W + name), None)


def properties(element: _Element, tag: str) -> Mapping[str, _Element]:
    """The properties of a paragraph, run or cell by their tags: they stand in its first child, of this tag."""
    return {found.tag: found for found in element[0]} if len(element) and element[0].tag == tag else {}


def value(element: _Element | None, name: str = "") -> str | None:
    """What an element, or its first child of a name, says in w:val."""
    found = child(element, name) if name else element
    return None if found is None else found.get(VAL)


def number(text: str | None) -> int | None:
    """A whole number; None where it is none or far too long."""
    match = NUMBER.fullmatch(text) if text else None
    return int(match[1]) if match else None


def switch(found: _Element | None) -> bool | None:
    """Whether a property is switched on or off; None where nothing is said of it."""
    return None if found is None else found.get(VAL, "1").lower() not in OFF


def chosen(alternate: _Element) -> _Element | None:
    """The one of several versions of the same content that is read: the newest, else the fallback."""
    found = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if found is None else found


def controlled(control: _Element) -> _Element | None:
    """What stands in a content control; None for the words that only ask to fill it in."""
    if switch(child(child(control, "sdtPr"), "showingPlcHdr")):
        return None
    return child(control, "sdtContent")


def within(container: _Element, wanted: Container[str]) -> list[_Element]:
    """The elements of these names in a container, also those in wrappers; what was deleted or moved away is left out."""
    found: list[_Element] = []
    for element in container:
        tag = element.tag
        if tag in wanted:
            found.append(element)
        elif tag in WRAPPERS and (inner := WRAPPERS[tag](element)) is not None:
            found.extend(within(inner, wanted))
    return found


WRAPPERS: Mapping[str, Callable[[_Element], _Element | None]] = {
    f"{W}sdt": controlled,
    ALTERNATE: chosen,
    **{f"{W}{name}": lambda element: element for name in ("customXml", "smartTag", "ins", "moveTo")},
}
