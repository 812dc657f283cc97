"""Prose that is last year's is told, numbers aside; what repeats rightly is not counted."""

import pytest
from builders import AGENCY, report_of

import auditlib as al
from auditlib.corpus import Corpus
from auditlib.frames import build
from auditlib.narrative.repetition import Repetition, compare
from auditlib.report import Report

OWN = [
    "春季组织园林养护人员学习公开目录的编排方法。",
    "把行道树修剪计划提前一周张贴到各个社区。",
    "邀请居民代表到苗圃察看采购合同的公示情况。",
    "为老旧小区补栽树木的名单逐户征求了意见。",
    "对公园改造方案的每一条建议都写明采纳与否。",
    "公开栏改用大字排版，方便年纪大的居民阅读。",
    "养护经费的使用情况按季度在服务窗口展示。",
    "年底请街道工作人员给公开工作打分并提意见。",
    "栽植记录连同照片存入档案室供公众借阅。",
    "夏季防汛期间及时发布倒伏树木的处置进度。",
]
NEW = [
    f"{place}的绿地巡查由专人负责，结果张榜说明原委。" for place in "东 南 西 北 中 上 下 左 右 前".split()
]


def report(year: int, prose: list[str], name: str = "") -> Report:
    text = "\n".join(
        [
            f"{AGENCY}{year}年政府信息公开工作年度报告",
            f"根据《中华人民共和国政府信息公开条例》，现公布{AGENCY}{year}年度报告，欢迎各界提出意见。",
            "一、概述",
            *prose,
        ]
    )
    return report_of(text, name or str(year))


def compared(now: list[str], then: list[str]) -> Repetition:
    return compare(report(2018, now), report(2017, then))


def test_equal_prose_is_repeated_whole() -> None:
    assert compared(OWN, OWN).share == 1.0


def test_prose_of_its_own_repeats_nothing() -> None:
    assert compared(NEW, OWN).share == 0.0


def test_half_of_the_prose_is_half() -> None:
    assert 0.4 < compared(OWN[:5] + NEW[:5], OWN).share < 0.6


def test_sentences_with_other_numbers_are_equal() -> None:
    now = [f"全年公开树木养护信息{n}条，惠及居民{n}00户。" for n in range(11, 21)]
    then = [f"全年公开树木养护信息{n}条，惠及居民{n}00户。" for n in range(31, 41)]
    assert compared(now, then).share == 1.0


@pytest.mark.parametrize(
    "sentence",
    [
        "本年度没有收到政府信息公开申请，也没有积存的事项。",
        "没有发生因政府信息公开引起的行政复议和行政诉讼。",
        "没有其他需要报告的事项，也没有收取信息处理费用。",
        "照常开展。",
    ],
)
def test_what_repeats_rightly_is_not_counted(sentence: str) -> None:
    assert compared([*OWN, sentence], [sentence]).sentences == len(OWN)


def test_preamble_is_not_counted() -> None:
    assert compared(OWN, []).sentences == len(OWN)


def test_annex_is_not_counted() -> None:
    assert compared([*OWN, "附件：统计表", "以下填表说明供各单位填写报表时参考。"], []).sentences == len(OWN)


def test_few_sentences_tell_nothing() -> None:
    assert compared(OWN[:3], OWN[:3]).share == 0.0


def test_longest_passage_is_shown_from_its_place() -> None:
    now = report(2018, [*NEW[:3], *OWN[:4], NEW[3], OWN[6]])
    first = compare(now, report(2017, OWN)).passages[0]
    assert now.text[first.start : first.end].split("\n") == OWN[:4]


@pytest.mark.parametrize(
    ("now", "then", "count"),
    [
        ("2018年公开养护信息346条，回复留言28件。", "2017年公开养护信息346条，回复留言28件。", 1),
        ("2018年公开养护信息346条，回复留言28件。", "2017年公开养护信息346条，回复留言29件。", 0),
        ("2016年栽树346棵后，公开信息28条。", "2016年栽树346棵后，公开信息28条。", 0),
        ("办结各类树木管护事项，办结率为100%。", "办结各类树木管护事项，办结率为100%。", 0),
        ("召开树木管护专题会议2次，分析存在困难。", "召开树木管护专题会议2次，分析存在困难。", 0),
        ("印发园林〔2016〕28号文件，部署公开工作。", "印发园林〔2016〕28号文件，部署公开工作。", 0),
    ],
    ids=["frozen", "changed", "an older year", "all of them", "one small number", "a document's number"],
)
def test_sentence_with_all_its_figures_of_last_year_is_frozen(now: str, then: str, count: int) -> None:
    assert len(compared([now], [then]).frozen) == count


def test_without_last_years_report_there_is_nothing_to_compare() -> None:
    row = build([report(2018, OWN)]).repetition.iloc[0]
    assert (row["before"], bool(row.isna()["share"])) == ("", True)


def findings_of(*reports: Report) -> al.Findings:
    return al.audit(Corpus(reports))


def test_report_that_copies_last_years_is_told_once() -> None:
    found = [one for one in findings_of(report(2017, OWN), report(2018, OWN)) if one.family == "repetition"]
    assert [(one.report, one.severity, one.figures) for one in found] == [("2018", "note", {"share": 100.0})]


def test_finding_shows_the_passages() -> None:
    found = [one for one in findings_of(report(2017, OWN), report(2018, OWN)) if one.family == "repetition"]
    assert found[0].evidence[0].text.startswith(OWN[0])


def test_missing_report_of_last_year_is_told_once_in_the_coverage() -> None:
    lines = [one for one in findings_of(report(2018, OWN)).coverage if one.rule.startswith("repetition.")]
    assert [str(one.reason) for one in lines] == ["上一年度的报告不在所读文件中"]
