"""The workbook in JupyterLab as an auditor uses it, in a real browser.

Most tests share one page and one kernel: each shows the walker anew, on made-up findings and a store of its own.
"""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from laboratory import (
    Lab,
    new_notebook,
    open_notebook,
    run_all,
    walk_of,
    walking,
)
from playwright.sync_api import Browser, Page, expect

from auditlib.decisions import Decisions, verify

pytestmark = pytest.mark.needs("chromium")

WALKER = ".auditlib-walker"
Walk = Callable[..., Page]

SET_CELL = """([number, source]) => {
    const cells = jupyterapp.shell.currentWidget.content.model.cells;
    cells.get(number).sharedModel.setSource(source);
}"""


@pytest.fixture(scope="module")
def shared(browser: Browser, lab: Lab) -> Iterator[Page]:
    """One page with one kernel; fails at the end if anything on it asked another host than ours."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    allowed = (lab.url, lab.url.replace("http", "ws"), "data:", "blob:", "about:")
    strangers: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(allowed) else strangers.append(asked.url))
    open_notebook(page, lab, walking(lab, "shared", "findings()"))
    yield page
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.shutdown() }")
    context.close()
    assert not strangers, strangers


@pytest.fixture
def store(lab: Lab, request: pytest.FixtureRequest) -> Path:
    """A decisions file of this test's own."""
    return lab.workspace / f"{request.node.name}.sqlite"


@pytest.fixture
def walk(shared: Page, store: Path) -> Walk:
    """Shows the walker on made-up findings, by default on three."""

    def begin(findings: str = "findings()") -> Page:
        shared.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        expect(shared.locator(WALKER)).to_have_count(0)
        shared.evaluate(SET_CELL, [1, walk_of(findings, str(store))])
        run_all(shared)
        expect(shared.locator(WALKER)).to_be_focused()
        return shared

    return begin


def finding(page: Page) -> str:
    """Which finding is in view."""
    name = page.locator(f"{WALKER} .title").get_attribute("data-finding")
    assert name is not None
    return name


def at(page: Page, name: str) -> None:
    expect(page.locator(f'{WALKER} .title[data-finding="{name}"]')).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator(f"{WALKER} .state.saved")).to_be_visible()


def kept(store: Path) -> dict[str, tuple[str, str]]:
    """What is on disk: the status and the note of each finding."""
    return {name: (decision.status, decision.note) for name, decision in Decisions(store).current().items()}


def cells(page: Page) -> list[str]:
    """The sources of the notebook's cells."""
    told: list[str] = page.evaluate(
        "() => [...jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.sharedModel.getSource())"
    )
    return told


def test_a_walk_by_mouse_only(walk: Walk, store: Path) -> None:
    page = walk()
    page.get_by_label("备注", exact=True).click()
    page.keyboard.type("口径有误")
    page.get_by_role("button", name="认定属实").click()
    at(page, "f1")
    page.get_by_role("button", name="排除").click()
    at(page, "f2")
    page.get_by_role("button", name="待说明").click()
    expect(page.locator(".state")).to_contain_text("全部疑点都已有认定")
    assert kept(store) == {"f0": ("confirmed", "口径有误"), "f1": ("dismissed", ""), "f2": ("explain", "")}


def test_a_walk_by_keys_only(walk: Walk, store: Path) -> None:
    page = walk()
    page.keyboard.press("b")
    page.keyboard.type("口径有误 cde")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    at(page, "f1")
    page.keyboard.press("j")
    at(page, "f2")
    page.keyboard.press("e")
    at(page, "f1")
    page.keyboard.press("d")
    expect(page.locator(".state")).to_contain_text("全部疑点都已有认定")
    assert kept(store) == {
        "f0": ("confirmed", "口径有误 cde"),
        "f2": ("explain", ""),
        "f1": ("dismissed", ""),
    }


def test_keys_of_jupyterlab_do_nothing_to_the_cells(walk: Walk) -> None:
    page = walk()
    before = cells(page)
    page.locator(f"{WALKER} .subject").click()
    for key in ("x", "d", "d", "a", "b", "Escape", "z"):
        page.keyboard.press(key)
    saved(page)
    assert cells(page) == before


def test_saved_is_said_once_a_decision_is_saved(walk: Walk, store: Path) -> None:
    page = walk()
    page.keyboard.press("c")
    expect(page.locator(".state")).to_have_text("已保存")
    assert kept(store) == {"f0": ("confirmed", "")}


def test_a_note_is_typed_with_an_input_method(walk: Walk, store: Path) -> None:
    page = walk()
    page.get_by_label("备注", exact=True).click()
    method = page.context.new_cdp_session(page)
    for text in ("d", "da", "dai'c"):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": 0})
    method.send("Input.insertText", {"text": "待查"})
    expect(page.get_by_label("备注", exact=True)).to_have_value("待查")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    saved(page)
    assert kept(store) == {"f0": ("explain", "待查")}


@pytest.mark.parametrize("composing", ["{ isComposing: true }", "{ keyCode: 229 }"], ids=["new", "old"])
def test_keys_of_an_input_method_decide_nothing(walk: Walk, composing: str) -> None:
    held = walk().evaluate(
        f"""() => document.querySelector('.auditlib-walker').dispatchEvent(
            new KeyboardEvent('keydown', {{ key: 'c', bubbles: true, cancelable: true, ...{composing} }}))"""
    )
    assert held, "the walker took the key"


def test_a_case_is_decided_undone_and_decided_again_as_a_whole(walk: Walk, store: Path) -> None:
    page = walk("with_cases()")
    page.keyboard.press("c")
    at(page, "f3")
    saved(page)
    assert kept(store).keys() == {"f0", "f1", "f2"}
    page.keyboard.press("u")
    at(page, "f0")
    expect(page.locator(".state")).to_contain_text("已撤销 3 条")
    assert kept(store) == {}
    page.keyboard.press("r")
    expect(page.locator(".state")).to_contain_text("已重做 3 条")
    assert kept(store).keys() == {"f0", "f1", "f2"}


def test_one_finding_of_a_case_is_decided_apart(walk: Walk, store: Path) -> None:
    page = walk("with_cases()")
    page.locator(".member").nth(1).click()
    at(page, "f1")
    page.get_by_role("button", name="仅本条").click()
    page.get_by_role("button", name="排除").click()
    at(page, "f0")
    assert kept(store) == {"f1": ("dismissed", "")}


def test_all_filtered_are_decided_with_a_note(walk: Walk, store: Path) -> None:
    page = walk("findings(30)")
    page.get_by_role("button", name="筛选", exact=True).click()
    page.get_by_label("按级别筛选").select_option("warning")
    expect(page.locator(".matched")).to_contain_text("10 条")
    page.keyboard.press("g")
    page.get_by_role("radio", name="排除").click()
    expect(page.get_by_role("button", name="认定这 10 条")).to_be_disabled()
    page.get_by_label("备注（必填）").fill("口径说明已收悉")
    page.get_by_role("button", name="认定这 10 条").click()
    expect(page.locator(".state")).to_contain_text("已对 10 条作出认定")
    assert set(kept(store).values()) == {("dismissed", "口径说明已收悉")}
    expect(page.locator(".line")).to_have_count(10)
    page.keyboard.press("u")
    expect(page.locator(".state")).to_contain_text("已撤销 10 条")
    assert kept(store) == {}


def test_the_queue_shows_what_is_left_to_decide(walk: Walk) -> None:
    page = walk()
    page.keyboard.press("c")
    expect(page.locator(".line.confirmed")).to_have_count(1)
    page.get_by_role("button", name="未定", exact=True).click()
    expect(page.locator(".line")).to_have_count(2)


def test_a_decision_that_cannot_be_saved_says_so_and_changes_nothing(walk: Walk, store: Path) -> None:
    page = walk()
    store.unlink()
    page.keyboard.press("c")
    expect(page.locator(".state.failed")).to_contain_text("未保存：")
    expect(page.locator(".line.confirmed")).to_have_count(0)
    at(page, "f0")


def test_a_store_that_takes_no_writing_is_told_before_the_walk(shared: Page, store: Path) -> None:
    Decisions(store)
    store.chmod(stat.S_IRUSR)
    shared.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    shared.evaluate(SET_CELL, [1, walk_of("findings()", str(store))])
    shared.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells') }")
    expect(shared.locator(".jp-OutputArea-output").last).to_contain_text("只读")
    expect(shared.locator(WALKER)).to_have_count(0)


def test_the_keys_are_shown(walk: Walk) -> None:
    page = walk()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_contain_text("下一未定")
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    at(page, "f0")


@pytest.mark.parametrize(("width", "height"), [(1100, 760), (1440, 900), (1920, 1080)])
def test_everything_is_in_view_without_scrolling(walk: Walk, width: int, height: int) -> None:
    page = walk("gallery()")
    page.set_viewport_size({"width": width, "height": height})
    page.locator(WALKER).evaluate("walker => walker.scrollIntoView({ block: 'center' })")
    parts = [".top", ".title", ".pane.span", ".pane.cell", "textarea", ".deciding", ".moving"]
    for part in parts:
        expect(page.locator(f"{WALKER} {part}")).to_be_in_viewport(ratio=0.99)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_evidence_is_scrolled_into_view_on_both_sides(walk: Walk) -> None:
    page = walk("gallery()")
    for mark in ("mark.pointed", "td.pointed"):
        expect(page.locator(f"{WALKER} {mark}").first).to_be_in_viewport(ratio=1)
    expect(page.locator(f"{WALKER} td.cited")).to_have_count(3)


def test_two_years_are_shown_side_by_side(walk: Walk) -> None:
    page = walk("gallery()")
    page.locator(".line", has_text="上年结转").click()
    expect(page.locator(f"{WALKER} .pane.elsewhere h4")).to_contain_text("2020年")
    expect(page.locator(f"{WALKER} td.cited")).to_have_count(2)


def test_another_auditors_decision_is_never_overwritten_in_silence(
    walk: Walk, store: Path, browser: Browser, lab: Lab
) -> None:
    page = walk()
    other = browser.new_context().new_page()
    open_notebook(other, lab, walking(lab, "another", "findings()", str(store), auditor="王复核"))
    run_all(other)
    other.get_by_role("button", name="排除").click()
    saved(other)
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("王复核")
    assert kept(store) == {"f0": ("dismissed", "")}
    dialog.get_by_role("button", name="仍作我的认定").click()
    saved(page)
    page.get_by_role("button", name="筛选", exact=True).click()
    page.locator("select[data-choice=status]").select_option("conflict")
    expect(page.locator(".line .tag.conflict")).to_have_count(1)
    expect(page.locator(".banner.conflict")).to_contain_text("王复核")
    assert verify(Decisions(store).events()) is None
    other.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.shutdown() }")
    other.context.close()


def test_drafts_and_decisions_are_there_after_a_reload_and_a_restart(
    at_home: Page, lab: Lab, store: Path
) -> None:
    page = at_home
    name = walking(lab, "restarted", "findings()", str(store))
    open_notebook(page, lab, name)
    run_all(page)
    page.keyboard.press("c")
    at(page, "f1")
    saved(page)
    page.keyboard.press("b")
    page.keyboard.type("待核对原件")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    at(page, "f0")
    open_notebook(page, lab, name)
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.restartKernel() }")
    page.evaluate("async () => { await jupyterapp.commands.execute('notebook:clear-all-cell-outputs') }")
    expect(page.locator(WALKER)).to_have_count(0)
    run_all(page)
    expect(page.locator(".line.confirmed")).to_have_count(1)
    at(page, "f1")
    expect(page.get_by_label("备注", exact=True)).to_have_value("待核对原件")
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.shutdown() }")


def test_the_workbook_of_the_samples_is_walked(workbook: Page) -> None:
    first = finding(workbook)
    workbook.get_by_role("button", name="认定属实").click()
    expect(workbook.locator(f'{WALKER} .title:not([data-finding="{first}"])')).to_be_visible()
    expect(workbook.locator(".line.confirmed")).to_have_count(1)
    saved(workbook)


def test_markup_in_a_report_is_shown_as_text(at_home: Page, lab: Lab) -> None:
    sample = lab.workspace.parent / "sample.txt"
    shown = "<img src=x onerror=alert(1)>"
    sample.write_text(
        f"某局2018年政府信息公开年度报告\n\n一、概述\n{shown}\n\n三、回应解读情况\n无。\n", "utf-8"
    )
    open_notebook(at_home, lab, new_notebook(lab, "markup", REPORTS=str(sample)))
    run_all(at_home)
    expect(at_home.locator(f"{WALKER} .prose")).to_contain_text(shown)
    expect(at_home.locator(f"{WALKER} img")).to_have_count(0)
