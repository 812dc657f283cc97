"""What the prose claims: counts, zero statements, and levels that are said to equal last year's.

A claim is linked to an indicator by the words next to its number, never by its value. Where the wording fits no cell
of the form the claim is kept without an indicator: unsupported, which is not wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from auditlib.narrative.derived import Linked, derived
from auditlib.narrative.lexicon import Lexicon, lexicon
from auditlib.narrative.linking import link
from auditlib.narrative.numerals import Quantity, quantities
from auditlib.narrative.scope import scope_of, zero_in_scope
from auditlib.narrative.sentences import Sentence, clause_end, clause_start
from auditlib.report import Claim
from auditlib.wording import SPACES

STRETCH_BREAKS = "，,；;。：:（(）)！？\n"
LONGEST_STRETCH = 60
LONGEST_QUOTE = 28
QUOTED_TITLE = re.compile(r"《[^《》]{0,80}》")


def claims(sentences: Sequence[Sentence], form: str, year: int | None, agency: str = "") -> tuple[Claim, ...]:
    """The claims of the prose in order, linked to the indicators of the form by their wording.

    ``agency`` is who reports: what another body did, or a part of it, is no claim about its table.
    """
    known = lexicon(form)
    found = [claim for sentence in sentences for claim in _of_sentence(sentence, known, year, agency)]
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _of_sentence(sentence: Sentence, known: Lexicon | None, year: int | None, agency: str) -> Iterator[Claim]:
    text = sentence.text
    titles = [match.span() for match in QUOTED_TITLE.finditer(text)]
    linked: list[Linked] = []
    found: list[Claim] = []
    end_before = 0
    for quantity in quantities(text):
        if any(a <= quantity.start < b for a, b in titles):
            continue
        start = max(
            clause_start(text, quantity.start, STRETCH_BREAKS), end_before, quantity.start - LONGEST_STRETCH
        )
        end_before = quantity.end
        stretch = text[start : quantity.start]
        scope = scope_of(sentence, start, quantity, year, agency)
        above = next((one.indicator for one in reversed(linked) if one.indicator), "")
        words = SPACES.sub("", stretch)
        indicator, because = (
            link(words, text, quantity, known, above, sentence.section) if known and not scope else ("", "")
        )
        linked.append(Linked(quantity, start, indicator, scope))
        found.append(_claim(sentence, start, quantity, indicator, because, scope))
    yield from _undisputed(found)
    yield from derived(sentence, linked)
    if known is not None:
        yield from _zeros(sentence, known, year, agency)


def _undisputed(found: Sequence[Claim]) -> Iterator[Claim]:
    """Where a sentence has several numbers for one cell, none of them can be told to be the cell's."""
    values: dict[str, set[Decimal | None]] = {}
    for claim in found:
        values.setdefault(claim.indicator, set()).add(claim.value)
    for claim in found:
        disputed = bool(claim.indicator) and len(values[claim.indicator]) > 1
        yield replace(claim, indicator="", because="") if disputed else claim


def _claim(
    sentence: Sentence, start: int, quantity: Quantity, indicator: str, because: str, scope: str
) -> Claim:
    text = sentence.text
    start = max(start, quantity.end - LONGEST_QUOTE)
    start += len(text[start:]) - len(text[start:].lstrip("　 、"))
    return Claim(
        section=sentence.section,
        start=sentence.start + start,
        end=sentence.start + quantity.end,
        quote=text[start : quantity.end],
        value=quantity.value,
        unit=quantity.unit,
        hedge=quantity.hedge,
        kind="share" if quantity.unit == "%" else "count",
        indicator=indicator,
        because=because,
        scope=scope,
    )


def _zeros(sentence: Sentence, known: Lexicon, year: int | None, agency: str) -> Iterator[Claim]:
    text = sentence.text
    found: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for zero in known.zeros:
        for match in zero.say.finditer(text):
            start = clause_start(text, match.start(), STRETCH_BREAKS)
            if not zero_in_scope(text, text[start : match.end()], year, agency):
                continue
            end = clause_end(text, match.end(), STRETCH_BREAKS)
            found.setdefault((start, end), []).append((zero.indicator, zero.unit, match[0]))
    for (start, end), names in found.items():
        lead = start + len(text[start:end]) - len(text[start:end].lstrip("　 "))
        expression = "+".join(dict.fromkeys(name for name, _, _ in names))
        yield Claim(
            section=sentence.section,
            start=sentence.start + lead,
            end=sentence.start + end,
            quote=text[lead:end],
            value=Decimal(0),
            unit=names[0][1],
            hedge="",
            kind="none",
            indicator=expression,
            because=max((words for _, _, words in names), key=len),
        )
