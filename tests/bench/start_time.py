"""What it takes to start, over what Python itself takes."""

import subprocess
import sys
from collections.abc import Callable, Iterator

from .measuring import ROOT, Row, best

PART = "start-up, over bare python"
TIMES, SLOW_TIMES = 5, 2
STARTS = {
    "auditlib --help": "import sys; sys.argv = ['auditlib', '--help']; from auditlib.cli import main; main()",
    "import auditlib": "import auditlib",
    "import pandas": "import pandas",
}
SLOW = {"import great_expectations": "import great_expectations"}


def measure() -> Iterator[Row]:
    """Differences between best times, measured in turn."""
    bare, *others = best(TIMES, _start("pass"), *(_start(code) for code in STARTS.values()))
    others += best(SLOW_TIMES, *(_start(code) for code in SLOW.values()))
    for name, seconds in zip([*STARTS, *SLOW], others, strict=True):
        yield Row(PART, name, 1000 * (seconds - bare), "ms")
    yield Row(PART, "bare python itself", 1000 * bare, "ms")


def _start(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
