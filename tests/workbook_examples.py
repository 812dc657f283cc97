"""Made-up reports and findings for the walker: a matrix with merged cells, a long list, and as many as wanted."""

from dataclasses import replace

from auditlib.document import Cell, Place, Table
from auditlib.findings import Evidence, Finding, Findings, NotAssessed, Unreadable
from auditlib.messages import Bilingual
from auditlib.report import Heading, Identity, Report, SourceFile

SENTENCE = "2021年，全局围绕群众关切，持续扩大主动公开范围，全年主动公开政府信息1286条，较上年增加。"
OPENING = "澄江市青禾区水务局2021年政府信息公开工作年度报告"
KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def report(name: str = "qinghe_2021", *, year: int = 2021, opening: str = OPENING) -> Report:
    headings = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
    lines = [opening]
    for heading in headings:
        lines += [heading, *("　　" + SENTENCE * 4 for _ in range(8))]
    text = "\n".join(lines)
    outline = tuple(
        Heading(order, order, order, title, 1, title, True, text.index(title), text.index(title) + len(title))
        for order, title in enumerate(headings, 1)
    )
    identity = Identity("澄江市青禾区水务局", "部门", "澄江市", year, opening)
    places = tuple(Place(line=number) for number in range(1, len(lines) + 1))
    files = (SourceFile(f"reports/{name}.html", name, "html"),)
    return Report(
        name, files, "annual-2021", identity, text, places, (listing(), matrix()), (), (), outline, ()
    )


def listing(rows: int = 80) -> Table:
    """A list of labels, units and values, indented as the form of 2014 is."""
    content = [("统计指标", "单位", "统计数")]
    content += [
        ("　" * (number % 4) + f"（{number}）主动公开政府信息数", "条", str(number))
        for number in range(1, rows)
    ]
    return grid(1, content)


def matrix() -> Table:
    """Rows of the requests by kind of applicant; the headings are merged."""
    head = Cell("（本列数据的勾稽关系）", Place(table=2, row=1, column=1))
    wide = Cell("申请人情况", Place(table=2, row=1, column=2))
    rows = [
        (head, *(wide for _ in KINDS)),
        (head, *(Cell(kind, Place(table=2, row=2, column=2 + n)) for n, kind in enumerate(KINDS))),
    ]
    for row, label in enumerate(("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"), 3):
        values = ("12", "3", "0", "0", "1", "0", "17")
        cells = [Cell(label, Place(table=2, row=row, column=1))]
        cells += [Cell(value, Place(table=2, row=row, column=2 + n)) for n, value in enumerate(values)]
        rows.append(tuple(cells))
    return Table(tuple(rows), Place(table=2))


def grid(number: int, content: list[tuple[str, ...]]) -> Table:
    return Table(
        tuple(
            tuple(
                Cell(text, Place(table=number, row=row, column=column))
                for column, text in enumerate(texts, 1)
            )
            for row, texts in enumerate(content, 1)
        ),
        Place(table=number),
    )


def cell(of: Report, table: int, row: int, column: int) -> Evidence:
    text = of.tables[table].rows[row][column].text
    place = Bilingual(f"第{table + 1}表第{row + 1}行", f"table {table + 1} row {row + 1}")
    label = of.tables[table].rows[row][0].text.strip()
    return Evidence(
        "cell", of.paths[0], place, text, f"cell.{row}.{column}", label, table=table, row=row, column=column
    )


def span(of: Report, text: str) -> Evidence:
    start = of.text.index(text)
    place = Bilingual("第2段", "paragraph 2")
    return Evidence("span", of.paths[0], place, text, start=start, end=start + len(text))


def finding(
    of: Report, name: str = "a", *evidence: Evidence, fingerprint: str = "1", severity: str = "error"
) -> Finding:
    return Finding(
        id=name,
        fingerprint=fingerprint,
        report=of.id,
        agency=of.identity.agency,
        year=of.identity.year,
        rule="sum.request.total",
        family="sum",
        verdict="fail",
        severity=severity,  # type: ignore[arg-type]
        title=Bilingual("总计等于各分项之和", "the total is the sum of its parts"),
        message=Bilingual("总计17，分项合计16，差1", "total 17, parts 16, off by 1"),
        clause=Bilingual("国办公开办函〔2021〕30号", "Circular 30 of 2021"),
        indicators=("request.total",),
        quote="",
        figures={"left": 17.0, "right": 16.0, "difference": 1.0},
        evidence=evidence,
    )


def findings(count: int = 3) -> Findings:
    """The first rests on prose and a table, the second on a table, the third on prose, and so on in turn."""
    of = report()
    kinds = (
        (span(of, "全年主动公开政府信息1286条"), cell(of, 1, 2, 7)),
        (cell(of, 1, 2, 1), cell(of, 1, 2, 7)),
        (span(of, "较上年增加"),),
    )
    severities = ("error", "warning", "note")
    items = tuple(
        finding(of, f"f{number}", *kinds[number % 3], severity=severities[number % 3])
        for number in range(count)
    )
    unread = (Unreadable("reports/坏.pdf", Bilingual("打不开", "cannot be opened")),)
    gaps = (
        NotAssessed(
            of.id, "continuity.carry_over", Bilingual("没有上年报告", "no report of the year before")
        ),
    )
    return Findings(items, {of.id: of}, gaps, unread, 39)


def with_cases() -> Findings:
    """Two cases, of three findings and of two, and a finding on its own."""
    names = ("a", "a", "a", "b", "b", "")
    found = findings(len(names))
    items = tuple(replace(each, case=case) for each, case in zip(found, names, strict=True))
    return replace(found, items=items)


def crowd(count: int = 10_000, reports: int = 400) -> Findings:
    """So many findings on so many reports, two of each five in one case."""
    of = [report(f"report_{number}", year=2021 - number % 5) for number in range(reports)]
    items = []
    for number in range(count):
        own = of[number * reports // count]
        places = (
            span(own, "全年主动公开政府信息1286条"),
            cell(own, 1, 2, 7),
            cell(own, 1, 2, 1),
            cell(own, 0, 40, 2),
        )
        made = finding(own, f"f{number}", *places, severity=("error", "warning", "note")[number % 3])
        items.append(replace(made, case=f"c{number - (number % 5 == 1)}"))
    return Findings(tuple(items), {each.id: each for each in of}, rules=39)


def gallery() -> Findings:
    """Findings to look at: with short, long and no prose, of one case, on two years, with little and with much."""
    this, before = report(), report("qinghe_2020", year=2020)
    long = (
        "2021年，局机关在区委、区政府领导下，坚持以公开为常态、不公开为例外，围绕水资源管理、河湖治理、农村供水、防汛抗旱和水利工程建设等"
        "群众关心的重点领域，通过门户网站、政务新媒体、公告栏和新闻发布会主动公开政府信息1286条，其中规范性文件3条、政策解读12条、财政信息24条、"
        "重大建设项目信息41条，较上年增加186条，同比增长17%。"
    )
    wordy = report("hanwan_2021", opening="寒湾县水利局2021年政府信息公开工作年度报告\n　　" + long * 3)
    silent = replace(report("silent_2021"), text="", lines=(), outline=())
    reports = {each.id: each for each in (this, before, wordy, silent)}
    table = (cell(this, 1, 2, 1), cell(this, 1, 2, 2), cell(this, 1, 2, 7))
    short = finding(this, "short", span(this, "全年主动公开政府信息1286条"), *table)
    second = replace(finding(this, "second", *table, severity="warning"), rule="balance.request")
    cause = Bilingual("疑似漏计“自然人·重复申请”17件；疑似将上年数误填", "a part may be missing")
    many = tuple(cell(wordy, 0, row, 2) for row in range(3, 30, 2))
    told = Bilingual(
        "正文称主动公开政府信息1286条，表中各分项合计1269条，差17条；其中规范性文件、政策解读、财政信息与重大建设项目信息四项均与表格不符",
        "1286 in the prose, 1269 in the table",
    )
    years = (cell(this, 1, 3, 7), replace(cell(before, 1, 2, 7), text="21"))
    items = (
        replace(short, case="short", repairs=(cause,)),
        replace(second, case="short", title=Bilingual("收支应平衡", "balance")),
        replace(finding(wordy, "long", span(wordy, long), *many), message=told, repairs=(cause, cause)),
        finding(silent, "none", cell(silent, 1, 2, 7)),
        replace(
            finding(this, "years", *years), title=Bilingual("上年结转应等于上年报告的结转下年", "carried")
        ),
        finding(this, "prose", span(this, "较上年增加"), span(before, "较上年增加"), severity="note"),
    )
    return Findings(items, reports, rules=39)
