"""A stated total is held against its stated parts where they are all there are, and never where they may overlap."""

from decimal import Decimal

import pytest
from builders import INDICATORS, claims_of, sentences_of

from auditlib.narrative.derived import of_form
from auditlib.narrative.parts import parts
from auditlib.report import Parts


def found(text: str, kind: str = "sum") -> list[Parts]:
    stated = of_form(claims_of(text), INDICATORS)
    return [one for one in parts(sentences_of(text), stated) if one.kind == kind]


def wrong(text: str, kind: str = "sum") -> list[str]:
    """The totals that do not hold."""
    value = {
        one: sum(one.parts, Decimal(0)) if kind == "sum" else Decimal(one.count) for one in found(text, kind)
    }
    return [one.quote for one, total in value.items() if not one.low <= total <= one.high]


@pytest.mark.parametrize(
    "text",
    [
        # It closes with 其他.
        "共公布政府信息160条（其中机构类信息25条，规划类信息68条，其他信息66条）。",
        "共公布政府信息160条，其中机构类信息25条、规划类信息68条、其他应公开信息68条。",
        "编发简报40期，其中专刊12期，快报20期，其余7期。",
        # The kinds leave no other.
        "从事政府信息公开工作人员12人，其中专职5人、兼职6人。",
        "收到申请45件，其中自然人申请30件，法人或其他组织申请14件。",
        "办结申请45件，其中按时办结40件、延期办结4件。",
        "行政复议案件9件，其中维持5件，纠正1件，其他结果1件，尚未审结1件。",
        # It is told 分别.
        "发布专题信息60条，分别为教育类20条、医疗类25条、就业类14条。",
        # More than the total.
        "发布专题信息60条，其中教育类信息30条、医疗类信息35条。",
        "发布各类信息390条，其中政策文件类160条、公共服务类153条、工作动态类137条。",
        "发布信息200条，其中概况136条、总结40条、动态84条。",
        "举办培训6次，其中专题培训8次。",
        "发布信息60条，包括教育类信息40条、医疗类信息25条等。",
        # One of two nested lists.
        "发布财政信息100条，其中专项资金40条，预决算60条（政府预算20条，其他预算39条）。",
        "发布财政信息100条，其中专项资金40条，预决算55条（政府预算20条，部门预算35条），其他4条。",
        # The outcomes of all requests that were answered.
        "答复申请80件，均在期限内答复。予以公开20件，占25%；部分公开5件；不予公开10件；无法提供30件；不予处理10件；其他处理0件。",
        "办结申请80件。予以公开及部分公开20件，不予公开10件，无法提供30件，不予处理10件，其他处理5件。",
    ],
)
def test_parts_that_do_not_make_up_their_total_are_told(text: str) -> None:
    assert len(wrong(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "共公布政府信息159条（其中机构类信息25条，规划类信息68条，其他信息66条）。",
        "从事政府信息公开工作人员12人，其中专职5人、兼职7人。",
        "发布财政信息380条，其中专项资金152条，预决算197条（政府预算32条，部门预算165条），三公经费27条，债券4条。",
        "发布财政信息380条，其中专项资金152条，预决算197条，其中政府预算32条，部门预算165条，三公经费27条，债券4条。",
        "发布财政信息100条，其中专项资金40条，预决算55条（政府预算20条，部门预算35条），其他5条。",
        # Open lists that add to less.
        "共公布政府信息160条，其中机构类信息25条，规划类信息68条。",
        "共公布政府信息160条，包括机构类信息25条、规划类信息68条等。",
        "发布信息249条，其中：政策解读9条；人事任免7条；重点工作39条。",
        # The same item through several channels.
        "共公开政府信息160条，其中政府网站公开150条，微信公开90条，其他渠道20条。",
        "公开信息160条，通过网站公开150条，通过公报公开30条。",
        # Sorts that overlap.
        "公开文件60件，其中规范性文件40件、涉及民生的30件。",
        # What comes behind is no part.
        "行政复议3件，其中维持2件、其他情形1件；提起行政诉讼1件。",
        "行政复议3件，其中维持2件、其他情形1件，提起行政诉讼1件。",
        "办结申请45件，其中按时办结40件、延期办结5件，结转下年度2件。",
        "全年新收申请23件，上年结转2件，其中自然人申请20件、法人申请5件。",
        "全年新收申请23件，上年结转2件，其中自然人申请20件。",
        "公开信息60条，其中教育类信息40条，举办培训3次，共发布通稿30条。",
        "答复申请80件（含上年结转18件，另有72件顺延），其他处理3件。",
        "公开信息60条，比上年增加70条。",
        "公开信息60条，其中教育类信息40条，同比增加30条。",
        "收到诉求34件（同比增长40件）。",
        "全年公开信息60余条，其中教育类40条，其他30条。",
        "全年公开信息60条，其中教育类40余条，其他30条。",
        "制发文件2件，分别是《供水办法》和《节水办法》；废止3件。",
        # Not all outcomes are told.
        "答复申请80件。予以公开20件，不予公开10件，无法提供30件。",
        "办理结果中，予以公开20件，部分公开5件，不予公开10件，无法提供30件，不予处理10件，其他处理0件。",
        "答复申请75件。予以公开20件，部分公开5件，不予公开10件，无法提供30件，不予处理10件，其他处理0件。",
        # The total is a sum of two numbers before it.
        "收到信函申请20件，网络申请25件，其中自然人申请40件，法人申请5件。",
    ],
)
def test_parts_that_may_be_right_are_not_told(text: str) -> None:
    assert wrong(text) == []


def test_a_total_comes_with_its_parts() -> None:
    text = "共公布政府信息160条（其中机构类信息25条，规划类信息68条，其他信息66条"
    (one,) = found(f"{text}）。")
    assert (one.quote, one.total, one.parts, one.exhaustive) == (text, 160, (25, 68, 66), True)


def test_of_a_long_list_the_words_that_state_the_total_are_quoted() -> None:
    kinds = "，".join(f"第{n}类事项的信息公开情况和有关说明文字{n}条" for n in range(10, 26))
    (one,) = found(f"共公布政府信息900条（其中{kinds}，其他信息3条）。")
    assert one.quote == "共公布政府信息900条"


def test_what_is_quoted_stands_where_it_says() -> None:
    text = "前言一句。\n　　共公布政府信息160条（其中机构类信息25条，规划类信息68条，其他信息66条）。"
    (one,) = found(text)
    assert text[one.start : one.end].strip("　").startswith(one.quote)
    assert text[: one.end].endswith("其他信息66条")


@pytest.mark.parametrize(
    "text",
    [
        "涉及建议3条，分别是关于节水的建议、关于管网的建议。",
        "涉及建议3条，分别为关于节水的建议、关于管网和泵站的建议、关于水价的建议、关于水质的建议、关于河道的建议。",
        "制定了5项制度：《值班制度》《审查制度》《发布制度》《答复制度》。",
        "制定制度3项，分别是《值班制度》和《审查制度》。",
        "出台《值班制度》《审查制度》《发布制度》4项制度。",
        "采取三项措施：一是抓学习；二是抓宣传。",
        "采取三项措施：一是抓学习；三是抓落实。",
        "重点抓好工作，一是抓学习；二是抓宣传；四是抓落实。",
        "存在两个方面问题：一是人手少；二是经验少；三是平台旧。",
    ],
)
def test_a_list_that_is_shorter_or_longer_than_stated_is_told(text: str) -> None:
    assert len(wrong(text, "enumeration")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "涉及建议3条，分别是关于节水的建议、关于管网的建议、关于水价的建议。",
        "涉及建议3条，分别是关于节水的建议、关于管网和水价的建议。",
        "涉及水、电、供气等8个领域。",
        "开展清理4次，分别涉及自贸、环境、动物保护以及民法等领域。",
        "制定了5项制度：《值班制度》《审查制度》《发布制度》等。",
        "制定了3项制度：《值班制度》《审查（暂行）制度》《发布制度》。",
        "制定制度2项，分别是《值班制度》和《审查制度》。",
        "出台《值班制度》《审查制度》等5项制度。",
        "采取三项措施：一是抓学习；二是抓宣传；三是抓落实。",
        "采取三项措施：一是抓学习；二是抓宣传；\n三是抓落实。",
        "采取三项措施：一是抓学习；二是抓宣传；三",
        "采取三项措施：一是抓学习；二要抓宣传；三是抓落实。",
        "之一是公开不够及时，二是解读少。",
        "全年发布信息71条。一是抓学习；二是抓宣传；三是抓落实。",
        "办理案件3件，分别是维持1件、纠正2件。",
        "二是抓宣传；三是抓落实。",
        "2019年3个部门，分别是教育局、水务局、城管局。",
        "采取五项措施：一是抓学习；……",
        "发布会3次，分别就节水、管网，以及水价作了说明，",
    ],
)
def test_a_list_that_may_be_right_is_not_told(text: str) -> None:
    assert wrong(text, "enumeration") == []


def test_a_long_text_is_read_in_linear_time() -> None:
    text = "共公布信息160条（其中机构类25条，其他66条）。采取三项措施：一是抓；二是抓。" * 400
    assert len(found(text)) == 400
