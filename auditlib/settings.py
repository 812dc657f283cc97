"""Settings in one file, ``auditlib.toml``: what is audited and how, so that nobody has to type it every time.

The command line goes before the file, the file before the environment. Paths in the file are relative to it. In a
notebook the file that AUDITLIB_CONFIG names is in force, which ``auditlib lab`` sets.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditlib.checks.kinds import Severity
from auditlib.errors import NotFoundError, SettingsError
from auditlib.extensions import DAY, body_meant
from auditlib.foreign import told
from auditlib.messages import LANGUAGES, Language, names

if TYPE_CHECKING:
    from auditlib.checks.given import GivenSuite

NAME = "auditlib.toml"
VARIABLE = "AUDITLIB_CONFIG"
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
FAIL_ON = ("error", "warning", "never")
MOST_JOBS = 256
LARGEST = 2**20
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Settings:
    """What the file says; None or nothing where it is silent."""

    source: Path | None = None
    """The file itself."""
    reports: tuple[Path, ...] = ()
    """Report files or folders that ``check``, ``extract`` and ``lab`` take where none are named."""
    suites: tuple[Path, ...] = ()
    """Further suites, lexicons and local forms: files or folders, as ``--suites``."""
    only_suites: Path | None = None
    """The only suites, as ``--only-suites``."""
    decisions: Path | None = None
    """The file in which the workbook keeps decisions."""
    output: Path | None = None
    """Where ``check`` writes its result, as ``-o``."""
    html: Path | None = None
    """Where ``check`` writes the HTML page, as ``--html``."""
    format: str | None = None
    """The form of output of ``check``, as ``--format``."""
    language: Language | None = None
    """zh or en."""
    jobs: int | None = None
    """How many files are read at once."""
    fail_on: str | None = None
    """From which severity on ``check`` exits with 1: error, warning or never."""
    ocr: bool | None = None
    """Whether scanned files are read by recognition."""
    severity: Mapping[str, Severity] = field(default_factory=lambda: NOTHING)
    """The severity of single rules by their id: error, warning or note."""
    deadlines: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """The day (MM-DD of the next year) by which reports are due, by body, region or the beginning of an agency's name."""

    @property
    def given(self) -> "list[GivenSuite]":
        """The suites and deadlines, as ``load`` and ``audit`` take them."""
        suites: list[GivenSuite] = [self.only_suites] if self.only_suites else list(self.suites)
        if self.deadlines:
            from auditlib.checks.own import OwnSuite

            suites.append(OwnSuite(self.source.name if self.source else NAME, (), self.deadlines))
        return suites


KEYS = tuple(one.name for one in fields(Settings) if one.name != "source")
PATHS = ("only_suites", "decisions", "output", "html")
LISTS = ("reports", "suites")
CHOICES: Mapping[str, tuple[str, ...]] = {"language": LANGUAGES, "fail_on": FAIL_ON}


def in_force() -> Settings:
    """The settings of the file that AUDITLIB_CONFIG names, none where it names none."""
    named = os.environ.get(VARIABLE)
    return read(Path(named)) if named else Settings()


def found(given: Path | None = None) -> Settings:
    """The settings of a file, else of the one that AUDITLIB_CONFIG names, else of the nearest auditlib.toml in the
    working folder or above. Raises NotFoundError, SettingsError."""
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        return read(named)
    here = Path.cwd()
    near = next((path for folder in (here, *here.parents) if (path := folder / NAME).is_file()), None)
    return read(near) if near else Settings()


def read(path: Path) -> Settings:
    """The settings in a file. Raises NotFoundError for a missing one, SettingsError for one that cannot be used."""
    if not path.is_file():
        raise NotFoundError("no_path", path=path)
    try:
        if path.stat().st_size > LARGEST:
            raise SettingsError("settings_large", path=path)
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SettingsError("settings_encoding", path=path) from fault
    except OSError as fault:
        raise SettingsError("settings_not_read", path=path, why=fault.strerror or fault) from fault
    return _parsed(path.absolute(), text)


@lru_cache(maxsize=8)
def _parsed(path: Path, text: str) -> Settings:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError("settings_not_toml", path=path, why=told(fault)) from fault
    for key in data:
        if key not in KEYS:
            near = names(get_close_matches(key, KEYS, 3, 0.5) or KEYS)
            raise SettingsError("settings_key", path=path, found=key, known=near)
    return Settings(source=path, **{key: _value(path, key, value) for key, value in data.items()})


def _value(path: Path, key: str, value: Any) -> Any:
    """A checked value; paths are made relative to the folder of the file."""

    def wrong(name: str, told: object, expected: str) -> SettingsError:
        return SettingsError("settings_value", path=path, key=name, found=told, expected=expected)

    if key in PATHS or key == "format":
        if not isinstance(value, str) or not value:
            raise wrong(key, value, '"…"')
        return value if key == "format" else _path(path, value)
    if key in LISTS:
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list) or not all(isinstance(one, str) and one for one in several):
            raise wrong(key, value, '["…", "…"]')
        return tuple(_path(path, one) for one in several)
    if key in CHOICES:
        if value not in CHOICES[key]:
            raise wrong(key, value, " / ".join(CHOICES[key]))
        return value
    if key == "ocr":
        if not isinstance(value, bool):
            raise wrong(key, value, "true / false")
        return value
    if key == "jobs":
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_JOBS:
            raise wrong(key, value, f"1–{MOST_JOBS}")
        return value
    if not isinstance(value, dict):
        raise wrong(key, value, f"[{key}]")
    for name, one in value.items():
        if key == "severity" and one not in SEVERITIES:
            raise wrong(f"severity.{name}", one, " / ".join(SEVERITIES))
        if key == "deadlines" and not (isinstance(one, str) and DAY.fullmatch(one)):
            raise wrong(f"deadlines.{name}", one, 'MM-DD（"01-31"）')
        if key == "deadlines" and (meant := body_meant(name)):
            raise SettingsError("settings_key", path=path, found=f"deadlines.{name}", known=meant)
    return MappingProxyType(value)


def _path(file: Path, named: str) -> Path:
    return file.parent / Path(named).expanduser()
