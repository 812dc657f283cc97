"""Which indicator the words around a number speak of."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from auditlib.narrative.lexicon import SLOT, Lexicon, Slot, Wording
from auditlib.narrative.sentences import clause_start, last_match
from auditlib.wording import SPACES

BEHIND = 40
CLAUSE = re.compile(r"[^，,。；;、（）()：:\d]*")
UNDER = re.compile(r"[^，,。；;：:（()）\d]+[：:（(]$")
HEAD_FIRST = 6
NO_BUSINESS, OTHER_BUSINESS = "none", "other"
# The business that a section as a whole is about, where nothing else was named.
OF_SECTION = ("request", "remedy")
OUTCOMES_DECIDE = 3
OWN_CASES = re.compile("复议|诉讼")
LONGEST_LABEL, LONGEST_LEAD = 24, 48
CHANNEL_BREAKS = "，,；;。：:！？\n"
# Words that make a channel a means and not the subject: 充分发挥政府网站的作用.
BY_MEANS = re.compile("发挥|依托|通过|利用|借助|加强|推进|优化|完善|建设|运用|用好|[以将把在对由]")
# What leads a list of applicants: 办结申请按申请人分：, 办结的申请中，
LED_BY = re.compile(
    r"(?:^|(?<=[，,。；;：:（()）]))[在从对]?(?P<row>[^，,。；;：:（()）\d]{2,24}?)(?:[，,]?(?:按照?|从|以)申请(?:人|主体)[^，,。；;：:\d]{0,8}|[中里内])[，,：:]$"
)
# What is told as 其他 is this one of the slot, if it is not all that is left.
REST = ("other",)
CLOSED = re.compile("[）)]")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a number speaks of: its expression and the words that decided, ``behind`` whether they stand behind it; the
    entry's row and how its slots were filled."""

    expression: str
    because: str
    template: str
    fill: Mapping[str, tuple[str, ...]]
    behind: bool


class Channel(NamedTuple):
    """A channel of publication that words name; ``acts`` where it is their subject."""

    name: str
    acts: bool


@dataclass(slots=True)
class Telling:
    """A sentence as its numbers are linked one by one: ``lead`` is what was told just before, ``senses`` what the
    numbers so far speak of, None for one that speaks of nothing, ``earlier`` what was spoken of last before a ；."""

    text: str
    section: str
    lead: str
    senses: list[Sense | None] = field(default_factory=list)
    mentions: tuple[list[int], list[str]] | None = None
    outcomes: bool | None = None
    earlier: Sense | None = None

    @property
    def above(self) -> Sense | None:
        """What the nearest number before speaks of, of those that speak of anything."""
        return next((sense for sense in reversed(self.senses) if sense), None)

    def business(self, known: Lexicon, place: "Place") -> str:
        """The business that a number belongs to: named in its own words, else right behind it, else the last one named
        before it."""
        if known.businesses is None:
            return NO_BUSINESS
        if self.mentions is None:
            found = list(known.businesses.finditer(f"{self.lead}\n{self.text}"))
            self.mentions = ([match.start() for match in found], [match.lastgroup or "" for match in found])
        places, names = self.mentions
        shift = len(self.lead) + 1
        last = bisect_left(places, place.at + shift) - 1
        if last >= 0 and places[last] >= place.start + shift:
            return names[last]
        if match := known.businesses.search(place.own_behind):
            return match.lastgroup or ""
        name = names[last] if last >= 0 else self._of_section(known)
        if name == NO_BUSINESS and known.requests_alone and known.requests_alone.search(self.text):
            return "request"
        if name in (NO_BUSINESS, OTHER_BUSINESS) and self._lists_outcomes(known):
            return "request"
        return name

    def _of_section(self, known: Lexicon) -> str:
        """The business of the section, if it is one that all its numbers may be of."""
        named = last_match(known.businesses, self.section) if known.businesses else None
        return named.lastgroup if named and named.lastgroup in OF_SECTION else NO_BUSINESS

    def _lists_outcomes(self, known: Lexicon) -> bool:
        """Whether the sentence, with what a ； parts it from, tells so many kinds of outcomes that they can be of nothing
        but requests."""
        if self.outcomes is None:
            told = self.text
            if self.lead.endswith(("；", ";")):
                told = f"{self.lead[self.lead.rfind('。') + 1 :]}{told}"
            self.outcomes = sum(bool(kind.search(told)) for kind in known.outcomes) >= OUTCOMES_DECIDE
        return self.outcomes

    def of_other_cases(self, known: Lexicon, place: "Place") -> bool:
        """Whether a number belongs to reconsideration and litigation at large: told of so last, and not of disclosure
        since."""
        if known.other_cases is None or "公开" in place.around or OWN_CASES.search(self.section):
            return False
        told, at = f"{self.lead}\n{self.text}", len(self.lead) + 1 + place.at
        last = max((m.start() for m in known.other_cases.finditer(told) if m.start() < at), default=None)
        return last is not None and "公开" not in told[clause_start(told, last) : at]


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its sentence: the words before it that belong to it, without spaces, and those behind its unit."""

    words: str
    behind: str
    start: int
    at: int
    unit: str

    @property
    def around(self) -> str:
        """The words before, and those behind."""
        return f"{self.words}…{self.own_behind}"

    @property
    def own_behind(self) -> str:
        """The words behind in the same clause, none where they lead the next number."""
        clause = CLAUSE.match(self.behind)
        end = clause.end() if clause else 0
        return "" if self.behind[end : end + 1].isdigit() else self.behind[:end]


def link(place: Place, telling: Telling, known: Lexicon, *, over_years: bool = False) -> Sense | None:
    """What the words around a number speak of, None for nothing in the form.

    ``over_years`` is for a number said to be counted over years: only a stock can be meant.
    """
    if known.denies.search(place.words) or known.other_business.search(place.words):
        return None
    if "公开" in place.around and _is_attribute(place, telling, known):
        return None
    channels = [name for name, pattern in known.channels.items() if pattern.search(place.words)]
    if len(channels) > 1 and ("等" in place.words or "多种" in place.words):
        channels = []
    best = _best(place, telling, known, channels, over_years)
    if best and not channels and known.channels and (channel := _channel_before(place, telling, known)):
        other = _best(place, telling, known, [channel.name], over_years)
        if other and other.template != best.template:
            readings = (other, best) if channel.acts else (best, other)
            return replace(readings[0], expression="|".join(one.expression for one in readings))
    return best


def _best(
    place: Place, telling: Telling, known: Lexicon, channels: Sequence[str], over_years: bool
) -> Sense | None:
    best: tuple[int, Sense | None] = (0, None)
    for wording in known.wordings.get(place.unit, ()):
        if over_years and not wording.stock:
            continue
        head = wording.head.search(place.words)
        if head is None and not (wording.tail and wording.tail.match(place.behind)):
            continue  # as most entries do
        if wording.indicator.startswith("remedy.") and telling.of_other_cases(known, place):
            continue
        weight, words, from_head = _decides(wording, head, place, telling, known, channels)
        if weight > best[0] and (sense := _sense(wording, words, place, telling, known, from_head)):
            best = (weight, sense)
    return best[1]


def _channel_before(place: Place, telling: Telling, known: Lexicon) -> Channel | None:
    """The one channel that the clause before a number's own tells of, if the number's has none (政府网站作为第一平台，全年发布
    信息440条)."""
    text, end = telling.text, place.start - 1
    if end < 1 or text[end] not in "，,":
        return None
    clause = text[clause_start(text, end, CHANNEL_BREAKS) : end]
    if any(sign.isdigit() for sign in clause):
        return None
    named = [name for name, pattern in known.channels.items() if pattern.search(clause)]
    if len(named) != 1 or "等" in clause:
        return None
    said = known.channels[named[0]].search(clause)
    return Channel(named[0], bool(said and not BY_MEANS.search(clause[: said.start()])))


def _is_attribute(place: Place, telling: Telling, known: Lexicon) -> bool:
    """Whether a number is of documents by how they may be published, and not of requests: 印发公文602份，其中…依申请公开
    145份."""
    attribute = known.attribute
    if not (attribute.said.search(place.words) or attribute.said_behind.match(place.behind)):
        return False
    if attribute.listed.search(telling.text):
        return True
    told = f"{telling.lead}\n{telling.text[: place.at]}"
    last = last_match(attribute.of, told)
    return last is not None and not attribute.not_between.search(told, last.end())


def _decides(
    wording: Wording,
    head: re.Match[str] | None,
    place: Place,
    telling: Telling,
    known: Lexicon,
    channels: Sequence[str],
) -> tuple[int, str, bool]:
    """How strongly an entry speaks for the number, by which words, and whether they stand before it; 0 for not."""
    from_head = head is not None
    if head:
        words = head[0] or "…"
    elif (
        wording.tail
        and wording.tail_head
        and (after := wording.tail.match(place.behind))
        and (before := wording.tail_head.search(place.words))
    ):
        words = f"{before[0]}…{after[0]}"
    else:
        return 0, "", False
    if not _allowed(wording, place, telling, channels):
        return 0, "", False
    if wording.business and not _in_business(wording.business, place, telling, known):
        return 0, "", False
    weight = len(words) + (8 if wording.channel or wording.context or wording.under or wording.above else 0)
    return weight + (HEAD_FIRST if from_head else 0), words, from_head


def _allowed(wording: Wording, place: Place, telling: Telling, channels: Sequence[str]) -> bool:
    above = telling.above
    expression = above.expression if above else ""
    if wording.under and not f"{expression}.".startswith(f"{wording.under}."):
        return False
    if wording.above and not wording.above.search(expression):
        return False
    if wording.among and not any(
        sense and wording.among.search(sense.expression) for sense in telling.senses
    ):
        return False
    if wording.channel is not None and list(channels) != ([wording.channel] if wording.channel else []):
        return False
    if wording.never and wording.never.search(place.words):
        return False
    if wording.context and not wording.context.search(place.words):
        return False
    if wording.topic and not (wording.topic.search(telling.text) or wording.topic.search(telling.section)):
        return False
    near = above or telling.earlier
    same = near is not None and near.template.partition(".")[0] == wording.indicator.partition(".")[0]
    if (
        wording.near_topic
        and not same
        and not any(wording.near_topic.search(text) for text in (telling.text, telling.section, telling.lead))
    ):
        return False
    return not (wording.not_topic and wording.not_topic.search(telling.text))


def _in_business(names: str, place: Place, telling: Telling, known: Lexicon) -> bool:
    return telling.business(known, place) in names.split()


def _sense(
    wording: Wording, words: str, place: Place, telling: Telling, known: Lexicon, from_head: bool
) -> Sense | None:
    template = wording.indicator
    if wording.inherits:
        slot = known.slots[wording.inherits]
        template = _row_led(wording.inherits, place, telling, known) or _row_above(
            wording.inherits, template, telling, slot
        )
        if not template:
            return None
    fill: dict[str, tuple[str, ...]] = {}
    last: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(SLOT.findall(template)):
        slot = known.slots[name]
        names, whole = _named(slot, place.around), tuple[str, ...]()
        if not names and not slot.default:
            names = _named(slot, _label(place, telling))
        if not names and not wording.named and wording.inherits != name:
            names = _from_before(name, slot, place, telling)
            whole = _whole_of_row(name, slot, place, telling)
        if wording.rest == name:
            names, whole = REST, _rest(name, slot, telling)
        if not names:
            return None
        fill[name] = names
        if whole and names != whole:
            fill[name], last = whole, {**fill, name: names}
    expression = known.expression(template, fill)
    if last and not CLOSED.search(telling.text, place.start - 2, place.start):
        expression = f"{expression}|{known.expression(template, last)}"
    return Sense(expression, words, template, fill, not from_head)


def _row_led(slot_name: str, place: Place, telling: Telling, known: Lexicon) -> str:
    """The row that leads a list of the slot's names in words alone: 办结申请按申请人分：自然人5件; "" for none."""
    led = LED_BY.search(telling.text, max(0, place.start - LONGEST_LEAD), place.start)
    if not led:
        return ""
    sense = link(replace(place, words=SPACES.sub("", led["row"]), behind=""), telling, known)
    return sense.template if sense and f"{{{slot_name}}}" in sense.template else ""


def _rest(name: str, slot: Slot, telling: Telling) -> tuple[str, ...]:
    """What no number of the sentence has filled the slot with."""
    told = {part for sense in telling.senses if sense for part in sense.fill.get(name, ())}
    kinds = dict.fromkeys(value.names[0] for value in slot.values if len(value.names) == 1)
    return tuple(kind for kind in kinds if kind not in told)


def _row_above(slot_name: str, template: str, telling: Telling, slot: Slot) -> str:
    """The row that a number belongs to which names only the slot: that of the number before it, else the base."""
    if slot.base:
        rows = [sense.template for sense in telling.senses if sense and f"{{{slot_name}}}" in sense.template]
        if not rows or (rows[-1] in slot.aside.split() and slot.base in rows):
            return slot.base
        return rows[-1]
    last = telling.senses[-1] if telling.senses else None
    return last.template if last and f"{{{slot_name}}}" in last.template else ""


def _named(slot: Slot, words: str) -> tuple[str, ...]:
    """What the words fill the slot with; several names stand for the default where there is one."""
    if slot.mask:
        words = slot.mask.sub("…", words)
    hits = [value.names for value in slot.values if value.say.search(words)]
    if len(hits) > 1 and slot.default:
        return (slot.default,)
    return hits[0] if hits else ()


def _label(place: Place, telling: Telling) -> str:
    """The words that a number stands under: those before its colon or bracket (复议后起诉类：维持1件)."""
    if not place.start or telling.text[place.start - 1] not in "：:（(":
        return ""
    match = UNDER.search(telling.text, max(0, place.start - LONGEST_LABEL), place.start)
    return match[0] if match else ""


def _from_before(name: str, slot: Slot, place: Place, telling: Telling) -> tuple[str, ...]:
    """What fills a slot that the words beside the number leave open: its default, else what was spoken of last."""
    if slot.default:
        return (slot.default,)
    above = telling.above
    if above and name in above.fill:
        return above.fill[name]
    for text in (telling.text[: place.at], telling.lead):
        spoken = [(end, names) for names, end in _last_ends(slot, text)]
        if spoken:
            return max(spoken, key=lambda one: one[0])[1]
    return ()


def _whole_of_row(name: str, slot: Slot, place: Place, telling: Telling) -> tuple[str, ...]:
    """What fills a slot behind parts that stand side by side and are one whole (直接起诉3件，复议后起诉2件，结果维持3件);
    () where there are none, and in brackets behind the last part, which speak of it alone."""
    row: list[Sense] = []
    for sense in reversed(telling.senses[-2:]):
        if sense is None or name not in sense.fill or (row and sense.template != row[0].template):
            break
        row.append(sense)
    named = {part for sense in row for part in sense.fill[name]}
    side_by_side = len(row) == 2 and len(named) == sum(len(sense.fill[name]) for sense in row)
    of_one_kind = len({part.partition(".")[0] for part in named}) == 1
    if not (side_by_side and of_one_kind) or telling.text[place.start - 1] in "（(":
        return ()
    return next((value.names for value in slot.values if set(value.names) == named), ())


def _last_ends(slot: Slot, text: str) -> Iterable[tuple[tuple[str, ...], int]]:
    for value in slot.values:
        ends = [match.end() for match in value.say.finditer(text)]
        if ends:
            yield value.names, ends[-1]
