"""Mistakes in the prose, made in a finished report; the tables stay right.

Each function makes one mistake as authors make them, of one family, or gives None where a report has no place for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from auditlib.forms.codebook import STATISTICS

from .figures import Figures
from .report import Mistake, Report
from .sentences import Claim, Section, Sentence

ProseSlip = Callable[[Report, Random], Report | None]


def _places(report: Report, kinds: Sequence[str]) -> list[tuple[int, int, Claim]]:
    """(section, sentence, claim) of the claims of some kinds."""
    return [
        (s, n, claim)
        for s, section in enumerate(report.sections)
        for n, sentence in enumerate(section.sentences)
        for claim in sentence.claims
        if claim.kind in kinds
    ]


def _with_sentence(report: Report, section: int, number: int, sentence: Sentence) -> tuple[Section, ...]:
    sections = list(report.sections)
    sentences = list(sections[section].sentences)
    sentences[number] = sentence
    sections[section] = replace(sections[section], sentences=tuple(sentences))
    return tuple(sections)


def _misstated(report: Report, place: tuple[int, int, Claim], words: str, family: str) -> Report:
    """The report with another number in place of a claim's."""
    section, number, claim = place
    old = report.sections[section].sentences[number]
    others = tuple(c for c in old.claims if c is not claim)
    changed = replace(old, claims=others).edited(claim.start, claim.end, words)
    wrong = replace(claim, end=claim.start + len(words), value=words)
    new = Sentence(changed.text, tuple(sorted((*changed.claims, wrong), key=lambda c: c.start)))
    mistake = Mistake(family, _named(claim), new.quote(wrong), f"{claim.value} -> {words}")
    return replace(report, sections=_with_sentence(report, section, number, new), mistake=mistake)


def _named(claim: Claim) -> tuple[str, ...]:
    return tuple(name for name in claim.indicator.replace("/", "+").split("+") if name)


def count_misstated(report: Report, rng: Random) -> Report | None:
    """A count in the prose with a wrong or swapped digit, which no other cell and no sum of two would explain."""
    places = [
        (s, n, claim)
        for s, n, claim in _places(report, ["count"])
        if claim.indicator and claim.value.isdigit() and int(claim.value) > 9
        and all(other.kind == "count" and other.indicator for other in report.sections[s].sentences[n].claims)
        and report.sections[s].sentences[n].text[claim.start : claim.end] == claim.value
    ]  # fmt: skip
    values = {int(value) for value in report.figures.values()}
    explained = values | {a + b for a in values for b in values}
    for s, n, claim in rng.sample(places, len(places)):
        digits = list(claim.value)
        at = rng.randrange(len(digits))
        wrong = [d for d in "123456789" if d != digits[at]]
        for digit in rng.sample(wrong, len(wrong)):
            words = "".join([*digits[:at], digit, *digits[at + 1 :]])
            if int(words) not in explained:
                return _misstated(report, (s, n, claim), words, "claim")
    return None


def zero_misstated(report: Report, rng: Random) -> Report | None:
    """The paragraph of a year without requests left standing, though the table has some."""
    cell = "request.received" if report.form == STATISTICS else "request.new.total"
    words = "　　本年度未收到政府信息公开申请。"
    end = len(words) - 1
    new = Sentence(words, (Claim(end, end, "0", "件", "none", cell),))
    for s, section in enumerate(report.sections):
        if section.key != "request" or not report.figures[cell]:
            continue
        kept = [one for one in section.sentences if not any(_of_requests(claim) for claim in one.claims)]
        sections = list(report.sections)
        sections[s] = replace(section, sentences=(new, *kept))
        mistake = Mistake("claim", (cell,), new.quote(new.claims[0]), "said to be none")
        return replace(report, sections=tuple(sections), mistake=mistake)
    return None


def _of_requests(claim: Claim) -> bool:
    return any(name.startswith("request.") for name in _named(claim))


def level_misstated(report: Report, before: Figures | None, rng: Random) -> Report | None:
    """Said to equal last year's, which it does not."""
    for s, n, claim in _places(report, ["count"]):
        sentence = report.sections[s].sentences[n]
        was = (before or {}).get(claim.indicator)
        if (
            was is None
            or len(sentence.claims) > 1
            or was == Decimal(claim.value)
            or not sentence.text.endswith("。")
        ):
            continue
        words = "，与上年持平"
        new = sentence.edited(len(sentence.text) - 1, len(sentence.text) - 1, words)
        level = Claim(len(new.text) - 1, len(new.text) - 1, "", "", "level", claim.indicator)
        new = Sentence(new.text, (*new.claims, level))
        mistake = Mistake(
            "claim", (claim.indicator,), new.quote(level), f"{was} last year, said to be the same"
        )
        return replace(report, sections=_with_sentence(report, s, n, new), mistake=mistake)
    return None


def percentage_misstated(report: Report, rng: Random) -> Report | None:
    """A share or a rate of growth that was worked out wrongly."""
    places = _places(report, ["share", "change"])
    if not places:
        return None
    place = rng.choice(places)
    off = rng.choice([Decimal("1.3"), Decimal("4.45"), Decimal("11")])
    value = Decimal(place[2].value)
    words = str(value - off if value + off > 100 and value > off else value + off)
    return _misstated(report, place, words, "prose_arithmetic")


def parts_misstated(report: Report, rng: Random) -> Report | None:
    """Parts that do not add up to the number they are parts of."""
    places = _places(report, ["part"])
    if not places:
        return None
    place = rng.choice(places)
    return _misstated(report, place, str(int(place[2].value) + rng.choice([7, 10, 60])), "prose_arithmetic")


def _reworded(
    report: Report, key: str, old: str, new: str, family: str, quote: str, mutation: str
) -> Report | None:
    """The report with other words in the first sentence of a section that has the old ones."""
    for s, section in enumerate(report.sections):
        for n, sentence in enumerate(section.sentences):
            at = sentence.text.find(old)
            if section.key == key and at >= 0:
                changed = sentence.edited(at, at + len(old), new)
                stop = min(i for sign in "，。：；" if (i := changed.text.find(sign, at + len(new))) > 0)
                said = quote or changed.text[at:stop].strip("　")
                return replace(
                    report,
                    sections=_with_sentence(report, s, n, changed),
                    mistake=Mistake(family, (), said, mutation),
                )
    return None


def period_stale(report: Report, rng: Random) -> Report | None:
    """The reporting period of last year's report."""
    for sign in ("自", "为"):
        year, last = report.year, report.year - 1
        middle = "起至" if sign == "自" else "至"
        old, new = (f"统计期限{sign}{y}年1月1日{middle}{y}年12月31日" for y in (year, last))
        if found := _reworded(report, "intro", old, new, "period", new, "last year's period"):
            return found
    return None


def year_stale(report: Report, rng: Random) -> Report | None:
    """A sentence that tells this year's work under last year."""
    old, new = (f"　　{y}年，{report.agency.us}" for y in (report.year, report.year - 1))
    return _reworded(report, "overview", old, new, "period", "", "told under last year")


def plan_stale(report: Report, rng: Random) -> Report | None:
    """Plans for the year that has passed."""
    old, new = (f"{y}年，{report.agency.us}将" for y in (report.year + 1, report.year))
    return _reworded(report, "problems", old, new, "period", "", "plan for the year reported")


def caption_stale(report: Report, rng: Random) -> Report | None:
    """The table captioned with last year."""
    if report.form != STATISTICS:
        return None
    mistake = Mistake("period", (), f"（{report.year - 1}年度）", "table of last year")
    return replace(report, caption_year=report.year - 1, mistake=mistake)


def section_missing(report: Report, rng: Random) -> Report | None:
    """A required section that is not there."""
    keys = ["fees", "problems"] if report.form == STATISTICS else ["problems"]
    key = rng.choice(keys)
    sections = tuple(section for section in report.sections if section.key != key)
    return replace(report, sections=sections, mistake=Mistake("structure", (), "", f"no section: {key}"))


def number_skipped(report: Report, rng: Random) -> Report | None:
    """A heading whose number does not follow."""
    section = next(section for section in report.sections if section.key == "problems")
    mistake = Mistake("structure", (), section.heading, "a heading number is skipped")
    return replace(report, skips_before="problems", mistake=mistake)


def phone_differs(report: Report, rng: Random) -> Report | None:
    """Two telephone numbers for one office."""
    if report.form != STATISTICS:
        return None
    phone = report.agency.phone
    other = phone[:-1] + str((int(phone[-1]) + rng.randint(1, 8)) % 10)
    return replace(
        report,
        foot_phone=other,
        mistake=Mistake("identity", (), f"联系电话：{other}", "two telephone numbers"),
    )


def agency_differs(report: Report, rng: Random) -> Report | None:
    """Another agency's name, left from the report that served as a model."""
    stranger = report.agency.region[:-1] + "档案管理中心" if "档案" not in report.name else "示例中心"
    old, new = f"{report.name}办公室", f"{stranger}办公室"
    return _reworded(report, "intro", old, new, "identity", new, "another agency's name")


PROSE: Mapping[str, ProseSlip] = {
    "count": count_misstated, "none": zero_misstated, "percentage": percentage_misstated, "parts": parts_misstated,
    "period": period_stale, "year": year_stale, "plan": plan_stale, "caption": caption_stale,
    "section": section_missing, "number": number_skipped, "phone": phone_differs, "agency": agency_differs,
}  # fmt: skip
