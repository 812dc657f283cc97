"""Names that a report states of its agency beside the title: who publishes, wrote and signed it, and whom to ask."""

import re
from collections.abc import Iterator

from auditlib.identity.titles import ANY_YEAR, ENDING
from auditlib.wording import squeeze

PREAMBLE = re.compile(
    rf"(?:公布|发布|编制|形成|撰写|公开)(?:了|的)?(?P<agency>[一-龥（）]{{4,36}}?)(?:关于)?\s?(?={ANY_YEAR}度?(?:政府|政务)?(?:信息|政务)?公开)"
)
REACH = 1500
SELF = r"(?![我本该各贵上下]|有关|相关)"
_OF_PAGE = r"(?:发布|公开|责任|制发|发文|制作|信息提供|所属)(?:机构|单位|主体|机关|部门)"
PUBLISHER = re.compile(rf"{_OF_PAGE}\s*[:：]?\s*(?P<agency>[一-龥]{{2,30}}{ENDING})(?![一-龥])")
AUTHOR = re.compile(
    rf"(?:由|现将|现公布)\s?(?P<agency>{SELF}[一-龥（）]{{2,36}}?{ENDING})(?:(?=按照|根据|依据|负责|组织|汇总|编制)|(?=(?:关于)?\s?{ANY_YEAR}))"
)
CONTACT = re.compile(
    rf"(?:与|向|咨询)(?P<agency>{SELF}[一-龥（）]{{3,40}}?)(?:[（(][^()（）]*[）)])?(?:联系|咨询|反映|索取|查询)"
)
_SOURCE = r"(?:信息|文章|稿件)?来源(?:单位)?"
SOURCE = re.compile(rf"{_SOURCE}\s*[:：]\s*(?P<agency>[一-龥]{{2,30}}{ENDING})(?![一-龥])")
FIELD = re.compile(rf"\s*(?:{_OF_PAGE}|{_SOURCE})\s*[:：]?\s*$")
LONGEST_LABEL = 16
# The office within the agency that is to be asked: 县住房和城乡建设局办公室, 镇政府党政办.
INNER_OFFICE = re.compile(
    r"(?<=[局委厅院署会所队站校道府心镇乡处室])(?<![^镇乡]人民政府)(?<![^镇乡民]政府)"
    r"(?:党政综合|党政|行政|综合|政务公开|(?:政府)?信息公开|政策法规|法规|法制|秘书|机关|政务|宣传|文秘|人事|综合管理)?(?:工作)?"
    r"(?:办公室|办|科室?|股室?|处室?|室|中心|窗口|大厅)$"
)
AGENCY = re.compile(rf"[一-龥（）]{{2,40}}(?:{ENDING}|政府办公[厅室])")


def page_field(label: str, value: str) -> str:
    """What a table about the page (索引号, 发布机构 …) says of its publisher, as a line; "" where it is of something else."""
    if len(label) > LONGEST_LABEL or not FIELD.match(label):
        return ""
    name = squeeze(label).rstrip(":")
    return f"{name}：{squeeze(value)}"


def stated_names(text: str) -> Iterator[str]:
    """The names, those that say most clearly whose report it is first."""
    reach = text[:REACH]
    for way in (PUBLISHER, PREAMBLE, AUTHOR):
        if match := way.search(reach):
            yield squeeze(match["agency"])
    if match := CONTACT.search(reach):
        name = INNER_OFFICE.sub("", match["agency"])
        if AGENCY.fullmatch(name):
            yield name


def sources(text: str) -> Iterator[str]:
    """Where a page says it comes from."""
    return (match["agency"] for match in SOURCE.finditer(text))
