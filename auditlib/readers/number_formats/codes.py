"""The codes of number formats taken apart: sections, and in each what its signs do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

GENERAL = "General"
# The formats that a workbook names by number alone; 27 to 36 and 50 to 58 are those of the Chinese edition.
BUILT_IN: Mapping[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;[Red]"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

Kind = Literal[
    "literal", "digit", "point", "comma", "percent", "exponent", "slash", "text", "general", "date"
]

LONGEST = 1024
CODE = re.compile(
    r"(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])|(?P<digit>[0#?])"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|g+|b+)|(?P<sign>[.,%/@;])|\[(?P<bracket>[^\]]*)\]?"
    r"|[_*].?|\"(?P<quoted>[^\"]*)\"?|[\\!](?P<escaped>.)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
SIGNS: Mapping[str, Kind] = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "text"}
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*([+-]?\d{1,30}(?:\.\d{1,30})?)\s*")
CURRENCY = re.compile(r"\$([^-]*)")
CHINESE_WRITING = re.compile(r"DBNum([123])", re.IGNORECASE)
# What the system's settings say a long date and a time are, whatever the code goes on to say.
OF_SYSTEM: Mapping[str, str] = {"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a code and what it does; ``text`` is the placeholder, the letters of a date, or what to print."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a code. ``writing`` is the 1, 2 or 3 of [DBNum1]: digits as 一, 壹 or １; 0 for none."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    writing: int = 0

    def has(self, kind: Kind) -> bool:
        """Whether one of the tokens is of a kind."""
        return any(token.kind == kind for token in self.tokens)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code, always at least one. Colours and what only fills the width of a cell are left out."""
    code = next((own for mark, own in OF_SYSTEM.items() if mark in code.upper()), code)
    found: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    writing = 0
    for match in CODE.finditer(code[:LONGEST]):
        name = match.lastgroup
        text = match[name] if name else ""
        if text == ";" and name == "sign":
            found.append(Section(tuple(tokens), condition, writing))
            tokens, condition, writing = [], None, 0
        elif name != "bracket":
            tokens.extend([_token(name, text)] if name else ())
        elif stated := CONDITION.fullmatch(text):
            condition = (stated[1], Decimal(stated[2]))
        elif stated := CHINESE_WRITING.search(text):
            writing = int(stated[1])
        elif stated := CURRENCY.match(text):
            tokens.append(Token("literal", stated[1]))
        elif ELAPSED.fullmatch(text):
            tokens.append(Token("date", f"[{text.lower()}]"))
    return (*found, Section(tuple(tokens), condition, writing))


def _token(name: str, text: str) -> Token:
    if name == "sign":
        return Token(SIGNS[text], text)
    if name in ("date", "noon"):
        return Token("date", text.lower())
    if name in ("general", "digit", "exponent"):
        return Token(cast(Kind, name), text)
    return Token("literal", text)
