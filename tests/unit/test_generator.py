"""The made-up reports of the bench: right but for what was planted, and the same for the same seed."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from bench.figures import form_of
from bench.files import FORMS
from bench.generate import Order, claims, files, findings, reports, write_all
from bench.prose_mistakes import PROSE
from bench.relations import BEFORE, beside, broken, verdict
from bench.report import MARK, Report
from bench.sentences import Claim, Sentence, claims_of
from bench.table_mistakes import TABLE

from auditlib.forms.codebook import FORMS as OFFICIAL
from auditlib.forms.codebook import codebook

MANY = Order(agencies=260, first_year=2015, years=9, seed=3, mistakes=0.6)
FAMILIES = set(
    "sum balance at_most union carry_over stock blank claim prose_arithmetic period structure identity".split()
)
IN_TABLES = set("sum balance at_most union carry_over stock blank".split())
NUMBER = re.compile(r"[\d,]+(?:\.\d+)?")


@pytest.fixture(scope="module")
def made() -> Sequence[Report]:
    return list(reports(MANY))


@pytest.fixture(scope="module")
def clean(made: Sequence[Report]) -> Sequence[Report]:
    return [report for report in made if report.mistake is None]


@pytest.fixture(scope="module")
def faulty(made: Sequence[Report]) -> Sequence[Report]:
    return [report for report in made if report.mistake is not None]


def read(report: Report) -> dict[str, Decimal | None]:
    """The cells as a reader of the report takes them: a blank is open, a mark counts as zero."""
    return {
        name: None if value == "" else Decimal(0) if value == MARK else Decimal(value)
        for name, value in report.cells.items()
        if name != "disclosure.procurement.amount"
    }


def earlier(made: Sequence[Report]) -> Mapping[str, Report]:
    """For each report (by id) the same agency's of the year before."""
    known = {(report.agency.number, report.year): report for report in made}
    pairs = ((report, known.get((report.agency.number, report.year - 1))) for report in made)
    return {report.id: before for report, before in pairs if before}


def kept(report: Report, before: Report | None) -> set[str]:
    """The families of the relations that a report breaks, with those to the year before."""
    last = read(before) if before else None
    return {
        r.family
        for r in broken(report.form, beside(read(report), last, report.form, form_of(report.year - 1)))
    }


def stated(report: Report, claim: Claim) -> Decimal:
    """What the figures say of a claim's cells."""
    return sum((report.figures[name] for name in claim.indicator.split("+")), Decimal(0))


def held(report: Report, sentence: Sentence, claim: Claim) -> bool:
    """Whether a claim agrees with the figures; what no cell holds is not told wrongly."""
    if not claim.indicator or claim.kind in ("level", "all", "change"):
        return True
    if claim.kind == "share":
        part, whole = (stated(report, Claim(0, 0, "", "", "", side)) for side in claim.indicator.split("/"))
        return abs(100 * part / whole - Decimal(claim.value)) <= Decimal("0.005")
    value, true = Decimal(claim.value), stated(report, claim)
    if "余" in sentence.text[claim.start : claim.end]:
        return value < true < value * Decimal("1.1")
    return value == true


def portions_add_up(sentence: Sentence) -> bool:
    parts = [int(claim.value) for claim in sentence.claims if claim.kind == "part"]
    return not parts or sum(parts) == int(sentence.claims[0].value)


def test_every_form_is_written(made: Sequence[Report]) -> None:
    assert {report.form for report in made} == set(OFFICIAL)


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    order = Order(agencies=4, first_year=2018, years=4)
    for folder in ("one", "two"):
        write_all(tmp_path / folder, order, list(FORMS))
    one, two = (
        {p.relative_to(base): p.read_bytes() for p in base.rglob("*.*")}
        for base in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


def test_another_seed_writes_other_reports() -> None:
    first, second = (list(reports(Order(agencies=2, seed=seed))) for seed in (1, 2))
    assert [report.cells for report in first] != [report.cells for report in second]


def test_no_two_reports_share_a_name(made: Sequence[Report]) -> None:
    assert len({report.id for report in made}) == len(made)


def test_a_clean_report_keeps_every_relation(made: Sequence[Report], clean: Sequence[Report]) -> None:
    before = earlier(made)
    assert {
        report.id: kept(report, before.get(report.id))
        for report in clean
        if kept(report, before.get(report.id))
    } == {}


def test_years_in_a_row_are_held_against_each_other(made: Sequence[Report]) -> None:
    """The test before would pass on nothing if no relation to the year before could be assessed."""
    before = earlier(made)
    across = set()
    for report in made:
        if last := before.get(report.id):
            cells = beside(read(report), read(last), report.form, last.form)
            across |= {
                name.removeprefix(BEFORE).rpartition(".")[2] for name in cells if name.startswith(BEFORE)
            }
    assert {"in_force", "public_total", "previous", "natural_person"} <= across


def test_pending_remedies_end(made: Sequence[Report], clean: Sequence[Report]) -> None:
    before = earlier(made)
    for report in clean:
        last = before.get(report.id)
        for name, value in report.figures.items():
            pending = name.replace(".total", ".pending")
            if last and name.startswith("remedy.") and name.endswith(".total") and pending in last.figures:
                assert value >= last.figures[pending], (report.id, name)


def test_a_clean_report_says_what_its_tables_say(clean: Sequence[Report]) -> None:
    wrong = [
        (report.id, sentence.quote(claim))
        for report in clean
        for sentence, claim in claims_of(report.sections)
        if not held(report, sentence, claim) or not portions_add_up(sentence)
    ]
    assert wrong == []


def test_a_sentence_of_all_is_true(clean: Sequence[Report]) -> None:
    universal = [
        (report, claim) for report in clean for _, claim in claims_of(report.sections) if claim.kind == "all"
    ]
    assert universal
    for report, claim in universal:
        left = (
            "request.closed.extended" if claim.indicator == "request.closed" else "request.carried_out.total"
        )
        assert (stated(report, claim) > 0, report.figures[left]) == (True, 0)


def test_every_family_of_mistakes_is_planted(faulty: Sequence[Report]) -> None:
    assert {report.mistake.family for report in faulty if report.mistake} == FAMILIES


def test_every_form_has_mistakes_in_tables_and_prose(faulty: Sequence[Report]) -> None:
    found = {(report.form, report.mistake.family in IN_TABLES) for report in faulty if report.mistake}
    assert found == {(form, side) for form in OFFICIAL for side in (True, False)}


def test_a_mistake_is_in_an_agencys_last_report_only(
    made: Sequence[Report], faulty: Sequence[Report]
) -> None:
    last = {report.agency.number: report.year for report in made}
    assert [report.id for report in faulty if report.year != last[report.agency.number]] == []


def test_a_mistake_in_the_tables_breaks_relations_of_its_family_alone(
    made: Sequence[Report], faulty: Sequence[Report]
) -> None:
    before = earlier(made)
    for report in faulty:
        assert report.mistake
        if report.mistake.family in IN_TABLES - {"blank"}:
            assert kept(report, before.get(report.id)) == {report.mistake.family}, report.mistake


def test_a_blank_total_leaves_its_relations_open(faulty: Sequence[Report]) -> None:
    for report in faulty:
        if report.mistake and report.mistake.family == "blank":
            verdicts = {verdict(relation, read(report)) for relation in broken(report.form, read(report))}
            assert verdicts == {"incomplete"}, report.mistake


def test_no_sentence_speaks_of_a_cell_that_is_wrong(faulty: Sequence[Report]) -> None:
    for report in faulty:
        if report.mistake and report.mistake.family in IN_TABLES:
            told = {
                name for _, claim in claims_of(report.sections) for name in re.split(r"[+/]", claim.indicator)
            }
            assert not told & set(report.mistake.indicators), report.mistake


def test_a_mistake_in_the_prose_leaves_the_tables_right(
    made: Sequence[Report], faulty: Sequence[Report]
) -> None:
    before = earlier(made)
    for report in faulty:
        assert report.mistake
        if report.mistake.family not in IN_TABLES:
            assert kept(report, before.get(report.id)) == set(), report.mistake


def test_a_misstated_claim_is_the_only_one(faulty: Sequence[Report]) -> None:
    for report in faulty:
        assert report.mistake
        pairs = list(claims_of(report.sections))
        wrong = [sentence.quote(claim) for sentence, claim in pairs if not held(report, sentence, claim)]
        torn = {sentence.text for sentence, _ in pairs if not portions_add_up(sentence)}
        if report.mistake.family not in ("claim", "prose_arithmetic"):
            assert (wrong, torn) == ([], set()), report.mistake
        else:
            assert len(wrong) + len(torn) <= 1, report.mistake


@pytest.mark.parametrize("kind", ["count", "none", "parts"])
def test_a_kind_of_misstated_claim_is_really_wrong(kind: str, clean: Sequence[Report]) -> None:
    found = [changed for report in clean[:200] if (changed := PROSE[kind](report, Random(report.id)))]
    assert found
    for report in found:
        pairs = list(claims_of(report.sections))
        assert any(not held(report, s, c) or not portions_add_up(s) for s, c in pairs), report.mistake


def test_every_kind_of_mistake_finds_a_place(faulty: Sequence[Report]) -> None:
    """Kinds of one family are told apart by what was done; there are more kinds than families."""
    told = {re.sub(r"[\d.-]+|\S+\.\S+", "#", report.mistake.mutation) for report in faulty if report.mistake}
    assert len(told) >= len(TABLE) + len(PROSE) - 4


def test_a_renamed_agency_says_so(made: Sequence[Report]) -> None:
    before = earlier(made)
    renamed = [report for report in made if report.id in before and before[report.id].name != report.name]
    assert renamed
    for report in renamed:
        text = "".join(sentence.text for section in report.sections for sentence in section.sentences)
        assert f"{report.name}（原{before[report.id].name}）" in text


def test_prose_is_as_long_as_asked() -> None:
    for report in reports(Order(agencies=6, first_year=2017, prose=4000)):
        assert (
            sum(len(sentence.text) for section in report.sections for sentence in section.sentences) >= 4000
        )


def test_quotes_are_in_the_report(made: Sequence[Report]) -> None:
    for report in made[::9]:
        ((_, content),) = files(report, ["txt"], MANY.seed)
        text = decoded(content)
        for row in [*claims(report), *((r[0], r[3]) for r in findings(report))]:
            assert row[1] in text


def decoded(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
        text = re.sub("<[^>]*>", "", "".join(parts))
        return re.sub(r"\d+\.\d{10,}", lambda number: f"{float(number[0]):.11g}", text)  # as General shows it
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


@pytest.mark.parametrize("form", FORMS)
def test_every_figure_is_in_the_file(form: str, made: Sequence[Report]) -> None:
    for report in made[::9]:
        ((_, content),) = files(report, [form], MANY.seed)
        digits = re.sub(r"[,\s]", "", decoded(content))
        lost = [name for name, value in report.cells.items() if value not in digits]
        assert lost == []


def test_glued_text_has_no_breaks_in_its_tables(made: Sequence[Report]) -> None:
    for report in made[::20]:
        ((_, content),) = files(report, ["glued"], MANY.seed)
        assert "\t" not in content.decode()
        if report.form != "statistics-2014":
            (line,) = [line for line in content.decode().split("\n") if "申请人情况" in line]
            assert "尚未审结" in line or "四、结转下年度继续办理" in line


def test_rows_left_out_are_not_in_the_truth(made: Sequence[Report]) -> None:
    full = {form: set(codebook(form).indicators) for form in OFFICIAL}
    assert any(set(report.cells) < full[report.form] for report in made)
    assert all(set(report.cells) <= full[report.form] for report in made)


def test_the_truth_lies_beside_the_reports(tmp_path: Path) -> None:
    write_all(tmp_path, Order(agencies=5, first_year=2018, years=4, mistakes=1), ["txt"])
    heads = {}
    for name in ("facts", "claims", "findings"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            heads[name] = next(csv.reader(file))
            assert next(csv.reader(file))[0] in {path.stem for path in (tmp_path / "txt").iterdir()}
    assert heads == {
        "facts": ["report", "indicator", "value"],
        "claims": ["report", "quote", "value", "unit", "kind", "indicator"],
        "findings": ["report", "family", "indicators", "quote", "mutation"],
    }
