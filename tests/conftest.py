"""What all tests share: `@pytest.mark.needs(part)`."""

import os
import signal
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from system_parts import PARTS  # noqa: E402


@cache
def present(part: str) -> bool:
    return PARTS[part].present()


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests leave the user's cache alone, and keep one of their own for as long as they run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDITLIB_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def heeds_ctrl_c() -> None:
    """Tests that a shell started in the background ignore Ctrl-C, and what they start would inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test by name whose part of the system is missing; where CI=true, fail it instead."""
    for marker in item.iter_markers("needs"):
        for part in marker.args:
            if part not in PARTS:
                pytest.fail(f"needs({part!r}): no such part; there are {', '.join(PARTS)}", pytrace=False)
            if not present(part):
                if os.environ.get("CI") == "true":
                    pytest.fail(PARTS[part].missing, pytrace=False)
                pytest.skip(PARTS[part].missing)
