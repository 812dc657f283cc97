"""The lexicon: which wording speaks of which indicator. Data beside the code, one entry an indicator.

``head`` must stand directly before the number (behind it only ``number_follows``); ``tail`` directly behind the unit,
with ``tail_head`` before the number (收到 5 件政府信息公开申请). ``context`` has to occur in the stretch of text that
belongs to the number, ``topic`` in its sentence, ``never`` must not occur in the stretch, ``channel`` names the one
publication channel that the stretch has to name, ``under`` the indicator (or one below it) that the number before
it in the sentence has to speak of (新闻发布会8次，其中主要负责同志参加3次). A ``none`` entry is a wording that states zero.
Words in capitals are the file's own abbreviations (``words``).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


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
    not_topic: re.Pattern[str] | None
    never: re.Pattern[str] | None
    channel: str | None
    under: str | None


@dataclass(frozen=True, slots=True)
class ZeroWording:
    """One wording that states zero."""

    indicator: str
    unit: str
    say: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The wordings of one form."""

    wordings: tuple[Wording, ...]
    zeros: tuple[ZeroWording, ...]
    channels: Mapping[str, re.Pattern[str]]
    other_business: re.Pattern[str]


@cache
def lexicon(form: str) -> Lexicon | None:
    """The lexicon of a form, None where there is none yet."""
    source = resources.files("auditlib.narrative.lexicon") / f"{form}.json"
    if not source.is_file():
        return None
    data = json.loads(source.read_text(encoding="utf-8"))
    words: dict[str, str] = data["words"]

    def expand(pattern: str) -> str:
        for name, meaning in words.items():
            pattern = pattern.replace(name, meaning)
        return pattern

    def compiled(
        entry: Mapping[str, str], key: str, before: str = "", after: str = ""
    ) -> re.Pattern[str] | None:
        return re.compile(f"{before}(?:{expand(entry[key])}){after}") if entry.get(key) else None

    follows = expand(data["number_follows"])
    wordings = tuple(
        Wording(
            indicator=entry["indicator"],
            units=frozenset(entry["units"].split()),
            head=re.compile(f"(?:{expand(entry['head'])}){follows}$"),
            tail=compiled(entry, "tail", "^(?:的)?"),
            tail_head=compiled(entry, "tail_head", after=f"{follows}$"),
            context=compiled(entry, "context"),
            topic=compiled(entry, "topic"),
            not_topic=compiled(entry, "not_topic"),
            never=compiled(entry, "never"),
            channel=entry.get("channel"),
            under=entry.get("under"),
        )
        for entry in data["entries"]
    )
    zeros = tuple(
        ZeroWording(entry["indicator"], entry["unit"], re.compile(expand(entry["say"])))
        for entry in data["none"]
    )
    channels = {name: re.compile(pattern) for name, pattern in data["channels"].items()}
    return Lexicon(wordings, zeros, channels, re.compile(data["other_business"]))
