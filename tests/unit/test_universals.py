"""What the prose says of all is held against the cells that have to be zero then."""

from decimal import Decimal

import pytest
from annual_reports import report_of
from test_shares import FORM, YEAR, of_kind, said

from auditlib.reconcile import counters, measure

RECONSIDERED = "remedy.reconsideration.upheld"
SUED = "remedy.litigation.direct.upheld+remedy.litigation.after_reconsideration.upheld"
NONE_LOST = SUED.replace("upheld", "corrected")
ROUTES = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")


def cells(**values: int) -> dict[str, int]:
    """Request and remedy cells; those not named are 0."""
    names = ["request.new.total", "request.closed.total", "request.carried_out.total"]
    names += [
        f"remedy.{route}.{c}"
        for route in ROUTES
        for c in ("upheld", "corrected", "other", "pending", "total")
    ]
    return dict.fromkeys(names, 0) | {name.replace("__", "."): value for name, value in values.items()}


def exceptions(text: str, kind: str = "all", **values: int) -> list[Decimal | None]:
    """What the cells that should be zero add up to, for each universal statement that is held against the table."""
    report = report_of(FORM, cells(**values), year=YEAR, claims=said(text))
    return [m.table_value for m in measure(report, None) if m.claim.kind == kind and m.reading]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("行政复议7件，均获维持。", RECONSIDERED),
        ("行政诉讼9件，均获维持。", SUED),
        ("行政复议7件，行政诉讼9件，均获维持。", f"{RECONSIDERED}+{SUED}"),
        ("行政复议案件4件，全部予以维持。", RECONSIDERED),
        ("行政诉讼3件，法院均驳回原告诉讼请求。", SUED),
        ("行政诉讼3件，全部胜诉。", SUED),
        ("行政复议案件均被依法维持。", RECONSIDERED),
        ("新收政府信息公开申请20件，均已办结。", "request.closed.total"),
        ("新收政府信息公开申请20件，全部按规定办结。", "request.closed.total"),
        ("全年收到的政府信息公开申请全部办结。", "request.closed.total"),
        ("收到的申请均已依法答复。", "request.closed.total"),
        ("新收政府信息公开申请20件，比上年增加3件，均已办结。", "request.closed.total"),
        ("新收政府信息公开申请20件，100%办结。", "request.closed.total"),
        ("新收政府信息公开申请20件，上年结转3件，均已办结。", "request.closed.total"),
        ("新收政府信息公开申请20件，上年结转3件，所有申请均已办结。", "request.closed.total"),
        ("新收政府信息公开申请20件，已全部按时办结。", "request.closed.total"),
        ("新收政府信息公开申请20件，均已在规定期限内答复。", "request.closed.total"),
        ("新收政府信息公开申请20件，均严格按照法定程序办结。", "request.closed.total"),
        ("新收政府信息公开申请20件，其中网络12件、信函8件，均已办复。", "request.closed.total"),
        ("全年20件申请已全部办理完结。", "request.closed.total"),
    ],
)
def test_a_universal_statement_names_the_cells_that_hold_all(text: str, indicator: str) -> None:
    assert [claim.indicator for claim in of_kind("all", text)] == [indicator]


@pytest.mark.parametrize(
    "text",
    [
        "以上信息均已公开。",
        "相关文件均可在网站查询。",
        "收到的申请均在法定期限内答复。",
        "新收政府信息公开申请20件，均按时答复。",
        "新收政府信息公开申请20件，均在规定期限内办结。",
        "承办提案12件，均已办结。",
        "受理热线工单300件，全部办结。",
        "群众诉求全部办结。",
        "确保申请全部办结。",
        "下一步将做到申请全部办结。",
        "上年结转的申请均已办结。",
        "新收政府信息公开申请20件，其中3件结转下年度，其余均已办结。",
        "行政诉讼9件，其中已审结8件，均获维持。",
        "行政诉讼9件，已审结的均获维持。",
        "行政复议6件，其中纠正2件，均已公开。",
        "要求各单位对申请全部按时办结。",
        "对收到的申请，均能做到热情接待。",
        "行政处罚案件行政复议均获维持，执法更加规范。",
        "答复政府信息公开申请20件，均按期办结。",
        "全部科室均开展了培训。",
        # A number behind it says of how many.
        "行政诉讼9件，一审均判决驳回的6件，其余正在审理。",
        "新收政府信息公开申请20件，均按时办结18件。",
        # Some of the requests.
        "新收政府信息公开申请20件，上年结转3件均已办结。",
        "年内到期的政府信息公开申请均已办结。",
        "新收政府信息公开申请20件，其中网络12件，均已办结。",
        "新收政府信息公开申请20件，均已办结（结转下年度2件除外）。",
    ],
)
def test_what_is_said_of_something_else_or_is_no_cell_is_no_universal_claim(text: str) -> None:
    assert of_kind("all", text) == []


def test_in_the_form_of_2014_all_in_time_is_a_cell() -> None:
    (claim,) = of_kind("all", "收到申请16件，均按期答复。", "statistics-2014")
    assert claim.indicator == "request.closed.on_time"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("行政诉讼9件，继续保持零败诉。", NONE_LOST),
        ("行政诉讼无一败诉。", NONE_LOST),
        ("全年未发生因政府信息公开引发的败诉案件。", NONE_LOST),
        ("没有政府信息公开行政诉讼败诉情况。", NONE_LOST),
        ("未出现被复议机关纠错的情形。", "remedy.reconsideration.corrected"),
        ("行政复议案件无一被纠错。", "remedy.reconsideration.corrected"),
        ("行政复议实现零纠错。", "remedy.reconsideration.corrected"),
    ],
)
def test_that_no_case_was_lost_is_a_zero(text: str, indicator: str) -> None:
    assert {(c.indicator, c.value) for c in of_kind("none", text)} == {(indicator, Decimal(0))}


@pytest.mark.parametrize(
    "text", ["力争行政诉讼无一败诉。", "未发生行政处罚败诉案件。", "未发现问题、败诉案件逐案复盘。"]
)
def test_a_hope_or_other_business_is_no_zero(text: str) -> None:
    assert [claim for claim in of_kind("none", text) if claim.indicator] == []


def test_nothing_carried_over_is_a_zero() -> None:
    claimed = {
        (c.indicator, c.value) for c in of_kind("none", "新收政府信息公开申请20件，均已办结，无结转件。")
    }
    assert claimed == {("request.carried_out.total", Decimal(0))}


@pytest.mark.parametrize(
    ("text", "values", "left"),
    [
        (
            "行政复议7件，均获维持，另有2件正在审理。",
            {"remedy__reconsideration__upheld": 7, "remedy__reconsideration__pending": 2},
            0,
        ),
        ("行政复议7件，均获维持。", {"remedy__reconsideration__upheld": 7}, 0),
        ("行政复议7件，均获维持。", {"remedy__reconsideration__pending": 2}, 2),
        (
            "行政复议7件，均获维持。",
            {"remedy__reconsideration__corrected": 1, "remedy__reconsideration__other": 2},
            3,
        ),
        ("行政复议2件，均已结案。", {"remedy__reconsideration__corrected": 2}, 0),
        ("行政复议2件，均已结案。", {"remedy__reconsideration__pending": 1}, 1),
        ("行政诉讼2件，均已审结。", {"remedy__litigation__after_reconsideration__pending": 1}, 1),
        ("新收政府信息公开申请20件，均已办结。", {"request__closed__total": 20}, 0),
        ("新收政府信息公开申请20件，均已办结。", {"request__carried_out__total": 4}, 4),
        ("新收政府信息公开申请20件，均已办结。", {"remedy__reconsideration__pending": 1}, 0),
    ],
)
def test_the_cells_beside_those_of_all_have_to_be_zero(text: str, values: dict[str, int], left: int) -> None:
    assert exceptions(text, **values) == [Decimal(left)]


def test_a_lost_case_contradicts_that_none_was_lost() -> None:
    assert 1 in exceptions("行政诉讼9件，零败诉。", "none", remedy__litigation__direct__corrected=1)


def test_all_closed_leaves_nothing_open_in_the_form_of_2014() -> None:
    assert counters("request.closed") == (("request.received",), ("request.closed",))


def test_the_cells_that_contradict_are_those_that_are_not_named() -> None:
    assert counters("litigation.upheld")[0] == ("litigation.corrected", "litigation.other")
