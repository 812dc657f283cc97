"""The workbook in JupyterLab: an overview of an audit, and the walker that leads through its findings."""

import getpass
import os
from pathlib import Path
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

from auditlib.decisions import Decisions, verify
from auditlib.findings import Findings
from auditlib.messages import say
from auditlib.workbook.overview import overview_page
from auditlib.workbook.session import Session
from auditlib.workbook.walker import Walker

__all__ = ["Walker", "Workbook"]


class Workbook:
    """An audit to walk through; shows itself as the last expression of a notebook's cell.

    ``decisions`` is the file that keeps what the auditor decides: by default the one that
    AUDITLIB_DECISIONS names, else ``audit.sqlite`` in the working folder. ``auditor`` is by default the
    name in AUDITLIB_AUDITOR, else the login name. Raises DecisionsError when decisions could not be kept.
    """

    def __init__(
        self, findings: Findings, decisions: Path | str | None = None, auditor: str | None = None
    ) -> None:
        self.findings = findings
        self.auditor = auditor or os.environ.get("AUDITLIB_AUDITOR") or _login_name()
        self.decisions = Decisions(decisions or os.environ.get("AUDITLIB_DECISIONS") or "audit.sqlite")
        self.walker = Walker(Session(findings, self.decisions, self.auditor), self._about())

    def overview(self) -> ipywidgets.HTML:
        """What was audited, what was found, and what could not be assessed or read."""
        return ipywidgets.HTML(overview_page(self.findings, verify(self.decisions.events())))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.walker._repr_mimebundle_(**options)

    def _about(self) -> dict[str, str]:
        gaps = []
        if self.findings.unreadable:
            gaps.append(say("workbook.unreadable", count=len(self.findings.unreadable)))
        if self.findings.coverage:
            gaps.append(say("workbook.not_assessed", count=len(self.findings.coverage)))
        return {
            "auditor": self.auditor,
            "file": str(self.decisions.path),
            "gaps": "　".join(gaps),
            "reports": str(len(self.findings.reports)),
        }


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this system, as in some containers
        return say("workbook.nobody")
