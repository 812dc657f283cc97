"""Numbers as a spreadsheet prints them: by the number format of their cell, as a person with the file open reads them.

ECMA-376 part 1, 18.8.30 and 18.8.31; what it leaves open is as the common programs have it in their Chinese edition.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from auditlib.readers.number_formats.codes import BUILT_IN, GENERAL, Section, sections
from auditlib.readers.number_formats.dates import printed_date
from auditlib.readers.number_formats.digits import general, printed_number, significant

__all__ = ["BUILT_IN", "GENERAL", "general", "printed", "printed_text"]

AS_TYPED = (GENERAL, "@", "")
USUAL = {2: ((">=", Decimal(0)),), 3: ((">", Decimal(0)), ("<", Decimal(0)))}


@lru_cache(maxsize=1 << 14)
def printed(value: float, code: str, *, since_1904: bool = False) -> str:
    """A number by the format of its cell, "" where the format hides it.

    A format that means nothing, and a date that the calendar does not have, print the number as General does.
    """
    number = significant(value)
    if code in AS_TYPED or not number.is_finite():
        return general(value)
    chosen = _chosen(number, _of_numbers(sections(code)))
    if chosen is None:
        return general(value)
    section, unsigned = chosen
    if section.has("date"):
        return printed_date(value, section, since_1904=since_1904) or general(value)
    try:
        text = printed_number(abs(number), section)
    except InvalidOperation:
        return general(value)
    signed = number < 0 and not unsigned and text.strip("0.,%") != ""
    return f"-{text}" if signed else text


def printed_text(text: str, code: str) -> str:
    """A text by the format of its cell: 3 by ``@"件"`` is 3件, and three semicolons hide it."""
    if code in AS_TYPED:
        return text
    all_sections = sections(code)
    if _of_numbers(all_sections) == all_sections:
        return text
    return "".join(
        text if token.kind in ("text", "general") else token.text
        for token in all_sections[min(3, len(all_sections) - 1)].tokens
        if token.kind in ("text", "general", "literal")
    )


def _of_numbers(all_sections: Sequence[Section]) -> Sequence[Section]:
    """The sections without that of texts: the fourth, or the last of several that has the @."""
    if len(all_sections) < 4 and not all_sections[-1].has("text"):
        return all_sections
    return all_sections[: min(3, len(all_sections) - 1)]


def _chosen(number: Decimal, own: Sequence[Section]) -> tuple[Section, bool] | None:
    """The section for a number, and whether it leaves out the minus sign; None where there is none."""
    usual = USUAL.get(len(own), ())
    for n, section in enumerate(own):
        condition = section.condition or (usual[n] if n < len(usual) else None)
        if condition is None:
            return section, len(own) == 2 and own[0].condition is None
        sign, bound = condition
        if _meets(number, sign, bound):
            return section, len(own) > 1 and sign in ("<", "<=") and bound <= 0
    return None


def _meets(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]
