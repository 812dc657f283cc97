"""Changes on an earlier year: 同比增长28.13%, 较上年增加12件, 较2021年的45件增加12件, 由12件增至15件, 翻一番, 是上年的2倍.

What has changed is what the words before it name, else what the number before it speaks of. Which way it went is told
by the verb: ``value`` is as printed, and a claim of a fall says so in ``because``. The earlier year's number and by how
much this year's differs go with the claim (``given``) where the sentence states them, so that it can be worked out.

Patterns run over the sentence with its numbers blotted out, sign for sign: years stay, counts and rates become one sign
each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from auditlib.dates import years
from auditlib.narrative.directions import DOWN, UP, fell
from auditlib.narrative.linked import (
    CARRIED_IN,
    CLOSED,
    LITIGATION,
    NEW,
    NOTHING_BEFORE,
    PERCENT,
    Before,
    Linked,
    counts_before,
    exact,
    stretch,
)
from auditlib.narrative.numerals import DIGITS
from auditlib.narrative.rates import Rate
from auditlib.narrative.sentences import Sentence, clause_start
from auditlib.report import Claim, Given

COUNT, RATE = "▪", "▫"
TIMES = "倍"
LAST = r"(?:上年度?|上一年度?|去年|前一年度?|(?:19|20)\d\d年度?)"
WORDS = f"[^。；;，,\\d{COUNT}{RATE}]"
# What may stand between an earlier year and its number: 上年同期共收到的45件, 2021年（45件）.
LED = r"(?:同期|全年|收到|受理|新收|申请|公开|数量|总数|总量|件数|总计|仅|只|则|共|有|的|为|是|数|量|[:：]){0,5}[（(]?\s?"
BASE = f"{LED}(?P<base>{COUNT}+)[）)]?"
MARK = rf"(?:同比|[较比]{LAST}|[与和同]{LAST}(?:同期)?(?:的)?(?:数量?)?(?:[（(]?{COUNT}+[）)]?)?(?:相比较|相比|相较|比较|比))"
VERBS = f"(?:(?<!负)(?:{UP})|{DOWN})"
TAIL = rf"(?P<verb>{VERBS})了?(?:幅度|比例)?(?:约?为|达到?|近)?\s*$"
SAID = re.compile(
    rf"(?P<mark>{MARK})(?:同期)?(?:{BASE}(?:同期)?(?:相比)?[，,]?)?(?P<words>{WORDS}{{0,8}}?[，,]?{WORDS}{{0,10}}?){TAIL}"
)
# The earlier year's number in words of its own: 57件，2021年为45件，同比增长…; 57件（上年45件），增长…; …增长…（上年45件）.
STATED = re.compile(rf"(?P<when>{LAST}){BASE}[，,]?\s*$")
BASED = re.compile(rf"(?P<mark>{LAST}){BASE}[，,]?(?P<words>(?:总体|数量|略有|大幅|明显)?){TAIL}")
BEHIND = re.compile(rf"\s?[（(](?P<when>{LAST}){BASE}")
IN_MARK = re.compile(f"{COUNT}+")
CHAINED = re.compile(rf"\s*[，,、（(]?(?:同比|增幅|净)?{TAIL}")
DOUBLED = re.compile(
    rf"(?P<mark>{MARK})(?:{BASE})?[，,]?{WORDS}{{0,8}}?(?P<verb>翻)了?(?P<times>[一两二三])番"
)
MANY_TIMES = re.compile(r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九])(?P<more>多|余)?倍(?P<over>多)?")
MULTIPLE = re.compile(
    rf"(?P<verb>[是为达到]{{1,2}})(?P<mark>{LAST})(?:同期)?(?:{BASE})?的(?P<hedge>近|约|超过?)?\s*$"
)
FROM = re.compile(rf"(?P<from>[由从](?:{LAST})?)(?:同期)?的?\s*$")
TO = re.compile(rf"[^，,。；;]{{0,4}}?(?:(?P<verb>{VERBS})|变化?|变动|调整|改)[至到为成]\s*")
COMPARED = re.compile(rf"[与和同较比](?P<when>{LAST})")
# How a number beside last year's is told to differ: 去年此时为64件；今年为82件，增减幅度为+28.1%.
DIFFERS = re.compile(
    rf"[，,（(]\s?(?:同比|总体|相比)?(?:(?P<verb>{VERBS})了?(?:幅度?|比例|率)?|(?:增减|变化|变动|升降|涨跌)(?:幅度?|率|比例))"
    r"(?:约?为|达到?|是|近|[:：])?\s?[+＋]?\s*$"
)
THIS = re.compile(
    r"(?:今年|本年度?|(?P<year>(?:19|20)\d\d)年度?)(?:同期|全年)?[，,]?(?:则|我[局委办市区县])?(?P<words>.*)"
)
NO_WORDS = re.compile("则|共计|共|为|是|有|达到?|升至|降至|上升到|下降到|[的了]")
LAST_NAMED = re.compile(LAST)
RESPECTIVELY = "分别"
LONGEST = 44
BREAKS = "，,。；;：:、（("
VERB_SIGNS = frozenset("增升提多降少落滑减涨跌")
NOT_WHOLE = re.compile(
    "自然人|法人|企业|网络|网上|当面|信函|邮寄|传真|予以|不予|部分|结转|维持|纠正|提案|建议|信箱|热线|工单|咨询|投诉|举报|平均|人均"
)
GENERIC = re.compile(
    r"(?:[，,、（(]|这一|总体|数量|总数|总量|件数|办件量|申请量|均|分别|略有|呈|大幅|明显|\s)*"
)
NUMBER_OF = "(?:数量|总数|总量|件数|条数|量|数)?$"
# What a change is of, by the words before it.
SUBJECTS = tuple(
    (re.compile(words + NUMBER_OF), names)
    for words, names in (
        ("(?:办结|答复)(?:的)?(?:政府信息公开|信息公开|公开)?(?:申请|件)?", (CLOSED, "request.closed")),
        ("复议(?:案件|申请)?", ("remedy.reconsideration.total", "reconsideration")),
        ("诉讼(?:案件)?", ("+".join(LITIGATION), "litigation")),
        (
            "(?:申请(?:公开)?(?:政府信息)?|依申请公开)(?:的)?(?:受理)?",
            (NEW, f"{NEW}+{CARRIED_IN}", "request.received"),
        ),
        ("(?:主动公开|公开政府)(?:政府)?(?:信息)?(?:的)?", ("proactive.total",)),
    )
)


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that a sentence states: by how much at ``start:end``, and where the words that say so begin.

    ``mark`` is what it is held against, ``verb`` which way it went; ``was`` where the sentence states the earlier
    number itself, and ``now`` where the same words do (由12件增至15件). ``led`` is a change that only the earlier number
    leads to (上年45件，增长26.7%): it is one of this year's number, which then has to stand before.
    """

    at: int
    start: int
    end: int
    value: Decimal
    unit: str
    hedge: str
    mark: str = ""
    verb: str = ""
    words: str = ""
    was: Decimal | None = None
    now: Decimal | None = None
    led: bool = False

    @property
    def because(self) -> str:
        """The words that state it."""
        return self.mark + self.verb

    @property
    def signed(self) -> Decimal | None:
        """By how much the number is greater, None where that is not exact."""
        if self.hedge:
            return None
        return -self.value if fell(self.verb) else self.value


@dataclass(frozen=True, slots=True)
class Subject:
    """What has changed: its indicator, where what says so begins, and its number where that stands just before."""

    indicator: str
    start: int
    now: Decimal | None = None
    unit: str = ""
    others: tuple[Decimal, ...] = ()


def changes(
    sentence: Sentence,
    linked: Sequence[Linked],
    rates: Sequence[Rate],
    year: int | None = None,
    before: Before = NOTHING_BEFORE,
) -> Iterator[Claim]:
    """The changes of a sentence, with the indicator of what has changed where its words say.

    ``before`` is the sentence that a semicolon leads on from.
    """
    text = sentence.text
    if not any(sign in text for sign in "比较至到年变改调"):
        return
    blotted = blotted_out(text, linked, rates)
    runs: list[list[Changed]] = []
    for found in _stated(text, blotted, linked, rates):
        if runs and (chained := _chained(blotted, runs[-1][-1], found)):
            runs[-1].append(chained)
        elif told := _told(blotted, found, linked, year) or _beside(text, found, linked, year, before):
            runs.append([told])
    subject, end = None, 0
    for run in runs:
        if not (subject and GENERIC.fullmatch(text, end, run[0].at)):  # 较2020年增长5%，较2021年增长3%
            subject = _subject(text, linked, run[0])
        end = run[-1].end
        if subject:
            yield from _claims(sentence, blotted, linked, run, subject, year)


def blotted_out(text: str, linked: Sequence[Linked], rates: Sequence[Rate]) -> str:
    """A sentence with its counts and its rates blotted out, sign for sign."""
    for one in linked:
        start, end = one.quantity.start, one.quantity.end
        if one.quantity.unit != PERCENT and not text.startswith("百分点", end):
            text = text[:start] + COUNT * (end - start) + text[end:]
    for rate in rates:
        text = text[: rate.start] + RATE * (rate.end - rate.start) + text[rate.end :]
    return text


def _chained(text: str, said: Changed, found: Changed) -> Changed | None:
    """The next size of the same change: 比上年增加12件，增长36.4%."""
    if found.start < said.end or found.verb:
        return None
    match = CHAINED.fullmatch(text, said.end, found.start)
    return replace(found, at=said.at, mark=said.mark, verb=match["verb"], words=said.words) if match else None


def _stated(text: str, blotted: str, linked: Sequence[Linked], rates: Sequence[Rate]) -> list[Changed]:
    """What may be the size of a change, in order: counts, percentages, 翻一番 and 1.5倍."""
    found = [
        Changed(one.quantity.start, one.quantity.start, one.quantity.end, one.quantity.value, one.quantity.unit,
                one.quantity.hedge)
        for one in linked
        if one.quantity.unit != PERCENT and not text.startswith("百分点", one.quantity.end)
    ]  # fmt: skip
    found += [
        Changed(rate.start, rate.start, rate.end, rate.value, PERCENT, rate.hedge)
        for rate in rates
        if text[rate.end : rate.end + 1] != "点"
    ]
    if "番" in text:
        found += [
            Changed(m.start(), m.end(), m.end(), Decimal(100 * (2 ** DIGITS[m["times"]] - 1)), PERCENT, "约",
                    m["mark"], m["verb"], was=_base(m, linked))
            for m in DOUBLED.finditer(blotted)
        ]  # fmt: skip
    if TIMES in text:
        found += _times(text, blotted, linked)
    if "由" in text or "从" in text:
        found += _from_to(text, linked)
    return sorted(found, key=lambda one: (one.end, not one.verb))


def _times(text: str, blotted: str, linked: Sequence[Linked]) -> Iterator[Changed]:
    """The multiples: 增长1.5倍, and 是上年的2倍."""
    for match in MANY_TIMES.finditer(text):
        number = match["number"]
        value = Decimal(number) if number[0].isdigit() else Decimal(DIGITS[number])
        hedge = "余" if match["more"] or match["over"] else ""
        of = MULTIPLE.search(blotted, max(0, match.start() - LONGEST), match.start())
        if of:
            hedge = hedge or {"近": "近", "约": "约"}.get(of["hedge"] or "", "余" if of["hedge"] else "")
            was = _base(of, linked)
            yield Changed(
                of.start(), match.start(), match.end(), value, TIMES, hedge, of["verb"], of["mark"], was=was
            )
        else:
            yield Changed(match.start(), match.start(), match.end(), value, TIMES, hedge)


def _from_to(text: str, linked: Sequence[Linked]) -> Iterator[Changed]:
    """The change between two numbers that are told as last year's and this year's: 由12件增至15件."""
    for was, now in pairwise(linked):
        a, b = was.quantity, now.quantity
        since = FROM.search(text, max(0, a.start - 14), a.start)
        to = TO.fullmatch(text, a.end, b.start)
        if since and to and a.unit == b.unit != PERCENT:
            verb = to["verb"] or ("增" if b.value >= a.value else "减")
            held = COMPARED.search(text, max(0, since.start() - LONGEST), since.start())
            yield Changed(
                since.start(), b.start, b.end, abs(b.value - a.value), b.unit, "",
                f"{held['when'] if held else ''}{since['from']}…", f"{verb}至", was=exact(was), now=exact(now),
            )  # fmt: skip


def _told(text: str, found: Changed, linked: Sequence[Linked], year: int | None) -> Changed | None:
    """The change that the words before a number state, the nearest mark of an earlier year deciding."""
    if found.verb:
        return found
    lead = max(0, found.start - LONGEST)
    if VERB_SIGNS.isdisjoint(text[max(lead, found.start - 6) : found.start]):
        return None
    matches = [*SAID.finditer(text, lead, found.start)]
    led = not matches
    matches = matches or [*BASED.finditer(text, lead, found.start)]
    if not matches:
        return None
    match = matches[-1]
    at, was = match.start(), _base(match, linked)
    if was is None and (stated := STATED.search(text, max(0, at - LONGEST), at)):
        at, was = stated.start(), _base(stated, linked) if _same(stated, match["mark"], year) else None
    return replace(
        found, at=at, mark=match["mark"], verb=match["verb"], words=match["words"], was=was, led=led
    )


def _beside(
    text: str, found: Changed, linked: Sequence[Linked], year: int | None, before: Before
) -> Changed | None:
    """The change of this year's number told behind last year's of the same thing, in the sentence or in the one before:
    上年编发20期，今年编发15期，减幅25%."""
    if "年" not in text or not (told := DIFFERS.search(text, max(0, found.start - 14), found.start)):
        return None
    counts = counts_before(linked, told.start())
    if not counts or counts[-1].quantity.end != told.start() or counts[-1].scope == "other_year":
        return None
    now = counts[-1]
    earlier, lead = (counts[-2], text) if len(counts) > 1 else ((before.linked or (None,))[-1], before.text)
    this = THIS.fullmatch(text, clause_start(text, now.quantity.start, "，,；;。（("), now.quantity.start)
    if not this or not earlier or earlier.scope != "other_year" or earlier.quantity.unit != now.quantity.unit:
        return None
    if this["year"] and year is not None and int(this["year"]) != year:
        return None
    at = earlier.quantity.start
    if NO_WORDS.sub("", this["words"]) not in lead[clause_start(lead, at, "，,；;。") : at]:
        return None
    marks = [match[0] for match in LAST_NAMED.finditer(lead, 0, at)]
    if not marks:
        return None
    verb = told["verb"] or "增长"
    return replace(found, at=told.start(), mark=marks[-1], verb=verb, was=exact(earlier), led=True)


def _same(stated: re.Match[str], mark: str, year: int | None) -> bool:
    """Whether a number is of the year that a change is held against."""
    return _year(stated["when"], year) == _year(mark, year)


def _year(words: str, year: int | None) -> int | None:
    """The year that words name; that before the one reported where they name none."""
    named = next((value for value, _, _ in years(words)), None) if "年" in words else None
    return named if named or year is None else year - 1


def _base(match: re.Match[str], linked: Sequence[Linked]) -> Decimal | None:
    """The earlier year's number that a pattern came upon: behind its words, or within them."""
    at = match.start("base")
    if at < 0 and (inside := IN_MARK.search(match.string, *match.span("mark"))):
        at = inside.start()
    return next((exact(one) for one in linked if one.quantity.start == at), None)


def _subject(text: str, linked: Sequence[Linked], changed: Changed) -> Subject | None:
    """What has changed by the words before, else by the number before; None for what only an earlier year's number
    without this year's would be."""
    start = clause_start(text, changed.at, BREAKS)
    words = text[start : changed.at].strip("　 ")
    before = counts_before(linked, changed.at)
    own = None
    if before and before[-1].scope != "other_year":
        own = before[-1] if GENERIC.fullmatch(text, before[-1].quantity.end, changed.at) else None
    if not own and changed.led:
        return None
    if RESPECTIVELY in text[own.quantity.end if own else start : changed.start]:
        return Subject("", own.quantity.at if own else start)
    now, unit, others = None, "", tuple[Decimal, ...]()
    if own:
        now, unit = exact(own), own.quantity.unit
        others = tuple(
            value
            for one in before[:-1]
            if one.quantity.unit == unit and one.scope != "other_year" and (value := exact(one)) is not None
        )
    for said in (words, re.split("[，,]", changed.words)[-1]):
        if NOT_WHOLE.search(said):
            return Subject("", start, now, unit, others)
        if named := next((names for ending, names in SUBJECTS if ending.search(said)), None):
            return Subject("|".join(named), start, now, unit, others)
    if own:
        indicator = own.indicator if not own.scope else ""
        return Subject(indicator, own.quantity.at, now, unit, others)
    return Subject("", start)


def _claims(
    sentence: Sentence,
    blotted: str,
    linked: Sequence[Linked],
    run: Sequence[Changed],
    subject: Subject,
    year: int | None,
) -> Iterator[Claim]:
    """The claims of one change, told in one size or several."""
    first, last = run[0], run[-1]
    was = first.was
    behind = BEHIND.match(blotted, last.end)
    if was is None and behind and _same(behind, first.mark, year):
        was = _base(behind, linked)
    numbers = [size for size in run if size.unit not in (PERCENT, TIMES)]
    given = Given(subject.now, was, next((size.signed for size in numbers), None), subject.others)
    if first.now is not None:
        given = Given(first.now, was)
    elif any(size.unit != subject.unit for size in numbers):
        given = replace(given, now=None, others=())
    for size in run:
        yield stretch(
            sentence,
            subject.start,
            size.end,
            value=size.value,
            unit=size.unit,
            hedge=size.hedge,
            kind="change",
            indicator=subject.indicator,
            because=size.because,
            # Both ends of 由12件增至15件 make up its size: the table has to say what it is now.
            given=given if size.now is None else Given(None, was),
        )
