"""The walker in a real JupyterLab with a headless browser: how long a click takes, and how much it sends."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, WebSocket, sync_playwright

from tests.e2e.laboratory import chromium, open_notebook, run_all, running_lab, walking

from .measuring import Row

PART = "walker, in JupyterLab"
FINDINGS = 10_000
CLICKS = 50
# A person looks before deciding; meanwhile the walker fetches what comes next.
LOOKING_MS = 150

# From the click's own time to the frame that shows the next finding, evidence marked.
CLOCK = """() => {
    const title = () => document.querySelector('.auditlib-walker .title')?.dataset.finding;
    const button = document.querySelector('.auditlib-walker .decide.confirmed');
    window.clicks = [];
    button.addEventListener('click', (event) => {
        const before = title();
        const look = () => {
            const marked = document.querySelectorAll('.auditlib-walker .pointed').length;
            if (title() === before || !marked) return requestAnimationFrame(look);
            window.clicks.push(performance.now() - event.timeStamp);
        };
        requestAnimationFrame(look);
    }, true);
}"""


def measure() -> Iterator[Row]:
    """Clicks with 10,000 findings, the time until the walker is there, and the bytes that a click takes."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_lab(Path(folder)) as lab,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(**chromium())  # type: ignore[arg-type]
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        frames: list[int] = []
        page.on("websocket", lambda socket: _count(socket, frames))
        open_notebook(page, lab, walking(lab, "bench", f"crowd({FINDINGS})"))
        _prepare(page)
        start = time.perf_counter()
        run_all(page)
        usable = time.perf_counter() - start
        page.wait_for_timeout(1000)
        first = len(frames)
        times = _click(page)
        page.locator(".auditlib-walker .state.saved").wait_for()
        sent = sum(frames[first:]) / CLICKS / 1000
        decided = page.locator(".auditlib-walker .counts b").inner_text()
        browser.close()
    median, p95 = statistics.median(times), sorted(times)[int(0.95 * len(times))]
    note = f"{CLICKS} clicks, {FINDINGS:,} findings ({decided})"
    yield Row(PART, "click to next finding, median", median, "ms", note, "≤ 60", median <= 60)
    yield Row(PART, "click to next finding, p95", p95, "ms", "", "≤ 150", p95 <= 150)
    yield Row(PART, "usable after the cell runs", usable, "s", "", "≤ 2", usable <= 2)
    yield Row(
        PART, "sent and received a click", sent, "kB", "with the reports that are new", "≤ 8", sent <= 8
    )


def _prepare(page: Page) -> None:
    """Have everything but the walker there: the audit is done when a workbook is opened."""
    page.evaluate(
        """async () => {
            const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const cells = [...jupyterapp.shell.currentWidget.content.model.cells];
            const code = cells[0].sharedModel.getSource() + '\\nkept = made.crowd()\\nmade.crowd = lambda *_: kept'
                + '\\nimport auditlib.workbook';
            cells[0].sharedModel.setSource('');
            await kernel.requestExecute({ code }).done;
        }"""
    )


def _click(page: Page) -> list[float]:
    page.evaluate(CLOCK)
    button = page.locator(".auditlib-walker .decide.confirmed")
    for number in range(1, CLICKS + 1):
        button.click()
        page.wait_for_function("count => window.clicks.length >= count", arg=number)
        page.wait_for_timeout(LOOKING_MS)
    times: list[float] = page.evaluate("() => window.clicks")
    return times


def _count(socket: WebSocket, frames: list[int]) -> None:
    def told(content: str | bytes) -> None:
        frames.append(len(content.encode() if isinstance(content, str) else content))

    socket.on("framesent", told)
    socket.on("framereceived", told)
