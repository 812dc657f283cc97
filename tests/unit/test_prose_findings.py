"""What the prose says wrongly is told with its figures, its cells, and its likely cause."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from annual_reports import consistent, report_of
from test_shares import AGENCY, FORM, YEAR

from auditlib.auditing import audit
from auditlib.corpus import Corpus
from auditlib.document import Place
from auditlib.exports.json_results import to_json
from auditlib.findings import Finding, Findings
from auditlib.forms.codebook import codebook
from auditlib.narrative.claims import claims
from auditlib.narrative.derived import of_form
from auditlib.narrative.parts import parts
from auditlib.narrative.sentences import sentences
from auditlib.report import Report
from auditlib.workbook.pages import finding_page

CELLS = consistent(FORM)
FAMILIES = ("claim", "prose_arithmetic", "universal")
NEW, CLOSED, GRANTED = (CELLS[f"request.{row}.total"] for row in ("new", "closed", "granted"))


def told(text: str, cells: Mapping[str, int] = CELLS, year: int = YEAR, name: str = "报告") -> Report:
    prose = tuple(sentences(text, ()))
    stated = of_form(claims(prose, FORM, year, AGENCY), codebook(FORM).by_indicator)
    report = report_of(FORM, dict(cells), year=year, name=name, claims=stated)
    return replace(report, text=text, lines=(Place(line=1),), parts=parts(prose, stated))


def audited(*reports: Report) -> Findings:
    return audit(Corpus(reports))


def finding(*reports: Report) -> Finding:
    (found,) = (f for f in audited(*reports) if f.family in FAMILIES and f.report == reports[0].id)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"办结政府信息公开申请{CLOSED}件，其中予以公开{GRANTED}件，占{100 * GRANTED / CLOSED:.2f}%。",
        "从事专题工作12人，其中专职5人、兼职7人。",
        "采取两项措施：一是抓学习；二是抓宣传。",
    ],
)
def test_prose_that_is_right_has_no_finding(text: str) -> None:
    assert [f for f in audited(told(text)) if f.family in FAMILIES] == []


REFUSED = sum(
    CELLS[name] for name in CELLS if name.startswith("request.refused.") and name.endswith(".total")
)


def test_one_number_for_two_kinds_is_held_against_their_sum() -> None:
    said = "办结政府信息公开申请{}件，其中予以公开和不予公开的合计{}件。"
    assert not [f for f in audited(told(said.format(CLOSED, GRANTED + REFUSED))) if f.family in FAMILIES]
    found = finding(told(said.format(CLOSED, GRANTED + REFUSED + 3)))
    assert found.rule == "claim.count"
    assert "request.granted.total" in found.indicators


def test_a_wrong_share_shows_how_it_is_worked_out() -> None:
    found = finding(told(f"办结政府信息公开申请{CLOSED}件，其中予以公开{GRANTED}件，占91.5%。"))
    assert (found.rule, found.severity) == ("prose_arithmetic.share", "error")
    assert f"{GRANTED}÷{CLOSED}＝" in found.message.zh
    assert {"request.granted.total", "request.closed.total"} <= set(found.indicators)
    assert found.evidence[0].text == f"{GRANTED}件，占91.5%"


def test_a_wrong_change_shows_both_years_cells() -> None:
    before = told("上年情况。", {**CELLS, "request.new.total": 2 * NEW}, YEAR - 1, "上年")
    found = finding(told("新收申请数量同比增长50%。"), before)
    assert found.rule == "prose_arithmetic.change"
    assert "方向" in found.repairs[0].zh
    assert [e.text for e in found.evidence if e.indicator == "request.new.total"] == [str(NEW), str(2 * NEW)]


def test_a_change_without_last_year_s_report_is_a_gap_and_no_finding() -> None:
    result = audited(told("新收申请数量同比增长50%。"))
    assert [line.rule for line in result.coverage if line.rule == "prose_arithmetic.change"] != []
    assert [f for f in result if f.family in FAMILIES] == []


def test_what_is_said_of_all_shows_the_cells_that_contradict() -> None:
    found = finding(told("收到的政府信息公开申请已全部办结。"))
    left = CELLS["request.carried_out.total"]
    assert (found.rule, found.figures) == ("universal.all", {"request.carried_out.total": left})
    assert found.evidence[1].indicator == "request.carried_out.total"


def test_parts_that_do_not_add_up_show_total_sum_and_difference() -> None:
    found = finding(told("全年编发简报40期，其中专刊12期，快报20期，其余7期。"))
    assert found.figures == {"total": 40, "parts": 39, "difference": 1}
    assert found.evidence[0].text.endswith("其余7期")


def test_parts_that_look_like_all_are_a_warning() -> None:
    found = finding(told("编发简报40期，其中专刊类12期、快报类10期、信息类10期、参考类7期。"))
    assert (found.rule, found.severity) == ("prose_arithmetic.shortfall", "note")
    assert found.figures == {"total": 40, "parts": 39, "difference": 1}


def test_a_list_with_an_item_missing_is_a_warning() -> None:
    found = finding(told("采取三项措施：一是抓学习；二是抓宣传。"))
    assert (found.rule, found.severity) == ("prose_arithmetic.enumeration", "warning")


def test_the_likely_cause_goes_to_the_walker_and_into_the_results() -> None:
    cells = {**CELLS, "request.granted.total": GRANTED}
    quoted = CELLS["request.granted.natural_person"] + 100
    cells["request.granted.natural_person"] = quoted
    report = told(f"办结的申请中，予以公开{quoted}件。", cells)
    result = audited(report)
    (found,) = (f for f in result if f.rule == "claim.count")
    assert found.repairs[0].zh == f"{quoted} 是“予以公开·自然人”一格的数"
    assert finding_page(found, {report.id: report}, {})["repairs"] == [repair.zh for repair in found.repairs]
    assert found.repairs[0].zh in to_json(result)


@pytest.mark.parametrize(
    "text",
    [
        f"窗口共收到政府信息公开申请{NEW - 2}件，邮政信箱转入2件。",
        f"本级收到政府信息公开申请{NEW - 2}件，所属单位收到2件。",
    ],
)
def test_numbers_that_make_up_the_cell_together_are_parts_of_it(text: str) -> None:
    assert [f for f in audited(told(text)) if f.family in FAMILIES] == []


@pytest.mark.parametrize(
    "text",
    [
        f"收到政府信息公开申请{NEW - 2}件。邮政信箱转入2件。",
        f"收到政府信息公开申请{NEW - 2}件，办理热线工单3件。",
        f"收到政府信息公开申请{NEW - 2}件，比往年减少2件。",
    ],
)
def test_a_number_that_nothing_beside_it_completes_is_told(text: str) -> None:
    assert finding(told(text)).rule == "claim.count"
