"""A web page taken apart: lines and tables in reading order, what is hidden apart."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from auditlib.errors import UnreadableFileError
from auditlib.readers.html.markup import Piece, by_stream, by_tree, is_small, repaired
from auditlib.readers.html.parts import Line, Part
from auditlib.readers.html.tables import OpenTable, settle
from auditlib.readers.html.tags import Opening, Run, Step, run_of, unescaped
from auditlib.readers.limits import MAX_LINES, MAX_TABLES_IN_TABLES
from auditlib.readers.lines import is_note_mark, tidy

CLOSE, INLINE, BLOCK, BREAK = Step
# Unmatched closing tags cost the parser a look at every open element: this many take some fifteen seconds.
MOST_LOOKS = 5 * 10**9
DEEPEST = 1_000_000
DEEPEST_TREE = 1000
SHORT = 40


class TooDeepError(Exception):
    """Elements are nested deeper than was said to be taken."""


class Page:
    """What a page shows, what it hides, and the titles that its head gives it.

    《政府网站发展指引》 (国办发〔2017〕47号) asks for the title of the article in a meta element called ArticleTitle.
    """

    def __init__(self, shown: str) -> None:
        self.visible: list[Part] = []
        self.hidden: list[Part] = []
        self.titles: list[str] = []
        self._shown = shown
        self._lines = 0
        self._title: list[str] = []
        self._open: list[Opening | Step] = []
        self._skipping = self._titling = False
        self._blocks = 1
        self._meet = 0
        self._pieces: list[str] = []
        self._linked = 0
        self._into = self.visible
        self._tables: list[OpenTable] = []
        self._link = self._pre = False
        self._level: int | None = None
        self._hint = 0
        self._saved: list[tuple[bool, bool, int | None, int]] = []
        self._raised: list[tuple[list[str], int]] = []
        self._covered = 0
        self._uncovered: tuple[list[str], int, list[Part], list[OpenTable]] = ([], 0, [], [])

    def take(self, markup: Iterable[Piece], deepest: int) -> None:
        """Take a page's markup apart. Raises TooDeepError, and UnreadableFileError for what is beyond all measure."""
        opened = self._open
        markup = iter(markup)
        inside: Run | None = (
            None  # the run that led into the cell of a table, its steps there still to be taken
        )
        for text, tags in markup:
            said, run = text, run_of(tags)
            if inside:
                if run.cell:
                    inside, said, run = self._cells(inside, said, run, markup)
                self._enter(inside)
                inside = None
            if said:
                self._text(unescaped(said) if "&" in said else said)
            for step in run.steps:
                if step is CLOSE:
                    last = opened.pop()
                    if last is BLOCK:
                        if self._pieces:
                            self._end_line()
                        self._end_block()
                    elif isinstance(last, Opening):
                        self._end(last)
                elif isinstance(step, str):
                    self._text(step)
                elif step is BREAK:
                    self._end_line()
                elif self._skipping:
                    opened.append(INLINE)
                elif step is BLOCK:
                    if self._pieces:
                        self._end_line()
                    self._blocks += 1
                    opened.append(step)
                else:
                    opened.append(step)
                    if isinstance(step, Opening):
                        self._begin(step)
            if len(opened) > deepest:
                raise TooDeepError
            if run.inside is not None:
                if self._tables and not self._pre and not self._skipping:
                    inside = run
                else:
                    self._enter(run)
        self._end_line()
        self.titles.append("".join(self._title))

    def _enter(self, run: Run) -> None:
        """Open the plain elements inside a cell that a run led into."""
        self._open.extend(run.inside or ())
        self._blocks += run.blocks

    def _cells(self, inside: Run, text: str, run: Run, markup: Iterator[Piece]) -> tuple[Run, str, Run]:
        """The cells of a table that lead straight from one into the next, most of what a page consists of.

        Returns the run into the last of them, the text that stands there and the run behind it.
        """
        table, into, meet = self._tables[-1], self._into, self._meet
        blocks, level, hint, linked, shown = self._blocks, self._level, self._hint, self._link, self._shown
        lines = 0
        row = self._open[-2]
        plain_row = isinstance(row, Opening) and row.is_plain
        while (cell := run.cell) and (plain_row or not run.row):
            if text:
                raw = unescaped(text) if "&" in text else text
                depth = blocks + inside.blocks
                line_of = _kept_line if len(raw) <= SHORT else _line_of
                if line := line_of(raw, len(raw) if linked else 0, level, depth, meet, hint):
                    lines += 1
                    into.append(line)
                    meet = depth
            if run.row:
                table.row()
                meet = min(meet, blocks - 2)
            elif meet >= blocks:
                meet = blocks - 1
            into = table.cell(cell.down, cell.across, shown)
            inside = run
            text, tags = next(markup)
            run = run_of(tags)
        self._into, self._meet = into, meet
        self._count(lines)
        return inside, text, run

    def _count(self, lines: int) -> None:
        self._lines += lines
        if self._lines > MAX_LINES:
            raise UnreadableFileError("page_beyond_measure", path=self._shown)

    def _text(self, text: str) -> None:
        if self._skipping:
            if self._titling:
                self._title.append(text)
            return
        if self._pre:
            first, *others = text.split("\n")
            self._pieces.append(first)
            for other in others:
                self._end_line()
                self._pieces.append(other)
        else:
            self._pieces.append(text)
        if self._link:
            self._linked += len(text)

    def _begin(self, opening: Opening) -> None:
        """An element begins, the last one in the list of those that are open."""
        if opening.skipped:
            # In a table a text area holds what was filled in.
            self._skipping = opening.tag != "textarea" or not self._tables
            self._titling = opening.tag == "title" and not self._title
            return
        if opening.title is not None:
            self.titles.append(opening.title)
        if opening.hidden and not self._covered:
            self._cover(opening.tag)
        if opening.block or opening.tag == "br":
            self._end_line()
            self._blocks += opening.block
        if opening.changes:
            self._saved.append((self._link, self._pre, self._level, self._hint))
            self._link = self._link if opening.link is None else opening.link
            self._pre = self._pre or opening.pre
            self._level = opening.level or self._level
            self._hint = opening.hint or self._hint
        if opening.in_table:
            self._begin_in_table(opening)
        if opening.raised:
            self._raised.append((self._pieces, len(self._pieces)))

    def _end(self, opening: Opening) -> None:
        """The element ends that was the last one in the list of those that are open."""
        if opening.skipped:
            self._skipping = self._titling = False
            return
        if opening.block:
            self._end_line()
            if opening.in_table:
                self._end_in_table(opening.tag)
            self._end_block()
        if opening.raised:
            self._lower(*self._raised.pop())
        if opening.changes:
            self._link, self._pre, self._level, self._hint = self._saved.pop()
        if self._covered == len(self._open) + 1:
            self._end_line()
            self._covered = 0
            self._pieces, self._linked, self._into, self._tables = self._uncovered

    def _lower(self, pieces: list[str], start: int) -> None:
        """Raised text ends: the mark of a note behind a number is left out."""
        if pieces is self._pieces and is_note_mark("".join(pieces[:start]), "".join(pieces[start:])):
            del pieces[start:]

    def _end_block(self) -> None:
        self._blocks -= 1
        self._meet = min(self._meet, self._blocks)

    def _cover(self, tag: str) -> None:
        """A hidden element begins: its text goes aside, and the line around it goes on behind it."""
        if tag == "tr" and self._tables:
            self._tables[-1].row(hidden=True)
        self._uncovered = (self._pieces, self._linked, self._into, self._tables)
        self._covered = len(self._open)
        self._pieces, self._linked, self._into, self._tables = [], 0, self.hidden, []

    def _begin_in_table(self, opening: Opening) -> None:
        tag = opening.tag
        if tag == "table":
            if len(self._tables) >= MAX_TABLES_IN_TABLES:
                raise UnreadableFileError("page_beyond_measure", path=self._shown)
            self._tables.append(OpenTable(self._into, self._blocks, self._meet, self._hint))
        elif not self._tables:
            return
        elif tag == "tr":
            self._tables[-1].row()
        elif tag in ("td", "th"):
            self._into = self._tables[-1].cell(opening.down, opening.across, self._shown)
        elif tag != "caption":
            self._tables[-1].section(tag)

    def _end_in_table(self, tag: str) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if tag in ("td", "th"):
            self._into = table.outer
        elif tag == "table":
            self._tables.pop()
            self._into = table.outer
            self._into.extend(settle(table, self._shown))
        elif tag in ("thead", "tbody", "tfoot"):
            table.section("")

    def _end_line(self) -> None:
        if self._pieces:
            raw, linked = "".join(self._pieces), self._linked
            self._pieces, self._linked = [], 0
            self._line(raw, linked, self._blocks)

    def _line(self, raw: str, linked: int, depth: int) -> None:
        line_of = _kept_line if len(raw) <= SHORT else _line_of
        if line := line_of(raw, linked, self._level, depth, self._meet, self._hint):
            self._count(1)
            self._into.append(line)
            self._meet = depth


def _line_of(raw: str, linked: int, level: int | None, depth: int, meet: int, hint: int) -> Line | None:
    """A line of raw text, None where nothing of it is seen."""
    text = tidy(raw)
    return Line(text, min(linked, len(text)), level, depth, meet, hint) if text else None


# Most lines of tables recur, on a page and from page to page.
_kept_line = lru_cache(maxsize=8192)(_line_of)


def parse(text: str, shown: str) -> Page:
    """A page taken apart. Raises UnreadableFileError for nesting or tables beyond all measure."""
    text = repaired(text)
    if is_small(text):
        page = Page(shown)
        try:
            page.take(by_tree(text), DEEPEST_TREE)
        except TooDeepError:
            pass
        else:
            return page
    page = Page(shown)
    try:
        page.take(by_stream(text), min(DEEPEST, MOST_LOOKS // (text.count("</") or 1)))
    except TooDeepError as fault:
        raise UnreadableFileError("page_beyond_measure", path=shown) from fault
    return page
