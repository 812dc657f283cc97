"""The frame of the workbook: its views in tabs, each drawn when it is first looked at and anew whenever it is again."""

import os
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets  # type: ignore[import-untyped]
from IPython.display import FileLink, display

from auditlib.comparing import compare
from auditlib.corpus import Corpus
from auditlib.errors import AuditlibError
from auditlib.findings import Finding, Findings
from auditlib.messages import say
from auditlib.workbook.asking import Asking
from auditlib.workbook.charts import page
from auditlib.workbook.exporting import FORMS
from auditlib.workbook.gaps import gaps_page
from auditlib.workbook.overview_view import OverviewView
from auditlib.workbook.page import Page
from auditlib.workbook.second_review import second_review_page
from auditlib.workbook.signing import sign_off_page
from auditlib.workbook.upload import Upload

if TYPE_CHECKING:
    from auditlib.workbook.book import Workbook

# The walker measures the room that it has; the row of tabs above it takes some of it.
STYLE = """<style>
.auditlib-frame .widget-tab-contents { padding: 6px 8px; overflow: visible; }
.auditlib-frame .auditlib-walker { height: calc(var(--height, 720px) - 52px); }
.auditlib-frame .auditlib-chosen ~ .lm-Widget .auditlib-walker,
.auditlib-frame .auditlib-chosen ~ .auditlib-walker { height: calc(var(--height, 720px) - 92px); }
.auditlib-frame .auditlib-chosen .auditlib-page { padding: 0 12px 0 2px; white-space: nowrap; }
.auditlib-frame .auditlib-page { padding: 8px 2px 0; }
</style>"""
EXPORTS = "export"


class Frame:
    """The tabs of a workbook."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._chosen: tuple[Finding, ...] | None = None
        self._alert = ipywidgets.HTML()
        self._overview = OverviewView(book, self.walk)
        self._walking = ipywidgets.VBox()
        self._gaps, self._review, self._signing = Page(), Page(), Page()
        self._links = ipywidgets.Output()
        views: dict[str, tuple[ipywidgets.Widget, Callable[[], None]]] = {
            "overview": (self._overview.widget, self._overview.draw),
            "walk": (self._walking, self._draw_walker),
            "gaps": (self._gaps, self._draw_gaps),
            "review": (self._review, self._draw_review),
            "sign_off": (self._sign_off_view(), self._draw_signing),
            "open": (self._open_view(), lambda: None),
        }
        if book.before is None:
            del views["review"]
        self._draw = {name: draw for name, (_, draw) in views.items()}
        self._names = list(views)
        self.tabs = ipywidgets.Tab(
            [view for view, _ in views.values()], titles=[say(f"workbook.tab.{name}") for name in views]
        )
        self.tabs.observe(lambda _: self._look(), names="selected_index")
        self.widget = ipywidgets.VBox([ipywidgets.HTML(STYLE), self._alert, self.tabs])
        self.widget.add_class("auditlib-frame")
        self.renew()

    def renew(self) -> None:
        """Begin anew: at the walker where there is something to walk, else at the overview."""
        self._chosen = None
        self.select("walk" if len(self._book.findings) else "overview")

    def select(self, name: str) -> None:
        """Bring a tab to the front, drawn as things stand now."""
        number = self._names.index(name)
        if self.tabs.selected_index == number:
            self._look()
        self.tabs.selected_index = number

    def walk(self, findings: Sequence[Finding]) -> None:
        """Walk these findings only, until all are asked for again."""
        self._chosen = None if len(findings) == len(self._book.findings) else tuple(findings)
        self._book.choose(self._chosen)
        self.select("walk")

    def tell(self, draw: Callable[[], None]) -> None:
        """Draw something; a mistake that the user can mend is shown above the tabs, and goes once it is mended."""
        try:
            draw()
        except AuditlibError as error:
            self._alert.value = page(f'<p class="alert" role="alert">{escape(str(error))}</p>')
        else:
            self._alert.value = ""

    def _look(self) -> None:
        self.tell(self._draw[self._names[self.tabs.selected_index]])

    def _draw_walker(self) -> None:
        if not self._book.auditor:
            self._walking.children = self._walking.children or [Asking(self._named)]
        elif self._book.walker not in self._walking.children:
            self._walking.children = [*self._chosen_bar(), self._book.walker]

    def _chosen_bar(self) -> list[ipywidgets.Widget]:
        if self._chosen is None:
            return []
        told = say("workbook.walking_chosen", count=len(self._chosen), total=len(self._book.findings))
        back = ipywidgets.Button(
            description=say("workbook.walk_all"), layout=ipywidgets.Layout(width="auto", min_width="7em")
        )
        back.on_click(lambda _: self.walk(self._book.findings))
        bar = ipywidgets.HBox([ipywidgets.HTML(page(f"<p>{escape(told)}</p>")), back])
        bar.add_class("auditlib-chosen")
        return [bar]

    def _named(self, name: str) -> None:
        self._book.name(name)
        self._look()

    def _draw_gaps(self) -> None:
        self._gaps.html = gaps_page(self._book.findings, self._book.rule_titles())

    def _draw_review(self) -> None:
        if self._book.before is not None:
            made = self._book.work().decisions
            self._review.html = second_review_page(compare(self._book.before, self._book.findings, made))

    def _draw_signing(self) -> None:
        self._signing.html = sign_off_page(self._book.findings, self._book.work(), self._book.auditor)

    def _sign_off_view(self) -> ipywidgets.Widget:
        buttons = [self._export_button(say("workbook.export_all"), *FORMS)]
        buttons += [self._export_button(say(f"workbook.export.{form}"), form) for form in FORMS]
        buttons[0].button_style = "primary"
        where = say("workbook.export_hint", folder=EXPORTS)
        row = ipywidgets.HBox(buttons, layout=ipywidgets.Layout(flex_flow="row wrap"))
        hint = ipywidgets.HTML(page(f'<p class="quiet">{escape(where)}</p>'))
        return ipywidgets.VBox([row, hint, self._links, self._signing])

    def _export_button(self, label: str, *forms: str) -> ipywidgets.Button:
        button = ipywidgets.Button(description=label, layout=ipywidgets.Layout(width="auto"))
        button.on_click(lambda _: self.tell(lambda: self._export(forms)))
        return button

    def _export(self, forms: Sequence[str]) -> None:
        self._draw_signing()
        written = self._book.export(Path(EXPORTS), *forms)
        self._links.outputs = ()
        with self._links:
            for path in written:
                display(FileLink(os.path.relpath(path)))  # type: ignore[no-untyped-call]

    def _open_view(self) -> ipywidgets.Widget:
        hint = ipywidgets.HTML(page(f"<p>{escape(say('workbook.open_hint'))}</p>"))
        return ipywidgets.VBox([hint, Upload(self._opened)])

    def _opened(self, corpus: Corpus, findings: Findings) -> None:
        if corpus.reports:
            self._book.open(findings)
