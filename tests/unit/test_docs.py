"""The documentation says what there is."""

import re
from pathlib import Path

import pytest

from auditlib.frames import COVERAGE, TALL, columns_of

DOCS = Path(__file__).parents[2] / "docs"


def documented(frame: str) -> set[str]:
    """The columns that the data dictionary explains for a frame."""
    section = (DOCS / "frames.md").read_text(encoding="utf-8").split(f"\n## {frame}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \|", section, flags=re.MULTILINE)
    return {name.strip() for row in rows for name in row.split(",")} - {"column", "---"}


@pytest.mark.parametrize("frame", TALL)
def test_every_column_of_a_frame_is_in_the_data_dictionary(frame: str) -> None:
    assert documented(frame) == set(columns_of(frame))


def test_the_data_dictionary_knows_the_coverage() -> None:
    assert documented("coverage") == set(COVERAGE)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
