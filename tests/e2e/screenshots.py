"""Screenshots of the walker in a real JupyterLab, by width and theme: `python -m tests.e2e.screenshots OUT`."""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from auditlib.decisions import Decisions
from tests.e2e.laboratory import Lab, chromium, new_notebook, open_notebook, run_all, running_lab, walking
from tests.workbook_examples import gallery

SIZES = ((1100, 760), (1440, 900), (1920, 1080))
KINDS = ("short", "long", "none", "years", "prose")
DRAWN = 800  # milliseconds: a page in the kernel is drawn anew
TABS = {"overview": "总览", "gaps": "未读与未核对", "signing": "签核与导出", "opening": "打开文件"}
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


def main() -> None:
    """Make the screenshots."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_lab(Path(folder)) as lab,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(**chromium())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        photograph(page, lab, out)
        browser.close()


def photograph(page: Page, lab: Lab, out: Path) -> None:
    """The workbook of the samples as it opens, then findings of all kinds at every size and theme."""
    open_notebook(page, lab, new_notebook(lab, "pictures"))
    page.screenshot(path=out / "opened.png")
    run_all(page)
    settle(page)
    page.screenshot(path=out / "samples.png")
    for name, tab in TABS.items():
        page.locator(".auditlib-frame").get_by_role("tab", name=tab, exact=True).click()
        page.wait_for_timeout(DRAWN)
        page.screenshot(path=out / f"{name}.png")
    open_notebook(page, lab, walking(lab, "gallery", "gallery()"))
    run_all(page)
    for theme, name in THEMES.items():
        page.evaluate("name => jupyterapp.commands.execute('apputils:change-theme', { theme: name })", name)
        page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light", arg=str(theme == "light").lower()
        )
        page.locator("#jupyterlab-splash").wait_for(state="detached")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            in_view(page)
            for row, kind in enumerate(KINDS):
                page.locator(".auditlib-walker .line").nth(row).click()
                page.locator(f'.auditlib-walker .title[data-finding="{kind}"]').wait_for()
                settle(page)
                page.screenshot(path=out / f"{theme}-{width}-{kind}.png")
    dialogs(page, lab, out)


def dialogs(page: Page, lab: Lab, out: Path) -> None:
    """The keys, the filters, all filtered, decisions that differ and evidence that has changed."""
    page.set_viewport_size({"width": 1440, "height": 900})
    in_view(page)
    page.get_by_role("button", name="筛选", exact=True).click()
    for key, name in (("?", "keys"), ("g", "all")):
        page.keyboard.press(key)
        page.locator(".auditlib-walker .dialog").wait_for()
        page.screenshot(path=out / f"{name}.png")
        page.keyboard.press("Escape")
    store = Decisions(lab.workspace / "gallery.sqlite")
    found = gallery()
    store.decide(found[0], "dismissed", "报送单位已来函说明", "王复核")
    store.decide(replace(found[2], fingerprint="before"), "confirmed", "首次核查：正文与表格不一致", "王复核")
    page.locator(".auditlib-walker .line").first.click()
    page.locator(".auditlib-walker .banner").wait_for()
    page.screenshot(path=out / "other.png")
    page.keyboard.press("c")
    saved(page)
    for row, name in ((0, "differing"), (1, "again")):
        page.locator(".auditlib-walker .line").nth(row).click()
        page.locator(f".auditlib-walker .banner.{'conflict' if row == 0 else 'again'}").wait_for()
        settle(page)
        page.screenshot(path=out / f"{name}.png")


def in_view(page: Page) -> None:
    """Have the whole walker in view, as it is when its cell was just run."""
    settle(page)
    page.evaluate("() => document.querySelector('.auditlib-walker').scrollIntoView({ block: 'center' })")


def saved(page: Page) -> None:
    """Wait until the walker says that a decision is saved."""
    page.locator(".state.saved").wait_for()


def settle(page: Page) -> None:
    """Wait until evidence is shown and two frames are drawn."""
    page.locator(".auditlib-walker .scroller :is(p, td)").first.wait_for()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


if __name__ == "__main__":
    main()
