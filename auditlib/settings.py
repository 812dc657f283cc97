"""Settings that hold for a whole run."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FailOn = Literal["error", "warning", "never"]


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """Which rules are run, and from which severity on findings make a check fail."""

    suites: Path | None = None
    only: bool = False
    fail_on: FailOn = "error"
