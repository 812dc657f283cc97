"""What a cell says: a number, a blank, a mark, or something that cannot be read."""

import re
from decimal import Decimal
from functools import lru_cache

from auditlib.report import State
from auditlib.wording import squeeze

MARKS = frozenset({"/", "-", "--", "—", "——", "–", "―", "\\", "无", "*", "×", "N/A", "n/a"}).union(
    ("没有", "暂无", "未发生", "未收到", "未涉及", "不涉及", "不适用")
)
DASHES = re.compile(r"[-‐‑‒–—―/\\]+(?:[件条次个项]|万?元)?")
FOOTNOTES = re.compile(r"(?:[⁰¹²³⁴-⁹₀-₉①-⑳*※]+|(?<=\d)[\[〔【]\d{1,2}[\]〕】])$")
# What is typed by mistake: the apostrophe that makes a spreadsheet's number a text, a stop behind the figure, a circle
# or a letter for a nought.
STRAY = re.compile(r"^['‘’`\"“”=]+|[,.;:、。'‘’`\"“”]+$")
ROUND = "〇○◯OoОо"
NOUGHTS = str.maketrans(dict.fromkeys(ROUND, "0"))
ROUND_SIGNS = re.compile(
    rf"^[+-]?[\d.,{ROUND}]*[{ROUND}][\d.,{ROUND}]*(?![a-zA-Z零一二三四五六七八九十])|^零(?=[件条次]?$)"
)
# What a spreadsheet shows of a nought that it reckoned from fractions.
NEARLY_NOUGHT = re.compile(r"[+-]?\d(?:\.\d+)?[Ee]-(?:0?[7-9]|[1-9]\d)")
LARGEST = Decimal(10) ** 12
NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<unit>[^\d()（）.,]{0,4})"
    r"(?P<remark>\([^()]*\))?"
)


CURRENCY = re.compile("^(?:人民币|[¥$])+")
AMOUNT = re.compile(r"\d(?P<unit>[万亿]?元|[万亿])")
FALL = re.compile(r"^(?:减少?了?|下降了?|[-‐‑‒–—―−↓])(?=\d)")
RISE = re.compile(r"^(?:增加?了?|上升了?|[+↑])(?=\d)")


@lru_cache(maxsize=1 << 14)
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
    if plain in MARKS or DASHES.fullmatch(plain):
        return "mark", None, plain
    plain = ROUND_SIGNS.sub(_with_noughts, STRAY.sub("", plain))
    if plain in MARKS:
        return "mark", None, plain
    if NEARLY_NOUGHT.fullmatch(plain):
        plain = "0"
    if (match := NUMBER.fullmatch(plain)) and abs(
        value := Decimal(printed := match["number"].replace(",", ""))
    ) < LARGEST:
        return "number", value, printed
    return "unreadable", None, text.strip()


def _with_noughts(found: re.Match[str]) -> str:
    """A figure in which a circle or a letter stands for nought: alone or among digits, where nothing else can be meant."""
    said = found[0]
    if said == "零" or len(said) == 1 or any(map(str.isdecimal, said)):
        return said.translate(NOUGHTS).replace("零", "0")
    return said


def understand_change(text: str) -> tuple[State, Decimal | None, str]:
    """A cell that says how much something grew: 减3 and −3 are -3, 增2 and +2 are 2."""
    return understand(RISE.sub("", FALL.sub("-", squeeze(text))))


def understand_amount(text: str) -> tuple[State, Decimal | None, str]:
    """A cell with an amount of money, which may carry the sign of its currency."""
    return understand(CURRENCY.sub("", squeeze(text)))


def printed_unit(text: str) -> str:
    """The unit (元, 万元, 亿元) behind the last figure of a text, "" where there is none."""
    found = AMOUNT.findall(squeeze(text))
    return found[-1].removesuffix("元") + "元" if found else ""
