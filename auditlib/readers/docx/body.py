"""A document walked through in reading order: lines of prose and tables, numbered and merged as printed."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

from auditlib.errors import UnreadableFileError
from auditlib.readers.docx.grid import Line, Merge, OpenTable, Part
from auditlib.readers.docx.inline import BREAK, HANDLERS, XML_SPACES, Inline
from auditlib.readers.docx.layout import settle
from auditlib.readers.docx.names import (
    ALT_CHUNK,
    CELL_DEL,
    CELL_MERGE,
    GRID_SPAN,
    H_MERGE,
    NUM_PR,
    OUTLINE,
    P_PR,
    P_STYLE,
    R_PR,
    R_STYLE,
    RUN,
    TBL,
    TC,
    TC_PR,
    TR,
    V_MERGE,
    VAL,
    VANISH,
    VERT_ALIGN,
    P,
    T,
    W,
    child,
    number,
    properties,
    switch,
    value,
    within,
)
from auditlib.readers.docx.numbering import Lists, Numbering
from auditlib.readers.docx.styles import BODY_TEXT, Numbered, Styles
from auditlib.readers.limits import MAX_CELLS, MAX_LINES, MAX_TABLES_IN_TABLES
from auditlib.readers.lines import tidy

BLOCKS, ROWS, CELLS = frozenset([P, TBL, ALT_CHUNK]), frozenset([TR]), frozenset([TC])
# What makes reading a paragraph or cell more than putting together the texts of its runs.
DELICATE = (
    *HANDLERS.keys() - {RUN, T, P_PR, R_PR},
    *(NUM_PR, OUTLINE, VANISH, VERT_ALIGN, R_STYLE),
    *(GRID_SPAN, V_MERGE, H_MERGE, CELL_DEL, CELL_MERGE),
)
REMOVED = ("del", "moveFrom")
TRACKED: Mapping[str, Merge] = {"rest": "begins", "cont": "goes_on"}


@dataclass(slots=True)
class _Open:
    """A paragraph being read: a paragraph whose mark was deleted goes on in the next one."""

    level: int | None
    numbered: Numbered | None
    inline: Inline


class Body:
    """Walks through the containers of one document, whose lists count on from one to the next.

    ``notes`` are the foot- and endnotes that its visible text refers to, as (kind, id). ``part`` is the part of the
    package that is read, as errors name it.
    """

    def __init__(self, styles: Styles, lists: Lists, shown: str, part: str) -> None:
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._numbering = Numbering(lists)
        self._numbering_of_boxes = Numbering(lists)
        self._shown, self._part = shown, part
        self._delicate: set[_Element] = set()
        self._watches = False
        self._lines = self._cells = 0

    def begin(self, root: _Element) -> None:
        """A part of the document begins: its lists count anew, and what asks for care in it is looked for."""
        self._numbering = Numbering(self._numbering.lists)
        above = (next(element.iterancestors(P, TC), None) for element in root.iter(*DELICATE))
        self._delicate.update(holder for holder in above if holder is not None)
        self._watches = self._watches or next(root.iter(VANISH, R_STYLE), None) is not None

    def parts(self, container: _Element, tables: int = 0) -> list[Part]:
        """The lines and tables of a body, cell, text box or note; ``tables`` counts the tables around it.

        Raises UnreadableFileError for too many lines or cells, or tables nested too deep.
        """
        found: list[Part] = []
        open_: _Open | None = None
        for block in self._within(container, BLOCKS):
            if block.tag == ALT_CHUNK:
                raise UnreadableFileError("embedded_content", path=self._shown)
            if block.tag == TBL:
                if open_:
                    found.extend(self._end(open_, tables))
                    open_ = None
                found.extend(self._table(block, tables + 1))
                continue
            if not open_ and (plain := self._plain(block)) is not None:
                found.extend(plain)
                continue
            open_, ended = self._paragraph(block, open_)
            if ended:
                found.extend(self._end(open_, tables))
                open_ = None
        if open_:
            found.extend(self._end(open_, tables))
        return found

    def _plain(self, paragraph: _Element) -> Sequence[Line] | None:
        """The line of a paragraph, if any, where nothing in it asks for care; None where something does."""
        style = self._styles.of_paragraph(_style_of(paragraph))
        if style.contents:
            return ()
        if paragraph in self._delicate or style.numbered or style.hidden:
            return None
        pieces = [element.text or "" for element in paragraph.iter(T)]
        for piece in pieces:
            if piece and (piece[0] in XML_SPACES or piece[-1] in XML_SPACES):
                return None
        text = tidy("".join(pieces))
        return (self._line(text, style.level),) if text else ()

    def _within(self, container: _Element, wanted: Container[str]) -> list[_Element]:
        if len(container) > MAX_LINES:
            raise self._beyond_measure()
        return within(container, wanted)

    def _beyond_measure(self) -> UnreadableFileError:
        return UnreadableFileError("part_beyond_measure", path=self._shown, part=self._part)

    def _line(self, text: str, level: int | None) -> Line:
        self._lines += 1
        if self._lines > MAX_LINES:
            raise self._beyond_measure()
        return Line(text, level)

    def _paragraph(self, paragraph: _Element, open_: _Open | None) -> tuple[_Open, bool]:
        """The paragraph begun before and this one, or this one alone; whether it ends here."""
        stated = properties(paragraph, P_PR)
        style = self._styles.of_paragraph(value(stated.get(P_STYLE)))
        if open_ is None or open_.inline.blank:
            inline = open_.inline if open_ else Inline(self._styles, self._watches)
            numbered = _numbered(stated.get(NUM_PR), style.numbered)
            open_ = _Open(_level(stated.get(OUTLINE), style.level), numbered, inline)
        open_.inline.add(paragraph, style.hidden)
        return open_, not self._goes_on(stated.get(R_PR), style.hidden)

    def _goes_on(self, mark: _Element | None, hidden: bool) -> bool:
        """Whether the mark at the end of a paragraph was deleted or is hidden."""
        if mark is not None and any(child(mark, name) is not None for name in REMOVED):
            return True
        stated = switch(child(mark, "vanish"))
        return hidden if stated is None else stated

    def _end(self, open_: _Open, tables: int) -> Iterator[Part]:
        """The lines of a paragraph, then what its text boxes hold."""
        inline = open_.inline
        texts = [tidy(text) for text in "".join(inline.pieces).split(BREAK)]
        if open_.numbered:
            first = next((n for n, text in enumerate(texts) if text), 0)
            texts[first] = self._numbering.print(open_.numbered, texts[first])
        yield from (self._line(text, open_.level) for text in texts if text)
        self.notes.extend(inline.notes)
        for box in inline.boxes:
            around, self._numbering = self._numbering, self._numbering_of_boxes
            parts = self.parts(box, tables)
            self._numbering = around
            yield from parts

    def _table(self, element: _Element, tables: int) -> list[Part]:
        if tables > MAX_TABLES_IN_TABLES:
            raise UnreadableFileError("nested_too_deep", path=self._shown, part=self._part)
        table = OpenTable()
        for row in self._within(element, ROWS):
            stated = child(row, "trPr")
            if child(stated, "del") is not None:
                continue
            table.row()
            self._skip(table, value(stated, "gridBefore"))
            for cell in self._within(row, CELLS):
                self._cell(table, cell, tables)
            self._skip(table, value(stated, "gridAfter"))
            self._count(len(table.begun[-1]))
            if switch(child(stated, "hidden")) and not any(box.parts for box in table.begun[-1]):
                table.drop()
        self._count(table.width() * len(table.rows) - sum(map(len, table.rows)))
        widths = [number(column.get(f"{W}w")) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        table.close(widths)
        return settle(table)

    def _cell(self, table: OpenTable, cell: _Element, tables: int) -> None:
        if cell in self._delicate:
            stated = properties(cell, TC_PR)
            if CELL_DEL in stated:
                return
            span = max(number(value(stated.get(GRID_SPAN))) or 1, 1)
            self._count(span - 1)
            down = _merge(stated.get(V_MERGE)) or _tracked(stated.get(CELL_MERGE))
            box = table.cell(span, down, _merge(stated.get(H_MERGE)))
        else:
            box = table.cell()
        if box is None:
            return
        plain = self._plain(cell[1]) if len(cell) == 2 and cell[1].tag == P and cell[0].tag == TC_PR else None
        box.parts = self.parts(cell, tables) if plain is None else plain

    def _skip(self, table: OpenTable, stated: str | None) -> None:
        if stated is not None:
            count = max(number(stated) or 0, 0)
            self._count(count)
            table.skip(count)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise UnreadableFileError("too_many_cells", path=self._shown, limit=MAX_CELLS)


def _style_of(paragraph: _Element) -> str | None:
    """The style that a paragraph names: it stands in front of all its properties."""
    if not len(paragraph) or paragraph[0].tag != P_PR or not len(paragraph[0]):
        return None
    named = paragraph[0][0]
    return named.get(VAL) if named.tag == P_STYLE else None


def _merge(found: _Element | None) -> Merge:
    if found is None:
        return ""
    return "begins" if found.get(VAL) == "restart" else "goes_on"


def _tracked(found: _Element | None) -> Merge:
    """What a tracked change says of merging with the cell above."""
    return "" if found is None else TRACKED.get(found.get(f"{W}vMerge", ""), "")


def _level(outline: _Element | None, inherited: int | None) -> int | None:
    """The heading level of a paragraph, counted from 1: its own, else that of its style."""
    stated = number(value(outline))
    return inherited if stated is None else stated + 1 if stated < BODY_TEXT else None


def _numbered(stated: _Element | None, inherited: Numbered | None) -> Numbered | None:
    """The list of a paragraph: its own, else that of its style, of which it may change the depth alone."""
    if stated is None:
        return inherited
    list_, depth = value(stated, "numId"), number(value(stated, "ilvl"))
    if list_ is not None:
        return Numbered(list_, depth or 0)
    return replace(inherited, depth=depth, styles=()) if inherited and depth is not None else inherited
