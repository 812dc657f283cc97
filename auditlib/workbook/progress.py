"""How far reading and checking are, as a bar in a notebook; nothing is shown for what is done at once."""

import time

import ipywidgets as widgets  # type: ignore[import-untyped]
from IPython.display import display

from auditlib.messages import say

WAIT, EVERY = 1.0, 0.25  # seconds until it is shown, and between two states of it
MINUTE = 60


class Progress:
    """A bar with the rate and the time left, to be given to ``load`` or ``audit`` as ``progress``."""

    def __init__(self) -> None:
        self._begun = self._shown = 0.0
        self.bar = widgets.FloatProgress(min=0.0, max=1.0, layout=widgets.Layout(width="40%"))
        self.words = widgets.Label()
        self.view = widgets.HBox([self.bar, self.words])

    def __call__(self, done: int, of: int, name: str = "") -> None:
        """Show that so many are done; the bar goes when all are."""
        now = time.monotonic()
        self._begun = self._begun or now
        if not done or now - self._begun < WAIT or (done < of and now - self._shown < EVERY):
            return
        if not self._shown:
            display(self.view)  # type: ignore[no-untyped-call]
        self._shown = now
        if done >= of:
            self.view.close()
            return
        self.bar.value = done / of
        rate = done / max(now - self._begun, EVERY)
        self.words.value = say(
            "progress.state", done=done, of=of, rate=f"{rate:.0f}", left=_time((of - done) / rate)
        )


def _time(seconds: float) -> str:
    if seconds < MINUTE:
        return say("progress.seconds", n=round(seconds))
    return say("progress.minutes", n=round(seconds / MINUTE))
