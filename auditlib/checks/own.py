"""Rules of an auditor's own, written in the words of the form: in a notebook with ``rule``, or by hand in a suite.

The short way names indicators, and the frame is worked out from them: ``{"id": "own.closed", "sum": [...], "equals":
"request.closed.total"}``. ``suite`` puts rules together and saves them as a file that ``--suites`` takes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditlib.checks.short import Full, expanded, shape_faults
from auditlib.errors import OutputError
from auditlib.forms.codebook import known_forms

Names = str | Sequence[str]
Text = str | Mapping[str, str]
NOTEBOOK = "al.rule"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule as an auditor writes it: the fields of ``rule`` that were given."""

    entry: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Its name."""
        return str(self.entry.get("id", ""))


@dataclass(frozen=True, slots=True)
class OwnSuite:
    """Rules under one name, and deadlines (MM-DD) by body, region or the beginning of an agency's name."""

    name: str
    rules: tuple[OwnRule, ...]
    deadlines: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """The suite as its file holds it."""
        meta = {"meta": {"deadlines": dict(self.deadlines)}} if self.deadlines else {}
        return {"name": self.name, **meta, "rules": [dict(rule.entry) for rule in self.rules]}

    def save(self, path: Path | str) -> Path:
        """Write the suite as UTF-8 JSON, a field a line; the file's path. Raises OutputError."""
        target = Path(path)
        text = json.dumps(self.data, ensure_ascii=False, indent=2) + "\n"
        try:
            target.write_text(text, encoding="utf-8", newline="\n")
        except OSError as fault:
            raise OutputError("not_written", path=target, why=fault.strerror or fault) from fault
        return target


def rule(
    id: str,
    *,
    sum: Names | None = None,
    equals: Names | None = None,
    at_most: Names | None = None,
    at_least: Names | None = None,
    when: str | None = None,
    then: Names | None = None,
    union: Sequence[str] | None = None,
    of: str | None = None,
    column: str | None = None,
    none_of: Sequence[Any] | None = None,
    frame: str | None = None,
    form: str | None = None,
    severity: str | None = None,
    title: Text | None = None,
    message: Text | None = None,
    clause: Text | None = None,
    authority: str | None = None,
    family: str | None = None,
) -> OwnRule:
    """A rule by its indicators. One of:

    ``sum`` with ``equals``, ``at_most`` or ``at_least``: what the indicators add up to against one or several others;
    ``when`` with ``then``: where the one is above zero the others are so too; ``union`` with ``of``: the greatest part
    ≤ the total ≤ the sum of the parts; ``column`` with ``none_of`` on a ``frame``: values that must not occur.

    ``*`` in the place of an applicant, item or route makes a rule for each of them, ``before_`` before an indicator is
    last year's value. Raises SuiteError for what cannot be a rule; indicators of a local form that is not in force yet
    are looked at when the rule is used.
    """
    given = {key: value for key, value in locals().items() if value is not None}
    entry = {key: _plain(value) for key, value in given.items()}
    for fault in shape_faults(NOTEBOOK, id, entry):
        raise fault
    if form is None or form in ("any", *known_forms()):
        found = expanded(NOTEBOOK, 1, entry)
        if not isinstance(found, Full):
            raise found[0]
    return OwnRule(entry)


def suite(*rules: OwnRule, name: str = "own", deadlines: Mapping[str, str] | None = None) -> OwnSuite:
    """Rules under one name, to be saved or given to ``audit``; ``deadlines`` as MM-DD by body, region or agency."""
    return OwnSuite(name, rules, dict(deadlines or {}))


def _plain(value: Any) -> Any:
    """A value as JSON has it: any sequence a list."""
    if isinstance(value, str | int | float | bool):
        return value
    return dict(value) if isinstance(value, Mapping) else list(value)
