"""The same agency's report of the year before, also where the agency was renamed between the two."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from auditlib.identity.full_names import in_full
from auditlib.report import Report
from auditlib.wording import squeeze

PLACES = re.compile(r".*[省市州县区旗镇乡](?=..)")


def years_before(reports: Sequence[Report]) -> dict[str, Report]:
    """For each report (by id) the same agency's report of the year before, where it is among them.

    A short name and the full one are the same agency. One under another name is where one of the two reports states the
    renaming, in full or in short (区经信局，现区工信局), and no other report of that year could be meant. A report that does
    not say whose it is has no year before.
    """
    dated = [(report, report.identity.year) for report in reports if report.identity.year and _name(report)]
    by_agency: dict[tuple[str, int], Report] = {}
    by_full_name: dict[tuple[str, int], list[Report]] = {}
    by_year: dict[int, list[Report]] = {}
    stating: dict[int, list[Report]] = {}  # those of a year that tell of a renaming themselves
    for report, year in dated:
        by_agency[_name(report), year] = report
        by_full_name.setdefault((in_full(report.identity.agency), year), []).append(report)
        by_year.setdefault(year, []).append(report)
        if report.identity.renames:
            stating.setdefault(year, []).append(report)
    found = {}
    for report, year in dated:
        before = by_agency.get((_name(report), year - 1))
        if before is None:
            full = in_full(report.identity.agency)
            before = _only(by_full_name.get((full, year), ()), by_full_name.get((full, year - 1), ()))
        if before is None:
            others = by_year if report.identity.renames else stating
            before = _renamed(report, year, others.get(year - 1, ()), by_agency)
        if before is not None and before.id != report.id:
            found[report.id] = before
    return found


def _only(now: Sequence[Report], then: Sequence[Report]) -> Report | None:
    """The one report of the year before, where only one bears the name in either year."""
    names = [{_name(report) for report in of} for of in (now, then)]
    return then[-1] if all(len(of) == 1 for of in names) else None


def _name(report: Report) -> str:
    return squeeze(report.identity.agency)


def _renamed(
    report: Report, year: int, others: Sequence[Report], by_agency: Mapping[tuple[str, int], Report]
) -> Report | None:
    """The report of the year before under the agency's former name, if there is exactly one among the others."""
    now = _name(report)
    candidates = []
    for before in others:
        then = _name(before)
        stated = (*report.identity.renames, *before.identity.renames)
        if (then, year) in by_agency or place_of(then) != place_of(now):
            continue  # it still reports under its own name, or elsewhere
        if any(short_for(old, then) and short_for(new, now) for old, new in stated):
            candidates.append(before)
    return candidates[0] if len(candidates) == 1 else None


@lru_cache(maxsize=1 << 14)
def place_of(name: str) -> str:
    """The places that a name begins with: 澄水市青禾区 of 澄水市青禾区水务局."""
    return match[0] if (match := PLACES.match(name)) else ""


def short_for(short: str, name: str) -> bool:
    """Whether a name is, or shortens, another: its signs stand in the other in their order, and both end alike."""
    rest = iter(name)
    return len(short) >= 3 and short[-1] == name[-1:] and all(sign in rest for sign in short)
