"""Automatic numbering: the 二、 that a word processor prints and no run of text contains."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml.etree import _Element

from auditlib.readers.docx.names import ALTERNATE, FALLBACK, W, child, number, switch, value
from auditlib.readers.docx.numerals import printed
from auditlib.readers.docx.styles import Numbered, Styles

DEPTHS = 9
COUNT = re.compile("%([1-9])")
PICTURES = re.compile("[\ue000-\uf8ff]")  # signs of symbol fonts: bullets
MOST_LINKS = 9
LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is numbered; ``text`` holds %1 … %9 where the counts of the depths stand.

    ``restart`` is the depth, counted from 1, down to which a depth above starts it anew: 0 for none, None for all.
    """

    start: int = 0
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    style: str | None = None
    legal: bool = False
    restart: int | None = None


PLAIN = Level()


@dataclass(frozen=True, slots=True)
class List:
    """A list: the definition in which it counts, its levels by depth, and where it starts depths anew."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def start(self, depth: int) -> int:
        """The first count of a depth."""
        return self.starts.get(depth, self.levels.get(depth, PLAIN).start)


class Lists:
    """The lists of a document, made out when first asked for; ``root`` reads the part in which they are defined."""

    def __init__(self, root: Callable[[], _Element | None], styles: Styles) -> None:
        self._root = root
        self._styles = styles
        self._made: dict[str, List | None] = {}

    def get(self, id_: str) -> List | None:
        """A list by its id, None where it is not defined."""
        if id_ not in self._made:
            self._made[id_] = self._make(id_)
        return self._made[id_]

    @cached_property
    def _tree(self) -> _Element | None:
        return self._root()

    @cached_property
    def _numbers(self) -> Mapping[str, _Element]:
        return _by(self._tree, "num", "numId")

    @cached_property
    def _definitions(self) -> Mapping[str, _Element]:
        return _by(self._tree, "abstractNum", "abstractNumId")

    def _make(self, id_: str) -> List | None:
        instance = self._numbers.get(id_)
        base = instance
        for _ in range(MOST_LINKS):
            name = value(base, "abstractNumId") or ""
            definition = self._definitions.get(name)
            link = value(definition, "numStyleLink")
            if link is None:
                break
            base = self._numbers.get(self._styles.list_of(link) or "")
        if instance is None or definition is None:
            return None
        levels = {_ilvl(level): _level(level) for level in islice(definition.iterchildren(f"{W}lvl"), DEPTHS)}
        starts: dict[int, int] = {}
        for override in islice(instance.iterchildren(f"{W}lvlOverride"), DEPTHS):
            level = child(override, "lvl")
            if level is not None:
                levels[_ilvl(override)] = _level(level)
            start = number(value(override, "startOverride"))
            if start is not None:
                starts[_ilvl(override)] = start
        return List(name, levels, starts)


class Numbering:
    """How far the lists have counted in one story: the body, the text boxes or the notes count each on their own.

    A depth not yet met is None.
    """

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def print(self, numbered: Numbered, text: str) -> str:
        """The text of the next paragraph of a list, its number printed in front."""
        found = self.lists.get(numbered.list)
        depth = min(max(_depth(found, numbered), 0), DEPTHS - 1) if found else 0
        if found is None or depth not in found.levels:
            return text
        self._count(numbered.list, found, depth)
        level = found.levels[depth]
        label = self._label(found, level)
        text = text.lstrip(" \u3000") if label else text
        return label + (_gap(label, level.suffix, text) if text else "") + text

    def _count(self, id_: str, found: List, depth: int) -> None:
        """Counts one more paragraph at a depth."""
        counts = self._counts.setdefault(found.definition, [None] * DEPTHS)
        if id_ not in self._begun:
            self._begun.add(id_)
            for anew in found.starts:
                if 0 <= anew < DEPTHS:
                    counts[anew] = None
        if counts[depth] is None:  # depths above that were never met count as if they had been
            for above in range(depth - 1, -1, -1):
                if counts[above] is not None:
                    break
                counts[above] = found.start(above)
        before = counts[depth]
        counts[depth] = found.start(depth) if before is None else before + 1
        for below in range(depth + 1, DEPTHS):
            restart = found.levels.get(below, PLAIN).restart
            if counts[below] is not None and (restart is None or depth < restart):
                counts[below] = found.start(below) - 1

    def _label(self, found: List, level: Level) -> str:
        if level.format == "bullet":
            return ""
        counts = self._counts[found.definition]

        def count(field: re.Match[str]) -> str:
            depth = int(field[1]) - 1
            reached = counts[depth]
            start = found.start(depth)
            format_ = "decimal" if level.legal else found.levels.get(depth, PLAIN).format
            return printed(start if reached is None else max(reached, start), format_)

        return PICTURES.sub("", COUNT.sub(count, level.text)).strip()


def _by(root: _Element | None, name: str, key: str) -> dict[str, _Element]:
    return {} if root is None else {e.get(W + key, ""): e for e in root.iterchildren(W + name)}


def _ilvl(element: _Element) -> int:
    depth = number(element.get(f"{W}ilvl"))
    return -1 if depth is None else depth


def _depth(found: List, numbered: Numbered) -> int:
    """How deep a paragraph stands: a level may name the style whose paragraphs it numbers."""
    for style in numbered.styles:
        for depth, level in found.levels.items():
            if level.style == style:
                return depth
    return numbered.depth


def _level(element: _Element) -> Level:
    hidden = switch(child(child(element, "rPr"), "vanish"))
    format_ = value(element, "numFmt")
    if format_ is None and (versions := element.find(ALTERNATE)) is not None:
        format_ = value(versions.find(FALLBACK), "numFmt")
    return Level(
        start=number(value(element, "start")) or 0,
        format=format_ or "decimal",
        text="" if hidden else (value(element, "lvlText") or "")[:LONGEST_LABEL],
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle"),
        legal=bool(switch(child(element, "isLgl"))),
        restart=number(value(element, "lvlRestart")),
    )


def _gap(label: str, suffix: str, text: str) -> str:
    """What parts a number from its text: nothing behind a wide sign such as 、, and never nothing between two figures."""
    last = label[-1:]
    if suffix == "nothing":
        return " " if text[0].isdecimal() and (last.isdecimal() or last in ".,") else ""
    return " " if last and (last.isascii() or last.isalpha() or last.isdecimal()) else ""
