"""The outline: headings, the numbers they carry, the sections that the form requires, and lists out of count.

Required sections of statistics-2014: 2008 条例 第三十二条 as localities lay it out; of the annual forms: the six of
国办公开办函〔2019〕60号 and 〔2021〕30号. Titles vary, so a section counts as present when a heading, its table, or
failing that a sentence of the body, is on its subject.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from auditlib.narrative.lists import out_of_turn
from auditlib.report import Heading
from auditlib.wording import Ordinal, split_ordinal, squeeze

MAX_HEADING = 50
STATISTICS = "statistics-2014"
ENDS_SENTENCE = re.compile(r"[。；;！？!?，,：:]$")
RUN_IN = re.compile(r"^(.{2,40}?)[。：:]")
LOOKS_LIKE_HEADING = re.compile(r"(?:情况|工作|问题|措施|安排|概述|事项|制度建设|保障|渠道|说明|打算)$")
# What stands in a table of contents between one title and the next: leaders and the number of the page.
LEADERS = re.compile(r"[\s\d.．·…‥_—–\-（）()第页]*")
FEWEST_LISTED = 3

# 信息公开申请行政复议 is of disputes; 行政事业性收费 and 涉企费用 are what an agency discloses.
REQUEST = r"申请公开|公开申请(?!行政复议|复议|行政诉讼|诉讼)"
FEES = (
    r"(?:未|没有|无|不|零|免)[^。，；]{0,24}(?:收取|收费|费用|减免)|收取[^。，；]{0,16}(?:费|元)"
    r"|(?:检索|复制|邮寄|申请|信息公开)[^。，；]{0,12}(?:收费|费用|减免)"
)

PROBLEMS = (
    r"(?<!热点)问题|不足|短板|改进|整改|下一步|打算",
    r"存在[^。]{0,16}(?:问题|不足|差距|短板|薄弱)",
)
REQUESTS_MET = rf"(?:收到|受理|接到|收办|没有|未|无)[^。]{{0,20}}(?:{REQUEST}|依申请公开(?!费|收))"
ANNUAL_SECTIONS = (
    ("总体情况", r"总体|概述|概况|基本情况|工作情况$|主要工作|工作开展|开展情况|主要做法|成效", r"$^"),
    ("主动公开政府信息情况", r"主动公开", r"$^"),
    ("收到和处理政府信息公开申请情况", rf"{REQUEST}|依申请", REQUESTS_MET),
    ("政府信息公开行政复议、行政诉讼情况", r"复议|诉讼", r"行政复议|行政诉讼"),
    ("存在的主要问题及改进情况", *PROBLEMS),
    ("其他需要报告的事项", r"其[他它]|需要?(?:报告|说明)", r"其[他它]需要?(?:报告|说明)|信息处理费"),
)
# A section whose heading was lost but whose table is there.
TABLES = {
    "主动公开政府信息情况": "disclosure.",
    "收到和处理政府信息公开申请情况": "request.",
    "政府信息公开行政复议、行政诉讼情况": "remedy.",
}

REQUIRED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "statistics-2014": (
        ("概述", r"概述|概况|总体情况|基本情况|工作情况$|总体", r"$^"),
        ("主动公开政府信息的情况", r"主动公开", r"主动公开[^。]{0,30}\d"),
        ("依申请公开政府信息的情况", rf"{REQUEST}|依申请", REQUESTS_MET),
        ("收费及减免情况", r"收费|费用|减免", FEES),
        ("行政复议、行政诉讼情况", r"复议|诉讼", r"行政复议|行政诉讼"),
        (
            "存在的主要问题和改进措施",
            r"(?<!热点)问题|不足|改进|下一步|打算",
            r"存在[^。]{0,16}(?:问题|不足|差距)",
        ),
    ),
    "annual-2019": ANNUAL_SECTIONS,
    "annual-2021": ANNUAL_SECTIONS,
}


def headings(text: str) -> Iterator[tuple[Ordinal | None, str, int, int]]:
    """(ordinal, title, start, end) of every paragraph that is, or begins with, a heading."""
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        ordinal, words = split_ordinal(line)
        lead = start + len(line) - len(line.lstrip())
        if ordinal is not None and ordinal.level <= 2 and words:
            if len(words) <= MAX_HEADING and not ENDS_SENTENCE.search(words):
                yield ordinal, words, lead, start + len(line.rstrip())
            elif run_in := RUN_IN.match(words):
                title_end = start + line.index(run_in[1]) + len(run_in[1])
                yield ordinal, run_in[1], lead, title_end
            else:
                yield ordinal, words[:20], lead, min(lead + 24, at - 1)
        elif (
            ordinal is None
            and 4 <= len(words) <= 30
            and LOOKS_LIKE_HEADING.search(words)
            and not re.search(r"[，。；：]", words)
        ):
            yield None, words, lead, start + len(line.rstrip())


def _behind_contents(text: str) -> Iterator[tuple[Ordinal | None, str, int, int]]:
    """The headings of a text without those that its table of contents lists.

    A table of contents is a run of headings with nothing between them, from 一、 on and before all others, that come
    again behind it.
    """
    found = list(headings(text))
    listed: list[str] = []
    counts_on = bool(found and found[0][0] and found[0][0].number > 1)
    for n, (_, title, start, _) in enumerate([] if counts_on else found):
        name = _without_page(title)
        apart = n and not LEADERS.fullmatch(text, found[n - 1][3], start)
        if apart or name in listed:
            break
        listed.append(name)
    again = {_without_page(title) for _, title, _, _ in found[len(listed) :]}
    is_contents = len(listed) >= FEWEST_LISTED and 2 * len(again.intersection(listed)) > len(listed)
    yield from found[len(listed) :] if is_contents else found


def _without_page(title: str) -> str:
    return squeeze(title).rstrip("0123456789.·…_—–-()第页")


def outline(text: str, form: str, indicators: Collection[str] = ()) -> tuple[Heading, ...]:
    """The headings of levels 1 and 2 in order, then the items of lists that are out of count, then the required
    sections of the form that are missing. ``indicators`` are those that the report's tables have a cell for.

    ``expected`` is the number that would follow the heading before it on its level; a run starts anew under each
    heading of a higher level, and a second 一、 starts a run of its own (an annex, or a list inside a section).
    """
    found: list[Heading] = []
    runs: dict[int, list[int]] = {}
    for order, (ordinal, title, start, end) in enumerate(_behind_contents(text)):
        expected = None
        if ordinal:
            expected = _continue(runs.setdefault(ordinal.level, []), ordinal.number)
            if ordinal.level == 1 and len(runs[1]) == 1:
                runs.pop(2, None)
        level, number = (ordinal.level, ordinal.number) if ordinal else (1, None)
        found.append(Heading(order, number, expected, text[start:end] or title, level, "", True, start, end))
    lists = tuple(out_of_turn(text, found))
    return (*found, *lists, *_missing(text, form, found, indicators))


def _continue(runs: list[int], number: int) -> int:
    """The number expected of the next heading of a level. A list inside a section may count from 一 again and end;
    the count around it then goes on."""
    if number == 1:
        runs.append(1)
        return 1
    for depth in range(len(runs), 0, -1):
        if runs[depth - 1] + 1 == number:
            runs[depth - 1 :] = [number]
            return number
    expected = runs[-1] + 1 if runs else 1
    runs[-1:] = [number]
    return expected


def _missing(
    text: str, form: str, found: Sequence[Heading], indicators: Collection[str]
) -> Iterator[Heading]:
    body = text[found[0].start :] if found and form != STATISTICS else text
    for name, in_heading, in_body in REQUIRED.get(form, ()):
        if any(re.search(in_heading, heading.title) for heading in found) or re.search(in_body, body):
            continue
        table = TABLES.get(name)
        if table and any(indicator.startswith(table) for indicator in indicators):
            continue
        yield Heading(len(found), None, None, name, 1, name, False, -1, -1)
