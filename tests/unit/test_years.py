"""A year that the prose names plays one part: only this year's work told under an earlier year is a slip."""

import pytest
from builders import YEAR, sentences_of

from auditlib.narrative.years import year_mentions


def roles(text: str, year: int | None = YEAR) -> list[tuple[int, str]]:
    return [(one.year, one.role) for one in year_mentions(sentences_of(text), year)]


STALE = [
    "2017年，我局共办理人大代表建议3件。",
    "　　2017年，全县公开财政预决算信息44条。",
    "2017年，我局没有收到政府信息公开申请。",
    "在2017年，我镇公开村级事务210项。",
    "2017年我局收到申请3件。",
    "2017年全县提前完成目录调整。",
    "2017年度，本单位召开专题会议2次。",
    "二〇一七年，全局公开信息88条。",
    "一是2017年，我局修订了公开目录。",
    "（二）2017年，全区回应公众关切6次。",
    "2016年，我县承办政协提案12件。",
    "2015年，全区各级部门公开信息1200条。",
    "2017年，我局主动公开政府信息346条，比上年增加20条。",
    "2017年，组织领导进一步加强。",
    "2017年，我局成立信息公开领导小组。",
    "2017年收到的申请均已按期答复。",
    "2017年承办的12件建议提案均已办复。",
    "2017年举办的3场培训取得良好成效。",
    "2017年我局的政务新媒体继续保持更新。",
    "2017年新的公开目录已发布。",
]

COMPARISON = [
    "2017年，我局公开信息300条。2018年公开346条，比上年增加46条。",
    "2017年，我局公开信息300条。今年公开346条。",
    "2017年，全县收到申请20件。同比增加5件，主要集中在征地领域。",
    "2017年，全县收到申请20件；2018年收到25件。",
    "2017年公开信息300条，2018年公开346条。",
    "2017年公开300条，今年公开346条。",
    "全年公开信息346条，与2017年持平。",
    "与2017年相比，收到的申请明显减少。",
    "比2017年增加46条。",
    "较2016年下降三成。",
    "2017年同期为300条。",
]

REFERENCE = [
    "按照《2017年政务公开工作要点》，逐项落实。",
    "公开2019年部门预算。",
    "2017年部门决算已按时公布。",
    "2019年度财政预算全文公开。",
    "2016年以来，公开渠道不断增加。",
    "2008年条例施行以来，已公开信息数万条。",
    "2012年至2016年，共公开信息5000条。",
    "2017年底建成查阅中心。",
    "2017年1月1日起施行。",
    "2016年3月，微信公众号开通。",
    "2017年之前的文件已全部清理。",
    "到2020年底建成公开平台。",
    "印发“2017年政务公开工作要点”。",
    "2017年结转申请2件，已全部答复。",
    "2017年收到而未办结的申请2件，已于年初答复。",
    "2017年遗留的申请1件已答复。",
    "2017年度的3件申请按期答复。",
    "2017年（上年）申请3件。",
    "2017年印发的公开办法继续执行。",
    "2017年度考核中反馈的事项已整改。",
    "2017年第三方评估指出的问题已解决。",
    "2017年存在的问题已整改到位。",
    "2017年撤并的三个栏目均已清理完毕。",
    "2017年下线的网站栏目，目前已全部归档。",
    "2017年度移交的档案资料已上架。",
    "2017年因故推迟的2场讲座已补办。",
    "2017年划转的3名工作人员已到岗。",
    "2017年选聘的监督员继续履职。",
    "2017年收到的2件申请尚在诉讼中。",
    "2017年",
    "　　2017年度",
    "·2017年报",
    "2017年度报告",
    "二〇一七年",
]

UNCLEAR = [
    "2016年，区政府被评为全省政务公开先进单位。",
    "2017年，我局荣获全市公开工作先进集体称号。",
    "2015年，我局网站入选全国优秀栏目。",
    "2014年，我局组建信息公开科。",
    "2012年，全县建成政务服务中心。",
    "《条例》于2008年施行。",
    "2008年，《政府信息公开条例》正式施行。",
    "2015年，国务院部署简政放权工作。",
    "继续用好2016年开通的公众号。",
    "网站于2013年改版。",
    "2017年，国务院办公厅印发了新的工作要点。",
]


@pytest.mark.parametrize("prose", STALE)
def test_work_told_under_an_earlier_year_is_stale(prose: str) -> None:
    assert [role for _, role in roles(prose)] == ["stale"]


@pytest.mark.parametrize("prose", COMPARISON)
def test_earlier_year_held_against_this_one_is_a_comparison(prose: str) -> None:
    assert {role for year, role in roles(prose) if year != YEAR} == {"comparison"}


@pytest.mark.parametrize("prose", REFERENCE)
def test_year_of_something_else_is_a_reference(prose: str) -> None:
    assert {role for _, role in roles(prose)} == {"reference"}


@pytest.mark.parametrize("prose", UNCLEAR)
def test_year_that_tells_of_no_work_of_the_agency_is_no_slip(prose: str) -> None:
    assert {role for _, role in roles(prose)} == {"unclear"}


@pytest.mark.parametrize(
    "prose", ["2018年，我局公开信息346条。", "截至2018年12月，公开信息346条。", "现公布2018年度报告。"]
)
def test_year_of_the_report_is_current_or_a_date(prose: str) -> None:
    assert {role for _, role in roles(prose)} <= {"current", "reference"}


@pytest.mark.parametrize(
    "prose", ["2019年，我局将拓宽公开渠道。", "2019年，拟开设专栏。", "做好2019年工作。"]
)
def test_year_to_come_is_a_plan(prose: str) -> None:
    assert roles(prose) == [(2019, "plan")]


@pytest.mark.parametrize(
    "prose",
    [
        "六、改进措施\n2018年，我局将进一步加强队伍建设。",
        "六、下一步打算\n　　2018年，将着力提高答复质量。",
        "2018年，我局将采取以下改进措施，提高公开质量。",
        "六、存在的问题\n改进办法：2018年，我局将继续开展培训。",
        "六、存在的问题\n下一步，2018年我局将持续拓宽渠道。",
        "六、存在的问题\n今后，2018年我局拟开展专题讲座。",
        "六、存在的问题\n整改措施：一是2018年计划举办培训。",
        "六、存在的问题\n下一步工作：一是扩大宣传，二是2018年将继续举办讲座。",
        "六、存在的问题\n针对上述不足，2018年，我局将切实整改提升。",
        "六、改进措施\n2018年，按照上级部署，我局将着力推进公开。",
        "六、改进措施\n2018年，我们要进一步拓宽渠道。",
        "六、改进措施\n2018年力争公开质量再上台阶。",
    ],
)
def test_plan_for_the_year_of_the_report_is_stale(prose: str) -> None:
    assert roles(prose) == [(2018, "stale_plan")]


@pytest.mark.parametrize(
    "prose",
    [
        "六、改进措施\n2018年工作虽有进步，2019年将进一步加强队伍建设。",
        "二、主动公开\n2018年，我局公开信息346条。",
        "六、改进措施\n2018年，答复质量不断提高。",
        "六、改进措施\n2018年，我局取得一定成绩，但仍有差距，将进一步拓宽渠道。",
        "六、改进措施\n一是2018年公开内容偏少，下一步将丰富内容。",
        "六、改进措施\n针对2018年的不足，下一步将继续开展培训。",
        "六、改进措施\n2018年，我局将公开工作纳入考核。",
        "六、改进措施\n2018年，我局将规范性文件集中公开。",
        "六、改进措施\n2018年，我局对拟公开的信息逐条审查。",
        "六、改进措施\n2018年按照年度计划推进工作。",
        "六、改进措施\n2018年，我局主要以专栏公开信息。",
    ],
)
def test_year_of_the_report_beside_a_plan_is_no_stale_plan(prose: str) -> None:
    assert (2018, "stale_plan") not in roles(prose)


def test_five_year_plan_names_no_year() -> None:
    assert roles("“十三五”规划中期评估报告已公布，“十三五”期间建成查阅点。") == []


def test_number_of_a_document_names_no_year() -> None:
    assert roles("继续执行青园发〔2017〕9号文件和青园办〔2016〕3号通知。") == []


def test_report_without_prose_names_no_year() -> None:
    assert roles("") == []


def test_next_paragraph_makes_no_comparison() -> None:
    assert roles("2017年，我局公开信息300条。\n2018年公开346条。")[0] == (2017, "stale")


def test_without_a_year_of_the_report_nothing_is_judged() -> None:
    assert roles("2017年，我局公开信息300条。", None) == [(2017, "unclear")]


def test_mention_is_quoted_with_its_clause() -> None:
    text = "概况如下。2017年，我局办理建议3件，已答复。"
    (mention,) = year_mentions(sentences_of(text), YEAR)
    assert text[mention.start : mention.end] == mention.quote
    assert mention.quote == "2017年，我局办理建议3件"
