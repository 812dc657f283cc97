"""Serial numbers of days as dates and times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from auditlib.readers.number_formats.codes import Section, Token
from auditlib.readers.number_formats.numerals import of_day, sign_by_sign

DAY = 86400
FROM_1900_TO_1904 = 1462
LAST = 2958465  # 9999-12-31
LEAP_DAY_THAT_NEVER_WAS = 60  # 1900-02-29 has a number, as Lotus 1-2-3 had it
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split()
CHINESE_DAYS = "日一二三四五六"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and a time of day; ``serial`` is the number of the day, ``fraction`` the digits behind the seconds."""

    year: int
    month: int
    day: int
    serial: int
    second: int
    fraction: str


def printed_date(value: float, section: Section, *, since_1904: bool) -> str | None:
    """A serial number by a section that prints dates, None where the calendar has no such day."""
    parts = [token.text for token in section.tokens if token.kind == "date"]
    decimals = _decimals(section.tokens)
    when = _moment(value, sum(map(len, decimals.values())), since_1904=since_1904)
    if when is None:
        return None
    pieces: list[str] = []
    n = 0
    for at, token in enumerate(section.tokens):
        if token.kind == "date":
            text = _part(parts, n, when)
            if section.writing and text.isdigit():
                by_sign = token.text[0] in "ye"
                text = sign_by_sign(text, section.writing) if by_sign else of_day(int(text), section.writing)
            pieces.append(text)
            n += 1
        elif token.kind == "digit":
            pieces.append(when.fraction[len(decimals[at]) - 1 : len(decimals[at])] if at in decimals else "")
        elif token.kind not in ("text", "general"):
            pieces.append(token.text)
    return "".join(pieces).strip(" ")


def _decimals(tokens: Sequence[Token]) -> dict[int, str]:
    """The digits behind the point behind the seconds: where each stands, and those up to it."""
    found: dict[int, str] = {}
    run = ""
    for at, token in enumerate(tokens):
        behind_point = at and tokens[at - 1].kind == "point"
        if token.kind == "digit" and (run or behind_point):
            run += "0"
            found[at] = run
        else:
            run = ""
    return found


def _moment(value: float, decimals: int, *, since_1904: bool) -> Moment | None:
    if not 0 <= value <= LAST + 1:
        return None
    exact = Decimal(f"{value:.15g}") * DAY
    step = Decimal(1).scaleb(-min(decimals, 3))
    seconds = exact.quantize(step, ROUND_HALF_UP)
    whole, _, fraction = f"{seconds:f}".partition(".")
    serial, second = divmod(int(whole), DAY)
    serial += FROM_1900_TO_1904 if since_1904 else 0
    if serial > LAST:
        return None
    if serial == 0:
        year, month, day = 1900, 1, 0
    elif serial == LEAP_DAY_THAT_NEVER_WAS:
        year, month, day = 1900, 2, 29
    else:
        first = date(1899, 12, 31 if serial < LEAP_DAY_THAT_NEVER_WAS else 30)
        year, month, day = (first + timedelta(serial)).timetuple()[:3]
    return Moment(year, month, day, serial, second, fraction.ljust(decimals, "0"))


def _part(parts: Sequence[str], n: int, when: Moment) -> str:
    part = parts[n]
    letter, length = part.strip("[]")[0], len(part.strip("[]"))
    if part.startswith("["):
        seconds = when.serial * DAY + when.second
        return f"{seconds // {'h': 3600, 'm': 60, 's': 1}[letter]:0{length}d}"
    if letter == "m" and length <= 2 and _is_minutes(parts, n):
        return f"{when.second // 60 % 60:0{length}d}"
    if part in ("am/pm", "a/p", "上午/下午"):
        return part.upper().split("/")[when.second >= DAY // 2]
    if letter in "ye":
        return f"{when.year % 100:02d}" if letter == "y" and length <= 2 else f"{when.year:04d}"
    if letter == "m":
        name = MONTHS[when.month - 1]
        return _named(when.month, name, length)
    if letter == "d":
        return _named(when.day, DAYS[(when.serial - 1) % 7], length)
    if letter == "a":
        return ("星期" if length == 4 else "") + CHINESE_DAYS[(when.serial - 1) % 7]
    if letter == "h":
        hour = when.second // 3600
        return f"{(hour + 11) % 12 + 1 if _has_noon(parts) else hour:0{min(length, 2)}d}"
    return f"{when.second % 60:0{min(length, 2)}d}" if letter == "s" else ""


def _named(number: int, name: str, length: int) -> str:
    if length <= 2:
        return f"{number:0{length}d}"
    return name[:3] if length == 3 else name[0] if length == 5 else name


def _is_minutes(parts: Sequence[str], n: int) -> bool:
    """Whether an m is of minutes: behind hours or before seconds."""
    before = next((p.strip("[]")[0] for p in reversed(parts[:n]) if "/" not in p), "")
    behind = next((p.strip("[]")[0] for p in parts[n + 1 :] if "/" not in p), "")
    return before == "h" or behind == "s"


def _has_noon(parts: Sequence[str]) -> bool:
    return any("/" in part for part in parts)
