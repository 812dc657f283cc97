"""Rules and suites as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditlib.checks.kinds import KINDS, Authority, Severity
from auditlib.checks.validity import named_columns
from auditlib.frames import columns_of
from auditlib.messages import Bilingual


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a suite. ``terms`` says which indicator a column of a wide frame is."""

    id: str
    family: str
    severity: Severity
    title: Bilingual
    message: Bilingual
    clause: Bilingual
    authority: Authority
    kind: str
    arguments: Mapping[str, Any]
    form: str
    frame: str
    suite: str
    terms: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the frame that the rule compares, in the order of its arguments."""
        return tuple(dict.fromkeys(named_columns(KINDS[self.kind], self.arguments)))

    @property
    def arguments_of_form(self) -> dict[str, Any]:
        """The arguments, with the rule kept to the records of its suite's form where the frame tells forms apart."""
        if self.form == "any" or "form" not in columns_of(self.frame):
            return dict(self.arguments)
        return {**self.arguments, "where": {"form": self.form, **self.arguments.get("where", {})}}


@dataclass(frozen=True, slots=True)
class Suite:
    """The rules of one file: those on one frame, for one form or for ``any``."""

    name: str
    form: str
    frame: str
    rules: tuple[Rule, ...]


def rules_of(suites: Iterable[Suite]) -> tuple[Rule, ...]:
    """All rules, in the order of the suites."""
    return tuple(rule for suite in suites for rule in suite.rules)
