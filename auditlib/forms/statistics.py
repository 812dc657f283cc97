"""Binding the statistics form of 2014: each row found by its label and the labels above it, never by its number.

Localities insert, drop and reword rows. A row is matched to the codebook entry whose label it carries; where
several entries carry one label (维持具体行政行为数 stands three times), the headings above the row decide, then the
order of the form. A group left of its rows is a heading above them, and its row 总数 is the group's own. Rows that no
entry knows are kept as ``local:<label>``.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, count

from auditlib.document import Cell, Table
from auditlib.forms.arrangement import UNITS, Arrangement, Strip, arrangement, is_header
from auditlib.forms.codebook import STATISTICS, Codebook, Entry, codebook, labels
from auditlib.forms.grids import SameTable
from auditlib.forms.labels import Lexicon, core, cores, lexicon
from auditlib.forms.values import understand
from auditlib.report import Fact
from auditlib.wording import split_ordinal, squeeze

FORM = STATISTICS
COUNTER = re.compile(r"\d{1,3}|序号")
TOTAL = re.compile(r"总数|合计|小计|总计|数量|总量")
# What those who fill the table in write under and above it.
FILLED_IN = re.compile(r"负责人|审核人|填[报表制]|制表|联系|电话|日期|盖章|^[(（]?注[:：]")
FEWEST_LABELS = 6
LONGEST_COUNTER = 8
MOST_ROWS = 120


@dataclass(frozen=True, slots=True)
class Row:
    """A table row as its groups, label, unit and value cells, wherever they stand."""

    above: tuple[Cell, ...]
    label: Cell
    unit: str
    value: Cell | None
    table: int
    number: int
    column: int


def known_labels(tables: Sequence[Table]) -> int:
    """How many labels of this form the table with the most of them carries."""
    return max((len(_known_cells(table)) for table in tables), default=0)


def is_form(tables: Sequence[Table]) -> bool:
    """Whether one of the tables is this form, told by its labels and not by the year."""
    return known_labels(tables) >= FEWEST_LABELS


def _known_cells(table: Table) -> Mapping[int, str]:
    """The cells of a table, by their ids, that carry a label of the form, with the core of each."""
    return _kept_cells(SameTable(table))


# A form is recognised and then bound by the same cells.
@lru_cache(maxsize=4)
def _kept_cells(same: SameTable) -> Mapping[int, str]:
    known = by_core(codebook(FORM)).known
    return {
        id(cell): name
        for row in same.table.rows[:MOST_ROWS]
        for cell in row
        if not cell.text.isascii() and (name := core(cell.text)) in known
    }


def _own(tables: Sequence[Table]) -> Iterator[tuple[int, Table, Mapping[int, str]]]:
    """The tables that are the form or parts of it, each with its number and the cells that carry a label.

    One most of whose labels stand in a larger table, or in an earlier one as large, only repeats it. Labels that the
    form has several times (维持具体行政行为数) tell nothing here.
    """
    entries = by_core(codebook(FORM)).known
    found = [(number, table, _known_cells(table)) for number, table in enumerate(tables)]
    labels_of = {
        number: frozenset(name for name in known.values() if len(entries[name]) == 1)
        for number, _, known in found
    }
    for number, table, known in found:
        own = labels_of[number]
        repeats = any(
            2 * len(own & other) > len(own) and (-len(other), at) < (-len(own), number)
            for at, other in labels_of.items()
        )
        if known and not repeats:
            yield number, table, known


def rows_of(tables: Sequence[Table], year: int | None = None) -> Iterator[Row]:
    """The labelled rows of the tables, those of two halves side by side one half after the other; headers are left
    out."""
    before: Arrangement | None = None
    for number, table, known in _own(tables):
        before = arrangement(table, known, year, before)
        for at, strip in enumerate(before.strips):
            for r, cells in enumerate(table.rows):
                whole = len(cells) == before.width
                if (whole or not at) and not is_header(cells):
                    row = _row(cells, strip if whole else _shifted(strip, cells), number, r)
                    if row:
                        yield row


def _shifted(strip: Strip, cells: Sequence[Cell]) -> Strip:
    """The strip as it stands in a row of another width, whose spans are lost: by the place of its last label."""
    at = -1
    for n, cell in enumerate(cells):
        words = squeeze(cell.text)
        is_label = words not in UNITS and understand(cell.text)[0] == "unreadable"
        if at >= 0 and not is_label:
            break
        at = n if is_label else at
    return Strip(0, max(at, 0), strip.value + at - strip.last if strip.value >= 0 else -1, len(cells))


def _row(cells: Sequence[Cell], strip: Strip, table: int, number: int) -> Row | None:
    """A row by its last label, None where it has none or its label runs on over its value."""
    labels: list[Cell] = []
    for cell in cells[strip.first : strip.last + 1]:
        if (not labels or cell is not labels[-1]) and cell.text.strip() and not _counts(cell.text):
            labels.append(cell)
    if not labels:
        return None
    behind = cells[strip.last + 1 : strip.stop]
    unit = next((words for cell in behind if (words := squeeze(cell.text)) in UNITS), "")
    value = cells[strip.value] if 0 <= strip.value < len(cells) else None
    if value is labels[-1]:
        value = None
    return Row(tuple(labels[:-1]), labels[-1], unit, value, table, number, strip.value)


def _counts(text: str) -> bool:
    return len(text) < LONGEST_COUNTER and COUNTER.fullmatch(squeeze(text)) is not None


@cache
def by_core(book: Codebook) -> Lexicon[tuple[Entry, ...]]:
    """Codebook entries by their compared label."""
    found: dict[str, list[Entry]] = {}
    for entry in book.entries:
        for name in cores(entry.label):
            found.setdefault(name, []).append(entry)
    return lexicon({name: tuple(entries) for name, entries in found.items()})


def candidates(label: str, book: Codebook) -> tuple[Entry, ...]:
    """Entries that a row's label may mean: those with the same label, else those with nearly the same."""
    return by_core(book).find(label) or ()


def choose(
    entries: Sequence[Entry], open_: Sequence[str], last: int, unit: str, taken: set[str], book: Codebook
) -> Entry | None:
    """The entry among those of one label that the headings above, the unit and the order of the form point to."""

    def rank(entry: Entry) -> tuple[int, int, int]:
        above = book.ancestors[entry.indicator]
        depth = (
            next((i for i, name in enumerate(open_) if name in above), len(open_)) if above else len(open_)
        )
        behind = book.order[entry.indicator] - last
        return (
            depth,
            int(bool(unit and entry.unit and unit != entry.unit)),
            behind if behind > 0 else 10_000 - behind,
        )

    free = [entry for entry in entries if entry.indicator not in taken]
    return min(free, key=rank, default=None)


def _local(words: str, section: str, found: Container[str]) -> str:
    """A name for a row that no entry knows: its label, where that is taken with its section, then with a count."""
    names = chain(
        (f"local:{words}", f"local:{section}/{words}"), (f"local:{section}/{words}#{n}" for n in count(2))
    )
    return next(name for name in names if name not in found)


def bind(tables: Sequence[Table], year: int | None = None) -> tuple[Fact, ...]:
    """The facts of the form in a report of a ``year``: one a codebook indicator, ``absent`` where the table has no such
    row, and local rows."""
    book = codebook(FORM)
    found: dict[str, Fact] = {}
    taken: set[str] = set()
    open_: tuple[str, ...] = ()
    section = ""
    last = -1
    known = labels()
    for row in rows_of(tables, year):
        group: Entry | None = None
        for cell in row.above:
            group = _group(cell, open_, last, taken, book)
            if group and group.indicator not in open_:
                open_ = (group.indicator, *book.ancestors[group.indicator])
                last, section = book.order[group.indicator], open_[-1]
        entry = choose(candidates(row.label.text, book), open_, last, row.unit, taken, book)
        if (
            entry is None
            and group
            and group.indicator not in taken
            and TOTAL.fullmatch(squeeze(row.label.text))
        ):
            entry = group
        if entry is not None:
            taken.add(entry.indicator)
            open_ = (entry.indicator, *book.ancestors[entry.indicator])
            last = book.order[entry.indicator]
            section = open_[-1]
            if not entry.unit:
                continue
            name, unit = entry.indicator, row.unit or entry.unit
        else:
            words = split_ordinal(row.label.text)[1]
            if not _is_data(row):
                continue
            name, unit = _local(words, section, found), row.unit
        state, value, printed = understand(row.value.text if row.value else "")
        found[name] = Fact(
            indicator=name,
            label=known.get(name) or split_ordinal(row.label.text)[1],
            value=value,
            state=state,
            text=printed,
            unit=unit,
            place=(row.value or row.label).place,
            table=row.table,
            row=row.number,
            column=row.column if row.value else -1,
        )
    return tuple(
        found[name]
        for name in (*book.indicators, *(n for n in found if n.startswith("local:")))
        if name in found
    )


def _group(cell: Cell, open_: Sequence[str], last: int, taken: set[str], book: Codebook) -> Entry | None:
    """The entry that a group left of its rows names: the one that is open where it has its label, else the next."""
    entries = candidates(cell.text, book)
    opened = next((entry for entry in entries if entry.indicator in open_), None)
    return opened or choose(entries, open_, last, "", taken, book)


def _is_data(row: Row) -> bool:
    """Whether a row that the form does not know has a unit or a figure, and is no line of those who filled it in."""
    if row.unit:
        return True
    is_number = row.value is not None and understand(row.value.text)[0] == "number"
    return is_number and not FILLED_IN.search(squeeze(row.label.text))
