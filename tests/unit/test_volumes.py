"""A file that holds several reports is read as so many reports; one report stays one, whatever it names besides."""

import zipfile
from pathlib import Path

import pytest
from builders import SECTIONS, report_text

from auditlib import load
from auditlib.corpus import Corpus

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
