"""A Word document becomes what it prints: its prose, and its tables with every merged cell in its place."""

from pathlib import Path

import docx as python_docx
import pytest
from docx_files import (
    MAIN,
    NAME,
    cell,
    docx,
    grids,
    in_list,
    level,
    lists,
    p,
    para,
    parts_of,
    prose,
    r,
    relations,
    root,
    run,
    style,
    styled,
    t,
    table,
    tables,
    tbl,
    tc,
    tr,
    zipped,
)

from auditlib.document import Paragraph
from auditlib.readers import read
from auditlib.readers.docx import blocks

DELETED = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'


# Text as printed.


def test_runs_of_a_paragraph_are_one_text() -> None:
    assert prose(p(run("全年公开信息1") + run("2条。"))) == ["全年公开信息12条。"]


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (run("公开48") + run("1", RAISED) + run("条"), "公开48条"),
        (run("公开48") + run("[", RAISED) + run("1", RAISED) + run("]", RAISED), "公开48"),
        (run("100m") + run("2", RAISED), "100m2"),
        (run("1", RAISED), "1"),
        (run("公开48") + run("1", RAISED.replace("superscript", "baseline")), "公开481"),
    ],
)
def test_raised_mark_of_a_note_is_no_part_of_the_number_before_it(runs: str, shown: str) -> None:
    assert prose(p(runs)) == [shown]
    assert grids(tbl(tr(cell("规章"), tc(p(runs))), tr(cell("项目"), cell("2"))))[0][0] == ["规章", shown]


def test_ideographic_indent_is_kept() -> None:
    assert prose(para("　　全年公开信息12条。")) == ["　　全年公开信息12条。"]


def test_empty_paragraphs_are_left_out() -> None:
    assert prose(p() + para("  ") + para("　") + para("正文。")) == ["正文。"]


def test_spaces_that_word_does_not_keep_are_dropped() -> None:
    assert prose(p("<w:r><w:t> 公开 </w:t></w:r><w:r><w:t>12条</w:t></w:r>")) == ["公开12条"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:tab/>", "公开 信息"),
        ("<w:noBreakHyphen/>", "公开-信息"),
        ("<w:softHyphen/>", "公开信息"),
        (t("\u00ad"), "公开信息"),
        ('<w:sym w:font="宋体" w:char="2460"/>', "公开①信息"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "公开☑信息"),
        ('<w:sym w:font="Symbol" w:char="F0B1"/>', "公开±信息"),
        ('<w:sym w:font="Webdings" w:char="F041"/>', "公开信息"),
        ("<w:lastRenderedPageBreak/>", "公开信息"),
    ],
    ids=[
        "tab",
        "hyphen",
        "soft hyphen",
        "soft hyphen sign",
        "sign",
        "box",
        "plus or minus",
        "picture",
        "page",
    ],
)
def test_what_stands_in_a_run_beside_text(inside: str, text: str) -> None:
    assert prose(p(r(t("公开") + inside + t("信息")))) == [text]


@pytest.mark.parametrize("sign", ["<w:br/>", "<w:cr/>", '<w:br w:type="page"/>'], ids=["br", "cr", "page"])
def test_a_line_break_ends_a_line_of_prose(sign: str) -> None:
    assert prose(p(r(t("青禾区园林局") + sign + t("2021年年度报告")))) == ["青禾区园林局", "2021年年度报告"]


@pytest.mark.parametrize(
    "wrapped",
    [
        '<w:hyperlink r:id="r9">{}</w:hyperlink>',
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:ins w:id="1">{}</w:ins>',
        '<w:moveTo w:id="1">{}</w:moveTo>',
        '<w:fldSimple w:instr="DOCPROPERTY x">{}</w:fldSimple>',
        "<w:bdo>{}</w:bdo>",
    ],
    ids=["link", "smart tag", "control", "insertion", "moved here", "simple field", "direction"],
)
def test_text_in_a_wrapper_is_text(wrapped: str) -> None:
    assert prose(p(run("公开") + wrapped.format(run("12")) + run("条"))) == ["公开12条"]


@pytest.mark.parametrize(
    "gone",
    [
        "<w:del><w:r><w:delText>90</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>90</w:t></w:r></w:moveFrom>",
        r("<w:instrText>90</w:instrText>"),
        run("90", "<w:vanish/>"),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("单击此处输入")
        + "</w:sdtContent></w:sdt>",
        r('<w:commentReference w:id="1"/>'),
    ],
    ids=["deletion", "moved away", "instruction", "hidden", "placeholder", "comment"],
)
def test_what_is_not_printed_is_no_text(gone: str) -> None:
    assert prose(p(run("公开") + gone + run("12条"))) == ["公开12条"]


def test_a_field_gives_its_result() -> None:
    mark = '<w:fldChar w:fldCharType="{}"/>'
    field = r(mark.format("begin")) + r("<w:instrText>=SUM(LEFT)</w:instrText>") + r(mark.format("separate"))
    assert prose(p(run("共") + field + run("12") + r(mark.format("end")) + run("条"))) == ["共12条"]


def test_a_field_inside_an_instruction_is_not_seen() -> None:
    mark = '<w:fldChar w:fldCharType="{}"/>'
    begin, between, end = (r(mark.format(kind)) for kind in ("begin", "separate", "end"))
    inner = begin + between + run("90") + end
    assert prose(p(begin + inner + between + run("12") + end + run("条"))) == ["12条"]


def test_a_drop_down_field_shows_its_choice() -> None:
    choices = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="件"/><w:listEntry w:val="条"/></w:ddList>'
    field = f'<w:fldChar w:fldCharType="begin"><w:ffData>{choices}</w:ffData></w:fldChar>'
    assert prose(p(run("12") + r(field) + r('<w:fldChar w:fldCharType="end"/>'))) == ["12条"]


def test_ruby_gives_its_base() -> None:
    ruby = f"<w:ruby><w:rt>{run('xinxi')}</w:rt><w:rubyBase>{run('信息')}</w:rubyBase></w:ruby>"
    assert prose(p(run("公开") + r(ruby))) == ["公开信息"]


def test_text_of_a_formula_is_text() -> None:
    assert prose(p(run("比率为") + "<m:oMath><m:r><m:t>12÷30</m:t></m:r></m:oMath>")) == ["比率为12÷30"]


# Hidden text.


@pytest.mark.parametrize(
    ("hiding", "paragraph"),
    [
        (
            style("H", "<w:rPr><w:vanish/></w:rPr>", kind="character"),
            p(run("秘", '<w:rStyle w:val="H"/>') + run("明")),
        ),
        (
            style("H", "<w:rPr><w:vanish/></w:rPr>", kind="character")
            + style("K", kind="character", based_on="H"),
            p(run("秘", '<w:rStyle w:val="K"/>') + run("明")),
        ),
        (
            style("H", "<w:rPr><w:vanish/></w:rPr>"),
            p(run("秘") + run("明", '<w:vanish w:val="0"/>'), styled("H")),
        ),
    ],
    ids=["style of a run", "inherited", "style of a paragraph"],
)
def test_a_style_may_hide_text(hiding: str, paragraph: str) -> None:
    assert prose(paragraph, hiding) == ["明"]


def test_what_only_the_web_view_hides_is_printed() -> None:
    assert prose(p(run("公开12条", "<w:webHidden/>"))) == ["公开12条"]


# Paragraphs that changes run together.


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert prose(para("公开信息", DELETED) + para("12条。")) == ["公开信息12条。"]


def test_a_paragraph_deleted_as_a_whole_leaves_nothing() -> None:
    gone = p("<w:del><w:r><w:delText>旧文</w:delText></w:r></w:del>", DELETED)
    assert prose(para("前。") + gone + para("后。")) == ["前。", "后。"]


def test_a_paragraph_that_was_moved_away_does_not_count_in_its_list() -> None:
    moved = p(f"<w:moveFrom>{run('旧')}</w:moveFrom>", in_list(1) + "<w:rPr><w:moveFrom/></w:rPr>")
    body = para("甲", in_list(1)) + moved + para("乙", in_list(1))
    assert prose(body, numbering=lists(level(0, "%1、"))) == ["1、甲", "2、乙"]


def test_a_deleted_mark_at_the_end_of_a_cell_loses_nothing() -> None:
    assert grids(tbl(tr(tc(para("公开", DELETED)), cell("12")), tr(cell("乙"), cell("3")))) == [
        [["公开", "12"], ["乙", "3"]]
    ]


# Text boxes, drawings, notes.


def box(text: str) -> str:
    return f"<w:txbxContent>{para(text)}</w:txbxContent>"


def test_a_text_box_is_read_behind_its_paragraph() -> None:
    drawing = f"<w:drawing><wps:txbx>{box('文头')}</wps:txbx></w:drawing>"
    assert prose(p(run("正文") + r(drawing)) + para("下文")) == ["正文", "文头", "下文"]


def test_of_two_versions_of_a_drawing_one_is_read() -> None:
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box("文头")}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict>{box('文头')}</w:pict></mc:Fallback>"
    assert prose(p(r(f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"))) == ["文头"]


def test_positions_of_a_drawing_are_no_text() -> None:
    drawing = "<w:drawing><wp:anchor><wp:positionH><wp:posOffset>1234</wp:posOffset></wp:positionH></wp:anchor></w:drawing>"
    assert prose(p(run("正文") + r(drawing))) == ["正文"]


def test_word_art_is_read() -> None:
    assert prose(p(r('<w:pict><v:shape><v:textpath string="青禾区园林局文件"/></v:shape></w:pict>'))) == [
        "青禾区园林局文件"
    ]


def test_notes_stand_at_the_end() -> None:
    notes = f'<w:footnote w:id="-1" w:type="separator">{para("线")}</w:footnote><w:footnote w:id="2">{para("注文。")}</w:footnote>'
    body = p(run("正文") + r('<w:footnoteReference w:id="2"/>') + run("。")) + para("末段。")
    assert prose(body, footnotes=notes) == ["正文。", "末段。", "注文。"]


def test_a_note_that_was_deleted_with_its_text_is_left_out() -> None:
    notes = f'<w:endnote w:id="2">{para("注文。")}</w:endnote>'
    body = p(run("正文") + "<w:del>" + r('<w:endnoteReference w:id="2"/>') + "</w:del>")
    assert prose(body, endnotes=notes) == ["正文"]


# Headings and tables of contents.


@pytest.mark.parametrize(
    ("properties", "styles", "expected"),
    [
        ('<w:outlineLvl w:val="1"/>', "", 2),
        (styled("A"), style("A", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'), 1),
        (styled("B"), style("A", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>') + style("B", based_on="A"), 3),
        (styled("2"), style("2", name="heading 2"), 2),
        (styled("A"), style("A", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'), None),
        ("", "", None),
    ],
    ids=["own", "style", "inherited", "by name", "body text", "none"],
)
def test_heading_level(properties: str, styles: str, expected: int | None) -> None:
    (paragraph,) = blocks(docx(para("概述", properties), styles), NAME)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.level == expected


def test_styles_based_on_each_other_are_no_trap() -> None:
    styles = style("A", based_on="B") + style("B", based_on="A")
    assert prose(para("正文", styled("A")), styles) == ["正文"]


def test_a_table_of_contents_is_no_prose() -> None:
    entry = p(run("一、概述") + r("<w:tab/>") + run("1"), styled("T"))
    assert prose(entry + para("一、概述"), style("T", name="toc 1")) == ["一、概述"]


# Tables.


def test_a_table_is_a_grid() -> None:
    assert grids(table(["指标", "单位", "数"], ["公开数", "条", "12"])) == [
        [["指标", "单位", "数"], ["公开数", "条", "12"]]
    ]


def test_blocks_come_in_reading_order() -> None:
    body = para("前。") + table(["甲", "1"], ["乙", "2"]) + para("后。")
    assert [type(block).__name__ for block in blocks(docx(body), NAME)] == ["Paragraph", "Table", "Paragraph"]


def test_a_merged_cell_is_one_cell_in_every_position() -> None:
    body = tbl(
        tr(cell("合并", span=2, down="restart"), cell("数")),
        tr(cell(span=2, down="continue"), cell("1")),
        tr(cell("甲"), cell("乙"), cell("2")),
    )
    (found,) = tables(body)
    first = found.rows[0][0]
    assert [[there is first for there in row] for row in found.rows] == [
        [True, True, False],
        [True, True, False],
        [False, False, False],
    ]


def test_a_merge_without_a_beginning_is_a_cell_of_its_own() -> None:
    body = tbl(tr(cell("甲", down="continue"), cell("1")), tr(cell("", down="continue"), cell("2")))
    assert grids(body) == [[["甲", "1"], ["甲", "2"]]]


def test_a_new_merge_below_another_is_another_cell() -> None:
    rows = [
        tr(cell(name, down=down), cell("1"))
        for name, down in (("甲", "restart"), ("乙", "restart"), ("", "continue"))
    ]
    assert [row[0] for row in grids(tbl(*rows))[0]] == ["甲", "乙", "乙"]


def test_cells_merged_the_old_way_are_one() -> None:
    left, right = (f'<w:hMerge w:val="{merge}"/>' for merge in ("restart", "continue"))
    (found,) = tables(
        tbl(tr(cell("甲", properties=left), cell("", properties=right), cell("1")), tr(*map(cell, "乙丙2")))
    )
    assert found.rows[0][0] is found.rows[0][1]


def test_a_tracked_merge_is_a_merge() -> None:
    above, below = (f'<w:cellMerge w:vMerge="{merge}"/>' for merge in ("rest", "cont"))
    body = tbl(tr(cell("甲", properties=above), cell("1")), tr(cell("", properties=below), cell("2")))
    assert grids(body) == [[["甲", "1"], ["甲", "2"]]]


def test_rows_that_begin_late_or_end_early_are_filled_up() -> None:
    body = tbl(
        tr(*map(cell, "甲乙丙")),
        tr(cell("丁"), cell("戊"), properties='<w:gridBefore w:val="1"/>'),
        tr(cell("己"), properties='<w:gridAfter w:val="2"/>'),
        tr(cell("庚", span=2)),
    )
    assert grids(body) == [[["甲", "乙", "丙"], ["", "丁", "戊"], ["己", "", ""], ["庚", "庚", ""]]]


def test_rows_of_a_table_that_lost_its_spans_keep_their_length() -> None:
    assert grids(table(["标题"], ["甲", "乙", "1"], ["丙", "2"])) == [
        [["标题"], ["甲", "乙", "1"], ["丙", "2"]]
    ]


def test_a_table_without_its_grid_is_read() -> None:
    body = tbl(tr(cell("甲"), cell("1")), tr(cell("乙"), cell("2"))).replace("<w:tblGrid></w:tblGrid>", "")
    assert grids(body) == [[["甲", "1"], ["乙", "2"]]]


def test_a_column_too_narrow_to_be_seen_is_left_out() -> None:
    body = tbl(
        tr(cell("甲"), cell("1", span=2), cell("2")),
        tr(cell("乙", span=2), cell("3"), cell("4")),
        widths=[2000, 1, 1000, 1000],
    )
    assert grids(body) == [[["甲", "1", "2"], ["乙", "3", "4"]]]


def test_a_narrow_column_in_which_something_is_written_stays() -> None:
    assert grids(table(["甲", "1", "2"], ["乙", "", "3"], widths=[2000, 1, 1000])) == [
        [["甲", "1", "2"], ["乙", "", "3"]]
    ]


def test_a_column_in_which_no_cell_begins_is_left_out() -> None:
    assert grids(tbl(tr(cell("甲", span=2), cell("1")), tr(cell("乙", span=2), cell("2")))) == [
        [["甲", "1"], ["乙", "2"]]
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
    ],
    ids=["control", "custom XML", "control in a control"],
)
@pytest.mark.parametrize("what", ["table", "row", "cell", "paragraph"])
def test_content_controls_hold_content_at_every_level(wrapped: str, what: str) -> None:
    wrap = {
        level: wrapped.format if level == what else "{}".format
        for level in ("table", "row", "cell", "paragraph")
    }
    first = wrap["cell"](tc(wrap["paragraph"](para("甲"))))
    body = wrap["table"](tbl(wrap["row"](tr(first, cell("1"))), tr(cell("乙"), cell("2"))))
    assert grids(body) == [[["甲", "1"], ["乙", "2"]]]


def test_a_placeholder_in_a_cell_is_a_blank() -> None:
    asks = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{para('点击输入')}</w:sdtContent></w:sdt>"
    )
    assert grids(tbl(tr(cell("甲"), tc(asks)), tr(cell("乙"), cell("2")))) == [[["甲", ""], ["乙", "2"]]]


def test_deleted_rows_and_cells_are_left_out() -> None:
    body = tbl(
        tr(cell("甲"), cell("旧", properties="<w:cellDel/>"), cell("1")),
        tr(cell("旧"), cell("0"), properties='<w:del w:id="1"/>'),
        tr(cell("乙"), cell("2"), properties='<w:ins w:id="2"/>'),
    )
    assert grids(body) == [[["甲", "1"], ["乙", "2"]]]


def test_lines_of_a_cell_are_joined_without_a_gap() -> None:
    label = tc(para("自然") + p(r(t("人") + "<w:br/>" + t("（件）"))))
    assert grids(tbl(tr(label, cell("1")), tr(cell("乙"), cell("2"))))[0][0][0] == "自然人（件）"


def test_figures_on_two_lines_of_a_cell_are_kept_apart() -> None:
    assert (
        grids(tbl(tr(cell("甲"), tc(para("12") + para("34"))), tr(cell("乙"), cell("2"))))[0][0][1] == "12 34"
    )


def test_a_small_table_in_a_cell_is_part_of_its_text() -> None:
    inner = tbl(tr(cell("甲"), cell("乙")), tr(cell("1"), cell("2")))
    rows = [tr(cell("公开"), cell(str(n)), cell("条"), cell("件")) for n in range(3)]
    body = tbl(*rows, tr(tc(inner + p()), cell("a"), cell("b"), cell("c")))
    assert grids(body)[0][3][0] == "甲乙1 2"


def test_a_place_is_counted_as_a_person_counts() -> None:
    body = (
        table(["甲", "1"], ["乙", "2"])
        + para("间")
        + tbl(tr(cell("标题", span=3)), tr(cell("丙", span=2), cell("3")), tr(*map(cell, "丁戊4")))
    )
    _, found = tables(body)
    place = found.rows[1][2].place
    assert (place.table, place.row, place.column) == (2, 2, 3)


def test_paragraphs_are_counted_as_a_person_counts() -> None:
    found = blocks(docx(para("前") + p() + table(["甲", "1"], ["乙", "2"]) + para("后")), NAME)
    assert [block.place.paragraph for block in found if isinstance(block, Paragraph)] == [1, 2]


# Tables that lay out prose.


def test_a_frame_around_the_article_is_walked_through() -> None:
    inner = table(["指标", "数"], ["公开数", "12"])
    body = tbl(tr(tc(para("一、概述") + para("全年公开信息12条。") + inner + para("特此报告。"))))
    assert (prose(body), grids(body)) == (
        ["一、概述", "全年公开信息12条。", "特此报告。"],
        [[["指标", "数"], ["公开数", "12"]]],
    )


def test_a_box_around_the_title_is_prose() -> None:
    assert prose(tbl(tr(cell("青禾区园林局2021年年度报告")))) == ["青禾区园林局2021年年度报告"]


def test_prose_in_a_row_cuts_a_table_that_lays_out_the_page() -> None:
    text = "全年公开信息12条，均为主动公开，全部按时在网站公开。" * 4
    body = tbl(tr(cell(text, span=2)), tr(cell("公开数"), cell("12")), tr(cell("收到数"), cell("3")))
    assert (prose(body), grids(body)) == ([text], [[["公开数", "12"], ["收到数", "3"]]])


def test_a_long_note_in_a_table_of_figures_stays_in_it() -> None:
    note = "填报说明：本表数据截至年底。各项均按规定口径统计。" * 3
    rows = [tr(cell(f"第{n}项指标"), cell("条"), cell(str(n))) for n in range(40)]
    assert len(grids(tbl(*rows, tr(cell(note, span=3))))[0]) == 41


# Packages.


def test_the_strict_variant_reads_the_same() -> None:
    body = para("一、概述", '<w:outlineLvl w:val="0"/>') + table(["甲", "1"], ["乙", "2"])
    strict = {
        name: str(content)
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts_of(body).items()
    }
    assert blocks(zipped(strict), NAME) == blocks(docx(body), NAME)


def test_any_prefix_of_the_namespace_will_do() -> None:
    parts = {
        name: str(content).replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=")
        for name, content in parts_of(para("正文")).items()
    }
    assert [block.text for block in blocks(zipped(parts), NAME) if isinstance(block, Paragraph)] == ["正文"]


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    parts = parts_of(para("正文"))
    parts["_rels/.rels"] = relations(officeDocument="/word/document2.xml")
    parts["word/document2.xml"] = parts.pop(MAIN)
    assert len(blocks(zipped(parts), NAME)) == 1


def test_a_document_without_its_other_parts_is_read() -> None:
    assert (
        len(blocks(zipped({MAIN: root("document", f"<w:body>{para('正文', styled('A'))}</w:body>")}), NAME))
        == 1
    )


def test_a_document_in_another_encoding_is_read() -> None:
    parts = parts_of(para("正文"))
    parts[MAIN] = str(parts[MAIN]).replace("UTF-8", "UTF-16").encode("utf-16")
    assert len(blocks(zipped(parts), NAME)) == 1


def test_embedded_objects_are_never_unpacked() -> None:
    content = zipped(
        {**parts_of(para("正文")), "word/embeddings/a.bin": b"abcd" * 5000, "word/vbaProject.bin": b"x"}
    )
    at = content.index(b"word/embeddings/a.bin") + 40
    damaged = content[:at] + bytes(8) + content[at + 8 :]
    assert len(blocks(damaged, NAME)) == 1


def test_a_document_that_python_docx_writes(tmp_path: Path) -> None:
    document = python_docx.Document()
    document.add_heading("一、概述", 1)
    document.add_paragraph("全年公开信息12条。")
    grid = document.add_table(2, 3)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "指标"
    for column, text in enumerate(("公开数", "条", "12")):
        grid.cell(1, column).text = text
    document.save(str(tmp_path / NAME))
    found = read(tmp_path / NAME, NAME)
    (made,) = found.tables()
    assert [paragraph.level for paragraph in found.paragraphs()] == [1, None]
    assert [[cell.text for cell in row] for row in made.rows] == [
        ["指标", "指标", ""],
        ["公开数", "条", "12"],
    ]
