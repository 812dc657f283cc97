"""The years that the prose names, and the part each plays: this year's work told under an earlier year is a slip.

Comparisons, plans, document numbers, titles, budgets, founding dates and spans of years name other years rightly
(notes of evaluators name the stale year as one of the commonest slips). Only a year that opens its sentence, as the
time of what the sentence tells, is taken for a slip; one that is further back only where the sentence tells of this
agency's own work.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from auditlib.dates import years
from auditlib.narrative.sentences import Sentence, clause_end
from auditlib.report import YearMention
from auditlib.wording import split_ordinal

NAMES_YEAR = re.compile(r"[\d〇○零◯一二三四五六七八九]\s?年")
QUOTED = re.compile(r"《[^《》]{0,80}》|“[^“”]{0,60}”|〔[^〔〕]{0,12}〕|\[[^\[\]]{0,12}\]")
# A line that is nothing but a year is a heading, or one of a site's menu of years, and tells of nothing.
ONLY_YEAR = re.compile(
    r"\W*(?:\d{4}|二\S{3})\s?年?度?(?:(?:政府)?信息公开)?(?:工作)?(?:年度)?(?:年报|报告)?\W*"
)
OPENS = re.compile(r"^(?:截至|截止|在|于|自|从)?$")
SINCE = re.compile(
    r"^(?:\d{1,2}月|以来|起|至|到|之?前|之?后|开始|初|末|底|期间|[上下]半年|[—–\-~～]|[^，。；]{1,12}(?:以来|至今|开始|期间))"
)
BARE = re.compile(r"^[，,]?(?:则?为|是|仅|只有|分别)")
SPAN = re.compile(r"年?[至到—–\-~～]\s?$")
COMPARES = re.compile(r"比|较|同期|同比|上年|去年|持平|相比|增长|下降|增加|减少|以来|历年|累计|连续")
THIS_YEAR = re.compile(r"今年|本年|同期|历年|累计|连续|以来|相比|持平")
BEHIND = re.compile(rf"{THIS_YEAR.pattern}|{COMPARES.pattern}")
OWN_WORK = re.compile(
    r"我[局委办厅院县市区镇乡街处站中单]|本[局委办厅院县市区镇乡街处站机单]|全[局委办厅院县市区镇乡街省州]|全年|年内"
)
HIGHER = re.compile(r"^[，,\s]{0,2}(?:党中央|中共中央|中央|国务院|国家|全国|省委|省政府|省人民政府|《)")
DOING = (
    "进一步|继续|着力|努力|采取|不断|加大|坚持|认真|从|深入|加强|围绕|按照|着重|切实|积极|重点(?!领域|项目|工作|信息|民生|事项|内容)"
    "|主要(?!内容|职责|信息)|全面|完善|健全|推进|推动|改进(?!情况|措施)|提升|提高|优化(?!营商)|强化|加快|抓好|做好|开展|建立|严格|持续"
    "|大力|紧紧|突出|聚焦|以|通过|举办|组织(?!机构|领导|架构)|对(?!外)|在(?!办)|于|打造|丰富|拓宽|规范(?!性)"
)
FUTURE = re.compile(
    rf"将(?:{DOING})(?!来|往)|拟(?:{DOING})|(?<![主重不只])要(?:进一步|继续|不断|切实|着力|努力|加大|加强)|(?<![按照度])计划(?:{DOING})|(?<![按照年度])计划(?!推进|完成|实施|安排|总结|生育|类)|打算|力争"
)
PLANS = re.compile(r"下一步|今后|接下来|改进|打算|安排|计划|措施|努力方向")
# What leads to a plan before its year: 改进措施：2023年…; 下一步，…; 针对上述问题，….
LEADS_TO_PLAN = re.compile(
    r"(?:^|[，,：:；;。])(?:下一?步|今后|接下来|改进|整改|努力方向|工作打算|针对|对照|为此|对此|为了?)[^，,：:。；;]{0,20}[，,：:]?$"
    r"|^[^，,。；;]{0,16}(?:措施|打算|安排|方向|计划|思路|下一?步)[：:，,]$"
)
ITEM = re.compile(r"(?:^|[，,、：:；;])[一二三四五六七八九十]是$")
# Between a year and what is to come these say that the year is over, or that another time begins.
OVER = re.compile(r"了|已|取得|完成|存在|不足|问题|虽|但|仍|还|下一?步|今后|明年|来年|接下来|下一年|[。；;]")
FARTHEST_PLAN = 48
BUDGET = re.compile(
    r"^(?:度)?(?:财政|部门|政府|“三公”)?[^，。]{0,6}(?:预算|决算|规划|计划|要点|方案|任务|目标)"
)
# What an earlier year has left, and what was made in it: 2022年结转2件, 2022年度的2件, 2022年印发的办法, 2022年度考核.
LEFT_OVER = re.compile(
    r"^[^，,。；;]{0,16}?(?:结转|转结|接转|转入|未办结|未结|未答复|遗留|跨年|延续至|顺延|留存|结存|尚在办理)|^的?\d+\s?[件条份]|^[（(](?:上|去|前)"
)
MADE_THEN = re.compile(
    r"^(?:新)?(?:印发|出台|制定|修订|修改|建立|建成|开通|上线|启用|成立|编制|签订|提出|存在|发现|反馈|通报|检查|评估|考核|巡察|审计|立项|批准|施行|实施|颁布|申请|受理)了?的"
    r"|^(?:全[省市县区国]|[省市县区]级?|上级|第三方|政务公开|政府信息公开|信息公开|年度|绩效|工作|存在|的){0,4}(?:报告|年报|考核|评估|考评|测评|问题|总结|台账|档案|评议|反馈|整改)"
)
# What was done to something in an earlier year, told as its attribute, and what has become of it since: 2020年撤并的3个栏目已
# 清理; the routine work of a year is not told so, unless it is said to have gone on.
ATTRIBUTE = re.compile(
    r"^(?P<act>[^，,。；;：:、\d（(《]{1,18}?)的(?P<thing>(?:\d+|[一二两三四五六七八九十]+)?[^，,。；;：:\d（(]{1,18}?)"
    r"(?:中)?[，,]?(?:目前|现|截至目前|至今)?(?P<since>(?:[均都也]?已经?|均|全部|全都|全面|悉数|逐一|[仍尚]|继续|正在|现由|得以|得到|按计划|按要求|如期|顺利|陆续|实现|(?:完成|通过)了?))"
)
ROUTINE = re.compile(
    r"收到|新收|受理|接收|公开|发布|答复|回复|办理|办结|承办|举办|开展|召开|组织|解读|回应|更新|编发|接待|推送|培训|(?<!新)建设$|推进"
)
NO_ACT = re.compile(
    r"(?:[局委办厅院县市区镇乡街省州单位门关室统域面处社]|政府|新|大|要|重点|年度|工作|期间)$"
)
GONE_ON = re.compile(r"(?:[^，。；]{0,4}(?:年初|年内|后续|随后)|[仍尚])")
# What an agency was, or became, before the year of the report is told as its background.
HONOURED = re.compile(
    r"被(?:[^，。；]{0,12})?(?:评为|授予|列为|确定为|认定为|命名为)|荣获|获评|获得[^，。；]{0,16}(?:称号|荣誉)|入选"
)
FOUNDED = re.compile(r"成立|组建|挂牌|设立|建成|开通|启用|上线|建立")
LIST_LEAD = re.compile(r"^(?:\s|[一二三四五六七八九十]是|\d[.、])*")


def year_mentions(
    sentences: Sequence[Sentence], year: int | None, *, by_school_year: bool = False
) -> tuple[YearMention, ...]:
    """Every year named in the sentences, with its role as seen from the year of the report.

    A school year is of two years: ``by_school_year`` neither of them is stale.
    """
    return tuple(
        _of_school_year(mention) if by_school_year else mention
        for sentence, then in zip_longest(sentences, sentences[1:])
        for mention in _of_sentence(sentence, then.text if then and then.start == sentence.end else "", year)
    )


def _of_school_year(mention: YearMention) -> YearMention:
    return replace(mention, role="current") if mention.role in ("stale", "stale_plan") else mention


def _of_sentence(sentence: Sentence, then: str, year: int | None) -> Iterator[YearMention]:
    """``then`` is the sentence that follows in the same paragraph."""
    if not NAMES_YEAR.search(sentence.text):
        return
    named = list(years(sentence.text))
    quoted = [match.span() for match in QUOTED.finditer(sentence.text)]
    alone = bool(ONLY_YEAR.fullmatch(sentence.text))
    for value, start, end in named:
        inside = alone or any(a <= start < b for a, b in quoted)
        role = "reference" if inside else _role(sentence, value, start, end, then, year)
        stop = clause_end(sentence.text, min(end + 2, len(sentence.text)))
        quote = sentence.text[start:stop]
        yield YearMention(sentence.section, sentence.start + start, sentence.start + stop, quote, value, role)


def _role(sentence: Sentence, value: int, start: int, end: int, then: str, year: int | None) -> str:
    text = sentence.text
    after = text[end:].removeprefix("度")
    before = split_ordinal(LIST_LEAD.sub("", text[:start]))[1].strip("　 ")
    opens = bool(OPENS.match(before)) and not before.startswith(("截", "自", "从"))
    if year is None:
        return "unclear"
    if SINCE.match(after) or (BUDGET.match(after) and not FUTURE.match(after)) or "年" in after[:1]:
        return "comparison" if after.startswith("同期") else "reference"
    if value == year:
        planned = _is_plan(sentence, text[:start], before, after)
        return "stale_plan" if planned and not _names(text, year + 1) else "current"
    if value == year + 1:
        return "plan"
    if SPAN.search(text[:start]):
        return "reference"
    if _compares(text, then, year, opens) or BARE.match(after):
        return "comparison"
    if value > year or not opens or _is_background(text, value, year):
        return "unclear"
    if LEFT_OVER.match(after) or MADE_THEN.match(after) or _is_attribute(after):
        return "reference"
    recent = value == year - 1 and not HIGHER.match(after)
    return "stale" if recent or OWN_WORK.search(text) else "unclear"


def _is_plan(sentence: Sentence, lead: str, before: str, after: str) -> bool:
    """Whether the year opens a plan: what is to come follows it, with nothing between that has come to pass."""
    opens = bool(OPENS.match(before)) and not before.startswith(("截", "自", "从"))
    led = bool(LEADS_TO_PLAN.search(lead.strip("　 ")))
    if not (opens or led or ITEM.search(lead)):
        return False
    if not (led or PLANS.search(sentence.section) or PLANS.search(sentence.text)):
        return False
    future = FUTURE.search(after)
    return (
        future is not None and future.start() <= FARTHEST_PLAN and not OVER.search(after, 0, future.start())
    )


def _is_attribute(after: str) -> bool:
    """Whether the words behind a year tell what was done to something in it, and then what has become of that."""
    if "的" not in after:
        return False
    told = ATTRIBUTE.match(after)
    if not told or NO_ACT.search(told["act"]):
        return False
    return not ROUTINE.search(told["act"]) or bool(GONE_ON.match(after, told.start("since")))


def _is_background(text: str, value: int, year: int) -> bool:
    """Whether an earlier year tells of an honour, or one further back of a founding: neither is this year's work."""
    return bool(HONOURED.search(text)) or (value < year - 1 and bool(FOUNDED.search(text)))


def _compares(text: str, then: str, year: int, opens: bool) -> bool:
    """Whether a sentence holds another year against the year of the report, itself or by the sentence behind it.

    A year that opens its sentence is held against nothing by 比上年 alone: that compares it with its own last year.
    """
    held = THIS_YEAR if opens else COMPARES
    return (
        _names(text, year)
        or bool(held.search(text))
        or _names(then, year)
        or (opens and bool(BEHIND.search(then)))
    )


def _names(text: str, year: int) -> bool:
    return bool(NAMES_YEAR.search(text)) and any(value == year for value, _, _ in years(text))
