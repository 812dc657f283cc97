"""The hash chain: every event carries a hash over itself and its predecessor, so that a change behind us is seen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from auditlib.decisions.events import Event


def link(event: Event, before: str) -> str:
    """The hash of an event and the link before it.

    What an event of the first format did not have counts only where it says something, so that the links of files
    of that format hold.
    """
    content = [
        before,
        event.number,
        event.who,
        event.at,
        event.what,
        event.finding,
        event.fingerprint,
        event.status,
        event.note,
        event.undoes,
    ]
    added = [event.batch, event.assignee, event.origin, event.stamp]
    if added != [event.number, "", "", ""]:
        content += added
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def linked(events: Iterable[Event], number: int, before: str) -> tuple[Event, ...]:
    """Events numbered and linked after the event of a number with the link ``before``.

    Those without a batch get the number of the first of them.
    """
    first, done = number + 1, []
    for at, event in enumerate(events, first):
        numbered = replace(event, number=at, batch=event.batch or first)
        before = link(numbered, before)
        done.append(replace(numbered, chain=before))
    return tuple(done)


def verify(events: Iterable[Event]) -> int | None:
    """The number of the first event that does not fit its predecessor, None where all fit.

    Events cut off at the end leave no trace in the others; :meth:`Decisions.verify` sees those too.
    """
    before, expected = "", 1
    for event in events:
        astray = event.undoes is not None and not 0 < event.undoes < event.number
        if event.number != expected or astray or event.chain != link(event, before):
            return event.number
        before, expected = event.chain, expected + 1
    return None
