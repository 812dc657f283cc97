"""Reports a second, read and understood, by file form and form of the table, on one core; and by file form on all cores.

Great Expectations has no part in it, nor have frames and rules. A file form that nobody reads yet is told as such.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from auditlib.corpus import load
from auditlib.corpus.limits import usual_jobs

from .files import FORMS
from .generate import Order, files, reports
from .measuring import Row, best, one_core

PART = "reading and understanding, one core"
PART_ALL = f"reading and understanding, all cores ({usual_jobs()})"
PROSE = 3000
SPANS = {"statistics-2014": 2016, "annual-2019": 2019, "annual-2021": 2022}
AGENCIES = 20


def measure() -> Iterator[Row]:
    """A row for each file form and form."""
    with tempfile.TemporaryDirectory() as folder:
        for form, first in SPANS.items():
            order = Order(agencies=AGENCIES, first_year=first, years=2, mistakes=0, prose=PROSE)
            for report in reports(order):
                for path, content in files(report, list(FORMS), order.seed):
                    target = Path(folder, form, path)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
        for file_form in FORMS:
            for form in SPANS:
                yield _row(Path(folder, form, file_form), file_form, form)
        for file_form in FORMS:
            yield _on_all_cores([Path(folder, form, file_form) for form in SPANS], file_form)


def _row(folder: Path, file_form: str, form: str) -> Row:
    with one_core():
        corpus = load(folder)  # compiles patterns and fills caches
        (seconds,) = best(2, lambda: load(folder))
    count = len(corpus.reports) + len(corpus.unreadable)
    known = sum(report.form == form for report in corpus.reports)
    note = "" if known == count else f"form recognised in {known} of {count}"
    if not corpus.reports:
        note = "no reader for this file form yet"
    return Row(PART, f"{file_form}, {form}", count / seconds if corpus.reports else 0, "reports/s", note)


def _on_all_cores(folders: list[Path], file_form: str) -> Row:
    def alone() -> None:
        with one_core():
            load(folders)

    one, seconds = best(2, alone, lambda: load(folders))
    count = len(load(folders).reports)
    note = f"{one / seconds:.2f} times one core ({count / one:.0f} reports/s)"
    return Row(PART_ALL, f"{file_form}, all forms", count / seconds, "reports/s", note)
