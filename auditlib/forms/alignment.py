"""Tables of the annual forms brought into the form's own shape: ragged ones made whole, and those laid on their side
set upright.

A dump holds each cell once, in the row where it begins. The labels of the annual forms say what each covers: a section
（一、） the three label columns, a part （（一）） two of them, an item （1.） the last, and a group of columns those
below it. A table that does not fit this is left as it is.

A table lies on its side where the labels of its rows stand beside each other: the kinds of applications as columns and
the applicants as rows, the items of the disclosure table as columns, the outcomes of reviews and lawsuits one below
another.
"""

from collections.abc import Sequence

from auditlib.document import Cell, Table
from auditlib.forms.grids import Line, lines
from auditlib.forms.values import understand
from auditlib.forms.vocabulary import Role
from auditlib.wording import split_ordinal, squeeze

Row = tuple[Cell, ...]
LABELS, APPLICANTS, OUTCOMES = 3, 7, 5
ORGANISATIONS = "法人或其他组织"
DIRECT, AFTER = "未经复议直接起诉", "复议后起诉"
LEVELS = {1: 0, 2: 1, 3: 2}
FEWEST_ROWS = 8  # so many rows of the request matrix beside each other are columns
FEWEST_OUTCOMES = 4


def aligned(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with those of the annual forms that are ragged made whole, and those that lie on their side upright."""
    return tuple(_aligned(number, table) for number, table in enumerate(tables))


def _aligned(number: int, table: Table) -> Table:
    if len({len(row) for row in table.rows}) < 2:
        return _upright(table) if _lies(lines(number, table)) else table
    rows = _requests(table.rows) or _remedies(table.rows) or _disclosure(table.rows)
    return Table(rows, table.place) if rows else table


def _lies(found: Sequence[Line]) -> bool:
    """Whether rows of the request matrix or items stand beside each other, or outcomes one below another alone."""
    if any(len(_names(line, "row")) >= FEWEST_ROWS for line in found):
        return True
    items = [len(_names(line, "item")) for line in found if line.has("item")]
    if items and min(items) > 1 and not any(line.has("item") and line.has("column") for line in found):
        return True
    outcomes = [_names(line, "outcome") for line in found]
    return max(map(len, outcomes), default=0) == 1 and len(frozenset().union(*outcomes)) >= FEWEST_OUTCOMES


def _names(line: Line, role: Role) -> frozenset[str]:
    return frozenset(run.sense.roles[role] for run in line.named if role in run.sense.roles)


def _upright(table: Table) -> Table:
    return Table(tuple(zip(*table.rows, strict=True)), table.place)


def _words(row: Row) -> list[str]:
    return [squeeze(cell.text) for cell in row]


def _is_value(cell: Cell) -> bool:
    return understand(cell.text)[0] != "unreadable"


def _requests(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The request matrix: three label columns and seven of applicants; () where the rows are something else."""
    found: list[Row] = []
    head = next((n for n, row in enumerate(rows) if ORGANISATIONS in _words(row) and len(row) == 3), None)
    if head is None or head + 1 >= len(rows) or len(rows[head + 1]) != 5:
        return ()
    group = _words(rows[head]).index(ORGANISATIONS)
    corner = rows[0][0] if head and len(rows[0]) == 2 else None
    lead = (corner or rows[head][0],) * LABELS
    for row in rows[:head]:
        if len(row) > 2:
            return ()
        found.append((*lead, *(row[-1],) * APPLICANTS))
    upper, lower = rows[head], rows[head + 1]
    found.append((*lead, *upper[:group], *(upper[group],) * 5, *upper[group + 1 :]))
    found.append((*lead, *upper[:group], *lower, *upper[group + 1 :]))
    above: list[Cell | None] = [None, None]
    for row in rows[head + 2 :]:
        labels, values = row[:-APPLICANTS], row[-APPLICANTS:]
        line = _labels(labels, above)
        if not line or not all(_is_value(value) for value in values):
            return ()
        found.append((*line, *values))
    return tuple(found)


def _labels(labels: Row, above: list[Cell | None]) -> Row:
    """A row's three label cells, with those ``above`` that still cover it; () where they do not fit."""
    levels = [LEVELS.get(number.level) if (number := split_ordinal(c.text)[0]) else None for c in labels]
    if not labels or None in levels or levels != sorted(set(levels), key=str):
        return ()
    for cell, level in zip(labels, levels, strict=True):
        if level == 0:
            above[:] = [cell, None]
        elif level == 1:
            above[1] = cell
    last, level = labels[-1], levels[-1]
    covered = [cell or last for cell in above]
    return tuple(
        [last] * LABELS if level == 0 else [covered[0], last, last] if level == 1 else [*covered, last]
    )


def _remedies(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The remedies: three times five columns under 行政复议 and the two kinds of 行政诉讼."""
    if len(rows) != 4 or [len(row) for row in rows] != [2, OUTCOMES + 2, 2 * OUTCOMES, 3 * OUTCOMES]:
        return ()
    top, middle, lower, values = rows
    if _words(middle)[OUTCOMES:] != [DIRECT, AFTER] or _words(top) != ["行政复议", "行政诉讼"]:
        return ()
    own, direct, after = middle[:OUTCOMES], middle[OUTCOMES], middle[OUTCOMES + 1]
    return (
        (*(top[0],) * OUTCOMES, *(top[1],) * 2 * OUTCOMES),
        (*own, *(direct,) * OUTCOMES, *(after,) * OUTCOMES),
        (*own, *lower),
        values,
    )


def _disclosure(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The disclosure table: a row's last cell covers what the row is short of."""
    width = max(len(row) for row in rows)
    heads = sum(_words(row)[0] == "信息内容" for row in rows)
    if not heads:
        return ()
    return tuple((*row, *(row[-1],) * (width - len(row))) for row in rows)
