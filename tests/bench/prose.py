"""What the made-up reports say: sections of sentences, chosen so that they fit the figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from .sentences import Section, Sentence
from .wordings import SLOT, UnfitError, Year, fitted, wordings


def write(of: Year, form: str, avoid: frozenset[str], least: int, rng: Random) -> tuple[Section, ...]:
    """The sections of a report of at least ``least`` signs of prose; no claim speaks of a cell of ``avoid``."""
    found = []
    for outline in wordings()[form if form in wordings() else "annual"]:
        if rng.random() > outline.get("optional", 1):
            continue
        topics = outline.get("topics", ())
        said = (_said(of, topic, avoid, rng) for topic in topics)
        heading = rng.choice(outline.get("headings", [""]))
        sentences = tuple(sentence for sentence in said if sentence is not None)
        found.append(
            Section(
                outline["key"], heading, outline.get("level", 1), _opened(sentences), outline.get("table", "")
            )
        )
    return _lengthened(found, least, rng)


def _opened(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The first sentence of a section without the break before it, and indented whatever it is."""
    if not sentences:
        return ()
    first = sentences[0]
    lead = len(first.text) - len(first.text.lstrip("\n　"))
    return (first.edited(0, lead, "　　"), *sentences[1:])


def _lengthened(sections: Sequence[Section], least: int, rng: Random) -> tuple[Section, ...]:
    grown = [list(section.sentences) for section in sections]
    roomy = [
        n
        for n, section in enumerate(sections)
        if section.key in ("overview", "proactive", "management", "response")
    ]
    size = sum(len(sentence.text) for sentences in grown for sentence in sentences)
    while size < least:
        more = _filler(rng)
        if rng.random() < 0.2:
            more = Sentence("\n　　" + more.text)
        grown[rng.choice(roomy)].append(more)
        size += len(more.text)
    return tuple(replace(section, sentences=tuple(s)) for section, s in zip(sections, grown, strict=True))


def _filler(rng: Random) -> Sentence:
    fill = wordings()["fill"]
    return Sentence(SLOT.sub(lambda slot: rng.choice(fill["slots"][slot[1]]), rng.choice(fill["patterns"])))


def _said(of: Year, topic: Sequence[Any], avoid: frozenset[str], rng: Random) -> Sentence | None:
    if topic == ["FILL"]:
        return _filler(rng) if rng.random() < 0.7 else None
    if topic == ["RENAMED"]:
        return _renamed(of)
    choice = wordings()["traps"]["any"] if topic == ["TRAP"] else topic
    for wording in rng.sample(choice, len(choice)):
        try:
            sentence = fitted(of, wording, rng)
        except UnfitError:
            continue
        if not any(avoid & set(_terms(claim.indicator)) for claim in sentence.claims):
            return sentence
    return None


def _renamed(of: Year) -> Sentence | None:
    renaming = of.agency.renaming
    if renaming is None or of.year != renaming.year:
        return None
    return Sentence(f"因机构改革，{of.agency.name}（原{renaming.former}）承接了原单位的公开职责。")


def _terms(indicator: str) -> Sequence[str]:
    return re.split(r"[+/]", indicator)
