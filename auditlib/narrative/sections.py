"""Sections without a word, and files without any prose.

A section is without a word where the next heading of its level or above follows its heading at once.

A section may hold a table or a picture alone. A table stands in a section where its file counts lines; in other file
forms the sections that the form fills with a table, and those whose title speaks of one, are not judged.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditlib.report import Heading, Report
from auditlib.wording import squeeze

HOLDS_TABLE = re.compile(r"主动公开|申请|复议|诉讼|[图表附]|统计|数据")
# A numbered line without text under it may be an item of a list; what is titled so is a section.
TITLES_A_SECTION = (
    re.compile(r"(?:情况|工作|问题|措施|安排|概述|概况|事项|打算|方向)$"),
    re.compile(r"(?:情况|方面|概述)$"),
)
MOST_FORM_TABLES = 3
# What is said beside tables is no prose of a report: notes with their items, and how the form is to be filled in.
NOTE = re.compile(r"[(\[*※]*(?:备?注|说明|填[表报写]说明|指标[解说])")
ITEM = re.compile(r"[(]?\d{1,2}[.、)]")
OF_TABLE = re.compile(r"本表|此表|勾稽|填[报写表]")
TITLES_PROSE = re.compile(r"总体情况|概述|概况|存在的?(?:主要)?(?:问题|不足)|其[他它]需要")


def empty_sections(report: Report) -> Iterator[Heading]:
    """The numbered headings of levels 1 and 2 that nothing stands under."""
    heads = [heading for heading in report.outline if heading.start >= 0 and heading.level <= 2]
    for heading, following in pairwise(heads):
        if not _follows(heading, following) or HOLDS_TABLE.search(heading.title):
            continue
        between = report.text[heading.end : following.start]
        is_section = TITLES_A_SECTION[heading.level - 1].search(heading.title)
        if is_section and not between.strip(" 　\n。：:") and not _holds_table(report, heading, following):
            yield heading


def holds_tables_alone(report: Report) -> bool:
    """Whether a report has a form's tables and no prose: no sentence but those of notes, and no section that takes some."""
    return bool(report.form) and not (
        any(heading.present and TITLES_PROSE.search(heading.title) for heading in report.outline)
        or _has_sentence(report.text)
    )


def _has_sentence(text: str) -> bool:
    if "。" not in text:
        return False
    in_note = False
    for line in text.split("\n"):
        if not (words := squeeze(line)):
            continue
        in_note = bool(NOTE.match(words)) or (in_note and bool(ITEM.match(words)))
        if "。" in words and not in_note and not OF_TABLE.search(words):
            return True
    return False


def _follows(heading: Heading, following: Heading) -> bool:
    """Whether a numbered heading is followed by the next of its level, or by one above it."""
    if heading.number is None or following.number is None or following.level > heading.level:
        return False
    return following.level < heading.level or following.number > heading.number


def _holds_table(report: Report, heading: Heading, following: Heading) -> bool:
    """Whether a table may stand between two headings."""
    first, last = _line(report, heading), _line(report, following)
    if first is None or last is None:
        return len(report.tables) > MOST_FORM_TABLES
    return any(table.place.line is None or first < table.place.line < last for table in report.tables)


def _line(report: Report, heading: Heading) -> int | None:
    return report.lines[report.text.count("\n", 0, heading.start)].line
