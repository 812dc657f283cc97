"""The workbook of an audit: its findings, the decisions on them, and the views of both."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

from auditlib.decisions import Decisions
from auditlib.findings import Finding, Findings
from auditlib.messages import Bilingual, say
from auditlib.standings import Work, work_of
from auditlib.workbook.auditor import as_name, known_auditor, login_name
from auditlib.workbook.charts import page
from auditlib.workbook.exporting import FORMS, export
from auditlib.workbook.frame import Frame
from auditlib.workbook.gaps import gaps_page
from auditlib.workbook.overview import headline, overview_page
from auditlib.workbook.session import Session
from auditlib.workbook.signing import sign_off_page
from auditlib.workbook.walker import Walker


class Workbook:
    """An audit to walk through; shows itself as the last expression of a notebook's cell.

    ``decisions`` is the file that keeps what the auditor decides: by default the one that AUDITLIB_DECISIONS names,
    else ``audit.sqlite`` in the working folder. ``auditor`` is by default the name in AUDITLIB_AUDITOR, else the one
    given before; where there is neither, the workbook asks for it once. ``before`` are the findings of the first
    review, to compare with. Raises DecisionsError when decisions could not be kept.
    """

    def __init__(
        self,
        findings: Findings,
        decisions: Path | str | None = None,
        auditor: str | None = None,
        before: Findings | None = None,
    ) -> None:
        self.findings = findings
        self.before = before
        self.decisions = Decisions(decisions or os.environ.get("AUDITLIB_DECISIONS") or "audit.sqlite")
        self.auditor = as_name(auditor or "") or known_auditor()
        self._chosen: Sequence[Finding] | None = None
        self._walker: Walker | None = None
        self._frame: Frame | None = None

    @property
    def walker(self) -> Walker:
        """The walker, made when first asked for; whoever gave no name goes by that of the login."""
        if self._walker is None:
            auditor = self.auditor or login_name() or say("workbook.nobody")
            walked = self.findings
            if self._chosen is not None:
                walked = replace(walked, items=tuple(self._chosen))
            self._walker = Walker(Session(walked, self.decisions, auditor), self._about(auditor))
        return self._walker

    @property
    def frame(self) -> ipywidgets.Widget:
        """All of it in tabs, made when first asked for."""
        if self._frame is None:
            self._frame = Frame(self)
        return self._frame.widget

    def open(self, findings: Findings) -> None:
        """Go on with the findings of another audit and the same decisions."""
        self.findings = findings
        self.choose(None)
        if self._frame is not None:
            self._frame.renew()

    def choose(self, findings: Sequence[Finding] | None) -> None:
        """Walk these findings only; None means all."""
        self._chosen = findings
        self._forget_walker()

    def name(self, auditor: str) -> None:
        """Go on under this name."""
        self.auditor = as_name(auditor)
        self._forget_walker()

    def headline(self) -> ipywidgets.HTML:
        """What was audited and found, in numbers."""
        return ipywidgets.HTML(page(headline(self.findings, self.work())))

    def overview(self) -> ipywidgets.HTML:
        """What was found, by family, severity and agency, and how far the work has come."""
        return ipywidgets.HTML(overview_page(self.findings, self.work()))

    def gaps(self) -> ipywidgets.HTML:
        """What could not be read or assessed, and why."""
        return ipywidgets.HTML(gaps_page(self.findings, self.rule_titles()))

    def sign_off(self) -> ipywidgets.HTML:
        """What was decided, what is still open, and whether the record of decisions is whole."""
        return ipywidgets.HTML(sign_off_page(self.findings, self.work(), self.auditor))

    def export(
        self, folder: Path | str = "export", *forms: str, templates: Path | str | None = None
    ) -> list[Path]:
        """Write the results with the decisions into a folder, and say which files.

        ``forms`` are of ``xlsx``, ``docx``, ``html``, ``json``, ``csv`` and ``sign_off``; none means all. ``templates``
        is a folder with templates of your own. Raises OutputError, TemplateError.
        """
        return export(
            self.findings,
            self.work(),
            self.auditor,
            Path(folder),
            forms or FORMS,
            self.decisions.path.name,
            Path(templates) if templates else None,
        )

    def work(self) -> Work:
        """How far the work has come, as the decisions file tells now."""
        return work_of(self.decisions)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.frame._repr_mimebundle_(**options)

    def rule_titles(self) -> dict[str, Bilingual]:
        """The title of each rule of the product's own, and of those that found something."""
        from auditlib.checks.rules import load_suites, rules_of

        known = {rule.id: rule.title for rule in rules_of(load_suites())}
        return known | {finding.rule: finding.title for finding in self.findings}

    def tell(self, draw: Callable[[], None]) -> None:
        """Draw something of the frame; what goes wrong is shown there."""
        if self._frame is not None:
            self._frame.tell(draw)

    def _forget_walker(self) -> None:
        if self._walker is not None:
            self._walker.close()
        self._walker = None

    def _about(self, auditor: str) -> dict[str, str]:
        gaps = []
        if self.findings.unreadable:
            gaps.append(say("workbook.unreadable", count=len(self.findings.unreadable)))
        if self.findings.coverage:
            gaps.append(say("workbook.not_assessed", count=len(self.findings.coverage)))
        return {
            "auditor": auditor,
            "file": str(self.decisions.path),
            "gaps": "　".join(gaps),
            "reports": str(len(self.findings.reports)),
        }
