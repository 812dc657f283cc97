"""The text of a spreadsheet's cell, in which line breaks are put by hand: as a label, and as lines of prose."""

import re
from collections.abc import Iterable

from auditlib.readers.lines import joined, tidy
from auditlib.wording import split_ordinal

LONGEST_TITLE = 60
SHORTEST_WRAPPED = 25
SENTENCE = re.compile(r"[。；！？：:]")
ENDS = re.compile(r"[。；！？：:;!?”’）)》]$")
INDENT = "\u3000"


def label(text: str) -> str:
    """A cell of a table: labels are broken over lines anywhere."""
    return joined(map(tidy, text.split("\n"))) if "\n" in text else tidy(text)


def lines_of(text: str) -> list[str]:
    """A cell of prose: a paragraph a line, but for a title or a sentence that was only broken to fit its cell."""
    lines = [line for line in map(tidy, text.split("\n")) if line]
    if len(lines) < 2:
        return lines
    if sum(map(len, lines)) <= LONGEST_TITLE and not any(map(_stands_alone, lines)):
        return [joined(lines)]
    return [joined(wrapped) for wrapped in _paragraphs(lines)]


def _stands_alone(line: str) -> bool:
    return bool(SENTENCE.search(line)) or split_ordinal(line)[0] is not None


def _paragraphs(lines: Iterable[str]) -> list[list[str]]:
    found: list[list[str]] = []
    for line in lines:
        begins = line.startswith(INDENT) or split_ordinal(line)[0] is not None
        if found and not begins and len(found[-1][-1]) >= SHORTEST_WRAPPED and not ENDS.search(found[-1][-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return found
