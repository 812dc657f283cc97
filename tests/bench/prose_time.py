"""The time of the prose: a report of 8,000 characters on one core, and how it grows with the length of the text.

Understanding a report less recognising and binding its tables; reading the file is left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from auditlib.dossier import Dossier, assemble
from auditlib.forms.binding import bind, recognise
from auditlib.readers import read
from auditlib.understanding import understand

from .generate import Order, files, reports
from .measuring import Row, best, one_core

PART = "prose, one core"
PROSE = 8000
TARGET = 15.0
LONGER = 100
GROWTH = 1.2  # a text of ten million characters may take 1,500 times what 8,000 take: 1.2 times its share


def measure() -> Iterator[Row]:
    """Milliseconds a report, and how much more a text takes that is a hundred times as long."""
    with one_core(), TemporaryDirectory() as folder:
        dossiers = list(_dossiers(Path(folder)))
        whole, tables = best(3, partial(_understood, dossiers), partial(_bound, dossiers))
        each = 1000 * (whole - tables) / len(dossiers)
        length = mean(len(dossier.text) for dossier in dossiers)
        yield Row(
            PART,
            "a report",
            each,
            "ms",
            f"{length:,.0f} characters, mean of {len(dossiers)} reports",
            f"≤ {TARGET:g}",
            each <= TARGET,
        )
        one = max(dossiers, key=lambda dossier: len(dossier.text))
        long = replace(one, text="\n".join([one.text] * LONGER), lines=one.lines * LONGER)
        short, longer = best(2, partial(_understood, [one] * 5), partial(_understood, [long]))
        growth = longer / (short / 5) / LONGER
        yield Row(
            PART,
            f"a text {LONGER} times as long",
            growth,
            "× its share",
            f"{len(long.text):,} characters in {longer:.1f} s",
            f"≤ {GROWTH:g}",
            growth <= GROWTH,
        )


def _dossiers(folder: Path) -> Iterator[Dossier]:
    order = Order(agencies=8, first_year=2016, years=8, mistakes=0, prose=PROSE)
    for report in reports(order):
        for path, content in files(report, ["txt"], order.seed):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            yield assemble([read(target, target.as_posix())])


def _understood(dossiers: list[Dossier]) -> None:
    for dossier in dossiers:
        understand(dossier, "report")


def _bound(dossiers: list[Dossier]) -> None:
    for dossier in dossiers:
        bind(recognise(dossier.tables), dossier.tables)
