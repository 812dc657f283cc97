"""The codebooks: every indicator of a form, its label and its place in the form's hierarchy."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import takewhile

from auditlib.wording import split_ordinal

FORMS = ("statistics-2014",)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the statistics form. An entry without a unit is a heading and has no value."""

    indicator: str
    label: str
    unit: str
    parent: str
    relation: str
    note: str


@dataclass(frozen=True)
class Codebook:
    """A form's entries, in the order of the form."""

    form: str
    entries: tuple[Entry, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that have a value."""
        return tuple(entry.indicator for entry in self.entries if entry.unit)

    def ancestors(self, entry: Entry) -> tuple[str, ...]:
        """The indicators above an entry, nearest first."""
        by_name = {e.indicator: e for e in self.entries}
        chain = [entry.parent]
        while chain[-1] in by_name:
            chain.append(by_name[chain[-1]].parent)
        return tuple(takewhile(bool, chain))


@cache
def codebook(form: str) -> Codebook:
    """The codebook of a form by its name. Raises KeyError for an unknown form."""
    if form not in FORMS:
        raise KeyError(form)
    source = resources.files("auditlib.forms") / "codebooks" / f"{form}.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    return Codebook(form, tuple(Entry(**row) for row in csv.DictReader(lines)))


@cache
def labels() -> dict[str, str]:
    """The label of every indicator of every form, without its ordinal and 其中."""
    entries = (entry for form in FORMS for entry in codebook(form).entries)
    return {entry.indicator: split_ordinal(entry.label)[1].removeprefix("其中：") for entry in entries}
