"""Slips of the pen are told; words that double rightly, usual short titles and units that end a word are not."""

import pytest

from auditlib.narrative.slips import slips


def told(text: str) -> list[tuple[str, str]]:
    """(kind, words) of the slips of a text."""
    return [(slip.kind, text[slip.start : slip.end]) for slip in slips(text)]


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("《澄水省信息公开办法》", "《澄水省政府信息公开办法》"),
        ("《中华人民共和国信息公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("《政务信息公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("《中华人民共和国政府信息公开条列》", "《中华人民共和国政府信息公开条例》"),
        ("《中华人民共和国政府信息公开例》", "《中华人民共和国政府信息公开条例》"),
        ("《中华人民共和国保密法》", "《中华人民共和国保守国家秘密法》"),
        ("《中华人民共和国行政复仪法》", "《中华人民共和国行政复议法》"),
    ],
)
def test_misquoted_law_is_told_with_the_right_title(title: str, meant: str) -> None:
    (slip,) = slips(f"按照{title}的要求，做好公开工作。")
    assert (slip.kind, slip.meant) == ("law", meant)


@pytest.mark.parametrize(
    "title",
    [
        "《中华人民共和国政府信息公开条例》",
        "《政府信息公开条例》",
        "《条例》",
        "《保密法》",
        "《澄水省政府信息公开办法》",
        "《澄水市园林局信息公开办法》",
        "《中华人民共和国行政许可法》",
        "《中华人民共和国城乡规划法》",
        "《政府信息公开工作制度》",
    ],
)
def test_right_and_usual_titles_are_left_alone(title: str) -> None:
    assert told(f"按照{title}的要求，做好公开工作。") == []


@pytest.mark.parametrize(
    ("quoted", "meant"),
    [
        ("《中华人民共和国政府信息公开条例》（国务院令第771号）", "国务院令第711号"),
        ("《政府信息公开条例》（国令第493号）", "国务院令第711号"),
        ("《政府信息公开工作年度报告格式》的通知（国办公开办函〔2021〕31号）", None),
        ("《关于印发〈政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕31号）", "国办公开办函〔2021〕30号"),
        ("《关于政府信息公开工作年度报告有关事项的通知》(国办公开办函[2019]6号)", "国办公开办函〔2019〕60号"),
        ("《中华人民共和国政府信息公开条例》（国务院令第711号）", None),
        ("《政府信息公开条例》（国务院令第 492 号）", None),
        ("《关于印发〈政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）", None),
        ("《关于规范信息公开平台设置的通知》（国办公开办函〔2019〕61号）", None),
    ],
)  # fmt: skip
def test_wrong_number_of_a_law_is_told(quoted: str, meant: str | None) -> None:
    assert [slip.meant for slip in slips(f"根据{quoted}，编制本报告。")] == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("严格审核审核程序。", "审核审核"),
        ("公开的的内容。", "的的"),
        ("邀请代表察看苗圃公示邀请代表察看苗圃公示，听取意见。", "邀请代表察看苗圃公示邀请代表察看苗圃公示"),
        (
            "纪念建园 30 周年座谈会纪念建园 30 周年座谈会召开。",
            "纪念建园 30 周年座谈会纪念建园 30 周年座谈会",
        ),
    ],
)
def test_words_printed_twice_are_told(text: str, words: str) -> None:
    assert told(text) == [("twice", words)]


@pytest.mark.parametrize(
    "text",
    [
        "一步一步推进，一件一件落实。",
        "二零二零年，人民防空办公室办公室承办公开工作。",
        "依申请公开公开目录。",
        "推进政府信息公开公开平台建设。",
        "逐条逐条核对。",
        "加强服务服务员队伍建设。",
        "的的确确有所提高。",
        "为了了解群众需要，发放问卷。",
        "在在线访谈中答问。",
        "附件：统计表\n统计表",
        "公开11 11 条。",
        "常常、往往、人人皆知。",
    ],
)
def test_words_that_double_rightly_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年公开养护合同条、采购信息76条、招聘信息12条。",
        "受理树木移植申请件，办结12件。",
        "发布苗木价格信息条；发布养护信息30条。",
    ],
)
def test_number_missing_before_its_unit_is_told(text: str) -> None:
    assert [kind for kind, _ in told(text)] == ["unit"]


@pytest.mark.parametrize(
    "text",
    [
        "公开养护合同3条、采购信息76条。",
        "公开各类文件、采购信息76件。",
        "通过微信头条、微博发布信息30条。",
        "公开规范性文件、信访件、便民事项12件。",
        "公开养护合同条。",
        "发布每一条、核对76条。",
        "受理的申请件已全部办结，共12件。",
    ],
)
def test_unit_that_ends_a_word_is_left_alone(text: str) -> None:
    assert told(text) == []
