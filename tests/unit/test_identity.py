"""One report names one agency and one telephone number; what is told apart on purpose is no contradiction."""

import pytest
from builders import AGENCY, SECTIONS, dossier_of, report_of

from auditlib.frames import build
from auditlib.identity.identify import identify
from auditlib.identity.namesakes import body
from auditlib.reconcile.naming import named_otherwise
from auditlib.report import Report

FOOT = "单位负责人：甲某　审核人：乙某　填报人：丙某"


def report(
    preamble: str = "", foot: str = "", *, agency: str = AGENCY, field: str = "", end: str = ""
) -> Report:
    lines = [
        f"{agency}2018年政府信息公开工作年度报告",
        preamble,
        *SECTIONS,
        end,
        "附件：统计表",
        f"单位名称：{field}" if field else "",
        FOOT,
        foot,
    ]
    return report_of("\n".join(line for line in lines if line))


def row(made: Report) -> dict[str, object]:
    return {str(name): value for name, value in build([made]).reports.iloc[0].items()}


def phones(made: Report) -> tuple[object, object]:
    """The number to ask at and the one under the table, where they should be one."""
    told = row(made)
    return told["contact_phone"], told["filing_phone"]


@pytest.mark.parametrize(
    ("above", "under"),
    [
        ("0000-7023456", "0000-7023459"),
        ("0000-7023456", "0000-7023465"),
        ("0000-70234567", "0000-7023456"),
        ("7023456", "7023457"),
        ("0000-7023456", "7023457"),
        ("（0000）7023456", "0000-7023457"),
    ],
    ids=["last digit", "two swapped", "one lost", "without area code", "area code once", "parentheses"],
)
def test_number_a_slip_apart_is_told(above: str, under: str) -> None:
    preamble = f"如有疑问，请与我局联系（电话：{above}）。"
    assert phones(report(preamble, f"联系电话：{under}　填报日期：2019年3月3日")) == (above, under)


@pytest.mark.parametrize(
    ("preamble", "foot"),
    [
        ("请与我局联系（电话：0000-7023456）。", "联系电话：0000-7023456"),
        ("请与我局联系（电话：0000-7023456）。", "联系电话：7023456"),
        ("请与我局联系（电话：0000—7023456）。", "联系电话：(0000) 7023456"),
        ("请与我局联系（电话：0000-7023456-8001）。", "联系电话：0000-7023456-8002"),
    ],
    ids=["equal", "without area code", "other signs", "extensions"],
)
def test_same_number_written_otherwise_is_one(preamble: str, foot: str) -> None:
    contact, filing = phones(report(preamble, foot))
    assert contact == filing


@pytest.mark.parametrize(
    ("preamble", "foot"),
    [
        ("监督电话：0000-7023456。", "联系电话：0000-7023457"),
        ("申请受理电话：0000-7023456。", "联系电话：0000-7023457"),
        ("传真：0000-7023456。", "联系电话：0000-7023457"),
        ("服务热线：0000-7023456。", "联系电话：0000-7023457"),
        ("政务公开科电话：0000-7023456。", "联系电话：0000-7023457"),
        ("电话：0000-7023456、7023457。", "联系电话：0000-7023457"),
        ("联系电话：13800000001。", "联系电话：13800000002"),
        ("电话：0000-7023456。", "联系电话：0000-7091188"),
        ("电话：0000-7023456；联系电话：0000-7023457。", "邮编：000000"),
    ],
    ids=["complaints", "requests", "fax", "hotline", "room", "two lines", "mobile", "another desk", "both in the text"],
)  # fmt: skip
def test_line_of_its_own_is_no_contradiction(preamble: str, foot: str) -> None:
    contact, filing = phones(report(preamble, foot))
    assert contact == filing


def test_numbers_are_listed_as_printed() -> None:
    assert (
        row(report("电话：0000-7023456。", "联系电话：0000-7023459"))["phones"] == "0000-7023456;0000-7023459"
    )


OTHER_NAMES = ["澄水市青禾区水务局", "澄水市白石区园林局", "云陵县人民政府"]
SAME_NAMES = [
    AGENCY,
    "青禾区园林局",
    "区园林局",
    "澄水市青禾区园林局（盖章）",
    "澄水市青禾区园林局办公室",
]


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_another_agency_above_the_table_is_told(name: str) -> None:
    pair = named_otherwise(report(field=name))
    assert pair is not None
    assert [one.value for one in pair] == [AGENCY, name]


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_another_agency_in_the_preamble_is_told(name: str) -> None:
    assert named_otherwise(report(f"根据有关规定，现公布{name}2018年政府信息公开工作年度报告。")) is not None


@pytest.mark.parametrize("name", OTHER_NAMES[:2])
def test_another_agency_in_the_signature_is_told(name: str) -> None:
    assert named_otherwise(report(end=f"{name}\n2019年3月5日")) is not None


@pytest.mark.parametrize("name", SAME_NAMES)
def test_short_form_is_the_same_agency(name: str) -> None:
    assert named_otherwise(report(field=name)) is None


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("云陵县人民政府", "云陵县人民政府办公室"),
        ("云陵县", "云陵县政府办公室"),
        ("芦洲新区", "芦洲新区管委会"),
        ("澄水经济开发区管委会", "澄水经济开发区管理委员会"),
        ("云陵县卫生健康委员会", "云陵县卫健委"),
        ("云陵县发展和改革局", "县发改局"),
        ("青禾区映河街道办事处", "映河街道"),
        ("云陵县石桥镇人民政府", "石桥镇"),
    ],
)
def test_usual_pairs_of_names_are_one_agency(title: str, field: str) -> None:
    assert named_otherwise(report(agency=title, field=field)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "澄水市青禾区绿化局（现园林局）承担公开工作。",
        "因机构改革，澄水市青禾区绿化局并入本局。",
        "原澄水市青禾区绿化局更名为澄水市青禾区园林局。",
    ],
)
def test_renaming_that_the_text_tells_explains_a_former_name(sentence: str) -> None:
    assert named_otherwise(report(sentence, field="澄水市青禾区绿化局")) is None


def test_source_of_the_page_is_no_agency() -> None:
    assert named_otherwise(report("来源：云陵县人民政府")) is None


def test_name_that_is_stated_once_is_not_compared() -> None:
    told = row(report())
    assert (told["named"], told["named_otherwise"]) == (None, None)


def test_differing_name_is_quoted_from_its_place() -> None:
    made = report(field="澄水市青禾区水务局")
    pair = named_otherwise(made)
    assert pair is not None
    assert made.text[pair[1].start : pair[1].end] == pair[1].quote


@pytest.mark.parametrize(
    ("end", "day"),
    [
        (f"{AGENCY}\n2019年1月20日", "2019-01-20"),
        (f"　　　　{AGENCY}\n　　　　2019年1月20日", "2019-01-20"),
        (f"{AGENCY} 2019年1月20日", "2019-01-20"),
        (f"{AGENCY}\n二〇一九年一月二十日", "2019-01-20"),
    ],
)
def test_signature_is_dated(end: str, day: str) -> None:
    signed = identify(
        dossier_of(f"{AGENCY}2018年政府信息公开年度报告\n一、概述\n平稳。\n{end}").text, "报告"
    ).signed_on
    assert signed is not None
    assert signed.isoformat() == day


@pytest.mark.parametrize("end", ["2025年12月30日", "打印时间\n2025年12月30日", "本局于\n2019年1月20日公布。"])
def test_date_without_a_name_above_it_is_no_signature(end: str) -> None:
    assert identify(f"{AGENCY}2018年政府信息公开年度报告\n一、概述\n平稳。\n{end}", "报告").signed_on is None


def agency(text: str, stem: str = "报告") -> str:
    return identify(text, stem).agency


BODY = "一、总体情况\n　　工作平稳。\n六、其他需要报告的事项\n　　无。"
BARE = f"2023年政府信息公开工作年度报告\n　　本报告由我局编制。\n{BODY}"


@pytest.mark.parametrize(
    "text",
    [
        f"{BARE}\n云陵县气象局\n2024年1月18日",
        f"{BARE}\n　　　　云陵县气象局",
        f"2023年政府信息公开工作年度报告\n云陵县气象局\n（2024年1月18日）\n{BODY}",
        f"2023年政府信息公开工作年度报告\n　　如有疑问，请与云陵县气象局办公室（电话：0000-7023456）联系。\n{BODY}",
        f"2023年政府信息公开工作年度报告\n　　本报告由云陵县气象局根据条例编制。\n{BODY}",
        f"2023年政府信息公开工作年度报告\n发布机构：云陵县气象局　发文日期：2024-01-18\n{BODY}",
        f"2023年政府信息公开工作年度报告（云陵县气象局）\n{BODY}",
        f"2023年政府信息公开工作年度报告——云陵县气象局\n{BODY}",
        f"【年度报告】云陵县气象局2023年政府信息公开工作年度报告\n{BODY}",
        f"【云陵县气象局】2023年度政府信息公开工作年度报告\n{BODY}",
        f"云陵县气象局：2023年政府信息公开工作年度报告.pdf\n{BODY}",
        f"云陵县气象局关于公布2023年政府信息公开工作年度报告的公告\n{BODY}",
        f"云陵县气象局二O二三年度政府信息公开工作年度报告\n{BODY}",
        f"云陵县气象局2023年政府信息主动公开工作总结\n{BODY}",
        f"2023年政府信息公开工作年度报告\n发布时间：2024-01-18\n云陵县气象局\n2023年政府信息公开工作年度报告\n{BODY}",
    ],
)
def test_agency_is_found_wherever_a_report_names_it(text: str) -> None:
    assert (agency(text), identify(text, "报告").year) == ("云陵县气象局", 2023)


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("2023年度报告（气象局）", "气象局"),
        ("云陵县气象局2023年报", "云陵县气象局"),
        ("附件2：云陵县气象局年报终稿", "云陵县气象局"),
        ("t20240118_80610", ""),
        ("index", ""),
        ("2023年报", ""),
        ("附件1政府信息公开工作年度报告", ""),
    ],
)
def test_name_of_the_file_tells_where_the_text_does_not(stem: str, found: str) -> None:
    assert agency(BARE, stem) == found


def test_page_furniture_above_the_title_is_no_agency() -> None:
    assert agency(f"字号：大 中 小\n打印本页\n信息公开年报\n{BARE}", "index") == ""


def test_report_of_all_towns_is_of_none() -> None:
    assert agency(f"2023年度各镇政府信息公开工作年度报告\n{BODY}", "index") == ""


@pytest.mark.parametrize(
    "title",
    [
        ["云陵县气象局 2023 年政府信息公开工作年度报", "告"],
        ["云陵县气象局", "2023 年政府信息公开工", "作年度报告"],
        ["您当前的位置：首页>政府信息公开年报", "云陵县气象局2023年政府信息公开工作年度报告"],
    ],
    ids=["last sign on a line of its own", "three lines", "path of the page"],
)
def test_topmost_title_is_the_reports_also_where_it_is_cut_into_lines(title: list[str]) -> None:
    foot = "上一篇：云陵县气象局2022年政府信息公开工作年度报告"
    found = identify("\n".join([*title, BODY, foot]), "index")
    assert (found.agency, found.year) == ("云陵县气象局", 2023)


def test_brackets_in_a_name_stay_as_wide_as_they_are_written() -> None:
    name = "云陵（临港）新区管理委员会"
    assert agency(f"{name}2023年政府信息公开工作年度报告\n{BODY}") == name


@pytest.mark.parametrize(
    ("agency", "sentence", "named"),
    [
        (AGENCY, "2018年，澄水市丹枫区园林局收到政府信息公开申请3件。", "澄水市丹枫区园林局"),
        (AGENCY, "丹枫区园林局认真贯彻落实《条例》。", "丹枫区园林局"),
        (
            "国家税务总局云陵县税务局",
            "全年，国家税务总局芦汀县税务局共收到申请2件。",
            "国家税务总局芦汀县税务局",
        ),
        ("云陵县人民政府", "2018年，芦汀县人民政府主动公开政府信息90条。", "芦汀县人民政府"),
        ("云陵县石桥镇人民政府", "一是芦汀镇严格落实公开要求。", "芦汀镇"),
        ("澄水市教育局", "2018年，芦汀市教育局收到申请2件。", "芦汀市教育局"),
    ],
)
def test_the_same_kind_of_body_of_another_place_that_does_the_work_is_told(
    agency: str, sentence: str, named: str
) -> None:
    pair = named_otherwise(report(sentence, agency=agency))
    assert pair is not None
    assert [one.value for one in pair] == [agency, named]


@pytest.mark.parametrize(
    ("agency", "sentence"),
    [
        (AGENCY, "2018年，青禾区园林局收到政府信息公开申请3件。"),
        (AGENCY, "澄水市园林局高度重视公开工作。"),
        (AGENCY, "区园林局收到申请3件，我区园林局均已答复。"),
        (AGENCY, "学习借鉴丹枫区园林局做法，认真落实《条例》。"),
        (AGENCY, "其中，丹枫区园林局受理申请2件。"),
        (AGENCY, "2018年，丹枫区园林局来我局交流。"),
        (AGENCY, "将误投的申请移送办理，丹枫区园林局受理后答复。"),
        ("云陵县人民政府", "石桥镇人民政府收到申请2件。"),
        ("云陵县人民政府", "各县人民政府认真贯彻落实。"),
        ("云陵县石桥镇人民政府", "全县各乡镇严格落实公开要求。"),
        ("澄水市教育局", "指导县市工作，芦汀市教育局收到申请2件。"),
        ("澄水市人民政府", "云陵县人民政府收到申请5件。"),
    ],
)
def test_superiors_subordinates_and_others_are_named_rightly(agency: str, sentence: str) -> None:
    assert named_otherwise(report(sentence, agency=agency)) is None


def test_a_count_under_a_copied_name_is_the_agency_s_own() -> None:
    made = report("2018年，澄水市丹枫区园林局收到政府信息公开申请3件。丹枫区水务局收到申请2件。")
    assert [(claim.value, claim.scope) for claim in made.claims if claim.kind == "count"] == [
        (3, ""),
        (2, "part"),
    ]


@pytest.mark.parametrize(
    ("agency", "parts"),
    [
        ("国家税务总局云陵县税务局", ("云陵", "县", "税务局")),
        ("澄水市城市管理局", ("澄水", "市", "城市管理局")),
        ("云州市市场监督管理局", ("云州", "市", "市场监督管理局")),
        ("云陵县住房和城乡建设局", ("云陵", "县", "住房和城乡建设局")),
        ("云陵县乡村振兴局", ("云陵", "县", "乡村振兴局")),
        ("澄水市青禾区映河街道办事处", ("映河", "街道", "办事处")),
        ("县教育局", None),
    ],
)
def test_a_body_is_known_by_its_place_and_by_what_it_is_there(
    agency: str, parts: tuple[str, str, str] | None
) -> None:
    found = body(agency)
    assert (found and (found.name, found.kind, found.tail)) == parts


@pytest.mark.parametrize(
    ("title", "said", "found"),
    [
        ("民政局2023年政府信息公开工作年度报告", "请与云陵县民政局办公室联系。", "云陵县民政局"),
        ("石桥镇2023年政府信息公开工作年度报告", "请与云陵县石桥镇人民政府党政办公室联系。", "云陵县石桥镇"),
        ("农村委员会2023年政府信息公开工作年度报告", "现公布青禾区农业农村委员会2023年政府信息公开工作年度报告。", "青禾区农业农村委员会"),
        ("民政局2023年政府信息公开工作年度报告", "请与白石县财政局办公室联系。", "民政局"),
        ("2023年政府信息公开工作年度报告", "请与云陵县住房和城乡建设局办公室（电话：0000-7023456）联系。", "云陵县住房和城乡建设局"),
        ("2023年政府信息公开工作年度报告", "请与云陵县城北街道办事处党政办公室联系。", "云陵县城北街道办事处"),
    ],
)  # fmt: skip
def test_what_a_short_name_lacks_is_taken_from_the_reports_own_words(
    title: str, said: str, found: str
) -> None:
    assert agency(f"{title}\n　　{said}\n{BODY}", "index") == found


@pytest.mark.parametrize(
    "title",
    [
        ["云陵县人力资源", "和社会保障局2023年政府信息公开工作年度报告"],
        ["云陵县人力资源和社会保障局2023", "年政府信息公开工作年度报告"],
        ["云陵县人力资源和社会保障局2023政府信息公开工作年度报告"],
    ],
    ids=["in the name", "behind the figures of the year", "without 年"],
)
def test_title_broken_between_lines_is_put_together(title: list[str]) -> None:
    found = identify("\n".join([*title, BODY]), "index")
    assert (found.agency, found.year) == ("云陵县人力资源和社会保障局", 2023)


def test_report_that_names_no_year_is_on_the_one_before_it_was_signed() -> None:
    assert (
        identify(f"云陵县气象局政府信息公开工作年度报告\n{BODY}\n云陵县气象局\n2024年1月18日", "index").year
        == 2023
    )


def test_table_about_the_page_names_the_publisher() -> None:
    assert identify(f"{BARE}", "index", "发布机构：云陵县气象局").agency == "云陵县气象局"


def test_branch_of_a_higher_body_is_the_bureau_of_its_place() -> None:
    assert named_otherwise(report(agency="云陵县自然资源局", field="澄水市自然资源和规划局云陵分局")) is None
