"""Files sent through the browser: read in a private folder, named as they were sent, never written elsewhere."""

import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from auditlib.corpus import Corpus
from auditlib.errors import AuditlibError
from auditlib.findings import Findings
from auditlib.resources import samples
from auditlib.workbook import uploading
from auditlib.workbook.single import SingleReport
from auditlib.workbook.upload import Upload
from auditlib.workbook.uploading import Sent, read_sent, safe_names

SAMPLE = "yunling_2019.txt"


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where private folders are made, so that what is left of them is seen."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder


def sample(name: str = SAMPLE, shown: str = "") -> Sent:
    return Sent(shown or name, (samples() / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2024年报告.docx", "2024年报告.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\reports\\年报.txt", "年报.txt"),
        ("..", "_"),
        ("", "_"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\nc.txt", "a_b_c.txt"),
        ("con.txt", "_con.txt"),
        ("年报<终稿>?.html", "年报_终稿__.html"),
        ("半个字\ud800.txt", "半个字_.txt"),
        ("改\u202etxt.exe", "改_txt.exe"),
    ],
)
def test_a_name_stays_in_its_folder(name: str, safe: str) -> None:
    assert safe_names([name]) == [safe]


def test_files_of_one_name_are_kept_apart() -> None:
    assert safe_names(["年报.txt", "b/年报.txt", "年报.TXT"]) == ["年报.txt", "年报~2.txt", "年报~3.TXT"]


def test_a_name_of_any_length_can_be_written(tmp_path: Path) -> None:
    (name,) = safe_names(["长" * 500 + ".docx"])
    (tmp_path / name).write_bytes(b"")
    assert name.endswith(".docx")


def test_a_report_is_named_as_it_was_sent() -> None:
    (report,) = read_sent([sample(shown="../某局 2021.txt")]).reports
    assert report.paths == ("某局 2021.txt",)


def test_a_bad_file_is_told_by_its_error_without_our_folder(scratch: Path) -> None:
    (unread,) = read_sent([sample(), Sent("坏.docx", b"PK\x03\x04 torn")]).unreadable
    assert unread.path == "坏.docx"
    assert "坏.docx" in unread.error.zh
    assert str(scratch) not in "".join(unread.error)


def test_reports_in_an_archive_are_read() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"年报/{SAMPLE}", sample().content)
    assert len(read_sent([Sent("年报.zip", packed.getvalue())]).reports) == 1


def test_nothing_is_left_behind(scratch: Path) -> None:
    read_sent([sample()])
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("limit", "key"), [("MAX_FILES", "upload_too_many"), ("MAX_TOGETHER", "upload_too_large")]
)
def test_more_than_is_taken_at_once_is_refused_with_the_limit(
    limit: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, limit, 1)
    with pytest.raises(AuditlibError) as refused:
        read_sent([Sent("a.txt", b"a"), Sent("b.txt", b"b")])
    assert refused.value.key == key


def test_a_file_that_is_too_large_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MAX_BYTES", 1)
    with pytest.raises(AuditlibError, match="大"):
        read_sent([Sent("大.txt", b"aa")])


def test_the_button_hands_on_what_was_read_and_says_what_was_not() -> None:
    handed: list[tuple[Corpus, Findings]] = []
    upload = Upload(lambda corpus, findings: handed.append((corpus, findings)))
    upload.button.value = tuple(
        {
            "name": file.name,
            "type": "",
            "size": len(file.content),
            "content": memoryview(file.content),
            "last_modified": datetime.now(UTC),
        }
        for file in (sample(), Sent("坏.docx", b"PK\x03\x04 torn"))
    )
    assert [len(corpus.reports) for corpus, _ in handed] == [1]
    assert "坏.docx" in upload.told.value
    assert upload.button.value == ()


def test_a_refusal_is_shown_and_the_button_stays_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MAX_FILES", 0)
    upload = Upload(lambda corpus, findings: None)
    upload.take([sample()])
    assert "最多 0 个" in upload.told.value
    assert not upload.button.disabled


def test_the_author_of_a_report_sees_what_is_wrong_with_it(tmp_path: Path) -> None:
    page = SingleReport(samples() / SAMPLE, decisions=tmp_path / "single.sqlite")
    assert page.findings
    assert "怎么办" in page.html


def test_a_corrected_file_takes_the_place_of_the_first(tmp_path: Path) -> None:
    page = SingleReport(samples() / SAMPLE, decisions=tmp_path / "single.sqlite")
    before = page.html
    page.upload.take([sample("qinghe_swj_2022.html")])
    assert page.html != before


def test_a_dropped_file_is_read(scratch: Path) -> None:
    handed: list[Corpus] = []
    upload = Upload(lambda corpus, findings: handed.append(corpus))
    upload.drop._handle_custom_msg({"names": ["../某局.txt"]}, [memoryview(sample().content)])
    assert [report.paths for corpus in handed for report in corpus.reports] == [("某局.txt",)]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ({"refused": [["大.zip", 2**40]]}, "“大.zip”超过"),
        ({"refused": [["小.txt", 1]] * 501}, "最多 500 个"),
        ({"unread": ["文件夹"]}, "不要拖入文件夹"),
    ],
)
def test_what_cannot_be_dropped_is_told(message: dict[str, object], told: str) -> None:
    upload = Upload(lambda corpus, findings: None)
    upload.drop._handle_custom_msg(message, [])
    assert told in upload.told.value
