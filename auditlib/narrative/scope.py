"""Whose number it is, and of when: this agency's in the reported year, or another's, last year's, planned, over years."""

import re

from auditlib.dates import years
from auditlib.narrative.numerals import Quantity
from auditlib.narrative.sentences import Sentence

SPAN = re.compile(r"(?:19|20)\d\d年?度?\s?(?:至|到|[-—~～－])\s?(?:19|20)\d\d年")
LAST_YEAR = re.compile(r"上年|去年|上一年|同期|前年")
CUMULATIVE = re.compile(
    r"(?:(?:(?<!今年)(?<!本年)(?<!本年度)(?<!年初)(?<!一年)以来|历年|近年来|[二三四五六七八九十两]年来|开通)[^，。]{0,16}，?[^，。]{0,12}(?:累计|共)"
    r"|(?:截至|截止)[^，。]{0,16}，?[^，。]{0,12}累计)"
)
# What was carried over names another year than its own: 上年结转, 2021年结转, 结转至2023年.
CARRIED = re.compile(
    r"(?:上一?|去|前一?|(?:19|20)\d\d)年度?(?:末|底)?(?:尚?未办结|未结|收到|受理)?(?:的)?(?:政府信息公开|依申请公开)?(?:申请)?(?:的)?"
    r"(?:尚?未办结|未结|未答复)?(?:的|而|并)?(?:结转|转结|接转|转入|转来|顺延|延续|遗留|流转|结存|跨年|留转|留存|未办结|未结|未答复)"
    r"|(?:结转|转结|接转|转入|顺延|延续|延|留|推迟|移)(?:至|到|入|为|在|待)?(?:下一?|次|明|上|(?:19|20)\d\d)年度?"
    r"|(?:结转|承接|接续|延续|办理|处理|办结|答复)自?(?:上一?|去|前一?|(?:19|20)\d\d)年度?(?:未办结|未结|遗留|结转|接转|转来|留存|的)"
)
THIS_YEAR = re.compile(r"本年|今年|当年")
WITHIN_YEAR = re.compile(r"全年|本年|今年|当年|年内|一年来")
PLANNED = re.compile(r"预计|计划|拟|力争|将(?!近)|下一步|目标")
# Words after which all that follows in the sentence is still to come; 计划 may also mean a plan that was kept.
HOPED = re.compile(r"预计|力争|争取|确保.{0,6}达到|下一步")
LEADS = r"^[\s　]*(?:[一二三四五六七八九十]{1,2}[是、]|[(（][一二三四五六七八九十]{1,2}[)）])?(?:在)?"
OPENING_YEAR = re.compile(LEADS + "$")
OPENS_LAST_YEAR = re.compile(LEADS + "(?:去年|上年|上一年|前年)")
OPENS_PLAN = re.compile(LEADS + "(?:下一?步|今后|明年|来年|新的一年|下一?年)")
LAST_YEARS = re.compile(rf"(?<![与和同比较])(?:{LAST_YEAR.pattern})")
# Another body than the agency as a whole, as the one that acts: 县教育局收到, 乡镇公开.
ACTOR = re.compile(
    r"(?P<who>[一-龥]{0,14}?(?:[局委办镇乡村]|镇街|街镇|委员会|街道|办事处|部门|单位|本级|科室|中心|学校|医院|企业|社区))"
    r"(?=(?:累计|共计|共|主动|依法|直接|新|也|已|均|全年){0,2}"
    r"(?:公开|发布|公布|收到|受理|接到|办理|办结|答复|举办|召开|开展|组织|设置|设立|报送|未|没有|无))"
)
BEFORE_ACTOR = re.compile(r"^(?:年度?|其中|由|全年|当年|本年度?|经|通过|因|在|及时|[、和及]){0,4}")
WHOLE = re.compile(r"我|本(?!级)|全[省市县区州旗局委镇乡街院校]|各级|政府及")


def scope_of(sentence: Sentence, start: int, quantity: Quantity, year: int | None, agency: str) -> str:
    """Empty where the number is of this agency in the reported year; last year's in a comparison is other_year, a count
    over years cumulative, a number that is yet to come planned, one of another body part."""
    text = sentence.text
    stretch = _without_carried(text[start : quantity.start])
    if SPAN.search(stretch):
        return "cumulative"
    if _is_cumulative(text[: quantity.start]) and not WITHIN_YEAR.search(stretch):
        return "cumulative"
    if LAST_YEAR.search(stretch):
        return "other_year"
    if PLANNED.search(stretch) or HOPED.search(text[: quantity.start]) or _leads_plan(sentence):
        return "planned"
    named = [value for value, _, _ in years(stretch)] if "年" in stretch else []
    if not named and not THIS_YEAR.search(stretch):
        opening = _without_carried(sentence.opening)
        if OPENS_LAST_YEAR.match(opening):
            return "other_year"
        named = opening_year(_without_carried(text)) or opening_year(opening)
    if named and year is not None and named[-1] != year:
        return "other_year"
    return "part" if of_another(stretch, agency) else ""


def _without_carried(text: str) -> str:
    """A text without the years that others were carried over from or to."""
    return CARRIED.sub("", text) if "年" in text else text


def _is_cumulative(text: str) -> bool:
    return ("共" in text or "累计" in text) and bool(CUMULATIVE.search(text))


def _leads_plan(sentence: Sentence) -> bool:
    """Whether the sentence, or the list it is an item of, is told as a plan."""
    lead = sentence.opening
    if OPENS_PLAN.match(lead):
        return True
    return lead != sentence.text and bool(PLANNED.search(lead[: lead.find("：") + 1]))


def of_another(stretch: str, agency: str) -> bool:
    """Whether somebody else than the agency as a whole acts; its name may be shortened (区水务局, 水务局)."""
    for match in ACTOR.finditer(stretch):
        who = BEFORE_ACTOR.sub("", match["who"])
        rest = iter(agency)
        if who and not WHOLE.search(who) and not (agency and all(sign in rest for sign in who)):
            return True
    return False


def opening_year(text: str) -> list[int]:
    """The year that opens a sentence as the time of what it tells."""
    if "年" not in text:
        return []
    first = next(years(text), None)
    return [first[0]] if first and OPENING_YEAR.match(text[: first[1]]) else []


def zero_in_scope(text: str, said: str, year: int | None, agency: str) -> bool:
    """Whether a sentence's statement of zero, up to its last word, is of this agency in the reported year."""
    whole = _without_carried(text)
    if year is not None and any(value != year for value in opening_year(whole)):
        return False
    return not (
        OPENS_LAST_YEAR.match(whole) or LAST_YEARS.search(_without_carried(said)) or of_another(said, agency)
    )
