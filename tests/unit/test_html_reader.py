"""A saved web page becomes the report alone: its prose in order, its tables as grids, nothing of it lost."""

import re
from pathlib import Path

import pytest

from auditlib.document import Document, Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import html, read
from auditlib.readers.html import markup as html_markup
from auditlib.readers.html import page as html_page
from auditlib.readers.html import tables as html_tables
from auditlib.readers.sniff import sniff

TITLE = "青禾区园林局2018年政府信息公开工作年度报告"
PROSE = "　　2018年，本局通过政府网站公开信息12条，比上年多3条。"
REPORT = (
    f"<p>{TITLE}</p><p>　　一、概述</p><p>{PROSE}</p>"
    "<table border=1><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
    "<tr><td>（一）主动公开政府信息数</td><td>条</td><td>12</td></tr>"
    "<tr><td>（二）规范性文件数</td><td>件</td><td>0</td></tr></table>"
    "<p>　　二、存在的主要问题</p><p>　　公开内容还不够丰富，今后将加以改进。</p>"
    "<p>青禾区园林局</p><p>2019年1月15日</p>"
)
LINES = [
    TITLE,
    "　　一、概述",
    PROSE,
    "　　二、存在的主要问题",
    "　　公开内容还不够丰富，今后将加以改进。",
    "青禾区园林局",
    "2019年1月15日",
]
GRID = [
    ["统计指标", "单位", "统计数"],
    ["（一）主动公开政府信息数", "条", "12"],
    ["（二）规范性文件数", "件", "0"],
]

WORDS = "首页 机构职能 政务公开 办事服务 互动交流 专题专栏 数据开放 走进青禾 新闻中心 政策文件 规划计划 通知公告".split()
LINKS = "".join(f'<a href="/c{n}/">{word}</a> ' for n, word in enumerate(WORDS))
LIST = "<ul>" + "".join(f'<li><a href="/c{n}/">{word}</a></li>' for n, word in enumerate(WORDS)) + "</ul>"
PATH = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 年度报告</div>'
SHARE = '<div>分享到：<a href="#">微博</a> <a href="#">微信</a> 【字体：大 中 小】 <a href="javascript:print()">打印</a></div>'
RELATED = "<ul>" + "".join(
    f'<li><a href="/{year}.html">青禾区园林局{year}年政府信息公开工作年度报告</a></li>' for year in range(2012, 2017)
) + "</ul>"  # fmt: skip
FOOT = "<div><p>主办单位：青禾区人民政府办公室</p><p>网站标识码：0000000001　版权所有</p></div>"
TOP = "<div>2025年12月30日 星期二　欢迎访问本网站</div>"


def page(body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>青禾区</title></head><body>{body}</body></html>'


def blocks(content: str | bytes) -> tuple[Paragraph | Table, ...]:
    return html.blocks(content.encode() if isinstance(content, str) else content, "报告.html")


def prose(content: str | bytes) -> list[str]:
    return [block.text for block in blocks(content) if isinstance(block, Paragraph)]


def tables(content: str | bytes) -> list[Table]:
    return [block for block in blocks(content) if isinstance(block, Table)]


def grids(content: str | bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows] for table in tables(content)]


def grid(rows: str) -> list[list[str]]:
    """The grid of a table that is given by its rows."""
    (found,) = grids(f"<table>{rows}</table>")
    return found


def cell(content: str) -> str:
    """The text of a table cell with that content."""
    return grid(f"<tr><td>指标</td><td>数</td></tr><tr><td>{content}</td><td>1</td></tr>")[1][0]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        blocks(content)
    return caught.value.key


def read_bytes(folder: Path, content: bytes) -> Document:
    path = folder / "报告.html"
    path.write_bytes(content)
    return read(path, "报告.html")


LAYOUTS = {
    "fragment": REPORT,
    "bare page": page(REPORT),
    "named content element": page(
        f'<div class="nav">{LINKS}</div>{PATH}<div class="TRS_Editor">{REPORT}</div>{FOOT}'
    ),
    "content element of the national portal": page(
        f'{TOP}{LINKS}{PATH}<div class="article"><UCAPCONTENT><div id="UCAP-CONTENT">{REPORT}</div></UCAPCONTENT>{RELATED}</div>{FOOT}'
    ),
    "nameless divs": page(
        f"<div><div>{LINKS}</div><div>{PATH}</div><div><div>{REPORT}</div></div>{FOOT}</div>"
    ),
    "a div for each paragraph": page(
        f"<div>{LINKS}</div>{PATH}"
        + "".join(f"<div>{part}</div>" for part in re.split("(?=<p>|<table)", REPORT))
        + FOOT
    ),
    "article split over siblings": page(
        f"<div>{LINKS}</div><div>{REPORT[: REPORT.index('<table')]}</div><div>{REPORT[REPORT.index('<table') :]}</div>{FOOT}"
    ),
    "layout tables": page(
        f"<table><tr><td><img src=a.jpg></td></tr><tr><td>您现在的位置：首页 &gt; 年度报告</td></tr></table>"
        f"<table width=1000><tr><td width=200>{LIST}</td><td><table><tr><td>&nbsp;</td></tr><tr><td>{REPORT}</td></tr></table></td></tr>"
        f"</table><table><tr><td>{FOOT}</td></tr></table>"
    ),
    "rows of a layout table": page(
        f"<table><tr><td colspan=2>{LINKS}</td></tr><tr><td>{LIST}</td><td>{REPORT}</td></tr><tr><td colspan=2>{FOOT}</td></tr></table>"
    ),
    "data table in wrappers": page(
        f"{LINKS}<div>"
        + REPORT.replace("<table border=1>", '<div style="overflow:auto"><table><tr><td><table>').replace(
            "</table>", "</table></td></tr></table></div>"
        )
        + f"</div>{FOOT}"
    ),
    "navigation longer than the article": page(f"{TOP}{LIST * 20}{PATH}<div>{REPORT}</div>{RELATED}{FOOT}"),
    "navigation without links": page(
        "<ul>" + "".join(f"<li>{word}</li>" for word in WORDS) + f"</ul><div>{REPORT}</div>"
    ),
    "page in a form": page(f"<form id=aspnetForm>{LINKS}<div>{REPORT}</div>{FOOT}</form>"),
    "tags that are never closed": f"<html><body><div class=header><div>{LINKS}{PATH}{REPORT}<div>{FOOT}",
    "names that mislead": page(
        f'<div>{LINKS}</div><div class="footer"><div class="nav">{REPORT}</div></div>'
    ),
    "share buttons inside": page(
        f"{LINKS}<div>{REPORT.replace('<p>　　一', SHARE + '<p>　　一')}{SHARE}</div>{FOOT}"
    ),
    "self-closed tags": '<?xml version="1.0" encoding="UTF-8"?>'
    + page(f'<script src="a.js"/><style type="text/css" /><div>{LINKS}</div><div>{REPORT}</div>{FOOT}'),
}


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_prose_of_the_report_is_read_without_the_page_around_it(content: str) -> None:
    assert prose(content) == LINES


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_table_of_the_report_is_read_as_its_grid(content: str) -> None:
    assert grids(content) == [GRID]


def test_blocks_come_in_reading_order() -> None:
    kinds = [type(block).__name__ for block in blocks(LAYOUTS["layout tables"])]
    assert kinds == ["Paragraph"] * 3 + ["Table"] + ["Paragraph"] * 4


def test_title_beside_the_content_element_belongs_to_the_report() -> None:
    body = REPORT.removeprefix(f"<p>{TITLE}</p>")
    content = page(f"{LINKS}{PATH}<h1>{TITLE}</h1>{SHARE}<div id=zoom>{body}</div>{RELATED}{FOOT}")
    assert prose(content) == LINES


def test_agency_above_the_title_belongs_to_the_report() -> None:
    content = page(f"<div>{LIST}</div><h2>青禾区园林局</h2><div>{REPORT}</div>{FOOT}")
    assert prose(content) == ["青禾区园林局", *LINES]


MENUS = {
    "list of years": "<ul><li>2018年</li><li>2017年</li><li>2016年</li></ul>",
    "years with their heading": "<div><h3>历年年报</h3><p>2018年度</p><p>2017年度</p></div>",
    "reports by year": "<dl><dt>年度报告</dt><dd><a>2018年报</a></dd><dd><a>2017年报</a></dd></dl>",
    "column with its years": "<div><h3>政府信息公开年报</h3><ul><li>2018年度</li><li>2017年度</li></ul></div>",
}


@pytest.mark.parametrize("menu", MENUS.values(), ids=MENUS.keys())
@pytest.mark.parametrize(
    "whole",
    [
        "{menu}<div>{report}</div>",
        "<div>{report}</div>{menu}",
        "<div>{menu}</div><div class=TRS_Editor>{report}</div>",
    ],
)
def test_menu_of_years_is_no_part_of_the_report(whole: str, menu: str) -> None:
    assert not {"2018年", "2017年", "2018年度", "2017年度", "2018年报", "2017年报"}.intersection(
        shown := prose(page(whole.format(menu=menu, report=REPORT)))
    )
    assert [line for line in shown if line in LINES] == LINES


def test_header_of_a_table_made_of_divs_is_no_menu() -> None:
    header = ["行政复议", "行政诉讼", *["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3]
    table = "<div>" + "".join(f"<div>{words}</div>" for words in header) + "</div>"
    assert prose(page(f"{table}{REPORT}")) == [*header, *LINES]


def test_year_on_a_line_of_its_own_is_kept() -> None:
    assert prose(page(f"<p>2018年度</p>{REPORT}")) == ["2018年度", *LINES]


def test_title_that_stands_in_the_head_alone_comes_first() -> None:
    body = REPORT.removeprefix(f"<p>{TITLE}</p>")
    head = f"<html><head><title>{TITLE}-青禾区人民政府门户网站</title></head>"
    assert prose(f"{head}<body>{LINKS}<div>{body}</div></body></html>") == LINES


def test_line_of_publication_belongs_to_the_report() -> None:
    body = REPORT.removeprefix(f"<p>{TITLE}</p>")
    content = page(
        f"{LINKS}<h1>{TITLE}</h1><div>发布日期：2019-01-20　来源：区园林局</div><div>{body}</div>{FOOT}"
    )
    assert prose(content)[1] == "发布日期：2019-01-20　来源：区园林局"


def test_index_of_a_disclosure_page_is_a_table_of_its_own() -> None:
    content = page(
        "<table><tr><td>索引号</td><td>001/2019-1</td></tr><tr><td>发布机构</td><td>区园林局</td></tr>"
        f"<tr><td colspan=2>{REPORT}</td></tr></table>"
    )
    assert (grids(content)[1:], prose(content)) == ([GRID], LINES)


def test_annex_behind_the_article_is_kept() -> None:
    content = page(f'{LINKS}<div>{REPORT}<p>附件：<a href="/files/a.xls">统计表.xls</a></p></div>{FOOT}')
    assert prose(content)[-1] == "附件：统计表.xls"


def test_sentence_that_speaks_of_page_furniture_is_kept() -> None:
    sentence = "　　完成网站ICP备案，网站地图和无障碍浏览均已开通。"
    assert prose(page(f"{LINKS}<div>{REPORT}<p>{sentence}</p></div>{FOOT}"))[-1] == sentence


def test_page_of_navigation_alone_is_kept_as_it_is() -> None:
    assert prose(page(LIST)) == WORDS


@pytest.mark.parametrize(
    "hidden",
    ['<div style="display: none">{}</div>', "<div hidden>{}</div>", "<noscript>{}</noscript>"],
    ids=["style", "attribute", "noscript"],
)
def test_hidden_parts_are_left_out(hidden: str) -> None:
    popup = hidden.format("<p>您即将离开本网站，是否继续访问？请确认。</p>")
    assert prose(page(popup + REPORT)) == LINES


def test_article_that_a_script_would_show_is_read() -> None:
    assert prose(page(f'{LINKS}<div id="c" style="display:none">{REPORT}</div>{FOOT}')) == LINES


def test_hidden_words_leave_their_sentence_whole() -> None:
    assert prose('<p>公开信息<span style="DISPLAY: none">旧数9</span>12条。</p>') == ["公开信息12条。"]


@pytest.mark.parametrize(
    "part",
    [
        "<script>if (1 < 2) { document.write('<p>脚本</p>') }</script>",
        "<style>p { margin: 0 }</style>",
        "<!-- 旧稿：公开信息9条。 -->",
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->",
        "<select><option>相关链接</option></select>",
    ],
    ids=["script", "style", "comment", "comment of Word", "list of choices"],
)
def test_what_is_no_text_is_left_out(part: str) -> None:
    assert prose(f"<div><p>公开信息12条。</p>{part}<p>收到申请3件。</p></div>") == [
        "公开信息12条。",
        "收到申请3件。",
    ]


def test_number_of_a_list_that_word_wrote_is_kept() -> None:
    content = "<p><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>概述</p><p>公开信息12条。</p>"
    assert prose(content) == ["一、概述", "公开信息12条。"]


@pytest.mark.parametrize(
    ("raised", "shown"),
    [
        ("48<sup>1</sup>", "48"),
        ("48 <sup>[1]</sup>件", "48 件"),
        ("<span>48</span><span><sup><a href='#_ftn1'>①</a></sup></span>", "48"),
        ("48<span style='vertical-align: super;'>2</span>", "48"),
        ("48<a href='#_ftn2'><span class='MsoFootnoteReference'><span>[2]</span></span></a>", "48"),
        ("48<sup><b>1</b>2</sup>", "48"),
        ("100m<sup>2</sup>", "100m2"),
        ("<sup>1</sup>", "1"),
        ("件<sup>1</sup>", "件1"),
        ("48<sup>万</sup>", "48万"),
        ("48<sub>1</sub>", "481"),
    ],
)
def test_raised_mark_of_a_note_is_no_part_of_the_number_before_it(raised: str, shown: str) -> None:
    assert prose(f"<p>正文</p><p>{raised}</p>") == ["正文", shown]
    assert grid(f"<tr><td>规章</td><td>{raised}</td></tr><tr><td>项目</td><td>2</td></tr>")[0] == [
        "规章",
        shown,
    ]


def test_inline_elements_do_not_part_words() -> None:
    content = (
        "<p><span>全年公<font face=宋体>开信</font></span><b>息</b>1<o:p></o:p>2<st1:date>条</st1:date>。</p>"
    )
    assert prose(content) == ["全年公开信息12条。"]


@pytest.mark.parametrize(
    "content",
    [
        "公开信息12条。<br>收到申请3件。",
        "公开信息12条。<div>收到申请3件。</div>",
        "<li>公开信息12条。<li>收到申请3件。",
        "公开信息12条。<span style='display:block'>收到申请3件。</span>",
        "<pre>公开信息12条。\n收到申请3件。</pre>",
    ],
    ids=["br", "div", "li", "block style", "pre"],
)
def test_breaks_and_block_elements_part_paragraphs(content: str) -> None:
    assert prose(f"<div>{content}</div>") == ["公开信息12条。", "收到申请3件。"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("　　全年公开12条。", "　　全年公开12条。"),
        ("&#12288;&#12288;全年公开12条。", "　　全年公开12条。"),
        ("&nbsp;&nbsp;全年公开12条。", "  全年公开12条。"),
        ("\n    全年公开\n    12条。\n", "全年公开12条。"),
        ("全年公开&nbsp;12 条。", "全年公开 12 条。"),
        ("See page\n12 of it。", "See page 12 of it。"),
        ("全年\u200b公开\u00ad12\ufeff条。", "全年公开12条。"),
    ],
    ids=["wide", "by number", "no-break", "source lines", "inside", "latin", "invisible"],
)
def test_spaces_are_those_a_reader_sees(source: str, shown: str) -> None:
    assert prose(f"<p>{source}</p>") == [shown]


def test_heading_tells_its_level() -> None:
    found = [
        (block.text, block.level)
        for block in blocks("<h1>年度报告</h1><h3>一、概述</h3><p>公开12条。</p>")
        if isinstance(block, Paragraph)
    ]
    assert found == [("年度报告", 1), ("一、概述", 3), ("公开12条。", None)]


def test_merged_cell_stands_in_every_position_that_it_covers() -> None:
    assert grid(
        "<tr><td rowspan=2>结果</td><td colspan=2>申请人</td></tr><tr><td>自然人</td><td>企业</td></tr>"
        "<tr><td>公开</td><td>3</td><td>4</td></tr>"
    ) == [["结果", "申请人", "申请人"], ["结果", "自然人", "企业"], ["公开", "3", "4"]]


def test_merged_cell_tells_the_place_where_it_begins() -> None:
    (table,) = tables(
        "<p>表</p><table><tr><td>甲<td colspan=2>乙</tr><tr><td>1<td>2<td>3</tr><tr><td>4<td>5<td>6</tr></table>"
    )
    assert table.rows[0][1] is table.rows[0][2]
    place = table.rows[0][2].place
    assert (place.table, place.row, place.column) == (1, 1, 2)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (
            "<tr><td rowspan=0>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr>",
            [["甲", "1"], ["甲", "2"], ["甲", "3"]],
        ),
        ("<tr><td rowspan=99>甲</td><td>1</td></tr><tr><td>2</td></tr>", [["甲", "1"], ["甲", "2"]]),
        (
            "<tr><td colspan=900>表头</td></tr><tr><td>甲</td><td>1</td></tr>",
            [["表头", "表头"], ["甲", "1"]],
        ),
        ("<tr><td>甲</td><td>乙</td></tr><tr><td>1</td></tr>", [["甲", "乙"], ["1", ""]]),
        (
            "<tr><td rowspan=-2 colspan=x>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>",
            [["甲", "1"], ["乙", "2"]],
        ),
        ("<tr><td>甲<td>1<tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),
        (
            "<tr><td>甲</td><td>1</td></tr><tr></tr><tr><td>乙</td><td>2</td></tr>",
            [["甲", "1"], ["乙", "2"]],
        ),
    ],
    ids=["to the end", "past the end", "too wide", "short row", "no number", "unclosed", "empty row"],
)
def test_spans_are_what_a_reader_sees(rows: str, shown: list[list[str]]) -> None:
    assert grid(rows) == shown


def test_head_comes_first_and_foot_last() -> None:
    assert grid(
        "<tfoot><tr><td>合计</td><td>3</td></tr></tfoot><tbody><tr><td>甲</td><td>3</td></tr></tbody>"
        "<thead><tr><td>指标</td><td>数</td></tr></thead>"
    ) == [["指标", "数"], ["甲", "3"], ["合计", "3"]]


def test_hidden_row_is_left_out() -> None:
    rows = '<tr><td>甲</td><td>1</td></tr><tr style="display:none"><td>旧</td><td>9</td></tr><tr><td>乙</td><td>2</td></tr>'
    assert grid(rows) == [["甲", "1"], ["乙", "2"]]


def test_caption_is_a_paragraph_before_its_table() -> None:
    first, second = blocks(
        "<table><caption>统计表</caption><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    )
    assert isinstance(first, Paragraph) and first.text == "统计表"
    assert isinstance(second, Table)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("本年新<br/>制作数量", "本年新制作数量"),
        ("<p>商业</p>\n<p>企业</p>", "商业企业"),
        ("<p>&nbsp;</p><p>自然人</p>", "自然人"),
        ("12<br>34", "12 34"),
        ("GDP<br>growth", "GDP growth"),
        ("<p>　　（一）收到申请数</p>", "　　（一）收到申请数"),
        ("&nbsp;", ""),
        ("　", ""),
        ("", ""),
    ],
)
def test_label_broken_over_lines_is_one_label(content: str, text: str) -> None:
    assert cell(content) == text


FIELDS = {
    "text field": '<input type="text" value="{}" readonly>',
    "field of no kind": '<span><input value="{}"></span>',
    "number field in a paragraph": '<p><INPUT TYPE="number" VALUE="{}" disabled/></p>',
    "text area": "<textarea rows=1>{}</textarea>",
}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
@pytest.mark.parametrize("small", [True, False])
def test_figures_in_fields_of_a_form_are_those_of_the_cells(
    field: str, small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_page, "is_small", lambda _: small)
    cells = "".join(f"<td>{field.format(figure)}</td>" for figure in ("3", "0", "1.25", "/"))
    shown = ["3", "0", "1.25", "/"]
    assert grid(f"<tr><td>甲</td>{cells}</tr>\n<tr><td>乙</td>{cells}</tr>") == [
        ["甲", *shown],
        ["乙", *shown],
    ]


def test_words_in_fields_of_a_form_are_no_text() -> None:
    search = '<input type="text" value="请输入关键字"><input type="hidden" value="3"><input type="submit" value="1">'
    assert prose(page(f"{search}<textarea>3</textarea>{REPORT}")) == LINES


def test_table_inside_a_cell_keeps_its_text() -> None:
    assert cell("其中<table><tr><td>甲</td><td>5</td></tr></table>") == "其中甲5"


def test_long_note_in_the_last_row_leaves_the_table_a_table() -> None:
    note = "注：本表由各科室填报。" * 12
    content = f"<table><tr><td>指标</td><td>数</td></tr><tr><td>甲</td><td>12</td></tr><tr><td colspan=2>{note}</td></tr></table>"
    assert (grids(content), prose(content)) == ([[["指标", "数"], ["甲", "12"]]], [note])


def test_lines_of_publication_in_a_table_are_prose() -> None:
    content = f"<table><tr><td>发布日期：2019-01-20</td><td>来源：区园林局</td></tr></table>{REPORT}"
    assert prose(content)[:2] == ["发布日期：2019-01-20", "来源：区园林局"]


DECLARED = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body>'


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_declared_encoding_is_not_trusted(encoding: str, declared: str) -> None:
    assert prose((DECLARED.format(declared) + REPORT).encode(encoding)) == LINES


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damaged_byte_costs_no_more_than_its_neighbours(encoding: str) -> None:
    content = (DECLARED.format("gb2312") + REPORT).encode(encoding).replace(b"</td>", b"\xff</td>", 1)
    assert prose(content) == LINES


def test_declared_encoding_counts_where_no_other_fits() -> None:
    content = DECLARED.format("shift_jis") + "<p>ﾆﾎﾝ</p><p>ｺﾞ</p>"
    assert prose(content.encode("shift_jis")) == ["ﾆﾎﾝ", "ｺﾞ"]


def test_page_cut_inside_a_character_loses_only_that_character() -> None:
    assert prose("<p>全年公开信息12条，均在网站发布".encode()[:-1]) == ["全年公开信息12条，均在网站发�"]


def test_numbered_characters_of_windows_are_read_as_browsers_do() -> None:
    assert prose("<p>一季度&#150;四季度&hellip;&ldquo;公开&rdquo;。</p>") == ["一季度–四季度…“公开”。"]


@pytest.mark.parametrize(
    "beginning",
    [
        "<!-- 存档 -->",
        '<?xml version="1.0" encoding="gb2312"?>\n<!DOCTYPE html>',
        "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
        "\n\n<HTML>",
        "<center>",
        "标题行",
        "",
    ],
    ids=["comment", "XML declaration", "doctype", "blank lines", "old tag", "words", "fragment"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_page_is_known_by_its_content(beginning: str, encoding: str) -> None:
    assert sniff((beginning + REPORT).encode(encoding)) == "html"


@pytest.mark.parametrize(
    "content",
    [
        "<2018年>公开信息12条。".encode(),
        "公开信息12条。</span>\n\t甲\n\t1\n".encode(),
        "公开信息12条。".encode("utf-16"),
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>a</p><p>b</p><p>c</p>",
    ],
    ids=["angle brackets", "stray tag", "UTF-16 text", "web archive"],
)
def test_what_is_no_page_is_not_taken_for_one(content: bytes) -> None:
    assert sniff(content) == "text"


def test_program_that_holds_a_page_is_no_page() -> None:
    assert sniff(b"\x7fELF\x00<p>a</p><p>b</p><p>c</p>") == "binary"


def test_page_is_read_as_a_document(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, page(REPORT).encode("gb18030"))
    assert [paragraph.text for paragraph in document.paragraphs()] == LINES


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><p>&nbsp;</p><p>　</p></body></html>",
        f"<html><head><title>{TITLE}</title></head><body><script>load()</script></body></html>",
        "<!-- 公开信息12条。 -->",
    ],
    ids=["blank", "script", "comment"],
)
def test_page_without_text_is_called_empty(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(tmp_path, content.encode())
    assert caught.value.key == "empty_file"


def test_paragraph_tells_its_number() -> None:
    assert [
        block.place.paragraph for block in blocks(page(LINKS + REPORT)) if isinstance(block, Paragraph)
    ] == [*range(1, 8)]


def test_cell_of_the_second_table_counts_its_rows_anew() -> None:
    second = tables(REPORT + REPORT)[1]
    place = second.rows[1][2].place
    assert (place.table, place.row, place.column) == (2, 2, 3)


def test_hundred_thousand_nested_elements_lose_no_text() -> None:
    assert prose(b"<div>" * 100_000 + "公开信息12条。".encode()) == ["公开信息12条。"]


def test_text_behind_deep_nesting_is_read() -> None:
    content = b"<div>" * 20_000 + "公开信息12条。".encode() + b"</div>" * 20_000 + "收到申请3件。".encode()
    assert prose(content) == ["公开信息12条。", "收到申请3件。"]


@pytest.mark.parametrize(
    "content",
    [
        b"<table><tr><td>" * 100_000 + b"a",
        b"<div>" * 100_000 + b"</b>" * 1_000_000,
    ],
    ids=["tables in tables", "unmatched closing tags"],
)
def test_nesting_beyond_measure_is_refused(content: bytes) -> None:
    assert refusal(content) == "page_beyond_measure"


def test_paragraphs_beyond_measure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "MAX_LINES", 3)
    assert refusal(b"<p>a<p>b<p>c<p>d") == "page_beyond_measure"


def test_too_large_a_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_PAGE_BYTES", 10)
    assert refusal(b"<p>12345678") == "too_large"


@pytest.mark.parametrize(
    "table",
    [
        b"<table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>",
        b"<table><tr><td rowspan=9 colspan=9>1<td>2<tr><td>3<tr><td>4</table>",
        b"<table><tr><td>1<td>2<td>3<tr><td>4<tr><td>5</table>",
    ],
    ids=["cells", "spans", "ragged"],
)
def test_too_many_cells_are_refused(table: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tables, "MAX_CELLS", 5)
    assert refusal(table) == "too_many_cells"


def test_nothing_outside_the_page_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("别处的文字")
    content = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f'<html><body><p>公开信息12条。&x;</p><iframe src="{secret.as_uri()}"></iframe></body></html>'
    )
    assert "别处的文字" not in "".join(prose(content))


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_page_too_large_for_a_tree_is_read_alike(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_markup, "ALWAYS_SMALL", 0)
    monkeypatch.setattr(html_markup, "LARGEST_TREE", 0)
    assert (prose(content), grids(content)) == (LINES, [GRID])


def test_text_behind_elements_nested_beyond_the_tree_is_read() -> None:
    content = f"<div>{'<b>' * 3000}公开信息12条。{'</b>' * 3000}</div><p>收到申请3件。</p>"
    assert prose(content) == ["公开信息12条。", "收到申请3件。"]


def test_cells_outside_of_any_table_keep_their_text() -> None:
    assert prose("<td><p>公开信息12条。</p></td><td><p>收到申请3件。</p></td>") == [
        "公开信息12条。",
        "收到申请3件。",
    ]
