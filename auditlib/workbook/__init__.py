"""The workbook in JupyterLab: an overview of an audit, and the walker that leads through its findings."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditlib.workbook.book import Workbook
    from auditlib.workbook.browse import Browser
    from auditlib.workbook.progress import Progress
    from auditlib.workbook.single import SingleReport
    from auditlib.workbook.walker import Walker

__all__ = ["Browser", "Progress", "SingleReport", "Walker", "Workbook"]

_WHERE = {
    "Browser": "auditlib.workbook.browse",
    "Progress": "auditlib.workbook.progress",
    "SingleReport": "auditlib.workbook.single",
    "Walker": "auditlib.workbook.walker",
    "Workbook": "auditlib.workbook.book",
}


def __getattr__(name: str) -> object:
    """Import what is asked for and nothing else: starting JupyterLab needs no widgets."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
