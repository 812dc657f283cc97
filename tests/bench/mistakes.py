"""Mistakes as offices make them: one in a report, in one place, of one known family.

A mistake in the tables is made in the figures before the prose is written, and no sentence then speaks of its cells; a
mistake in the prose is made in a finished report. Each function gives None where the report has no place for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from auditlib.forms.codebook import ROUTES, STATISTICS, codebook

from .figures import Figures
from .prose import Claim, Section, Sentence
from .relations import PEOPLE, beside, broken, outcomes
from .report import Mistake, Report


@dataclass(frozen=True, slots=True)
class Draft:
    """A report's figures before anything is written; ``before`` are last year's, ``left_out`` the rows not printed."""

    form: str
    figures: Figures
    before: Figures | None
    form_before: str
    left_out: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slip:
    """What a mistake in the tables changes: figures, or cells left blank."""

    family: str
    figures: Mapping[str, Decimal]
    blanks: frozenset[str]
    mutation: str

    @property
    def cells(self) -> frozenset[str]:
        """The cells that are wrong."""
        return frozenset(self.figures) | self.blanks


TableSlip = Callable[[Draft, Random], Slip | None]
ProseSlip = Callable[[Report, Random], Report | None]
TRIES = 12


def families(draft: Draft, slip: Slip | None = None) -> set[str]:
    """The families of the relations that a draft, with a slip in it, does not keep."""
    cells: dict[str, Decimal | None] = dict(draft.figures)
    if slip:
        cells |= slip.figures
        cells |= dict.fromkeys(slip.blanks)
    cells = {name: value for name, value in cells.items() if name not in draft.left_out}
    return {
        relation.family
        for relation in broken(draft.form, beside(cells, draft.before, draft.form, draft.form_before))
    }


def slipped(kind: TableSlip, draft: Draft, rng: Random) -> Slip | None:
    """A slip of a kind that breaks relations of its own family alone (a blank: whatever its total is in)."""
    for _ in range(TRIES):
        slip = kind(draft, rng)
        if slip is None or slip.cells & draft.left_out:
            continue
        found = families(draft, slip)
        if found and (slip.family == "blank" or found == {slip.family}):
            return slip
    return None


def _changed(draft: Draft, family: str, by: Mapping[str, int], mutation: str) -> Slip | None:
    values = {name: draft.figures[name] + change for name, change in by.items()}
    if any(value < 0 for name, value in values.items() if not name.endswith(".change")):
        return None
    return Slip(family, values, frozenset(), mutation)


def _sums(form: str) -> Mapping[str, Sequence[str]]:
    parts: dict[str, list[str]] = {}
    for entry in codebook(form).entries:
        if entry.relation == "sum":
            parts.setdefault(entry.parent, []).append(entry.indicator)
    return parts


# ---- in the tables


def total_miscounted(draft: Draft, rng: Random) -> Slip | None:
    """A total that differs from its parts: of a group of rows, or of a row of the request matrix."""
    rows = (
        [f"request.{row}.total" for row in (*outcomes(draft.form), "new")] if draft.form != STATISTICS else []
    )
    cell = rng.choice(rows or list(_sums(draft.form)))
    step = rng.choice([-2, 1, 2, 3, 9])
    return _changed(draft, "sum", {cell: step}, f"{cell}: total off by {step}")


def part_miscounted(draft: Draft, rng: Random) -> Slip | None:
    """A part that is wrong under a right total."""
    if draft.form == STATISTICS:
        parts = rng.choice(list(_sums(draft.form).values()))
        by = {rng.choice(parts): (step := rng.choice([2, 3, 5]))}
    else:
        row, who = rng.choice(outcomes(draft.form)), rng.choice(PEOPLE[:3])
        by = {f"request.{row}.{who}": (step := rng.choice([2, 3, 4, 5]))}
    return _changed(draft, "sum", by, f"{next(iter(by))}: part off by {step}")


def remedies_miscounted(draft: Draft, rng: Random) -> Slip | None:
    """A total of remedies that leaves a case out or counts one twice."""
    if draft.form == STATISTICS:
        return None
    cell = f"remedy.{rng.choice(ROUTES)}.total"
    return _changed(draft, "sum", {cell: (step := rng.choice([-1, 1, 2]))}, f"{cell}: total off by {step}")


def balance_broken(draft: Draft, rng: Random) -> Slip | None:
    """Carried out differs from what came in less what was closed; rows and columns still add up."""
    if draft.form == STATISTICS:
        return None
    who, step = rng.choice(PEOPLE[:3]), rng.choice([1, 2, 3])
    cells = [f"request.carried_out.{name}" for name in (who, "total")]
    return _changed(draft, "balance", dict.fromkeys(cells, step), f"carried out {step} too many")


def part_above_whole(draft: Draft, rng: Random) -> Slip | None:
    """Some of a thing are more than all of it."""
    if draft.form == STATISTICS:
        pairs = [
            ("response.channel.press_conference.principal", "response.channel.press_conference"),
            ("response.channel.online_interview.principal", "response.channel.online_interview"),
            ("proactive.normative.published", "proactive.normative.issued"),
        ]
    elif draft.form == "annual-2019":
        pairs = [
            (f"disclosure.{item}.published", f"disclosure.{item}.public_total")
            for item in ("normative", "regulation")
        ]
    else:
        return None
    part, whole = rng.choice(pairs)
    step = int(draft.figures[whole] - draft.figures[part]) + rng.randint(1, 4)
    return _changed(draft, "at_most", {part: step}, f"{part} above {whole}")


def union_missed(draft: Draft, rng: Random) -> Slip | None:
    """A de-duplicated total above the sum of its channels, or below the greatest of them."""
    if draft.form != STATISTICS or any(name.startswith("proactive.channel.") for name in draft.left_out):
        return None
    channels = [draft.figures[e.indicator] for e in codebook(STATISTICS).entries if e.relation == "union"]
    total = draft.figures["proactive.total"]
    above = int(sum(channels) - total) + rng.randint(3, 60)
    below = int(max(channels) - total) - rng.randint(1, 9)
    return _changed(
        draft, "union", {"proactive.total": rng.choice([above, below])}, "total outside its bounds"
    )


def carry_over_missed(draft: Draft, rng: Random) -> Slip | None:
    """Carried in differs from what last year's report carried out; the balance holds."""
    if draft.form == STATISTICS or not draft.before or draft.form_before == STATISTICS:
        return None
    who, step = rng.choice(PEOPLE[:2]), rng.choice([-2, 1, 2, 3])
    cells = [f"request.{row}.{name}" for row in ("carried_in", "carried_out") for name in (who, "total")]
    return _changed(draft, "carry_over", dict.fromkeys(cells, step), f"carried in off by {step}")


def stock_missed(draft: Draft, rng: Random) -> Slip | None:
    """A stock that does not follow from last year's."""
    if draft.form == STATISTICS or draft.form != draft.form_before:
        return None
    if draft.form == "annual-2021":
        cell, step = "disclosure.normative.in_force", rng.choice([-7, -2, 5, 9, 30])
    else:
        cell, step = rng.choice(
            [
                ("disclosure.normative.public_total", rng.randint(4, 40)),
                (
                    f"disclosure.{rng.choice(['licensing', 'penalty', 'coercion'])}.previous",
                    rng.choice([-5, 4, 12]),
                ),
            ]
        )
    return _changed(draft, "stock", {cell: step}, f"{cell} off by {step}")


def total_left_blank(draft: Draft, rng: Random) -> Slip | None:
    """A total that nobody filled in, over parts that are filled; or the whole 总计 column."""
    if draft.form == STATISTICS:
        cells = [rng.choice([name for name in _sums(draft.form) if name != "request.answered.refused"])]
    elif rng.random() < 0.5:
        cells = [f"request.{row}.total" for row in codebook(draft.form).subjects("request")]
    else:
        cells = [f"request.{rng.choice(['new', 'granted', 'closed'])}.total"]
    if not any(draft.figures[cell] for cell in cells):
        return None
    return Slip(
        "blank",
        {},
        frozenset(cells),
        "total left blank" if len(cells) == 1 else "column of totals left blank",
    )


# ---- in the prose


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


TABLE: Mapping[str, TableSlip] = {
    "total": total_miscounted, "part": part_miscounted, "remedies": remedies_miscounted, "balance": balance_broken,
    "at_most": part_above_whole, "union": union_missed, "carry_over": carry_over_missed, "stock": stock_missed,
    "blank": total_left_blank,
}  # fmt: skip
PROSE: Mapping[str, ProseSlip] = {
    "count": count_misstated, "none": zero_misstated, "percentage": percentage_misstated, "parts": parts_misstated,
    "period": period_stale, "year": year_stale, "plan": plan_stale, "caption": caption_stale,
    "section": section_missing, "number": number_skipped, "phone": phone_differs, "agency": agency_differs,
}  # fmt: skip
