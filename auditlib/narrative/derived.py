"""Claims that rest on the numbers stated beside them: levels, shares, changes, and what is said of all.

The wording alone does not tell the generations of the form apart, so such a claim names the cells of each; ``of_form``
keeps those of the report's own form.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from auditlib.narrative.changes import changes
from auditlib.narrative.linked import Linked, stretch
from auditlib.narrative.rates import rates
from auditlib.narrative.sentences import Sentence
from auditlib.narrative.shares import shares
from auditlib.narrative.universals import universals
from auditlib.report import Claim

__all__ = ["Linked", "derived", "of_form"]

LEVEL = re.compile(
    r"与(?:上年|去年|上一年度?|前一年|(?:19|20)\d\d年)度?(?:的)?(?:同期)?(?:基本)?(?:持平|相同|一致|相当)"
)
NAMES = re.compile(r"[+/]")
MOST_READINGS = 3


def derived(sentence: Sentence, linked: Sequence[Linked]) -> Iterator[Claim]:
    """The claims of a sentence that rest on its quantities, given in order."""
    found = rates(sentence.text, linked)
    if "与" in sentence.text:
        yield from _levels(sentence, linked)
    if found:
        yield from shares(sentence, linked, found)
    if linked or found or "一番" in sentence.text:
        yield from changes(sentence, linked, found)
    yield from universals(sentence, linked)


def of_form(claims: Iterable[Claim], known: Container[str]) -> tuple[Claim, ...]:
    """The claims of a report in the indicators of its form, ``known``; readings that it has no cells for are left out.

    A number that a share or change tells of is no claim beside it.
    """
    kept = [_known(claim, known) for claim in claims]
    told = {(claim.end, claim.value) for claim in kept if claim.because and claim.kind in ("share", "change")}
    seen: set[tuple[str, int, str]] = set()
    found = []
    for claim in kept:
        bare = not (claim.because or claim.indicator) and (claim.end, claim.value) in told
        key = (claim.kind, claim.end, claim.indicator)
        if bare or key in seen or (claim.kind == "all" and not claim.indicator):
            continue
        if claim.indicator:
            seen.add(key)
        found.append(claim)
    return tuple(found)


def _known(claim: Claim, known: Container[str]) -> Claim:
    readings = _readings(claim.indicator, known)
    return claim if readings == claim.indicator else replace(claim, indicator=readings)


def _readings(expression: str, known: Container[str]) -> str:
    readings = [one for one in expression.split("|") if all(name in known for name in NAMES.split(one))]
    return "|".join(readings[:MOST_READINGS])


def _levels(sentence: Sentence, linked: Sequence[Linked]) -> Iterator[Claim]:
    for match in LEVEL.finditer(sentence.text):
        before = [(one.quantity, one.indicator) for one in linked if one.quantity.end <= match.start()]
        quantity, name = before[-1] if before else (None, "")
        near = quantity is not None and match.start() - quantity.end <= 12
        start = quantity.at if quantity and near else match.start()
        yield stretch(
            sentence,
            start,
            match.end(),
            hedge="约" if "基本" in match[0] else "",
            kind="level",
            indicator=name if near else "",
            because=match[0],
        )
