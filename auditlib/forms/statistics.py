"""Binding the statistics form of 2014: each row found by its label and the labels above it, never by its number.

Localities insert, drop and reword rows. A row is matched to the codebook entry whose label it carries; where
several entries carry one label (维持具体行政行为数 stands three times), the headings above the row decide, then the
order of the form. Rows that no entry knows are kept as ``local:<label>``.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count

from auditlib.document import Cell, Table
from auditlib.forms.codebook import STATISTICS, Codebook, Entry, codebook, labels
from auditlib.forms.labels import Lexicon, core, cores, lexicon
from auditlib.forms.values import understand
from auditlib.report import Fact
from auditlib.wording import split_ordinal, squeeze

FORM = STATISTICS
HEADER = re.compile(r"统计指标|统计数|指标名称")
COUNTER = re.compile(r"\d{1,3}|序号")
UNITS = frozenset(["条", "件", "次", "篇", "个", "期", "份", "人", "人次", "万元", "元", "册", "场", "次数"])
FEWEST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A table row as label, unit and value cells, wherever they stand."""

    label: Cell
    unit: str
    value: Cell | None
    table: int
    number: int
    column: int


def known_labels(tables: Sequence[Table]) -> int:
    """How many labels of this form the table with the most of them carries."""
    known = by_core(codebook(FORM)).known
    return max(
        (
            sum(core(row[at].text) in known for row in table.rows[:120] if (at := _label(row)) is not None)
            for table in tables
        ),
        default=0,
    )


def is_form(tables: Sequence[Table]) -> bool:
    """Whether one of the tables is this form, told by its labels and not by the year."""
    return known_labels(tables) >= FEWEST_LABELS


def rows_of(tables: Sequence[Table]) -> Iterator[Row]:
    """The labelled rows of the tables; headers are left out."""
    for t, table in enumerate(tables):
        for r, cells in enumerate(table.rows):
            first = _label(cells)
            if first is None or HEADER.fullmatch(squeeze(cells[first].text)):
                continue
            units = (
                (i, words) for i in range(first + 1, len(cells)) if (words := squeeze(cells[i].text)) in UNITS
            )
            place, unit = next(units, (len(cells) - 2, ""))
            column = place + 1
            value = cells[column] if first < column < len(cells) else None
            yield Row(cells[first], unit, value, t, r, column)


def _label(cells: Sequence[Cell]) -> int | None:
    """The column of a row's label: the first cell that says something, but for a running number before it."""
    filled = (i for i, cell in enumerate(cells) if cell.text and not cell.text.isspace())
    first = next(filled, None)
    if first is None or first + 2 >= len(cells) or not COUNTER.fullmatch(squeeze(cells[first].text)):
        return first
    return next(filled, first)


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


def bind(tables: Sequence[Table]) -> tuple[Fact, ...]:
    """The facts of the form: one a codebook indicator, ``absent`` where the table has no such row, and local rows."""
    book = codebook(FORM)
    found: dict[str, Fact] = {}
    taken: set[str] = set()
    open_: tuple[str, ...] = ()
    section = ""
    last = -1
    known = labels()
    for row in rows_of(tables):
        entry = choose(candidates(row.label.text, book), open_, last, row.unit, taken, book)
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
            if not row.unit and (row.value is None or not row.value.text.strip()):
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
