"""The walker: the widget that leads an auditor from case to case. All it knows is in the session."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from auditlib.messages import catalogue, language
from auditlib.workbook.session import Session

_AREAS = ("walker.", "status.", "severity.")
_SCRIPTS = ("evidence.js", "dialogs.js", "walker.js")


def _script() -> str:
    """The walker's JavaScript: one module in several files, put together without a build."""
    here = Path(__file__).parent
    return "\n".join((here / name).read_text("utf-8") for name in _SCRIPTS)


class Walker(anywidget.AnyWidget):
    """The queue of cases, the evidence of a finding side by side, and the buttons to decide on it."""

    _esm = _script()
    _css = Path(__file__).with_name("walker.css")

    texts = traitlets.Dict().tag(sync=True)
    about = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session, about: dict[str, str]) -> None:
        self._session = session
        super().__init__(texts=walker_texts(), about=about)
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        self.send(self._session.answer(message))


def walker_texts() -> dict[str, str]:
    """The texts of the walker in the language in force, by key, and the language under ``language``."""
    texts = {key: str(text) for key, text in catalogue().items() if key.startswith(_AREAS)}
    return {**texts, "language": "zh-CN" if language() == "zh" else "en"}
