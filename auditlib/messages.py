"""What the product says, in Chinese and English: the catalogue (messages.toml) and the language in force.

The catalogue has one entry a key, ``[area.name]`` with ``zh`` and ``en``. Texts that travel with values
(a finding's message, an error) are :class:`Bilingual`, so that the language is chosen when they are shown.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

SOURCE = Path(__file__).with_suffix(".toml")
ENTRY = re.compile(r"^\[([\w.-]+)\]$", re.MULTILINE)

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


class Catalogue(Mapping[str, Bilingual]):
    """Every text by its key, ``area.name``. An entry is parsed when it is looked up: a run says few of them, and all take
    a good part of the time in which a command starts."""

    def __init__(self, source: str) -> None:
        _, *parts = ENTRY.split(source)
        self._sources = dict(zip(parts[::2], parts[1::2], strict=True))
        self._found: dict[str, Bilingual] = {}

    def __getitem__(self, key: str) -> Bilingual:
        if key not in self._found:
            self._found[key] = Bilingual(**tomllib.loads(self._sources[key]))
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


@cache
def catalogue() -> Catalogue:
    """What the product says, by its keys."""
    return Catalogue(SOURCE.read_text(encoding="utf-8"))


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
