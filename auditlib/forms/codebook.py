"""The codebooks: every indicator of a form, its label and its place in the form's hierarchy."""

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

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
