"""Scanned reports: what a picture of a page says, read by the optional extra "ocr"."""

import io
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditlib import audit, load
from auditlib.document import Document
from auditlib.errors import UnreadableFileError
from auditlib.readers import read_content

SIZE = (1654, 1200)
TITLE = "柳林县水务局2022年政府信息公开工作年度报告"
ROWS = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "0", "0"),
    ("行政规范性文件", "17", "2", "1385"),
    ("其他", "/", "", "40"),
)

needs_extra = [
    pytest.mark.skipif(
        sys.version_info >= (3, 13),
        reason='the extra "ocr" has no wheel for Python 3.13: pictures are not read',
    ),
    pytest.mark.needs("cjk_font"),
]


@cache
def font_file() -> str:
    """The file of a Chinese font, as fontconfig knows it."""
    if not (ask := shutil.which("fc-match")):
        pytest.skip("needs fontconfig (fc-match), which knows where the Chinese font is")
    return subprocess.run(
        [ask, "-f", "%{file}", ":lang=zh-cn"], capture_output=True, text=True, check=True
    ).stdout


@cache
def scan(form: str, angle: float = 0.0) -> bytes:
    """A page with a title and a ruled table, as a scanner hands it over."""
    pytest.importorskip("rapidocr_onnxruntime", reason='needs the extra: pip install "auditlib[ocr]"')
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", SIZE, 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(font_file(), 32)
    draw.text((300, 150), TITLE, fill=20, font=font)
    xs, top, high = (200, 560, 860, 1160, 1460), 300, 80
    for n, row in enumerate(ROWS):
        for text, left, right in zip(row, xs[:-1], xs[1:], strict=True):
            middle = ((left + right) // 2, top + n * high + high // 2)
            draw.text(middle, text, fill=20, font=font, anchor="mm")
    for n in range(len(ROWS) + 1):
        draw.line((xs[0], top + n * high, xs[-1], top + n * high), fill=40, width=3)
    for x in xs:
        draw.line((x, top, x, top + len(ROWS) * high), fill=40, width=3)
    target = io.BytesIO()
    page.rotate(angle, fillcolor=250, resample=Image.Resampling.BICUBIC, expand=angle % 90 == 0).save(
        target, form, resolution=200
    )
    return target.getvalue()


@cache
def scanned_pdf() -> Document:
    return read_content(scan("PDF"), "扫描件.pdf", ocr=True)


def table(document: Document) -> list[tuple[str, ...]]:
    (found,) = document.tables()
    return [tuple(cell.text for cell in row) for row in found.rows]


class TestWhatIsRecognised:
    pytestmark = needs_extra

    def test_the_numbers_of_a_scanned_table_land_on_their_rows(self) -> None:
        assert [row[1:] for row in table(scanned_pdf())[1:]] == [row[1:] for row in ROWS[1:]]

    def test_a_page_laid_askew_is_read_as_well(self) -> None:
        document = read_content(scan("PNG", angle=1.2), "照片.png", ocr=True)
        assert [row[1:] for row in table(document)[1:]] == [row[1:] for row in ROWS[1:]]

    @pytest.mark.parametrize("quarters", [90, 180, 270])
    def test_a_page_laid_on_the_glass_the_wrong_way_is_turned(self, quarters: int) -> None:
        document = read_content(scan("PNG", angle=quarters), "照片.png", ocr=True)
        assert [row[1:] for row in table(document)[1:]] == [row[1:] for row in ROWS[1:]]

    def test_the_prose_is_read_beside_the_table(self) -> None:
        assert TITLE in [paragraph.text.strip() for paragraph in scanned_pdf().paragraphs()]

    def test_the_document_says_that_it_was_recognised(self) -> None:
        assert scanned_pdf().is_ocr

    def test_through_a_reading_process_no_finding_on_recognised_figures_is_an_error(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "柳林县水务局2022年报告.pdf").write_bytes(scan("PDF"))
        corpus = load(tmp_path, ocr=True)
        assert corpus.reports
        assert "error" not in {finding.severity for finding in audit(corpus)}


class TestRules:
    """The ruling lines of a picture of 200 dots an inch, where text stands close to them."""

    pytestmark = needs_extra
    PER_POINT = 200 / 72

    def page(self) -> Any:
        pytest.importorskip("cv2", reason='needs the extra: pip install "auditlib[ocr]"')
        from PIL import Image

        return Image.new("L", (900, 400), 245)

    def rules(self, page: Any) -> Any:
        import numpy as np

        from auditlib.readers.recognition.picture import ink
        from auditlib.readers.recognition.ruling import ruling

        image = np.asarray(page, np.uint8)
        return ruling(image, ink(image), self.PER_POINT)

    def test_a_faint_rule_between_two_close_lines_of_text_is_one_rule(self) -> None:
        from PIL import ImageDraw, ImageFont

        page = self.page()
        draw, font = ImageDraw.Draw(page), ImageFont.truetype(font_file(), 30)
        draw.line((50, 200, 850, 200), fill=165, width=2)
        for top in (163, 202):
            draw.text((200, top), "通过不同渠道和方式公开政府信息", fill=20, font=font)
        wide = [rule for rule in self.rules(page).across if rule.end - rule.start > 700 / self.PER_POINT]
        assert len(wide) == 1

    def test_an_upright_stroke_of_a_sign_in_a_low_row_is_no_rule(self) -> None:
        from PIL import ImageDraw

        page = self.page()
        draw = ImageDraw.Draw(page)
        for y in (150, 187):
            draw.line((50, y, 850, y), fill=40, width=3)
        draw.line((400, 155, 400, 183), fill=20, width=3)
        assert self.rules(page).down == ()

    def test_a_short_rule_from_one_line_to_the_next_is_one(self) -> None:
        from PIL import ImageDraw

        page = self.page()
        draw = ImageDraw.Draw(page)
        for y in (150, 187):
            draw.line((50, y, 850, y), fill=40, width=3)
        draw.line((400, 150, 400, 187), fill=40, width=3)
        assert len(self.rules(page).down) == 1


class TestWhatIsRefused:
    pytestmark = needs_extra

    def test_a_scan_is_refused_without_ocr_and_the_word_says_how(self) -> None:
        with pytest.raises(UnreadableFileError) as caught:
            read_content(scan("PDF"), "扫描件.pdf")
        assert 'pip install "auditlib[ocr]"' in caught.value.message.zh

    def test_a_damaged_picture_is_named(self) -> None:
        with pytest.raises(UnreadableFileError) as caught:
            read_content(scan("PNG")[:2000], "照片.png", ocr=True)
        assert caught.value.key == "picture_damaged"

    def test_a_picture_of_another_format_is_named(self) -> None:
        with pytest.raises(UnreadableFileError) as caught:
            read_content(b"8BPS" + bytes(range(256)), "图.psd", ocr=True)
        assert caught.value.key == "picture_not_read"


def test_where_the_extra_is_missing_the_word_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    with pytest.raises(UnreadableFileError) as caught:
        read_content(b"\x89PNG\r\n\x1a\n" + bytes(64), "照片.png", ocr=True)
    assert caught.value.key == "no_ocr"
