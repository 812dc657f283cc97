"""Whatever bytes a file holds, reading it gives a document or one refusal, never a fault of ours."""

from pathlib import Path

import pytest
from builders import report_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.errors import UnreadableFileError
from auditlib.readers import html, read_content, text
from auditlib.readers.archive import content_of_member, members

SHOWN = "报告"
TEXT = report_text().encode()
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>青禾区园林局年报</title></head><body><div class=nav><a href=/>首页</a></div>"
    "<h1>青禾区园林局2018年政府信息公开工作年度报告</h1><p style='text-indent:2em'>全年公开信息<span>12</span>条。</p>"
    "<table><tr><td rowspan=2>指标</td><td colspan=2>数</td></tr><tr><td>1</td><td>&nbsp;</td></tr></table></body></html>"
).encode()
TAGS = "<table> </table> <tr> <td rowspan=3 colspan=0> </td> <p> </p> <a href='x'> <script> <!-- --> </ <td &#0; &nbsp ]]> 年".split()
BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spoiled(content: bytes) -> st.SearchStrategy[bytes]:
    """A file with pieces of it cut out, doubled or overwritten."""
    place = st.integers(0, len(content))
    piece = st.one_of(st.binary(max_size=12), st.sampled_from([tag.encode() for tag in TAGS]))

    def change(edits: list[tuple[int, int, bytes]]) -> bytes:
        changed = content
        for start, size, new in edits:
            changed = changed[:start] + new + changed[start + size % 60 :]
        return changed

    return st.lists(st.tuples(place, place, piece), min_size=1, max_size=6).map(change)


def attempt(content: bytes) -> None:
    try:
        read_content(content, SHOWN)
    except UnreadableFileError as refusal:
        assert SHOWN in str(refusal)


@BOUNDED
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    attempt(content)


@BOUNDED
@given(spoiled(TEXT))
def test_a_spoiled_text_is_read_or_refused(content: bytes) -> None:
    try:
        text.blocks(content, SHOWN)
    except UnreadableFileError as refusal:
        assert SHOWN in str(refusal)


@BOUNDED
@given(spoiled(PAGE))
def test_a_spoiled_page_is_always_read(content: bytes) -> None:
    html.blocks(content, SHOWN)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=spoiled(b"PK\x03\x04" + bytes(26) + b"a.txt" + TEXT[:200] + b"PK\x05\x06" + bytes(18)))
def test_a_spoiled_archive_is_listed_or_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    try:
        for number, _ in members(path, SHOWN):
            content_of_member(path, number, SHOWN)
    except UnreadableFileError as refusal:
        assert SHOWN in str(refusal)


@pytest.mark.parametrize(
    "start", [b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"MIME-Version: 1.0\n"]
)
def test_a_beginning_alone_is_refused_or_read(start: bytes) -> None:
    attempt(start + bytes(range(256)))
