"""Whose number it is, and of when: this agency's in the reported year, or another's, last year's, planned, over years.

A part is no whole: what one office of a government took in (市本级, 县政府办公室, 向县政府提出), and what came in a part of
the year (一季度, 上半年), is not held against a table that is of all.
"""

import re

from auditlib.dates import years
from auditlib.narrative.numerals import Quantity
from auditlib.narrative.sentences import Sentence, last_match

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
    r"|(?:结转|转结|接转|转入|转|顺延|延续|延|留|推迟|移)(?:至|到|入|为|在|待)?(?:下一?|次|明|上|(?:19|20)\d\d)年度?"
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
    r"(?P<who>[一-龥]{0,14}?(?:[局委办镇乡村]|政府办公[厅室]|镇街|街镇|委员会|街道|办事处|部门|单位|本级|科室|中心|学校|医院|企业|社区"
    r"|县区|区县|市州|州市|县市|市县|旗县|各[县市区州盟旗地]|[县市区旗][（(][县市区旗、]{1,5}[）)][县市区旗]?))"
    r"(?=(?:累计|共计|共|主动|依法|直接|新|也|已|均|全年){0,2}"
    r"(?:公开|发布|公布|收到|新收|接收|受理|接到|办理|办结|答复|举办|召开|开展|组织|设置|设立|报送|未|没有|无))"
)
BEFORE_ACTOR = re.compile(r"^(?:年度?|其中|由|全年|当年|本年度?|经|通过|因|在|及时|[、和及]){0,4}")
WHOLE = re.compile(r"我|本(?!级)|全[省市县区州旗局委镇乡街院校]|各级|政府及")
# An authority without those below it, also ours: 市本级, 我局本级.
LEVEL_ALONE = re.compile(
    r"(?<!各)(?<!上)本级(?!(?:政府|机关|部门|单位|各部门)?(?:及|和|、|与|以及)|人民?政府|财政|以)"
)
# Whom requests were addressed to: 向县政府提出.
ADDRESSED = re.compile(
    r"向(?P<whom>[一-龥]{0,8}?政府)(?:本级|办公[厅室])?(?:直接)?(?:提出|提交|递交|申请)|以(?P<office>[一-龥]{0,8}?政府)为(?:受理|答复|申请)(?:机关|主体|对象)"
)
OFFICE = re.compile(r"办公[厅室]$|政府办$")
TOWNSHIP = re.compile(r"[镇乡]|街道")
# One office that opens a sentence as who does all that it tells: 县政府办公室认真履行受理职责，全年收到….
SUBJECT = re.compile(
    rf"{LEADS}(?:(?:19|20)\d\d年度?|全年|本年度?|其中|此外|同时|，)*"
    r"(?P<who>[一-龥]{1,16}?(?:[局委厅镇乡]|政府办公[厅室]|政府办|党政办|街道|办事处|法院|中心|公司))"
    r"(?=(?:作为|负责|承担|认真|积极|切实|严格|坚持|不断|充分|依托|牵头|统筹|根据|按照|高度重视|着力|始终|持续|进一步|依法)[^，,]{1,40}[，,])"
)
SEVERAL = re.compile("各|等|、|[和及与]|部门|单位")
# The cases or requests themselves are said to be of other years.
OF_EARLIER = re.compile(
    r"[^。；;\d]{0,40}?(?:系|均为|都是|属于?|均系)(?:往年|以前年度|前几年|(?:上|去)年度?(?:的)?案件)"
)
# When: a part of the year, or all of it again (全年, 共计 behind the parts).
TIMES = re.compile(
    r"(?P<whole>(?<!\d)1月?(?:1日|份)?起?\s?(?:至|到|[-—–~～])+\s?(?:\d{4}年)?12月|12月(?:31日|底|末)"
    r"|(?:截至|截止)[^，。；\d]{0,6}(?:\d{4}年)?(?:12月|[^，。；\d]{0,2}年?[底末])|全年|年内|本年|今年|当年|一年来|(?:19|20)\d\d年"
    r"|(?<=[，,])(?<!半年[，,])(?<!季度[，,])(?<!月[，,])(?<!份[，,])(?:合计|共计?|总计|累计|总共|两项))"
    r"|(?P<part>[上下]半年|第?[一二三四1-4]季度|[前后][两二三23]个?季度"
    r"|(?<!\d)\d{1,2}月?\s?(?:至|到|[-—–~～])+\s?\d{1,2}月份?"
    r"|(?<!\d)\d{1,2}月(?:份|底|末|[上中下]旬)?(?!\s?\d|\s?[至到起—–~～-]))"
)
MONTH = re.compile(r"月")
# Words that go on with whose number the one before was: 市政府办公室受理申请86件，答复85件.
GOES_ON = re.compile(
    r"[，、,]?(?:已|均|全部|依法|按[时期]|当年|其中){0,3}(?:办结|答复|受理|办理|(?:予以|部分|不予)公开|维持|纠正|败诉)(?:申请)?了?"
)
# What a report says of numbers that its table does not hold: …5件，按规定未列入统计.
NOT_COUNTED = re.compile(
    r"[^，,。；;（()）]{0,24}[，,]?[^，,。；;（()）\d]{0,12}(?:未|不|没有)(?:再|予|被|予以)?[列计纳算记]入"
)
LONGEST_NOTE = 30
NOTE_BREAKS = "，,；;。：:（(）)！？\n"


def scope_of(sentence: Sentence, start: int, quantity: Quantity, year: int | None, agency: str) -> str:
    """Empty where the number is of this agency in the reported year; last year's in a comparison is other_year, a count
    over years cumulative, a number that is yet to come planned, one of another body or of a part of the year part."""
    text = sentence.text
    start = around_note(text, start)
    stretch = _without_carried(text[start : quantity.start])
    if SPAN.search(stretch):
        return "cumulative"
    if _is_cumulative(text[: quantity.start]) and not WITHIN_YEAR.search(stretch):
        return "cumulative"
    if LAST_YEAR.search(stretch) or OF_EARLIER.match(text, quantity.end):
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
    is_part = (
        ("入" in text and bool(NOT_COUNTED.match(text, quantity.end)))
        or of_another(stretch, agency)
        or _of_an_office(sentence.text[: quantity.start], stretch, agency)
        or in_part_of_year(text, start, quantity.start)
    )
    return "part" if is_part else ""


def goes_on(words: str) -> bool:
    """Whether the words before a number say nothing of whose it is, so that it is of who had the number before it."""
    return bool(GOES_ON.fullmatch(words.strip("　 ")))


def _of_an_office(before: str, stretch: str, agency: str) -> bool:
    """Whether requests were addressed to a government that has others below it, or one office is the subject of the
    sentence and nobody else of this clause."""
    if "政府" in stretch and (addressed := ADDRESSED.search(stretch)):
        whom = addressed["whom"] or addressed["office"]
        if not (TOWNSHIP.search(whom) or OFFICE.search(agency) or whom.startswith(("我", "本"))):
            return True
    subject = SUBJECT.match(before) if agency and not WHOLE.search(stretch) else None
    if subject is None:
        return False
    who = subject["who"]
    return not (WHOLE.search(who) or SEVERAL.search(who) or _shortens(who, agency))


def in_part_of_year(text: str, start: int, end: int) -> bool:
    """Whether the words before a place of a sentence tell of a part of the year: those of its own clause, those that
    open the clauses before it (上半年，…), and a season told of in numbers (上半年收到30件，办结28件)."""
    if not ("半年" in text or "季度" in text or "月" in text):
        return False
    told = last_match(TIMES, text, end)
    if told is None or told["part"] is None:
        return False
    if told.start() >= start or text[told.end() : told.end() + 1] in ("，", ","):
        return True
    return not MONTH.search(told[0]) and any(sign.isdigit() for sign in text[told.end() : start])


def around_note(text: str, start: int) -> int:
    """Where the words that belong to a number begin if a note in brackets stands right before them and holds no number:
    县本级（向县政府提出）申请18件, 驳回诉讼请求（维持）8件."""
    if text[start - 1 : start] not in ("）", ")"):
        return start
    opened = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
    if opened < 0 or start - opened > LONGEST_NOTE:
        return start
    begin = max(text.rfind(sign, 0, opened) for sign in NOTE_BREAKS) + 1
    return start if any(sign.isdigit() for sign in text[begin:start]) else begin


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
    if "本级" in stretch and "本级" not in agency and LEVEL_ALONE.search(stretch):
        return True
    for match in ACTOR.finditer(stretch):
        who = BEFORE_ACTOR.sub("", match["who"])
        if who and not WHOLE.search(who) and not _shortens(who, agency):
            return True
    return False


def _shortens(who: str, agency: str) -> bool:
    """Whether a name is the agency's, maybe in short: 区水务局 and 水务局 are 青禾区水务局."""
    rest = iter(agency)
    return bool(agency) and all(sign in rest for sign in who)


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
        OPENS_LAST_YEAR.match(whole)
        or LAST_YEARS.search(_without_carried(said))
        or of_another(said, agency)
        or in_part_of_year(text, text.find(said), text.find(said) + len(said))
    )
