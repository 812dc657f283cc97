"""The header of the request matrix: which kind of applicant every column is of."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from auditlib.forms.codebook import APPLICANTS, Codebook
from auditlib.forms.columns import Column
from auditlib.forms.grids import Line, Run

ORGANISATIONS = "organisations"
MEMBERS = APPLICANTS[1:-1]
TELLING = frozenset((*APPLICANTS, ORGANISATIONS)) - {"other", "total"}  # these may be rows as well


@cache
def official(book: Codebook) -> tuple[Column, ...]:
    """The columns of the form in its own order."""
    return tuple(Column(entry.field, entry.column) for entry in book.table("request")[: len(APPLICANTS)])


def is_header(line: Line) -> bool:
    """Whether a row names kinds of applicants: two at least, as a row may be called 其他 or 总计."""
    several = len({_kind(run) for run in line.named} - {""}) > 1
    return (several or line.has("kinds")) and not line.has_figures()


def goes_on(line: Line) -> bool:
    """Whether a row below the first of a header names a kind, be it one alone: the matrix may be cut between columns."""
    return bool({_kind(run) for run in line.named} & TELLING) and not line.has_figures()


def _kind(run: Run) -> str:
    """The kind of applicant that a label names, or all organisations."""
    return run.sense.roles.get("applicant") or run.sense.roles.get("organisations", "")


def columns_of(block: Sequence[Line]) -> tuple[Column, ...]:
    """The columns of a header of several rows, from left to right.

    The row below puts the kinds of organisations in the place of 法人或其他组织: so it stands in a grid, and so it
    can be told where the spans are lost.
    """
    found: list[Column] = []
    seen: set[str] = set()
    for line in block:
        fresh = []
        named = [(_kind(run), run) for run in line.runs]
        first = next((at for at, (field, _) in enumerate(named) if field), len(named))
        for field, run in named[first:]:
            key = field or run.text
            if key and key not in seen and (field or not run.sense.part):
                seen.add(key)
                fresh.append(Column(field, run.text, "", line, run))
        fields = [column.field for column in found]
        if ORGANISATIONS in fields and any(column.field in MEMBERS for column in fresh):
            at = fields.index(ORGANISATIONS)
            found[at : at + 1] = fresh
        else:
            found += fresh
    return _completed(found)


def _completed(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, with one label that nobody knows taken for the kind that is missing if it stands in its place."""
    missing = [name for name in APPLICANTS if name not in {column.field for column in columns}]
    unknown = [at for at, column in enumerate(columns) if not column.field]
    if len(columns) == len(APPLICANTS) and len(unknown) == len(missing) == 1:
        at = unknown[0]
        if APPLICANTS[at] == missing[0]:
            return (*columns[:at], replace(columns[at], field=missing[0]), *columns[at + 1 :])
    return tuple(columns)


def with_members(columns: Sequence[Column], book: Codebook) -> tuple[Column, ...]:
    """The columns with the official kinds of organisations in the place of 法人或其他组织, where no row names them."""
    at = next((n for n, column in enumerate(columns) if column.field == ORGANISATIONS), len(columns))
    members = official(book)[1:-1] if at < len(columns) else ()
    return (*columns[:at], *members, *columns[at + 1 :])
