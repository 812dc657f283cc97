"""What the styles of a workbook say of a cell: its number format, and whether it has a border."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from auditlib.readers.number_formats import BUILT_IN, GENERAL
from auditlib.readers.xlsx.names import S

SIDES = frozenset(f"{S}{side}" for side in "left right top bottom start end".split())
NO_STYLE = (GENERAL, False)


@dataclass(frozen=True, slots=True)
class Styles:
    """By the number of a cell's style: the code of its number format, and whether one of its sides has a line."""

    by_number: Mapping[str, tuple[str, bool]]

    def of(self, number: str) -> tuple[str, bool]:
        """What a style says; one that is not there says nothing."""
        return self.by_number.get(number, NO_STYLE)


def styles_of(root: etree._Element | None) -> Styles:
    """The styles of a workbook; none where it has no part of styles."""
    if root is None:
        return Styles({})
    codes = {**BUILT_IN}
    for element in root.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[_number(element.get("numFmtId"))] = element.get("formatCode", GENERAL)
    borders = [
        any(side.tag in SIDES and side.get("style", "none") != "none" for side in border)
        for border in root.iterfind(f"{S}borders/{S}border")
    ]
    found: dict[str, tuple[str, bool]] = {}
    for number, element in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        border = _number(element.get("borderId"))
        code = codes.get(_number(element.get("numFmtId")), GENERAL)
        found[str(number)] = (code, border < len(borders) and borders[border])
    return Styles(found)


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0
