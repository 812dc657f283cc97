"""A page saved in a single file is read as the page itself, however it was packed."""

import base64
import quopri
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.errors import UnreadableFileError
from auditlib.readers import html, mht, read_content

TITLE = "澄水市青禾区园林局2018年政府信息公开工作年度报告"
PAGE = (
    f"<html><body><p>{TITLE}</p><p>　　全年公开信息12条。</p><table border=1>"
    "<tr><td>统计指标</td><td>统计数</td></tr><tr><td>主动公开数</td><td>12</td></tr></table></body></html>"
)
BLOCKS = html.blocks(PAGE.encode(), "报告.mht")
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "quoted-printable": quopri.encodestring,
    "base64": base64.encodebytes,
    "8bit": bytes,
}


def part(kind: str, packing: str, content: bytes) -> bytes:
    return (
        f"------=_1\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {packing}\r\n\r\n".encode()
        + PACKINGS[packing](content)
        + b"\r\n"
    )


def archive(*parts: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_1"\r\n\r\n'
    return head + b"".join(parts) + b"------=_1--\r\n"


def page(text: str = PAGE, charset: str = "utf-8", packing: str = "quoted-printable") -> bytes:
    return part(f'text/html; charset="{charset}"', packing, text.encode(charset))


PICTURE = part("image/png", "base64", b"\x89PNG\r\n\x1a\n" * 50)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_packing_and_charset_change_nothing(packing: str, charset: str) -> None:
    assert mht.blocks(archive(page(charset=charset, packing=packing), PICTURE), "报告.mht") == BLOCKS


def test_charset_that_the_head_alone_tells_is_believed() -> None:
    text = "<html><body><p>澄水市園林局2018年政府信息公開工作年度報告</p></body></html>"
    (title,) = mht.blocks(archive(page(text, "big5")), "报告.mht")
    assert title == html.blocks(text.encode(), "报告.mht")[0]


def test_unicode_means_what_windows_means_by_it() -> None:
    packed = part('text/html; charset="unicode"', "base64", PAGE.encode("utf-16"))
    assert mht.blocks(archive(packed), "报告.mht") == BLOCKS


def test_charset_that_nobody_knows_is_passed_over() -> None:
    packed = part('text/html; charset="x-kaputt"', "8bit", PAGE.encode())
    assert mht.blocks(archive(packed), "报告.mht") == BLOCKS


def test_first_page_with_a_text_is_the_one() -> None:
    frames = page("<html><frameset><frame src=a.htm></frameset></html>")
    assert mht.blocks(archive(PICTURE, frames, page(), page("<p>另一页</p>")), "报告.mht") == BLOCKS


def test_page_alone_under_its_head_is_read() -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert mht.blocks(head + PAGE.encode("gb2312"), "报告.mht") == BLOCKS


def test_file_is_read_as_a_document() -> None:
    assert read_content(archive(page()), "报告.mht").form == "mht"


@pytest.mark.parametrize("content", [archive(PICTURE), archive(), b"MIME-Version: 1.0\r\n\r\n", b"kaputt"])
def test_file_without_a_page_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        mht.blocks(content, "报告.mht")
    assert caught.value.key == "no_page_inside"
    assert "报告.mht" in str(caught.value)


def test_parts_in_parts_beyond_all_measure_are_refused() -> None:
    nested = b"".join(
        b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (n, n + 1) for n in range(500)
    )
    with pytest.raises(UnreadableFileError) as caught:
        mht.blocks(b"Content-Type: multipart/mixed; boundary=0\r\n\r\n" + nested, "报告.mht")
    assert caught.value.key == "page_beyond_measure"


SOUND = archive(page(), PICTURE)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SOUND)), st.binary(max_size=6), st.integers(0, 60))
def test_whatever_an_archive_holds_it_is_read_or_refused(at: int, put: bytes, gone: int) -> None:
    try:
        mht.blocks(SOUND[:at] + put + SOUND[at + gone :], "报告.mht")
    except UnreadableFileError as fault:
        assert "报告.mht" in str(fault)
