"""How right an audit of made-up reports is, by file form: the scores of tests.bench.score in short."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from auditlib.auditing import audit
from auditlib.corpus import load

from .files import FORMS
from .generate import Order, write_all
from .measuring import Row
from .score import TABLE, Score, score, truth

PART = "right, on made-up reports of all three forms"
ORDER = Order(agencies=60, first_year=2016, years=8, seed=1, mistakes=1)


def measure() -> Iterator[Row]:
    """Cells, mistakes and alarms for each file form."""
    with tempfile.TemporaryDirectory() as folder:
        write_all(Path(folder), ORDER, list(FORMS))
        known = truth(Path(folder))
        for form in FORMS:
            corpus = load(Path(folder, form))
            yield from _rows(form, score(known, corpus, audit(corpus)))


def _rows(form: str, found: Score) -> Iterator[Row]:
    cells: Counter[str] = Counter()
    for counts in found.cells.values():
        cells += counts
    every = cells.total()
    said = ", ".join(f"{how} {count / every:.2%}" for how, count in cells.most_common() if how != "right")
    yield Row(PART, f"{form}: cells right", 100 * cells["right"] / every, "%", said)
    for what, families in (("tables", TABLE), ("prose", found.planted.keys() - TABLE)):
        planted = sum(found.planted[family] for family in families)
        caught = sum(found.caught[family] for family in families)
        yield Row(
            PART,
            f"{form}: mistakes in {what} caught",
            100 * caught / max(1, planted),
            "%",
            f"{caught} of {planted}",
        )
    rules = Counter(finding.rule for finding in found.alarms).most_common(3)
    told = ", ".join(f"{rule} {count}" for rule, count in rules)
    yield Row(PART, f"{form}: alarms a clean report", len(found.alarms) / max(1, found.clean), "", told)
