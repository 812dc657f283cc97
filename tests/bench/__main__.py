"""Measure and print one table; the same as JSON beside it.

    python -m tests.bench [PART ...] [-o bench.json]

A part is a module with ``measure``, which yields rows; a further part is one more entry of PARTS.
"""

import argparse
import compileall
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from . import (
    audit_time,
    export_time,
    forms_speed,
    prose_time,
    reading_speed,
    rightness,
    rules_peer,
    scale_time,
    start_time,
    suite_time,
    walker_time,
)
from .measuring import ROOT, Row, table

PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "suites": suite_time.measure,
    "pandera": rules_peer.measure,
    "reading": reading_speed.measure,
    "files": forms_speed.measure,
    "prose": prose_time.measure,
    "audit": audit_time.measure,
    "exports": export_time.measure,
    "start": start_time.measure,
    "scale": scale_time.measure,
    "right": rightness.measure,
    "walker": walker_time.measure,
}
# Run by name alone: an hour and 2 GB of files.
LONG: Mapping[str, Callable[[], Iterator[Row]]] = {"country": scale_time.measure_country}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all), or {', '.join(LONG)}"
    )
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "bench.json")
    given = parser.parse_args()
    if unknown := set(given.parts) - {*PARTS, *LONG}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    os.environ["AUDITLIB_CACHE"] = "off"  # what is kept is measured by those parts alone that say so
    # As pip compiles what it installs: where Python may write no bytecode, each start would compile all of it again.
    compileall.compile_dir(ROOT / "auditlib", quiet=1)
    start = time.perf_counter()
    rows: list[Row] = []
    for name in given.parts or PARTS:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += {**PARTS, **LONG}[name]()
    print("\n".join(table(rows)))
    given.output.write_text(_json(rows, time.perf_counter() - start), encoding="utf-8")
    print(f"\n{time.perf_counter() - start:.0f} s -> {given.output}")


def _json(rows: Sequence[Row], seconds: float) -> str:
    told = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "seconds": round(seconds),
        "rows": [asdict(row) for row in rows],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
