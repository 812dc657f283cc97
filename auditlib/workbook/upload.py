"""The upload widget: files sent from the browser are read and audited, and what came of it is handed on."""

import logging
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets  # type: ignore[import-untyped]

from auditlib.corpus import Corpus
from auditlib.corpus.discover import DOCUMENTS, DOUBTFUL
from auditlib.errors import AuditlibError
from auditlib.findings import Findings
from auditlib.messages import say
from auditlib.readers.limits import MAX_BYTES
from auditlib.workbook.charts import page, rows_of
from auditlib.workbook.drop import Drop
from auditlib.workbook.uploading import MAX_FILES, MAX_TOGETHER, Sent, read_sent

Done = Callable[[Corpus, Findings], None]


class Upload(ipywidgets.VBox):  # type: ignore[misc]
    """A button, and a place to drop on, for one or several files (archives too); says what could not be read.

    ``done`` is called with what was read and found once files are audited.
    """

    def __init__(self, done: Done, label: str | None = None) -> None:
        self._done = done
        self.button = ipywidgets.FileUpload(
            accept=",".join(sorted(DOCUMENTS | DOUBTFUL)),
            multiple=True,
            description=label or say("upload.choose"),
            layout=ipywidgets.Layout(width="auto", align_self="flex-start"),
        )
        self.bar = ipywidgets.IntProgress(
            layout=ipywidgets.Layout(width="320px", display="none"), style={"description_width": "initial"}
        )
        self.told = ipywidgets.HTML(page(f'<p class="quiet">{escape(_limits())}</p>'))
        self.button.observe(self._sent, names="value")
        self.drop = Drop(self.take, self._refuse)
        row = ipywidgets.HBox([self.button, self.drop], layout=ipywidgets.Layout(align_items="center"))
        super().__init__([row, self.bar, self.told])

    def take(self, files: Sequence[Sent]) -> None:
        """Read and audit files, and say how it went."""
        self.button.disabled = True
        self.bar.layout.display = ""
        try:
            from auditlib.auditing import audit

            corpus = read_sent(files, self._progress)
            findings = audit(corpus)
        except AuditlibError as error:
            self._refuse(error)
        except Exception as error:
            logging.getLogger(__name__).exception("The files sent were not audited.")
            failed = say("upload.failed", reason=f"{type(error).__name__}: {error}")
            self.show(f'<p class="alert" role="alert">{escape(failed)}</p>')
        else:
            self.show(told(corpus, findings))
            self._done(corpus, findings)
        finally:
            self.bar.layout.display = "none"
            self.button.disabled = False

    def _sent(self, change: dict[str, Any]) -> None:
        files = [Sent(str(file["name"]), bytes(file["content"])) for file in change["new"]]
        if not files:
            return
        # Emptied at once, so that the same file, corrected, can be sent again, and nothing is kept twice.
        self.button.value = ()
        self.take(files)

    def _refuse(self, error: AuditlibError) -> None:
        self.show(f'<p class="alert" role="alert">{escape(str(error))}</p>')

    def _progress(self, done: int, of: int, name: str) -> None:
        self.bar.max, self.bar.value = of, done
        self.bar.description = say("upload.reading", done=done, of=of)

    def show(self, html: str) -> None:
        """Say something below the button."""
        self.told.value = page(html, f'<p class="quiet">{escape(_limits())}</p>')


def told(corpus: Corpus, findings: Findings) -> str:
    """What was read and what was not, with each error, as HTML."""
    line = say("upload.done", reports=len(corpus.reports), findings=len(findings))
    parts = [f"<p>{escape(line)}</p>"]
    if corpus.unreadable:
        count = say("workbook.unreadable", count=len(corpus.unreadable))
        rows = [(file.path, str(file.error)) for file in corpus.unreadable]
        parts.append(f'<p class="alert" role="alert">{escape(count)}</p>')
        parts.append(rows_of(rows, (say("workbook.file"), say("workbook.why"))))
    return "".join(parts)


def _limits() -> str:
    return say("upload.limits", each=MAX_BYTES // 2**20, together=MAX_TOGETHER // 2**20, files=MAX_FILES)
