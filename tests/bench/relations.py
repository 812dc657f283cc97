"""What has to hold between the cells of a form, and between two years, told anew and apart from the product's suites.

The generator is held against these: a clean report keeps them all, a report with a planted mistake in its tables
breaks those of one family. Sources: the forms' own footnotes, 国办公开办函〔2019〕60号 and 〔2021〕30号.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from auditlib.forms.codebook import APPLICANTS, ROUTES, STATISTICS, codebook

Cells = Mapping[str, Decimal | None]
BEFORE = "before:"
PEOPLE = APPLICANTS[:-1]
OUTCOMES = ("upheld", "corrected", "other", "pending")


@dataclass(frozen=True, slots=True)
class Relation:
    """The sum of ``left`` ==, <= or implies (=>: above zero) the sum of ``right``; last year's cells as before:…"""

    family: str
    left: tuple[str, ...]
    operator: Literal["==", "<=", "=>"]
    right: tuple[str, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """The cells of this year's report that the relation names."""
        return tuple(name for name in (*self.left, *self.right) if not name.startswith(BEFORE))


def verdict(relation: Relation, cells: Cells) -> Literal["holds", "broken", "incomplete", "none"]:
    """What a relation says of some cells; a blank (None) is zero or more, a cell that is not there gives none."""
    names = (*relation.left, *relation.right)
    if any(name not in cells for name in names):
        return "none"
    left, right = (
        sum((cells[n] or Decimal(0) for n in side), Decimal(0)) for side in (relation.left, relation.right)
    )
    blank_left, blank_right = (
        any(cells[n] is None for n in side) for side in (relation.left, relation.right)
    )
    if relation.operator == "=>":
        return "holds" if left <= 0 or right > 0 else "incomplete" if blank_right else "broken"
    if left > right:
        return "incomplete" if blank_right else "broken"
    if left < right and relation.operator == "==":
        return "incomplete" if blank_left else "broken"
    return "holds"


@cache
def relations(form: str) -> tuple[Relation, ...]:
    """All relations of a form, those to the year before included."""
    return tuple(_statistics() if form == STATISTICS else _annual(form))


def broken(form: str, cells: Cells) -> list[Relation]:
    """The relations that some cells do not keep, in the order of the form."""
    return [relation for relation in relations(form) if verdict(relation, cells) in ("broken", "incomplete")]


def beside(cells: Cells, before: Cells | None, form: str, form_before: str) -> Cells:
    """The cells of a year with those of the year before as before:…, as far as the two forms mean the same by them."""
    shared = {
        BEFORE + name: value
        for name, value in (before or {}).items()
        if STATISTICS not in (form, form_before) and (form == form_before or name.startswith("request."))
    }
    return {**cells, **shared}


def _statistics() -> Iterator[Relation]:
    parts: dict[tuple[str, str], list[str]] = {}
    for entry in codebook(STATISTICS).entries:
        if entry.relation in ("sum", "at_most", "union"):
            parts.setdefault((entry.relation, entry.parent), []).append(entry.indicator)
    for (how, total), names in parts.items():
        if how == "sum":
            yield Relation("sum", (total,), "==", tuple(names))
        if how == "union":
            yield Relation("union", (total,), "<=", tuple(names))
        if how in ("at_most", "union"):
            yield from (Relation(how, (name,), "<=", (total,)) for name in names)
    yield Relation("at_most", ("proactive.normative.published",), "<=", ("proactive.normative.issued",))
    for condition, consequence in (
        ("request.closed", "request.received"),
        ("request.answered", "request.received"),
        ("request_fee", "request.received"),
        ("training.sessions", "training.participants"),
        ("training.participants", "training.sessions"),
        ("gazette.issues", "gazette.copies"),
        ("gazette.copies", "gazette.issues"),
        ("reading_visit", "reading_point"),
    ):
        yield Relation("implication", (condition,), "=>", (consequence,))


def outcomes(form: str) -> tuple[str, ...]:
    """The rows of the request matrix that say how requests ended, as (七) adds them up."""
    return tuple(
        row
        for row in codebook(form).subjects("request")
        if row not in ("new", "carried_in", "closed", "carried_out")
    )


def _annual(form: str) -> Iterator[Relation]:
    for row in codebook(form).subjects("request"):
        yield Relation(
            "sum", (f"request.{row}.total",), "==", tuple(f"request.{row}.{who}" for who in PEOPLE)
        )
    for who in APPLICANTS:
        cell = {row: f"request.{row}.{who}" for row in codebook(form).subjects("request")}
        yield Relation("sum", (cell["closed"],), "==", tuple(cell[row] for row in outcomes(form)))
        yield Relation(
            "balance", (cell["new"], cell["carried_in"]), "==", (cell["closed"], cell["carried_out"])
        )
        yield Relation("carry_over", (cell["carried_in"],), "==", (BEFORE + cell["carried_out"],))
    for route in ROUTES:
        total = f"remedy.{route}.total"
        yield Relation("sum", (total,), "==", tuple(f"remedy.{route}.{outcome}" for outcome in OUTCOMES))
    for item in codebook(form).subjects("disclosure"):
        yield from _stocks(
            f"disclosure.{item}", {e.field for e in codebook(form).table("disclosure") if e.subject == item}
        )


def _stocks(item: str, fields: set[str]) -> Iterator[Relation]:
    if "in_force" in fields:
        made, repealed, in_force = (f"{item}.{name}" for name in ("made", "repealed", "in_force"))
        yield Relation("stock", (in_force, repealed), "==", (BEFORE + in_force, made))
    if "public_total" in fields:
        published, total = f"{item}.published", f"{item}.public_total"
        yield Relation("at_most", (published,), "<=", (total,))
        yield Relation("stock", (total,), "<=", (BEFORE + total, published))
    if "previous" in fields:
        previous, change = f"{item}.previous", f"{item}.change"
        yield Relation("stock", (previous,), "==", (BEFORE + previous, BEFORE + change))
