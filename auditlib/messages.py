"""What the product says, in Chinese and English: the catalogue (messages.toml) and the language in force.

The catalogue has one entry a key, ``[area.name]`` with ``zh`` and ``en``. Texts that travel with values
(a finding's message, an error) are :class:`Bilingual`, so that the language is chosen when they are shown.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_chosen: Language | None = None


class Bilingual(NamedTuple):
    """One text in both languages; ``str()`` gives it in the language in force."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if language() == "zh" else self.en

    def filled(self, fields: Mapping[str, object]) -> "Bilingual":
        """Both texts with their {fields} filled in; a field that is bilingual gives each text its own words."""
        by_language = (
            {k: v[n] if isinstance(v, Bilingual) else v for k, v in fields.items()} for n in range(2)
        )
        return Bilingual(*(text.format(**own) for text, own in zip(self, by_language, strict=True)))


def use_language(chosen: Language | None) -> None:
    """Set the language for this process; None returns to AUDITLIB_LANG, else Chinese."""
    global _chosen  # noqa: PLW0603  a process speaks one language
    _chosen = chosen


def language() -> Language:
    """The language in force: the one chosen, else AUDITLIB_LANG, else Chinese."""
    if _chosen is not None:
        return _chosen
    return "en" if os.environ.get("AUDITLIB_LANG", "").lower().startswith("en") else "zh"


@cache
def catalogue() -> dict[str, Bilingual]:
    """Every text by its key, ``area.name``."""
    source = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    found: dict[str, Bilingual] = {}

    def collect(table: dict[str, Any], prefix: str) -> None:
        if "zh" in table:
            found[prefix] = Bilingual(table["zh"], table["en"])
            return
        for name, entry in table.items():
            collect(entry, f"{prefix}.{name}" if prefix else name)

    collect(tomllib.loads(source), "")
    return found


def bilingual(key: str, /, **fields: object) -> Bilingual:
    """The text of a key with its fields filled in, in both languages. Raises KeyError for an unknown key."""
    entry = catalogue()[key]
    return entry.filled(fields) if fields else entry


def names(several: Iterable[object]) -> Bilingual:
    """Names in a row, parted as each language parts them."""
    shown = [str(one) for one in several]
    return Bilingual("、".join(shown), ", ".join(shown))


def say(key: str, /, **fields: object) -> str:
    """The text of a key in the language in force."""
    return str(bilingual(key, **fields))
