"""What the words in the tables of the annual forms mean: official labels, and the variants that reports print.

One word may have several meanings (其他 is an applicant, a row and an outcome): where it stands decides between them.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Literal, NamedTuple

from auditlib.forms.codebook import ANNUAL, Entry, codebook
from auditlib.forms.labels import Lexicon, core, cores, lexicon
from auditlib.wording import squeeze

Part = Literal["disclosure", "request", "remedy"]
Role = Literal["clause", "contents", "item", "column", "row", "group", "kinds", "organisations", "applicant", "route", "outcome"]  # fmt: skip

PARTS: Mapping[Role, Part] = {
    "clause": "disclosure",
    "contents": "disclosure",
    "item": "disclosure",
    "column": "disclosure",
    "row": "request",
    "group": "request",
    "kinds": "request",
    "organisations": "request",
    "applicant": "request",
    "route": "remedy",
    "outcome": "remedy",
}
RESULTS = "三、本年度办理结果"
HEADINGS: tuple[tuple[Role, str, str], ...] = (
    ("contents", "contents", "信息内容"),
    ("kinds", "kinds", "申请人情况"),
    ("organisations", "organisations", "法人或其他组织"),
    ("group", "results", RESULTS),
    ("route", "litigation", "行政诉讼"),
)
CLAUSE = re.compile(r"(?:《?[^《》]{0,14}条例》?)?第(?:二十|20)条第?\(?[一二三四五六七八九]?\)?项?")
# A kind of organisation with its heading in one cell: 法人或其他组织-商业企业, 法人或其他组织（商业企业）.
ORGANISATION = re.compile(r"法人[或和及、]?其[他它]组织[-—–·>:/(]*(?P<kind>[^-—–·>:/()]+)\)?")
# What stands between a heading and its row in one cell.
JOINTS = re.compile(r"\([一二三四五六七八九十]{1,2}\)|(?<![\d年])\d{1,2}[.、](?!\d)|[-—–·>]")
LONGEST = 120
BEGINNING = 6  # characters from which on a label may break off


@dataclass(frozen=True, slots=True)
class Sense:
    """The meanings of a text: by role the name that it has there, and the forms that print it.

    ``part`` is the table that all its roles belong to, "" where it may stand in several.
    """

    roles: Mapping[Role, str]
    forms: frozenset[str] = frozenset()
    part: Part | Literal[""] = ""


class Word(NamedTuple):
    """A label with one of its meanings."""

    label: str
    role: Role
    name: str
    form: str


NOTHING = Sense({})
CLAUSES = Sense({"clause": "clause"}, frozenset(ANNUAL), "disclosure")


def sense(text: str) -> Sense:
    """What a cell's text means as a label; NOTHING for figures, prose and words that the forms do not know."""
    return NOTHING if text.isascii() or len(text) > LONGEST else _sense(text)


@lru_cache(maxsize=1 << 14)
def _sense(text: str) -> Sense:
    words = squeeze(text)
    if clause := CLAUSE.match(words):
        words = words[clause.end() :]
    known = (_kind_of_organisation(words) or _find(JOINTS.sub("", words))) if words else None
    return known or (CLAUSES if clause else NOTHING)


def _kind_of_organisation(words: str) -> Sense | None:
    """The kind that a label names behind 法人或其他组织, None where it is no such label."""
    whole = ORGANISATION.fullmatch(words)
    kind = _find(whole["kind"]) if whole else None
    if kind and (applicant := kind.roles.get("applicant")):
        return Sense({"applicant": applicant}, kind.forms, "request")
    return None


def _find(label: str) -> Sense | None:
    """The sense of a label, also of one that breaks off where only one label goes on from there."""
    if known := vocabulary().find(label):
        return known
    name = core(label)
    begun = [meant for whole, meant in _by_beginning().get(name[:BEGINNING], ()) if whole.startswith(name)]
    return begun[0] if begun and all(meant.roles == begun[0].roles for meant in begun) else None


@cache
def _by_beginning() -> Mapping[str, Sequence[tuple[str, Sense]]]:
    found: dict[str, list[tuple[str, Sense]]] = defaultdict(list)
    for name, meant in vocabulary().known.items():
        if len(name) > BEGINNING:
            found[name[:BEGINNING]].append((name, meant))
    return found


@cache
def vocabulary() -> Lexicon[Sense]:
    """All labels of both annual forms and their variants."""
    roles: dict[str, dict[Role, str]] = defaultdict(dict)
    forms: dict[str, set[str]] = defaultdict(set)
    for word in _words():
        for name in cores(word.label):
            roles[name].setdefault(word.role, word.name)
            forms[name].add(word.form)
    return lexicon({name: _known(meant, forms[name]) for name, meant in roles.items()})


def _known(roles: Mapping[Role, str], forms: set[str]) -> Sense:
    parts = {PARTS[role] for role in roles}
    return Sense(roles, frozenset(forms), parts.pop() if len(parts) == 1 else "")


@cache
def variants() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Other wordings by the role and the official label that they stand for."""
    source = resources.files("auditlib.forms") / "codebooks" / "variants.csv"
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        found[row["role"], row["official"]].append(row["variant"])
    return {official: tuple(others) for official, others in found.items()}


def _words() -> Iterator[Word]:
    for form in ANNUAL:
        for role, name, label in HEADINGS:
            yield from (Word(each, role, name, form) for each in _wordings(role, label))
        for entry in codebook(form).entries:
            yield from _words_of(entry, form)


def _words_of(entry: Entry, form: str) -> Iterator[Word]:
    roles: Mapping[str, tuple[Role, Role]] = {
        "disclosure": ("item", "column"),
        "request": ("row", "applicant"),
        "remedy": ("route", "outcome"),
    }
    of_row, of_column = roles[entry.table]
    for label in _wordings(of_column, entry.column):
        yield Word(label, of_column, entry.field, form)
    above, _, leaf = entry.row.rpartition(" / ")
    for label in _wordings(of_row, leaf):
        yield Word(label, of_row, entry.subject, form)
    if entry.table == "request":
        yield from _words_with_headings(entry, above, leaf, form)


def _words_with_headings(entry: Entry, group: str, leaf: str, form: str) -> Iterator[Word]:
    """A row whose headings stand in the same cell: 三、本年度办理结果（三）不予公开1.属于国家秘密."""
    results = [_bare(label) for label in ("", *_wordings("group", RESULTS))]
    groups = [_bare(label) for label in _wordings("group", group)] if group else [""]
    name = entry.subject.partition(".")[0]
    for first, second in product(results, groups):
        if second:
            yield Word(first + second, "group", name, form)
        for last in _wordings("row", leaf):
            if first or second:
                yield Word(first + second + _bare(last), "row", entry.subject, form)


def _wordings(role: Role, official: str) -> tuple[str, ...]:
    return (official, *variants().get((role, official), ()))


def _bare(label: str) -> str:
    return cores(label)[0]
