"""Wordings of an auditor's own: a ``<form>.lexicon.json`` laid over the product's lexicon of that form.

A synonym is one entry: ``{"indicator": "request.received", "say": "收到公开申请函"}``. Its units are those of the
indicator where it names none. A local form stands on what its indicators share with the statistics form of 2014.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from auditlib.errors import LexiconError
from auditlib.extensions import TextFile
from auditlib.foreign import told
from auditlib.messages import names as listed

TOP = frozenset("comment words entries none".split())
ENTRY = frozenset(
    "comment indicator units say behind head tail tail_head context topic near_topic not_topic never above channel "
    "under business stock".split()
)
NONE = frozenset("comment indicator unit say".split())
LISTS = {"entries": ENTRY, "none": NONE}
COUNTED = "件"
ABBREVIATION = re.compile("[A-Z]{2,40}")
TERM = re.compile(r"[|+]")


def read(file: TextFile) -> dict[str, Any]:
    """The data of a file. Raises LexiconError for the first thing that is wrong with its shape."""
    data, faults = shaped(file)
    if faults:
        raise faults[0]
    return data


def shaped(file: TextFile) -> tuple[dict[str, Any], Sequence[LexiconError]]:
    """The data of a file, and all that is wrong with its shape."""
    try:
        data = json.loads(file.text)
    except json.JSONDecodeError as fault:
        return {}, [
            LexiconError(
                "lexicon_not_json", path=file.name, line=fault.lineno, column=fault.colno, why=told(fault.msg)
            )
        ]
    except RecursionError:
        return {}, [LexiconError("lexicon_shape", path=file.name)]
    if not isinstance(data, dict) or not any(isinstance(data.get(key), list) for key in LISTS):
        return {}, [LexiconError("lexicon_shape", path=file.name)]
    return data, list(_faults(file.name, data))


def _faults(path: str, data: Mapping[str, Any]) -> Iterator[LexiconError]:
    yield from _unknown(path, "", data, TOP)
    if not _are_words(data.get("words", {})):
        yield LexiconError("lexicon_value", path=path, entry="", field="words", expected='{"NAME": "…"}')
    for key, known in LISTS.items():
        entries = data.get(key, [])
        if not isinstance(entries, list):
            yield LexiconError("lexicon_value", path=path, entry="", field=key, expected="[…]")
            continue
        for number, entry in enumerate(entries, 1):
            yield from _entry_faults(path, f"{key}[{number}]", entry, known)


def _entry_faults(path: str, at: str, entry: Any, known: frozenset[str]) -> Iterator[LexiconError]:
    if not isinstance(entry, dict):
        yield LexiconError("lexicon_value", path=path, entry=at, field="", expected="{…}")
        return
    yield from _unknown(path, at, entry, known)
    if not isinstance(entry.get("indicator"), str) or not entry["indicator"]:
        yield LexiconError("lexicon_lacks", path=path, entry=at, field="indicator")
    said = entry.get("say", entry.get("head"))
    if not isinstance(said, str) or not said:
        yield LexiconError("lexicon_lacks", path=path, entry=at, field="say")
    elif _says_anything(said):
        yield LexiconError("lexicon_anything", path=path, entry=at, found=said)
    for name, value in entry.items():
        takes = bool if name in ("behind", "stock") else str
        if name in known and not isinstance(value, takes):
            expected = "true / false" if takes is bool else "“…”"
            yield LexiconError("lexicon_value", path=path, entry=at, field=name, expected=expected)


def _says_anything(pattern: str) -> bool:
    """Whether a wording fits where nothing is said: then it would be met at every number."""
    try:
        return re.search(pattern, "") is not None
    except re.error:  # told with its reason when the entry is tried
        return False


def _are_words(words: Any) -> bool:
    """Whether these are abbreviations in capitals with what they stand for."""
    return isinstance(words, dict) and all(
        ABBREVIATION.fullmatch(name) and isinstance(put, str) for name, put in words.items()
    )


def words_of(data: Mapping[str, Any]) -> Mapping[str, str]:
    """The abbreviations of a file, none where they are wrong."""
    words = data.get("words", {})
    return words if _are_words(words) else {}


def sound(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The entries of a list that have the right shape."""
    entries = data.get(key, [])
    if not isinstance(entries, list):
        return []
    return [entry for entry in entries if not any(_entry_faults("", "", entry, LISTS[key]))]


def _unknown(path: str, at: str, found: Mapping[str, Any], known: frozenset[str]) -> Iterator[LexiconError]:
    for key in found:
        if key not in known:
            near = listed(get_close_matches(key, known, 3, 0.5) or sorted(known - {"comment"}))
            yield LexiconError("lexicon_key", path=path, entry=at, found=key, known=near)


def narrowed(base: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """A lexicon with what it says of the indicators among ``names`` alone: the ground that a local form stands on."""
    known = set(names)
    kept: dict[str, Any] = {**base}
    for key in LISTS:
        kept[key] = [entry for entry in base[key] if known.issuperset(TERM.split(entry["indicator"]))]
    return kept


def overlaid(
    base: Mapping[str, Any], own: Mapping[str, Any], units: Mapping[str, str], ground: Mapping[str, Any]
) -> dict[str, Any]:
    """A lexicon with an auditor's wordings before its own. ``units`` are those of the form's indicators, ``ground`` the
    lexicon that lends what the base does not say of how a wording meets its number."""
    data = {**base}
    for key in ("links", "ends", "light"):
        data.setdefault(key, ground[key])
    data["words"] = {**ground["words"], **base["words"], **own.get("words", {})}
    data["entries"] = [_with_units(entry, units) for entry in own.get("entries", [])] + base["entries"]
    data["none"] = [
        {"unit": units.get(TERM.split(entry["indicator"])[0], ""), **entry} for entry in own.get("none", [])
    ] + base["none"]
    return data


def _with_units(entry: Mapping[str, Any], units: Mapping[str, str]) -> dict[str, Any]:
    unit = units.get(TERM.split(str(entry["indicator"]))[0], COUNTED)
    return {"units": f"COUNTED {unit}" if unit == COUNTED else unit, **entry}


def units_of(codebook: str) -> Mapping[str, str]:
    """The unit of every indicator of a form, in the order of its codebook, given as the text of its file."""
    rows = csv.DictReader(codebook.splitlines())
    rows.fieldnames = [name.strip() for name in rows.fieldnames or ()]
    return {row["indicator"].strip(): (row.get("unit") or "").strip() for row in rows if row.get("indicator")}
