"""Years and dates as reports write them: 2018年, 二〇一八年, 2019年3月15日, 二〇一九年三月十五日, 2020-01-20."""

import re
from collections.abc import Iterator
from datetime import date

from auditlib.wording import chinese_number, exchanged

ONE_WIDTH = {chr(ord("０") + d): str(d) for d in range(10)} | dict.fromkeys("○零◯OoＯｏ", "〇")
CHINESE_YEAR = str.maketrans("〇一二三四五六七八九", "0123456789")
YEAR = re.compile(
    r"(?<![\d.〇一二三四五六七八九十])((?:19|20)\d\d|[一二][〇0][〇0一二三四五六七八九]{2}|一九[一二三四五六七八九〇0]{2})\s?(?=年)"
)
DAY = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
DATE = re.compile(
    rf"((?:19|20)\d\d|[一二][〇0][〇0一二三四五六七八九]{{2}})\s?[年./-]\s?({DAY})\s?[月./-]\s?({DAY})(?!\d)\s?日?"
)


def years(text: str) -> Iterator[tuple[int, int, int]]:
    """(year, start, end) of every four-figure year before 年; ``end`` is behind 年. Offsets are those of ``text``."""
    if "年" not in text:
        return
    for match in YEAR.finditer(exchanged(text, ONE_WIDTH)):
        yield int(match[1].translate(CHINESE_YEAR)), match.start(), text.index("年", match.end(1)) + 1


def first_date(text: str) -> date | None:
    """The first full date in a text that exists in the calendar."""
    for match in DATE.finditer(exchanged(text, ONE_WIDTH)):
        try:
            return date(int(match[1].translate(CHINESE_YEAR)), _day(match[2]), _day(match[3]))
        except ValueError:
            continue
    return None


def _day(digits: str) -> int:
    return int(digits) if digits.isdigit() else chinese_number(digits)
