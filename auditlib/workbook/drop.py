"""A place to drop files on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from auditlib.errors import AuditlibError
from auditlib.messages import say
from auditlib.workbook.uploading import MAX_FILES, MAX_TOGETHER, Sent, refuse_too_much, safe_names


class Drop(anywidget.AnyWidget):
    """``taken`` is called with the files dropped, ``refused`` with what is wrong where they are too many or too large."""

    _esm = Path(__file__).with_name("drop.js")
    _css = Path(__file__).with_name("drop.css")

    text = traitlets.Unicode().tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)

    def __init__(
        self, taken: Callable[[Sequence[Sent]], None], refused: Callable[[AuditlibError], None]
    ) -> None:
        super().__init__(text=say("upload.drop"), limits={"files": MAX_FILES, "bytes": MAX_TOGETHER})
        self._taken, self._refused = taken, refused
        self.on_msg(self._receive)

    def _receive(self, _widget: object, message: dict[str, Any], buffers: Sequence[Any]) -> None:
        if "names" in message:
            names = [str(name) for name in message["names"]]
            self._taken([Sent(name, bytes(held)) for name, held in zip(names, buffers, strict=True)])
        elif "refused" in message:
            try:
                refuse_too_much([(str(name), int(size)) for name, size in message["refused"]])
            except AuditlibError as error:
                self._refused(error)
        elif "unread" in message:
            listed = "、".join(safe_names(str(name) for name in message["unread"]))
            self._refused(AuditlibError("upload_unread", names=listed))
