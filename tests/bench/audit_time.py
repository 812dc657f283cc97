"""What an audit of 100 and of 1,000 reports takes beyond the import of Great Expectations, and how much memory."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .generate import Order, write_all
from .measuring import Row, apart

PART = "audit of many reports (txt, all three forms)"
SIZES = (100, 1000)
YEARS = 4
PROSE = 3000
CODE = """
import json, sys, time
from pathlib import Path
import great_expectations
from auditlib import audit, load
start = time.perf_counter()
corpus = load(sys.argv[1])
read = time.perf_counter()
findings = audit(corpus)
done = time.perf_counter()
status = Path("/proc/self/status")
if status.exists():
    peak = int(status.read_text().split("VmHWM:")[1].split()[0]) / 2**10
else:
    peak = 0
print(json.dumps({"reports": len(corpus.reports), "findings": len(findings), "read": read - start, "audit": done - read, "peak": peak}))
"""


def measure() -> Iterator[Row]:
    """Reading, auditing and peak memory for each size, each in a process of its own."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            order = Order(agencies=size, first_year=2017, years=YEARS, mistakes=0.5, prose=PROSE)
            write_all(Path(folder), order, ["txt"], most=size)
            told = json.loads(apart(CODE, str(Path(folder, "txt"))))
        said = f"{told['findings']} findings"
        yield Row(PART, f"{size} reports: read and understood", told["read"], "s", said)
        yield Row(
            PART,
            f"{size} reports: audited",
            told["audit"],
            "s",
            f"{1000 * told['audit'] / told['reports']:.1f} ms a report",
        )
        if told["peak"]:
            yield Row(PART, f"{size} reports: peak memory", told["peak"], "MB")
