"""The workbook in JupyterLab as an auditor uses it, in a real browser."""

import pytest
from laboratory import Lab, new_notebook, open_notebook, run_all
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.needs("chromium")


def finding(page: Page) -> str:
    """Which finding is in view."""
    name = page.locator(".auditlib-walker .title").get_attribute("data-finding")
    assert name is not None
    return name


def gone_on_from(page: Page, name: str) -> None:
    expect(page.locator(f'.auditlib-walker .title:not([data-finding="{name}"])')).to_be_visible()


def cells(page: Page) -> list[str]:
    """The sources of the notebook's cells."""
    told: list[str] = page.evaluate(
        "() => [...jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.sharedModel.getSource())"
    )
    return told


def restart_and_run_all(page: Page) -> None:
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.restartKernel() }")
    page.evaluate("async () => { await jupyterapp.commands.execute('notebook:clear-all-cell-outputs') }")
    expect(page.locator(".auditlib-walker")).to_have_count(0)
    run_all(page)


def test_decisions_by_mouse_and_by_key_are_there_after_a_restart(workbook: Page) -> None:
    first = finding(workbook)
    workbook.get_by_role("button", name="认定属实").click()
    gone_on_from(workbook, first)
    second = finding(workbook)
    workbook.keyboard.press("d")
    gone_on_from(workbook, second)
    restart_and_run_all(workbook)
    expect(workbook.locator(".line.confirmed")).to_have_count(1)
    expect(workbook.locator(".line.dismissed")).to_have_count(1)


def test_keys_of_jupyterlab_do_nothing_to_the_cells(workbook: Page) -> None:
    before = cells(workbook)
    workbook.locator(".auditlib-walker .subject").click()
    for key in ("x", "d", "d", "a", "b", "Escape", "z"):
        workbook.keyboard.press(key)
    expect(workbook.locator(".state.saved")).to_be_visible()
    assert cells(workbook) == before


def test_everything_is_in_view_without_scrolling(workbook: Page) -> None:
    for part in (
        ".top",
        ".title",
        ".pane.span",
        ".pane.cell",
        "textarea",
        ".buttons.deciding",
        ".buttons.moving",
    ):
        expect(workbook.locator(f".auditlib-walker {part}")).to_be_in_viewport(ratio=1)


def test_evidence_is_scrolled_into_view_on_both_sides(workbook: Page) -> None:
    workbook.locator(".line", has_text="正文称没有，").click()
    for mark in ("mark.pointed", "td.pointed"):
        expect(workbook.locator(f".auditlib-walker {mark}").first).to_be_in_viewport(ratio=1)


def test_saved_is_said_once_a_decision_is_saved(workbook: Page) -> None:
    workbook.keyboard.press("c")
    expect(workbook.locator(".state")).to_have_text("已保存")


def test_a_decision_that_cannot_be_saved_says_so_and_changes_nothing(
    workbook: Page, lab: Lab, request: pytest.FixtureRequest
) -> None:
    store = lab.workspace / f"{request.node.name}.sqlite"
    store.unlink()
    first = finding(workbook)
    workbook.keyboard.press("c")
    expect(workbook.locator(".state.failed")).to_contain_text("未保存：")
    expect(workbook.locator(".line.confirmed")).to_have_count(0)
    assert finding(workbook) == first


def test_a_draft_note_survives_moving_away_and_back(workbook: Page) -> None:
    workbook.keyboard.press("b")
    workbook.keyboard.type("待查")
    workbook.keyboard.press("Escape")
    first = finding(workbook)
    workbook.keyboard.press("j")
    gone_on_from(workbook, first)
    workbook.keyboard.press("k")
    expect(workbook.get_by_label("备注")).to_have_value("待查")


def test_letters_in_the_note_decide_nothing(workbook: Page) -> None:
    counts = workbook.locator(".counts").inner_text()
    workbook.get_by_label("备注").click()
    workbook.keyboard.type("cde")
    expect(workbook.get_by_label("备注")).to_have_value("cde")
    expect(workbook.locator(".counts")).to_have_text(counts)


@pytest.mark.parametrize("composing", ["{ isComposing: true }", "{ keyCode: 229 }"])
def test_keys_of_an_input_method_decide_nothing(workbook: Page, composing: str) -> None:
    held = workbook.evaluate(
        f"""() => document.querySelector('.auditlib-walker').dispatchEvent(
            new KeyboardEvent('keydown', {{ key: 'c', bubbles: true, cancelable: true, ...{composing} }}))"""
    )
    assert held, "the walker took the key"


def test_undo_takes_the_decision_back(workbook: Page) -> None:
    first = finding(workbook)
    counts = workbook.locator(".counts").inner_text()
    workbook.keyboard.press("e")
    gone_on_from(workbook, first)
    workbook.keyboard.press("u")
    expect(workbook.locator(".counts")).to_have_text(counts)
    assert finding(workbook) == first


def test_the_queue_shows_what_is_left_to_decide(workbook: Page) -> None:
    listed = workbook.locator(".line").count()
    workbook.keyboard.press("c")
    expect(workbook.locator(".line.confirmed")).to_have_count(1)
    workbook.get_by_role("button", name="未定", exact=True).click()
    expect(workbook.locator(".line")).to_have_count(listed - 1)


def test_markup_in_a_report_is_shown_as_text(at_home: Page, lab: Lab) -> None:
    sample = lab.workspace.parent / "sample.txt"
    shown = "<img src=x onerror=alert(1)>"
    sample.write_text(
        f"某局2018年政府信息公开年度报告\n\n一、概述\n{shown}\n\n三、回应解读情况\n无。\n", "utf-8"
    )
    open_notebook(at_home, lab, new_notebook(lab, "markup", REPORTS=str(sample)))
    run_all(at_home)
    expect(at_home.locator(".auditlib-walker .prose")).to_contain_text(shown)
    expect(at_home.locator(".auditlib-walker img")).to_have_count(0)
