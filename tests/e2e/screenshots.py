"""Screenshots of the walker in a real JupyterLab, by width and theme: `python -m tests.e2e.screenshots OUT`."""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e.laboratory import Lab, chromium, new_notebook, open_notebook, run_all, running_lab

SIZES = ((1100, 760), (1440, 900), (1920, 1080))
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
    """Walk some findings and take a picture at every stage, then one at every size and theme."""
    open_notebook(page, lab, new_notebook(lab, "pictures"))
    page.screenshot(path=out / "opened.png")
    run_all(page)
    settle(page)
    page.screenshot(path=out / "first.png")
    page.keyboard.press("c")
    saved(page)
    page.keyboard.press("d")
    page.locator(".line.dismissed").wait_for()
    page.keyboard.press("b")
    page.keyboard.type("请报送单位说明口径。")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.locator(".line.explain").wait_for()
    for theme, name in THEMES.items():
        page.evaluate("name => jupyterapp.commands.execute('apputils:change-theme', { theme: name })", name)
        page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light", arg=str(theme == "light").lower()
        )
        page.locator("#jupyterlab-splash").wait_for(state="detached")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            settle(page)
            page.evaluate(
                "() => document.querySelector('.auditlib-walker').scrollIntoView({ block: 'center' })"
            )
            page.screenshot(path=out / f"{theme}-{width}.png")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.locator(".badge.dismissed").wait_for()
    page.screenshot(path=out / "decided.png")


def saved(page: Page) -> None:
    """Wait until the walker says that a decision is saved."""
    page.locator(".state.saved").wait_for()


def settle(page: Page) -> None:
    """Wait until evidence is shown and two frames are drawn."""
    page.locator(".auditlib-walker .scroller :is(p, td)").first.wait_for()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


if __name__ == "__main__":
    main()
