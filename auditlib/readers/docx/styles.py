"""What the styles of a document say that matters for its text: heading levels, numbering, hidden text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from auditlib.readers.docx.names import OFF, W, child, number, switch, value

CONTENTS = re.compile(r"(?:toc|目录)\s{0,3}[1-9]", re.IGNORECASE)
HEADING = re.compile(r"(?:heading|标题)\s{0,3}([1-9])", re.IGNORECASE)
LONGEST_CHAIN = 50
BODY_TEXT = 9  # the outline level of what is no heading, counted from 0


@dataclass(frozen=True, slots=True)
class Numbered:
    """Which list a paragraph belongs to: its list, its depth (from 0) and the styles that may name the depth."""

    list: str
    depth: int
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits; ``level`` counts from 1, ``contents`` is that of a line in a table of contents."""

    level: int | None = None
    numbered: Numbered | None = None
    hidden: bool = False
    contents: bool = False


PLAIN = Style()


class Styles:
    """The styles of a document, read as far as they are asked for."""

    def __init__(self, elements: Iterator[_Element]) -> None:
        self._elements = elements
        self._by_id: dict[str, _Element] = {}
        self._default = ""
        self._made: dict[str, Style] = {}

    def of_paragraph(self, id_: str | None) -> Style:
        """The style of a paragraph that names this one or none."""
        if id_ is not None and self._find(id_) is not None:
            return self._style(id_)
        while not self._default and self._read():
            pass
        return self._style(self._default)

    def of_run(self, id_: str | None) -> Style:
        """The style of a run that names this one or none."""
        return self._style(id_) if id_ else PLAIN

    def list_of(self, id_: str) -> str | None:
        """The list that a style of lists stands for."""
        return value(child(child(self._find(id_), "pPr"), "numPr"), "numId")

    def _find(self, id_: str) -> _Element | None:
        while id_ not in self._by_id and self._read():
            pass
        return self._by_id.get(id_)

    def _read(self) -> bool:
        """Reads one more style; whether there was one."""
        style = next(self._elements, None)
        if style is None:
            return False
        id_ = style.get(f"{W}styleId", "")
        self._by_id[id_] = style
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in OFF:
            self._default = self._default or id_
        return True

    def _style(self, id_: str) -> Style:
        if id_ not in self._made:
            self._made[id_] = self._make(id_)
        return self._made[id_]

    def _make(self, id_: str) -> Style:
        chain = tuple(self._chain(id_))
        level = list_ = depth = hidden = None
        for name in chain:
            style = self._by_id[name]
            properties = child(style, "pPr")
            if level is None:
                level = _level(style, properties)
            numbering = child(properties, "numPr")
            if list_ is None:
                list_ = value(numbering, "numId")
            if depth is None:
                depth = number(value(numbering, "ilvl"))
            if hidden is None:
                hidden = switch(child(child(style, "rPr"), "vanish"))
        return Style(
            level=level if level is not None and level <= BODY_TEXT else None,
            numbered=Numbered(list_, depth or 0, chain) if list_ is not None else None,
            hidden=bool(hidden),
            contents=any(CONTENTS.fullmatch(value(self._by_id[name], "name") or "") for name in chain),
        )

    def _chain(self, id_: str | None) -> Iterator[str]:
        """A style and those it is based on; a circle is gone through once."""
        seen: set[str] = set()
        while (
            id_ is not None
            and id_ not in seen
            and len(seen) < LONGEST_CHAIN
            and (style := self._find(id_)) is not None
        ):
            seen.add(id_)
            yield id_
            id_ = value(style, "basedOn")


def _level(style: _Element, properties: _Element | None) -> int | None:
    """The heading level that a style itself states, by its outline level or its name."""
    stated = number(value(properties, "outlineLvl"))
    if stated is not None:
        return stated + 1
    match = HEADING.fullmatch(value(style, "name") or "")
    return int(match[1]) if match else None
