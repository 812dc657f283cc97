"""The frames of an audit to be searched and sorted: one at a time, of one report or of all."""

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import ipywidgets  # type: ignore[import-untyped]
import pandas as pd
from itables.widget import ITable

from auditlib.corpus import Corpus
from auditlib.exports.words import agency_of, family_name
from auditlib.findings import Finding, Findings
from auditlib.frames import COVERAGE
from auditlib.messages import catalogue, say
from auditlib.wording import plain
from auditlib.workbook.charts import page
from auditlib.workbook.pages import report_name

# More rows than this are not sent to the browser at once; one report has a few hundred.
ROWS = 5000
_FINDINGS = "report agency year severity family rule title message quote clause id".split()


class Browser:
    """A table of every frame; shows itself as the last expression of a notebook's cell."""

    def __init__(self, corpus: Corpus, findings: Findings | None = None) -> None:
        self.frames = frames_of(corpus, findings)
        reports = {report.id: report_name(report) for report in corpus.reports}
        first = "facts" if len(self.frames["facts"]) else next(iter(self.frames))
        self.frame = ipywidgets.Dropdown(
            options=[(_labelled(name, len(frame)), name) for name, frame in self.frames.items()],
            value=first,
            layout=ipywidgets.Layout(width="300px"),
        )
        self.report = ipywidgets.Dropdown(
            options=[(say("browse.all_reports"), ""), *((name, key) for key, name in _distinct(reports))],
            layout=ipywidgets.Layout(width="360px"),
        )
        self.told = ipywidgets.HTML()
        self.table = ITable(self.shown(), **_options())
        for control in (self.frame, self.report):
            control.observe(lambda _: self._draw(), names="value")
        bar = ipywidgets.HBox([self.frame, self.report], layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.widget = ipywidgets.VBox([bar, self.told, self.table])
        self._tell()

    def shown(self) -> pd.DataFrame:
        """The rows that are chosen, ROWS at most."""
        return self._chosen().head(ROWS).reset_index(drop=True)

    def _chosen(self) -> pd.DataFrame:
        frame = self.frames[self.frame.value]
        return frame[frame["report"] == self.report.value] if self.report.value else frame

    def _draw(self) -> None:
        self.table.update(self.shown(), **_options())
        self._tell()

    def _tell(self) -> None:
        count = len(self._chosen())
        about = str(catalogue().get(f"browse.frame_hint.{self.frame.value}", ""))
        if count > ROWS:
            about += say("browse.cut", shown=ROWS, count=count)
        self.told.value = page(f'<p class="quiet">{escape(about)}</p>')

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)


def frames_of(corpus: Corpus, findings: Findings | None = None) -> dict[str, pd.DataFrame]:
    """Every frame by name, those without rows left out, and of an audit its findings and its coverage."""
    frames = {name: _plain(frame) for name, frame in corpus.frames.named().items()}
    if findings is not None:
        gaps = ((gap.report, gap.rule, str(gap.reason)) for gap in findings.coverage)
        unread = ((file.path, str(file.error)) for file in findings.unreadable)
        frames = {
            "findings": pd.DataFrame(map(_row, findings), columns=_FINDINGS),
            **frames,
            "coverage": pd.DataFrame(gaps, columns=COVERAGE),
            "unreadable": pd.DataFrame(unread, columns=["report", "error"]),
        }
    return {name: frame for name, frame in frames.items() if len(frame) or name == "facts"}


def _row(finding: Finding) -> tuple[object, ...]:
    return (
        finding.report,
        agency_of(finding),
        finding.year,
        say(f"severity.{finding.severity}"),
        family_name(finding.family),
        finding.rule,
        str(finding.title),
        str(finding.message),
        finding.quote,
        str(finding.clause),
        finding.id,
    )


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame without the columns that hold states' codes, its numbers and texts as they are read."""
    shown = frame[[name for name in frame if not str(name).endswith(":state")]].copy()
    for name in shown:
        if shown[name].map(lambda value: isinstance(value, tuple | list | dict)).any():
            shown[name] = shown[name].map(str)
        elif pd.api.types.is_float_dtype(shown[name]):
            shown[name] = shown[name].map(lambda value: "" if pd.isna(value) else plain(value))
    return shown


def _labelled(name: str, rows: int) -> str:
    return say("browse.option", name=str(catalogue().get(f"browse.frame.{name}", name)), rows=rows)


def _distinct(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each report with a name of its own: two reports of one agency and year are told apart by their ids."""
    taken = Counter(names.values())
    for key, name in sorted(names.items(), key=lambda entry: entry[1]):
        yield key, name if taken[name] == 1 else f"{name} · {key}"


def _options() -> dict[str, Any]:
    """How the table is shown. A language of its own, since itables would fetch one from the network."""
    words = {
        "search": "search",
        "lengthMenu": "length",
        "info": "info",
        "infoEmpty": "empty",
        "infoFiltered": "filtered",
        "zeroRecords": "none",
        "emptyTable": "none",
    }
    return {
        "maxBytes": 0,
        "allow_html": False,
        "showIndex": False,
        "show_dtypes": False,
        "pageLength": 25,
        "lengthMenu": [10, 25, 100],
        "scrollX": True,
        "classes": "display compact nowrap cell-border",
        "language": {word: say(f"browse.table.{key}") for word, key in words.items()},
    }
