"""Which rows of a worksheet make a table, and which are titles, prose and notes around it.

Rows with several texts are a table, a row with one is said by itself; between rows of one table it is a row of it, such
as the name of a group of indicators.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditlib.readers.sheets.rows import Row, Spot

# What is never a label of an official table: who fills it in, and when.
FORM_LINE = re.compile(
    r"[\s(（]*(?:(?:填[报表写]|[报呈]送|编[制报]|制[表作]|审[核批签]|复核|经办|联系|负责|分管|主管|统计|单位|部门|机关|机构)"
    r"(?:单位|部门|机关|机构|负责|领导|名称|日期|时间|电话|人员?){0,2}|(?:办公|咨询)?电话|传真|日期|表号|文号)"
    r"\s*(?:[(（][^)）]{0,12}[)）])?\s*[:：]"
)
CLAUSE = re.compile(r"\s*第[一二三四五六七八九十百\d]{1,6}条.{0,16}")
FIGURE = re.compile(r"\s*(?:[\d.,，%％/／—－-]*\d[\d.,，%％]*|[/／—－-]+)\s*")
LONGEST_LABEL = 80
WIDER = 3
MOST_BLANK = 3


@dataclass(frozen=True, slots=True)
class Saying:
    """Texts that are one piece of prose: mostly one, or a field of the form and what is filled in behind it."""

    spots: tuple[Spot, ...]


@dataclass(slots=True)
class _Run:
    """Rows of a table without a gap, and the rows with at most one text that stand before them."""

    before: list[Row]
    gap: bool
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A table that may still go on: its rows, the columns in which a text begins, and the texts of its header."""

    rows: list[Row]
    columns: set[int] = field(default_factory=set)
    header: list[str] = field(default_factory=list)

    def add(self, rows: Sequence[Row]) -> None:
        """Rows that belong to it."""
        self.rows += rows
        self.columns |= _columns(rows)


def laid_out(rows: Iterable[Row]) -> Iterator[Saying | Sequence[Row]]:
    """The pieces of prose, and the rows of each table, in order."""
    stretch: list[Row] = []
    for row in rows:
        if _is_prose(row):
            yield from _parted(stretch)
            stretch = []
            yield from _said([row])
        else:
            stretch.append(row)
    yield from _parted(stretch)


def _is_prose(row: Row) -> bool:
    """Whether a row is never of a table: sentences, or a field of the form to be filled in."""
    if not row.begun:
        return False
    if len(row.filled) == 1:
        return "。" in row.filled[0].text
    return any(
        (spot.text.count("。") > 1 and len(spot.text) > LONGEST_LABEL) or FORM_LINE.match(spot.text)
        for spot in row.begun
    )


def _parted(rows: Sequence[Row]) -> Iterator[Saying | Sequence[Row]]:
    """The tables of rows that have no sentences between them, and what is said before, between and behind them."""
    runs, last = _runs(rows)
    table = _Open([])
    for run in runs:
        if table.rows and _is_of(table, run):
            table.add(run.before)
        else:
            said = yield from _ended(table.rows, run.before)
            table = _Open([], header=[] if _has_figure(run.rows[:1]) else _texts(run.rows[0]))
            if said and not run.rows[0].gap and CLAUSE.fullmatch(said[-1].begun[0].text):
                table.add([said.pop()])
            yield from _said(said)
        table.add(run.rows)
    yield from _said((yield from _ended(table.rows, last)))


def _runs(rows: Sequence[Row]) -> tuple[list[_Run], list[Row]]:
    """The runs of a table's rows, and the rows behind the last."""
    runs: list[_Run] = []
    before: list[Row] = []
    gap = tabular = False
    for row in rows:
        gap = gap or row.gap
        if not _is_tabular(row):
            before.append(row)
            tabular = False
            continue
        if not tabular or row.gap:
            runs.append(_Run(before, gap))
            before = []
        runs[-1].rows.append(row)
        gap, tabular = False, True
    return runs, before


def _is_tabular(row: Row) -> bool:
    """Whether a row shows that it is of a table: several texts, or a frame that goes on beside its only one."""
    return len(row.filled) > 1 or (len(row.begun) == 1 and row.ruled > row.begun[0].width)


def _ended(table: Sequence[Row], behind: Sequence[Row]) -> Generator[Saying | Sequence[Row], None, list[Row]]:
    """Yields a table with the blank rows that its frame goes on over; a single row without a figure is none.

    Returns the rows behind it that say something.
    """
    blank: list[Row] = []
    for row in behind if table else ():
        if row.begun or row.gap or len(blank) == MOST_BLANK:
            break
        blank.append(row)
    if len(table) + len(blank) > 1 or _has_figure(table):
        yield [*table, *blank]
    else:
        yield from _said(table)
    return [row for row in behind if row.begun]


def _said(rows: Iterable[Row]) -> Iterator[Saying]:
    """What rows say that are in no table; a field of the form and what is filled in behind it are one."""
    for row in rows:
        spots: list[Spot] = []
        for spot in row.begun:
            spots.append(spot)
            if not spot.text.rstrip().endswith(("：", ":")):
                yield Saying(tuple(spots))
                spots = []
        if spots:
            yield Saying(tuple(spots))


def _is_of(table: _Open, run: _Run) -> bool:
    """Whether a run of rows belongs to the table above it.

    A new table is told by a far different number of columns, by the same header again, or by a title behind a gap
    or behind a narrower row that is no table by itself. Rows without any figure may be narrower: they are not filled in.
    """
    said = [row.begun[0].text for row in run.before if row.begun]
    titled = not all(map(CLAUSE.fullmatch, said))
    again = _texts(run.rows[0]) == table.header and (titled or not said)
    wider = len(_columns(run.rows)) - len(table.columns)
    lone = len(table.rows) == 1 and wider > 0 and not _has_figure(table.rows)
    if again or (titled and (run.gap or lone)):
        return False
    return abs(wider) < WIDER or (wider < 0 and not run.gap and not _has_figure(run.rows))


def _texts(row: Row) -> list[str]:
    return [spot.text for spot in row.filled]


def _columns(rows: Iterable[Row]) -> set[int]:
    return {column for row in rows for column in row.starts}


def _has_figure(rows: Iterable[Row]) -> bool:
    return any(FIGURE.fullmatch(spot.text) for row in rows for spot in row.begun)
