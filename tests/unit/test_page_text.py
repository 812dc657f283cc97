"""Page text, whose tables run in the prose: the tables are found by their labels, the prose stays prose."""

from builders import INDICATORS, dossier_of, numbered_rows

from auditlib.document import Table
from auditlib.forms.codebook import codebook
from auditlib.forms.flattened import unfold
from auditlib.forms.statistics import bind

INTRO = "澄水综合试验区2022年政府信息公开工作年度报告 本报告包括总体情况、主动公开政府信息情况等六个部分。"
OVERVIEW = "一、总体情况2022年，全区公开工作平稳有序，主动公开信息35条。"
DISCLOSURE = (
    "二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件8855698"
    "第二十条第（五）项信息内容本年处理决定数量行政许可1069第二十条第（六）项信息内容本年处理决定数量行政处罚211行政强制0"
    "第二十条第（八）项信息内容本年收费金额（单位：万元）行政事业性收费911.36"
)
REMEDIES = "0 1 1 0 2 1 0 0 0 1 0 0 0 0 0"
FIVE = "结果维持结果纠正其他结果尚未审结总计"
CLOSING = "五、存在的主要问题及改进情况公开形式不够多样。六、其他需要报告的事项没有其他事项。"


def requests(form: str = "annual-2021", value: str = "1000001") -> str:
    """The request matrix as page text: every row with the same cells."""
    rows = dict.fromkeys(entry.row for entry in codebook(form).table("request"))
    said, above = "", ""
    for row in rows:
        group, _, leaf = row.rpartition(" / ")
        said += (
            ("三、本年度办理结果" if leaf == "（一）予以公开" else "")
            + (group if group != above else "")
            + leaf
            + value
        )
        above = group
    return (
        "三、收到和处理政府信息公开申请情况（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况"
        f"自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他{said}"
    )


def remedies(value: str = REMEDIES) -> str:
    return f"四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼{FIVE}未经复议直接起诉复议后起诉{FIVE}{FIVE}{value} "


PAGE = f"{INTRO}{OVERVIEW}{DISCLOSURE}{requests()}{remedies()}{CLOSING}"


def tables_of(page: str) -> tuple[Table, ...]:
    return unfold(dossier_of(page)).tables


def rows_of(table: Table) -> dict[str, str]:
    """A table's last cells by their labels."""
    return {row[-2].text: row[-1].text for row in table.rows if len(row) > 1}


def test_the_three_tables_are_found() -> None:
    assert len(tables_of(PAGE)) == 3


def test_what_stands_behind_a_label_is_its_cell() -> None:
    rows = rows_of(tables_of(PAGE)[0])
    assert (rows["行政规范性文件"], rows["行政许可"], rows["行政事业性收费"]) == ("8855698", "1069", "911.36")


def test_the_ordinal_of_the_next_row_is_no_figure() -> None:
    rows = rows_of(tables_of(PAGE)[1])
    assert rows["1.属于国家秘密"] == "1000001"


def test_every_row_of_the_request_matrix_is_found() -> None:
    assert len(tables_of(PAGE)[1].rows) == 25


def test_the_older_form_is_told_by_its_labels() -> None:
    page = PAGE.replace("本年制发件数本年废止件数现行有效件数", "本年新制作数量本年新公开数量对外公开总数量")
    page = page.replace(requests(), requests("annual-2019"))
    page = page.replace("本年处理决定数量行政许可", "上一年项目数量本年增/减处理决定数量行政许可")
    assert [cell.text for cell in tables_of(page)[0].rows[0]] == [
        "信息内容",
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
    ]


def test_remedies_keep_their_white_space() -> None:
    assert tables_of(PAGE)[2].rows[-1][0].text == REMEDIES


def test_the_prose_stays_without_the_tables() -> None:
    text = unfold(dossier_of(PAGE)).text
    assert "8855698" not in text
    assert "公开形式不够多样。" in text


def test_a_heading_that_runs_on_stands_in_a_line_of_its_own() -> None:
    lines = unfold(dossier_of(PAGE)).text.split("\n")
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_a_part_that_the_introduction_names_is_no_heading() -> None:
    assert unfold(dossier_of(PAGE)).text.startswith(INTRO)


def test_a_blank_row_keeps_its_place() -> None:
    page = PAGE.replace("2.重复申请1000001", "2.重复申请")
    assert rows_of(tables_of(page)[1])["2.重复申请"] == ""


def test_prose_about_the_tables_is_no_table() -> None:
    dossier = dossier_of(
        "一、总体情况\n本年新收政府信息公开申请数量为3件，上年结转政府信息公开申请数量为1件，予以公开2件。"
    )
    assert unfold(dossier) == dossier


def test_rows_on_lines_of_their_own_are_found_too() -> None:
    page = PAGE.replace("行政规范性文件8855698", "\n行政规范性文件\t88\t55\t698\n").replace(
        "规章000", "\n规章\t0\t0\t0"
    )
    assert rows_of(tables_of(page)[0])["行政规范性文件"].split() == ["88", "55", "698"]


def test_the_form_of_2014_is_found_too() -> None:
    rows = numbered_rows()
    page = "附件（2018年度）统计指标单位统计数" + "".join(row.label + row.unit + row.value for row in rows)
    facts = {fact.indicator: fact.text for fact in bind(unfold(dossier_of(page + "单位负责人：某某")).tables)}
    assert facts == {name: str(n) for n, name in enumerate(INDICATORS, 1)}
