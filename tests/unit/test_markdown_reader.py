"""Markdown becomes headings, prose and grids; what converters put into it beside the text is taken away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import html, markdown, read_content

REPORT = """# 澄水市青禾区园林局2019年政府信息公开工作年度报告

## 一、总体情况

　　2019年，全局**主动公开**信息12条。

| 信息内容 | 本年新制作数量 | 本年新公开数量 |
|:---|---:|:---:|
| 规章 | 0 | 0 |
| 　　行政规范性文件 | 3 | |

## 二、存在的主要问题

公开形式还不够丰富。
"""
GRID = [["信息内容", "本年新制作数量", "本年新公开数量"], ["规章", "0", "0"], ["　　行政规范性文件", "3", ""]]


def blocks(content: str) -> tuple[Paragraph | Table, ...]:
    return markdown.blocks(content.encode(), "报告.md")


def prose(content: str) -> list[str]:
    return [block.text for block in blocks(content) if isinstance(block, Paragraph)]


def grids(content: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in blocks(content)
        if isinstance(block, Table)
    ]


def test_report_is_read_in_its_order() -> None:
    assert [block.text if isinstance(block, Paragraph) else "表" for block in blocks(REPORT)] == [
        "澄水市青禾区园林局2019年政府信息公开工作年度报告",
        "一、总体情况",
        "　　2019年，全局主动公开信息12条。",
        "表",
        "二、存在的主要问题",
        "公开形式还不够丰富。",
    ]


def test_table_of_pipes_is_a_grid() -> None:
    assert grids(REPORT) == [GRID]


def test_headings_tell_their_level() -> None:
    assert [block.level for block in blocks(REPORT) if isinstance(block, Paragraph)] == [1, 2, None, 2, None]


def test_table_of_a_page_between_the_lines_keeps_its_spans() -> None:
    page = '<table>\n<tr><td rowspan="2">自然人</td><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n'
    (table,) = (block for block in blocks(f"# 报告\n\n{page}\n公开信息12条。\n") if isinstance(block, Table))
    assert table.rows[0][0] is table.rows[1][0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("    缩进四格的正文。", "缩进四格的正文。"),
        ("1. 公开形式单一", "1. 公开形式单一"),
        ("12) 公开形式单一", "12) 公开形式单一"),
        ("**2019年，**全局公开信息12条。", "2019年，全局公开信息12条。"),
        ("*着重*的话", "着重的话"),
        ("占$85.6\\%$。", "占85.6%。"),
        ("见[附件](https://example.invalid/a.docx)。", "见附件。"),
        ("![](images/1.jpg)公开信息12条。", "公开信息12条。"),
        ("> 注：全年数。", "注：全年数。"),
        ("公开<span>信息</span>12条。", "公开信息12条。"),
    ],
)
def test_prose_is_kept_and_its_marks_are_not(line: str, said: str) -> None:
    assert prose(f"# 报告\n\n{line}\n")[1:] == [said]


def test_each_line_is_a_paragraph() -> None:
    assert prose("# 报告\n\n　　公开信息12条。\n　　收到申请3件。\n")[1:] == [
        "　　公开信息12条。",
        "　　收到申请3件。",
    ]


def test_line_above_a_rule_is_no_heading() -> None:
    found = blocks("# 报告\n\n公开信息12条。\n---\n收到申请3件。\n")
    assert [block.level for block in found if isinstance(block, Paragraph)] == [1, None, None]


def test_fence_around_the_whole_text_changes_nothing() -> None:
    assert blocks(f"```markdown\n{REPORT}```\n") == blocks(REPORT)


def test_line_breaks_in_a_cell_part_no_label() -> None:
    assert grids("| 行政<br>许可 | 1 |\n|---|---|\n| 乙 | 2 |\n")[0][0][0] == "行政许可"


def test_encoding_is_found_out() -> None:
    assert read_content(REPORT.encode("gb18030"), "报告.md").blocks == blocks(REPORT)


def test_too_large_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_PAGE_BYTES", 10)
    with pytest.raises(UnreadableFileError) as caught:
        blocks(REPORT)
    assert caught.value.key == "too_large"


def test_text_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_LINES", 3)
    with pytest.raises(UnreadableFileError) as caught:
        blocks(REPORT)
    assert caught.value.key == "page_beyond_measure"


MARKS = "# |\n|---\n > - * ** _ ` ``` [ ]( ) ! < <td> </table> <!-- & \\ $ 1. 　 甲".split(" ")
PIECES = st.sampled_from([*MARKS, "\n", " "])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join))
def test_any_text_is_read_or_refused(content: str) -> None:
    try:
        markdown.blocks(content.encode("utf-8", "replace"), "报告.md")
    except UnreadableFileError as fault:
        assert "报告.md" in str(fault)
