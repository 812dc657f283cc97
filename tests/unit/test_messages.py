"""What the product says stands in one catalogue, in both languages."""

import tomllib
from typing import Any

import pytest

from auditlib.messages import SOURCE, catalogue, say, use_language


def texts(table: dict[str, Any], area: str = "") -> dict[str, tuple[str, str]]:
    """The texts of a table of the catalogue by their keys."""
    if set(table) == {"zh", "en"}:
        return {area: (table["zh"], table["en"])}
    below = (texts(entry, f"{area}.{name}".removeprefix(".")) for name, entry in table.items())
    return {key: text for found in below for key, text in found.items()}


def test_an_entry_looked_up_alone_is_what_the_whole_file_says_under_its_key() -> None:
    whole = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    assert dict(catalogue()) == texts(whole)


def test_what_the_catalogue_does_not_hold_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"cli\.nothing"):
        say("cli.nothing")


def test_a_text_is_said_in_the_language_in_force() -> None:
    try:
        use_language("en")
        assert say("cli.error") == "Error: "
    finally:
        use_language(None)
