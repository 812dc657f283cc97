"""Shares and changes are worked out from the cells and from the prose's own numbers; what fits neither is wrong."""

from decimal import Decimal

import pytest
from annual_reports import report_of

from auditlib.forms.codebook import codebook
from auditlib.narrative.claims import claims
from auditlib.narrative.derived import of_form
from auditlib.narrative.linked import Linked
from auditlib.narrative.rates import rates
from auditlib.narrative.sentences import sentences
from auditlib.reconcile import Measured, measure
from auditlib.reconcile.ratios import precision
from auditlib.report import Claim, Report

FORM, YEAR = "annual-2021", 2022
AGENCY = "澄水市青禾区园林局"
CLOSED, NEW = "request.closed.total", "request.new.total"
CELLS = {
    "request.new.total": 82,
    "request.new.natural_person": 60,
    "request.carried_in.total": 2,
    "request.closed.total": 80,
    "request.granted.total": 23,
    "request.partly_granted.total": 5,
    "request.carried_out.total": 4,
    "remedy.reconsideration.total": 6,
    "remedy.reconsideration.upheld": 4,
}
LAST_YEAR = {"request.new.total": 64, "request.carried_in.total": 0, "request.closed.total": 62}


def said(text: str, form: str = FORM) -> list[Claim]:
    found = claims(tuple(sentences(text, ())), form, YEAR if form == FORM else 2018, AGENCY)
    return list(of_form(found, codebook(form).by_indicator))


def of_kind(kind: str, text: str, form: str = FORM) -> list[Claim]:
    return [claim for claim in said(text, form) if claim.kind == kind]


def held(kind: str, text: str, before: Report | None = None, **cells: int | None) -> Measured:
    values = {**CELLS, **{name.replace("__", "."): value for name, value in cells.items()}}
    report = report_of(FORM, values, year=YEAR, claims=said(text))
    (found,) = (m for m in measure(report, before) if m.claim.kind == kind)
    return found


def last_year(**cells: int) -> Report:
    return report_of(FORM, {**LAST_YEAR, **cells}, year=YEAR - 1, name="上年")


def agrees(found: Measured) -> bool | None:
    if found.table_value is None or found.low is None or found.high is None:
        return None
    return found.low <= found.table_value <= found.high


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("办结申请80件，其中予以公开23件，占28.75%。", f"request.granted.total/{CLOSED}"),
        ("予以公开23件，占办结总数的28.75%。", f"request.granted.total/{CLOSED}"),
        ("予以公开23件（占答复总数的28.8%）。", f"request.granted.total/{CLOSED}"),
        ("予以公开23件，占申请总数的28%。", f"request.granted.total/{NEW}"),
        ("予以公开23件，占比28.75%。", f"request.granted.total/{CLOSED}"),
        ("予以公开23件（28.75%）。", f"request.granted.total/{CLOSED}"),
        ("予以公开23件，占比约为28.75%。", f"request.granted.total/{CLOSED}"),
        ("新收政府信息公开申请82件，其中自然人申请60件，占73.17%。", f"request.new.natural_person/{NEW}"),
        ("收到政府信息公开申请82件，办结率100%。", f"{CLOSED}/{NEW}+request.carried_in.total"),
        ("受理的政府信息公开申请答复率为97.6%。", f"{CLOSED}/{NEW}+request.carried_in.total"),
    ],
)
def test_a_share_names_its_numerator_and_its_denominator(text: str, first: str) -> None:
    (claim,) = of_kind("share", text)
    assert claim.indicator.split("|")[0] == first


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        (
            "收到政府信息公开申请45件，其中网络申请30件，占66.67%。",
            "request.received.online/request.received",
        ),
        ("申请按时办结42件，占办结总数的93.3%。", "request.closed.on_time/request.closed"),
        (
            "收到申请45件，按时办结率100%。",
            "request.closed.on_time/request.closed|request.closed.on_time/request.received",
        ),
        (
            "主动公开政府信息200条，其中政府网站公开政府信息80条，占40%。",
            "proactive.channel.website/proactive.total",
        ),
    ],
)
def test_the_cells_of_a_share_are_those_of_the_form(text: str, indicator: str) -> None:
    (claim,) = of_kind("share", text, "statistics-2014")
    assert claim.indicator == indicator


@pytest.mark.parametrize(
    "text",
    [
        "政务服务好评率99.58%。",
        "公文主动公开率达90.2%。",
        "全年办理人大建议和政协提案16件，答复率100%。",
        "收到群众诉求348件，现场解决162件，办结率100%。",
        "受理热线工单210件，按时办结率100%。",
        "网站季度抽查合格率均为100%。",
        "收到申请82件，按期办结率100%。",
        "办结申请80件，群众满意率98%。",
        "全局党员占职工总数的62%。",
        "予以公开23件，占全市总量的5%。",
    ],
)
def test_a_share_of_something_that_is_no_cell_is_kept_without_one(text: str) -> None:
    (claim,) = of_kind("share", text)
    assert claim.indicator == ""


@pytest.mark.parametrize(
    ("printed", "exact", "holds"),
    [
        ("4.35", "4.348", True),
        ("4.34", "4.348", True),
        ("4.33", "4.348", False),
        ("4.36", "4.348", False),
        ("32.9", "32.919", True),
        ("33", "32.6", True),
        ("32", "32.6", True),
        ("31", "32.6", False),
        ("33.90", "33.904", True),
        ("33.90", "33.91", False),
        ("100", "99.6", False),
        ("100", "100", True),
    ],
)
def test_a_percentage_may_be_rounded_or_cut_at_its_last_digit(printed: str, exact: str, holds: bool) -> None:
    low, high = precision(Decimal(printed))
    assert (low <= Decimal(exact) <= high) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("予以公开23件，占办结总数的28.75%。", True),
        ("予以公开23件，占办结总数的28.8%。", True),
        ("予以公开23件，占办结总数的28.7%。", True),
        ("予以公开23件，占办结总数的27.85%。", False),
        ("予以公开23件，占28.05%。", True),  # of the 82 received
        ("予以公开23件，占27.38%。", True),  # of all 84
        ("予以公开23件，占30%。", False),
        ("予以公开23件，占近三成。", True),
        ("予以公开23件，占比超四成。", False),
        ("予以公开23件，占百分之二十八点七五。", True),
        ("新收政府信息公开申请82件，办结率100%。", False),
        ("新收政府信息公开申请82件，办结率97.56%。", True),
    ],
)
def test_a_share_is_held_against_the_cells(text: str, holds: bool) -> None:
    assert agrees(held("share", text)) is holds


def test_a_share_of_the_prose_s_own_numbers_is_right_whatever_the_table_says() -> None:
    found = held("share", "答复申请80件，其中予以公开28件，占35%。", request__granted__total=23)
    assert (agrees(found), found.worked) == (True, "28÷80")


def test_a_share_that_fits_neither_is_told_by_the_prose_s_own_numbers() -> None:
    found = held("share", "答复政府信息公开申请80件。予以公开25件，占33.9%。")
    assert (agrees(found), found.worked) == (False, "25÷80")


def test_a_share_of_a_blank_cell_is_one_of_a_blank() -> None:
    report = report_of(
        FORM,
        {**CELLS, "request.granted.total": None},
        claims=of_kind("share", "答复申请中，予以公开占28.75%。"),
    )
    (found,) = measure(report, None)
    assert (found.table_value, found.state) == (0, "blank")


def test_a_total_left_blank_counts_as_its_row_adds_up() -> None:
    found = held(
        "count",
        "予以公开23件。",
        request__granted__total=None,
        request__granted__natural_person=20,
        request__granted__business=3,
    )
    assert (found.table_value, found.state) == (Decimal(23), "blank")


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("全年编发简报40期，其中专刊10期，占25%。", True),
        ("全年编发简报40期，其中专刊10期，占35%。", False),
        ("受理诉求300件，其中咨询100件、投诉80件，占60%。", True),
    ],
)
def test_a_share_without_cells_is_held_against_the_numbers_of_its_sentence(text: str, holds: bool) -> None:
    found = held("share", text)
    assert (found.support, agrees(found)) == ("stated", holds)


@pytest.mark.parametrize(
    "text", ["全年编发简报40期，采用10期，占35%。", "编发简报40期，其中专刊10期，占全市的3%。"]
)
def test_a_share_of_an_unknown_whole_is_not_judged(text: str) -> None:
    assert held("share", text).support == "unsupported"


@pytest.mark.parametrize(
    ("text", "value", "first"),
    [
        ("新收申请数量同比增长28.13%。", "28.13", NEW),
        ("新收政府信息公开申请82件，同比增长28.13%。", "28.13", NEW),
        ("新收政府信息公开申请82件，较上年增加18件。", "18", NEW),
        ("受理申请82件，申请数量较去年回落12.3%。", "12.3", NEW),
        ("办结政府信息公开申请80件，比2021年增长29.03%。", "29.03", CLOSED),
        ("新收政府信息公开申请82件，与上年相比增加18件。", "18", NEW),
        ("行政复议案件同比下降14.3%。", "14.3", "remedy.reconsideration.total"),
        ("新收申请数量同比翻一番。", "100", NEW),
    ],
)
def test_a_change_names_what_has_changed(text: str, value: str, first: str) -> None:
    (claim,) = of_kind("change", text)
    assert (claim.value, claim.indicator.split("|")[0]) == (Decimal(value), first)


def test_a_number_and_a_rate_of_one_change_are_two_claims() -> None:
    found = of_kind("change", "新收政府信息公开申请82件，较上年增加18件，增长28.13%。")
    assert [(claim.value, claim.unit) for claim in found] == [(Decimal(18), "件"), (Decimal("28.13"), "%")]


@pytest.mark.parametrize(
    "text",
    [
        "网站访问量同比增长35%。",
        "自然人申请数量同比增长12%。",
        "网上申请数量同比增长12%。",
        "承办提案数量较上年增加6件。",
    ],
)
def test_a_change_of_something_else_is_no_change_of_a_cell(text: str) -> None:
    (claim,) = of_kind("change", text)
    assert claim.indicator == ""


@pytest.mark.parametrize("text", ["满意度较上年提高2.3个百分点。", "进一步提高公开水平，办理时间缩短30%。"])
def test_what_is_no_change_of_a_number_is_none(text: str) -> None:
    assert of_kind("change", text) == []


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("新收申请数量同比增长28.13%。", True),
        ("新收申请数量同比增长28.12%。", True),
        ("新收申请数量同比增长28.1%。", True),
        ("新收申请数量同比增长27.13%。", False),
        ("新收申请数量同比下降28.13%。", False),
        ("新收政府信息公开申请82件，较上年增加18件。", True),
        ("新收政府信息公开申请82件，较上年增加12件。", False),
        ("新收政府信息公开申请82件，较上年减少18件。", False),
        ("新收政府信息公开申请82件，同比增长近三成。", True),
        ("新收申请由上年的64件增至82件。", True),
        ("新收申请由64件增至85件。", False),
    ],
)
def test_a_change_is_held_against_last_year_s_report(text: str, holds: bool) -> None:
    assert agrees(held("change", text, last_year())) is holds


def test_without_last_year_s_report_a_change_is_not_judged() -> None:
    found = held("change", "新收申请数量同比增长27.13%。")
    assert (found.support, found.table_value, found.low) == ("linked", None, None)


def test_a_fall_is_below_zero() -> None:
    found = held("change", "办结申请数量同比下降10%。", last_year(), request__closed__total=56)
    assert (round(found.table_value or 0, 2), agrees(found)) == (Decimal("-9.68"), True)


def test_a_change_on_another_year_is_held_against_nothing() -> None:
    assert held("change", "新收申请数量较2019年增长50%。", last_year()).support == "unsupported"


@pytest.mark.parametrize(("rate", "holds"), [("25", True), ("20", False)])
def test_two_years_that_the_prose_states_give_the_rate(rate: str, holds: bool) -> None:
    text = f"编发简报由上年的12期增至15期，增长{rate}%。"
    values = {
        c.value: agrees(m)
        for m in measure(report_of(FORM, CELLS, claims=said(text)), None)
        for c in [m.claim]
    }
    assert values[Decimal(rate)] is holds


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("占百分之三十", "30", ""),
        ("占百分之四十点五", "40.5", ""),
        ("占九成", "90", "约"),
        ("超八成", "80", "超"),
        ("近七成", "70", "近"),
        ("六成多", "60", "余"),
    ],
)
def test_spoken_percentages(text: str, value: str, hedge: str) -> None:
    nothing: list[Linked] = []
    assert [(rate.value, rate.hedge) for rate in rates(text, nothing)] == [(Decimal(value), hedge)]


@pytest.mark.parametrize("text", ["三成立案", "分为五成员单位", "一成果显著"])
def test_cheng_inside_a_word_is_no_tenth(text: str) -> None:
    assert rates(text, []) == []


@pytest.mark.parametrize("half", ["", "六", "五"])
def test_a_tenth_and_a_half(half: str) -> None:
    value = {"": 90, "五": 95, "六": 96}[half]
    assert [rate.value for rate in rates(f"占九成{half}", [])] == [Decimal(value)]


def change(text: str, before: Report | None = None, **cells: int | None) -> list[tuple[bool | None, str]]:
    """Whether each change of a sentence agrees, and how it was worked out, in order."""
    values = {**CELLS, **{name.replace("__", "."): value for name, value in cells.items()}}
    report = report_of(FORM, values, year=YEAR, claims=said(text))
    return [
        (agrees(one), one.worked) for one in measure(report, before) if one.claim.kind in ("change", "level")
    ]


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("新收申请82件，较2021年的64件增加18件。", "82−64"),
        ("新收申请82件，较2021年的64件增加18件，增长28.1%。", "82−64, (82−64)÷64"),
        ("新收申请82件，较上年（64件）增长28.1%。", "(82−64)÷64"),
        ("新收申请82件，较去年同期的64件上升28.13%。", "(82−64)÷64"),
        ("新收申请82件，与上年64件相比增长28.1%。", "(82−64)÷64"),
        ("新收申请82件，2021年为64件，同比增长28.1%。", "(82−64)÷64"),
        ("新收申请82件（上年64件），增长28.1%。", "(82−64)÷64"),
        ("新收申请82件，同比增长28.1%（2021年64件）。", "(82−64)÷64"),
        ("新收申请82件，去年64件，增长近三成。", "(82−64)÷64"),
        ("新收申请82件，同比增加18件，增幅28.1%。", "None, 18÷(82−18)"),
        ("申请量由2021年的64件上升到82件，增幅为28.1%。", "82−64, (82−64)÷64"),
        ("编发简报90期，比上年100期减少10期，下降10%。", "90−100, (90−100)÷100"),
        ("编发简报90期，比2018年的100期减少10期，下降10%。", "90−100, (90−100)÷100"),
        ("编发简报90期，较2018年的100期下降10%，较上年的80期增长12.5%。", "(90−100)÷100, (90−80)÷80"),
        ("编发简报90期，较上年100期同比增长-10%。", "(90−100)÷100"),
        ("编发简报90期，较上年100期负增长10%。", "(90−100)÷100"),
        ("编发简报90期，是上年（60期）的1.5倍。", "90÷60"),
        ("编发简报90期，较上年30期增长2倍。", "90÷30−1"),
        ("编发简报90期，较上年44期翻了一番。", "(90−44)÷44"),
        ("编发简报90期，与上年的90期持平。", ""),
        ("编发简报90期，与上年（89期）基本持平。", ""),
        ("收到来信90件，其中咨询30件，较上年增加40件，增长80%。", "None, 40÷(90−40)"),
        ("编发简报由上年的60期变为90期，净增30期，增幅50%。", "None, 90−60, (90−60)÷60"),
        ("去年此时，编发简报60期；今年为90期，增减幅度为+50%。", "(90−60)÷60"),
        ("上年编发简报100期，今年编发90期，增减幅度为-10%。", "(90−100)÷100"),
        ("2021年编发简报60期，2022年编发90期，增长50%。", "(90−60)÷60"),
    ],
)
def test_a_change_is_worked_out_from_the_numbers_of_its_sentence(text: str, worked: str) -> None:
    found = change(text)
    assert [how for _, how in found] == [how.replace("None", "") for how in worked.split(", ")]
    assert False not in [holds for holds, _ in found]


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("编发简报90期，较2021年的80期增加20期。", "90−80"),
        ("编发简报90期，较2021年的80期增长22.5%。", "(90−80)÷80"),
        ("编发简报90期，较上年（80期）下降12.5%。", "(90−80)÷80"),
        ("编发简报90期，上年为80期，同比增长22.5%。", "(90−80)÷80"),
        ("编发简报90期，上年80期，增长约三成。", "(90−80)÷80"),
        ("编发简报90期，比上年的100期下降15%。", "(90−100)÷100"),
        ("编发简报90期，比2018年的100期下降15%。", "(90−100)÷100"),
        ("编发简报90期，是上年（60期）的2.5倍。", "90÷60"),
        ("编发简报90期，较上年80期翻了一番。", "(90−80)÷80"),
        ("编发简报90期，较上年100期同比增长-15%。", "(90−100)÷100"),
        ("编发简报90期，与上年的80期持平。", ""),
        ("编发简报90期，与上年的80期基本持平。", ""),
        ("去年此时，编发简报60期；今年为90期，增减幅度为+60%。", "(90−60)÷60"),
        ("上年编发简报100期，今年编发90期，增减幅度为-15%。", "(90−100)÷100"),
    ],
)
def test_a_change_that_its_sentence_s_numbers_do_not_give_is_wrong(text: str, worked: str) -> None:
    assert change(text) == [(False, worked)]


def test_last_year_s_number_may_be_told_in_another_sentence() -> None:
    told = "与2021年相比，新收申请由64件变为82件，净增18件。2022年新收申请82件（同比增长{}%）。"
    assert change(told.format("28.1"))[-1] == (True, "(82−64)÷64")
    assert change(told.format("38.1"))[-1] == (False, "(82−64)÷64")
    assert change(told.format("38.1").replace("与2021年", "与2019年"))[-1] == (None, "")


def test_a_net_change_is_held_against_its_two_numbers() -> None:
    assert change("新收申请由64件变为82件，净增28件。")[-1] == (False, "82−64")


def test_the_difference_tells_the_rate_where_last_year_s_number_is_not_stated() -> None:
    assert change("编发简报90期，比上年增加10期，增长22.5%。") == [(None, ""), (False, "10÷(90−10)")]


@pytest.mark.parametrize(
    "text",
    [
        "2021年办结简报审核40期，2022年编发简报90期，同比增长12.5%。",
        "上年结转2件，新收申请82件，同比增长20%。",
        "编发简报90期（2018年为100期），同比增长12.5%。",
        "上年编发简报80期，增长22.5%。",
        "编发简报、专报90期、30期，较上年分别增加10期、20期。",
        "编发简报90余期，较上年的80期增长22.5%。",
        "编发简报3期，由上年的0期增至3期，增长300%。",
        "上年编发简报20期，今年编发专报15期，减幅35%。",
        "2021年办结简报审核40期，2022年编发简报90期，增长12.5%。",
        "培训由2次改为4次，每次增加3人。",
    ],
)
def test_a_change_of_numbers_that_do_not_belong_together_is_not_judged(text: str) -> None:
    assert False not in [holds for holds, _ in change(text)]


def test_last_year_s_number_is_held_against_last_year_s_report() -> None:
    right, wrong = "新收申请82件，较上年64件增加18件。", "新收申请82件，较上年60件增加22件。"
    assert change(right, last_year()) == [(True, "82−64")]
    assert change(wrong) == [(True, "82−60")]
    assert change(wrong, last_year()) == [(False, "82−64")]


@pytest.mark.parametrize(
    ("rate", "holds"),
    [("近三成", True), ("约三成", True), ("近四成", False), ("超三成", False), ("超两成", True)],
)
def test_a_tenth_is_no_nearer_than_half_a_tenth(rate: str, holds: bool) -> None:
    assert change(f"编发简报95期，较上年75期增长{rate}。") == [(holds, "(95−75)÷75")]


def shares_of(text: str, **cells: int | None) -> list[tuple[bool | None, str]]:
    """Whether each share of a sentence agrees, and how it was worked out, in order."""
    values = {**CELLS, **OUTCOMES, **{name.replace("__", "."): value for name, value in cells.items()}}
    report = report_of(FORM, values, year=YEAR, claims=said(text))
    return [(agrees(one), one.worked) for one in measure(report, None) if one.claim.kind == "share"]


# 80 closed: 23 granted, 5 partly, 20 refused, 32 otherwise.
OUTCOMES = {
    **{name: 0 for name in codebook(FORM).by_indicator if name.endswith(".total")},
    **CELLS,
    "request.new.business": 22,
    "request.granted.natural_person": 20,
    "request.refused.third_party.total": 20,
    "request.unavailable.not_held.total": 32,
    "remedy.reconsideration.corrected": 1,
    "remedy.reconsideration.other": 0,
    "remedy.reconsideration.pending": 1,
    "remedy.litigation.direct.total": 4,
    "remedy.litigation.direct.upheld": 3,
    "remedy.litigation.direct.corrected": 1,
    "remedy.litigation.direct.other": 0,
    "remedy.litigation.after_reconsideration.corrected": 0,
    "remedy.litigation.after_reconsideration.upheld": 0,
    "remedy.litigation.after_reconsideration.other": 0,
}


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("其中自然人申请占总数的73.2%。", "60÷82"),
        ("自然人提出的申请占比达73.2%。", "60÷82"),
        ("申请人中，个人申请所占比例为73.2%。", "60÷82"),
        ("收到申请82件，其中自然人申请的比例为73.2%。", "60÷82"),
        ("收到申请82件，七成以上来自自然人。", "60÷82"),
        ("收到申请82件，73.2%的申请由自然人提出。", "60÷82"),
        ("不予公开占办结总数的25%，无法提供占40%。", "20÷80, 32÷80"),
        ("自然人、商业企业申请占比分别为73.2%、26.8%。", "60÷82, 22÷82"),
        ("予以公开23件，其中自然人占87%。", "20÷23"),
        ("予以公开23件，其中自然人20件，占87%。", "20÷23"),
        (
            "办结80件，其中予以公开23件、部分公开5件、不予公开20件，分别占28.75%、6.25%、25%。",
            "23÷80, 5÷80, 20÷80",
        ),
        ("办结80件，其中予以公开、不予公开分别为23件、20件，占比分别为28.75%和25%。", "23÷80, 20÷80"),
        ("编发简报40期，其中专刊10期、增刊4期，分别占25%、10%。", "10÷40, 4÷40"),
        ("编发简报40期，同比增加4期，其中专刊10期，占25%。", "10÷40"),
        ("不予公开的20件中，因第三方权益20件，占100%。", "20÷20"),
        ("无法提供32件，其中本机关不掌握占100%。", "32÷32"),
        ("予以公开23件，约占三成（28.75%）。", "23÷80, 23÷80"),
        ("依申请公开答复中，公开率（含部分公开）为35%。", "28÷80"),
        ("申请予以公开率28.75%，不予公开率25%。", "23÷80, 20÷80"),
        ("行政复议6件，其中纠正1件，纠错率16.7%。", "1÷6"),
        ("行政复议6件，其中纠正1件，纠错率20%。", "1÷5"),
        ("行政诉讼4件，败诉率为25%。", "1÷4"),
        ("政府信息公开行政复议纠正率（16.67%）偏高。", "1÷6"),
        # The whole leads on across a semicolon, stands in the share's own words, or is named by them again.
        ("申请总量84件当中，当年新收82件，占97.6%；往年转来2件，占2.4%。", "82÷84, 2÷84"),
        ("编发简报40期，其中专刊10期，占25%；增刊20期，占50%；内刊4期，占10%。", "10÷40, 20÷40, 4÷40"),
        ("予以公开和部分公开共28件，占办结总量80件的35%。", "28÷80"),
        ("收到案件47件，已结39件，其中得到维持28件，占已结案件的71.8%。", "28÷39"),
        ("新收申请82件，占应办申请总量的97.6%。", "82÷84"),
        # The number follows its share.
        ("公开信息100条，部门占40%，为40条；镇街占60%，为60条。", "40÷100, 60÷100"),
        # Several are taken together.
        ("居前两位的是予以公开（23件）、无法提供（32件），合计占68.8%。", "55÷80"),
        ("办结申请80件，其中予以公开23件、部分公开5件，两项合计占35%。", "28÷80"),
        ("编发简报40期，其中专刊10期、增刊6期，合计占40%。", "16÷40"),
        # The shares of a list have one whole.
        ("网上申请50件、书面申请32件，分别占申请总量的61%和39%。", "50÷82, 32÷82"),
        # The cases that a rate is of stand before it.
        ("在6件行政复议案件中，维持率为66.7%，纠错率为16.7%。", "4÷6, 1÷6"),
        ("在已办结的80件申请中，公开率（予以公开与部分公开之和占办结总数的比重）为35%。", "28÷80"),
    ],
)
def test_a_share_is_told_by_words_or_by_a_list(text: str, worked: str) -> None:
    assert shares_of(text) == [(True, how) for how in worked.split(", ")]


@pytest.mark.parametrize(
    "text",
    [
        "其中自然人申请占总数的83.2%。",
        "自然人提出的申请占比达63.2%。",
        "收到申请82件，近六成来自自然人。",
        "不予公开占办结总数的35%。",
        "自然人、商业企业申请占比分别为83.2%、26.8%。",
        "予以公开23件，其中自然人占60%。",
        "办结80件，其中予以公开23件、不予公开20件，分别占38.75%、25%。",
        "编发简报40期，其中专刊10期、增刊4期，分别占35%、10%。",
        "依申请公开答复中，公开率（含部分公开）为45%。",
        "申请不予公开率21%。",
        "行政复议6件，其中纠正1件，纠错率26.7%。",
        "行政诉讼4件，败诉率为35%。",
        "申请总量84件当中，当年新收82件，占97.6%；往年转来2件，占4.2%。",
        "编发简报40期，其中专刊10期，占25%；增刊20期，占40%。",
        "予以公开和部分公开共28件，占办结总量80件的45%。",
        "收到案件47件，已结39件，其中得到维持28件，占已结案件的81.7%。",
        "公开信息100条，部门占45%（40条），镇街占60%（60条）。",
        "居前两位的是予以公开（23件）、无法提供（32件），合计占78.8%。",
        "编发简报40期，其中专刊10期、增刊6期，合计占50%。",
        "在6件行政复议案件中，维持率为76.7%，纠错率为16.7%。",
        "在已办结的80件申请中，公开率（予以公开与部分公开之和占办结总数的比重）为45%。",
    ],
)
def test_a_share_told_by_words_or_by_a_list_is_wrong_where_no_reading_gives_it(text: str) -> None:
    assert [holds for holds, _ in shares_of(text)].count(False) == 1


@pytest.mark.parametrize(
    "text",
    [
        "制发公文302件，主动公开101件，公开率33.4%，不予公开率35%。",
        "部门预决算公开率100%。",
        "办理信访答复件80件，公开率95%。",
        "上年自然人申请占80.5%。",
        "力争明年自然人申请占比达到80%。",
        "参加座谈的代表中企业占60%。",
        "收到来信120件，其中自然人占60%。",
        "力争申请答复率达到100%。",
        "行政复议机关全年审理行政复议案件312件，纠错率13.8%。",
        "制发公文302件，依申请公开95件，占31.5%。",
        "申请内容主要涉及征地拆迁、社会保障，分别占40%、30%。",
        "予以公开23件、不予公开20件、其他处理3件，分别占50%、43.5%。",
        "受理来信1640件，其中政府信息公开申请82件，占5%。",
        "收到申请82件，占全部来件的12%。",
        "在审理的312件行政复议案件中，纠错率13.8%。",
        "受理咨询300件，其中电话咨询200件，占66.7%；另办理投诉20件，占10%。",
        "在办结的80件公文中，公开率（含部分公开）为45%。",
        "编发简报40期，其中专刊10期、增刊6期、内刊4期，前两项合计占40%。",
    ],
)
def test_a_rate_of_something_else_is_not_judged(text: str) -> None:
    assert False not in [holds for holds, _ in shares_of(text)]


def test_a_share_that_is_wrong_is_told_by_the_whole_that_its_words_name() -> None:
    found = shares_of("全年应办理申请84件，已办结80件，办结的申请中，不予公开20件（占21.2%）。")
    assert found == [(False, "20÷80")]
