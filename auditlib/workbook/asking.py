"""Asking for the auditor's name, once."""

from collections.abc import Callable
from html import escape

import ipywidgets  # type: ignore[import-untyped]

from auditlib.messages import say
from auditlib.workbook.auditor import as_name, login_name, remember_auditor
from auditlib.workbook.charts import page


class Asking(ipywidgets.VBox):  # type: ignore[misc]
    """A field for a name; ``given`` is called with it once there is one."""

    def __init__(self, given: Callable[[str], None]) -> None:
        self._given = given
        self.field = ipywidgets.Text(
            value=login_name(), continuous_update=True, layout=ipywidgets.Layout(width="220px")
        )
        self.button = ipywidgets.Button(
            description=say("workbook.begin"), button_style="primary", layout=ipywidgets.Layout(width="auto")
        )
        self.told = ipywidgets.HTML(_said("workbook.who_hint"))
        self.button.on_click(lambda _: self._take())
        super().__init__(
            [
                ipywidgets.HTML(page(f"<h3>{escape(say('workbook.who'))}</h3>")),
                ipywidgets.HBox([self.field, self.button]),
                self.told,
            ]
        )

    def _take(self) -> None:
        name = as_name(self.field.value)
        if not name:
            self.told.value = _said("workbook.who_needed", "alert")
            return
        remember_auditor(name)
        self._given(name)


def _said(key: str, mood: str = "quiet") -> str:
    return page(f'<p class="{mood}">{escape(say(key))}</p>')
