"""Headings carry on counting where they should, and a required section is missed however others are titled."""

import pytest
from builders import FORM, SECTIONS, official_rows, report_of, table_text

from auditlib.frames import build
from auditlib.narrative.official import era_of, misprinted
from auditlib.narrative.outline import REQUIRED, outline
from auditlib.narrative.sections import empty_sections, holds_tables_alone
from auditlib.wording import split_ordinal

NAMES = [name for name, _, _ in REQUIRED[FORM]]


def gaps(text: str) -> list[tuple[int | None, int | None]]:
    """(number, expected) of the headings whose number is not the one that would follow."""
    found = (h for h in outline(text, FORM) if h.present and h.level <= 2)
    return [(h.number, h.expected) for h in found if h.number != h.expected]


def skips(text: str) -> list[tuple[int | None, int | None]]:
    """(number, expected) of the items of lists that are out of count."""
    return [(h.number, h.expected) for h in outline(text, FORM) if h.level > 2]


def titles(text: str) -> list[str]:
    return [h.title for h in outline(text, FORM) if h.present]


def missing(text: str) -> list[str]:
    return [h.required for h in outline(text, FORM) if not h.present]


def lines(*headings: str) -> str:
    return "\n　　照常开展。\n".join(headings) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        lines("一、概述", "二、主动公开", "三、依申请公开"),
        lines("一、概述", "（一）组织", "（二）制度", "二、主动公开", "（一）数量", "（二）渠道"),
        lines("一、概述", "（一）组织", "一、领导重视", "二、责任到人", "（二）制度", "二、主动公开"),
        lines("一、概述", "二、问题", "一、意识不强", "二、队伍不稳", "三、手段不多", "三、打算", "四、其他"),
        lines("一、概述", "二、附则", "附件", "一、填报说明", "二、指标解释"),
        lines(*(f"{n}、情况" for n in "一 二 三 四 五 六 七 八 九 十 十一 十二".split())),
        lines("概述情况", "一、主动公开", "二、依申请公开"),
    ],
    ids=["plain", "two levels", "list inside a section", "list of the same level inside a section", "annex", "up to 十二", "unnumbered first"],
)  # fmt: skip
def test_unbroken_count_has_no_gap(text: str) -> None:
    assert gaps(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (lines("一、概述", "三、依申请公开"), [(3, 2)]),
        (lines("一、概述", "二、主动公开", "四、收费情况", "五、复议情况"), [(4, 3)]),
        (lines("一、概述", "三、依申请公开", "四、收费情况", "六、问题"), [(3, 2), (6, 5)]),
        (lines("二、主动公开", "三、依申请公开"), [(2, 1)]),
        (lines("一、概述", "（一）组织", "（三）制度"), [(3, 2)]),
        (lines("一、概述", "（一）组织", "二、主动公开", "（二）渠道"), [(2, 1)]),
        (lines(*(f"{n}、情况" for n in "一 二 三 四 五 六 七 八 九 十 十二".split())), [(12, 11)]),
    ],
    ids=["二 lost", "三 lost", "two lost", "一 lost", "part lost", "first part lost", "十一 lost"],
)  # fmt: skip
def test_lost_number_leaves_a_gap(text: str, found: list[tuple[int, int]]) -> None:
    assert gaps(text) == found


CONTENTS = ("一、总体情况", "二、主动公开政府信息情况", "三、其他需要报告的事项")


@pytest.mark.parametrize(
    "behind", ["{}", "{}\t{n}", "{}        {n}", "{}………………{n}", "{}（{n}）", "{}\n{n}"],
    ids=["no pages", "tab", "spaces", "leaders", "brackets", "pages on lines of their own"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["目　录\n", "目次\n", ""])
def test_table_of_contents_is_no_part_of_the_outline(head: str, behind: str) -> None:
    contents = "\n".join(behind.format(title, n=n + 2) for n, title in enumerate(CONTENTS))
    text = f"{head}{contents}\n芦洲区民政局2018年年度报告\n{lines(*CONTENTS)}"
    assert titles(text) == list(CONTENTS)


def test_sections_that_are_left_empty_are_no_table_of_contents() -> None:
    assert titles("\n".join(CONTENTS) + "\n　　照常开展。\n") == list(CONTENTS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (lines("一、概述", "二、主动公开", "二、依申请公开", "三、收费情况"), [(2, 3)]),
        (lines("一、概述", "二、主动公开", "三、依申请公开", "三、收费情况", "五、问题"), [(3, 4), (5, 4)]),
        (lines("一、概述", "（一）组织", "（二）制度", "（二）培训"), [(2, 3)]),
    ],
    ids=["twice 二", "twice 三", "twice （二）"],
)  # fmt: skip
def test_repeated_number_is_out_of_turn(text: str, found: list[tuple[int, int]]) -> None:
    assert gaps(text) == found


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("一、概述", "一、概述"),
        ("　　二、主动公开政府信息情况　", "二、主动公开政府信息情况"),
        ("三.依申请公开", "三.依申请公开"),
        ("（一）总体情况。全年公开信息12条。", "（一）总体情况"),
        ("(二)工作机制：由办公室牵头，各科室配合。", "(二)工作机制"),
        ("组织领导和制度建设情况", "组织领导和制度建设情况"),
        ("　　建议提案办理工作", "建议提案办理工作"),
    ],
)
def test_heading_is_found(line: str, title: str) -> None:
    assert titles(line) == [title]


@pytest.mark.parametrize(
    "line",
    [
        "全年公开信息12条，比上年有所增加。",
        "1.政府网站公开情况较好，更新及时。",
        "（注：各栏相加等于总数）",
        "2018年12月31日",
        "一是加强组织领导；二是完善制度。",
        "一、二、三季度分别公开信息12条、15条和9条。",
        "联系电话：0000-7023456",
    ],
)
def test_prose_is_no_heading(line: str) -> None:
    assert titles(line) == []


def test_heading_tells_its_place() -> None:
    text = "前言。\n　　二、主动公开\n正文。"
    (heading,) = (h for h in outline(text, FORM) if h.present)
    assert text[heading.start : heading.end] == "二、主动公开"


def test_report_with_all_sections_misses_none() -> None:
    assert missing("\n".join(SECTIONS)) == []


@pytest.mark.parametrize(("place", "name"), list(enumerate(NAMES)), ids=NAMES)
def test_section_that_is_left_out_is_missed(place: int, name: str) -> None:
    assert missing("\n".join(SECTIONS[:place] + SECTIONS[place + 1 :])) == [name]


def replaced(place: int, section: str) -> str:
    return "\n".join((*SECTIONS[:place], section, *SECTIONS[place + 1 :]))


@pytest.mark.parametrize(
    ("place", "title"),
    [
        (0, "一、总体情况"),
        (0, "一、基本情况"),
        (0, "一、政府信息公开工作概况"),
        (0, "一、推进政府信息公开工作情况"),
        (0, "总体情况概述"),
        (1, "二、主动公开情况"),
        (1, "二、政府信息主动公开情况"),
        (2, "三、政府信息依申请公开办理情况"),
        (2, "三、公民、法人和其他组织申请公开政府信息的情况"),
        (2, "三、信息公开申请办理情况"),
        (3, "四、政府信息公开收费及减免情况"),
        (3, "四、费用收取情况"),
        (4, "五、因政府信息公开申请行政复议、提起行政诉讼的情况"),
        (4, "五、复议和诉讼情况"),
        (5, "六、存在的不足及改进措施"),
        (5, "六、存在问题与下一步打算"),
        (5, "六、工作中的不足和改进方向"),
    ],
)
def test_section_may_be_titled_otherwise(place: int, title: str) -> None:
    assert missing(replaced(place, f"{title}\n　　照常开展。")) == []


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (1, "全年主动公开政府信息12条。"),
        (2, "全年收到政府信息公开申请3件。"),
        (2, "年内未接到依申请公开事项。"),
        (3, "全年没有收取检索、复制、邮寄等费用。"),
        (3, "依申请公开未收费。"),
        (3, "全年收取费用0元。"),
        (4, "未发生行政复议和行政诉讼。"),
        (5, "工作中还存在一些不足。"),
    ],
)
def test_subject_told_without_a_heading_of_its_own_counts_as_present(place: int, sentence: str) -> None:
    assert missing(replaced(place, f"　　{sentence}")) == []


@pytest.mark.parametrize(
    ("place", "section"),
    [
        (2, "三、因政府信息公开申请行政复议、提起行政诉讼的情况\n　　没有案件。"),
        (3, "四、重点领域公开情况\n　　公开行政事业性收费目录和涉企费用清单。"),
        (5, "六、热点问题回应情况\n　　及时回应群众关切。"),
        (5, "六、重点工作情况\n　　改进服务方式。"),
    ],
    ids=["requests in the title of disputes", "fees as a field of disclosure", "hot topics are no problems", "improved services"],
)  # fmt: skip
def test_like_words_do_not_stand_in_for_a_section(place: int, section: str) -> None:
    assert missing(replaced(place, section)) == [NAMES[place]]


def test_form_that_is_not_known_requires_nothing() -> None:
    assert [h for h in outline("正文。", "") if not h.present] == []


@pytest.mark.parametrize(
    ("text", "level", "number", "words"),
    [
        ("一、概述", 1, 1, "概述"),
        ("十二、其他", 1, 12, "其他"),
        ("二十一、其他", 1, 21, "其他"),
        ("（三）制度", 2, 3, "制度"),
        ("(三)制度", 2, 3, "制度"),
        ("（三）、制度", 2, 3, "制度"),
        ("4.培训", 3, 4, "培训"),
        ("4、培训", 3, 4, "培训"),
        ("（5）经费", 4, 5, "经费"),
    ],
)
def test_ordinal_is_told_from_its_words(text: str, level: int, number: int, words: str) -> None:
    ordinal, rest = split_ordinal(text)
    assert ordinal is not None
    assert (ordinal.level, ordinal.number, rest) == (level, number, words)


@pytest.mark.parametrize("text", ["概述", "3.5万元", "一是加强领导", "十三五规划", "（县）区情况", "2018年"])
def test_words_without_an_ordinal_have_none(text: str) -> None:
    assert split_ordinal(text) == (None, text)


ANNUAL = (
    "一、总体情况\n　　公开工作平稳有序。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况\n　　公开形式还不够多样。",
    "六、其他需要报告的事项\n　　无。",
)
PREAMBLE = "本报告包括总体情况、主动公开政府信息情况、存在的主要问题及改进情况和其他需要报告的事项等部分。\n"


def annual_missing(sections: list[str], *indicators: str) -> list[str]:
    found = outline(PREAMBLE + "\n".join(sections), "annual-2021", indicators)
    return [h.required for h in found if not h.present]


def test_annual_report_with_its_six_sections_misses_none() -> None:
    assert annual_missing(list(ANNUAL)) == []


@pytest.mark.parametrize("place", range(6))
def test_annual_section_that_is_left_out_is_missed_though_the_preamble_lists_it(place: int) -> None:
    sections = [section for n, section in enumerate(ANNUAL) if n != place]
    assert annual_missing(sections) == [REQUIRED["annual-2021"][place][0]]


@pytest.mark.parametrize(
    ("place", "indicator"),
    [
        (1, "disclosure.normative.made"),
        (2, "request.new.total"),
        (3, "remedy.reconsideration.total"),
    ],
)
def test_annual_section_whose_table_is_there_is_present(place: int, indicator: str) -> None:
    sections = [section for n, section in enumerate(ANNUAL) if n != place]
    assert annual_missing(sections, indicator) == []


@pytest.mark.parametrize(
    ("place", "section"),
    [
        (0, "一、工作概述\n平稳。"),
        (0, "一、政府信息公开工作开展情况\n平稳。"),
        (1, "二、政府信息主动公开情况"),
        (2, "三、依申请公开情况"),
        (3, "四、因政府信息公开被提起行政诉讼的情况"),
        (4, "五、不足及下一步打算\n改进。"),
        (4, "五、工作中的短板\n改进。"),
        (5, "六、其它需报告事项\n无。"),
        (5, "六、需要说明的情况\n无。"),
    ],
)
def test_annual_section_may_be_titled_otherwise(place: int, section: str) -> None:
    assert annual_missing([*ANNUAL[:place], section, *ANNUAL[place + 1 :]]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一是加强领导；三是完善制度。", [(3, 2)]),
        ("措施如下：一是加强领导。二是完善制度。四是加强培训。", [(4, 3)]),
        ("一是加强领导；二是完善制度；二是加强培训。", [(2, 3)]),
        ("一要加强领导，三要完善制度。", [(3, 2)]),
        ("一是加强领导。\n　　三是完善制度。", [(3, 2)]),
        ("1.加强领导。\n3.完善制度。", [(3, 2)]),
        ("（1）加强领导。\n（2）完善制度。\n（4）加强培训。", [(4, 3)]),
    ],
    ids=["point", "third", "twice", "一要", "paragraphs", "items", "details"],
)
def test_list_out_of_count_is_told(text: str, found: list[tuple[int, int]]) -> None:
    assert skips(f"一、概述\n　　{text}") == found


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导；二是完善制度；三是加强培训。",
        "一是问题。二是措施：一是培训；二是检查。三是其他。",
        "首先加强领导；二是完善制度；三是加强培训。",
        "一是加强领导。〔略〕三是完善制度。",
        "一是加强领导；其次完善制度；三是加强培训。",
        "统一是前提，三是检查。",
        "一是否公开，三是否及时，都要核对。",
        "一是加强领导。\n1.培训。\n2.检查。\n二是完善制度。",
        "一是加强领导。\n二、主动公开\n　　三是完善制度。",
        "3.5万元用于培训，5.2万元用于印刷。",
        "1、2、4月份分别召开会议。",
        "按照第（1）项、第（3）项执行。",
        "1.加强领导。\n（1）培训。\n（2）检查。\n2.完善制度。\n（1）修订。",
        "2018年12月公开。\n12.5万元。",
    ],
)
def test_list_that_counts_on_or_cannot_be_judged_is_left_alone(text: str) -> None:
    assert skips(f"一、概述\n　　{text}") == []


def empty(text: str) -> list[str]:
    return [heading.title for heading in empty_sections(report_of(text))]


def test_section_without_a_word_is_empty() -> None:
    assert empty("一、概述\n平稳。\n二、培训情况\n三、监督情况\n照常。") == ["二、培训情况"]


@pytest.mark.parametrize(
    "text",
    [
        "一、概述\n（一）组织情况\n有专人。\n二、培训情况\n照常。",
        "一、概述\n平稳。\n二、主动公开政府信息情况\n三、培训情况\n照常。",
        "五、存在的问题\n（一）意识不强\n（二）队伍不稳\n（三）渠道不多",
        "五、存在的主要问题\n一、意识不强\n二、队伍不稳",
        "一、概述\n二、培训情况\n照常。".replace("一、概述", "一、概述。平稳有序。"),
        "二、培训情况\n\n\t人次\n\t12\n\n三、监督情况\n照常。",
        "监督情况\n培训情况\n照常。",
    ],
    ids=["parts below", "table of the form", "list as headings", "list of the same level", "run in", "a table", "no numbers"],
)  # fmt: skip
def test_section_with_something_under_it_is_not_empty(text: str) -> None:
    assert empty(text) == []


@pytest.mark.parametrize(
    ("title", "official"),
    [
        ("四、政府信息公开行政法复议、行政诉讼情况", "政府信息公开行政复议、行政诉讼情况"),
        ("三、收到和处理政府信息公开申情况", "收到和处理政府信息公开申请情况"),
        ("五、存在的主要问题及改近情况", "存在的主要问题及改进情况"),
        ("二、主动公开政府信息清况", "主动公开政府信息情况"),
        ("六、其他需要报吿的事项", "其他需要报告的事项"),
        ("六、其他需要告报的事项", "其他需要报告的事项"),
    ],
)
def test_official_heading_with_a_slip_is_told(title: str, official: str) -> None:
    assert misprinted(title) == official


@pytest.mark.parametrize(
    "title",
    [
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题和改进情况",
        "五、存在主要问题及改进情况",
        "六、其它需要报告的事项",
        "六、其他需要报告事项",
        "二、主动公开政务信息情况",
        "三、收到和处理政府信息公开申请的情况",
        "一、总体概况",
        "七、培训情况",
    ],
)
def test_heading_that_varies_rightly_is_no_slip(title: str) -> None:
    assert misprinted(title) == ""


@pytest.mark.parametrize(
    ("title", "era"),
    [
        ("三、收到和处理政府信息公开申请情况", "annual"),
        ("一、概述", FORM),
        ("四、政府信息公开收费及减免情况", FORM),
        ("五、存在的主要问题及改进情况", ""),
        ("二、主动公开政府信息情况", ""),
        ("七、培训情况", ""),
    ],
)
def test_heading_of_one_form_alone_is_known(title: str, era: str) -> None:
    assert era_of(title) == era


def test_headings_of_another_form_are_told_once_a_report() -> None:
    text = "云陵县教育局2021年政府信息公开年度报告\n一、概述\n平稳。\n二、收费及减免情况\n无。\n三、政府信息公开收费及减免情况\n无。"
    frame = build([report_of(text)]).outline
    assert (frame["title_form"] != frame["year_form"])[frame["title_form"].notna()].to_list() == [True]


@pytest.mark.parametrize(
    "beside",
    [
        "",
        "二、主动公开政府信息情况",
        "注：本表由各单位填报。",
        "注：1.统计期限为全年。\n2.金额以万元计。",
        "填表说明\n1.由各科室填写。\n2.没有的填0。",
        "填报单位：甲局。填表人：乙某",
    ],
)
def test_tables_with_notes_alone_lack_no_section_and_that_is_told(beside: str) -> None:
    made = report_of(f"2018年政府信息公开工作年度报告\n{beside}\n\n{table_text(official_rows({}))}")
    assert holds_tables_alone(made)
    frames = build([made])
    assert (list(frames.reports["contents"]), len(frames.outline)) == (["tables"], 0)


@pytest.mark.parametrize(
    "prose",
    ["全年公开信息5条。", "一、概述", "一、总体情况\n注：略。", "五、存在的主要问题及改进情况"],
)
def test_a_sentence_or_a_section_of_prose_makes_a_report(prose: str) -> None:
    made = report_of(f"2018年政府信息公开工作年度报告\n{prose}\n\n{table_text(official_rows({}))}")
    assert list(build([made]).reports["contents"]) == ["prose"]
