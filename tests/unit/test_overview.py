"""The overview, what was not seen, the sign-off and the second review, as an auditor reads them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from workbook_examples import cell, finding, findings, report

from auditlib.comparing import compare
from auditlib.decisions import Decisions
from auditlib.exports.words import todo
from auditlib.findings import Finding, Findings, NotAssessed, Unreadable
from auditlib.messages import Bilingual, use_language
from auditlib.standings import Work, work_of
from auditlib.workbook.advice import advice_page
from auditlib.workbook.charts import Share, bars, heat_map
from auditlib.workbook.gaps import gaps_page
from auditlib.workbook.overview import Narrowing, narrowed, overview_page
from auditlib.workbook.second_review import second_review_page
from auditlib.workbook.signing import open_findings, sign_off_document, sign_off_page

AGENCIES = 300
EVIL = "<script>alert(1)</script>"


def text_of(html: str) -> str:
    """What a reader sees: no tags, no style."""
    seen = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", seen)))


def many(count: int, agencies: int) -> Findings:
    """Findings of many agencies and families."""
    of = report()
    families = "sum balance claim carry_over blank structure universal union".split()
    items = tuple(
        replace(
            finding(of, f"f{n}", severity=("error", "warning", "note")[n % 3]),
            agency=f"第{n % agencies}号局",
            family=families[n % len(families)],
        )
        for n in range(count)
    )
    return Findings(items, {of.id: of}, rules=79)


@pytest.fixture
def store(tmp_path: Path) -> Decisions:
    return Decisions(tmp_path / "audit.sqlite")


def decided(
    store: Decisions, found: Sequence[Finding], who: str = "李审核", status: str = "confirmed"
) -> Work:
    for one in found:
        store.decide(one, status, "", who)  # type: ignore[arg-type]
    return work_of(store)


def test_counts_are_told_by_family_and_severity() -> None:
    seen = text_of(overview_page(many(30, 3)))
    assert re.search(r"按类别 .*错误 10 .*警告 10 .*提示 10", seen)
    assert re.search(r"求和 4 ", seen)


def test_the_heat_map_has_a_row_an_agency_and_the_worst_first() -> None:
    found = many(12, 3)
    worse = replace(found, items=(*found.items, replace(found[0], id="x", agency="青禾区水务局")))
    names = re.findall(r'data-pick="([^"\t]+)"', overview_page(worse))
    assert names == ["第0号局", "青禾区水务局", "第1号局", "第2号局"]


def test_agencies_beyond_the_first_are_summed_up_in_a_row() -> None:
    page = overview_page(many(900, AGENCIES), agencies=50)
    assert len(re.findall(r'data-pick="[^"\t]+"', page)) == 50
    assert "其余 250 个单位 750" in text_of(page)


def test_ten_thousand_findings_of_three_hundred_agencies_make_a_page_of_moderate_size() -> None:
    found = many(10_000, AGENCIES)
    assert len(overview_page(found, agencies=None).encode()) < 700_000


def test_an_audit_without_findings_says_that_all_is_well_and_what_was_not_seen() -> None:
    found = replace(findings(), items=())
    seen = text_of(overview_page(found))
    assert "没有发现疑点" in seen
    assert "不算通过" in seen


def test_an_audit_of_nothing_says_what_to_do() -> None:
    assert "请到“打开文件”" in text_of(overview_page(Findings((), {})))


def test_progress_is_told_by_auditor(store: Decisions) -> None:
    found = findings(6)
    decided(store, found[:2], "李审核")
    work = decided(store, found[2:3], "王复核", "dismissed")
    seen = text_of(overview_page(found, work))
    assert "已定 3 / 6（50%）" in seen
    assert "李审核 2 2 0 0 0 0" in seen
    assert "王复核 1 0 0 1 0 0" in seen


def test_names_from_reports_are_shown_as_text() -> None:
    found = findings()
    nasty = replace(
        found,
        items=tuple(replace(one, agency=EVIL, family=EVIL, quote=EVIL) for one in found),
        coverage=(NotAssessed(EVIL, EVIL, Bilingual(EVIL, EVIL)),),
        unreadable=(Unreadable(EVIL, Bilingual(EVIL, EVIL)),),
    )
    pages = (overview_page(nasty, among=nasty.items), gaps_page(nasty), sign_off_page(nasty, Work(), EVIL))
    assert not any("<script" in page for page in (*pages, advice_page(nasty)))


@pytest.mark.parametrize(
    ("to", "count"),
    [
        (Narrowing(), 3),
        (Narrowing(severity="error"), 1),
        (Narrowing(year=2021), 3),
        (Narrowing(year=2020), 0),
        (Narrowing(form="annual-2021"), 3),
        (Narrowing(agency="水务"), 3),
        (Narrowing(family="balance"), 0),
    ],
)
def test_an_overview_is_narrowed(to: Narrowing, count: int) -> None:
    assert len(narrowed(findings(), to)) == count


def test_a_narrowed_overview_lists_what_was_chosen() -> None:
    found = findings()
    seen = text_of(overview_page(found, among=narrowed(found, Narrowing(severity="note"))))
    assert "所选疑点 1" in seen


def test_pages_speak_english_when_asked_to() -> None:
    use_language("en")
    try:
        pages = (overview_page(findings()), gaps_page(findings()), sign_off_page(findings(), Work(), "Li"))
        seen = "".join(map(text_of, pages))
    finally:
        use_language(None)
    assert "By family" in seen
    assert "Ready" not in seen.replace("Not ready", "")


def test_every_unreadable_file_is_told_with_its_error() -> None:
    assert "reports/坏.pdf 打不开" in text_of(gaps_page(findings()))


def test_what_was_not_assessed_is_grouped_by_reason() -> None:
    of = report()
    reason = Bilingual("没有上年报告", "no report of the year before")
    gaps = tuple(NotAssessed(of.id, f"continuity.{n}", reason) for n in range(5))
    seen = text_of(gaps_page(replace(findings(), coverage=gaps)))
    assert "没有上年报告 1 份报告，5 项" in seen


def test_bars_are_to_one_scale() -> None:
    chart = bars([("求和", [Share("错误", 4, "bad")]), ("平衡", [Share("错误", 1, "bad")])])
    assert re.findall(r"width:([\d.]+)%", chart) == ["100.0", "25.0"]


def test_a_larger_count_is_a_darker_cell() -> None:
    chart = heat_map(
        [("甲局", {"sum": 1, "claim": 9})], [("sum", "求和"), ("claim", "文表")], ("单位", "合计")
    )
    light, dark = (int(heat) for heat in re.findall(r"--heat:(\d+)", chart))
    assert 0 < light < dark <= 60


def test_an_audit_with_undecided_findings_cannot_be_signed_off(store: Decisions) -> None:
    found = findings()
    work = decided(store, found[:1])
    seen = text_of(sign_off_page(found, work, "李审核"))
    assert "尚不能签核：未定 2 条" in seen
    assert [one.id for one in open_findings(found, work)] == ["f1", "f2"]


def test_a_decided_audit_can_be_signed_off_and_names_its_check_value(store: Decisions) -> None:
    found = findings()
    work = decided(store, found)
    seen = text_of(sign_off_page(found, work, "李审核"))
    assert "可以签核" in seen
    assert work.seal[:16] in seen


def test_a_finding_whose_evidence_changed_has_to_be_looked_at_before_signing(store: Decisions) -> None:
    found = findings()
    work = decided(store, found)
    changed = replace(found, items=(replace(found[0], fingerprint="9"), *found[1:]))
    assert "须复核 1 条" in text_of(sign_off_page(changed, work, "李审核"))


def test_what_auditors_differ_on_keeps_an_audit_open(store: Decisions) -> None:
    found = findings()
    decided(store, found)
    work = decided(store, found[:1], "王复核", "dismissed")
    seen = text_of(sign_off_page(found, work, "李审核"))
    assert "意见不一 1 条" in seen
    assert "李审核：认定属实；王复核：排除" in seen


def test_a_record_that_was_tampered_with_cannot_be_signed_off(store: Decisions) -> None:
    work = replace(decided(store, findings()), broken=2)
    assert "不能签核" in text_of(sign_off_page(findings(), work, "李审核"))


def test_the_sheet_to_sign_is_a_page_of_its_own() -> None:
    sheet = sign_off_document(findings(), Work(), "李审核")
    assert sheet.startswith("<!doctype html>")
    assert not re.search(r'(?:src|href)="', sheet)


def test_the_second_review_tells_what_became_of_the_first(store: Decisions) -> None:
    first = findings()
    store.decide(first[0], "confirmed", "请改正", "李审核")
    second = replace(first, items=(first[0], replace(first[1], fingerprint="9"), finding(report(), "neu")))
    seen = text_of(second_review_page(compare(first, second, store)))
    assert re.search(r"1 未改 1 改后仍有 1 新增 0 无从核对 1 已解决", seen)
    assert "认定属实（李审核）：请改正" in seen


def test_advice_is_ordered_by_gravity() -> None:
    found = findings(3)
    turned = replace(found, items=found.items[::-1])
    chips = re.findall(r'class="chip (\w+)"', advice_page(turned))
    assert chips == ["error", "warning", "note"]


def test_advice_tells_place_figures_and_what_to_do() -> None:
    of = report()
    found = Findings((finding(of, "a", cell(of, 1, 2, 7)),), {of.id: of})
    seen = text_of(advice_page(found))
    assert "位置： 第2表第3行" in seen.replace("位置：第", "位置： 第")
    assert "怎么办" in seen
    assert todo(found[0]) in seen


def test_the_likely_cause_comes_first_in_the_advice() -> None:
    cause = Bilingual("漏计“自然人”", "“natural persons” left out")
    assert todo(replace(finding(report()), repairs=(cause,))).startswith("可能是：漏计“自然人”。")


def test_a_report_without_findings_is_told_to_be_well() -> None:
    assert "没有发现疑点" in text_of(advice_page(replace(findings(), items=())))
