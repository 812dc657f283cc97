"""What is no sound Word document gets one clear error, and nothing it holds is followed or carried out."""

import io
import zipfile

import pytest
from docx_files import (
    MAIN,
    NAME,
    cell,
    docx,
    in_list,
    level,
    lists,
    p,
    para,
    parts_of,
    r,
    root,
    run,
    style,
    styled,
    t,
    tbl,
    tr,
    zipped,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditlib.errors import UnreadableFileError
from auditlib.readers.docx import blocks


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        blocks(content, NAME)
    assert NAME in str(caught.value)
    return caught.value.key


def refused(body: str) -> str:
    return refusal(docx(body))


def test_an_embedded_document_is_refused() -> None:
    assert refused(para("正文") + '<w:altChunk r:id="r9"/>') == "embedded_content"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [MAIN, "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_document_type_is_refused(part: str, encoding: str) -> None:
    parts = parts_of(para("正文", styled("A")), style("A"))
    rest = str(parts[part]).rpartition("?>")[2]
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///a.txt">]>'
    parts[part] = (declared + rest).encode(encoding)
    assert refusal(zipped(parts)) == "doctype_refused"


def test_entities_in_entities_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    bomb = (
        f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]>'
        + root("document", "<w:body>&e8;</w:body>").partition("?>")[2]
    )
    assert refusal(zipped({MAIN: bomb})) == "doctype_refused"


@pytest.mark.parametrize("pair", [("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:x>", "</w:x>")])
def test_nesting_without_measure_is_refused(pair: tuple[str, str]) -> None:
    assert refused(pair[0] * 100_000 + para("正文") + pair[1] * 100_000) == "nested_too_deep"


def test_tables_nested_without_measure_are_refused() -> None:
    assert (
        refused("<w:tbl><w:tr><w:tc>" * 60 + para("正文") + "</w:tc></w:tr></w:tbl>" * 60)
        == "nested_too_deep"
    )


def test_millions_of_paragraphs_are_refused() -> None:
    assert refused("<w:p/>" * 3_000_000) == "part_beyond_measure"


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditlib.readers.docx.body.MAX_LINES", 10)
    assert refused(p(r(t("行") + (t("行") + "<w:br/>") * 12))) == "part_beyond_measure"


@pytest.mark.parametrize(
    "row",
    [
        tr(cell("甲", span=999_999_999)),
        tr(cell("甲"), properties='<w:gridBefore w:val="999999999"/>'),
        tr(cell("甲"), properties='<w:gridAfter w:val="2000000"/>'),
        tr(cell("甲", span=20_000)) + tr(cell("乙")) * 100,
    ],
    ids=["span", "before", "after", "filled up"],
)
def test_too_many_cells_are_refused(row: str) -> None:
    assert refused(tbl(row)) == "too_many_cells"


def test_what_unpacks_beyond_measure_is_refused() -> None:
    assert refusal(zipped({MAIN: b" " * (65 * 2**20)})) == "unpacked_too_large"


def test_a_package_of_too_many_parts_is_refused() -> None:
    assert (
        refusal(zipped({**parts_of(para("正文")), **{f"x/{n}": b"" for n in range(20_001)}}))
        == "package_members"
    )


def test_a_size_that_is_declared_too_small_is_refused() -> None:
    content = docx(para("正文" * 2000))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(MAIN).file_size
    assert (
        refusal(content.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little")))
        == "package_damaged"
    )


def test_a_damaged_part_is_refused() -> None:
    content = docx(para("".join(map(chr, range(0x4E00, 0x5E00)))))
    at = content.index(b"word/document.xml") + 2000
    assert refusal(content[:at] + bytes(50) + content[at + 50 :]) == "package_damaged"


def test_a_truncated_file_is_refused() -> None:
    assert refusal(docx(para("正文"))[:-200]) == "package_damaged"


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(docx(para("正文")))
    entry = content.index(b"PK\x01\x02")
    while entry >= 0:
        content[entry + 8] |= 1
        entry = content.find(b"PK\x01\x02", entry + 4)
    assert refusal(bytes(content)) == "package_encrypted"


def test_an_unusual_way_of_packing_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(MAIN, root("document", f"<w:body>{para('正文')}</w:body>"))
    assert refusal(target.getvalue()) == "package_damaged"


def test_a_missing_main_part_is_refused() -> None:
    assert refusal(zipped({"word/other.xml": "<a/>"})) == "part_missing"


@pytest.mark.parametrize("content", ["", "<w:document", "<a/>", "正文", "\x00\x01"])
def test_a_main_part_that_is_no_document_is_refused(content: str) -> None:
    assert refusal(zipped({MAIN: content})) == "part_not_xml"


def test_an_empty_document_has_no_blocks() -> None:
    assert blocks(docx(p()), NAME) == ()


# Whatever comes.

WHOLE = docx(
    para("一、概述", styled("A")) + p(run("公开") + r("<w:br/>") + run("12条"), in_list(1)) + tbl(tr(cell("甲", span=2)), tr(cell("乙"), cell("1"))),
    style("A", f"<w:pPr>{in_list(1)}</w:pPr>"),
    lists(level(0, "%1、")),
)  # fmt: skip
PIECES = st.sampled_from(
    "<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:pPr> </w:pPr> <w:sdt> "
    "</w:sdt> <w:sdtContent> </w:sdtContent> <w:br/> <w:vMerge/> <w:tcPr> </w:tcPr> <w:hMerge/> <w:del/> 正文 &amp; "
    "<w:txbxContent> </w:txbxContent> <mc:AlternateContent> </mc:AlternateContent> <w:vanish/> <w:fldChar/>".split()
)
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tried(content: bytes) -> None:
    """Reads what may be anything: it is read, or refused with the reader's own error."""
    try:
        blocks(content, NAME)
    except UnreadableFileError:
        return


@PATIENT
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    tried(content)
    tried(b"PK\x03\x04" + content)


@PATIENT
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_damage_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for at, byte in changes:
        content[at] = byte
    tried(bytes(content))


@PATIENT
@given(st.lists(PIECES, max_size=30))
def test_any_order_of_elements_is_read_or_refused(pieces: list[str]) -> None:
    tried(docx("".join(pieces), numbering=lists(level(0, "%1、"))))


ELEMENTS = st.recursive(
    st.sampled_from(
        [t("正文"), "<w:br/>", "<w:vanish/>", '<w:vMerge w:val="x"/>', '<w:gridSpan w:val="-3"/>', in_list(1)]
    ),
    lambda inner: st.tuples(
        st.sampled_from(
            "p r tbl tr tc pPr rPr tcPr sdt sdtContent ins del txbxContent ruby altChunk".split()
        ),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<w:{made[0]}>{''.join(made[1])}</w:{made[0]}>"),
    max_leaves=25,
)


@PATIENT
@given(st.lists(ELEMENTS, max_size=5))
def test_any_tree_of_elements_is_read_or_refused(elements: list[str]) -> None:
    tried(docx("".join(elements), style("A"), lists(level(0, "%1、"))))
