"""Write made-up annual reports whose tables, prose and planted mistakes are known.

OUT gets a folder for each file form with a file for each report, and the truth in three files:

facts.csv     report,indicator,value                   a line for each cell; value empty: blank, /: a mark
claims.csv    report,quote,value,unit,kind,indicator   a line for each number that the prose states; indicator
                                                       empty: no cell holds it
findings.csv  report,family,indicators,quote,mutation  a line for each planted mistake

A report without a line in findings.csv is right, by itself and with the years before it. A mistake is in an agency's
last report only, and agencies end in different years, so that every form gets its share. The same seed writes the same
files.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from auditlib.forms.codebook import STATISTICS

from .agencies import Agency, agency
from .figures import Figures, figures, form_of
from .files import FORMS
from .layout import blocks
from .prose import write
from .prose_mistakes import PROSE, ProseSlip, level_misstated
from .report import Mistake, Report, cells_of, left_out, local_rows
from .sentences import claims_of
from .table_mistakes import TABLE, Draft, Slip, slipped
from .wordings import Year


@dataclass(frozen=True, slots=True)
class Order:
    """How many reports of which years are wanted, and how."""

    agencies: int = 20
    first_year: int = 2016
    years: int = 3
    seed: int = 1
    mistakes: float = 0.5
    prose: int = 0


def reports(order: Order) -> Iterator[Report]:
    """The reports, agency by agency and year by year."""
    planted: Counter[str] = Counter()
    for number in range(order.agencies):
        rng = Random(f"{order.seed}/{number}")
        last = order.first_year + rng.randint(min(1, order.years - 1), order.years - 1)
        span = range(order.first_year, last + 1)
        who = agency(number, rng, span)
        before: Figures | None = None
        for year in span:
            true = figures(who, year, before, rng)
            faulty = year == last and rng.random() < order.mistakes
            yield (
                _faulty(who, year, true, before, order.prose, rng, planted)
                if faulty
                else _report(who, year, true, before, None, left_out(form_of(year), rng), order.prose, rng)
            )
            before = true


def _report(
    who: Agency,
    year: int,
    true: Figures,
    before: Figures | None,
    slip: Slip | None,
    out: frozenset[str],
    least: int,
    rng: Random,
) -> Report:
    """The report of a year, with the slip in its tables."""
    form = form_of(year)
    shown = {**true, **(slip.figures if slip else {})}
    cells = cells_of(form, shown, who, slip.blanks if slip else frozenset(), out)
    of = Year(who, year, {name: shown[name] for name in cells}, _comparable(form, year, before))
    sections = write(of, form, slip.cells if slip else frozenset(), least, rng)
    mistake = Mistake(slip.family, tuple(sorted(slip.cells)), "", slip.mutation) if slip else None
    return Report(
        id=f"{who.name_in(year)}_{year}",
        agency=who,
        year=year,
        form=form,
        figures=shown,
        cells=cells,
        sections=sections,
        local_rows=local_rows(form, cells, rng),
        mistake=mistake,
    )


def _comparable(form: str, year: int, before: Figures | None) -> Figures:
    """Last year's figures as far as this year's form means the same by them."""
    earlier = form_of(year - 1)
    if before is None or (form != earlier and STATISTICS in (form, earlier)):
        return {}
    return (
        before if form == earlier else {name: v for name, v in before.items() if name.startswith("request.")}
    )


def _faulty(
    who: Agency,
    year: int,
    true: Figures,
    before: Figures | None,
    least: int,
    rng: Random,
    planted: Counter[str],
) -> Report:
    """The report of a year with one mistake: of those that fit it, the kind that was planted least so far."""
    form = form_of(year)
    out = left_out(form, rng)
    state = rng.getstate()
    sound = _report(who, year, true, before, None, out, least, rng)
    draft = Draft(form, true, before, form_of(year - 1), out)
    level: ProseSlip = partial(_level, before=_comparable(form, year, before))
    in_prose = {**PROSE, "level": level}
    kinds = [*TABLE, *in_prose]
    for kind in sorted(kinds, key=lambda name: (planted[f"{form} {name}"], planted[name], rng.random())):
        if kind in in_prose:
            found = in_prose[kind](sound, rng)
        else:
            slip = slipped(TABLE[kind], draft, rng)
            if slip:
                rng.setstate(state)
            found = _report(who, year, true, before, slip, out, least, rng) if slip else None
        if found is not None:
            planted[f"{form} {kind}"] += 1
            planted[kind] += 1
            return found
    return sound


def _level(report: Report, rng: Random, before: Figures) -> Report | None:
    return level_misstated(report, before, rng)


def files(report: Report, forms: Sequence[str], seed: int) -> Iterator[tuple[Path, bytes]]:
    """The files of a report, one in each form, by their paths below the folder of all; the forms share one layout."""
    laid = blocks(report, Random(f"{seed}/{report.id}/layout"))
    for form in forms:
        suffix, written = FORMS[form]
        yield Path(form) / f"{report.id}.{suffix}", written(laid, Random(f"{seed}/{report.id}/{form}"))


FACTS = ("report", "indicator", "value")
CLAIMS = ("report", "quote", "value", "unit", "kind", "indicator")
FINDINGS = ("report", "family", "indicators", "quote", "mutation")


def facts(report: Report) -> Iterator[tuple[str, ...]]:
    """The lines of facts.csv."""
    yield from ((report.id, name, value) for name, value in report.cells.items())
    yield from ((report.id, f"local:{row.label}", row.value) for row in report.local_rows)


def claims(report: Report) -> Iterator[tuple[str, ...]]:
    """The lines of claims.csv."""
    for sentence, claim in claims_of(report.sections):
        kind = "count" if claim.kind in ("whole", "part") else claim.kind
        yield report.id, sentence.quote(claim), claim.value, claim.unit, kind, claim.indicator


def findings(report: Report) -> Iterator[tuple[str, ...]]:
    """The lines of findings.csv."""
    if mistake := report.mistake:
        yield report.id, mistake.family, ";".join(mistake.indicators), mistake.quote, mistake.mutation


def write_all(out: Path, order: Order, forms: Sequence[str], most: int | None = None) -> int:
    """Write files and truth, of the first ``most`` reports; how many there are."""
    made = list(islice(reports(order), most))
    for form in forms:
        (out / form).mkdir(parents=True, exist_ok=True)
    for report in made:
        for path, content in files(report, forms, order.seed):
            (out / path).write_bytes(content)
    for name, head, rows in (
        ("facts", FACTS, facts),
        ("claims", CLAIMS, claims),
        ("findings", FINDINGS, findings),
    ):
        _write(out / f"{name}.csv", head, (line for report in made for line in rows(report)))
    return len(made)


def _write(path: Path, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(lines)


def main() -> None:
    """The command line."""
    default = Order()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--agencies", type=int, default=default.agencies)
    parser.add_argument("--first-year", type=int, default=default.first_year)
    parser.add_argument("--years", type=int, default=default.years, help="of an agency at most")
    parser.add_argument("--forms", nargs="+", choices=FORMS, default=["txt", "html"])
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--mistakes", type=float, default=default.mistakes, help="share of agencies with one")
    parser.add_argument(
        "--prose", type=int, default=default.prose, help="signs of prose in a report, at least"
    )
    given = parser.parse_args()
    if given.out.exists() and any(given.out.iterdir()):
        parser.error(f"{given.out} is not empty: what lies there would be taken for reports of this run")
    order = Order(given.agencies, given.first_year, given.years, given.seed, given.mistakes, given.prose)
    count = write_all(given.out, order, given.forms)
    print(f"{count} reports, {len(given.forms)} file forms -> {given.out}")


if __name__ == "__main__":
    main()
