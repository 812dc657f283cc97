"""The notebooks around the walker, in a real browser: the overview, one report before publishing, and the tables."""

import json
from pathlib import Path

import pytest
from laboratory import Lab, open_notebook
from playwright.sync_api import Page, expect

from auditlib.resources import samples

pytestmark = pytest.mark.needs("chromium")

SLOW_MS = 120_000


def run(page: Page, lab: Lab, name: str) -> None:
    open_notebook(page, lab, name)
    page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells') }")


def cells(page: Page) -> list[str]:
    told: list[str] = page.evaluate(
        "() => [...jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.sharedModel.getSource())"
    )
    return told


def tab(page: Page, name: str) -> None:
    page.locator(".auditlib-frame").get_by_role("tab", name=name, exact=True).click()


def test_a_count_of_the_heat_map_leads_to_its_findings(workbook: Page) -> None:
    tab(workbook, "总览")
    workbook.locator("table.heat td[data-pick]").first.click()
    workbook.get_by_role("button", name="逐条审查这").click()
    expect(workbook.get_by_text("正在审查所选的")).to_be_visible()
    expect(workbook.locator(".auditlib-walker .title h3")).to_be_visible()


def test_keys_pressed_on_the_frame_leave_the_cells_alone(workbook: Page) -> None:
    before = cells(workbook)
    tab(workbook, "总览")
    for key in ("x", "d", "d", "a", "b"):
        workbook.keyboard.press(key)
    workbook.get_by_role("button", name="清除筛选").click()
    for key in ("x", "d", "d", "a", "b"):
        workbook.keyboard.press(key)
    expect(workbook.locator("table.heat")).to_be_visible()
    assert cells(workbook) == before


def test_results_are_exported_by_a_button(workbook: Page, lab: Lab) -> None:
    tab(workbook, "签核与导出")
    workbook.get_by_role("button", name="导出全部").click()
    expect(workbook.get_by_role("link", name="findings.csv")).to_be_visible()
    assert json.loads((lab.workspace / "export" / "audit.json").read_text("utf-8"))["findings"]


def test_the_author_of_a_report_sends_it_and_sees_what_is_wrong(
    at_home: Page, lab: Lab, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 torn")
    run(at_home, lab, "single_report.ipynb")
    with at_home.expect_file_chooser(timeout=SLOW_MS) as chooser:
        at_home.get_by_role("button", name="选择报告文件").click(timeout=SLOW_MS)
    chooser.value.set_files([samples() / "yunling_2019.txt", bad])
    expect(at_home.locator("ol.advice > li").first).to_contain_text("怎么办", timeout=SLOW_MS)
    expect(at_home.get_by_role("cell", name="坏.docx", exact=True)).to_be_visible()


def test_a_dropped_report_is_read(at_home: Page, lab: Lab) -> None:
    run(at_home, lab, "single_report.ipynb")
    zone = at_home.locator(".auditlib-drop")
    zone.wait_for(timeout=SLOW_MS)
    zone.evaluate(
        """(zone, text) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], '某局 2019.txt'));
            zone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        (samples() / "yunling_2019.txt").read_text("utf-8"),
    )
    expect(at_home.locator("ol.advice > li").first).to_be_visible(timeout=SLOW_MS)


def test_the_tables_are_browsed_offline(at_home: Page, lab: Lab) -> None:
    run(at_home, lab, "browse.ipynb")
    expect(at_home.locator("table.dataTable tbody tr").first).to_be_visible(timeout=SLOW_MS)
    expect(at_home.get_by_text("查找：")).to_be_visible()
