"""Several files of one report become one: annexes are read along, other file forms compared, versions kept apart."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl
import pytest
from builders import AGENCY, SECTIONS, YEAR, official_rows, report_text

from auditlib import audit, load
from auditlib.corpus import Corpus
from auditlib.findings import Findings
from auditlib.report import Report

VALUES = {
    "proactive.total": "42",
    "proactive.channel.website": "30",
    "proactive.channel.wechat": "12",
    "request.received": "3",
}
TITLE = f"{AGENCY}{YEAR}年政府信息公开工作年度报告"


def prose(sections: tuple[str, ...] = SECTIONS) -> str:
    return "\n\n".join([TITLE, *sections])


def text_file(path: Path, values: Mapping[str, str] = VALUES, **of: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report_text(values, **of), encoding="utf-8")  # type: ignore[arg-type]
    return path


def page_file(path: Path, values: Mapping[str, str] = VALUES, *, table: bool = True, link: str = "") -> Path:
    """A web page of the report; without ``table`` of its prose alone, and with a link to its annex."""
    lines = "".join(f"<p>{line}</p>" for section in (TITLE, *SECTIONS) for line in section.split("\n"))
    rows = "".join(
        f"<tr><td>{r.label}</td><td>{r.unit}</td><td>{r.value}</td></tr>" for r in official_rows(values)
    )
    grid = f"<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>{rows}</table>" if table else ""
    annex = f'<p>附件：<a href="./{link}">统计表</a></p>' if link else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{lines}{grid}{annex}</body></html>",
        encoding="utf-8",
    )
    return path


def prose_document(path: Path) -> Path:
    document = docx.Document()
    for line in prose().split("\n"):
        if line:
            document.add_paragraph(line)
    document.save(str(path))
    return path


def sheet_file(
    path: Path, values: Mapping[str, str] = VALUES, *, unit: str = AGENCY, year: int = YEAR
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["政府信息公开工作情况统计表"])
    sheet.append([f"（{year}年度）"])
    if unit:
        sheet.append([f"单位名称：{unit}"])
    sheet.append(["统计指标", "单位", "统计数"])
    for row in official_rows(values):
        sheet.append([row.label, row.unit, int(row.value) if row.value else None])
    book.save(path)
    return path


def only(corpus: Corpus) -> Report:
    assert [str(u.error) for u in corpus.unreadable] == []
    (report,) = corpus.reports
    return report


def value(report: Report, indicator: str) -> str:
    return next(fact.text for fact in report.facts if fact.indicator == indicator)


def roles(report: Report) -> dict[str, str]:
    return {Path(file.path).name: file.role for file in report.files}


def differing(findings: Findings) -> list[str]:
    return [str(finding.message) for finding in findings if finding.rule == "form.files_differ"]


def test_a_document_and_its_annex_in_a_workbook_are_one_report(tmp_path: Path) -> None:
    prose_document(tmp_path / "年度报告.docx")
    sheet_file(tmp_path / "附件.xlsx")
    report = only(load(tmp_path))
    assert roles(report) == {"年度报告.docx": "main", "附件.xlsx": "annex"}
    assert value(report, "proactive.total") == "42"


def test_an_annex_that_names_no_agency_goes_with_the_one_report_beside_it(tmp_path: Path) -> None:
    prose_document(tmp_path / "年度报告.docx")
    sheet_file(tmp_path / "附件：统计表.xlsx", unit="")
    assert value(only(load(tmp_path)), "request.received") == "3"


def test_a_page_and_the_file_that_it_links_to_are_one_report(tmp_path: Path) -> None:
    page_file(tmp_path / "a.html", table=False, link="P0201901.xlsx")
    sheet_file(tmp_path / "P0201901.xlsx", unit="")
    for number in range(6):
        text_file(tmp_path / f"其他{number}.txt", agency=f"澄水市白石区{'甲乙丙丁戊己'[number]}山镇人民政府")
    found = {report.id: report for report in load(tmp_path).reports}
    assert roles(found["a"]) == {"a.html": "main", "P0201901.xlsx": "annex"}


def test_a_cell_of_an_annex_is_placed_in_the_annex(tmp_path: Path) -> None:
    prose_document(tmp_path / "年度报告.docx")
    sheet_file(tmp_path / "附件.xlsx", {**VALUES, "request.received.letter": "9"})
    findings = audit(load(tmp_path))
    places = [str(piece.place) for f in findings if f.rule == "sum.request.received" for piece in f.evidence]
    assert places and all(place.startswith("附件.xlsx · 工作表“Sheet”C") for place in places)


def test_tables_of_another_year_are_no_annex(tmp_path: Path) -> None:
    prose_document(tmp_path / "年度报告.docx")
    sheet_file(tmp_path / "附件.xlsx", year=YEAR - 3)
    assert len(load(tmp_path).reports) == 2


def test_one_report_in_two_file_forms_is_audited_once(tmp_path: Path) -> None:
    text_file(tmp_path / "年报.txt")
    page_file(tmp_path / "年报.html")
    assert roles(only(load(tmp_path))) == {"年报.html": "main", "年报.txt": "copy"}


def test_two_files_that_say_the_same_make_no_finding(tmp_path: Path) -> None:
    text_file(tmp_path / "年报.txt")
    page_file(tmp_path / "年报.html")
    assert differing(audit(load(tmp_path))) == []


def test_figures_that_differ_between_two_file_forms_are_one_finding(tmp_path: Path) -> None:
    text_file(tmp_path / "年报.txt", {**VALUES, "proactive.total": "40", "request.received": "5"})
    page_file(tmp_path / "年报.html")
    (message,) = differing(audit(load(tmp_path)))
    assert "42 / 40" in message and "3 / 5" in message


def test_a_figure_of_the_prose_that_differs_is_told(tmp_path: Path) -> None:
    said = "二、主动公开政府信息情况\n　　全年主动公开政府信息{}条。"
    sections = (SECTIONS[0], said.format(42), *SECTIONS[2:])
    text_file(tmp_path / "年报.txt", sections=sections)
    page = page_file(tmp_path / "年报.html")
    changed = said.format(24).split("\n")[1]
    page.write_text(
        page.read_text(encoding="utf-8").replace(SECTIONS[1].split("\n")[1], changed), encoding="utf-8"
    )
    (message,) = differing(audit(load(tmp_path)))
    assert "24 / 42" in message


def test_the_same_file_twice_is_one_report(tmp_path: Path) -> None:
    text_file(tmp_path / "甲" / "年报.txt")
    text_file(tmp_path / "乙" / "年报（复件）.txt")
    assert sorted(roles(only(load(tmp_path))).values()) == ["copy", "main"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("年报.txt", "年报（修订）.txt"), ("初稿/年报.txt", "定稿/年报.txt"), ("年报v1.txt", "年报v2.txt")],
)
def test_two_versions_of_a_report_stay_two_and_the_later_one_is_told(
    first: str, second: str, tmp_path: Path
) -> None:
    text_file(tmp_path / first, {**VALUES, "proactive.total": "41"})
    text_file(tmp_path / second)
    found = {
        Path(report.paths[0]).relative_to(tmp_path).as_posix(): report.version
        for report in load(tmp_path).reports
    }
    assert found == {first: 1, second: 2}


def test_a_draft_and_the_final_version_in_another_file_form_are_two(tmp_path: Path) -> None:
    text_file(tmp_path / "年报（初稿）.txt", {**VALUES, "proactive.total": "41"})
    page_file(tmp_path / "年报.html")
    assert sorted(report.version for report in load(tmp_path).reports) == [1, 2]


def test_findings_of_two_versions_have_ids_of_their_own(tmp_path: Path) -> None:
    wrong = {**VALUES, "request.received.letter": "9"}
    text_file(tmp_path / "年报.txt", wrong)
    text_file(tmp_path / "年报（修订）.txt", {**wrong, "proactive.total": "43"})
    ids = [finding.id for finding in audit(load(tmp_path)) if finding.rule == "sum.request.received"]
    assert len(set(ids)) == 2


def test_the_first_version_has_the_ids_that_it_has_alone(tmp_path: Path) -> None:
    wrong = {**VALUES, "request.received.letter": "9"}
    text_file(tmp_path / "一" / "年报.txt", wrong)
    alone = {finding.id for finding in audit(load(tmp_path / "一"))}
    text_file(tmp_path / "一" / "年报（修订）.txt")
    assert alone <= {finding.id for finding in audit(load(tmp_path / "一"))}


def test_reports_of_two_agencies_are_never_joined(tmp_path: Path) -> None:
    text_file(tmp_path / "甲" / "年报.txt")
    text_file(tmp_path / "乙" / "年报.html", agency="澄水市白石区水务局")
    assert [len(report.files) for report in load(tmp_path).reports] == [1, 1]


def test_an_archive_is_read_as_the_files_in_it(tmp_path: Path) -> None:
    text_file(tmp_path / "x" / "年报.txt")
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        archive.write(tmp_path / "x" / "年报.txt", "水务/年报.txt")
        archive.writestr("说明.ini", "x")
    assert [report.paths for report in load(tmp_path / "全部.zip").reports] == [
        (f"{tmp_path.as_posix()}/全部.zip/水务/年报.txt",)
    ]


def test_names_in_an_archive_made_on_chinese_windows_are_read(tmp_path: Path) -> None:
    name = "水务局年报.txt".encode("gbk")
    stand_in = b"A" * (len(name) - 4) + b".txt"
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(stand_in.decode(), report_text(VALUES))
    path.write_bytes(path.read_bytes().replace(stand_in, name))
    assert only(load(tmp_path)).id == "水务局年报"


def test_a_workbook_of_tables_alone_lacks_no_section(tmp_path: Path) -> None:
    alone = audit(load(sheet_file(tmp_path / "统计表.xlsx", unit=AGENCY)))
    assert [finding.rule for finding in alone.items if finding.family == "structure"] == []
