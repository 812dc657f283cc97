"""What the exports of 10,000 findings take: the working paper, the page, and the forms for programs."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from auditlib.checks.rules import load_suites, rules_of
from auditlib.exports.finding_tables import findings_csv
from auditlib.exports.html_report import to_html
from auditlib.exports.json_results import to_json
from auditlib.exports.junit import to_junit
from auditlib.exports.results import Results, suite_files
from auditlib.exports.sarif import to_sarif
from auditlib.exports.working_paper import working_paper
from tests.workbook_examples import crowd

from .measuring import Row

PART = "exports of 10,000 findings"
ROUNDS = 3
MOST: dict[str, tuple[Callable[[Results], str | bytes], float]] = {
    "working paper (xlsx)": (working_paper, 6.0),
    "page (html)": (to_html, 6.0),
    "csv": (lambda results: "".join(findings_csv(results)), 2.0),
    "json": (to_json, 2.0),
    "junit": (to_junit, 3.0),
    "sarif": (to_sarif, 4.0),
}


def measure() -> Iterator[Row]:
    """The least processor time of each form over several rounds, and how large it is."""
    rules = rules_of(load_suites())
    results = Results(crowd(), rules=rules, suites=suite_files(), made=datetime(2026, 1, 1, tzinfo=UTC))
    for what, (write, most) in MOST.items():
        took, size = min(_once(write, results) for _ in range(ROUNDS))
        yield Row(PART, what, took, "s", f"{size / 1e6:.1f} MB", f"≤ {most:g}", took <= most)


def _once(write: Callable[[Results], str | bytes], results: Results) -> tuple[float, int]:
    start = time.process_time()
    content = write(results)
    took = time.process_time() - start
    return took, len(content.encode("utf-8") if isinstance(content, str) else content)
