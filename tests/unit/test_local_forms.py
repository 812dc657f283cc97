"""A local form is a file: its rows and columns are bound, its relations are rules, the official forms stay as they are."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import facts_of, numbered_rows, tables_of
from own_files import CODEBOOK, FORM, LABELS, county, filled, page, table

import auditlib as al
from auditlib.checks.rules import load_suites, rules_of
from auditlib.corpus import Corpus
from auditlib.document import Table
from auditlib.errors import ExtensionError
from auditlib.extension_faults import TAKEN
from auditlib.extensions import NONE, Extensions, TextFile, current, using
from auditlib.forms.binding import bind, recognise
from auditlib.forms.codebook import codebook, labels
from auditlib.frames import COVERAGE, TALL, WIDE, columns_of
from auditlib.messages import use_language
from auditlib.resources import examples

EXAMPLE = examples() / "fujian"


@pytest.fixture(autouse=True)
def chinese() -> None:
    use_language("zh")


def values(tables: Sequence[Table], extensions: Extensions | None = None) -> dict[str, Decimal | None]:
    with using(extensions or county()):
        return {fact.indicator: fact.value for fact in bind(FORM, tables)}


def form_of(tables: Sequence[Table], extensions: Extensions | None = None) -> str:
    with using(extensions or county()):
        return recognise(tables)


def test_a_table_with_its_labels_is_the_local_form() -> None:
    assert form_of([filled()]) == FORM


def test_without_the_file_the_table_is_no_form() -> None:
    assert recognise([filled()]) == ""


def test_each_column_of_a_row_is_an_indicator_of_its_own() -> None:
    found = values([filled()])
    assert (found["released"], found["released.ever"]) == (30, 130)


def test_columns_are_found_by_their_header_in_any_order() -> None:
    turned = filled(header=("指标", "单位", "历年累计", "2012年度"))
    assert (values([turned])["released"], values([turned])["released.ever"]) == (130, 30)


def test_a_header_may_take_two_rows() -> None:
    rows = [[cell.text for cell in row] for row in filled().rows]
    assert (
        values([table([["指标", "单位", "统计数", "统计数"], ["指标", "单位", *rows[0][2:]], *rows[1:]])])[
            "released"
        ]
        == 30
    )


def test_a_table_without_any_header_is_taken_in_the_order_of_the_form() -> None:
    rows = [[cell.text for cell in row] for row in filled().rows]
    assert values([table(rows[1:])])["request.received.ever"] == 49


def test_a_row_with_more_values_than_the_form_has_columns_is_not_guessed_at() -> None:
    rows = [[*(cell.text for cell in row), "1"] for row in filled().rows]
    assert "released" not in values([table(rows[1:])])


@pytest.mark.parametrize("header", ["年度", "2012年", "2012年度", "本年度", "本年度数", "年度（件）"])
def test_the_year_and_notes_of_a_header_are_not_compared(header: str) -> None:
    assert values([filled(header=("指标", "单位", header, "历年累计"))])["request.answered"] == 9


def test_another_wording_of_a_label_that_the_file_names_is_the_same_row() -> None:
    assert values([filled(labels=("发布总数", *LABELS[1:]))])["released"] == 30


def test_rows_may_be_inserted_and_are_kept_under_their_label() -> None:
    rows = [[cell.text for cell in row] for row in filled().rows]
    found = values([table([*rows[:3], ["接待来访数", "人次", "7", "70"], *rows[3:]])])
    assert (found["local:接待来访数/年度"], found["request.received"]) == (7, 9)


def test_a_running_number_and_a_group_may_stand_before_the_label() -> None:
    rows = [[cell.text for cell in row] for row in filled().rows]
    numbered = [["序号", "类别", *rows[0]], *([str(n), "来件", *row] for n, row in enumerate(rows[1:], 1))]
    assert values([table(numbered)])["request.received.letter.ever"] == 29


def test_a_table_that_goes_on_without_its_header_keeps_its_columns() -> None:
    rows = [[cell.text for cell in row] for row in filled().rows]
    assert values([table(rows[:4]), table(rows[4:], 2)])["request.answered.ever"] == 48


def test_notes_and_signatures_below_the_table_are_no_rows() -> None:
    rows = [[cell.text for cell in row] for row in filled().rows]
    signed = [*rows, ["注：数据由各科室汇总"] * 4, ["填报人", "", "王某某", "审核：李某某"]]
    assert values([table(signed)]).keys() == values([filled()]).keys()


def test_a_table_of_something_else_beside_it_is_left_alone() -> None:
    other = table([["联系人", "电话"], ["办公室", "5550123"]], 2)
    assert not [name for name in values([filled(), other]) if name.startswith("local:")]


def test_a_form_with_one_value_a_row_needs_no_column() -> None:
    lines = ["indicator,label,unit", "a,修建水渠数,处", "b,清理河道数,处", "c,检查水库数,座"]
    single = Extensions((TextFile("canals.codebook.csv", "\n".join(lines)),))
    rows = [
        ["项目", "单位", "数量"],
        ["修建水渠数", "处", "3"],
        ["清理河道数", "处", "4"],
        ["检查水库数", "座", "5"],
    ]
    with using(single):
        assert recognise([table(rows)]) == "canals"
        assert [fact.value for fact in bind("canals", [table(rows)])] == [3, 4, 5]


def test_a_form_that_was_edited_is_another_one_from_then_on() -> None:
    before = values([filled()])
    after = values([filled()], county(CODEBOOK.replace("request.answered", "request.settled")))
    assert before.keys() - after.keys() == {"request.answered", "request.answered.ever"}
    assert values([filled()]) == before


def test_an_official_table_stays_official_beside_a_local_form() -> None:
    with using(county()):
        assert recognise(tables_of(numbered_rows())) == "statistics-2014"
        assert facts_of(numbered_rows())["request.received"].label == "收到申请数"


def test_the_form_has_a_frame_of_its_own_with_the_values_of_last_year() -> None:
    with using(county()):
        assert {"report", "form", "released", "released.ever", "before_released.ever"} <= set(
            columns_of(FORM)
        )


def test_outside_its_block_nothing_is_known_of_it() -> None:
    with using(county()):
        assert "released.ever" in labels()
    assert current() == NONE and "released.ever" not in labels()
    with pytest.raises(KeyError):
        codebook(FORM)


def test_its_relations_are_rules_by_themselves(tmp_path: Path) -> None:
    (tmp_path / f"{FORM}.codebook.csv").write_text(county().codebooks[0].text, encoding="utf-8")
    made = {rule.id for rule in rules_of(load_suites(tmp_path)) if rule.form == FORM}
    assert made >= {
        "sum.qinghe.request.received",
        "at_most.qinghe.released.website",
        "at_most.qinghe.released.ever",
        "cumulative.qinghe.released.ever",
    }


def test_a_codebook_saved_by_a_spreadsheet_in_chinese_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / f"{FORM}.codebook.csv").write_bytes(county().codebooks[0].text.encode("gb18030"))
    assert next(rule.form for rule in rules_of(load_suites(tmp_path, only=True))) == FORM


def test_names_of_the_products_frames_are_taken() -> None:
    assert frozenset((*TALL, *WIDE, "coverage", "any")) == TAKEN and COVERAGE


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    """Two reports of the county's bureau: in the second the ways do not add up, and one figure over the years is off."""
    folder = tmp_path_factory.mktemp("county")
    rules = folder / "rules"
    rules.mkdir()
    (rules / f"{FORM}.codebook.csv").write_text(county().codebooks[0].text, encoding="utf-8")
    reports = folder / "reports"
    reports.mkdir()
    first = page(2012, (30, 20, 9, 4, 5, 9), (130, 90, 49, 20, 29, 48))
    second = page(2013, (40, 25, 12, 6, 7, 12), (170, 115, 61, 26, 36, 61), "全年共收到来件若干。")
    (reports / "shuiwu_2012.html").write_text(first, encoding="utf-8")
    (reports / "shuiwu_2013.html").write_text(second, encoding="utf-8")
    return al.load(reports, suites=rules), rules


@pytest.fixture(scope="module")
def audited(two_years: tuple[Corpus, Path]) -> al.Findings:
    return al.audit(*two_years)


def test_what_does_not_hold_is_found(audited: al.Findings) -> None:
    found = {(f.report, f.rule): f.message.zh for f in audited if FORM in f.rule}
    assert found == {
        (
            "shuiwu_2013",
            "sum.qinghe.request.received",
        ): "“收到来件数”报 12，“当面来件数＋来信来件数”合计 13，差 1",
        (
            "shuiwu_2013",
            "cumulative.qinghe.request.answered.ever",
        ): "“办复来件数·历年累计”报 61，“上年办复来件数·历年累计＋办复来件数”合计 60，差 1",
    }


def test_a_first_year_is_not_assessed_against_the_year_before(audited: al.Findings) -> None:
    missed = {line.report for line in audited.coverage if line.rule == "cumulative.qinghe.released.ever"}
    assert missed == {"shuiwu_2012"}


def test_figures_of_another_form_are_not_last_years(two_years: tuple[Corpus, Path]) -> None:
    corpus, rules = two_years
    first, second = corpus.reports
    other = Corpus((replace(first, form="statistics-2014"), second), extensions=corpus.extensions)
    assert not [f for f in al.audit(other, rules) if f.rule.startswith("cumulative.")]


def test_the_form_is_no_wrong_form_of_its_year(audited: al.Findings) -> None:
    assert "form.era" not in {f.rule for f in audited}


def test_two_audits_with_other_extensions_may_follow_one_another(
    two_years: tuple[Corpus, Path], audited: al.Findings
) -> None:
    corpus, rules = two_years
    plain = al.audit(Corpus(tuple(corpus.reports)))
    assert not [name for name in {f.rule for f in plain} if FORM in name]
    assert [f.id for f in al.audit(corpus, rules)] == [f.id for f in audited]


def test_reports_read_without_the_form_are_not_audited_with_it(two_years: tuple[Corpus, Path]) -> None:
    corpus, rules = two_years
    with pytest.raises(ExtensionError) as refused:
        al.audit(Corpus(tuple(corpus.reports)), rules)
    assert "qinghe.codebook.csv" in str(refused.value)


@pytest.fixture(scope="module")
def fujian() -> tuple[Corpus, al.Findings]:
    corpus = al.load(EXAMPLE / "reports", suites=EXAMPLE / "rules")
    return corpus, al.audit(corpus, EXAMPLE / "rules")


def test_the_worked_example_has_thirteen_rows_of_two_columns(fujian: tuple[Corpus, al.Findings]) -> None:
    assert [(report.form, len(report.facts)) for report in fujian[0].reports] == [("fujian", 26)] * 2


def test_the_mistakes_planted_in_the_worked_example_are_found(fujian: tuple[Corpus, al.Findings]) -> None:
    assert {(f.report, f.rule) for f in fujian[1]} == {
        ("hailan_jtj_2013", "sum.fujian.request.received"),
        ("hailan_jtj_2013", "cumulative.fujian.request.answered.cumulative"),
        ("hailan_jtj_2013", "own.received.cumulative"),
        ("hailan_jtj_2013", "claim.count"),
    }


def test_wordings_of_the_product_speak_of_the_indicators_that_a_local_form_shares(
    fujian: tuple[Corpus, al.Findings],
) -> None:
    claims = {claim.quote: claim.indicator for claim in fujian[0].reports[1].claims}
    assert claims["全年主动公开政府信息355条"] == "proactive.total"


def test_a_wording_may_speak_of_the_column_over_the_years(fujian: tuple[Corpus, al.Findings]) -> None:
    claims = {claim.quote: claim.indicator for claim in fujian[0].reports[1].claims}
    assert claims["自条例施行以来累计收到申请251件"] == "request.received.cumulative"


def test_a_wording_of_ones_own_speaks_of_a_local_form(fujian: tuple[Corpus, al.Findings]) -> None:
    claims = {claim.quote: claim.indicator for claim in fujian[0].reports[1].claims}
    assert claims["全年收到群众来函问询公开事项48件"] == "request.received"
