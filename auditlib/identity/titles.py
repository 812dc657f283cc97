"""The title of a report, and the years that its title and captions state."""

import re
from collections.abc import Sequence

from auditlib.dates import years
from auditlib.report import Stated
from auditlib.wording import squeeze

ANY_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零0][〇○零0一二三四五六七八九]{2})年?"
TITLE = re.compile(
    r"(?:(?:政府|政务)?信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?"
    rf"(?:{ANY_YEAR})?(?:年度|度|年)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)(?:\([^()]{{0,12}}\))?$"
)
YEAR_IN_TITLE = re.compile(r"[(\[](20\d\d)年?度?[)\]]$")
NO_TITLE = re.compile(r"[。，；!?！？]")
TITLE_LINES = 30
LONGEST_TITLE = 60
CAPTION = re.compile(r"^[(（]?\s*(?:\d{4}|二[〇○零]\S\S)\s?年度?\s*[)）]?$")


def title_of(lines: Sequence[str]) -> range:
    """The lines of the title: one that reads as a title, rather one with a year, else up to three that do together."""
    upper = [i for i, line in enumerate(lines[:TITLE_LINES]) if line.strip()]
    for count in (1, 2, 3):
        spans = [
            range(i, i + count)
            for i in upper
            if i + count <= len(lines) and _reads_as_title(lines[i : i + count])
        ]
        span = next((s for s in spans if any(year_of(lines[i], 0) for i in s)), None) or next(
            iter(spans), None
        )
        if span is None:
            continue
        above = span.start - 1
        if (
            count == 1
            and above >= 0
            and re.search("年度?$", squeeze(lines[above]))
            and not year_of(lines[span.start], 0)
        ):
            return range(above, span.stop)
        return span
    return range(0)


def year_of(line: str, at: int) -> Stated | None:
    """The year that a line at offset ``at`` of the text names, quoted as the whole line."""
    named = next((str(year) for year, _, _ in years(line)), None)
    if named is None and (match := YEAR_IN_TITLE.search(squeeze(line))):
        named = match[1]
    return Stated(named, line.strip(), at, at + len(line)) if named else None


def _reads_as_title(lines: Sequence[str]) -> bool:
    if any("。" in line for line in lines):
        return False
    words = "".join(squeeze(line) for line in lines)
    return len(words) < LONGEST_TITLE and bool(TITLE.search(words)) and not NO_TITLE.search(words)
