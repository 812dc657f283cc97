"""Files made to harm whoever reads them, and files that are simply broken: each has to be refused with one error."""

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{target}"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 '哈'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
) + "]>"  # fmt: skip
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MEBI = 2**20


def package(main: str, content: str | bytes, **parts: str | bytes) -> bytes:
    """An office package with one main part."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format(target=main))
        archive.writestr(main, content)
        for name, part in parts.items():
            archive.writestr(name, part)
    return whole.getvalue()


def document(body: str, before: str = "") -> bytes:
    """A docx by the content of its body."""
    return package(
        "word/document.xml",
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>',
    )


def compound(*streams: str) -> bytes:
    """A compound file with streams of these names, 4096 bytes of nothing each."""
    sectors = 8 * len(streams)
    fat = [FAT_SECTOR, END]
    for n in range(len(streams)):
        first = 2 + 8 * n
        fat += [*range(first + 1, first + 8), END]
    fat += [FREE] * (128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<I", 0)
    head += struct.pack("<108I", *[FREE] * 108)
    entries = b"".join(_entry(name, n, len(streams)) for n, name in enumerate(("Root Entry", *streams)))
    directory = entries.ljust(512, b"\x00")[:512]
    return head + struct.pack("<128I", *fat) + directory + bytes(512 * sectors)


def _entry(name: str, number: int, streams: int) -> bytes:
    words = name.encode("utf-16-le") + b"\x00\x00"
    kind, start, size = (5, END, 0) if number == 0 else (2, 2 + 8 * (number - 1), 4096)
    right = number + 1 if 0 < number < streams else FREE
    child = 1 if number == 0 else FREE
    return (
        words.ljust(64, b"\x00")
        + struct.pack("<HBB", len(words), kind, 1)
        + struct.pack("<III", FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def pdf(pages: int = 1, trailer: str = "", kids: int = 1) -> bytes:
    """A PDF without any text: ``pages`` counts the leaves that one page is told to be."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{'3 0 R ' * kids}] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        "<< /Filter /Standard /V 1 /R 2 /O (" + "o" * 32 + ") /U (" + "u" * 32 + ") /P -4 >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (head + tail).encode()


def archive(members: dict[str, bytes], flags: int = 0) -> bytes:
    """A zip file; ``flags`` are set on every member, in both of its headers."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    content = bytearray(whole.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark) if flags else -1
        while at >= 0:
            content[at + offset] |= flags
            at = content.find(mark, at + 4)
    return bytes(content)


def _bomb() -> bytes:
    """A docx of 0.2 MB that unpacks to 200 MB."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", CONTENT_TYPES)
        made.writestr("_rels/.rels", RELATIONS.format(target="word/document.xml"))
        with made.open("word/document.xml", "w") as part:
            part.write(f"<w:document {W}><w:body><w:p><w:r><w:t>".encode())
            for _ in range(200):
                part.write(b"a" * MEBI)
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return whole.getvalue()


def _understated() -> bytes:
    """A docx whose main part is larger than its headers say."""
    content = bytearray(document("<w:p><w:r><w:t>年度报告</w:t></w:r></w:p>" * 5000))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bytes(content).rfind(mark)
        content[at + offset : at + offset + 4] = struct.pack("<I", 100)
    return bytes(content)


def files() -> Iterator[tuple[str, bytes]]:
    """Name and content of every hostile file that is a plain file of reasonable size."""
    whole = document("<w:p><w:r><w:t>青禾区园林局2018年政府信息公开工作年度报告</w:t></w:r></w:p>" * 200)
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    yield "压缩炸弹.docx", _bomb()
    yield "大小不符.docx", _understated()
    yield "嵌套十万层.docx", document("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000)
    yield "三百万段.docx", document("<w:p/>" * 3_000_000)
    yield "外部实体.docx", document("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", entity)
    yield "实体膨胀.docx", document("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", LAUGHS)
    yield (
        "实体膨胀.xlsx",
        package("xl/workbook.xml", f'<?xml version="1.0"?>{LAUGHS}<workbook>&a9;</workbook>'),
    )
    yield "没有正文.docx", package("word/document.xml", "")
    yield "不是XML.docx", package("word/document.xml", "政府信息公开工作年度报告" * 10)
    yield "有密码.docx", compound("EncryptedPackage", "EncryptionInfo")
    yield "有密码.xlsx", compound("EncryptionInfo", "EncryptedPackage")
    yield "有密码.pdf", pdf(trailer="/Encrypt 4 0 R /ID [(a) (a)]")
    yield "有密码.zip", archive({"年度报告.txt": b"x" * 100}, flags=1)
    yield "截断.docx", whole[: len(whole) // 2]
    yield "截断.xlsx", package("xl/workbook.xml", "<workbook/>" * 100)[:-40]
    yield "截断.pdf", pdf()[:200]
    yield "截断.zip", archive({"年度报告.txt": b"x" * 10_000})[:60]
    yield "空.txt", b""
    yield "空.docx", b""
    yield "只有空白.txt", " \n　\n".encode() * 100
    yield "全是零.doc", bytes(5000)
    yield "图片.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    yield "程序.pdf", b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4
    yield "改名的rar.zip", b"Rar!\x1a\x07\x01\x00" + bytes(range(256))
    yield "改名的7z.docx", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(256))
    yield "数据库.xls", b"SQLite format 3\x00" + bytes(500)
    yield "动图.jpg", b"GIF89a" + bytes(range(256))
    yield "坏.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000
    yield "坏.xls", compound("Workbook")
    yield "坏.rtf", b"{\\rtf1" + b"{\\bin9999999999 " * 50
    yield "幻灯片.doc", compound("PowerPoint Document")
    yield "版式.ofd", archive({"OFD.xml": b"<ofd/>"})
    yield "扫描件.pdf", pdf()
    yield "一万页.pdf", pdf(10_000, kids=10_000)
    yield "乱码.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40
    yield "十七兆.html", b"<html><body>" + b"<p>a</p>" * (17 * MEBI // 8)
    yield "两百万格.html", b"<table>" + b"<tr>" + b"<td>1<td>2<td>3<td>4" * 500_000 + b"</table>"
    yield "跨行跨列.html", b"<table>" + b"<tr><td rowspan=65534 colspan=1000>1<td>2" * 3000 + b"</table>"
    yield "含零字节.txt", "政府信息公开\x00工作\x00年度报告".encode() * 50
    yield "别国编码.txt", "Relatório anual — informação: ação, situação. ÿ".encode("cp1252") * 20
    yield "无标记UTF16.txt", "政府信息公开工作年度报告".encode("utf-16-le") * 20
    yield "百万格.csv", ("2018年," * 1100 + "\n").encode() * 1000
    yield "包中包.zip", archive({"内.zip": archive({"年度报告.txt": b"x"})})
    yield "两万五千个.zip", archive({f"{n}.txt": b"" for n in range(25_000)})
    yield "没有报告.zip", archive({"说明.ini": b"x"})
    yield (
        "没有网页.mht",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\n--x--\n" * 3,
    )
    yield "全是数量.txt", ("全年公开信息12条，比上年增长3.5%，" * 1_200_000).encode()
    yield "名字\n换行.docx", b"PK\x03\x04"


def write(folder: Path) -> frozenset[str]:
    """Write them all into a folder; the names under which each has to be told."""
    for name, content in files():
        (folder / name).write_bytes(content)
    with (folder / "三百兆.html").open("wb") as page:
        page.write(b"<html><body><p>")
        page.truncate(300 * MEBI)
    outside = folder.parent / "外面.txt"
    outside.write_text("青禾区园林局2018年政府信息公开工作年度报告", encoding="utf-8")
    (folder / "指向外面.txt").symlink_to(outside)
    (folder / "指向不存在.txt").symlink_to(folder / "没有.txt")
    names = {file.name for file in folder.iterdir()}
    return frozenset(name.replace("\n", "\ufffd") for name in names)
