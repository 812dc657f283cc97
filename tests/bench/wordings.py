"""Wordings filled with figures: the words of each slot, and the claim that a number in it makes."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from .agencies import Agency
from .figures import CENT, Figures
from .sentences import UNIT, Claim, Sentence

SOURCE = Path(__file__).with_name("sentences.toml")
SLOT = re.compile(r"\{([^{}]+)\}")
NUMERALS = "零一两三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Year:
    """What the sentences of one report may speak of; ``before`` are last year's figures as far as comparable."""

    agency: Agency
    year: int
    figures: Figures
    before: Figures


class UnfitError(Exception):
    """A wording does not fit the figures."""


@cache
def wordings() -> Mapping[str, Any]:
    """What sentences.toml holds."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def fitted(of: Year, wording: Any, rng: Random) -> Sentence:
    """The sentence that a wording makes of the figures. Raises UnfitError where it cannot be said of them."""
    if isinstance(wording, str):
        return _filled(of, wording, rng)
    sentence = _filled(of, wording["say"], rng)
    kind = next((name for name in ("none", "all") if name in wording), "")
    indicator = _expression(wording[kind], of.figures) if kind else ""
    zero = indicator if kind == "none" else _expression(wording["zero"], of.figures)
    if _value(zero, of.figures) or (kind == "all" and not _value(indicator, of.figures)):
        raise UnfitError
    if not kind:
        return sentence
    end = len(sentence.text) - 1
    return Sentence(
        sentence.text, (Claim(end, end, *(("0", "件") if kind == "none" else ("", "")), kind, indicator),)
    )


def _filled(of: Year, wording: str, rng: Random) -> Sentence:
    """A wording with its slots filled. Raises UnfitError where a figure in it is zero, absent or not comparable."""
    text, claims, drawn = "", [], dict[str, Sequence[int]]()
    at = 0
    for slot in SLOT.finditer(wording):
        text += wording[at : slot.start()]
        at = slot.end()
        words, kind, indicator = _slot(of, slot[1], drawn, rng)
        unit = UNIT.match(wording, slot.end())
        if kind and (unit or indicator):
            value = re.sub("余|近", "", words)
            claims.append(
                Claim(
                    len(text), len(text) + len(words), _plain(value), unit[1] if unit else "", kind, indicator
                )
            )
        text += words
    return Sentence(text + wording[at:], tuple(claims))


def _slot(of: Year, slot: str, drawn: dict[str, Sequence[int]], rng: Random) -> tuple[str, str, str]:
    """(words, kind of claim, indicator) of one slot; kind "" makes no claim."""
    how, _, what = slot.rpartition(" ") if not slot.startswith(("part ", "whole ")) else slot.partition(" ")
    agency = of.agency
    plain = {"agency": agency.name_in(of.year), "us": agency.us, "phone": agency.phone}
    plain |= {"year": str(of.year), "last": str(of.year - 1), "next": str(of.year + 1)}
    if slot in plain:
        return plain[slot], "", ""
    if how == "n":
        low, high = map(int, what.split("-"))
        return str(rng.randint(low, high)), "count", ""
    if how in ("whole", "part"):
        return _portion(of, how, what, drawn, rng)
    if how == "share":
        part, whole = (_expression(side, of.figures) for side in what.split("/"))
        return _percent(_count(part, of.figures), _count(whole, of.figures)), "share", f"{part}/{whole}"
    indicator = _expression(what, of.figures)
    now = _count(indicator, of.figures)
    if not how:
        return f"{now:f}", "count", indicator
    if how == "cn":
        return (NUMERALS[int(now)] if now <= 10 else f"{now:f}"), "count", indicator
    if how in ("over", "near"):
        return _rounded(how, int(now)), "count", indicator
    return _compared(of, how, indicator, now)


def _count(indicator: str, figures: Figures) -> Decimal:
    value = _value(indicator, figures)
    if value <= 0:
        raise UnfitError
    return value


def _percent(part: Decimal, whole: Decimal) -> str:
    return str((100 * part / whole).quantize(CENT, ROUND_HALF_UP))


def _rounded(how: str, value: int) -> str:
    step = 10 ** (len(str(value)) - 2)
    if value < 100 or value % step == 0:
        raise UnfitError
    return f"{value // step * step}余" if how == "over" else f"近{(value // step + 1) * step}"


def _compared(of: Year, how: str, indicator: str, now: Decimal) -> tuple[str, str, str]:
    if any(name not in of.before for name in indicator.split("+")):
        raise UnfitError
    was = _count(indicator, of.before)
    fits = {
        "level": now == was,
        "more": now > was,
        "growth": now > was,
        "less": now < was,
        "drop": now < was,
        "was": True,
    }
    if not fits[how]:
        raise UnfitError
    if how == "level":
        return "", "level", indicator
    if how in ("growth", "drop"):
        return _percent(abs(now - was), was), "change", indicator
    return f"{was if how == 'was' else abs(now - was):f}", "count", ""


def _portion(
    of: Year, how: str, what: str, drawn: dict[str, Sequence[int]], rng: Random
) -> tuple[str, str, str]:
    name, _, size = what.partition(" ")
    if how == "whole":
        low, high = map(int, size.split("-"))
        drawn[name] = [rng.randint(low, high)]
        return str(drawn[name][0]), "whole", ""
    number, _, of_parts = size.partition("/")
    if len(drawn.get(name, ())) < 2:
        whole = drawn[name][0] if name in drawn else int(_count(_expression(name, of.figures), of.figures))
        drawn[name] = [whole, *_parted(whole, int(of_parts), rng)]
    return str(drawn[name][int(number)]), "part", ""


def _parted(whole: int, count: int, rng: Random) -> list[int]:
    if whole <= 4 * count:
        raise UnfitError
    cuts = sorted(rng.sample(range(1, whole), count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]


def _plain(value: str) -> str:
    return str(NUMERALS.index(value)) if value in NUMERALS else value


def _expression(words: str, figures: Figures) -> str:
    """An expression with its short words and patterns written out: a+b. Raises UnfitError for a cell that is not there."""
    named = wordings()["words"].get(words, words)
    terms = [name for term in named.split("+") for name in _matching(term, figures)]
    if not terms:
        raise UnfitError
    return "+".join(terms)


def _matching(term: str, figures: Figures) -> Iterable[str]:
    if "*" in term:
        return [name for name in figures if fnmatchcase(name, term)]
    if term not in figures:
        raise UnfitError
    return [term]


def _value(indicator: str, figures: Figures) -> Decimal:
    return sum((figures[name] for name in indicator.split("+")), Decimal(0))
