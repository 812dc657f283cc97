"""How the labels of official tables are compared: by their core, and where no label has the same, by the most alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from auditlib.wording import split_ordinal, squeeze

NOTE = re.compile(r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)){1,3}$")
AMONG = re.compile(r"^(?:其中|#)[::]?")
NOISE = re.compile(r"[\"“”'‘’《》〈〉、,，;；:：.。/]|数量?$|情况$")
ALIKE = 0.84
SHORTEST = 4  # of shorter labels a single other character makes another word

Meaning = TypeVar("Meaning")


def _words(label: str) -> str:
    return AMONG.sub("", squeeze(split_ordinal(squeeze(label))[1])).replace("其它", "其他")


@lru_cache(maxsize=1 << 14)
def core(label: str) -> str:
    """A label as it is compared: without ordinal, 其中, note, punctuation and a closing 数."""
    words = _words(label)
    return NOISE.sub("", NOTE.sub("", words) or words)


@lru_cache(maxsize=1 << 14)
def full_core(label: str) -> str:
    """The same with its closing parentheses kept: 乡镇政府（街道办事处） is not 乡镇政府."""
    return NOISE.sub("", _words(label))


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon(Generic[Meaning]):
    """The labels of a form by their core, with what each means. There is one object a form."""

    known: Mapping[str, Meaning]
    by_pair: Mapping[str, tuple[str, ...]]

    def find(self, label: str) -> Meaning | None:
        """What a label means: that of the known label with the same core, else of one that is nearly the same."""
        for name in (full_core(label), core(label)):
            if name in self.known:
                return self.known[name]
        return self.known.get(_nearest(self, core(label)))


def lexicon(known: Mapping[str, Meaning]) -> Lexicon[Meaning]:
    """A lexicon of labels that are given by their cores."""
    by_pair: dict[str, list[str]] = defaultdict(list)
    for name in known:
        for pair in _pairs(name) if len(name) >= SHORTEST else ():
            by_pair[pair].append(name)
    return Lexicon(known, {pair: tuple(names) for pair, names in by_pair.items()})


@lru_cache(maxsize=1 << 14)
def _nearest(words: Lexicon[Meaning], name: str) -> str:
    """The known core that is most alike, "" where none is nearly the same."""
    if len(name) < SHORTEST:
        return ""
    scored = [(SequenceMatcher(None, name, other).ratio(), other) for other in _likely(words, name)]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else ""


def _likely(words: Lexicon[Meaning], name: str) -> Iterator[str]:
    """The known cores that share half of a label's pairs of characters: no other can be nearly the same."""
    pairs = _pairs(name)
    shared = Counter(other for pair in pairs for other in words.by_pair.get(pair, ()))
    return (other for other, count in shared.items() if 2 * count >= len(pairs))


def _pairs(name: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(name)))


def cores(label: str) -> tuple[str, ...]:
    """The forms in which a label may be compared, each once."""
    return tuple(dict.fromkeys((core(label), full_core(label))))
