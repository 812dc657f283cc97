"""The numbers that Word prints in front of paragraphs are part of their text."""

import pytest
from docx_files import cell, grids, in_list, level, lists, p, para, prose, r, run, style, styled, tbl, tc, tr

from auditlib.readers.docx.numerals import printed


def numbered(text: str, format_: str = "decimal", **options: str) -> str:
    (first,) = prose(para("概述", in_list(1)), numbering=lists(level(0, text, format_, **options)))
    return first


@pytest.mark.parametrize(
    ("text", "format_", "line"),
    [
        ("%1、", "chineseCounting", "一、概述"),
        ("（%1）", "chineseCountingThousand", "（一）概述"),
        ("%1、", "japaneseCounting", "一、概述"),
        ("%1.", "decimal", "1. 概述"),
        ("%1．", "decimalFullWidth", "１．概述"),
        ("（%1）", "lowerLetter", "（a）概述"),
        ("%1", "decimalEnclosedCircle", "①概述"),
        ("第%1条", "chineseCountingThousand", "第一条 概述"),
        ("附：", "none", "附：概述"),
        ("\uf0b7", "bullet", "概述"),
    ],
)
def test_number_in_front_of_a_paragraph(text: str, format_: str, line: str) -> None:
    assert numbered(text, format_) == line


def test_a_number_without_a_gap_stands_close() -> None:
    assert numbered("第%1条", "decimal", suffix="nothing") == "第1条概述"


def test_a_number_never_runs_into_a_figure() -> None:
    found = prose(para("2021年", in_list(1)), numbering=lists(level(0, "%1.", suffix="nothing")))
    assert found == ["1. 2021年"]


@pytest.mark.parametrize(
    ("number", "format_", "expected"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (105, "ideographDigital", "一〇五"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (28, "upperLetter", "BB"),
        (21, "decimalEnclosedCircle", "㉑"),
        (60, "decimalEnclosedCircle", "60"),
        (3, "ideographTraditional", "丙"),
        (7, "decimalZero", "07"),
        (7, "a format of the future", "7"),
    ],
)
def test_number_formats(number: int, format_: str, expected: str) -> None:
    assert printed(number, format_) == expected


def test_levels_count_within_those_above() -> None:
    numbering = lists(
        level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"), level(2, "%3.%2")
    )
    depths = [0, 1, 1, 2, 0, 1, 2]
    found = prose("".join(para("项", in_list(1, depth)) for depth in depths), numbering=numbering)
    labels = [line.removesuffix("项").strip() for line in found]
    assert labels == ["一、", "（一）", "（二）", "1.二", "二、", "（一）", "1.一"]


def test_legal_numbering_is_in_digits() -> None:
    numbering = lists(level(0, "%1、", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert prose(para("甲", in_list(1)) + para("乙", in_list(1, 1)), numbering=numbering) == [
        "一、甲",
        "1.1 乙",
    ]


def test_a_level_that_never_restarts_counts_on() -> None:
    numbering = lists(level(0, "%1、"), level(1, "（%2）", more='<w:lvlRestart w:val="0"/>'))
    found = prose("".join(para("项", in_list(1, depth)) for depth in (0, 1, 0, 1)), numbering=numbering)
    assert found == ["1、项", "（1）项", "2、项", "（2）项"]


def test_a_list_may_start_elsewhere() -> None:
    assert prose(para("项", in_list(1)), numbering=lists(level(0, "%1、", start=5))) == ["5、项"]


def test_lists_of_one_definition_count_on() -> None:
    numbering = lists(level(0, "%1、")) + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    assert prose(para("甲", in_list(1)) + para("乙", in_list(2)), numbering=numbering) == ["1、甲", "2、乙"]


def test_a_list_of_the_same_definition_may_start_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = lists(level(0, "%1、")) + f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{anew}</w:num>'
    body = para("甲", in_list(1)) + para("乙", in_list(2)) + para("丙", in_list(2))
    assert prose(body, numbering=numbering) == ["1、甲", "1、乙", "2、丙"]


def test_a_list_may_print_its_numbers_otherwise() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting")}</w:lvlOverride>'
    assert prose(para("甲", in_list(1)), numbering=lists(level(0, "%1、"), overrides=override)) == [
        "（一）甲"
    ]


def test_a_style_may_number_its_paragraphs() -> None:
    styles = style("A", f"<w:pPr>{in_list(1)}</w:pPr>") + style("B", based_on="A")
    numbering = lists(level(0, "%1、", "chineseCounting"))
    assert prose(para("概述", styled("A")) + para("总结", styled("B")), styles, numbering) == [
        "一、概述",
        "二、总结",
    ]


def test_the_level_that_names_a_style_numbers_it() -> None:
    styles = style("A", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    numbering = lists(level(0, "%1、"), level(1, "（%2）", "chineseCounting", more='<w:pStyle w:val="A"/>'))
    assert prose(para("概述", styled("A")), styles, numbering) == ["（一）概述"]


def test_a_paragraph_may_leave_the_list_of_its_style() -> None:
    styles = style("A", f"<w:pPr>{in_list(1)}</w:pPr>")
    assert prose(para("概述", styled("A") + in_list(0)), styles, lists(level(0, "%1、"))) == ["概述"]


def test_a_list_by_a_style_of_lists() -> None:
    link = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
    numbering = f'{lists(level(0, "%1、"))}{link}<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    styles = style("L", f"<w:pPr>{in_list(1)}</w:pPr>", kind="numbering")
    assert prose(para("概述", in_list(7)), styles, numbering) == ["1、概述"]


def test_numbers_in_cells_are_printed() -> None:
    rows = [tr(tc(p("", in_list(1))), cell(name), cell("3")) for name in ("甲", "乙")]
    assert grids(tbl(*rows), numbering=lists(level(0, "%1"))) == [[["1", "甲", "3"], ["2", "乙", "3"]]]


def test_a_list_that_is_not_defined_numbers_nothing() -> None:
    assert prose(para("概述", in_list(9))) == ["概述"]


def test_levels_that_were_passed_over_count_as_met() -> None:
    numbering = lists(level(0, "%1、"), level(1, "%1.%2、"))
    found = prose("".join(para("项", in_list(1, depth)) for depth in (1, 1, 0, 1)), numbering=numbering)
    assert found == ["1.1、项", "1.2、项", "2、项", "2.1、项"]


def test_text_boxes_count_on_their_own() -> None:
    boxed = f"<w:pict><w:txbxContent>{para('框', in_list(1))}</w:txbxContent></w:pict>"
    body = para("甲", in_list(1)) + p(r(boxed)) + p(r(boxed)) + para("乙", in_list(1))
    assert prose(body, numbering=lists(level(0, "%1、"))) == ["1、甲", "1、框", "2、框", "2、乙"]


def test_notes_count_on_their_own() -> None:
    notes = f'<w:footnote w:id="2">{para("注", in_list(1))}</w:footnote>'
    body = p(run("甲") + r('<w:footnoteReference w:id="2"/>'), in_list(1))
    assert prose(body, numbering=lists(level(0, "%1、")), footnotes=notes) == ["1、甲", "1、注"]
