"""Who the auditor is: asked for once, and remembered in the user's own configuration, readable by its owner only."""

import getpass
import os
import sys
from pathlib import Path

_LONGEST = 40


def known_auditor() -> str:
    """The auditor's name: AUDITLIB_AUDITOR, else the one remembered; "" where it has to be asked for."""
    return as_name(os.environ.get("AUDITLIB_AUDITOR", "")) or _remembered()


def remember_auditor(name: str) -> bool:
    """Keep a name for the next time; whether that was possible."""
    file = _file()
    if file is None:
        return False
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Made anew each time: the rights of a file that is there already are not those asked for.
        file.unlink(missing_ok=True)
        with os.fdopen(
            os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(f"{as_name(name)}\n")
    except OSError:
        return False
    return True


def login_name() -> str:
    """The name that the system knows the user by, "" where it knows none: something to begin with, no more."""
    try:
        return as_name(getpass.getuser())
    except (OSError, KeyError, ImportError):  # no such user on this system, as in some containers
        return ""


def as_name(text: str) -> str:
    """A name on one line, of no more than forty signs."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST].strip()


def _remembered() -> str:
    file = _file()
    try:
        return as_name(file.read_text("utf-8")) if file else ""
    except (OSError, ValueError):
        return ""


def _file() -> Path | None:
    """Where the name is kept, by the habits of the system; None where the user has no home."""
    named = os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME")
    if named:
        return Path(named, "auditlib", "auditor.txt")
    try:
        home = Path.home()
    except RuntimeError:
        return None
    below = "Library/Application Support" if sys.platform == "darwin" else ".config"
    return home / below / "auditlib" / "auditor.txt"
