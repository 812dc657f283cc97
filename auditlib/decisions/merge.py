"""Bringing the events of one file into another: each once, under its own name and time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditlib.decisions.events import Event, times


def missing(own: Iterable[Event], theirs: Sequence[Event]) -> tuple[Event, ...]:
    """Those of their events that are not among our own, ready to be added after them.

    An event is known by the link that it had where it was made, so that a file merged twice, or over a third
    one, or a copy that went on by itself, adds what is new and nothing twice. The numbers by which events name each
    other are those of our file; ``number`` and ``chain`` are theirs still.
    """
    numbers = {}
    last = 0
    for event in own:
        numbers[event.identity] = last = event.number
    by_number: dict[int, int] = {}
    added = []
    for event, time in zip(theirs, times(theirs), strict=True):
        known = numbers.get(event.identity)
        if known is None:
            last += 1
            numbers[event.identity] = last
            undoes = None if event.undoes is None else by_number[event.undoes]
            batch = by_number.get(event.batch, last)
            added.append(replace(event, undoes=undoes, batch=batch, origin=event.identity, stamp=time))
        by_number[event.number] = known or last
    return tuple(added)
