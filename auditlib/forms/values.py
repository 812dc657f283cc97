"""What a cell says: a number, a blank, a mark, or something that cannot be read."""

import re
from decimal import Decimal

from auditlib.report import State
from auditlib.wording import squeeze

MARKS = frozenset({"/", "-", "--", "—", "——", "–", "―", "\\", "无", "*", "×", "N/A", "n/a"})
FOOTNOTES = re.compile("[⁰¹²³⁴-⁹₀-₉①-⑳*※]+$")
LARGEST = Decimal(10) ** 12
NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<unit>[^\d()（）.,]{0,4})"
    r"(?P<remark>\([^()]*\))?"
)


def understand(text: str) -> tuple[State, Decimal | None, str]:
    """A cell's state, its value, and the value as printed (no thousand separators, a mark as it stands).

    A remark in parentheses, a unit behind the number and a footnote's sign belong to the cell and not to its value:
    ``22（其中修订16件）`` and ``22②`` are 22.
    """
    bare = text.strip()
    plain = squeeze(FOOTNOTES.sub("", bare) or bare).replace("−", "-")
    if not plain:
        return "blank", None, ""
    if FOOTNOTES.fullmatch(bare) and plain not in MARKS:
        return "unreadable", None, bare
    if plain in MARKS:
        return "mark", None, plain
    if (match := NUMBER.fullmatch(plain)) and abs(
        value := Decimal(printed := match["number"].replace(",", ""))
    ) < LARGEST:
        return "number", value, printed
    return "unreadable", None, text.strip()
