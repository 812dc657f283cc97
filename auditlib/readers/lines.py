"""Lines as a person reads them: white space as it is shown, and the lines of a cell put together."""

import re
from collections.abc import Iterable

INVISIBLE = "\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
NO_BREAK = "\u00a0\u202f"
UNTIDY = re.compile(f"[\t\n\f\r{NO_BREAK}{INVISIBLE}]")
UNSEEN = re.compile(f"[{INVISIBLE}]+")
GAP = re.compile("[ \t\n\f\r]+")
FIRST_WIDE = "\u2e80"
ENDS_WORD = re.compile(r"[0-9A-Za-z０-９%％‰]")
BEGINS_WORD = re.compile(r"[0-9A-Za-z０-９]")

NOTE_MARK = re.compile(r"\s*[\[(（〔【]?\s*(?:\d{1,2}(?:[,，、-]\d{1,2})?|[①-⑳*※])\s*[\])）〕】]?\s*")


def is_note_mark(before: str, raised: str) -> bool:
    """Whether raised signs are the mark of a note and no part of the number that they stand behind: 48¹ is 48."""
    return before.rstrip()[-1:].isdigit() and NOTE_MARK.fullmatch(raised) is not None


def tidy(raw: str) -> str:
    """Text as a browser shows it, an indent of ideographic or no-break spaces kept.

    A line break of the source beside a Chinese character is no space (CSS Text 3, segment break transformation).
    """
    if raw.isalnum():
        return raw
    if "  " not in raw and not UNTIDY.search(raw):
        return raw.lstrip(" ").rstrip(" \u3000")
    raw = GAP.sub(_gap, UNSEEN.sub("", raw)).strip(" ")
    for sign in NO_BREAK:  # str.translate looks every Chinese character up, one by one
        raw = raw.replace(sign, " ")
    return raw.rstrip(" \u3000")


def _gap(gap: re.Match[str]) -> str:
    start, end, text = gap.start(), gap.end(), gap.string
    if "\n" not in gap[0] and "\r" not in gap[0]:
        return " "
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return "" if any(sign >= FIRST_WIDE for sign in beside) else " "


def joined(pieces: Iterable[str]) -> str:
    """The text of a cell by its lines: labels are broken over lines anywhere, so that nothing is put between two.

    Only words and numbers of two lines are kept apart by a space.
    """
    whole: list[str] = []
    for piece in pieces:
        if not (words := piece.strip(" \u3000")):
            continue
        if whole and ENDS_WORD.fullmatch(whole[-1][-1]) and BEGINS_WORD.match(words):
            whole.append(" ")
        whole.append(words if whole else piece.lstrip(" "))
    return "".join(whole)
