"""What a report says of itself: who reports, on which year, when it was filed, whom to call."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date

from auditlib.dates import ONE_WIDTH, first_date, years
from auditlib.report import Body, Identity, Stated
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
AGENCY_FIELD = re.compile(
    r"(?:^|[\s(（])(?:(?:填报|填表|编制|报送|报告)单位|单位名称|单位)(?:[(（]盖?公?章[)）])?\s?[:：]\s{0,4}(?=[一-龥])([^\s:：、，。]{4,40})"
)
SEAL = re.compile(r"\([^()]{0,4}章\)$")
FIELD = re.compile(r"^标题[:：]")
CAPTION = re.compile(r"^[(（]?\s*(?:\d{4}|二[〇○零]\S\S)\s?年度?\s*[)）]?$")
BEFORE_YEAR = re.compile(rf"(?:关于)?{ANY_YEAR}(?:度)?|(?:政府|政务)?信息公开|政务公开")
BEHIND_YEAR = re.compile(
    rf"^(?:关于)?{ANY_YEAR}(?:度)?(?![年度]|政府信息|政务信息|政务公开|信息公开)(?P<agency>\D{{3,30}}?)(?:关于)?(?:的)?(?:(?:政府|政务)?信息公开|政务公开)"
)
PERIOD = re.compile(
    r"(?P<a>(?:19|20)\d\d)\s?年\s?(?P<am>\d{1,2})\s?月(?:\s?(?P<ad>\d{1,2})\s?日)?[起始]?[，,]?\s?"
    r"(?:至|到|[-—–―~～]{1,2})\s?(?:(?P<b>(?:19|20)\d\d)\s?年)?\s?(?P<bm>\d{1,2})\s?月(?:\s?(?P<bd>\d{1,2})\s?日|底|末)?"
)
PERIOD_CUE = re.compile(
    r"统计(?:期|时限|时间|周期|起止|数据|范围)|报告期|(?:数据|时限|期限|内容)[^。]{0,12}自$|所列数据|本报告"
)
FILED = re.compile(r"(?:填报|填表|报送|上报)(?:日期|时间):?(.{4,20})")
PUBLISHED = re.compile(r"(?:发布|公布|公开)(?:日期|时间):?(.{4,20})")
PHONE = re.compile(
    r"(?:电话|传真|热线)[^\d。；\n]{0,8}?((?:[(（]?0\d{2,3}[)）]?[-—–―－\s]{0,2})?\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d))"
)
BODY = r"[一-龥]{1,24}?(?:委员会|管委会|办公[厅室]|中心|街道|政府|[局委办厅院署站队处])"
RENAMES = (
    re.compile(rf"(?P<old>{BODY})[(（]现(?:为|更名为|名)?(?P<new>{BODY})[)）]"),
    re.compile(rf"(?P<new>{BODY})[(（](?:原|前身为|原名|曾用名为?)(?P<old>{BODY})[)）]"),
    re.compile(rf"(?:原)?(?P<old>{BODY})[^，。；]{{0,8}}?(?:更名|改名|改称|改组)(?:为|成)(?P<new>{BODY})"),
    re.compile(rf"(?:撤销|将)(?:原)?(?P<old>{BODY})[^。；]{{0,40}}?(?:组建|成立|设立)(?:了)?(?P<new>{BODY})"),
)
BEFORE_NAME = re.compile(r"^.*(?:由|将|把|原|年|月|日|因)")
NO_AGENCY = re.compile(r"[:：>。，]|\d{4}")
PLACE = re.compile(
    r"^.{1,12}?(?:特别行政区|自治区|自治州|自治县|新区|试验区|实验区|开发区|[省市县旗]|区(?!域))"
)
BODIES: tuple[tuple[Body, re.Pattern[str]], ...] = (
    ("管委会", re.compile(r"管理委员会|管委会|试验区$|实验区$")),
    ("乡镇街道", re.compile(r"(?:街道(?:办事处)?|[镇乡](?:人民政府)?)$")),
    ("人民政府", re.compile(r"人民政府(?:办公[厅室])?$|^[^局委办厅]{2,12}[省市县区旗]$")),
    ("部门", re.compile(r"[局委办厅院署站会队中心处科]$|办公室$|委员会$")),
)


def identify(text: str, stem: str) -> Identity:
    """Who reports on which year. What the text does not say is taken from the file's name, else left open."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    stated = {i: (line, starts[i]) for i, line in enumerate(lines)}
    title_lines = _title(lines)
    title = FIELD.sub("", "".join(squeeze(lines[i]) for i in title_lines))
    title_year = next((found for i in title_lines if (found := _year(*stated[i]))), None)
    period, start, end = _period(text)
    caption = next(
        (
            s
            for i, (line, at) in stated.items()
            if i not in title_lines and CAPTION.match(line.strip()) and (s := _year(line, at))
        ),
        None,
    )
    agency = _agency(lines, title_lines, title, stem)
    votes = Counter(int(s.value) for s in (title_year, caption, period) if s is not None)
    named = [y for y, _, _ in years(stem + "年")] or [
        int(y) for y in re.findall(r"(?<!\d)20\d\d(?!\d)", stem)
    ]
    votes.update(named[:1])
    year = max(
        votes, key=lambda y: (votes[y], title_year is not None and int(title_year.value) == y), default=None
    )
    title = title or stem
    return Identity(
        agency=agency,
        body=next((body for body, pattern in BODIES if pattern.search(agency)), "other"),
        region=match[0] if (match := PLACE.match(agency)) else "",
        year=year,
        title=title if agency in title or not agency else agency + title,
        title_year=title_year,
        caption_year=caption,
        period_start=start,
        period_end=end,
        period=period,
        filed_on=_date(FILED, lines),
        published_on=_date(PUBLISHED, lines),
        phones=tuple(
            Stated(re.sub(r"\D", "", m[1]), text[m.start() : m.end()], m.start(), m.end())
            for m in PHONE.finditer(text.translate(ONE_WIDTH))
        ),
        renames=_renames(text),
    )


def _renames(text: str) -> tuple[tuple[str, str], ...]:
    """(former, present) names of agencies as the text states them, often short ones."""
    found = (
        (BEFORE_NAME.sub("", match["old"]), BEFORE_NAME.sub("", match["new"]))
        for line in text.split("\n")
        if "现" in line or "原" in line or "更名" in line or "改" in line or "组建" in line or "前身" in line
        for pattern in RENAMES
        for match in pattern.finditer(line)
    )
    return tuple(dict.fromkeys((old, new) for old, new in found if len(old) > 2 and len(new) > 2))


def _title(lines: Sequence[str]) -> range:
    """The lines of the title: one that reads as a title, rather one with a year, else up to three that do together."""
    upper = [i for i, line in enumerate(lines[:TITLE_LINES]) if line.strip()]
    for count in (1, 2, 3):
        spans = [
            range(i, i + count)
            for i in upper
            if i + count <= len(lines) and _reads_as_title(lines[i : i + count])
        ]
        span = next((s for s in spans if any(_year(lines[i], 0) for i in s)), None) or next(iter(spans), None)
        if span is None:
            continue
        above = span.start - 1
        if (
            count == 1
            and above >= 0
            and re.search("年度?$", squeeze(lines[above]))
            and not _year(lines[span.start], 0)
        ):
            return range(above, span.stop)
        return span
    return range(0)


def _reads_as_title(lines: Sequence[str]) -> bool:
    words = "".join(squeeze(line) for line in lines)
    return len(words) < LONGEST_TITLE and bool(TITLE.search(words)) and not NO_TITLE.search(words)


def _date(pattern: re.Pattern[str], lines: Sequence[str]) -> date | None:
    found = (match for line in lines for match in pattern.finditer(squeeze(line)))
    return next((day for match in found if (day := first_date(match[1]))), None)


def _year(line: str, at: int) -> Stated | None:
    named = next((str(year) for year, _, _ in years(line)), None)
    if named is None and (match := YEAR_IN_TITLE.search(squeeze(line))):
        named = match[1]
    return Stated(named, line.strip(), at, at + len(line)) if named else None


def _period(text: str) -> tuple[Stated | None, date | None, date | None]:
    for match in PERIOD.finditer(text.translate(ONE_WIDTH)):
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


def _agency(lines: Sequence[str], title_lines: range, title: str, stem: str) -> str:
    for line in lines:
        if match := AGENCY_FIELD.search(line):
            return SEAL.sub("", squeeze(match[1]))
    if title_lines:
        before = BEFORE_YEAR.split(title)[0].removesuffix("关于")
        if len(before) >= 3:
            return before
        if match := BEHIND_YEAR.match(title):
            return match["agency"]
        for line in reversed(lines[max(0, title_lines.start - 3) : title_lines.start]):
            if 3 <= len(squeeze(line)) <= 40 and not NO_AGENCY.search(squeeze(line)):
                return squeeze(line).removesuffix("关于")
    return re.sub(r"[_\-\s]*(?:19|20)\d\d.*$", "", stem)
