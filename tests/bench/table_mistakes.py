"""Mistakes in the tables, made in the figures before the prose is written: no sentence then speaks of their cells.

Each function makes one mistake as offices make them, in one place and of one family, or gives None where a report has
no place for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from auditlib.forms.codebook import ROUTES, STATISTICS, codebook

from .figures import Figures
from .relations import PEOPLE, beside, broken, outcomes


@dataclass(frozen=True, slots=True)
class Draft:
    """A report's figures before anything is written; ``before`` are last year's, ``left_out`` the rows not printed."""

    form: str
    figures: Figures
    before: Figures | None
    form_before: str
    left_out: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slip:
    """What a mistake in the tables changes: figures, or cells left blank."""

    family: str
    figures: Mapping[str, Decimal]
    blanks: frozenset[str]
    mutation: str

    @property
    def cells(self) -> frozenset[str]:
        """The cells that are wrong."""
        return frozenset(self.figures) | self.blanks


TableSlip = Callable[[Draft, Random], Slip | None]
TRIES = 12


def families(draft: Draft, slip: Slip | None = None) -> set[str]:
    """The families of the relations that a draft, with a slip in it, does not keep."""
    cells: dict[str, Decimal | None] = dict(draft.figures)
    if slip:
        cells |= slip.figures
        cells |= dict.fromkeys(slip.blanks)
    cells = {name: value for name, value in cells.items() if name not in draft.left_out}
    return {
        relation.family
        for relation in broken(draft.form, beside(cells, draft.before, draft.form, draft.form_before))
    }


def slipped(kind: TableSlip, draft: Draft, rng: Random) -> Slip | None:
    """A slip of a kind that breaks relations of its own family alone (a blank: whatever its total is in)."""
    for _ in range(TRIES):
        slip = kind(draft, rng)
        if slip is None or slip.cells & draft.left_out:
            continue
        found = families(draft, slip)
        if found and (slip.family == "blank" or found == {slip.family}):
            return slip
    return None


def _changed(draft: Draft, family: str, by: Mapping[str, int], mutation: str) -> Slip | None:
    values = {name: draft.figures[name] + change for name, change in by.items()}
    if any(value < 0 for name, value in values.items() if not name.endswith(".change")):
        return None
    return Slip(family, values, frozenset(), mutation)


def _sums(form: str) -> Mapping[str, Sequence[str]]:
    parts: dict[str, list[str]] = {}
    for entry in codebook(form).entries:
        if entry.relation == "sum":
            parts.setdefault(entry.parent, []).append(entry.indicator)
    return parts


def total_miscounted(draft: Draft, rng: Random) -> Slip | None:
    """A total that differs from its parts: of a group of rows, or of a row of the request matrix."""
    rows = (
        [f"request.{row}.total" for row in (*outcomes(draft.form), "new")] if draft.form != STATISTICS else []
    )
    cell = rng.choice(rows or list(_sums(draft.form)))
    step = rng.choice([-2, 1, 2, 3, 9])
    return _changed(draft, "sum", {cell: step}, f"{cell}: total off by {step}")


def part_miscounted(draft: Draft, rng: Random) -> Slip | None:
    """A part that is wrong under a right total."""
    if draft.form == STATISTICS:
        parts = rng.choice(list(_sums(draft.form).values()))
        by = {rng.choice(parts): (step := rng.choice([2, 3, 5]))}
    else:
        row, who = rng.choice(outcomes(draft.form)), rng.choice(PEOPLE[:3])
        by = {f"request.{row}.{who}": (step := rng.choice([2, 3, 4, 5]))}
    return _changed(draft, "sum", by, f"{next(iter(by))}: part off by {step}")


def remedies_miscounted(draft: Draft, rng: Random) -> Slip | None:
    """A total of remedies that leaves a case out or counts one twice."""
    if draft.form == STATISTICS:
        return None
    cell = f"remedy.{rng.choice(ROUTES)}.total"
    return _changed(draft, "sum", {cell: (step := rng.choice([-1, 1, 2]))}, f"{cell}: total off by {step}")


def balance_broken(draft: Draft, rng: Random) -> Slip | None:
    """Carried out differs from what came in less what was closed; rows and columns still add up."""
    if draft.form == STATISTICS:
        return None
    who, step = rng.choice(PEOPLE[:3]), rng.choice([1, 2, 3])
    cells = [f"request.carried_out.{name}" for name in (who, "total")]
    return _changed(draft, "balance", dict.fromkeys(cells, step), f"carried out {step} too many")


def part_above_whole(draft: Draft, rng: Random) -> Slip | None:
    """Some of a thing are more than all of it."""
    if draft.form == STATISTICS:
        pairs = [
            ("response.channel.press_conference.principal", "response.channel.press_conference"),
            ("response.channel.online_interview.principal", "response.channel.online_interview"),
            ("proactive.normative.published", "proactive.normative.issued"),
        ]
    elif draft.form == "annual-2019":
        pairs = [
            (f"disclosure.{item}.published", f"disclosure.{item}.public_total")
            for item in ("normative", "regulation")
        ]
    else:
        return None
    part, whole = rng.choice(pairs)
    step = int(draft.figures[whole] - draft.figures[part]) + rng.randint(1, 4)
    return _changed(draft, "at_most", {part: step}, f"{part} above {whole}")


def union_missed(draft: Draft, rng: Random) -> Slip | None:
    """A de-duplicated total above the sum of its channels, or below the greatest of them."""
    if draft.form != STATISTICS or any(name.startswith("proactive.channel.") for name in draft.left_out):
        return None
    channels = [draft.figures[e.indicator] for e in codebook(STATISTICS).entries if e.relation == "union"]
    total = draft.figures["proactive.total"]
    above = int(sum(channels) - total) + rng.randint(3, 60)
    below = int(max(channels) - total) - rng.randint(1, 9)
    return _changed(
        draft, "union", {"proactive.total": rng.choice([above, below])}, "total outside its bounds"
    )


def carry_over_missed(draft: Draft, rng: Random) -> Slip | None:
    """Carried in differs from what last year's report carried out; the balance holds."""
    if draft.form == STATISTICS or not draft.before or draft.form_before == STATISTICS:
        return None
    who, step = rng.choice(PEOPLE[:2]), rng.choice([-2, 1, 2, 3])
    cells = [f"request.{row}.{name}" for row in ("carried_in", "carried_out") for name in (who, "total")]
    return _changed(draft, "carry_over", dict.fromkeys(cells, step), f"carried in off by {step}")


def stock_missed(draft: Draft, rng: Random) -> Slip | None:
    """A stock that does not follow from last year's."""
    if draft.form == STATISTICS or draft.form != draft.form_before:
        return None
    if draft.form == "annual-2021":
        cell, step = "disclosure.normative.in_force", rng.choice([-7, -2, 5, 9, 30])
    else:
        cell, step = rng.choice(
            [
                ("disclosure.normative.public_total", rng.randint(4, 40)),
                (
                    f"disclosure.{rng.choice(['licensing', 'penalty', 'coercion'])}.previous",
                    rng.choice([-5, 4, 12]),
                ),
            ]
        )
    return _changed(draft, "stock", {cell: step}, f"{cell} off by {step}")


def total_left_blank(draft: Draft, rng: Random) -> Slip | None:
    """A total that nobody filled in, over parts that are filled; or the whole 总计 column."""
    if draft.form == STATISTICS:
        cells = [rng.choice([name for name in _sums(draft.form) if name != "request.answered.refused"])]
    elif rng.random() < 0.5:
        cells = [f"request.{row}.total" for row in codebook(draft.form).subjects("request")]
    else:
        cells = [f"request.{rng.choice(['new', 'granted', 'closed'])}.total"]
    if not any(draft.figures[cell] for cell in cells):
        return None
    return Slip(
        "blank",
        {},
        frozenset(cells),
        "total left blank" if len(cells) == 1 else "column of totals left blank",
    )


TABLE: Mapping[str, TableSlip] = {
    "total": total_miscounted, "part": part_miscounted, "remedies": remedies_miscounted, "balance": balance_broken,
    "at_most": part_above_whole, "union": union_missed, "carry_over": carry_over_missed, "stock": stock_missed,
    "blank": total_left_blank,
}  # fmt: skip
