"""Templates of an office's own: they take the place of ours, and what is wrong in one is told with its line."""

from pathlib import Path

import pytest
from export_examples import decided, three

from auditlib.errors import TemplateError
from auditlib.exports.html_report import to_html
from auditlib.exports.notices import notices

RESULTS = decided(three(), {"a": "confirmed"})


def test_a_page_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "report.html.j2").write_text(
        "{{ reports[0].name }}：{{ reports[0].findings | length }}", encoding="utf-8"
    )
    assert to_html(RESULTS, templates=tmp_path) == "澄江市青禾区水务局：3"


def test_what_is_not_replaced_is_ours(tmp_path: Path) -> None:
    assert to_html(RESULTS, templates=tmp_path) == to_html(RESULTS)


def test_text_stays_inert_in_a_page_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "report.html.j2").write_text("{{ '<b>' ~ version }}", encoding="utf-8")
    assert to_html(RESULTS, templates=tmp_path).startswith("&lt;b&gt;")


@pytest.mark.parametrize(
    ("template", "line", "named"),
    [
        ("第一行\n{% if %}\n", 2, ""),
        ("第一行\n第二行\n{{ agencey }}", 3, "agencey"),
        ("第一行\n{{ agency.nothing }}", 2, "nothing"),
        ("第一行\n\n{{ 1 / 0 }}", 3, "zero"),
        ("第一行\n{{ agency | no_such_filter }}", 2, "no_such_filter"),
        ("第一行\n{{ ''.__class__.__mro__ }}", 2, "__class__"),
    ],
)
def test_a_fault_is_told_with_template_and_line(template: str, line: int, named: str, tmp_path: Path) -> None:
    (tmp_path / "notice.zh.txt.j2").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateError) as fault:
        list(notices(RESULTS, tmp_path))
    assert f"notice.zh.txt.j2 第 {line} 行" in str(fault.value)
    assert named in str(fault.value)


def test_a_template_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "notice.zh.txt.j2").write_bytes("整改通知书".encode("gb18030"))
    with pytest.raises(TemplateError, match=r"notice\.zh\.txt\.j2.*UTF-8"):
        list(notices(RESULTS, tmp_path))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="没有"):
        to_html(RESULTS, templates=tmp_path / "没有")


def test_a_letterhead_that_is_no_word_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "notice.docx").write_bytes(b"PK")
    with pytest.raises(TemplateError, match=r"notice\.docx"):
        list(notices(RESULTS, tmp_path))
