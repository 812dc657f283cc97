"""Audit the annual reports on government information disclosure of Chinese public bodies.

``load`` reads reports, ``audit`` runs the suites on them, ``Workbook`` walks an auditor through what was found.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditlib.auditing import audit
    from auditlib.corpus import Corpus, load
    from auditlib.findings import Finding, Findings
    from auditlib.workbook import Workbook

__version__ = "0.1.0"
__all__ = ["Corpus", "Finding", "Findings", "Workbook", "__version__", "audit", "load"]

_WHERE = {
    "audit": "auditlib.auditing",
    "load": "auditlib.corpus",
    "Corpus": "auditlib.corpus",
    "Finding": "auditlib.findings",
    "Findings": "auditlib.findings",
    "Workbook": "auditlib.workbook",
}


def __getattr__(name: str) -> object:
    """Import what is asked for and nothing else: pandas and Great Expectations take seconds."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
