"""Glued cells: the ways in which the text of a row parts into its cells.

Where page text lost the borders of cells, ``8855698`` may be 88, 55 and 698. White space is a border, a sign begins a
cell, no whole number begins with a zero, and only amounts have decimals; beyond that a row's own arithmetic decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditlib.forms.values import MARKS
from auditlib.wording import squeeze

Values = tuple[Decimal, ...]
MOST_WAYS = 4_000
MOST_STEPS = 100_000
WHOLE = re.compile(r"0|[1-9]\d{0,8}|[1-9]\d{0,2}(?:,\d{3}){1,3}")
SIGNED = re.compile(rf"[-+]?(?:{WHOLE.pattern})")
AMOUNT = re.compile(rf"(?:{WHOLE.pattern}|[1-9]\d{{9,10}})(?:\.\d{{1,6}})?")
LONGEST = 20
MINUS = re.compile(r"[−﹣－]")
MONEY = re.compile(r"[万亿]?元$")


class TooManyWaysError(Exception):
    """A text parts in more ways than are worth looking at."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cells of a row that belong together: how many, which of them is the sum of the others, which are amounts of
    money and which may be negative."""

    size: int
    total: int | None = None
    amounts: frozenset[int] = frozenset()
    signed: frozenset[int] = frozenset()

    def pattern(self, n: int) -> re.Pattern[str]:
        """What the n-th cell may say."""
        return AMOUNT if n in self.amounts else SIGNED if n in self.signed else WHOLE

    def adds_up(self, values: Values) -> bool:
        """Whether the total is the sum of the others; a group without one always adds up."""
        return self.total is None or 2 * values[self.total] == sum(values)


def words_of(text: str) -> tuple[str, ...]:
    """The stretches of a row's text between white space, in one width, without a closing 元."""
    return tuple(MONEY.sub("", squeeze(MINUS.sub("-", word))) for word in text.split())


def ways(text: str, groups: Sequence[Group], *, by_total: bool) -> tuple[Values, ...]:
    """Every way in which a text parts into the cells of the groups; with ``by_total`` only those whose totals hold.

    A mark counts as zero. Raises TooManyWaysError beyond MOST_WAYS ways or MOST_STEPS trials.
    """
    words = words_of(text)
    behind: dict[tuple[int, int], list[Values]] = {(len(words), 0): [()]}
    trials = [0]
    for depth in range(len(groups) - 1, -1, -1):
        group, found = groups[depth], dict[tuple[int, int], list[Values]]()
        starts = [(w, at) for w, word in enumerate(words) for at in range(len(word))] if depth else [(0, 0)]
        for start in starts if words else ():
            for values, end in _cells(words, start, group, 0, trials):
                if by_total and not group.adds_up(values):
                    continue
                found.setdefault(start, []).extend((*values, *rest) for rest in behind.get(end, ()))
                if len(found.get(start, ())) > MOST_WAYS:
                    raise TooManyWaysError
        behind = found
    return tuple(behind.get((0, 0), ()))


def _cells(
    words: tuple[str, ...], place: tuple[int, int], group: Group, n: int, trials: list[int]
) -> Iterator[tuple[Values, tuple[int, int]]]:
    """Every way to take the cells of a group from the n-th on at a place (word, offset), and the place behind them."""
    if n == group.size:
        yield (), place
        return
    word, at = place
    if word == len(words):
        return
    for value, end in _pieces(words[word], at, group.pattern(n)):
        trials[0] += 1
        if trials[0] > MOST_STEPS:
            raise TooManyWaysError
        behind = (word + 1, 0) if end == len(words[word]) else (word, end)
        for values, last in _cells(words, behind, group, n + 1, trials):
            yield (value, *values), last


def _pieces(word: str, at: int, pattern: re.Pattern[str]) -> Iterator[tuple[Decimal, int]]:
    """The values that may stand at an offset of a word, and where each ends."""
    if word[at] in MARKS and not word[at + 1 : at + 2].isdigit():
        yield Decimal(0), at + 1
        return
    for end in range(at + 1, min(len(word), at + LONGEST) + 1):
        if pattern.fullmatch(word, at, end):
            yield Decimal(word[at:end].replace(",", "")), end
