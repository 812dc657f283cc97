"""What a cell says: a number, a blank, a mark, or something that cannot be read."""

import re
import unicodedata
from decimal import Decimal

from auditlib.report import State
from auditlib.wording import squeeze

MARKS = frozenset({"/", "-", "--", "—", "——", "–", "―", "\\", "无", "*", "×", "N/A", "n/a"})
LARGEST = Decimal(10) ** 12
NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<unit>[^\d()（）.,]{0,4})"
    r"(?P<remark>\([^()]*\))?"
)


def understand(text: str) -> tuple[State, Decimal | None, str]:
    """A cell's state, its value, and the value as printed (no thousand separators, a mark as it stands).

    A remark in parentheses and a unit behind the number belong to the cell and not to its value:
    ``22（其中修订16件）`` is 22.
    """
    plain = unicodedata.normalize("NFKC", squeeze(text)).replace("−", "-")
    if not plain:
        return "blank", None, ""
    if plain in MARKS:
        return "mark", None, plain
    if (match := NUMBER.fullmatch(plain)) and abs(
        value := Decimal(printed := match["number"].replace(",", ""))
    ) < LARGEST:
        return "number", value, printed
    return "unreadable", None, text.strip()
