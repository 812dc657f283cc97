"""Reports of the annual forms built straight out of facts, and tables whose every relation holds, for tests."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from auditlib.document import Cell, Place, Table
from auditlib.forms.codebook import APPLICANTS, ROUTES, codebook
from auditlib.report import Basis, Claim, Fact, Identity, Relation, Report, SourceFile, State

AGENCY = "澄水市青禾区园林局"
CellValue = int | float | str | None
Cells = Mapping[str, CellValue]
KINDS = APPLICANTS[:-1]
OUTCOMES = ("upheld", "corrected", "other", "pending")
NOT_OUTCOMES = ("new", "carried_in", "closed", "carried_out")
DOCUMENTS = ("regulation", "normative")
HELD = ("licensing", "service", "penalty", "coercion", "fee")


def outcome_rows(form: str) -> list[str]:
    """The rows of the request table that add up to （七）总计."""
    return [row for row in codebook(form).subjects("request") if row not in NOT_OUTCOMES]


def part_names(form: str) -> list[str]:
    """The cells that can be drawn freely; all others follow from them."""
    rows = (*outcome_rows(form), "carried_in", "carried_out")
    requests = [f"request.{row}.{kind}" for row in rows for kind in KINDS]
    remedies = [f"remedy.{route}.{outcome}" for route in ROUTES for outcome in OUTCOMES]
    return requests + remedies + [entry.indicator for entry in codebook(form).table("disclosure")]


def table_of(form: str, parts: Mapping[str, int], before: Mapping[str, int] | None = None) -> dict[str, int]:
    """A whole table out of its parts (others are 0) in which every relation holds, also with last year's table."""
    cells = {name: parts.get(name, 0) for name in part_names(form)}
    before = before or {}
    _requests(form, cells, before)
    for route in ROUTES:
        cells[f"remedy.{route}.upheld"] += before.get(f"remedy.{route}.pending", 0)
        cells[f"remedy.{route}.total"] = sum(cells[f"remedy.{route}.{outcome}"] for outcome in OUTCOMES)
    (_disclosure_2019 if form == "annual-2019" else _disclosure_2021)(cells, before)
    return {name: cells[name] for name in codebook(form).indicators}


def _requests(form: str, cells: dict[str, int], before: Mapping[str, int]) -> None:
    for kind in KINDS:
        of = {row: f"request.{row}.{kind}" for row in (*outcome_rows(form), *NOT_OUTCOMES)}
        cells[of["carried_in"]] = before.get(of["carried_out"], cells[of["carried_in"]])
        outcomes = sum(cells[of[row]] for row in outcome_rows(form))
        short = max(0, cells[of["carried_in"]] - outcomes - cells[of["carried_out"]])
        cells[of["granted"]] += short
        cells[of["closed"]] = outcomes + short
        cells[of["new"]] = cells[of["closed"]] + cells[of["carried_out"]] - cells[of["carried_in"]]
    for row in codebook(form).subjects("request"):
        cells[f"request.{row}.total"] = sum(cells[f"request.{row}.{kind}"] for kind in KINDS)


def _disclosure_2019(cells: dict[str, int], before: Mapping[str, int]) -> None:
    for item in DOCUMENTS:
        of = f"disclosure.{item}."
        earlier = before.get(of + "public_total", cells[of + "public_total"])
        cells[of + "public_total"] = earlier + cells[of + "published"]
    for item in HELD:
        of = f"disclosure.{item}."
        if of + "previous" in before:
            cells[of + "previous"] = before[of + "previous"] + before[of + "change"]
        held = cells[of + "previous"] + cells[of + "change"]
        if of + "decisions" in cells and not held:
            cells[of + "decisions"] = 0
    amount, projects = "disclosure.procurement.amount", "disclosure.procurement.projects"
    cells[amount] = 3 * cells[projects]


def _disclosure_2021(cells: dict[str, int], before: Mapping[str, int]) -> None:
    for item in DOCUMENTS:
        of = f"disclosure.{item}."
        earlier = before.get(of + "in_force", cells[of + "in_force"])
        cells[of + "repealed"] = min(cells[of + "repealed"], earlier + cells[of + "made"])
        cells[of + "in_force"] = earlier + cells[of + "made"] - cells[of + "repealed"]


def consistent(form: str, scale: int = 1, before: Mapping[str, int] | None = None) -> dict[str, int]:
    """A table of small numbers other than 0 in which every relation holds."""
    return table_of(form, {name: n % 4 + scale for n, name in enumerate(part_names(form))}, before)


def report_of(
    form: str,
    cells: Cells,
    *,
    year: int = 2021,
    name: str = "",
    agency: str = AGENCY,
    glued: Mapping[Sequence[str], str] | None = None,
    used: Mapping[str, Relation] | None = None,
    claims: Sequence[Claim] = (),
) -> Report:
    """A report of tables alone, with one row a cell.

    A cell is a number, None for a blank, "/" for a mark, or any other text for what cannot be read. ``glued`` puts
    indicators into one cell of that text; with ``used`` they were split from it by a relation.
    """
    used = used or {}
    home = {indicator: text for names, text in (glued or {}).items() for indicator in names}
    rows: dict[str, int] = {}
    facts: list[Fact] = []
    texts: list[tuple[str, str]] = []
    labels = codebook(form).by_indicator if form else {}
    for indicator, content in cells.items():
        state, value, text = _understood(content)
        if indicator in home and indicator not in used:
            state, value, text = "unreadable", None, home[indicator]
        key = home.get(indicator, indicator)
        if key not in rows:
            rows[key] = len(texts)
            texts.append((labels[indicator].label, home.get(indicator, text)))
        basis: Basis = "split" if indicator in used else "printed"
        relations = frozenset([used[indicator]]) if indicator in used else frozenset()
        row = rows[key]
        place = Place(table=1, row=row + 1, column=2)
        label = labels[indicator].label
        unit = labels[indicator].unit
        facts.append(
            Fact(indicator, label, value, state, text, unit, place, 0, row, 1, basis, used=relations)
        )
    grid = tuple(
        tuple(Cell(text, Place(table=1, row=r + 1)) for text in pair) for r, pair in enumerate(texts)
    )
    return Report(
        id=name or f"{agency}_{year}",
        files=(SourceFile(f"{name or agency}_{year}.xlsx", "", "xlsx"),),
        form=form,
        identity=Identity(agency, "部门", "澄水市", year, f"{year}年政府信息公开工作年度报告"),
        text="",
        lines=(),
        tables=(Table(grid, Place(table=1)),),
        facts=tuple(facts),
        claims=tuple(claims),
        outline=(),
        years=(),
    )


def _understood(content: CellValue) -> tuple[State, Decimal | None, str]:
    if content is None:
        return "blank", None, ""
    if isinstance(content, str):
        return ("mark" if content == "/" else "unreadable"), None, content
    return "number", Decimal(str(content)), str(content)


def two_years(first: str, second: str) -> list[Report]:
    """Two reports of one agency in a row, the second following from the first."""
    last_year = 2020 if "annual-2019" in (first, second) else 2021
    before = consistent(first)
    return [
        report_of(first, before, year=last_year),
        report_of(second, consistent(second, 2, before), year=last_year + 1),
    ]
