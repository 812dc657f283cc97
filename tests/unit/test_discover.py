"""Which files of a folder are reports, and what is said of those that may be but are not named so."""

from pathlib import Path

import pytest

from auditlib.corpus.discover import discover
from auditlib.errors import NotFoundError


def folder(at: Path, *names: str) -> Path:
    for name in names:
        (at / name).write_text("内容", encoding="utf-8")
    return at


def test_a_text_file_is_a_report_by_its_chinese_name_or_its_year(tmp_path: Path) -> None:
    found = discover([folder(tmp_path, "区园林局.md", "park_2022.csv", "notes.md", "list.csv")])
    assert {source.path.name for source in found} == {"区园林局.md", "park_2022.csv"}


def test_files_that_were_passed_over_are_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as told:
        discover([folder(tmp_path, "notes.md", "list.csv", ".hidden.md", "picture.gif")])
    message = told.value.message
    for words in (message.zh, message.en):
        assert "notes.md" in words
        assert "list.csv" in words
        assert "auditlib check" in words
        assert "hidden" not in words
        assert "picture" not in words


def test_of_many_files_passed_over_a_few_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as told:
        discover([folder(tmp_path, *(f"notes{n}.md" for n in range(9)))])
    assert "9" in told.value.message.zh
    assert "notes8" not in told.value.message.zh


def test_an_empty_folder_says_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as told:
        discover([tmp_path])
    assert told.value.key == "no_documents"


def test_a_file_named_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    (source,) = discover([folder(tmp_path, "notes.md") / "notes.md"])
    assert source.path.name == "notes.md"
