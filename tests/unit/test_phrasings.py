"""However the prose puts it, each number is linked to the cell it speaks of, and to nothing where no cell holds it."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from builders import sentences_of

from auditlib.errors import LexiconError
from auditlib.narrative.claims import claims
from auditlib.narrative.lexicon import FORMS, lexicon, merged, names_of, parsed

TABLE = tomllib.loads((Path(__file__).parent / "phrasings.toml").read_text(encoding="utf-8"))
YEARS = {"statistics-2014": 2018, "annual-2019": 2020, "annual-2021": 2022}
AGENCY = "青禾区人民政府"
PHRASINGS = [
    (form, *phrasing)
    for group, phrasings in TABLE["phrasings"].items()
    for form in FORMS
    if form.startswith(group)
    for phrasing in phrasings
]


def with_years(text: str, form: str) -> str:
    """The sentence in a report of the form."""
    return re.sub(r"\{Y([+-]\d)?\}", lambda match: str(YEARS[form] + int(match[1] or 0)), text)


def said(form: str, text: str) -> list[tuple[Decimal | None, str]]:
    """(value, expression) of the counts and zero statements of a sentence, "" for one without a cell."""
    found = claims(sentences_of(with_years(text, form)), form, YEARS[form], AGENCY)
    return [(claim.value, claim.indicator) for claim in found if claim.kind in ("count", "none")]


def expected(form: str, text: str) -> list[tuple[Decimal, str]]:
    known = lexicon(form)
    assert known is not None
    pairs = [pair.split(" ", 1) for pair in text.split(", ") if pair]
    names = TABLE["names"] | {
        "other": "request.other.total" if form == "annual-2019" else "request.other.*.total"
    }
    return [
        (Decimal(value), "" if name == "-" else known.expression(names.get(name, name), {}))
        for value, name in pairs
    ]


@pytest.mark.parametrize(
    ("form", "sentence", "speaks_of"), PHRASINGS, ids=[f"{f}:{s}" for f, s, _ in PHRASINGS]
)
def test_number_is_linked_to_the_cell_its_words_speak_of(form: str, sentence: str, speaks_of: str) -> None:
    assert said(form, sentence) == expected(form, speaks_of)


@pytest.mark.parametrize(("form", "sentence"), [(form, sentence) for form, sentence, _ in PHRASINGS])
def test_claim_that_is_linked_says_which_words_decided(form: str, sentence: str) -> None:
    found = claims(sentences_of(with_years(sentence, form)), form, YEARS[form], AGENCY)
    assert all(claim.because for claim in found if claim.indicator and claim.kind in ("count", "none"))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_lexicon_of_its_own_indicators(form: str) -> None:
    assert lexicon(form) is not None


def test_form_that_is_not_known_has_no_lexicon() -> None:
    assert lexicon("annual-1999") is None


def test_unknown_indicator_is_refused_with_the_nearest_name() -> None:
    data = merged("annual-2021.json")
    entry = {"indicator": "request.grantd.total", "say": "予以公开"}
    with pytest.raises(LexiconError, match=r"request\.granted\.total"):
        parsed("annual-2021", {**data, "entries": [entry]}, names_of("annual-2021"))


def test_unknown_slot_is_refused() -> None:
    data = merged("annual-2021.json")
    entry = {"indicator": "request.granted.{who}", "say": "予以公开"}
    with pytest.raises(LexiconError, match="who"):
        parsed("annual-2021", {**data, "entries": [entry]}, names_of("annual-2021"))


def test_faulty_pattern_is_refused_with_its_entry() -> None:
    data = merged("annual-2021.json")
    entry = {"indicator": "request.granted.total", "say": "予以公开("}
    with pytest.raises(LexiconError, match=r"request\.granted\.total"):
        parsed("annual-2021", {**data, "entries": [entry]}, names_of("annual-2021"))
