"""Which form a report's tables follow, told by their labels and never by the year, and the facts they hold."""

from collections.abc import Sequence

from auditlib.document import Table
from auditlib.forms import annual, local, statistics
from auditlib.forms.codebook import ANNUAL, STATISTICS, local_forms
from auditlib.forms.grids import Line
from auditlib.report import Fact

# Labels without which a table is none of the annual forms.
FEWEST = {"disclosure": 3, "request": 6, "remedy": 4}


def bind(form: str, tables: Sequence[Table], year: int | None = None) -> tuple[Fact, ...]:
    """The facts of a form in its order, then local ones; none for no form. ``year`` is the one that is reported on."""
    if form == STATISTICS:
        return statistics.bind(tables, year)
    if form in local_forms():
        return local.bind(form, tables)
    return annual.bind(form, tables) if form else ()


def recognise(tables: Sequence[Table]) -> str:
    """The form whose labels the tables carry, "" where that is none.

    A local form goes before an official one where the tables have more of its labels, or as many and its columns too.
    """
    name, labels, headed = local.best(tables)
    official, of_official = _official(tables)
    return name if labels > of_official or (labels == of_official and headed) else official


def _official(tables: Sequence[Table]) -> tuple[str, int]:
    """The official form, "" where it is none, and how many of its labels there are.

    The annual forms are told apart by the labels that only one of them has, and where neither has any, by whether
    （六）其他处理 is a row with figures; failing that it is the form in force.
    """
    parts = annual.parts(tables)
    labels = {part: _labels(rows) for part, rows in parts.items()}
    annual_labels = sum(len(found) for part, found in labels.items() if len(found) >= FEWEST[part])
    of_statistics = statistics.known_labels(tables)
    if of_statistics >= max(statistics.FEWEST_LABELS, annual_labels):
        return STATISTICS, of_statistics
    if not annual_labels:
        return "", 0
    telling = [forms for found in labels.values() for forms in found.values() if len(forms) == 1]
    of_form = {form: sum(form in forms for forms in telling) for form in ANNUAL}
    older, newer = ANNUAL
    if of_form[older] == of_form[newer]:
        return older if _is_one_row(parts.get("request", ())) else newer, annual_labels
    return max(ANNUAL, key=of_form.__getitem__), annual_labels


def _labels(rows: Sequence[Line]) -> dict[tuple[str, str], frozenset[str]]:
    """The distinct labels that belong to one table alone, with the forms that print them."""
    return {
        (role, name): run.sense.forms
        for line in rows
        for run in line.named
        if run.sense.part
        for role, name in run.sense.roles.items()
    }


def _is_one_row(rows: Sequence[Line]) -> bool:
    """Whether （六）其他处理 is a row of its own, as in the form of 2019."""
    for line in rows:
        named = [run.sense.roles["row"] for run in line.named if "row" in run.sense.roles]
        if named[-1:] == ["other"] and line.has_figures():
            return True
    return False
