"""The overview with its filters: what is chosen there, or on the chart, narrows the page and can then be walked."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets  # type: ignore[import-untyped]

from auditlib.exports.words import agency_of, family_name
from auditlib.findings import Finding, Findings
from auditlib.messages import say
from auditlib.workbook.overview import (
    AGENCIES,
    SEVERITIES,
    Narrowing,
    form_name,
    narrowed,
    overview_page,
)
from auditlib.workbook.page import Page

if TYPE_CHECKING:
    from auditlib.workbook.book import Workbook

_ROW = ipywidgets.Layout(flex_flow="row wrap", align_items="center")


class OverviewView:
    """Filters and page; ``walk`` is called with the findings that are to be walked."""

    def __init__(self, book: "Workbook", walk: Callable[[Sequence[Finding]], None]) -> None:
        self._book, self._walk = book, walk
        self._page = Page(picked=self._pick)
        self._severity, self._family = _choice("severity"), _choice("family")
        self._year, self._form = _choice("year"), _choice("form")
        self._agency = ipywidgets.Text(
            placeholder=say("workbook.agency_part"), layout=ipywidgets.Layout(width="180px")
        )
        self._many = ipywidgets.Checkbox(
            description=say("workbook.all_agencies"), indent=False, layout=ipywidgets.Layout(width="auto")
        )
        self._clear = ipywidgets.Button(
            description=say("workbook.clear"), layout=ipywidgets.Layout(width="auto")
        )
        self._go = ipywidgets.Button(button_style="primary", layout=ipywidgets.Layout(width="auto"))
        self._filters = [self._severity, self._family, self._year, self._form, self._agency]
        self._bar = ipywidgets.HBox([*self._filters, self._many, self._clear, self._go], layout=_ROW)
        self.widget = ipywidgets.VBox([self._bar, self._page])
        self._quiet = False
        self._offered: Findings | None = None
        for control in (*self._filters, self._many):
            control.observe(self._changed, names="value")
        self._clear.on_click(lambda _: self._set({}))
        self._go.on_click(lambda _: self._walk(self._meant()))

    @property
    def html(self) -> str:
        """The page as it now is."""
        return self._page.html

    def draw(self) -> None:
        """Draw the page as things stand now. Raises DecisionsError where the decisions cannot be read."""
        findings = self._book.findings
        self._offer(findings)
        meant = self._meant()
        self._bar.layout.display = "" if len(findings) else "none"
        self._go.description = say("workbook.walk_these", count=len(meant))
        self._go.disabled = not meant
        self._many.layout.display = "" if len(set(map(agency_of, findings))) > AGENCIES else "none"
        self._page.html = overview_page(
            findings,
            self._book.work(),
            None if len(meant) == len(findings) else meant,
            None if self._many.value else AGENCIES,
        )

    def narrow(self, to: Narrowing) -> None:
        """Choose what is to be shown."""
        self._set(
            {
                self._severity: to.severity,
                self._family: to.family,
                self._year: to.year,
                self._form: to.form,
                self._agency: to.agency,
            }
        )

    def _meant(self) -> tuple[Finding, ...]:
        to = Narrowing(
            self._severity.value or "",
            self._family.value or "",
            self._year.value or None,
            self._form.value or "",
            self._agency.value.strip(),
        )
        return narrowed(self._book.findings, to)

    def _pick(self, pick: str) -> None:
        """A place of the chart: an agency, a family, or both with a tab between."""
        agency, _, family = pick.partition("\t")
        families = {value for _, value in self._family.options}
        self._set({self._agency: agency, self._family: family if family in families else ""})

    def _set(self, values: dict[Any, Any]) -> None:
        """Set all filters at once; those not named are opened."""
        self._quiet = True
        for control in self._filters:
            control.value = values.get(control) or ""
        self._quiet = False
        self._changed()

    def _changed(self, _change: object = None) -> None:
        if not self._quiet:
            self._book.tell(self.draw)

    def _offer(self, findings: Findings) -> None:
        """The choices that these findings leave."""
        if findings is self._offered:
            return
        self._offered, self._quiet = findings, True
        years = sorted({finding.year for finding in findings if finding.year}, reverse=True)
        families = sorted({finding.family for finding in findings}, key=family_name)
        forms = sorted({report.form for report in findings.reports.values() if report.form})
        self._severity.options = _options(
            "severity", [(say(f"severity.{name}"), name) for name in SEVERITIES]
        )
        self._family.options = _options("family", [(family_name(name), name) for name in families])
        self._year.options = _options("year", [(str(year), year) for year in years])
        self._form.options = _options("form", [(form_name(name), name) for name in forms])
        self._quiet = False


def _choice(name: str) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(
        options=_options(name, []),
        layout=ipywidgets.Layout(width="auto", min_width="100px", max_width="190px"),
    )


def _options(name: str, offered: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(say(f"workbook.any.{name}"), ""), *offered]
