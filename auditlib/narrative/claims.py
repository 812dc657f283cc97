"""What the prose claims: counts, zero statements, and levels that are said to equal last year's.

A claim is linked to an indicator by the words next to its number, never by its value. Where the wording fits no cell
of the form the claim is kept without an indicator: unsupported, which is not wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from auditlib.narrative.derived import Linked, derived
from auditlib.narrative.joined import joined, kinds_before
from auditlib.narrative.lexicon import Lexicon, lexicon
from auditlib.narrative.linked import NOTHING_BEFORE, Before, Meaning, exact
from auditlib.narrative.linking import BEHIND, Place, Sense, Telling, link
from auditlib.narrative.numerals import Quantity, quantities
from auditlib.narrative.respectively import things, wordings
from auditlib.narrative.scope import around_note, goes_on, scope_of, zero_in_scope
from auditlib.narrative.sentences import Sentence, clause_end, clause_start
from auditlib.report import Claim
from auditlib.wording import SPACES

STRETCH_BREAKS = "，,；;。：:（(）)！？\n"
LONGEST_STRETCH = 60
LONGEST_QUOTE = 28
SAYS_NONE = re.compile("[未没无零]")
NOUGHT = re.compile(r"[0０](?<!\d.)")
LONGEST_LEAD = 240
LEADS_TO_NUMBER = re.compile(
    r"[\s　]*(?:累计|总共|共计|总计|合计|共有|共|计|总数|总量|数量|件数|达到|达|为|是|有){1,3}[\s　]*"
)
# What closes a row of parts: 合计57件.
SUM_OF_PARTS = re.compile(r"[，、,]?(?:两项|两者|以上|总数)?(?:合计|共计|总计|总共|共)(?:为|有|是)?")
NOTE = re.compile(r"[（(]([^（）()]*)[）)]")
# The units that what is told without a number is most of the time counted in.
WORDS_IN = ("件", "条")
SIGN_WITHIN = re.compile("(?<=[专兼])[（(]([专兼])[）)](?=职)")
QUOTED_TITLE = re.compile(r"《[^《》]{0,80}》")


def claims(sentences: Sequence[Sentence], form: str, year: int | None, agency: str = "") -> tuple[Claim, ...]:
    """The claims of the prose in order, linked to the indicators of the form by their wording.

    ``agency`` is who reports: what another body did, or a part of it, is no claim about its table.
    """
    known = lexicon(form)
    found: list[Claim] = []
    before, earlier = NOTHING_BEFORE, None  # told where a semicolon leads on to a sentence
    for n, sentence in enumerate(sentences):
        goes_further = sentence.text.endswith(("；", ";"))
        if numbers := _numbers(sentence.text):
            telling = _telling(sentence, sentences[max(0, n - 2) : n])
            telling.earlier = (earlier.above or earlier.earlier) if earlier else None
            stated, linked = _of_numbers(sentence, numbers, telling, known, year, agency, before)
            before = _before(sentence, stated, linked, before) if goes_further else NOTHING_BEFORE
            earlier = telling if goes_further else None
            found += stated
        else:
            before, earlier = NOTHING_BEFORE, None
            found += derived(sentence, (), year)
        if known is not None:
            found += _zeros(sentence, known, year, agency)
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _numbers(text: str) -> list[Quantity]:
    """The quantities of a sentence, but for those in the title of something."""
    found = list(quantities(text))
    if not found or "《" not in text:
        return found
    titles = [match.span() for match in QUOTED_TITLE.finditer(text)]
    return [q for q in found if not any(a <= q.start < b for a, b in titles)]


def _telling(sentence: Sentence, before: Sequence[Sentence]) -> Telling:
    """A sentence as it is told behind the two before it, and behind the one that leads its list."""
    lead = "".join(one.text for one in before if one.section == sentence.section)[-LONGEST_LEAD:]
    if before and sentence.opening not in lead and sentence.opening != sentence.text:
        lead = sentence.opening + lead
    return Telling(sentence.text, sentence.section, lead)


def _of_numbers(
    sentence: Sentence,
    numbers: Sequence[Quantity],
    telling: Telling,
    known: Lexicon | None,
    year: int | None,
    agency: str,
    before: Before,
) -> tuple[list[Claim], list[Linked]]:
    """The claims of a sentence with numbers, and its numbers; ``before`` is told where a semicolon leads on to it."""
    text = sentence.text
    linked: list[Linked] = []
    found: list[Claim] = []
    told: dict[int, Sequence[str]] = {}
    pieces: list[Sense | None] = []
    end_before = 0
    for n, quantity in enumerate(numbers):
        start = _stretch_start(text, quantity, end_before)
        end_before = quantity.end
        scope = scope_of(sentence, start, quantity, year, agency)
        if (
            not scope
            and pieces
            and pieces[-1]
            and found[-1].scope == "part"
            and goes_on(text[start : quantity.start])
        ):
            scope = "part"
        if named := things(text, numbers, n, start):
            told |= {n + k: tuple(wordings(named, k)) for k in range(len(named))}
        sense = None
        if known and scope in ("", "cumulative", "part"):
            behind = in_words(SPACES.sub("", within_word(text[quantity.end : quantity.end + BEHIND])), year)
            kinds = kinds_before(text, numbers, n, linked[-1].start if linked else start)
            own = [f"{kinds}共"] if kinds else _own_words(text, start, quantity)
            words = [in_words(SPACES.sub("", one), year) for one in own]
            ways = (Place(one, behind, start, quantity.at, quantity.unit) for one in told.get(n, words))
            senses = (_linked(place, telling, known, scope) for place in ways)
            sense = next((one for one in senses if one), None)
            if scope == "part":
                pieces.append(sense)
                sense = None
            elif not sense and pieces and SUM_OF_PARTS.fullmatch(words[0]):
                sense = _whole(telling.senses, pieces, found)
        telling.senses.append(sense)
        scope = "" if sense else scope
        linked.append(Linked(quantity, start, sense.expression if sense else "", scope))
        found.append(_claim(sentence, around_note(text, start), quantity, sense, scope))
    meaning = Meant(sentence, linked, telling, known, year, agency, before) if known else Meaning()
    resting = list(derived(sentence, linked, year, meaning))
    shares = {(claim.end, claim.unit) for claim in resting}
    kept = [one for one in _undisputed(found) if one.kind != "share" or (one.end, one.unit) not in shares]
    return [*kept, *resting], linked


def _before(sentence: Sentence, stated: Sequence[Claim], linked: Sequence[Linked], before: Before) -> Before:
    """What a sentence leaves to the one that it leads on to: its words, its numbers, and the whole of its shares."""
    value = next((one.given.was for one in reversed(stated) if one.kind == "share"), None)
    own = next((one for one in linked if value is not None and exact(one) == value), None)
    same = before.whole is not None and before.whole.quantity.value == value
    return Before(sentence.text, linked, own or (before.whole if same else None))


def _linked(place: Place, telling: Telling, known: Lexicon, scope: str) -> Sense | None:
    sense = link(place, telling, known, over_years=scope == "cumulative")
    return joined(place, telling, known, sense)


def _own_words(text: str, start: int, quantity: Quantity) -> Iterator[str]:
    """The words before a number that belong to it; where a note in brackets stands right before them, those before the
    note, and the note's own (被责令履行（纠正）1件)."""
    begin = around_note(text, start)
    whole = text[begin : quantity.start]
    whole = within_word(whole)
    note = NOTE.search(whole) if begin < start else None
    if note is None:
        yield whole
    else:
        yield whole[: note.start()] + whole[note.end() :]
        yield note[1] + whole[note.end() :]


def within_word(words: str) -> str:
    """Words with a sign in brackets that stands inside a word read along with it: 专（兼）职 is 专兼职."""
    return SIGN_WITHIN.sub(r"\1", words) if "职" in words else words


def _whole(
    senses: Sequence[Sense | None], pieces: Sequence[Sense | None], found: list[Claim]
) -> Sense | None:
    """What a number adds up that stands behind parts of one cell: 局机关收到31件，所属单位收到26件，合计57件. A number that
    was taken for the whole before is one of the parts."""
    told = [sense for sense in (*senses, *pieces) if sense]
    if len(told) < 2 or any(one.expression != told[0].expression for one in told):
        return None
    for n, claim in enumerate(found):
        if claim.indicator == told[0].expression:
            found[n] = replace(claim, indicator="", because="", scope="part")
    return told[0]


@dataclass(frozen=True, slots=True)
class Meant(Meaning):
    """What words of a sentence speak of by the lexicon of the report's form."""

    sentence: Sentence
    linked: Sequence[Linked]
    telling: Telling
    lexicon: Lexicon
    year: int | None
    agency: str
    before: Before = NOTHING_BEFORE

    @property
    def known(self) -> bool:  # type: ignore[override]
        """There is a form."""
        return True

    def of(self, start: int, end: int) -> str:
        """The expression that the words at ``start:end`` speak of, as if a number stood behind them."""
        if not self.is_own(start, end):
            return ""
        before = sum(one.quantity.end <= start for one in self.linked)
        telling = replace(self.telling, senses=self.telling.senses[:before])
        return self._linked(self.sentence.text[start:end], telling, start, end)

    def said(self, words: str) -> str:
        """The expression of words by themselves, as in a sentence of requests."""
        return self._linked(words, Telling(words, "申请", ""), 0, len(words))

    def is_own(self, start: int, end: int) -> bool:
        """Whether what stands at ``start:end`` is told of this agency in this year."""
        at = Quantity(end, end, end, Decimal(0), "", "")
        return not scope_of(self.sentence, start, at, self.year, self.agency)

    def _linked(self, text: str, telling: Telling, start: int, end: int) -> str:
        words = in_words(SPACES.sub("", text), self.year)
        senses = (link(Place(words, "", start, end, unit), telling, self.lexicon) for unit in WORDS_IN)
        return next((one.expression for one in senses if one), "")


def _stretch_start(text: str, quantity: Quantity, end_before: int) -> int:
    """Where the words that belong to a number begin: with its clause, or with the one before where its own only leads
    to the number (收到的申请中，共25件)."""
    earliest = max(end_before, quantity.start - LONGEST_STRETCH)
    start = max(clause_start(text, quantity.start, STRETCH_BREAKS), earliest)
    if (
        start > earliest
        and text[start - 1] in "，,"
        and LEADS_TO_NUMBER.fullmatch(text, start, quantity.start)
    ):
        start = max(clause_start(text, start - 1, STRETCH_BREAKS), earliest)
    return start


def in_words(words: str, year: int | None) -> str:
    """Words with the years next to the reported one named as such: 2021年结转 is 上年结转 in a report of 2022."""
    if year is not None and "年" in words:
        for shift, name in ((-1, "上年"), (0, "本年"), (1, "下年")):
            words = words.replace(f"{year + shift}年", name)
    return words


def _undisputed(found: Sequence[Claim]) -> Iterator[Claim]:
    """Where a sentence has several numbers for one cell, none of them can be told to be the cell's."""
    values: dict[str, set[Decimal | None]] = {}
    for claim in found:
        values.setdefault(claim.indicator, set()).add(claim.value)
    for claim in found:
        disputed = bool(claim.indicator) and len(values[claim.indicator]) > 1
        yield replace(claim, indicator="", because="") if disputed else claim


def _claim(sentence: Sentence, start: int, quantity: Quantity, sense: Sense | None, scope: str) -> Claim:
    text = sentence.text
    start = max(start, quantity.end - LONGEST_QUOTE)
    start += len(text[start:]) - len(text[start:].lstrip("　 、，,"))
    end = quantity.end
    if sense and sense.behind:
        end = min(clause_end(text, end, STRETCH_BREAKS + "、"), end + LONGEST_QUOTE // 2)
    return Claim(
        section=sentence.section,
        start=sentence.start + start,
        end=sentence.start + end,
        quote=text[start:end],
        value=quantity.value,
        unit=quantity.unit,
        hedge=quantity.hedge,
        kind="share" if quantity.unit == "%" else "count",
        indicator=sense.expression if sense else "",
        because=sense.because if sense else "",
        scope=scope,
    )


def _zeros(sentence: Sentence, known: Lexicon, year: int | None, agency: str) -> Iterator[Claim]:
    text = sentence.text
    if not (SAYS_NONE.search(text) or "不存在" in text or NOUGHT.search(text)):
        return
    found: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for zero in known.zeros:
        for match in zero.say.finditer(text):
            start = clause_start(text, match.start(), STRETCH_BREAKS)
            if not zero_in_scope(text, text[start : match.end()], year, agency):
                continue
            end = clause_end(text, match.end(), STRETCH_BREAKS)
            found.setdefault((start, end), []).append((zero.indicator, zero.unit, match[0]))
    for (start, end), names in found.items():
        lead = start + len(text[start:end]) - len(text[start:end].lstrip("　 "))
        expression = "+".join(dict.fromkeys(name for name, _, _ in names))
        yield Claim(
            section=sentence.section,
            start=sentence.start + lead,
            end=sentence.start + end,
            quote=text[lead:end],
            value=Decimal(0),
            unit=names[0][1],
            hedge="",
            kind="none",
            indicator=expression,
            because=max((words for _, _, words in names), key=len),
        )
