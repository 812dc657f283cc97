"""Series: the reports of an agency over the years, also under its former names. No report is compared across two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from auditlib.corpus.headers import Header
from auditlib.identity.full_names import place_of, whole_names
from auditlib.reconcile.neighbours import short_for
from auditlib.wording import squeeze


def series(headers: Sequence[Header]) -> list[tuple[int, ...]]:
    """Positions in groups; whatever could be the year before of a report is in its group (see years_before).

    All reports of one agency are together, and with them those of the agencies that it may have been called before or
    is called now. The groups and their members are in the order of the reports.
    """
    members: dict[str, list[int]] = defaultdict(list)
    renames: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for n, header in enumerate(headers):
        name = squeeze(header.agency) or f"#{n}"  # a report that names nobody has no other years
        members[name].append(n)
        renames[name].update(dict.fromkeys(header.renames))
    leader = {name: name for name in members}

    def first_of(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in chain(_written_otherwise(members), _renamed(members, renames)):
        leader[first_of(other)] = first_of(one)
    groups: dict[str, list[int]] = defaultdict(list)
    for name, of in members.items():
        groups[first_of(name)] += of
    return sorted(tuple(sorted(group)) for group in groups.values())


def in_partitions(groups: Iterable[tuple[int, ...]], most: int) -> Iterator[list[tuple[int, ...]]]:
    """Series put together until ``most`` reports are reached; one that is larger stays whole."""
    part: list[tuple[int, ...]] = []
    size = 0
    for group in groups:
        if part and size + len(group) > most:
            yield part
            part, size = [], 0
        part.append(group)
        size += len(group)
    if part:
        yield part


def _written_otherwise(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names of one agency, in short and in full, with its place and without."""
    first: dict[str, str] = {}
    for name, full in whole_names(names).items():
        if (other := first.setdefault(full, name)) != name:
            yield other, name


def _renamed(
    names: Iterable[str], renames: dict[str, dict[tuple[str, str], None]]
) -> Iterator[tuple[str, str]]:
    """Agencies of one place of which one states that it, or the other, was renamed."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_place[place_of(name)].append(name)
    for name, stated in renames.items():
        for old, new in stated:
            is_old, is_new = short_for(old, name), short_for(new, name)
            for other in by_place[place_of(name)] if is_old or is_new else ():
                if (is_new and short_for(old, other)) or (is_old and short_for(new, other)):
                    yield name, other
