"""The lexicon: which wording speaks of which indicator. Data beside the code, one entry an indicator or expression.

A file may stand on others (``on``): their words and entries are its own as well, so that what forms share is written
once. Words in capitals are abbreviations (``words``). An ``indicator`` is an expression (``a+b``, alternatives
``x|y``); ``*`` stands for every name that the codebook has there, ``{slot}`` for what the words around the number name
(``slots``): ``request.granted.{applicant}`` is one entry for all kinds of applicant.

``say`` is what speaks of an indicator, before the number (予以公开5件) or behind it (5件予以公开). Where that is too
much, ``head`` must stand directly before the number (behind it only ``number_follows``) and ``tail`` directly behind
the unit, with ``tail_head`` before the number (收到 5 件政府信息公开申请). ``context`` has to occur in the stretch of
text that belongs to the number, ``topic`` in its sentence, ``near_topic`` there or in the sentences just before
(or the number before is of the same table),
``never`` must not occur in the stretch, ``channel`` names the one publication channel that the stretch has to name.
``under`` is the indicator (or one below it) that the number before it in the sentence has to speak of (新闻发布会8次，
其中主要负责同志参加3次), ``above`` the same as a pattern, ``among`` a pattern for any of the numbers before it.
``business`` is the one of ``businesses`` that was last
spoken of: it decides for words such as 答复, which may be of anything (``none`` is
before any was). ``named`` wants the slot's words beside the
number, ``inherits`` takes the row from the number before (自然人5件，商业企业3件), ``rest`` means what the numbers before it left of
a slot (公民5件，企业3件，其他2件), ``stock`` counts over years. A
``none`` entry is a wording that states zero.

Beside the entries: ``attribute`` is how documents are told by whether they may be published (公文602份，其中依申请公开145份),
``other_cases`` what tells of reconsideration and litigation at large, ``outcomes`` the kinds of outcomes of which several
together can be of nothing but requests, ``requests_alone`` words of requests where no business was named, ``kinds`` the
indicators that leave each other out, so that one number told of several of them is their sum.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from auditlib.errors import LexiconError
from auditlib.extensions import TextFile, current
from auditlib.foreign import told
from auditlib.messages import names as listed
from auditlib.narrative.lexicon import own

SLOT = re.compile(r"\{(\w+)\}")
DEEPEST, LONGEST = 20, 200_000  # abbreviations within abbreviations, and what they may grow to
FORMS = ("statistics-2014", "annual-2019", "annual-2021")


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry: the patterns by which an indicator is spoken of."""

    indicator: str
    units: frozenset[str]
    head: re.Pattern[str]
    tail: re.Pattern[str] | None
    tail_head: re.Pattern[str] | None
    context: re.Pattern[str] | None
    topic: re.Pattern[str] | None
    near_topic: re.Pattern[str] | None
    not_topic: re.Pattern[str] | None
    never: re.Pattern[str] | None
    above: re.Pattern[str] | None
    among: re.Pattern[str] | None
    channel: str | None
    under: str | None
    business: str | None
    inherits: str | None
    rest: str | None
    named: bool
    stock: bool


@dataclass(frozen=True, slots=True)
class Value:
    """What a slot may be filled with: the names it stands for, and the words that name it."""

    names: tuple[str, ...]
    say: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of an indicator that words name. Of several values the first is meant, or ``default`` if there is one;
    ``base`` is the row that is meant where only the slot is named, even if a row of ``aside`` stands between."""

    values: tuple[Value, ...]
    default: str
    mask: re.Pattern[str] | None
    base: str
    aside: str


@dataclass(frozen=True, slots=True)
class ZeroWording:
    """One wording that states zero."""

    indicator: str
    unit: str
    say: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """Documents by whether they may be published: what they are called (``of``), how the attribute is said before the
    number and behind it, all kinds in one list, and what, told between, means requests again."""

    of: re.Pattern[str]
    said: re.Pattern[str]
    said_behind: re.Pattern[str]
    listed: re.Pattern[str]
    not_between: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The wordings of one form."""

    wordings: Mapping[str, tuple[Wording, ...]]
    zeros: tuple[ZeroWording, ...]
    channels: Mapping[str, re.Pattern[str]]
    slots: Mapping[str, Slot]
    businesses: re.Pattern[str] | None
    other_business: re.Pattern[str]
    denies: re.Pattern[str]
    attribute: Attribute
    other_cases: re.Pattern[str] | None
    outcomes: tuple[re.Pattern[str], ...]
    requests_alone: re.Pattern[str] | None
    kinds: tuple[re.Pattern[str], ...]
    names: tuple[str, ...]

    def expression(self, indicator: str, fill: Mapping[str, Iterable[str]]) -> str:
        """An entry's expression with its slots filled and its stars resolved, each term once."""
        return "|".join(
            dict.fromkeys(
                "+".join(
                    dict.fromkeys(term for part in reading.split("+") for term in self._terms(part, fill))
                )
                for reading in indicator.split("|")
            )
        )

    def _terms(self, term: str, fill: Mapping[str, Iterable[str]]) -> list[str]:
        filled = [term]
        for slot in SLOT.findall(term):
            filled = [one.replace(f"{{{slot}}}", name) for name in fill[slot] for one in filled]
        return [name for one in filled for name in resolved(one, self.names)]


@cache
def resolved(term: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The indicators that a term with ``*`` stands for, in the order of the codebook; without one the term itself."""
    if "*" not in term:
        return (term,)
    wanted = re.compile(re.escape(term).replace(r"\*", r"\w+"))
    return tuple(name for name in names if wanted.fullmatch(name))


def lexicon(form: str) -> Lexicon | None:
    """The lexicon of a form with the wordings in force, None where there is none.

    Raises LexiconError for an entry that cannot be used.
    """
    book = next((file for file in current().codebooks if file.stem == form), None)
    words = next((file for file in current().lexicons if file.stem == form), None)
    if form in FORMS and words is None:
        return _official(form)
    return extended(form, book, words) if form in FORMS or book else None


@cache
def _official(form: str) -> Lexicon:
    return parsed(form, merged(f"{form}.json"), names_of(form))


@lru_cache(maxsize=32)
def extended(form: str, book: TextFile | None, words: TextFile | None) -> Lexicon:
    """The lexicon of a form with an auditor's wordings, or of a local form (``book``). Raises LexiconError."""
    name = words.name if words else form
    return parsed(name, laid_over(form, book, own.read(words) if words else {}), names_in(form, book))


def laid_over(form: str, book: TextFile | None, words: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a form's lexicon with those of an auditor's before its own."""
    base = merged("statistics-2014.json" if book else f"{form}.json")
    if book:
        base = own.narrowed(base, names_in(form, book))
    return own.overlaid(
        base, words, own.units_of(book.text if book else _codebook(form)), merged("annual.json")
    )


def names_in(form: str, book: TextFile | None) -> tuple[str, ...]:
    """The indicators of a form, or of a local one, in the order of its codebook."""
    return tuple(own.units_of(book.text)) if book else names_of(form)


def parsed(form: str, data: Mapping[str, Any], names: tuple[str, ...]) -> Lexicon:
    """A lexicon from its data. Raises LexiconError for an indicator that the form does not have, or a bad pattern."""
    expand = _expander(data["words"])
    wordings = [_wording(form, entry, data, expand) for entry in data["entries"]]
    units = sorted({unit for wording in wordings for unit in wording.units})
    zeros = tuple(
        ZeroWording(entry["indicator"], entry["unit"], _pattern(form, entry, expand(entry["say"])))
        for entry in data["none"]
    )
    slots = {
        name: Slot(
            values=tuple(
                Value(tuple(value["names"].split()), _pattern(form, value, expand(value["say"])))
                for value in slot["values"]
            ),
            default=slot.get("default", ""),
            mask=_pattern(form, slot, expand(slot["mask"])) if slot.get("mask") else None,
            base=slot.get("base", ""),
            aside=slot.get("aside", ""),
        )
        for name, slot in data.get("slots", {}).items()
    }
    named = [f"(?P<{name}>{expand(say)})" for name, say in data.get("businesses", {}).items()]
    known = Lexicon(
        wordings={unit: tuple(w for w in wordings if unit in w.units) for unit in units},
        zeros=tuple(ZeroWording(_starless(zero.indicator, names), zero.unit, zero.say) for zero in zeros),
        channels={name: re.compile(pattern) for name, pattern in data.get("channels", {}).items()},
        slots=slots,
        businesses=re.compile("|".join(named)) if named else None,
        other_business=re.compile(expand(data["other_business"])),
        denies=re.compile(expand(data["denies"])),
        attribute=Attribute(**{name: re.compile(expand(say)) for name, say in data["attribute"].items()}),
        other_cases=re.compile(expand(data["other_cases"])) if data.get("other_cases") else None,
        requests_alone=re.compile(expand(data["requests_alone"])) if data.get("requests_alone") else None,
        outcomes=tuple(re.compile(expand(say)) for say in data.get("outcomes", ())),
        kinds=tuple(re.compile(rows) for rows in data.get("kinds", ())),
        names=names,
    )
    for expression in [*(w.indicator for w in wordings), *(zero.indicator for zero in zeros)]:
        _check(form, expression, known)
    return known


def _starless(expression: str, names: tuple[str, ...]) -> str:
    return "+".join(name for term in expression.split("+") for name in resolved(term, names))


def merged(file: str) -> dict[str, Any]:
    """A lexicon file with those it stands on: words and slots by name, entries one behind the other."""
    source = resources.files("auditlib.narrative.lexicon") / file
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    for below in (merged(name) for name in data.pop("on", [])):
        for key, value in below.items():
            if isinstance(value, dict):
                data[key] = value | data.get(key, {})
            elif isinstance(value, list):
                data[key] = value + data.get(key, [])
            else:
                data.setdefault(key, value)
    return data


def names_of(form: str) -> tuple[str, ...]:
    """The indicators of a form in the order of its codebook."""
    return tuple(line.split(",", 1)[0] for line in _codebook(form).splitlines()[1:])


def _codebook(form: str) -> str:
    book = resources.files("auditlib") / "forms" / "codebooks" / f"{form}.csv"
    return book.read_text(encoding="utf-8-sig")


def _expander(words: Mapping[str, str]) -> Callable[[str], str]:
    """A function that puts in the meaning of every abbreviation, and of those within it."""
    longest = sorted(words, key=len, reverse=True)
    name = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def expand(pattern: str) -> str:
        for _ in range(DEEPEST):
            put = name.sub(lambda match: words[match[0]], pattern)
            if put == pattern:
                return pattern
            pattern = put
            if len(pattern) > LONGEST:
                break
        raise LexiconError("lexicon_words", entry=pattern[:40])

    return expand


def _wording(
    form: str, entry: Mapping[str, Any], data: Mapping[str, Any], expand: Callable[[str], str]
) -> Wording:
    def compiled(key: str, before: str = "", after: str = "") -> re.Pattern[str] | None:
        return _pattern(form, entry, f"{before}(?:{expand(entry[key])}){after}") if entry.get(key) else None

    follows = expand(data["number_follows"])
    said = entry.get("say")
    if said:
        head = _pattern(form, entry, f"(?:{expand(said)}){follows}$")
        behind = entry.get("behind", True)
        tail = compiled("say", f"^{expand(data['links'])}", expand(data["ends"])) if behind else None
        tail_head = _pattern(form, entry, expand(data["light"])) if behind else None
    else:
        head = _pattern(form, entry, f"(?:{expand(entry['head'])}){follows}$")
        tail, tail_head = compiled("tail", "^(?:的)?"), compiled("tail_head", after=f"{follows}$")
    return Wording(
        indicator=expand(entry["indicator"]),
        units=frozenset(expand(entry.get("units", "COUNTED")).split()),
        head=head,
        tail=tail,
        tail_head=tail_head,
        context=compiled("context"),
        topic=compiled("topic"),
        near_topic=compiled("near_topic"),
        not_topic=compiled("not_topic"),
        never=compiled("never"),
        above=compiled("above"),
        among=compiled("among"),
        channel=entry.get("channel"),
        under=entry.get("under"),
        business=entry.get("business"),
        inherits=entry.get("inherits"),
        rest=entry.get("rest"),
        named=bool(entry.get("named")),
        stock=bool(entry.get("stock")),
    )


def _pattern(form: str, entry: Mapping[str, Any], pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as why:
        raise LexiconError(
            "lexicon_pattern", form=form, entry=entry.get("indicator", entry), why=told(why)
        ) from why


def _check(form: str, expression: str, known: Lexicon) -> None:
    for term in re.split(r"[|+]", expression):
        slots = SLOT.findall(term)
        if unknown := [slot for slot in slots if slot not in known.slots]:
            raise LexiconError("lexicon_slot", form=form, entry=expression, slot=unknown[0])
        choices = [[name for value in known.slots[slot].values for name in value.names] for slot in slots]
        for names in itertools.product(*choices):
            for one in known._terms(term, {slot: (name,) for slot, name in zip(slots, names, strict=True)}):
                _check_name(form, one, known.names)
        if "*" in term and not slots and not resolved(term, known.names):
            _check_name(form, term, known.names)


def _check_name(form: str, name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        near = listed(get_close_matches(name, names, 3, 0.5))
        raise LexiconError("lexicon_indicator", form=form, indicator=name, known=near)
