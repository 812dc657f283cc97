"""What a command is asked to do: the command line before the settings, the settings before the environment."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditlib.checks.kinds import Severity
from auditlib.errors import AuditlibError, SettingsError
from auditlib.messages import say
from auditlib.settings import Settings

if TYPE_CHECKING:
    from auditlib.checks.given import GivenSuite

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Rules:
    """The suites of a run besides the product's, or instead of them (``only``), and the severities set for it."""

    given: "Sequence[GivenSuite]"
    only: bool
    severity: Mapping[str, Severity]

    @classmethod
    def of(
        cls, settings: Settings, suites: Sequence[Path] | None = None, only_suites: Path | None = None
    ) -> "Rules":
        """Those of the command line, else of the settings. Raises AuditlibError where both kinds are given."""
        if suites and only_suites:
            raise AuditlibError("suites_and_only")
        chosen = settings
        if suites or only_suites:
            chosen = replace(settings, suites=tuple(suites or ()), only_suites=only_suites)
        return cls(chosen.given, chosen.only_suites is not None, chosen.severity)


@dataclass(frozen=True, slots=True)
class Asked:
    """A command line and the settings below it."""

    context: click.Context
    settings: Settings

    def value(self, parameter: str, given: Value, setting: str = "") -> Value:
        """What the command line gives for a parameter, else the setting of that name, else the parameter's default."""
        source = self.context.get_parameter_source(parameter)
        set_ = getattr(self.settings, setting or parameter)
        return given if set_ is None or (source is not None and source.name == "COMMANDLINE") else set_

    def choice(self, parameter: str, given: StrEnum, known: type[StrEnum], setting: str) -> Any:
        """The same for one of several words. Raises SettingsError where the setting is none of them."""
        value = self.value(parameter, given, setting)
        words = [word.value for word in known]
        if value not in words:
            told = " / ".join(words)
            raise SettingsError(
                "settings_value", path=self.settings.source, key=setting, found=value, expected=told
            )
        return value

    def paths(self, given: Sequence[Path] | None) -> list[Path]:
        """The reports named, else those of the settings, else those of AUDITLIB_REPORTS. Raises AuditlibError."""
        named = os.environ.get("AUDITLIB_REPORTS")
        paths = [*(given or self.settings.reports or ([Path(named)] if named else []))]
        if not paths:
            command = self.context.command_path
            raise AuditlibError("no_reports_named", command=command, argument=say("cli.paths"))
        return paths

    def rules(self, suites: Sequence[Path] | None, only_suites: Path | None) -> Rules:
        """The suites of the run."""
        return Rules.of(self.settings, suites, only_suites)
