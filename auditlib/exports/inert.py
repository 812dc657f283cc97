"""Text of reports made harmless where other programs would take it for more than text."""

import re
import unicodedata
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML cannot hold: control characters, halves of characters, and the two that are none.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_NAME_BYTES = 120


def harmless(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def printable(text: str) -> str:
    """A text without the characters that no XML file can hold."""
    return _UNPRINTABLE.sub("", text)


def file_name(text: str) -> str:
    """A text as part of a file's name that every system takes: no separators, no reserved names, not too long."""
    name = _NOT_IN_NAMES.sub("_", printable(unicodedata.normalize("NFC", text)))
    name = name.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").strip("._ ")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def file_names(texts: Iterable[str]) -> list[str]:
    """The texts as parts of file names, each different from all others, also where case does not count."""
    names: list[str] = []
    taken: set[str] = set()
    for text in texts:
        name = wanted = file_name(text)
        number = 2
        while name.casefold() in taken:
            name = f"{wanted}-{number}"
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names
