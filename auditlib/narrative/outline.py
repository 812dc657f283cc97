"""The outline: headings, the numbers they carry, and the sections that the form requires.

Required sections of statistics-2014: 2008 条例 第三十二条 as localities lay it out; titles vary, so a section counts
as present when a heading, or failing that a sentence of the body, is on its subject.
"""

import re
from collections.abc import Iterator, Sequence

from auditlib.report import Heading
from auditlib.wording import Ordinal, split_ordinal

MAX_HEADING = 50
ENDS_SENTENCE = re.compile(r"[。；;！？!?，,：:]$")
RUN_IN = re.compile(r"^(.{2,40}?)[。：:]")
LOOKS_LIKE_HEADING = re.compile(r"(?:情况|工作|问题|措施|安排|概述|事项|制度建设|保障|渠道|说明|打算)$")

# 信息公开申请行政复议 is of disputes; 行政事业性收费 and 涉企费用 are what an agency discloses.
REQUEST = r"申请公开|公开申请(?!行政复议|复议|行政诉讼|诉讼)"
FEES = (
    r"(?:未|没有|无|不|零|免)[^。，；]{0,24}(?:收取|收费|费用|减免)|收取[^。，；]{0,16}(?:费|元)"
    r"|(?:检索|复制|邮寄|申请|信息公开)[^。，；]{0,12}(?:收费|费用|减免)"
)

REQUIRED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "statistics-2014": (
        ("概述", r"概述|概况|总体情况|基本情况|工作情况$|总体", r"$^"),
        ("主动公开政府信息的情况", r"主动公开", r"主动公开[^。]{0,30}\d"),
        (
            "依申请公开政府信息的情况",
            rf"{REQUEST}|依申请",
            rf"(?:收到|受理|接到|收办|没有|未|无)[^。]{{0,20}}(?:{REQUEST}|依申请公开(?!费|收))",
        ),
        ("收费及减免情况", r"收费|费用|减免", FEES),
        ("行政复议、行政诉讼情况", r"复议|诉讼", r"行政复议|行政诉讼"),
        (
            "存在的主要问题和改进措施",
            r"(?<!热点)问题|不足|改进|下一步|打算",
            r"存在[^。]{0,16}(?:问题|不足|差距)",
        ),
    ),
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


def outline(text: str, form: str) -> tuple[Heading, ...]:
    """The headings of levels 1 and 2 in order, then the required sections of the form that are missing.

    ``expected`` is the number that would follow the heading before it on its level; a run starts anew under each
    heading of a higher level, and a second 一、 starts a run of its own (an annex, or a list inside a section).
    """
    found: list[Heading] = []
    runs: dict[int, list[int]] = {}
    for order, (ordinal, title, start, end) in enumerate(headings(text)):
        expected = None
        if ordinal:
            expected = _continue(runs.setdefault(ordinal.level, []), ordinal.number)
            if ordinal.level == 1 and len(runs[1]) == 1:
                runs.pop(2, None)
        level, number = (ordinal.level, ordinal.number) if ordinal else (1, None)
        found.append(Heading(order, number, expected, text[start:end] or title, level, "", True, start, end))
    return (*found, *_missing(text, form, found))


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


def _missing(text: str, form: str, found: Sequence[Heading]) -> Iterator[Heading]:
    for name, in_heading, in_body in REQUIRED.get(form, ()):
        if any(re.search(in_heading, heading.title) for heading in found) or re.search(in_body, text):
            continue
        yield Heading(len(found), None, None, name, 1, name, False, -1, -1)
