"""A page of the workbook: HTML of our own making, and what is chosen on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets


class Page(anywidget.AnyWidget):
    """Shows HTML whose every foreign text is escaped; ``picked`` is called with the ``data-pick`` of a place chosen."""

    _esm = Path(__file__).with_name("page.js")

    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, html: str = "", picked: Callable[[str], None] | None = None) -> None:
        super().__init__(html=html)
        self._picked = picked
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if self._picked is not None and isinstance(message.get("pick"), str):
            self._picked(message["pick"])
