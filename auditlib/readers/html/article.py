"""Which parts of a page are the article: everything but what is plainly furniture, and in doubt more.

Each part is weighed: prose, headings and tables for, links and the stock phrases of page furniture against. The
heaviest unbroken run of parts is the core of the article (maximum subsequence segmentation, Pasternack and Roth,
2009); it grows in both directions up to the next furniture and to the end of the element that holds it, unless that
element is the page itself. Elements named for the article or for furniture are hints and never decide alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from auditlib.readers.html.parts import Grid, Line, Part

TITLE = re.compile(r"(?:信息公开|政务公开)(?:工作)?[^，。；]{0,16}(?:报告|年报)[^，。；一-龥]{0,14}$")
LONGEST_TITLE = 60
# The name of a site's column of reports: it reads as a title, and names neither who reports nor on which year.
COLUMN = re.compile(r"\W*(?:政府)?(?:信息|政务)公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)\W*")
YEAR = re.compile(r"(?:19|20)\d\d|二[〇○零OoＯ]")
HEADING = re.compile(
    r"[\s\u3000]{0,8}(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])"
)
SENTENCE = re.compile(r"[。；！？]|，.*[，：:]")
FURNITURE = re.compile(
    r"版权所有|[Cc]opyright|ICP\s?备|公网安备|网站标识码|友情链接|技术支持[:：]|建议使用.{0,20}浏览|网站地图|^\W{0,3}[上下]一[篇条]"
    r"|^\W{0,3}(?:网站)?(?:主办|承办|主管)(?:单位|方)?\s?[:：]|^\W{0,3}首页\W|^[^>»›]{1,20}[>»›][^>»›]{1,20}[>»›]"
    r"|^\W{0,3}(?:当前|您(?:现在)?(?:的|所在)?|现在|所在)(?:的)?位置"
)
LONGEST_FURNITURE = 400
BUTTONS = re.compile(
    r"(?=.*(?:打印|关闭|收藏|字[体号]|分享到|返回(?:顶部|上页|首页|列表)|扫一扫|无障碍|适老化|智能问答|登录))"
    r"(?>分享到?|转发到?|新浪|腾讯|微博|微信|朋友圈|QQ(?:空间|好友)?|字[体号]|[大中小]|打印(?:本页|此页|页面|文章)?|(?:关闭|收藏)(?:本页|此页|窗口|页面)?"
    r"|返回(?:顶部|上页|首页|列表)?|扫一扫\w{0,14}|(?:浏览|点击|阅读)(?:次数|数|量)?|次|无障碍(?:浏览|阅读)?|适老化|智能问答|[繁简][体體]中?[文版]?|手机版|登录|注册"
    r"|English|[^\w。；]|\d)++"
)
LONGEST_BUTTONS = 80
MENU = re.compile(r"[^\d\W]{2,8}")
SHORTEST_MENU = 10
# The years that a column offers, one a line, and what may stand above them.
OFFERED_YEAR = re.compile(
    r"\W*(?:(?:19|20)\d\d|二[〇○零OoＯ]\S\S)\s?(?:年度?(?:工作)?(?:年度)?(?:报告)?|年?度?年报)\W*"
)
LONGEST_OFFERED = 20
FEWEST_OFFERED = 2
ABOVE_YEARS = re.compile(
    r"\W*[^\W\d]{0,10}(?:年报|报告|年份|年度|公开)\W*|\W*(?:[历往]年|年份)[^\W\d]{0,6}\W*"
)

FOR_TITLE = 60
MOST_PROSE = 150
MOST_TABLE = 300
FURNITURE_AT = -8
SURE_AT = 40
MOST_FURNITURE_INSIDE = 2


def article(visible: Sequence[Part], hidden: Sequence[Part]) -> list[Part]:
    """The parts of the article in order. Hidden parts count only where they outweigh all that is shown."""
    gains = _gains(visible)
    weight = sum(gains)
    kept = [n for n, part in enumerate(visible) if not _is_button(part)]
    shown = _chosen([visible[n] for n in kept], [gains[n] for n in kept])
    of_hidden = _gains(hidden)
    if sum(of_hidden) <= weight:
        return shown
    return [*(shown if weight else ()), *_chosen(hidden, of_hidden)]


def is_title(text: str) -> bool:
    """Whether a line reads as the title of a report."""
    words = text.strip(" \u3000")
    return len(words) <= LONGEST_TITLE and _reads_as_title(words)


@lru_cache(maxsize=4096)
def _reads_as_title(words: str) -> bool:
    return bool(TITLE.search(words))


def _is_button(part: Part) -> bool:
    return isinstance(part, Line) and len(part.text) <= LONGEST_BUTTONS and _reads_as_buttons(part.text)


# The furniture of a site is the same on all its pages.
@lru_cache(maxsize=4096)
def _reads_as_buttons(text: str) -> bool:
    return bool(BUTTONS.fullmatch(text))


def _gains(parts: Sequence[Part]) -> list[int]:
    """What speaks for each part. Beside the title of a report the name of a column is none."""
    gains = list(map(_gain, parts))
    titles = {
        n: part.text
        for n, part in enumerate(parts)
        if gains[n] == FOR_TITLE and isinstance(part, Line) and is_title(part.text)
    }
    if any(YEAR.search(text) for text in titles.values()):
        for n, text in titles.items():
            if COLUMN.fullmatch(text):
                gains[n] = 0
    return gains


def _gain(part: Part) -> int:
    """What speaks for a part by itself."""
    if isinstance(part, Grid):
        return min(3 * part.filled, MOST_TABLE)
    size = len(part.text)
    if 2 * part.linked > size:
        return 0
    if is_title(part.text):
        return FOR_TITLE
    gain = 10 if part.level else 0
    if SENTENCE.search(part.text):
        gain += min(size - part.linked, MOST_PROSE)
    elif HEADING.match(part.text):
        gain += 20
    return gain


def _loss(part: Part) -> int:
    """What speaks against a part by itself."""
    if isinstance(part, Grid):
        return 0
    size = len(part.text)
    if 2 * part.linked > size:
        return 8 + part.linked // 2
    stock = size <= LONGEST_FURNITURE and "。" not in part.text and FURNITURE.search(part.text)
    return 200 if stock and not HEADING.match(part.text) else 0


def _scores(parts: Sequence[Part], gains: Sequence[int]) -> list[int]:
    disowned = sum(gain for gain, part in zip(gains, parts, strict=True) if part.hint < 0)
    believed = 2 * disowned <= sum(gains)
    scores = [
        gain
        - _loss(part)
        + (15 if part.hint > 0 else -40 if part.hint < 0 and believed else 0)
        - 3 * (not gain)
        for gain, part in zip(gains, parts, strict=True)
    ]
    for n in (*_menus(parts), *_offered_years(parts)):
        scores[n] -= 10
    return scores


def _menus(parts: Sequence[Part]) -> Iterator[int]:
    """Menus that lost their links: many different short words on one level; a line right above the title is none of them."""
    for (word, depth), run in groupby(range(len(parts)), lambda n: (_is_word(parts[n]), parts[n].depth)):
        places = list(run)
        words = {part.text for n in places if isinstance(part := parts[n], Line)}
        if word and len(words) >= SHORTEST_MENU:
            behind = parts[places[-1] + 1] if places[-1] + 1 < len(parts) else None
            beside = isinstance(behind, Line) and is_title(behind.text) and behind.meet >= depth - 1
            yield from places[:-1] if beside else places


def _is_word(part: Part) -> bool:
    return isinstance(part, Line) and not part.linked and bool(MENU.fullmatch(part.text))


def _offered_years(parts: Sequence[Part]) -> Iterator[int]:
    """The years that a column offers: lines that follow one another and are nothing but a year, with their heading."""
    for offered, run in groupby(range(len(parts)), lambda n: _is_short(parts[n], OFFERED_YEAR)):
        places = list(run)
        if offered and len(places) >= FEWEST_OFFERED:
            if places[0] and _is_short(parts[places[0] - 1], ABOVE_YEARS):
                yield places[0] - 1
            yield from places


def _is_short(part: Part, pattern: re.Pattern[str]) -> bool:
    return isinstance(part, Line) and len(part.text) <= LONGEST_OFFERED and bool(pattern.fullmatch(part.text))


def _core(scores: Sequence[int]) -> tuple[int, int]:
    """First and last of the heaviest unbroken run."""
    best, first, last = 0, 0, -1
    weight = begin = 0
    for n, score in enumerate(scores):
        if weight <= 0:
            weight, begin = 0, n
        weight += score
        if weight > best:
            best, first, last = weight, begin, n
    return first, last


def _chosen(parts: Sequence[Part], gains: Sequence[int]) -> list[Part]:
    scores = _scores(parts, gains)
    first, last = _core(scores)
    if last < 0:
        return list(parts)
    furniture = [score <= FURNITURE_AT and part.hint <= 0 for score, part in zip(scores, parts, strict=True)]
    start, stop = first, last
    while start > 0 and not furniture[start - 1]:
        start -= 1
    while stop + 1 < len(parts) and not furniture[stop + 1]:
        stop += 1
    left, right = _element(parts, first, last)
    if sum(furniture[left:first]) + sum(furniture[last + 1 : right + 1]) <= MOST_FURNITURE_INSIDE:
        start, stop = min(start, left), max(stop, right)
    return [
        part
        for n, part in enumerate(parts)
        if first <= n <= last or (start <= n <= stop and not furniture[n]) or scores[n] >= SURE_AT
    ]


def _element(parts: Sequence[Part], first: int, last: int) -> tuple[int, int]:
    """First and last part of the innermost element that holds a run of parts."""
    shared = min((part.meet for part in parts[first + 1 : last + 1]), default=parts[first].depth)
    while first > 0 and parts[first].meet >= shared:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].meet >= shared:
        last += 1
    return first, last
