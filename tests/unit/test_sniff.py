"""A file is known by its content, whatever its name; what no reader takes gets one clear error with a word on what to do."""

import io
import typing
import zipfile
from collections.abc import Mapping

import docx
import pytest
from compound_files import compound_file
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from auditlib.document import FileForm
from auditlib.errors import UnreadableFileError
from auditlib.messages import bilingual, catalogue
from auditlib.readers import READERS, containers, read_content
from auditlib.readers.sniff import sniff

PROSE = "青禾区园林局\n　　2018年，本局公开信息12条，比上年多3条。\n　　收到申请3件，均已办结。\n"


def archive(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def open_document(kind: str, manifest: str = "") -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": media, "content.xml": "<x/>", "META-INF/manifest.xml": manifest})


def saved(document: typing.Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "pdf"),
        (b"\n\n%PDF-1.7\n\xe2\xe3\xcf\xd3", "pdf"),
        (b"PK\x03\x04\x14\x00\x06\x00", "damaged_zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "ole"),
        (b"{\\rtf1\\ansi ...}", "rtf"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "seven_zip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"GIF89a", "image"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36", "image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "image"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "image"),
        (b"SQLite format 3\x00", "sqlite"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00", "xls"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\n<html lang='zh'>", "html"),
        ("全年公开信息12条\x00\x00".encode(), "binary"),
        ("全年公开信息12条。".encode("utf-16-le"), "binary"),
        (b"\x7fELF\x02\x01\x01\x00", "binary"),
        (b"\x00 \r\n", "empty"),
    ],
)  # fmt: skip
def test_file_is_known_by_its_first_bytes(content: bytes, form: str) -> None:
    assert sniff(content) == form


@pytest.mark.parametrize("words", ["BM25算法说明", "MM区园林局", "<2018年>公开信息12条", "%公开率", PROSE])
def test_text_that_begins_like_another_form_is_text(words: str) -> None:
    assert sniff(words.encode()) == "text"


def test_office_files_of_today_are_told_apart() -> None:
    forms = [sniff(saved(docx.Document())), sniff(saved(Workbook()))]
    assert forms == ["docx", "xlsx"]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (archive({"xl/workbook.bin": ""}), "xlsb"),
        (archive({"ppt/presentation.xml": ""}), "slides"),
        (archive({"OFD.xml": "", "Doc_0/Document.xml": ""}), "ofd"),
        (archive({"Word\\Document.xml": ""}), "docx"),
        (
            archive(
                {
                    "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                    "word/text.xml": "",
                }
            ),
            "docx",
        ),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "slides"),
        (open_document("text", "<manifest:encryption-data/>"), "encrypted"),
        (archive({"青禾区园林局2018年报告.docx": "", "附件.xlsx": ""}), "zip"),
        (saved(Workbook())[:-300], "damaged_zip"),
    ],
)
def test_zip_file_is_known_by_its_members(content: bytes, form: str) -> None:
    assert sniff(content) == form


def test_archive_of_too_many_members_is_left_to_what_unpacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_MEMBERS", 2)
    assert sniff(archive(dict.fromkeys("abc", ""))) == "zip"


LOCKED_DOC = bytes(10) + b"\x00\x01"
LOCKED_XLS = b"\x09\x08\x04\x00abcd\x2f\x00\x06\x00"


@pytest.mark.parametrize(
    ("streams", "form"),
    [
        ({"WordDocument": b""}, "doc"),
        ({"Workbook": b""}, "xls"),
        ({"Book": b""}, "xls"),
        ({"PowerPoint Document": b""}, "slides"),
        ({"CONTENTS": b""}, "works"),
        ({"EncryptionInfo": b"", "EncryptedPackage": b""}, "encrypted"),
        ({"WordDocument": LOCKED_DOC}, "encrypted"),
        ({"Workbook": LOCKED_XLS}, "encrypted"),
        ({"__properties_version1.0": b""}, "ole"),
    ],
)
def test_compound_file_is_known_by_its_streams(streams: Mapping[str, bytes], form: str) -> None:
    assert sniff(compound_file(streams)) == form


CSV = "{0}\n{1}\n统计指标,单位,统计数\n（一）主动公开数,条,12\n（二）规范性文件数,件,0\n"


@pytest.mark.parametrize(
    "content",
    [
        CSV.format("青禾区园林局,,", "（2018年度）,,"),
        CSV.format("青禾区园林局", "（2018年度）"),
        CSV.format("青禾区园林局,,", "（2018年度）,,").replace(",", ";"),
        CSV.format("青禾区园林局\t\t", "（2018年度）\t\t").replace(",", "\t"),
        'sep=|\n"甲"|1\n',
        '统计指标,单位,统计数\n"（一）公开数，\n含规范性文件",条,"1,234"\n（二）其他,件,0\n（三）又,件,2\n',
    ],
    ids=["padded", "ragged", "semicolons", "tabs", "stated", "quotes"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_table_as_text_is_known_by_its_fields(content: str, encoding: str) -> None:
    assert sniff(content.encode(encoding)) == "csv"


def test_rows_with_tabs_in_the_midst_of_prose_are_a_table() -> None:
    rows = "统计指标\t单位\t统计数\n（一）主动公开数\t条\t12\n（二）规范性文件数\t件\t0\n"
    assert sniff((PROSE * 20 + rows + PROSE).encode()) == "csv"


@pytest.mark.parametrize(
    "content",
    [
        "\t统计指标\n\t单位\n\t统计数\n\n\t主动公开数\n\t条\n\t12\n",
        "\t甲\t条\t1\n\n\t乙\t件\t2\n",
        "一、概述\t1\n二、公开情况\t2\n三、申请情况\t3\n" + PROSE * 5,
        "2018年,本局公开信息12条,比上年多3条。\n收到申请3件,办结3件,均未收费。\n",
        "公开信息1,234条，其中规范性文件12件。\n收到申请2,345件。\n" + PROSE,
        "单位负责人;\n审核人;\n" + PROSE,
    ],
    ids=["cell a line", "row a line", "contents", "commas in prose", "thousands", "semicolons"],
)
def test_prose_and_cells_behind_tabs_are_text(content: str) -> None:
    assert sniff(content.encode()) == "text"


PIPES = "| 信息内容 | 件数 |\n|:---|---:|\n| 规章 | 0 |\n"


@pytest.mark.parametrize(
    "content",
    [
        f"# 青禾区园林局2018年报告\n\n{PROSE}",
        f"{PROSE}\n## 一、概述\n\n{PROSE}\n## 二、公开情况\n",
        PROSE + PIPES,
        "信息内容|件数\n---|---\n规章|0\n",
        "# 报告\n\n<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>\n",
        "<table><tr><td>甲</td></tr></table>\n\n# 一、概述\n\n# 二、情况\n",
    ],
    ids=["title", "headings", "pipes", "bare pipes", "page table", "page table first"],
)
def test_markdown_is_known_by_headings_and_pipes(content: str) -> None:
    assert sniff(content.encode()) == "markdown"


@pytest.mark.parametrize(
    "content",
    [f"{PROSE}# 注：另见附件。\n", "首页 | 新闻 | 公开\n-----------\n" + PROSE, "#1楼\n" + PROSE],
    ids=["one stray heading", "line of links", "number sign"],
)
def test_text_with_a_sign_of_markdown_is_text(content: str) -> None:
    assert sniff(content.encode()) == "text"


def test_whole_page_is_no_markdown_whatever_it_says() -> None:
    assert sniff(f"<html><body><pre>\n# 一\n# 二\n{PIPES}</pre>".encode()) == "html"


ARCHIVE_HEAD = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="=_1"\r\n\r\n'
)


@pytest.mark.parametrize(
    "head",
    [
        ARCHIVE_HEAD,
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E6=8A=A5=E5=91=8A?=\r\n" + ARCHIVE_HEAD,
        "From: 由 Microsoft Internet Explorer 保存\r\n" + ARCHIVE_HEAD,
        "MIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n",
    ],
    ids=["Word", "Chrome", "Internet Explorer", "one part"],
)
def test_page_in_a_single_file_is_known_by_its_head(head: str) -> None:
    assert sniff((head + "<html><p>a</p><p>b</p><p>c</p></html>").encode("gb18030")) == "mht"


@pytest.mark.parametrize(
    ("start", "form"),
    [
        ('<?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w">', "doc"),
        (
            '<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "xlsb",
        ),
        (
            '<office:document xmlns:office="o" office:mimetype="application/vnd.oasis.opendocument.text">',
            "odt",
        ),
        (
            '<office:document xmlns:office="o" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">',
            "ods",
        ),
    ],
)
def test_office_file_as_one_xml_text_goes_the_way_of_its_kin(start: str, form: str) -> None:
    assert sniff(f'<?xml version="1.0" encoding="UTF-8"?>\n{start}'.encode()) == form


FORMS = [form for form in typing.get_args(FileForm) if form not in READERS and form != "empty"]
SAMPLES = {
    "ofd": (archive({"OFD.xml": ""}), "PDF"),
    "rar": (b"Rar!\x1a\x07\x01\x00", "zip"),
    "seven_zip": (b"7z\xbc\xaf\x27\x1c\x00\x04", "zip"),
    "image": (b"\x89PNG\r\n\x1a\n", "--ocr"),
    "encrypted": (compound_file({"EncryptedPackage": b""}), "密码"),
    "slides": (archive({"ppt/presentation.xml": ""}), "docx"),
    "sqlite": (b"SQLite format 3\x00", "docx"),
    "binary": (b"\x7fELF\x02\x01\x01\x00", "docx"),
    "damaged_zip": (b"PK\x03\x04", "重新下载"),
    "doc": (compound_file({"WordDocument": b""}), "LibreOffice"),
    "rtf": (b"{\\rtf1}", "LibreOffice"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
}


@pytest.mark.parametrize("form", SAMPLES)
def test_file_that_is_not_read_is_named_and_the_way_out_told(form: str) -> None:
    content, advice = SAMPLES[form]
    with pytest.raises(UnreadableFileError) as caught:
        read_content(content, "报告.bin")
    assert caught.value.key == f"not_read.{form}"
    assert "报告.bin" in caught.value.message.zh and advice in caught.value.message.zh


@pytest.mark.parametrize("form", FORMS)
def test_every_form_that_is_not_read_has_its_error(form: str) -> None:
    assert bilingual(f"error.not_read.{form}", path="报告").en.startswith("报告: ")


@pytest.mark.parametrize("form", typing.get_args(FileForm))
def test_every_form_has_a_name(form: str) -> None:
    assert f"file_form.{form}" in catalogue()


PIECES = st.sampled_from(
    [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"|", b"\n", b"---", b"# ", b",", b"\t", b'"', b"\x00",
     b"MIME-Version: 1.0\n", b"Content-Type: text/html\n", b"{\\rtf", b"\xff\xfe", b"\xef\xbb\xbf"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=8), max_size=12).map(b"".join))
@example(compound_file({"WordDocument": b""})[:700])
def test_any_bytes_have_a_form(content: bytes) -> None:
    assert sniff(content) in typing.get_args(FileForm)


def test_a_few_characters_under_the_name_of_a_word_file_are_no_report() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_content(b"hello", "年报.docx")
    assert caught.value.key == "not_as_named"


def test_a_whole_text_under_the_name_of_a_word_file_is_read() -> None:
    text = "青禾区水务局2022年政府信息公开工作年度报告\n一、总体情况\n本年度收到申请3件。".encode()
    assert read_content(text, "年报.docx").form == "text"
