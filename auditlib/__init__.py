"""Audit the annual reports on government information disclosure of Chinese public bodies.

``load`` reads reports, ``audit`` runs the suites on them, ``Workbook`` walks an auditor through what was
found, ``compare`` tells what became of it in the corrected reports. ``SingleReport`` is for the author of one report,
``Browser`` shows what was read as tables, ``Progress`` how far reading and
checking are. ``rule`` and ``suite`` make rules of one's own.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditlib.auditing import audit
    from auditlib.checks.own import rule, suite
    from auditlib.comparing import Comparison, compare
    from auditlib.corpus import Corpus, load
    from auditlib.findings import Finding, Findings
    from auditlib.workbook import Browser, Progress, SingleReport, Workbook

__version__ = "0.1.0"
__all__ = [
    "Browser",
    "Comparison",
    "Corpus",
    "Finding",
    "Findings",
    "Progress",
    "SingleReport",
    "Workbook",
    "__version__",
    "audit",
    "compare",
    "load",
    "rule",
    "suite",
]

_WHERE = {
    "audit": "auditlib.auditing",
    "compare": "auditlib.comparing",
    "load": "auditlib.corpus",
    "rule": "auditlib.checks.own",
    "suite": "auditlib.checks.own",
    "Comparison": "auditlib.comparing",
    "Corpus": "auditlib.corpus",
    "Finding": "auditlib.findings",
    "Findings": "auditlib.findings",
    "Browser": "auditlib.workbook",
    "Progress": "auditlib.workbook",
    "SingleReport": "auditlib.workbook",
    "Workbook": "auditlib.workbook",
}


def __getattr__(name: str) -> object:
    """Import what is asked for and nothing else: pandas and Great Expectations take seconds."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
