"""The report page: it stands alone, and every finding leads to its place in the report and back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from export_examples import HOSTILE, decided, hostile, three, undecided
from lxml import html
from workbook_examples import cell, crowd, finding, report, span

from auditlib.auditing import audit
from auditlib.corpus import load
from auditlib.exports.html_report import to_html
from auditlib.findings import Findings
from auditlib.resources import samples


def page(found: Findings) -> html.HtmlElement:
    return html.document_fromstring(to_html(undecided(found)))


@pytest.fixture(scope="module")
def of_samples() -> str:
    return to_html(audit(load(samples())))


def test_the_page_stands_alone(of_samples: str) -> None:
    assert not re.search(r"""src\s*=|url\(|@import|<script|<link|href\s*=\s*["']?[^"'#]""", of_samples)


def test_every_finding_leads_to_a_marked_place_and_back(of_samples: str) -> None:
    tree = html.document_fromstring(of_samples)
    names = set(tree.xpath("//@id"))
    for article in tree.xpath("//article[.//*[@class='place']]"):
        targets = [target[1:] for target in article.xpath(".//a/@href")]
        assert targets and set(targets) <= names
        for target in targets:
            (place,) = tree.xpath(f"//*[@id='{target}']")
            around = place.getparent()
            assert around.tag == "mark" or "marked" in around.get("class")
            back = around.getparent().xpath(f".//a[@href='#{article.get('id')}']")
            assert back, "a way back to the finding"


def test_no_name_is_given_twice(of_samples: str) -> None:
    names = html.document_fromstring(of_samples).xpath("//@id")
    assert len(names) == len(set(names))


def test_a_place_in_another_report_is_marked_there() -> None:
    this, before = report(), report("qinghe_2020", year=2020)
    found = finding(this, "carried", cell(this, 1, 3, 7), cell(before, 1, 2, 7))
    tree = page(Findings((found,), {this.id: this, before.id: before}))
    (_, target) = tree.xpath("//article//a/@href")
    (section,) = tree.xpath(f"//details[.//*[@id='{target[1:]}']]")
    assert "2020" in section.find("summary").text_content()


def test_evidence_that_is_not_in_the_report_has_no_link() -> None:
    of = report()
    lost = replace(cell(of, 1, 2, 7), table=9)
    assert page(Findings((finding(of, "lost", lost),), {of.id: of})).xpath("//article//a") == []


def test_overlapping_places_keep_the_text_as_it_is() -> None:
    of = report()
    items = (
        finding(of, "a", span(of, "主动公开政府信息1286条")),
        finding(of, "b", span(of, "信息1286条，较上年增加")),
    )
    (paragraph,) = page(Findings(items, {of.id: of})).xpath("//div[@class='source']/p")
    for back in paragraph.xpath(".//a"):
        back.drop_tree()
    assert paragraph.text_content().strip() == of.text.splitlines()[2].strip()


def test_decisions_are_shown_where_there_are_any() -> None:
    told = to_html(decided(three(), {"a": "confirmed"}))
    assert "李审核" in told and "已电话核实" in told
    assert "李审核" not in to_html(undecided(three()))


@pytest.mark.parametrize("text", [text for text in HOSTILE if "<" in text])
def test_text_of_a_report_is_inert_on_the_page(text: str) -> None:
    assert text not in to_html(undecided(hostile()))


def test_markup_in_a_file_is_inert_on_the_page(tmp_path: Path) -> None:
    text = (samples() / "yunling_2018.txt").read_text(encoding="utf-8")
    marked = text.replace("发布政策解读稿件27篇", "<script>alert(1)</script>发布政策解读稿件27篇")
    (tmp_path / "r.txt").write_text(marked, encoding="utf-8")
    assert "<script" not in to_html(audit(load(tmp_path)))


def test_few_findings_are_open_and_many_are_folded() -> None:
    assert len(page(three()).xpath("//details[@open]")) > 0
    assert page(crowd(600, 3)).xpath("//details[@open]") == []


def test_the_same_results_give_the_same_page() -> None:
    assert to_html(decided(three(), {"a": "confirmed"})) == to_html(decided(three(), {"a": "confirmed"}))
