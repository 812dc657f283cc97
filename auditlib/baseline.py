"""A baseline: findings that are known already, so that only what is new or has changed fails a build."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from auditlib.decisions import Decision, standing
from auditlib.errors import BaselineError
from auditlib.findings import Finding, Findings

VERSION = 1
_TEXTS = ("id", "fingerprint", "rule", "agency", "status", "who")


@dataclass(frozen=True, slots=True)
class Known:
    """A finding as it was when it became known; ``status`` and ``who`` are "" where nobody had decided on it."""

    id: str
    fingerprint: str
    rule: str
    agency: str
    year: int | None
    status: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings by their ids."""

    known: Mapping[str, Known]

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is known as it is now: on other figures or words it has to be looked at again."""
        known = self.known.get(finding.id)
        return known is not None and known.fingerprint == finding.fingerprint

    def __iter__(self) -> Iterator[Known]:
        return iter(self.known.values())

    def __len__(self) -> int:
        return len(self.known)


def baseline_of(findings: Findings, decisions: Mapping[str, Decision] | None = None) -> Baseline:
    """All findings as known; with decisions, those alone on which a decision stands."""
    made = decisions or {}
    kept = (f for f in findings if decisions is None or standing(f, made) not in ("undecided", "again"))
    return Baseline({finding.id: _known(finding, made.get(finding.id)) for finding in kept})


def to_json(baseline: Baseline) -> str:
    """A baseline as the text of its file: one finding a line, so that its changes read well in a version control."""
    lines = [json.dumps(asdict(known), ensure_ascii=False, allow_nan=False) for known in baseline]
    entries = "[\n  " + ",\n  ".join(lines) + "\n]" if lines else "[]"
    return f'{{\n"version": {VERSION},\n"findings": {entries}\n}}\n'


def read_baseline(path: Path) -> Baseline:
    """The baseline of a file. Raises BaselineError, which says what is wrong with it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as fault:
        raise BaselineError("baseline_not_json", path=path, line=fault.lineno, why=fault.msg) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise BaselineError("baseline_not_read", path=path, why=fault) from fault
    entries = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise BaselineError("baseline_shape", path=path)
    if data.get("version") != VERSION:
        raise BaselineError("baseline_version", path=path, found=data.get("version"), expected=VERSION)
    known = (_read(path, number, entry) for number, entry in enumerate(entries, 1))
    return Baseline({each.id: each for each in known})


def _known(finding: Finding, decision: Decision | None) -> Known:
    return Known(
        finding.id,
        finding.fingerprint,
        finding.rule,
        finding.agency,
        finding.year,
        decision.status if decision else "",
        decision.who if decision else "",
    )


def _read(path: Path, number: int, entry: Any) -> Known:
    told: dict[str, Any] = entry if isinstance(entry, dict) else {}
    texts = {name: told.get(name, "") for name in _TEXTS}
    if not all(isinstance(text, str) for text in texts.values()) or not (
        told.get("id") and told.get("fingerprint")
    ):
        raise BaselineError("baseline_entry", path=path, number=number)
    year = told.get("year")
    return Known(**texts, year=year if isinstance(year, int) else None)
