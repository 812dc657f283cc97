"""Numbers told 分别: 受理、办结申请分别为25件、24件 gives the first number to the first thing named, and so on."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditlib.narrative.numerals import Quantity
from auditlib.wording import SPACES

TOLD = re.compile(
    r"(?P<things>.{2,}?)(?:的)?(?:数量|件数|总数|数)?(?:各自)?(?:分别|依次)(?:为|是|有|达到?|共|收到|:|：){0,2}$"
)
BETWEEN_THINGS = re.compile(r"、|以及|(?<!涉)及|和|与")
BETWEEN_NUMBERS = re.compile(r"[\s　]*(?:[、，,和及与]|以及){0,2}[\s　]*")
VERB = re.compile(
    r"收到|受理|新收|办理|办结|答复|制发|制定|废止|公开|发布|召开|举办|开展|组织|作出|发生|申请|设立|配备|参加|决定"
)


def things(text: str, numbers: Sequence[Quantity], first: int, start: int) -> Sequence[str]:
    """The things that the numbers from ``first`` on belong to, in order; none where they are not told 分别 or not as
    many as the things."""
    told = TOLD.search(SPACES.sub("", text[start : numbers[first].start]))
    if not told:
        return ()
    named = [thing for thing in BETWEEN_THINGS.split(told["things"]) if thing]
    row = numbers[first : first + len(named)]
    joined = all(BETWEEN_NUMBERS.fullmatch(text, one.end, other.start) for one, other in pairwise(row))
    return named if 1 < len(named) == len(row) and joined else ()


def wordings(named: Sequence[str], n: int) -> Iterator[str]:
    """The words that may stand for the n-th thing: its own, or with what the first and the last thing share with all
    (公开规章、规范性文件; 通过网站、微信公开信息)."""
    yield named[n]
    if behind := VERB.search(named[-1]):
        own = VERB.search(named[n])
        yield named[n] + named[-1][behind.end() if own else behind.start() :]
    if before := VERB.search(named[0]):
        yield named[0][: before.end()] + named[n]
