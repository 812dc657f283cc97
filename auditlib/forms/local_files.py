"""Local forms: a form of a locality from the CSV file that gives it, and all that may be wrong in such a file.

The file has a line a cell: indicator, label, unit, parent, relation, note and, where a row has several values, column.
The cells of one row stand one below another with the same label. ``|`` parts other wordings of a label or a column.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice

from auditlib.errors import ExtensionError
from auditlib.extensions import TextFile
from auditlib.forms.entries import Entry
from auditlib.messages import names
from auditlib.wording import split_ordinal

FIELDS = ("indicator", "label", "unit", "parent", "relation", "note", "column")
REQUIRED = FIELDS[:3]
RELATIONS = ("sum", "at_most", "union", "cumulative", "none", "")
NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
FORM = re.compile(r"[a-z0-9][a-z0-9_-]*")
MOST_LINES = 2000
OTHERS = "|"
AMONG = re.compile("^其中[:：]?")


def parsed(file: TextFile) -> tuple[tuple[Entry, ...], Sequence[ExtensionError]]:
    """The entries of a local form, and everything that is wrong with the file: with faults it is of no use."""
    faults = [ExtensionError("form_name", path=file.name)] if not FORM.fullmatch(file.stem) else []
    try:
        rows = list(islice(csv.reader(file.text.splitlines(keepends=True)), MOST_LINES + 1))
    except csv.Error as fault:
        return (), [*faults, ExtensionError("form_not_csv", path=file.name, why=fault)]
    header = [name.strip() for name in rows[0]] if rows else []
    if missing := [name for name in REQUIRED if name not in header]:
        known = ",".join(FIELDS)
        return (), [
            *faults,
            ExtensionError("form_header", path=file.name, missing=names(missing), known=known),
        ]
    if len(rows) > MOST_LINES:
        return (), [*faults, ExtensionError("form_long", path=file.name, most=MOST_LINES)]
    entries: dict[str, Entry] = {}
    first = ""
    for number, cells in enumerate(rows[1:], 2):
        given = dict.fromkeys(FIELDS, "") | {n: cell.strip() for n, cell in zip(header, cells, strict=False)}
        if any(given.values()):
            first = first or given["column"]
            entry = _entry(given, first)
            faults += _faults(file.name, number, entry, entries)
            entries.setdefault(entry.indicator, entry)
    if not any(entry.unit for entry in entries.values()):
        faults.append(ExtensionError("form_empty", path=file.name))
    return tuple(entries.values()), faults


def wordings(text: str) -> tuple[str, ...]:
    """A label or column as the file gives it, in all its wordings, the usual one first."""
    return tuple(words for one in text.split(OTHERS) if (words := one.strip()))


def _entry(given: Mapping[str, str], first: str) -> Entry:
    """The entry of a line; a cell that is not in the ``first`` column is called by its column as well."""
    label, column = (next(iter(wordings(given[key])), "") for key in ("label", "column"))
    words = split_ordinal(AMONG.sub("", split_ordinal(label)[1]))[1] or label
    return Entry(
        indicator=given["indicator"],
        label=f"{words}·{column}" if given["column"] != first else words,
        unit=given["unit"],
        parent=given["parent"],
        relation=given["relation"],
        note=given["note"],
        row=given["label"],
        column=given["column"],
    )


def _faults(path: str, line: int, entry: Entry, above: Mapping[str, Entry]) -> Iterator[ExtensionError]:
    def fault(key: str, **fields: object) -> ExtensionError:
        return ExtensionError(key, path=path, line=line, **fields)

    if not NAME.fullmatch(entry.indicator):
        yield fault("form_indicator", found=entry.indicator)
    if entry.indicator in above:
        yield fault("form_repeated", found=entry.indicator)
    if not entry.row:
        yield fault("form_no_label", found=entry.indicator)
    if entry.relation not in RELATIONS:
        yield fault("form_relation", found=entry.relation, known=names(RELATIONS[:-1]))
    if entry.parent and entry.parent not in above:
        near = names(get_close_matches(entry.parent, above, 3, 0.5) or ["—"])
        yield fault("form_parent", found=entry.parent, known=near)
    elif entry.relation not in ("", "none") and not (entry.parent and above[entry.parent].unit):
        yield fault("form_relation_of", found=entry.relation, indicator=entry.indicator)
