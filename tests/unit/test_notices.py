"""The rectification notices: to whom, of what, and safe whatever an agency is called."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from export_examples import HOSTILE, decided, hostile, of_agencies, three, undecided

from auditlib.exports.inert import file_name, file_names
from auditlib.exports.notices import Notice, notices
from auditlib.exports.results import Results
from auditlib.findings import Findings
from auditlib.messages import use_language


def confirmed(found: Findings) -> Results:
    return decided(found, {each.id: "confirmed" for each in found})


def opened(notice: Notice) -> Document:
    return docx.Document(io.BytesIO(notice.content))


def table(notice: Notice) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(notice).tables[0].rows]


def text(notice: Notice) -> str:
    return "\n".join(paragraph.text for paragraph in opened(notice).paragraphs)


def test_only_confirmed_findings_are_told() -> None:
    (notice,) = notices(decided(three(), {"a": "confirmed", "b": "dismissed", "c": "explain"}))
    assert len(table(notice)) == 2


def test_a_decision_on_other_evidence_is_none() -> None:
    assert list(notices(decided(three(), {"a": "confirmed"}, again="a"))) == []


def test_without_decisions_there_are_no_notices() -> None:
    assert list(notices(undecided(three()))) == []


def test_the_table_gives_place_figures_result_clause_and_request() -> None:
    (notice,) = notices(decided(three(), {"b": "confirmed"}))
    head, row = table(notice)
    assert head == ["序号", "位置", "报告所载", "核查结果", "依据", "整改要求"]
    assert (
        row[0] == "1"
        and "第2表第3行" in row[1]
        and "17" in row[2]
        and "差1" in row[3]
        and "30号" in row[4]
        and row[5]
    )


def test_number_and_reply_date_are_left_to_fill_in() -> None:
    (notice,) = notices(decided(three(), {"a": "confirmed"}))
    assert "〔　　〕　　号" in text(notice) and "年　　月　　日前" in text(notice)


def test_the_notes_of_auditors_stay_inside() -> None:
    (notice,) = notices(decided(three(), {"a": "confirmed"}, note="内部意见勿外传"))
    assert "内部意见" not in text(notice) + str(table(notice))


def test_each_agency_has_a_notice_of_its_own() -> None:
    names = [
        notice.name
        for notice in notices(confirmed(of_agencies("青禾区水务局", "寒湾县水利局", "青禾区水务局")))
    ]
    assert names == ["整改通知-青禾区水务局.docx", "整改通知-寒湾县水利局.docx"]


def test_two_agencies_of_one_name_in_two_places_have_two_notices() -> None:
    found = of_agencies("民政局", "民政局")
    first, second = found.reports.values()
    elsewhere = replace(second, identity=replace(second.identity, region="寒湾县"))
    found = replace(found, reports={first.id: first, second.id: elsewhere})
    assert [notice.name for notice in notices(confirmed(found))] == [
        "整改通知-民政局.docx",
        "整改通知-民政局-2.docx",
    ]


def test_names_of_agencies_are_safe_as_names_of_files() -> None:
    names = [notice.name for notice in notices(confirmed(of_agencies("a/../b", "a\\b:c*?", "局" * 200)))]
    assert all(not set(name) & set('/\\:*?"<>|') and len(name.encode()) < 200 for name in names)


@pytest.mark.parametrize("name", ["CON", "nul.txt", "LPT1", "..", "", " . "])
def test_names_that_windows_keeps_for_itself_are_not_used(name: str) -> None:
    assert file_name(name).startswith("_")


def test_names_that_differ_in_case_alone_are_told_apart() -> None:
    assert file_names(["Bureau", "bureau", "bureau"]) == ["Bureau", "bureau-2", "bureau-3"]


def test_text_of_reports_stays_text() -> None:
    found = list(notices(confirmed(hostile())))
    assert len(found) == len(HOSTILE)
    for notice, hostile_text in zip(found, HOSTILE, strict=True):
        assert hostile_text.split() == table(notice)[1][3].split()
        assert "49" not in text(notice)


def test_a_name_like_a_heading_makes_none() -> None:
    (notice,) = notices(confirmed(of_agencies("# 标题局")))
    assert "# 标题局：" in text(notice)


def test_a_finding_without_evidence_or_year_has_a_row() -> None:
    (notice,) = notices(confirmed(of_agencies("青禾区水务局", evidence=(), year=None)))
    assert len(table(notice)) == 2


def test_the_same_results_give_the_same_bytes() -> None:
    results = confirmed(three())
    assert list(notices(results)) == list(notices(results))


def test_they_speak_english() -> None:
    use_language("en")
    try:
        (notice,) = notices(confirmed(three()))
        assert table(notice)[0][0] == "No." and "Notice of corrections" in text(notice)
    finally:
        use_language(None)


def test_an_offices_letterhead_comes_first(tmp_path: Path) -> None:
    letterhead = docx.Document()
    letterhead.add_paragraph("澄江市政务公开办公室文件")
    letterhead.save(str(tmp_path / "notice.docx"))
    (notice,) = notices(confirmed(three()), tmp_path)
    assert text(notice).startswith("澄江市政务公开办公室文件")
