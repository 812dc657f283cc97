"""Cases: findings of one report that speak of the same cell or the same claim, walked and decided together."""

from collections.abc import Iterator, Mapping, Sequence

from auditlib.checks.kinds import Severity
from auditlib.drafting import Draft

SEVERITIES: Sequence[Severity] = ("error", "warning", "note")


def in_cases(drafts: Sequence[Draft], order: Mapping[str, int]) -> Iterator[tuple[Draft, ...]]:
    """The drafts as cases, the most telling of each first; ``order`` ranks the reports by their ids.

    Two drafts are of one case when they share the cell that their rules are about (its left-hand side), or when the
    stretches of prose that they quote overlap. Reports stay together, and in a report the gravest case is first.
    """
    groups: dict[int, list[Draft]] = {}
    for number, draft in zip(_bound(drafts), drafts, strict=True):
        groups.setdefault(number, []).append(draft)
    cases = [tuple(sorted(group, key=_telling)) for group in groups.values()]
    return iter(sorted(cases, key=lambda case: (order[case[0].finding.report], _gravity(case[0]))))


def _bound(drafts: Sequence[Draft]) -> list[int]:
    """For each draft the number of the first draft of its case."""
    leader = list(range(len(drafts)))

    def first_of(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    def bind(one: int, other: int) -> None:
        low, high = sorted((first_of(one), first_of(other)))
        leader[high] = low

    about: dict[tuple[str, str], int] = {}
    for number, draft in enumerate(drafts):
        if draft.head is not None:
            bind(about.setdefault(draft.head, number), number)
    for one, other in _overlapping(drafts):
        bind(one, other)
    return [first_of(number) for number in range(len(drafts))]


def _overlapping(drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs of drafts whose claims overlap, enough of them to chain all that do."""
    claims = sorted(
        (draft.finding.report, *draft.claim, number)
        for number, draft in enumerate(drafts)
        if draft.claim is not None and draft.claim[0] >= 0
    )
    report, reach, last = "", -1, -1
    for own, start, end, number in claims:
        if own == report and start < reach:
            yield last, number
        if own != report or end > reach:
            report, reach, last = own, end, number


def _gravity(draft: Draft) -> int:
    return SEVERITIES.index(draft.finding.severity)


def _telling(draft: Draft) -> tuple[int, bool, int, int]:
    """What tells most first: the gravest, what is wrong before what is incomplete, most figures and evidence."""
    finding = draft.finding
    return _gravity(draft), finding.verdict != "fail", -len(finding.figures), -len(finding.evidence)
