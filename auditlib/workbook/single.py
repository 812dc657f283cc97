"""One report before it is published: drop a file, see what is wrong with it, and walk through it."""

import os
from pathlib import Path
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

from auditlib.auditing import audit
from auditlib.corpus import Corpus, load
from auditlib.findings import Findings
from auditlib.messages import say
from auditlib.workbook.advice import advice_page
from auditlib.workbook.book import Workbook
from auditlib.workbook.frame import STYLE
from auditlib.workbook.page import Page
from auditlib.workbook.upload import Upload, told


class SingleReport:
    """What is wrong in a report, for its author; shows itself as the last expression of a notebook's cell.

    ``path`` is a file to begin with, None to wait for one to be dropped. ``decisions`` is the file that keeps what is
    ticked off, apart from those of an audit. Raises NotFoundError for a path that does not exist and DecisionsError where
    decisions could not be kept.
    """

    def __init__(
        self, path: Path | str | None = None, decisions: Path | str = "single_report.sqlite"
    ) -> None:
        self._decisions = decisions
        self._list = Page()
        self._below = ipywidgets.VBox()
        self.upload = Upload(self._show, say("upload.choose_report"))
        self.widget = ipywidgets.VBox([ipywidgets.HTML(STYLE), self.upload, self._list, self._below])
        self.widget.add_class("auditlib-frame")
        self.findings: Findings | None = None
        self.book: Workbook | None = None
        if path is not None:
            corpus = load(path)
            findings = audit(corpus)
            self.upload.show(told(corpus, findings))
            self._show(corpus, findings)

    @property
    def html(self) -> str:
        """The list of what is wrong."""
        return self._list.html

    def _show(self, corpus: Corpus, findings: Findings) -> None:
        self.findings = findings
        self._list.html = advice_page(findings) if corpus.reports else ""
        self.book = None
        if not len(findings):
            self._below.children = []
            return
        self.book = Workbook(
            findings, self._decisions, os.environ.get("AUDITLIB_AUDITOR") or say("workbook.author")
        )
        fold = ipywidgets.Accordion([self.book.walker], titles=[say("workbook.side_by_side")])
        self._below.children = [fold]

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)
