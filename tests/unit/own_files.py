"""Files of an auditor's own, for tests: a made-up form of a county with two columns, and reports that follow it."""

from collections.abc import Sequence

from auditlib.document import Cell, Place, Table
from auditlib.extensions import Extensions, TextFile

LABELS = ("发布事项数", "其中：网站发布数", "收到来件数", "其中：当面来件数", "来信来件数", "办复来件数")
CODEBOOK = """indicator,label,unit,parent,relation,note,column
released,发布事项数|发布总数,条,,,,年度|本年度
released.ever,发布事项数|发布总数,条,released,cumulative,,历年累计
released.website,其中：网站发布数,条,released,at_most,,年度|本年度
released.website.ever,其中：网站发布数,条,released.website,cumulative,,历年累计
request.received,收到来件数,件,,,,年度|本年度
request.received.ever,收到来件数,件,request.received,cumulative,,历年累计
request.received.in_person,其中：当面来件数,件,request.received,sum,,年度|本年度
request.received.in_person.ever,其中：当面来件数,件,request.received.in_person,cumulative,,历年累计
request.received.letter,来信来件数,件,request.received,sum,,年度|本年度
request.received.letter.ever,来信来件数,件,request.received.letter,cumulative,,历年累计
request.answered,办复来件数,件,,,,年度|本年度
request.answered.ever,办复来件数,件,request.answered,cumulative,,历年累计
"""
FORM = "qinghe"


def county(codebook: str = CODEBOOK, wordings: str = "") -> Extensions:
    """The form of the county, and wordings laid over it."""
    words = (TextFile(f"{FORM}.lexicon.json", wordings),) if wordings else ()
    return Extensions((TextFile(f"{FORM}.codebook.csv", codebook),), words)


def table(rows: Sequence[Sequence[str]], number: int = 1) -> Table:
    """A table of those texts."""
    return Table(
        tuple(
            tuple(Cell(text, Place(table=number, row=r, column=c)) for c, text in enumerate(row, 1))
            for r, row in enumerate(rows, 1)
        ),
        Place(table=number),
    )


def filled(
    year: Sequence[str] = ("30", "20", "9", "4", "5", "9"),
    ever: Sequence[str] = ("130", "90", "49", "20", "29", "48"),
    header: Sequence[str] = ("指标", "单位", "2012年度", "历年累计"),
    labels: Sequence[str] = LABELS,
) -> Table:
    """The county's table, filled."""
    units = ("条", "条", "件", "件", "件", "件")
    return table([header, *zip(labels, units, year, ever, strict=True)])


def page(year: int, this: Sequence[int], ever: Sequence[int], prose: str = "事项都按期发布。") -> str:
    """A report of the county's bureau as a web page."""
    rows = "".join(
        f"<tr><td>{label}</td><td>件</td><td>{a}</td><td>{b}</td></tr>"
        for label, a, b in zip(LABELS, this, ever, strict=True)
    )
    return (
        f"<html><body><h1>青河县水务局{year}年政府信息公开工作年度报告</h1>"
        f"<p>本报告的统计期限为{year}年1月1日至{year}年12月31日。</p><h2>一、概述</h2><p>{prose}</p>"
        f"<table><tr><td>指标</td><td>单位</td><td>{year}年度</td><td>历年累计</td></tr>{rows}</table></body></html>"
    )
