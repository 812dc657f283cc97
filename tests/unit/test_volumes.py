"""A file that holds several reports is read as so many reports; one report stays one, whatever it names besides."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from annual_tables import NEWER, disclosure, grid, numbers, remedies, requests
from builders import SECTIONS, official_rows, report_text

from auditlib import audit, load
from auditlib.corpus import Corpus
from auditlib.document import Document, Paragraph, Place, Table
from auditlib.dossier import assemble
from auditlib.report import Identity
from auditlib.volumes import volumes

BUREAUS = ("云陵县水务局", "云陵县民政局", "云陵县石桥镇人民政府")
VALUES = {"request.received": "3", "proactive.total": "42"}


def title(agency: str, year: int = 2018) -> str:
    return f"{agency}{year}年政府信息公开工作年度报告"


def whole(agency: str, year: int = 2018, received: str = "3") -> str:
    """A report with its table."""
    return report_text(VALUES | {"request.received": received}, agency=agency, year=year)


def compiled(folder: Path, *texts: str, name: str = "汇编.txt") -> Path:
    path = folder / name
    path.write_text("\n\n".join(texts), encoding="utf-8")
    return path


def told(corpus: Corpus) -> list[tuple[str, int | None, object]]:
    """Whose reports they are, of which year, and how many requests each received."""
    return [
        (
            report.identity.agency,
            report.identity.year,
            next((fact.value for fact in report.facts if fact.indicator == "request.received"), None),
        )
        for report in corpus.reports
    ]


@pytest.fixture
def of_three(tmp_path: Path) -> Path:
    contents = "目录\n" + "\n".join(f"{title(name)}……{n}" for n, name in enumerate(BUREAUS, 1))
    return compiled(tmp_path, contents, *(whole(name, received=str(n)) for n, name in enumerate(BUREAUS, 1)))


def test_each_report_of_a_compilation_is_a_report(of_three: Path) -> None:
    assert told(load(of_three)) == [(name, 2018, n) for n, name in enumerate(BUREAUS, 1)]


def test_each_bears_its_title_behind_the_name_of_the_file(of_three: Path) -> None:
    paths = [report.files[0].path for report in load(of_three).reports]
    assert paths == [f"{of_three.as_posix()}/{title(name)}" for name in BUREAUS]


def test_a_second_run_finds_the_same_reports(of_three: Path) -> None:
    assert told(load(of_three)) == told(load(of_three))


def test_a_compilation_in_an_archive_is_read_as_well(of_three: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "年报.zip", "w") as archive:
        archive.write(of_three, "汇编.txt")
    assert [name for name, _, _ in told(load(tmp_path / "年报.zip"))] == list(BUREAUS)


def test_two_years_of_one_agency_are_two_reports_and_neighbours(tmp_path: Path) -> None:
    corpus = load(compiled(tmp_path, whole(BUREAUS[0], 2017), whole(BUREAUS[0], 2018)))
    assert [year for _, year, _ in told(corpus)] == [2017, 2018]
    before = corpus.frames.repetition.set_index("report")["before"]
    assert list(before) == ["", corpus.reports[0].id]


@pytest.mark.parametrize(
    "more",
    [
        title(BUREAUS[0]),
        f"上一篇：{title(BUREAUS[1])}\n下一篇：{title(BUREAUS[2])}",
        f"{title(BUREAUS[1])}\n{title(BUREAUS[2])}",
        f"《{title(BUREAUS[0], 2017)}》已在门户网站公布。",
    ],
    ids=["its title again", "other pages", "links", "last year's report named"],
)
def test_a_report_that_names_others_stays_one(more: str, tmp_path: Path) -> None:
    assert [name for name, _, _ in told(load(compiled(tmp_path, whole(BUREAUS[0]), more)))] == [BUREAUS[0]]


def test_a_file_without_a_title_stays_one(tmp_path: Path) -> None:
    assert len(load(compiled(tmp_path, *SECTIONS)).reports) == 1


Blocks = list[Paragraph | Table]
PARTS = (disclosure, requests, remedies)


def other(by: int) -> dict[str, str]:
    """Figures of the whole form, others for each ``by``."""
    return {name: str(int(text) + by) for name, text in numbers(NEWER).items()}


def sheet(
    name: str | None, *lines: str, values: Mapping[str, str] | None = None, parts: Sequence[int] = (0, 1, 2)
) -> Blocks:
    """What stands on a worksheet: lines, and tables of the form of 2021 below them."""
    place = Place(sheet=name)
    grids = [replace(grid(PARTS[n](NEWER, values)), place=place) for n in parts]
    return [*(Paragraph(line, place) for line in lines), *grids]


def workbook(*sheets: Blocks, name: str = "报送.xlsx") -> Document:
    return Document(name, "", tuple(block for blocks in sheets for block in blocks), "xlsx")


def whose(document: Document) -> list[tuple[str, int | None]]:
    """Whose reports a document holds, and of which year, as they are read; none for one that is a single report."""
    found: list[Identity] = [assemble([volume]).identity for volume in volumes(document)]
    return [(who.agency, who.year) for who in found]


@pytest.mark.parametrize(
    "above",
    [
        "{name}2022年政府信息公开工作年度报告",
        "{name}2022年政府信息公开工作年度报告数据表",
        "{name}2022年度政府信息公开年报附表",
        "2022年度政府信息公开工作年度报告统计表（{name}）",
        "填报单位：{name}（盖章）　填报日期：2023年1月9日",
        "单位名称：{name}　　2022年度",
    ],
)
@pytest.mark.parametrize("apart", [True, False], ids=["a sheet each", "one under another"])
def test_each_set_of_tables_with_its_agency_above_is_a_report(above: str, apart: bool) -> None:
    sets = [
        sheet(f"Sheet{n}" if apart else None, above.format(name=name), values=other(n))
        for n, name in enumerate(BUREAUS)
    ]
    assert whose(workbook(*sets)) == [(name, 2022) for name in BUREAUS]


def test_the_name_of_a_sheet_tells_the_agency_and_that_of_the_file_its_place_and_year() -> None:
    sets = [sheet(name, values=other(n)) for n, name in enumerate(("1.县水务局", "2.民政局", "云陵县石桥镇"))]
    book = workbook(*sets, name="云陵县2022年度年报数据汇总.xlsx")
    assert whose(book) == [("云陵县水务局", 2022), ("云陵县民政局", 2022), ("云陵县石桥镇", 2022)]


def test_the_name_of_a_sheet_goes_before_a_title_of_the_whole_place() -> None:
    title = "云陵县2022年政府信息公开工作年度报告统计表"
    sets = [sheet(name, title, values=other(n)) for n, name in enumerate(("县水务局", "县民政局"))]
    assert whose(workbook(*sets)) == [("云陵县水务局", 2022), ("云陵县民政局", 2022)]


@pytest.mark.parametrize("lines", [(), ("云陵县2022年政府信息公开工作年度报告（汇总）",)], ids=["", "titled"])
def test_the_sum_is_of_the_place_and_of_no_agency(lines: tuple[str, ...]) -> None:
    sets = [sheet("县水务局", values=other(1)), sheet("县民政局", values=other(2))]
    total = sheet("全县汇总", *lines, values=other(3))
    book = workbook(total, *sets, name="2022年云陵县各单位年报.xlsx")
    assert whose(book) == [("云陵县", 2022), ("云陵县水务局", 2022), ("云陵县民政局", 2022)]


def test_sheets_of_years_are_reports_of_the_agency_that_the_file_names() -> None:
    sets = [sheet(f"{year}年", values=other(year)) for year in (2021, 2022)]
    assert whose(workbook(*sets, name="云陵县水务局年报数据.xlsx")) == [
        ("云陵县水务局", 2021),
        ("云陵县水务局", 2022),
    ]


@pytest.mark.parametrize("names", [("Sheet1", "Sheet2"), (None, None)], ids=["two sheets", "one sheet"])
def test_sets_that_name_no_one_are_reports_of_no_one(names: tuple[str | None, str | None]) -> None:
    book = workbook(*(sheet(name, values=other(n)) for n, name in enumerate(names)), name="报送.xlsx")
    assert whose(book) == [("", None), ("", None)]


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet("主动公开", BUREAUS[0], parts=[0]), sheet("依申请", parts=[1]), sheet("复议诉讼", parts=[2])],
        [
            sheet("正文", title(BUREAUS[0], 2022), *(s for part in SECTIONS for s in part.split("\n"))),
            sheet("表"),
        ],
        [sheet("县水务局"), sheet("样表", values={})],
        [sheet("县水务局"), sheet("打印")],
        [sheet("县水务局", f"单位名称：{BUREAUS[0]}")],
    ],
    ids=["a table a sheet", "prose and tables", "blank form", "copy", "field and sheet"],
)
def test_a_workbook_of_one_report_stays_one(sheets: list[Blocks]) -> None:
    assert whose(workbook(*sheets)) == []


def test_sets_under_a_line_with_a_name_are_reports_where_there_is_no_prose() -> None:
    blocks = [block for n, name in enumerate(BUREAUS) for block in sheet(None, name, values=other(n))]
    assert whose(Document("2022年.docx", "", tuple(blocks), "docx")) == [(name, 2022) for name in BUREAUS]


def test_a_report_with_the_table_of_the_year_before_stays_one() -> None:
    prose = [line for section in SECTIONS for line in section.split("\n")]
    blocks = [*sheet(None, title(BUREAUS[0], 2022), *prose), *sheet(None, "附：上年数据", values=other(1))]
    assert whose(Document("年报.docx", "", tuple(blocks), "docx")) == []


def columns_file(path: Path, heads: Sequence[str]) -> Path:
    """The statistics table with a column for each head, its figures 1, 2, 3 …"""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["政府信息公开情况统计表（2017年度）"])
    page.append(["统计指标", "单位", *heads])
    for row in official_rows():
        page.append([row.label, row.unit, *(range(1, len(heads) + 1) if row.unit else [])])
    book.save(path)
    return path


def test_columns_of_a_statistics_table_are_reports_of_their_agencies(tmp_path: Path) -> None:
    corpus = load(columns_file(tmp_path / "汇总.xlsx", [*BUREAUS, "合计"]))
    assert told(corpus) == [(name, 2017, n) for n, name in enumerate(BUREAUS, 1)]


@pytest.mark.parametrize("heads", [["统计数"], ["本级政府", "所属部门", "合计"]])
def test_columns_of_kinds_are_one_report(heads: list[str], tmp_path: Path) -> None:
    assert len(load(columns_file(tmp_path / "表.xlsx", heads)).reports) == 1


def test_sets_of_no_one_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for n, page in enumerate((book.active, book.create_sheet())):
        assert page is not None
        for row in official_rows({"request.received": str(n)}):
            page.append([row.label, row.unit, int(row.value) if row.value else None])
    book.save(tmp_path / "报送.xlsx")
    rules = [finding.rule for finding in audit(load(tmp_path / "报送.xlsx")).items]
    assert rules.count("reading.agency") == 2
