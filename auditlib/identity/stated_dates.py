"""The dates that a report states of itself: its period, when it was filed, published and signed."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from auditlib.dates import DATE, ONE_WIDTH, first_date
from auditlib.report import Stated
from auditlib.wording import exchanged, squeeze

PERIOD = re.compile(
    r"(?P<a>(?:19|20)\d\d)\s?年\s?(?P<am>\d{1,2})\s?月(?:\s?(?P<ad>\d{1,2})\s?日)?[起始]?[，,]?\s?"
    r"(?:至|到|[-—–―~～]{1,2})\s?(?:(?P<b>(?:19|20)\d\d)\s?年)?\s?(?P<bm>\d{1,2})\s?月(?:\s?(?P<bd>\d{1,2})\s?日|底|末)?"
)
PERIOD_CUE = re.compile(
    r"统计(?:期|时限|时间|周期|起止|数据|范围)|报告期|(?:数据|时限|期限|内容)[^。]{0,12}自$|所列数据|本报告"
)
IN_LINE = r"[^\S\n]*"
SEPARATED = rf"{IN_LINE}[:：]?{IN_LINE}(?P<date>[^\n]{{4,24}})"
FILED = re.compile(
    rf"(?:填{IN_LINE}报|填{IN_LINE}表|报{IN_LINE}送|上{IN_LINE}报){IN_LINE}(?:日{IN_LINE}期|时{IN_LINE}间){SEPARATED}"
)
PUBLISHED = re.compile(rf"(?:发布|公布|公开){IN_LINE}(?:日期|时间){SEPARATED}")
HEADER_LINES = 40
FOOTER_LINES = 12
SIGNED = re.compile(rf"\s*(?P<date>{DATE.pattern})\s*")
SIGNED_BY = re.compile(
    r"\s*(?P<name>[一-龥]{3,30}?(?:[局委办厅院会所队处站校]|中心|室|政府|街道|[镇乡]|大学|中学|小学|公司))\s*"
)
ANNEX = re.compile(r"\n[\s　]{0,8}附[件表]\s?[:：\d一]?")


def one_width(text: str) -> str:
    """The text with the digits of dates in one width, sign for sign, so that offsets hold."""
    return exchanged(text, ONE_WIDTH)


def period_of(text: str, flat: str) -> tuple[Stated | None, date | None, date | None]:
    """The reporting period as the report states it, with its first and last day. ``flat`` is the text in one width."""
    for match in PERIOD.finditer(flat):
        before = text[max(0, match.start() - 30) : match.start()]
        if not PERIOD_CUE.search(before):
            continue
        try:
            start = date(int(match["a"]), int(match["am"]), int(match["ad"] or 1))
            year, month = int(match["b"] or match["a"]), int(match["bm"])
            end = date(year, month, int(match["bd"] or monthrange(year, month)[1]))
        except ValueError:
            continue
        return (
            Stated(str(end.year), text[match.start() : match.end()], match.start(), match.end()),
            start,
            end,
        )
    return None, None, None


def filed(text: str, flat: str) -> Stated | None:
    """The day of filing; the value is the day as YYYY-MM-DD."""
    return next(_dates(FILED, text, flat), None)


def published(text: str, flat: str, lines: Sequence[str]) -> Stated | None:
    """The day of publication by the header or footer of the page; prose dates other publications."""
    inner = slice(HEADER_LINES, max(HEADER_LINES, len(lines) - FOOTER_LINES))
    start = sum(len(line) + 1 for line in lines[: inner.start])
    stop = start + sum(len(line) + 1 for line in lines[inner])
    return next((s for s in _dates(PUBLISHED, text, flat) if not start <= s.start < stop), None)


def signed(text: str) -> tuple[Stated, Stated] | None:
    """Who signed under the text and on which day: two lines of their own, or one, before the annex."""
    lines, at = _foot(text)
    name: Stated | None = None
    for line in lines:
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        by = SIGNED_BY.match(line)
        if by and by.end() == len(line):
            name = Stated(squeeze(by["name"]), by["name"], start + by.start("name"), start + by.end("name"))
            continue
        rest = by.end() if by else 0
        on = SIGNED.fullmatch(one_width(line), rest)
        if on and (day := first_date(on["date"])):
            if by:
                name = Stated(
                    squeeze(by["name"]), by["name"], start + by.start("name"), start + by.end("name")
                )
            if name:
                return name, _stated(day, line[on.start("date") : on.end("date")], start + on.start("date"))
        name = None
    return None


def signer_of(text: str) -> str:
    """The last line under the text that is nothing but an agency's name, "" where none is."""
    lines, _ = _foot(text)
    return next((squeeze(line) for line in reversed(lines) if SIGNED_BY.fullmatch(line)), "")


def _foot(text: str) -> tuple[Sequence[str], int]:
    """The last lines before the annex, and the offset of the first."""
    annex = list(ANNEX.finditer(text))
    body = text[: annex[0].start()] if annex and annex[0].start() > len(text) // 3 else text
    lines = body.rstrip().split("\n")[-FOOTER_LINES:]
    return lines, len(body.rstrip()) - len("\n".join(lines))


def _dates(pattern: re.Pattern[str], text: str, flat: str) -> Iterator[Stated]:
    for match in pattern.finditer(flat):
        found = DATE.search(match["date"])
        if found and (day := first_date(found[0])):
            stop = match.start("date") + found.end()
            yield _stated(day, text[match.start() : stop], match.start())


def _stated(day: date, quote: str, start: int) -> Stated:
    return Stated(day.isoformat(), quote, start, start + len(quote))
