"""Binding the annual forms of 2019 and 2021: the cells of their three tables, found by the labels that cross in each.

Tables may be cut in two or come twice; of two copies the first that is filled is the report's. Rows and columns that
the form does not know are kept as ``local:<row>/<column>``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from typing import Literal

from auditlib.document import Table
from auditlib.forms import disclosure, remedies, requests
from auditlib.forms.codebook import codebook
from auditlib.forms.grids import Line, lines, part_of
from auditlib.forms.records import LOCAL, Record, plain_label
from auditlib.forms.vocabulary import Part
from auditlib.report import Fact

BINDERS = {"disclosure": disclosure.records, "request": requests.records, "remedy": remedies.records}


def bind(form: str, tables: Sequence[Table]) -> tuple[Fact, ...]:
    """The facts of an annual form, in its order and one an indicator, then local ones; none for a missing row."""
    book = codebook(form)
    found: dict[str, Fact] = {}
    for part, rows in parts(tables).items():
        found |= _first_filled(_copies(BINDERS[part](rows, book)))
    known = sorted((name for name in found if name in book.order), key=book.order.__getitem__)
    return tuple(found[name] for name in (*known, *(name for name in found if name.startswith(LOCAL))))


def parts(tables: Sequence[Table]) -> Mapping[Part, Sequence[Line]]:
    """The rows of each of the three tables of the form, which may stand in one grid or be cut into several.

    A row that does not tell goes with those above it, at the head of a table with those below; a table that is
    nothing but figures goes on with the one before.
    """
    found: dict[Part, list[Line]] = defaultdict(list)
    current: Part | Literal[""] = ""
    for number, table in enumerate(tables):
        rows = [(part_of(line), line) for line in lines(number, table)]
        figures = all(not run.text or run.text.isascii() for _, line in rows for run in line.runs)
        current = next((part for part, _ in rows if part), current if figures else "")
        for part, line in rows:
            current = part or current
            if current:
                found[current].append(line)
    return found


def _copies(records: Iterable[Record]) -> Iterator[dict[str, Fact]]:
    """The facts of the records, parted where a table comes again."""
    copy: dict[str, Fact] = {}
    in_order = sorted(records, key=lambda record: record.table)
    for _, group in groupby(in_order, key=lambda record: record.table):
        piece = _merged(group)
        again = [name for name in piece if name in copy and not name.startswith(LOCAL)]
        if 2 * len(again) > len(piece):
            yield copy
            copy = piece
        else:
            copy |= {name: fact for name, fact in piece.items() if _better(fact, copy.get(name))}
    yield copy


def _better(fact: Fact, known: Fact | None) -> bool:
    """Whether a fact says more than the one before: a figure or mark more than what ran together, that than a blank."""
    return known is None or _worth(fact) > _worth(known)


def _worth(fact: Fact) -> int:
    return {"blank": 0, "unreadable": 1}.get(fact.state, 2)


def _merged(records: Iterable[Record]) -> dict[str, Fact]:
    """The facts of one table; of a row that comes twice the first that is filled."""
    found: dict[str, Fact] = {}
    for record in records:
        local = [fact for fact in record.facts if fact.indicator.startswith(LOCAL)]
        known = [fact for fact in record.facts if not fact.indicator.startswith(LOCAL)]
        if all(fact.indicator not in found or found[fact.indicator].state == "blank" for fact in known):
            found |= {fact.indicator: fact for fact in known}
        if any(fact.state == "number" for fact in local):
            for fact in local:
                if fact.state != "unreadable":
                    name = _free(fact.indicator, record.heading, found)
                    found[name] = fact._replace(indicator=name)
    return found


def _free(name: str, heading: str, found: Mapping[str, Fact]) -> str:
    """A local name that is not taken: with its heading, then with a count."""
    long = f"{LOCAL}{plain_label(heading)}/{name.removeprefix(LOCAL)}" if heading else name
    return next(each for each in chain((name, long), (f"{long}#{n}" for n in count(2))) if each not in found)


def _first_filled(copies: Iterable[dict[str, Fact]]) -> dict[str, Fact]:
    every = list(copies)
    return next((copy for copy in every if any(fact.state != "blank" for fact in copy.values())), every[0])
