"""A running `auditlib lab`, and pages that may talk to this machine only."""

from collections.abc import Iterator

import pytest
from laboratory import Lab, chromium, new_notebook, open_notebook, run_all, running_lab
from playwright.sync_api import Page, Request


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return chromium()


@pytest.fixture
def at_home(page: Page, lab: Lab) -> Iterator[Page]:
    """A page; the test fails if anything on it asks another host than ours."""
    allowed = (lab.url, lab.url.replace("http", "ws"), "data:", "blob:", "about:")
    strangers: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(allowed):
            strangers.append(request.url)

    page.on("request", note)
    page.set_viewport_size({"width": 1440, "height": 900})
    yield page
    # Asserted here: an exception in a browser event's callback fails no test.
    assert not strangers, strangers


@pytest.fixture
def workbook(at_home: Page, lab: Lab, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The workbook, opened and run, with a decisions file of this test's own."""
    open_notebook(at_home, lab, new_notebook(lab, request.node.name))
    run_all(at_home)
    yield at_home
    at_home.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.shutdown() }")
