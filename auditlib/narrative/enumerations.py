"""Lists whose number is stated: 3条，分别是…、…、…; 三项措施：一是…二是…三是…; 5项制度：《…》《…》.

Only what can be counted for certain is counted: titles, ordinals, and short items between 、 without 等.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from auditlib.narrative.numerals import chinese_value, one_width
from auditlib.report import Parts

NUMBER = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})"
CLASSIFIER = "(?:个|项|部|件|份|条|类|种|方面|点|大|篇|场|次|期)"
TOLD = re.compile(
    rf"(?<![\d.第〇零一二三四五六七八九十几数余多]){NUMBER}\s?{CLASSIFIER}[^，,。；;：:、《》\d（(]{{0,12}}"
    r"(?P<how>[，,]\s?分别(?:是|为)|[：:]|[，,]?\s?即|——|[，,]?\s?(?:包括|分别为))(?P<list>[^。；;\n]{2,400})"
)
TITLES = re.compile(r"《[^《》\n]{1,80}》")
BETWEEN_TITLES = re.compile(r"[\s、，,和及与以]*(?:（[^（）]{0,30}）)?[\s、，,和及与以]*")
LED_BY_TITLES = re.compile(
    rf"(?P<titles>(?:《[^《》\n]{{1,80}}》[、，,和及与以]{{0,3}}){{2,20}})(?:共计?)?{NUMBER}\s?(?:项|个|部|件|份|篇)(?!月|工作日)"
)
BRACKETED = re.compile(r"《[^《》]{0,80}》|“[^“”]{0,80}”|（[^（）]{0,80}）|\([^()]{0,80}\)")
JOINED = re.compile("以及|[和及与]")
COUNTED_THINGS = re.compile(r"\d+\s?(?:条|件|次|项|个|人|份|篇|期|场|%|万)")
LONGEST_ITEM = 40
DIGITS = "一二三四五六七八九十"
ORDINALS = re.compile(r"(?:^|[。；;：:，,！\s　])(?P<n>[一二三四五六七八九十]{1,2})是(?!否|非|一|的)")
LEADS = re.compile(
    r"(?<![\d.第])(?P<n>\d|[二两三四五六七八九十])\s?(?:个|项|大|点|(?:个)?方面|(?=举措|措施))[^。；;：:\n\d]{0,16}"
    r"(?:[：:]|(?<=措施)。|(?<=举措)。|(?<=问题)。|(?<=不足)。|(?<=方面)。|(?<=做法)。)\s*$"
)
STOP = "。；;！!"
LEFT_OUT = re.compile("略|…|等等|\\.\\.\\.")


def enumerations(text: str, start: int, section: str, follows: str = "") -> Iterator[Parts]:
    """The lists of a paragraph that state how many items they have; ``start`` is its offset in the report's text.

    ``follows`` is how the next paragraph begins: it may go on with the list.
    """
    if "《" in text or "分别" in text or "包括" in text or "：" in text:
        plain = one_width(text)
        yield from _told(plain, text, start, section)
        if "》" in text:
            yield from _titles_first(plain, text, start, section)
    if "一是" in text:
        yield from _ordinals(text, start, section, follows)


def _parts(
    text: str, start: int, section: str, span: tuple[int, int, int], stated: int, counted: int
) -> Parts:
    """``span`` is where the quote begins and ends, and where the list ends."""
    return Parts(
        kind="enumeration",
        section=section,
        start=start + span[0],
        end=start + span[2],
        quote=text[span[0] : span[1]].strip("　 ，,。；："),
        unit="",
        total=Decimal(stated),
        parts=(),
        count=counted,
        exhaustive=True,
        low=Decimal(stated),
        high=Decimal(stated),
    )


def _value(digits: str) -> int:
    return int(digits) if digits.isdigit() else chinese_value(digits) or 0


def _told(plain: str, text: str, start: int, section: str) -> Iterator[Parts]:
    for match in TOLD.finditer(plain):
        if text[match.end() : match.end() + 1] not in tuple(STOP):
            continue  # torn off by a line break, or cut
        counted = _counted(match["list"], match["how"])
        stated = _value(match["n"])
        if counted and stated > 1:
            low, high = counted
            exact = min(max(stated, low), high)
            span = (match.start("n"), match.start("list"), match.end("list"))
            yield _parts(text, start, section, span, stated, exact)


def _counted(items: str, how: str) -> tuple[int, int] | None:
    """The least and the greatest number of items; None where it cannot be told."""
    if "等" in BRACKETED.sub("", items) or LEFT_OUT.search(items):
        return None
    titles = TITLES.findall(items)
    if titles:
        first, last = items.index("《"), items.rindex("》") + 1
        rest = [piece for piece in TITLES.split(items[first:last]) if piece]
        alone = all(BETWEEN_TITLES.fullmatch(piece) for piece in rest) and first <= 4
        return (len(titles), len(titles)) if alone else None
    if "分别" not in how:
        return None
    plain = BRACKETED.sub("〇", items)
    pieces = plain.split("、")
    joints = len(JOINED.findall(pieces[-1]))
    if len(pieces) < 2 or "，" in pieces[0] or COUNTED_THINGS.search(plain):
        return None
    pieces[-1] = re.split("[，,]", pieces[-1])[0]
    if any(len(piece) > LONGEST_ITEM or "，" in piece or not piece.strip() for piece in pieces):
        return None
    return len(pieces), len(pieces) + joints


def _titles_first(plain: str, text: str, start: int, section: str) -> Iterator[Parts]:
    for match in LED_BY_TITLES.finditer(plain):
        counted, stated = len(TITLES.findall(match["titles"])), _value(match["n"])
        if stated > 1:
            yield _parts(text, start, section, (match.start(), match.end(), match.end()), stated, counted)


def _ordinals(text: str, start: int, section: str, follows: str) -> Iterator[Parts]:
    """一是…；二是…；三是…: one that is left out, and fewer or more than the words before them say."""
    run: list[tuple[int, re.Match[str]]] = []
    for match in (*ORDINALS.finditer(text), None):
        number = _value(match["n"]) if match else 0
        if run and number <= run[-1][0]:
            goes_on = match is None and (
                not text.rstrip().endswith(tuple(STOP)) or _goes_on(run[-1][0], follows)
            )
            if not goes_on:
                yield from _run(run, text, start, section)
            run = []
        if match and (run or number == 1):
            run.append((number, match))


def _goes_on(number: int, follows: str) -> bool:
    """Whether the next paragraph begins with the item behind the n-th."""
    return bool(re.match(f"[\\s　]*[{DIGITS[number : number + 2]}][是要、，]", follows))


def _run(run: list[tuple[int, re.Match[str]]], text: str, start: int, section: str) -> Iterator[Parts]:
    first, last = run[0][1].start("n"), run[-1][1].end()
    numbers = [number for number, _ in run]
    lead = LEADS.search(text, max(0, first - 40), first)
    missing = [n for n in range(1, numbers[-1]) if n not in numbers]
    said = [DIGITS[n - 1] for n in missing if n <= len(DIGITS)]
    if any(re.search(f"{sign}(?:要|来|则|、|，|方面)", text[first:last]) for sign in said) or len(run) < 2:
        return
    if LEFT_OUT.search(text, first, last):
        return
    stated = _value(lead["n"]) if lead else numbers[-1]
    if stated > 1 and (lead or missing):
        begin = lead.start() if lead else first
        end = lead.end() if lead else last
        yield _parts(text, start, section, (begin, end, last), stated, len(numbers))
