"""The agency as a report names it: who reports, what kind of body it is, and which agencies were renamed."""

import re
from collections.abc import Iterator, Sequence

from auditlib.identity.full_names import completed
from auditlib.identity.statements import PREAMBLE, REACH, sources, stated_names
from auditlib.identity.titles import ENDING, NAME, agency_in
from auditlib.report import Body, Stated
from auditlib.wording import squeeze

AGENCY_FIELD = re.compile(
    r"(?:^|[\s(（])(?:(?:填报|填表|编制|报送|报告)单位|单位名称|单位)(?:[(（]盖?公?章[)）])?\s?[:：]\s{0,4}(?=[一-龥])([^\s:：、，。]{4,40})"
)
SEAL = re.compile(r"\([^()]{0,4}章\)$")
LINES_BELOW = 3
# A government's name above the title may be that of the site.
ABOVE_TITLE = re.compile(r"[一-龥]{3,30}(?:[局委办厅院会所队处站镇乡]|中心|街道)(?<!人民政府)")
BODY = r"[一-龥]{1,24}?(?:委员会|管委会|办公[厅室]|中心|街道办事处|街道|政府|[局委办厅院署站队处])"
RENAMES = (
    re.compile(rf"(?P<old>{BODY})[(（]现(?:为|更名为|名)?(?P<new>{BODY})[)）]"),
    re.compile(rf"(?P<new>{BODY})[(（](?:原|前身为|原名|曾用名为?)(?P<old>{BODY})[)）]"),
    re.compile(
        rf"(?:原)?(?P<old>{BODY})[^，。；]{{0,8}}?(?:更名|改名|改称|改组|重组|变更|调整|改建|改设)(?:为|成)(?P<new>{BODY})"
    ),
    re.compile(
        rf"(?:撤销|将|由)(?:原)?(?P<old>{BODY})[^。；]{{0,40}}?(?:组建|成立|设立)(?:为|了)?(?P<new>{BODY})"
    ),
    re.compile(
        rf"(?P<old>{BODY})[与和、][^，。；]{{2,20}}?(?:合并|整合)(?:组建|成立|设立)?(?:为|成|了)?(?P<new>{BODY})"
    ),
    re.compile(rf"(?P<new>{BODY})[^。；]{{0,24}}?承接了?原?(?P<old>{BODY})的?(?:全部|有关|相关)?职[责能]"),
)
TELLS_RENAMING = re.compile(
    r"[(（](?:现|原|前身|曾用名)|更名|改名|改称|改组|重组|变更为|调整为|改[建设]为|组建|成立|设立|合并|承接"
)
STOPS = "。；;\n"
STOP = re.compile(f"[{STOPS}]")
BEFORE_NAME = re.compile(r"^.*(?:由|将|把|原|年|月|日|因|请与|公布|发布)")
NO_AGENCY = re.compile(
    r"[:：>。，|]|\d{4}|公开(?!办)|年报|年度|报告|首页|网站|导航|栏目|目录|索引|字[体号]|(?:发布|公开|制发|责任|所属)(?:机构|单位)|来源|打印|分享|浏览|关闭|检索|搜索|登录|无障碍|新闻|附件"
)
# What is left of a file's name, or of a folder's, when this is taken away may be a name.
NO_NAME = re.compile(
    r"(?:政府|政务)?信息公开|政务公开|主动公开|工作|年度|年报|报告表?|情况|统计表?|附[件表]|关于|报送|公布|发布|印发|的?通知|的?公[告示]|指南|要点"
    r"|汇总表?|申请|格式|模板|样[表张本]|正文|全文|[定终初]稿|终版|最终版?|修改[稿版]?|正式|第?[一二三四五六七八九十]稿|扫描[件版]?|盖章[件版]?|副本|新建|文[档件]|文本"
    r"|网页|页面|下载|表格|数据|附后|(?:19|20)\d\d年?度?|[^一-龥]+"
)
IN_BRACKETS = re.compile(rf"[(（【\[](?P<agency>[一-龥]{{2,30}}{ENDING})[)）】\]]")
PLACE = re.compile(
    r"^.{1,12}?(?:特别行政区|自治区|自治州|自治县|新区|试验区|实验区|开发区|[省市县旗]|区(?!域))"
)
BODIES: tuple[tuple[Body, re.Pattern[str]], ...] = (
    ("管委会", re.compile(r"管理委员会|管委会|试验区$|实验区$")),
    ("乡镇街道", re.compile(r"(?:街道(?:办事处)?|[镇乡](?:人民政府)?)$")),
    ("人民政府", re.compile(r"人民政府(?:办公[厅室])?$|^[^局委办厅]{2,12}[省市县区旗]$")),
    ("部门", re.compile(r"[局委办厅院署站会队中心处科]$|办公室$|委员会$")),
)


def agency_of(
    text: str,
    lines: Sequence[str],
    title_lines: range,
    title: str,
    signer: str,
    stem: str,
    fields: str = "",
) -> str:
    """Who reports, "" where nothing tells.

    By the field above the table, else the title or the lines beside it, with the place that the report names besides;
    else by who signed, published (``fields`` of a page too) or wrote the report or is to be asked, else by the name of the
    file ``stem``, last by the source that the page names.
    """
    for line in lines:
        if "单位" in line and (match := AGENCY_FIELD.search(line)):
            return SEAL.sub("", squeeze(match[1]))
    named = (agency_in(title) or _beside(lines, title_lines)) if title_lines else ""
    written = f"{fields}\n{text}"
    stated = [name for name in (signer, *stated_names(written)) if name]
    if named:
        return named if region_of(named) else completed(named, stated)
    ways = (*stated, of_file(stem), *sources(written))
    return next((squeeze(name) for name in ways if name), "")


def of_file(stem: str) -> str:
    """The agency by the name of a file: what stands in brackets or before the year, or is left without common words; ""
    where nothing is."""
    if match := IN_BRACKETS.search(stem):
        return match["agency"]
    before = re.split(r"[_\-\s]*(?:19|20)\d\d", stem)[0]
    for words in (before, stem):
        for name in NO_NAME.sub(" ", words).split():
            if len(name) >= 3 or NAME.fullmatch(name) or name[-1] in "省市县区旗镇乡局委办":
                return name
    return ""


def body_of(agency: str) -> Body:
    """Which kind of body a name is of."""
    return next((body for body, pattern in BODIES if pattern.search(agency)), "other")


def region_of(agency: str) -> str:
    """The place that a name begins with."""
    return match[0] if (match := PLACE.match(agency)) else ""


def names_of(text: str, lines: Sequence[str], title_lines: range, title: str) -> Iterator[Stated]:
    """The agency as the report's own title, preamble and field above the table name it, each at its place."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    if title_lines and (agency := agency_in(title)):
        start, end = starts[title_lines.start], starts[title_lines.stop] - 1
        yield Stated(agency, text[start:end].strip(), start, end)
    elif title_lines.start and ABOVE_TITLE.fullmatch(above := squeeze(lines[title_lines.start - 1])):
        start, end = starts[title_lines.start - 1], starts[title_lines.start] - 1
        yield Stated(above, text[start:end], start, end)
    reach = text[:REACH]
    if match := PREAMBLE.search(reach):
        yield Stated(match["agency"], match["agency"], match.start("agency"), match.end("agency"))
    for line, at in zip(lines, starts, strict=False):
        if "单位" in line and (field := AGENCY_FIELD.search(line)):
            start, end = at + field.start(1), at + field.end(1)
            yield Stated(SEAL.sub("", squeeze(field[1])), text[start:end], start, end)
            return


def renames_of(text: str) -> tuple[tuple[str, str], ...]:
    """(former, present) names of agencies as the text states them, often short ones."""
    found = (
        (BEFORE_NAME.sub("", match["old"]), BEFORE_NAME.sub("", match["new"]))
        for sentence in _telling(text)
        for pattern in RENAMES
        for match in pattern.finditer(sentence)
    )
    return tuple(dict.fromkeys((old, new) for old, new in found if len(old) > 2 and len(new) > 2))


def _telling(text: str) -> Iterator[str]:
    """The sentences that may tell of a renaming, in order."""
    last = 0
    for match in TELLS_RENAMING.finditer(text):
        if match.start() >= last:
            start = max([text.rfind(stop, 0, match.start()) for stop in STOPS]) + 1
            last = end.start() if (end := STOP.search(text, match.end())) else len(text)
            yield text[start:last]


def _beside(lines: Sequence[str], title_lines: range) -> str:
    """The agency by the nearest line above the title that may be a name, else by one right below that must be."""
    for line in reversed(lines[max(0, title_lines.start - 3) : title_lines.start]):
        if 3 <= len(squeeze(line)) <= 40 and not NO_AGENCY.search(squeeze(line)):
            return squeeze(line).removesuffix("关于")
    below = [
        line for line in map(squeeze, lines[title_lines.stop : title_lines.stop + 2 * LINES_BELOW]) if line
    ]
    return next((line for line in below[:LINES_BELOW] if NAME.fullmatch(line)), "")
