"""The codebooks: every indicator of a form, its label and its place in the form."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

from auditlib.extensions import TextFile, current
from auditlib.forms.entries import Entry as Entry  # part of what a codebook is
from auditlib.forms.local_files import parsed
from auditlib.wording import split_ordinal

STATISTICS = "statistics-2014"
ANNUAL = ("annual-2019", "annual-2021")
FORMS = (STATISTICS, *ANNUAL)
APPLICANTS = (
    "natural_person",
    "business",
    "research",
    "social_organisation",
    "legal_service",
    "other",
    "total",
)
ROUTES = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")


@dataclass(frozen=True, eq=False)
class Codebook:
    """A form's entries, in the order of the form. There is one object a form, so it is compared by identity."""

    form: str
    entries: tuple[Entry, ...]

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that have a value."""
        return tuple(entry.indicator for entry in self.entries if entry.unit)

    @cached_property
    def by_indicator(self) -> Mapping[str, Entry]:
        """The entries by their indicator."""
        return {entry.indicator: entry for entry in self.entries}

    @cached_property
    def order(self) -> dict[str, int]:
        """The position of every indicator in the form."""
        return {entry.indicator: position for position, entry in enumerate(self.entries)}

    @cached_property
    def ancestors(self) -> dict[str, tuple[str, ...]]:
        """For every indicator those above it, nearest first."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.entries:  # a parent stands before its parts
            found[entry.indicator] = (entry.parent, *found.get(entry.parent, ())) if entry.parent else ()
        return found

    def table(self, name: str) -> tuple[Entry, ...]:
        """The entries of one table of an annual form: disclosure, request or remedy."""
        return tuple(entry for entry in self.entries if entry.table == name)

    def subjects(self, table: str) -> tuple[str, ...]:
        """The rows, items or routes of a table, in the order of the form."""
        return tuple(dict.fromkeys(entry.subject for entry in self.table(table)))

    def fields(self, table: str) -> tuple[str, ...]:
        """What the cells of a table may say of their subject, in the order of the form."""
        return tuple(dict.fromkeys(entry.field for entry in self.table(table)))


def codebook(form: str) -> Codebook:
    """The codebook of a form by its name, a local one of the extensions in force among them.

    Raises KeyError for an unknown form, ExtensionError for a local one that cannot be used.
    """
    if form in FORMS:
        return _official(form)
    file = next((file for file in current().codebooks if file.stem == form), None)
    if file is None:
        raise KeyError(form)
    return local_codebook(file)


def local_forms() -> tuple[str, ...]:
    """The local forms of the extensions in force."""
    return tuple(file.stem for file in current().codebooks)


def known_forms() -> tuple[str, ...]:
    """The official forms and the local ones in force."""
    return (*FORMS, *local_forms())


@lru_cache(maxsize=64)
def local_codebook(file: TextFile) -> Codebook:
    """A local form from its file. Raises ExtensionError for the first thing that is wrong with it."""
    entries, faults = parsed(file)
    if faults:
        raise faults[0]
    return Codebook(file.stem, entries)


@cache
def _official(form: str) -> Codebook:
    source = resources.files("auditlib.forms") / "codebooks" / f"{form}.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return Codebook(form, tuple(_entry(row) for row in rows))


def _entry(row: dict[str, str]) -> Entry:
    if "label" in row:
        return Entry(**row)
    return Entry(
        indicator=row["indicator"],
        label=_crossing(row["row_label"], row["column_label"]),
        unit=row["unit"],
        table=row["table"],
        clause=row["clause"],
        row=row["row_label"],
        column=row["column_label"],
    )


def _crossing(row: str, column: str) -> str:
    """What people call the cell where a row and a column of an annual form cross: 属于国家秘密·自然人."""
    leaf = row.rpartition(" / ")[2]
    words = split_ordinal(leaf)[1].partition("（")[0] or leaf
    if row.endswith("总计"):
        words = leaf  # （七）总计 is told from the column 总计 by its ordinal
    if row.startswith("行政诉讼"):
        words = row.replace(" / ", "·")
    if row.startswith("（六）其他处理 / "):
        words = "其他处理·" + words
    return f"{words}·{column.partition('（')[0]}"


def labels() -> Mapping[str, str]:
    """The label of every indicator of every form, without its ordinal and 其中."""
    return _labels(current().codebooks)


@lru_cache(maxsize=8)
def _labels(local: tuple[TextFile, ...]) -> Mapping[str, str]:
    named: dict[str, str] = {
        entry.indicator: entry.label for file in local for entry in local_codebook(file).entries
    }
    for form in FORMS:
        for entry in codebook(form).entries:
            words = entry.label if entry.table else split_ordinal(entry.label)[1].removeprefix("其中：")
            named[entry.indicator] = words
    return named
