"""The documentation says what there is."""

import re
from pathlib import Path

import pytest

from auditlib.checks.catalogue import page as catalogue
from auditlib.checks.rules import load_suites, rules_of
from auditlib.frames import COVERAGE, TALL, WIDE, columns_of

DOCS = Path(__file__).parents[2] / "docs"


def documented(frame: str) -> set[str]:
    """The columns that the data dictionary explains for a frame."""
    section = (DOCS / "frames.md").read_text(encoding="utf-8").split(f"\n## {frame}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \|", section, flags=re.MULTILINE)
    return {name.strip() for row in rows for name in row.split(",")} - {"column", "---"}


@pytest.mark.parametrize("frame", [*TALL, *(name for name in WIDE if name != "statistics")])
def test_every_column_of_a_frame_is_in_the_data_dictionary(frame: str) -> None:
    assert documented(frame) == set(columns_of(frame))


def test_the_indicators_of_the_statistics_form_are_told_by_its_codebook() -> None:
    text = (DOCS / "frames.md").read_text(encoding="utf-8")
    (codebook,) = set(re.findall(r"`(\S+/statistics-2014\.csv)`", text))
    assert (DOCS.parent / codebook).exists()


def test_the_catalogue_of_rules_is_that_of_the_suites() -> None:
    text = (DOCS / "rules.md").read_text(encoding="utf-8")
    assert text == catalogue(rules_of(load_suites())), "docs/rules.md is stale: run `make docs`"


def test_the_data_dictionary_knows_the_coverage() -> None:
    assert documented("coverage") == set(COVERAGE)


@pytest.mark.parametrize("guide", sorted(DOCS.glob("*.md")), ids=lambda guide: guide.name)
def test_every_link_of_a_page_leads_somewhere(guide: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)", guide.read_text(encoding="utf-8"))
    assert [link for link in links if not (guide.parent / link).exists()] == []
