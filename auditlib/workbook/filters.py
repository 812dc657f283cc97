"""Filters of the queue: which findings match, and how many each further choice would leave."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from auditlib.decisions import STATUSES
from auditlib.findings import Finding
from auditlib.messages import catalogue, say
from auditlib.workbook.ledger import Ledger
from auditlib.workbook.queue import is_decided

ANY = ("", "all")
NOBODY = "-"
LISTED = 400
STATES = ("undecided", "decided", *STATUSES, "again", "conflict")

Choice = tuple[str, str, int]
"""A value to filter by, what it is called, and how many findings it would leave."""


class Filters:
    """The findings of one audit by what can be asked of them."""

    def __init__(self, findings: Sequence[Finding], ledger: Ledger) -> None:
        self._findings = findings
        self._ledger = ledger
        self._texts: list[str] = []
        self._values: Mapping[str, Callable[[int], Sequence[str]]] = {
            "status": self._states,
            "severity": lambda position: (findings[position].severity,),
            "family": lambda position: (findings[position].family,),
            "rule": lambda position: (findings[position].rule,),
            "agency": lambda position: (findings[position].agency or findings[position].report,),
            "year": lambda position: (_year(findings[position]),),
            "assignee": lambda position: (ledger.assignees.get(findings[position].id, NOBODY),),
        }

    def apply(self, wanted: Mapping[str, Any]) -> tuple[tuple[int, ...], dict[str, list[Choice]]]:
        """The positions that match, and for every field its choices under all other filters."""
        words = str(wanted.get("text", "")).casefold().split()
        asked = {
            name: str(wanted[name])
            for name in self._values
            if name in wanted and str(wanted[name]) not in ANY
        }
        counts: dict[str, Counter[str]] = {name: Counter() for name in self._values}
        matched = []
        for position in range(len(self._findings)):
            if words and not all(word in self._text(position) for word in words):
                continue
            values = {name: of(position) for name, of in self._values.items()}
            missed = [name for name, value in asked.items() if value not in values[name]]
            if not missed:
                matched.append(position)
            # What fails one filter alone would be there under another choice of that filter.
            for name in values if not missed else missed if len(missed) == 1 else ():
                counts[name].update(values[name])
        return tuple(matched), {name: self._choices(name, counts[name]) for name in counts}

    def _states(self, position: int) -> Sequence[str]:
        standing = self._ledger.standings[position]
        told = [standing, "decided"] if is_decided(standing) else ["undecided", standing]
        if self._findings[position].id in self._ledger.conflicts:
            told.append("conflict")
        return tuple(dict.fromkeys(told))

    def _text(self, position: int) -> str:
        if not self._texts:
            self._texts = [" ".join(_searched(finding)).casefold() for finding in self._findings]
        return self._texts[position]

    def _choices(self, name: str, counts: Counter[str]) -> list[Choice]:
        named = self._names(name)
        if name in ("status", "severity"):
            order = STATES if name == "status" else ("error", "warning", "note")
            return [(value, named(value), counts[value]) for value in order]
        found = sorted(counts.items(), key=lambda item: item[0], reverse=name == "year")
        if name in ("family", "rule"):
            found.sort(key=lambda item: -item[1])
        return [(value, named(value), count) for value, count in found[:LISTED]]

    def _names(self, name: str) -> Callable[[str], str]:
        texts = catalogue()
        if name in ("status", "severity", "family"):
            area = "workbook.family" if name == "family" else name
            return lambda value: str(texts.get(f"{area}.{value}", value))
        if name == "rule":
            titles = {finding.rule: str(finding.title) for finding in self._findings}
            return lambda value: titles.get(value, value)
        if name == "assignee":
            return lambda value: say("walker.nobody") if value == NOBODY else value
        return lambda value: say("walker.no_year") if value == NOBODY else value


def _year(finding: Finding) -> str:
    return NOBODY if finding.year is None else str(finding.year)


def _searched(finding: Finding) -> Iterator[str]:
    yield from (str(finding.message), finding.quote, finding.agency, str(finding.title), finding.rule)
