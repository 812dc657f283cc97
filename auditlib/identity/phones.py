"""The telephone numbers that a report states: all of them, and the two that should be one.

An office is asked for by one number in the preamble, and the table is signed with the same one. Fax, hotlines, mobile
phones and lines that a report gives to another room or purpose are numbers of their own.
"""

import re
from collections.abc import Iterator, Sequence

from auditlib.dates import ONE_WIDTH
from auditlib.report import Stated
from auditlib.wording import exchanged

PHONE = re.compile(
    r"(?:电话|传真|热线)[^\d。；\n]{0,8}?((?:[(（]?0\d{2,3}[)）]?[-—–―－\s]{0,2})?\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d))"
)
MOBILE = re.compile(r"1\d{10}")
PRINTED = re.compile(r"[(（]?\d[\d()（）\-—–―－\s]*$")
MORE_LINES = re.compile(r"\s?[/、，,和或]\s?\d")
PURPOSE = re.compile(r"[^。；;，,：:（(）)\s　、]*$")
PLAIN = re.compile(r"(?:联系|办公|单位|固定|填报人?|经办人?|联系人)?")
FOOTER = re.compile(r"单位负责人|填\s?报\s?[人日时]|填\s?表\s?[人日时]|审\s?核\s?人|经\s?办\s?人")
SLIP = 2  # digits changed; two swapped change two


def phones_of(text: str, flat: str) -> tuple[Stated, ...]:
    """Every telephone number behind 电话, 传真 or 热线; the value has its digits alone. ``flat`` is the text in one
    width."""
    return tuple(
        Stated(re.sub(r"\D", "", m[1]), text[m.start() : m.end()], m.start(), m.end())
        for m in PHONE.finditer(flat)
    )


def printed(phone: Stated) -> str:
    """A number as it is printed, with its hyphen."""
    found = PRINTED.search(exchanged(phone.quote, ONE_WIDTH))
    return found[0].strip() if found else phone.value


def one_line(text: str, phones: Sequence[Stated]) -> tuple[Stated, Stated] | None:
    """The number to ask at and the one under the table, where they should be one: equal, or a slip apart.

    Two digits changed, two swapped or one lost are taken for a slip; numbers further apart are two lines.
    """
    plain = [phone for phone in phones if _is_plain(text, phone)]
    under = [phone for phone in plain if _in_footer(text, phone)]
    pairs = [(asked, filed) for asked in plain if asked not in under for filed in under]
    nearest = min(pairs, key=lambda pair: _apart(pair[0].value, pair[1].value), default=None)
    return nearest if nearest and _apart(nearest[0].value, nearest[1].value) <= SLIP else None


def same_line(a: Stated, b: Stated) -> bool:
    """Whether two numbers are equal, an area code that one of them leaves out aside."""
    return _apart(a.value, b.value) == 0


def _is_plain(text: str, phone: Stated) -> bool:
    lead = PURPOSE.search(text[max(0, phone.start - 12) : phone.start])
    said = phone.quote.split(printed(phone))[0]
    return (
        bool(PLAIN.fullmatch(lead[0] if lead else ""))
        and said.startswith("电话")
        and not MOBILE.fullmatch(phone.value)
        and not MORE_LINES.match(text, phone.end)
    )


def _in_footer(text: str, phone: Stated) -> bool:
    """Whether a number stands among those who sign the table: in their line, or in the one before or behind."""
    around = "\n".join(_lines_around(text, phone.start))
    return bool(FOOTER.search(around))


def _lines_around(text: str, at: int) -> Iterator[str]:
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    yield text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start][-80:]
    yield text[start:stop][:200]
    follow = text.find("\n", stop + 1)
    yield text[stop + 1 : follow if follow >= 0 else len(text)][:80]


def _apart(a: str, b: str) -> int:
    """How many digits two numbers differ in; one digit lost counts as one."""
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1 and long.startswith("0"):
        long = long[-len(short) :]
    if len(long) == len(short):
        return sum(x != y for x, y in zip(short, long, strict=True))
    lost = any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    return 1 if lost and len(long) - len(short) == 1 else len(long)
