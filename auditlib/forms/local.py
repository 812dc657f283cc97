"""Binding a local form: rows by their labels, as in the statistics form, and in each row its columns by their header.

``年度`` and ``历年累计`` are columns of one row, each an indicator of its own. A year in a header (2018年度) is not
compared. Rows that the form does not know are kept as ``local:<label>``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from auditlib.document import Cell, Table
from auditlib.forms.arrangement import UNITS
from auditlib.forms.codebook import Codebook, codebook, local_forms
from auditlib.forms.entries import Entry
from auditlib.forms.labels import Lexicon, core, cores, lexicon
from auditlib.forms.local_files import wordings
from auditlib.forms.records import LOCAL
from auditlib.forms.statistics import COUNTER, FEWEST_LABELS, choose
from auditlib.forms.values import understand
from auditlib.report import Fact
from auditlib.wording import split_ordinal, squeeze

YEAR = re.compile(r"^(?:19|20)\d\d")
HEADER_WITHIN = 12
MOST_ROWS = 500

Columns = Mapping[str, int]
"""The places of the value columns by their name in the codebook."""


@dataclass(frozen=True, slots=True, eq=False)
class LocalForm:
    """A local form as it is bound: ``rows`` has the first entry of each row, ``cells`` all of a row by its first one,
    ``columns`` the names of the value columns by the words of their headers; none where rows have one value each."""

    book: Codebook
    rows: Codebook
    cells: Mapping[str, tuple[Entry, ...]]
    labels: Lexicon[tuple[Entry, ...]]
    columns: Mapping[str, str]

    @property
    def fewest(self) -> int:
        """How many of its labels make a table this form."""
        return min(FEWEST_LABELS, len(self.rows.entries) // 2 + 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row: what stands left of its label, the unit it prints and its cells."""

    above: tuple[Cell, ...]
    label: Cell
    unit: str
    cells: tuple[Cell, ...]
    at: int
    number: int


@lru_cache(maxsize=64)
def local_form(book: Codebook) -> LocalForm:
    """A local form made ready for binding."""
    cells: dict[str, tuple[Entry, ...]] = {}
    first: dict[str, str] = {}
    for _, row in groupby(_numbered(book.entries), key=lambda pair: pair[0]):
        entries = tuple(entry for _, entry in row)
        cells[entries[0].indicator] = entries
        first |= {entry.indicator: entries[0].indicator for entry in entries}
    leads = tuple(replace(entries[0], parent=first.get(entries[0].parent, "")) for entries in cells.values())
    names: dict[str, list[Entry]] = {}
    for lead in leads:
        for name in dict.fromkeys(name for words in wordings(lead.row) for name in cores(words)):
            names.setdefault(name, []).append(lead)
    columns = {header(words): entry.column for entry in book.entries for words in wordings(entry.column)}
    known = lexicon({name: tuple(entries) for name, entries in names.items()})
    return LocalForm(book, Codebook(book.form, leads), cells, known, columns)


def _numbered(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """The entries with the number of their row: those of one label that stand together, until a column comes again."""
    number, label, seen = 0, "", set[str]()
    for entry in entries:
        if entry.row != label or entry.column in seen:
            number, label, seen = number + 1, entry.row, set()
        seen.add(entry.column)
        yield number, entry


def header(text: str) -> str:
    """The words of a header as they are compared: 2018年度（件） and 2018年 are 年度."""
    words = core(YEAR.sub("", squeeze(text)))
    return "年度" if words == "年" else words


def best(tables: Sequence[Table]) -> tuple[str, int, bool]:
    """The local form in force that the tables carry most labels of, with how many, and whether its columns are there.

    ("", 0, False) where that is none.
    """
    found = [(*_known(local_form(codebook(name)), tables), name) for name in local_forms()]
    enough = [(count, headed, name) for count, headed, name in found if count]
    count, headed, name = max(enough, default=(0, False, ""))
    return name, count, headed


def _known(form: LocalForm, tables: Sequence[Table]) -> tuple[int, bool]:
    """How many rows of a form the table with the most of them has, 0 for too few, and whether a table has its columns."""
    most = max((_labels_in(form, table) for table in tables), default=0)
    headed = bool(form.columns) and any(_columns(form, table)[1] for table in tables)
    return (most if most >= form.fewest else 0), headed


def _labels_in(form: LocalForm, table: Table) -> int:
    words = {core(cell.text) for row in table.rows[:MOST_ROWS] for cell in row}
    return len(words & form.labels.known.keys())


def bind(form: str, tables: Sequence[Table]) -> tuple[Fact, ...]:
    """The facts of a local form: one an indicator, ``absent`` left out, then the rows that it does not know."""
    known = local_form(codebook(form))
    found: dict[str, Fact] = {}
    taken: set[str] = set()
    open_: tuple[str, ...] = ()
    last, columns = -1, dict[str, int]()
    for t, table in enumerate(tables):
        start, own = _columns(known, table)
        columns = dict(own) or columns
        if not own and not _labels_in(known, table):
            continue
        for row in _rows(known, table, start, columns):
            entries = _candidates(known, row)
            lead = choose(entries, open_, last, row.unit, taken, known.rows)
            if lead is None:
                found |= {
                    fact.indicator: fact for fact in _unknown(row, t, columns) if fact.indicator not in found
                }
                continue
            taken.add(lead.indicator)
            open_ = (lead.indicator, *known.rows.ancestors[lead.indicator])
            last = known.rows.order[lead.indicator]
            places = columns or _in_turn(known, row)
            for entry in known.cells[lead.indicator]:
                at = places.get(entry.column, -1) if known.columns else _value_at(row)
                if entry.unit and 0 <= at < len(row.cells):
                    found[entry.indicator] = _fact(
                        entry.indicator, entry.label, row, at, t, row.unit or entry.unit
                    )
    order = known.book.order
    ours = sorted((name for name in found if name in order), key=order.__getitem__)
    return tuple(found[name] for name in (*ours, *(name for name in found if name not in order)))


def _columns(form: LocalForm, table: Table) -> tuple[int, Columns]:
    """The number of the first row below the header of a table, and its columns; (0, {}) where it has no header."""
    if not form.columns:
        return 0, {}
    for number, row in enumerate(table.rows[:HEADER_WITHIN]):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            name = form.columns.get(header(cell.text)) if cell.text.strip() else None
            if name is not None:
                found.setdefault(name, at)
        if len(found) == len(set(form.columns.values())):
            return number + 1, found
    return 0, {}


def _rows(form: LocalForm, table: Table, start: int, columns: Columns) -> Iterator[Row]:
    """The labelled rows of a table: the label is the last cell before unit and values that the form knows, else the
    last one that says something and does not count."""
    for number, cells in enumerate(table.rows[start:MOST_ROWS], start):
        stop = next((at for at, cell in enumerate(cells) if squeeze(cell.text) in UNITS), len(cells))
        unit = squeeze(cells[stop].text) if stop < len(cells) else ""
        left = [at for at, cell in enumerate(cells[: min([stop, *columns.values()])]) if cell.text.strip()]
        named = [at for at in left if not COUNTER.fullmatch(squeeze(cells[at].text))]
        if not named:
            continue
        at = next((at for at in reversed(named) if form.labels.find(cells[at].text)), named[-1])
        above = tuple(cells[n] for n in named if n < at)
        yield Row(above, cells[at], unit, cells, at, number)


def _candidates(form: LocalForm, row: Row) -> tuple[Entry, ...]:
    """The rows of the form that a row may be: those of its label, and of them those below what stands left of it."""
    entries = form.labels.find(row.label.text) or ()
    headings = {one.indicator for cell in row.above for one in form.labels.find(cell.text) or ()}
    below = tuple(one for one in entries if not headings.isdisjoint(form.rows.ancestors[one.indicator]))
    return below or entries


def _value_at(row: Row) -> int:
    """The place of a row's only value: behind its unit, else its last cell."""
    for at in range(row.at + 1, len(row.cells)):
        if squeeze(row.cells[at].text) in UNITS:
            return at + 1
    return len(row.cells) - 1 if len(row.cells) - 1 > row.at else -1


def _in_turn(form: LocalForm, row: Row) -> Columns:
    """The value columns of a row under no header, in the order of the form; none where there are more or fewer."""
    names = tuple(dict.fromkeys(form.columns.values()))
    places = [at for at in range(row.at + 1, len(row.cells)) if squeeze(row.cells[at].text) not in UNITS]
    return dict(zip(names, places, strict=True)) if len(names) == len(places) else {}


def _fact(name: str, label: str, row: Row, at: int, table: int, unit: str) -> Fact:
    state, value, printed = understand(row.cells[at].text)
    return Fact(name, label, value, state, printed, unit, row.cells[at].place, table, row.number, at)


def _unknown(row: Row, table: int, columns: Columns) -> Iterator[Fact]:
    """The values of a row that the form does not know, under its label; none where it has no figure, as a note or the
    line of those who filled the table in."""
    words = split_ordinal(squeeze(row.label.text))[1]
    places = {
        column: at for column, at in (columns or {"": _value_at(row)}).items() if 0 <= at < len(row.cells)
    }
    facts = []
    for column, at in places.items():
        of = wordings(column)
        name = f"{words}/{of[0]}" if of and len(places) > 1 else words
        facts.append(_fact(f"{LOCAL}{name}", name.replace("/", "·"), row, at, table, row.unit))
    if words and any(fact.state == "number" for fact in facts):
        yield from (fact for fact in facts if fact.state != "blank")
