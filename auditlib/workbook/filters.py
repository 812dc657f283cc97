"""Filters of the queue: which findings match, and how many each further choice would leave."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from auditlib.decisions import STATUSES
from auditlib.findings import Finding
from auditlib.messages import catalogue, say
from auditlib.workbook.ledger import Ledger

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
        self._fixed: dict[str, Sequence[str]] = {
            "severity": [finding.severity for finding in findings],
            "family": [finding.family for finding in findings],
            "rule": [finding.rule for finding in findings],
            "agency": [finding.agency or finding.report for finding in findings],
            "year": [_year(finding) for finding in findings],
        }

    def apply(self, wanted: Mapping[str, Any]) -> tuple[tuple[int, ...], dict[str, list[Choice]]]:
        """The positions that match, and for every field its choices under all other filters."""
        assignees = self._ledger.assignees
        columns: dict[str, Sequence[str]] = {
            "status": self._ledger.standings,
            **self._fixed,
            "assignee": [assignees.get(finding.id, NOBODY) for finding in self._findings],
        }
        words = str(wanted.get("text", "")).casefold().split()
        asked = {name: str(wanted[name]) for name in columns if str(wanted.get(name, "")) not in ANY}
        everything: Sequence[int] = range(len(self._findings))
        if words:
            everything = [at for at in everything if all(word in self._text(at) for word in words)]
        met = {name: self._meeting(columns[name], value, name) for name, value in asked.items()}
        matched = [at for at in everything if all(at in met[name] for name in asked)]
        choices = {}
        for name in columns:
            # What another filter excludes is not counted, what this one excludes is: it is its other choices.
            rest = [other for other in asked if other != name]
            left = (
                [at for at in everything if all(at in met[other] for other in rest)]
                if name in asked
                else matched
            )
            counts = self._states(left) if name == "status" else Counter(columns[name][at] for at in left)
            choices[name] = self._choices(name, counts)
        return tuple(matched), choices

    def _meeting(self, column: Sequence[str], value: str, name: str) -> Container[int]:
        """The positions of a column that have a value."""
        if name != "status":
            return {at for at, each in enumerate(column) if each == value}
        if value == "conflict":
            return {at for at, each in enumerate(self._findings) if each.id in self._ledger.conflicts}
        wanted = {"decided": STATUSES, "undecided": ("undecided", "again")}.get(value, (value,))
        return {at for at, each in enumerate(column) if each in wanted}

    def _states(self, positions: Sequence[int]) -> Counter[str]:
        """How many findings each choice of status leaves; one that stands again is undecided too."""
        standings = Counter[str](self._ledger.standings[at] for at in positions)
        conflicts = sum(self._findings[at].id in self._ledger.conflicts for at in positions)
        return Counter(
            {
                **standings,
                "undecided": standings["undecided"] + standings["again"],
                "decided": sum(standings[status] for status in STATUSES),
                "conflict": conflicts,
            }
        )

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
