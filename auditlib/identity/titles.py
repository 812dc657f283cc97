"""The title of a report, and the years that its title and captions state."""

import re
from collections.abc import Sequence

from auditlib.dates import years
from auditlib.report import Stated
from auditlib.wording import squeeze

ANY_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零0Oo][〇○零0Oo一二三四五六七八九]{2})年?"
# How the names of bodies end that report.
ENDING = r"(?:[局委办厅院署会所队处站校镇乡]|中心|街道|政府|大学|中学|小学|公司|集团)"
NAME = re.compile(rf"[一-龥]{{2,30}}{ENDING}|[一-龥]{{2,12}}[省市县区旗]")
TABLES = r"(?:(?:数据|统计|情况|汇总|附)+表)"
BEHIND_TITLE = (
    rf"》|\([^()]{{0,30}}\)|(?:[-—_:]{{1,2}})[一-龥]{{2,30}}{ENDING}|(?:及|和|暨)(?:统计|附)表|{TABLES}|全文|公示|的公[告示]|的通告"
    r"|20\d\d-\d{1,2}-\d{1,2}|\.(?:pdf|docx?|wps|html?)"
)
TITLE = re.compile(
    r"(?:(?:(?:政府|政务)?信息(?:主动|依申请)?|政务|主动)公开)(?:工作)?(?:开展)?(?:情况)?(?:的)?"
    rf"(?:{ANY_YEAR})?(?:年度|度|年)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:自查)?(?:报告表?|年报|总结)"
    rf"(?:{BEHIND_TITLE})*$",
    re.IGNORECASE,
)
YEAR_IN_TITLE = re.compile(r"[(\[](20\d\d)年?度?[)\]]$")
NO_TITLE = re.compile(r"[。,;!?>»]")
NAVIGATION = re.compile(
    r"^(?:上一?[篇条页]|下一?[篇条页]|[您你]?(?:的|当前|现在|所在)*位置|首页|相关(?:链接|文章|阅读|信息|新闻)|附件|关于报送)"
)
TITLE_LINES = 30
LONGEST_TITLE = 60
LONGEST_LINES = 200  # with the spaces that titles are set with
NEAR = 6
LINKS = ("和", "与", "及", "、")
YEAR_BROKEN = re.compile(r"(?:19|20)\d\d$")
YEAR_ALONE = re.compile(r"(?<!\d)(20\d\d)(?=度?(?:政府|政务)?(?:信息|政务)(?:主动)?公开)")
CAPTION = re.compile(r"^[(（]?\s*(?:\d{4}|二[〇○零OoＯｏ]\S\S)\s?年度?\s*[)）]?$")
OF_TABLE = re.compile(r"表\W*$|^\W*(?:填[报表])?单位(?:名称)?\W")
LABEL = re.compile(r"^[【\[(〔]([^】\])〕]{1,30})[】\])〕]")
SAYS_WHAT_IT_IS = re.compile(r"年报|报告|公开|年度|\d{4}")
BEFORE_YEAR = re.compile(rf"(?:关于)?{ANY_YEAR}(?:度)?|(?:政府|政务)?信息(?:主动)?公开|(?:政务|主动)公开")
BEHIND_YEAR = re.compile(
    rf"^(?:关于)?{ANY_YEAR}(?:度)?(?![年度]|政府信息|政务信息|政务公开|信息公开|主动公开)(?P<agency>\D{{3,30}}?)(?:关于)?(?:的)?(?:(?:政府|政务)?信息公开|政务公开)"
)
BEHIND_REPORT = re.compile(
    rf"(?:报告|年报)(?:全文|{TABLES})?(?:\(|[-—_:]{{1,2}})(?P<agency>[一-龥]{{2,30}}{ENDING})\)?$"
)
ABOUT = re.compile(r"^(?:关于)?(?:(?:公布|发布|公开|印发)(?=[《一-龥]))?《?")
ABOUT_BEHIND = re.compile(r"(?:关于)?(?:公布|发布|公开|印发)?[:,、\-—_《]*$")


def title_of(lines: Sequence[str]) -> range:
    """The lines of the title: the topmost that read as one, by themselves or up to three together, rather with a year.

    Of two titles that follow one another closely, as of a page and of what it shows, it is the one that stands on one
    line, or that names who reports.
    """
    found = [(span, _year(lines, span)) for span in _titles(lines)]
    dated = [one for one in found if one[1]] or found
    if not dated:
        return range(0)
    first, year = dated[0]
    near = [span for span, of in dated if span.start - first.stop < NEAR and of == year]
    alone = near[0] if len(first) == 1 else next((span for span in near if len(span) == 1), first)
    if len(near) == 1 or _names_agency(lines, alone):
        return alone
    return next((span for span in near if _names_agency(lines, span)), alone)


def agency_in(title: str) -> str:
    """Who reports, by a title in half-width forms without spaces; "" where it does not say."""
    if label := LABEL.match(title):
        title = title[label.end() :] if SAYS_WHAT_IT_IS.search(label[1]) else label[1] + title[label.end() :]
    title = ABOUT.sub("", title)
    before = ABOUT_BEHIND.sub("", BEFORE_YEAR.split(title)[0])
    match = BEHIND_YEAR.match(title) or BEHIND_REPORT.search(title)
    named = before if len(before) >= 3 else match["agency"] if match else ""
    return "" if named.startswith(("各", "全")) else named


def reads_as_title(lines: Sequence[str]) -> bool:
    """Whether lines together read as the title of a report."""
    written = "".join(lines)
    if "公" not in written or "。" in written or len(written) > LONGEST_LINES:
        return False
    words = "".join(squeeze(line) for line in lines)
    if NAVIGATION.match(words):
        return False
    return len(words) < LONGEST_TITLE and bool(TITLE.search(words)) and not NO_TITLE.search(words)


def year_of(line: str, at: int) -> Stated | None:
    """The year that a line at offset ``at`` of the text names, quoted as the whole line."""
    named = next((str(year) for year, _, _ in years(line)), None)
    if named is None and (match := YEAR_IN_TITLE.search(squeeze(line)) or YEAR_ALONE.search(squeeze(line))):
        named = match[1]
    return Stated(named, line.strip(), at, at + len(line)) if named else None


def year_over(lines: Sequence[str], span: range, at: int) -> Stated | None:
    """The year of a title at ``at`` whose lines break it: 2023 and 年政府信息公开….."""
    written = [lines[i] for i in span]
    found = _broken_year(written)
    whole = "\n".join(written)
    return Stated(found, whole.strip(), at, at + len(whole)) if found else None


def is_caption(lines: Sequence[str], i: int) -> bool:
    """Whether a line is the year of a table: in brackets, or under its title or above who filled it in.

    A line of a site's menu of years stands among other years and names.
    """
    if not CAPTION.match(line := lines[i].strip()):
        return False
    above = next((words for k in range(i - 1, -1, -1) if (words := lines[k].strip())), "")
    below = next((words for words in map(str.strip, lines[i + 1 :]) if words), "")
    return line.startswith(("(", "（")) or any(OF_TABLE.search(words) for words in (above, below))


def _titles(lines: Sequence[str]) -> list[range]:
    """The stretches of lines that read as titles, none with a shorter one inside, from above."""
    upper = [i for i, line in enumerate(lines[:TITLE_LINES]) if line.strip()]
    found: list[range] = []
    for count in (1, 2, 3):
        for i in upper:
            span = range(i, i + count)
            if span.stop > len(lines) or not reads_as_title(lines[i : i + count]):
                continue
            if not any(span.start <= other.start and other.stop <= span.stop for other in found):
                found.append(span)
    return sorted((_with_line_above(span, lines) for span in found), key=lambda span: span.start)


def _with_line_above(span: range, lines: Sequence[str]) -> range:
    """A title together with the line above it that ends in its year, or where a name or the year is broken between them."""
    above = span.start - 1
    if above < 0 or not (before := squeeze(lines[above])):
        return span
    first = squeeze(lines[span.start])
    broken = (
        first.startswith(LINKS)
        or before.endswith(LINKS)
        or (YEAR_BROKEN.search(before) and first.startswith("年"))
    )
    to_year = len(span) == 1 and not year_of(lines[span.start], 0) and re.search("年度?$", before)
    return range(above, span.stop) if broken or to_year else span


def _year(lines: Sequence[str], span: range) -> str | None:
    return next((found.value for i in span if (found := year_of(lines[i], 0))), None) or _broken_year(
        [lines[i] for i in span]
    )


def _broken_year(lines: Sequence[str]) -> str | None:
    found = year_of("".join(map(squeeze, lines)), 0) if len(lines) > 1 else None
    return found.value if found else None


def _names_agency(lines: Sequence[str], span: range) -> bool:
    """Whether a title, or the line above it, says who reports."""
    if agency_in("".join(squeeze(lines[i]) for i in span)):
        return True
    return span.start > 0 and bool(NAME.fullmatch(squeeze(lines[span.start - 1])))
