"""A large corpus is audited partition after partition, and what is found is the same to the byte."""

import io
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from builders import report_text

from auditlib import audit, load
from auditlib.corpus import Corpus, limits
from auditlib.corpus.entries import LazyReports
from auditlib.corpus.headers import Header
from auditlib.corpus.series import in_partitions, series
from auditlib.exports.finding_tables import findings_csv, findings_parquet
from auditlib.exports.frames_files import extract, to_csv
from auditlib.exports.json_results import json_pieces, to_json
from auditlib.exports.results import Results
from auditlib.exports.terminal import FindingsView, plain
from auditlib.findings import Findings
from auditlib.report import Report
from auditlib.resources import samples

AGENCIES = [f"澄水市青禾区{name}山镇人民政府" for name in "甲乙丙丁戊己庚辛壬癸"]
YEARS = range(2013, 2019)


def header(agency: str, year: int | None = 2018, renames: Sequence[tuple[str, str]] = ()) -> Header:
    return Header(
        digest=f"{agency}{year}",
        file_form="text",
        is_ocr=False,
        form="statistics-2014",
        agency=agency,
        body="部门",
        region="",
        year=year,
        title="",
        renames=tuple(renames),
        names_itself=True,
        is_prose=True,
        filled=9,
        links=(),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty reports of ten agencies, every third with a channel too many."""
    folder = tmp_path_factory.mktemp("报告")
    for n, (agency, year) in enumerate((agency, year) for year in YEARS for agency in AGENCIES):
        values = {
            "proactive.total": "42",
            "proactive.channel.website": "30" if n % 3 else "43",
            "proactive.channel.wechat": "12",
            "request.received": str(n),
        }
        (folder / f"{n:02}.txt").write_text(report_text(values, agency=agency, year=year), encoding="utf-8")
    return folder


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLIB_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def whole(folder: Path) -> str:
    """What is found in all of them at once, in memory."""
    return to_json(audit(load(folder)))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IN_MEMORY", 0)


def test_findings_are_there_to_be_compared(whole: str) -> None:
    assert whole.count('"rule": "sum.proactive') + whole.count('"rule": "union.proactive') > 10


@pytest.mark.usefixtures("cold", "large")
@pytest.mark.parametrize(("most", "jobs"), [(5, 1), (1000, 2), (30, 2)])
def test_partitions_find_the_same_to_the_byte(
    most: int, jobs: int, folder: Path, whole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PARTITION", most)
    first = to_json(audit(load(folder, jobs=jobs), jobs=jobs))
    again = to_json(audit(load(folder, jobs=jobs), jobs=jobs))
    assert (first == whole, again == whole) == (True, True)


@pytest.mark.usefixtures("large")
def test_reports_of_a_large_corpus_are_loaded_when_looked_at(folder: Path) -> None:
    corpus = load(folder)
    assert isinstance(corpus, Corpus) and corpus.is_large
    assert [report.id for report in corpus.reports] == [f"{n:02}" for n in range(60)]
    assert corpus.reports[7] == corpus.reports[-53]


@pytest.mark.usefixtures("large")
def test_partitions_hold_every_report_once_and_all_years_of_an_agency(folder: Path) -> None:
    parts = list(load(folder).partitions(12))
    agencies = [{report.identity.agency for report in part.reports} for part in parts]
    assert sorted(report.id for part in parts for report in part.reports) == [f"{n:02}" for n in range(60)]
    assert sum(map(len, agencies)) == len(AGENCIES)


@pytest.mark.usefixtures("large")
def test_findings_of_a_large_corpus_are_a_sequence_with_their_reports(folder: Path) -> None:
    findings = audit(load(folder))
    assert [*findings][3] == findings[3]
    assert findings.reports[findings[3].report].id == findings.heads[findings[3].report].id


@pytest.mark.usefixtures("cold", "large")
@pytest.mark.parametrize("harm", ["DELETE FROM entries", "UPDATE entries SET body = x'00'"])
def test_results_that_are_lost_before_they_are_written_are_found_again(
    harm: str, folder: Path, whole: str, tmp_path: Path
) -> None:
    findings = audit(load(folder))
    with closing(sqlite3.connect(tmp_path / "cache" / "understood.sqlite")) as cache, cache:
        cache.execute(harm)
    assert to_json(findings) == whole


def on_screen(findings: Findings) -> str:
    """What the terminal shows of findings."""
    return "".join(plain(FindingsView(findings).parts()))


def test_the_terminal_shows_the_same_of_a_large_corpus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = on_screen(audit(load(folder)))
    monkeypatch.setattr(limits, "IN_MEMORY", 0)
    assert on_screen(audit(load(folder))) == small


@pytest.mark.usefixtures("large")
def test_what_is_written_of_a_large_corpus_looks_at_none_of_its_reports(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = audit(load(folder))
    results, out = Results(findings), io.BytesIO()

    def looked(*_: object) -> Report:
        raise AssertionError("a report was loaded")

    monkeypatch.setattr(LazyReports, "__getitem__", looked)
    findings_parquet(results, out)
    found = [on_screen(findings), "".join(json_pieces(results)), "".join(findings_csv(results))]
    assert all(findings[0].report in text for text in found)
    assert pq.read_table(out).num_rows == len(findings)


def test_a_series_is_all_years_of_an_agency() -> None:
    found = series([header("甲县水务局", 2017), header("乙县水务局"), header("甲县水务局", 2018)])
    assert found == [(0, 2), (1,)]


def test_a_series_goes_on_under_a_new_name() -> None:
    renamed = header("甲县工信局", 2019, [("经信局", "工信局")])
    assert series([header("甲县经信局"), renamed, header("甲县教育局")]) == [(0, 1), (2,)]


def test_an_agency_elsewhere_is_no_former_name() -> None:
    renamed = header("甲县工信局", 2019, [("经信局", "工信局")])
    assert series([header("乙县经信局"), renamed]) == [(0,), (1,)]


def test_a_series_larger_than_a_partition_stays_whole() -> None:
    assert list(in_partitions([(0, 1, 2), (3,), (4,)], 2)) == [[(0, 1, 2)], [(3,), (4,)]]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_frames_of_a_large_corpus_are_written_as_those_of_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Any
) -> None:
    whole = {path.name: read_frame(path) for path in extract(load(samples()), tmp_path / "whole", form)}
    monkeypatch.setattr(limits, "IN_MEMORY", 0)
    monkeypatch.setattr(limits, "PARTITION", 3)
    parts = {path.name: read_frame(path) for path in extract(load(samples()), tmp_path / "parts", form)}
    assert parts.keys() == whole.keys()
    for name, frame in whole.items():
        assert rows(parts[name]) == rows(frame), name


def rows(frame: pd.DataFrame) -> list[str]:
    """The rows as text, in an order of their own: kinds of numbers and of blanks are alike there."""
    return sorted(to_csv(frame).splitlines())


def read_frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str) if path.suffix == ".csv" else pd.read_parquet(path)


def test_a_name_without_its_place_has_the_same_year_before_in_any_partition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [("城关镇", 2017), ("云陵县城关镇人民政府", 2018), ("白石县城关镇人民政府", 2018)]
    for n, (agency, year) in enumerate(named):
        (tmp_path / f"{n}.txt").write_text(report_text(agency=agency, year=year), encoding="utf-8")
    told = [list(load(tmp_path).frames.repetition["before"])]
    monkeypatch.setattr(limits, "IN_MEMORY", 0)
    parts = load(tmp_path).partitions(2)
    told.append([name for part in parts for name in part.frames.repetition["before"]])
    assert told == [["", "", ""], ["", "", ""]]
