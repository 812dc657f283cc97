"""Claims that rest on the numbers stated beside them: levels, shares, changes, and what is said of all.

The wording alone does not tell the generations of the form apart, so such a claim names the cells of each; ``of_form``
keeps those of the report's own form.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from auditlib.narrative.changes import COUNT, blotted_out, changes
from auditlib.narrative.linked import Linked, Meaning, exact, stretch
from auditlib.narrative.rates import Rate, rates
from auditlib.narrative.sentences import Sentence
from auditlib.narrative.shares import shares
from auditlib.narrative.universals import universals
from auditlib.report import Claim, Given

__all__ = ["Linked", "derived", "of_form"]

LEVEL = re.compile(
    r"[与和同](?:上年|去年|上一年度?|前一年|(?:19|20)\d\d年)度?(?:的)?(?:同期)?(?:的)?"
    rf"(?:[（(]?(?P<base>{COUNT}+)[）)]?)?(?:数量)?(?:相比)?[，,]?(?:基本|大致|大体)?(?:持平|相同|一致|相当)"
)
ROUGHLY = re.compile("基本|大致|大体|相当")
NAMES = re.compile(r"[+/]")
MOST_READINGS, MOST_OF_A_SHARE = 3, 12
NO_MEANING = Meaning()


def derived(
    sentence: Sentence, linked: Sequence[Linked], year: int | None = None, meaning: Meaning = NO_MEANING
) -> Iterator[Claim]:
    """The claims of a sentence that rest on its quantities, given in order; ``meaning`` tells what its words speak of."""
    text = sentence.text
    found = rates(text, linked)
    if "持平" in text or "相同" in text or "一致" in text or "相当" in text:
        yield from _levels(sentence, linked, found)
    if found:
        yield from shares(sentence, linked, found, meaning)
    if linked or found or "番" in text or "倍" in text:
        yield from changes(sentence, linked, found, year, meaning.before)
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
    readings = _readings(claim.indicator, known, MOST_OF_A_SHARE if claim.kind == "share" else MOST_READINGS)
    return claim if readings == claim.indicator else replace(claim, indicator=readings)


def _readings(expression: str, known: Container[str], most: int) -> str:
    readings = [one for one in expression.split("|") if all(name in known for name in NAMES.split(one))]
    return "|".join(readings[:most])


def _levels(sentence: Sentence, linked: Sequence[Linked], found: Sequence[Rate]) -> Iterator[Claim]:
    for match in LEVEL.finditer(blotted_out(sentence.text, linked, found)):
        said = sentence.text[match.start() : match.end()]
        before = [one for one in linked if one.quantity.end <= match.start()]
        near = before[-1] if before and match.start() - before[-1].quantity.end <= 12 else None
        was = next((one for one in linked if one.quantity.start == match.start("base")), None)
        same = near is not None and was is not None and near.quantity.unit == was.quantity.unit
        yield stretch(
            sentence,
            near.quantity.at if near else match.start(),
            match.end(),
            hedge="约" if ROUGHLY.search(said) else "",
            kind="level",
            indicator=near.indicator if near else "",
            because=said,
            given=Given(exact(near), exact(was)) if near and was and same else Given(),
        )
