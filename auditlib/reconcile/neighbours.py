"""The same agency's report of the year before, also where the agency was renamed between the two."""

from collections.abc import Container, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from auditlib.identity.full_names import PLATE, in_full, place_of, whole_names
from auditlib.report import Report
from auditlib.wording import squeeze


def years_before(reports: Sequence[Report]) -> dict[str, Report]:
    """For each report (by id) the same agency's report of the year before, where it is among them.

    A short name and the full one are the same agency; one without its place is what ``with_places`` found. One under
    another name is where one of the two reports states the renaming, in full or in short (区经信局，现区工信局), and no other
    report of that year could be meant. A report that does not say whose it is has no year before.
    """
    dated = [(report, report.identity.year) for report in reports if report.identity.year and _name(report)]
    by_agency: dict[tuple[str, int], list[Report]] = {}
    by_full_name: dict[tuple[str, int], list[Report]] = {}
    by_year: dict[int, list[Report]] = {}
    stating: dict[int, list[Report]] = {}  # those of a year that tell of a renaming themselves
    for report, year in dated:
        by_agency.setdefault((_name(report), year), []).append(report)
        by_full_name.setdefault((_in_full(report), year), []).append(report)
        by_year.setdefault(year, []).append(report)
        if report.identity.renames:
            stating.setdefault(year, []).append(report)
    found = {}
    for report, year in dated:
        before = _of_same(report, by_agency.get((_name(report), year - 1), ()))
        if before is None:
            name = _in_full(report)
            before = _only(report, by_full_name.get((name, year), ()), by_full_name.get((name, year - 1), ()))
        if before is None:
            others = by_year if report.identity.renames else stating
            before = _renamed(report, year, others.get(year - 1, ()), by_agency)
        if before is not None and before.id != report.id:
            found[report.id] = before
    return found


def with_places(series: Sequence[Report]) -> list[Report]:
    """The reports of one series, those whose agency lacks its place with the whole name (``whose``): that of the only other
    agency of the series that bears it. Which agencies are one series is settled over the whole run, so that a report has
    the same year before whatever else it is looked at with."""
    names = whole_names(report.identity.agency for report in series)
    return [
        report
        if (name := names[report.identity.agency]) == in_full(report.identity.agency)
        else replace(report, whose=name)
        for report in series
    ]


def _of_same(report: Report, then: Sequence[Report]) -> Report | None:
    """The report of the year before of several that bear one name: the latest version, in the same folder where one is
    there. A name without its place may be of another county: where it is not alone, only the same folder tells."""
    if len(then) > 1:
        beside = [one for one in then if _folder(one) == _folder(report)]
        then = beside or (then if report.identity.region else ())
    return max(then, key=lambda one: one.version, default=None)


def _folder(report: Report) -> PurePosixPath:
    return PurePosixPath(report.paths[0]).parent


def _only(report: Report, now: Sequence[Report], then: Sequence[Report]) -> Report | None:
    """The report of the year before, where only one agency bears the name in either year."""
    names = [{_name(one) for one in of} for of in (now, then)]
    return _of_same(report, then) if all(len(of) == 1 for of in names) else None


def _in_full(report: Report) -> str:
    return report.whose or in_full(report.identity.agency)


def _name(report: Report) -> str:
    return squeeze(report.identity.agency)


def _renamed(
    report: Report, year: int, others: Sequence[Report], by_agency: Container[tuple[str, int]]
) -> Report | None:
    """The report of the year before under the agency's former name, if there is exactly one among the others."""
    now = _name(report)
    candidates = []
    for before in others:
        then = _name(before)
        stated = (*report.identity.renames, *before.identity.renames)
        if (then, year) in by_agency or place_of(then) != place_of(now):
            continue  # it still reports under its own name, or elsewhere
        old_name, new_name = PLATE.sub("", then), PLATE.sub("", now)
        if any(short_for(old, old_name) and short_for(new, new_name) for old, new in stated):
            candidates.append(before)
    return candidates[0] if len(candidates) == 1 else None


def short_for(short: str, name: str) -> bool:
    """Whether a name is, or shortens, another: its signs stand in the other in their order, and both end alike."""
    rest = iter(name)
    return len(short) >= 3 and short[-1] == name[-1:] and all(sign in rest for sign in short)
