"""Names left over from another report: the same kind of body of another place, told to do what the report is on.

A county's bureau rightly names its superiors, its towns and other counties, and tells what they did. Only a body of the
very same kind under another place name that opens its clause as the one who did the agency's own work is a namesake:
2022年，青山县税务局收到申请4件, in the report of 柳河县税务局.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditlib.report import Stated
from auditlib.wording import squeeze

KINDS = "自治区|自治州|自治县|自治旗|新区|开发区|街道|省|市|州|盟|县|区|旗|镇|乡"
# Signs of a place that are part of a body's name are none: 市场监督管理局, 城乡建设局, 乡村振兴局.
BODY = re.compile(
    rf"(?P<place>.*(?:{KINDS})(?<!城[市乡镇]))(?!场|政(?!府)|域|容|村|镇|级|直)(?P<tail>[一-龥]{{0,20}})"
)
# The last place of several; a name may itself hold a sign of a place (云州市).
PLACES = tuple(
    re.compile(rf"(?:.*[{signs}])?(?P<name>[^{signs}]{{2,8}}?)(?P<kind>{KINDS})")
    for signs in ("省市州县区旗盟局", "省市县区旗盟局")
)
GOVERNMENT = re.compile("(?:人民)?(?:政府)?(?:办公[厅室])?")
IN_OFFICE = ("人民政府", "政府")
# Where a place name alone is the body: 2022年，青山镇收到申请4件. Districts and cities have too many other names.
BY_PLACE_ALONE = frozenset(("县", "镇", "乡", "街道"))
LEAD = re.compile(
    r"(?:^|[。；;，,：:\n　 ）)]|年度?)(?:[一二三四五六七八九十]是)?(?P<whole>(?:国家税务总局)?(?:[一-龥]{2,4}[省市州])?(?P<name>[一-龥]{2,6}))\Z"
)
WORK = re.compile(
    r"(?:机关|办公室|办事处|共|累计|总共|全年|主动|依法|均|始终|积极|切实|按照|根据|本年度?|及时|认真|严格|高度|深入|全面){0,4}"
    r"(?:收到|受理|接收|接到|办结|答复|公开(?:各类|政府)?信息|主动公开|未(?:收到|发生|受理)|没有(?:收到|发生)|重视|贯彻|落实|执行"
    r"|《条例》|《中华人民共和国政府信息公开条例》)"
)
NO_NAME = re.compile(
    "[我本各全该原由经被向与和及对在于为将把并等据按依同让使请其这另如每某外乡镇村街省市县区]"
    "|配合|协助|指导|会同|联合|组织|督促|通过|依托|要求|推动|支持|报送|委托|参加|邀请|加强|目前|所[属辖有]|部分|基层|有关|相关"
    "|多个|个别|周边|兄弟|相邻|毗邻|邻近|属地|辖|所有|下级|上级|试点|先进|国家|中央|经济|技术|工业|高新|开发|产业"
)
OTHERS_TOLD = re.compile(
    "其中|分别|下辖|所辖|例如|比如|借鉴|考察|更名|原名|改名|划转|合并|撤销|代管|学习|转办|移送"
)
# County-level cities stand under prefecture-level ones: of them only what opens a sentence with its year is told.
YEAR_ALONE = re.compile(r"\s*20\d\d年度?[，,]?")
REACH, FAR = 20, 30


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its place (``name`` and ``kind``: 柳河, 县) and what it is there (``tail``: 税务局)."""

    name: str
    kind: str
    tail: str


def body(agency: str) -> Body | None:
    """What an agency's name says of it, None for one without a place."""
    whole = BODY.fullmatch(squeeze(agency))
    if not whole:
        return None
    place = next((found for pattern in PLACES if (found := pattern.fullmatch(whole["place"]))), None)
    return Body(place["name"], place["kind"], whole["tail"]) if place else None


def namesakes(text: str, agency: str) -> Iterator[Stated]:
    """The bodies of another place that are told to do the agency's own work, the first mention of each."""
    own = body(agency)
    if own is None or own.kind not in text:
        return
    seen: set[str] = set()
    for start, end, lead in sorted(_mentions(text, own), key=lambda found: found[0]):
        name = lead["name"]
        if name in seen or own.name in text[start:end] or NO_NAME.search(name) or not WORK.match(text, end):
            continue
        opens = max(text.rfind(stop, 0, start) for stop in "。\n；") + 1
        if OTHERS_TOLD.search(text, opens, end + FAR):
            continue
        if own.kind == "市" and not YEAR_ALONE.fullmatch(text, opens, start):
            continue
        seen.add(name)
        yield Stated(text[start:end], text[start:end], start, end)


def _mentions(text: str, own: Body) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Where a body of the same kind is named behind the beginning of its clause."""
    tails = [*IN_OFFICE] if GOVERNMENT.fullmatch(own.tail) or own.tail == "办事处" else [own.tail]
    if own.kind in BY_PLACE_ALONE and len(tails) > 1:
        tails += ["办事处", ""]
    for tail in tails:
        signs = own.kind + tail
        at = text.find(signs)
        while at >= 0:
            if lead := LEAD.search(text[max(0, at - REACH) : at]):
                start = max(0, at - REACH) + lead.start("whole")
                yield start, at + len(signs), lead
            at = text.find(signs, at + 1)
