"""The bar in a notebook: how far reading and checking are, once they take a while."""

import pytest

from auditlib.messages import use_language
from auditlib.workbook import progress
from auditlib.workbook.progress import Progress


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is put on the page, without waiting."""
    found: list[object] = []
    monkeypatch.setattr(progress, "WAIT", 0.0)
    monkeypatch.setattr(progress, "EVERY", 1e-9)
    monkeypatch.setattr(progress, "display", found.append)
    return found


def test_what_is_done_at_once_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[object] = []
    monkeypatch.setattr(progress, "display", found.append)
    bar = Progress()
    for done in (1, 2, 3):
        bar(done, 3)
    assert found == []


def test_the_bar_says_how_many_are_done_and_what_is_left(shown: list[object]) -> None:
    use_language("zh")
    bar = Progress()
    bar(0, 400)
    bar(100, 400)
    assert shown == [bar.view]
    assert bar.words.value.startswith("100 / 400")


def test_the_bar_goes_when_all_is_done(shown: list[object]) -> None:
    bar = Progress()
    bar(1, 2)
    bar(2, 2)
    assert bar.view.comm is None
