"""What a result depends on beside the file: the program and its codebooks, by their content."""

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
KINDS = (".py", ".toml", ".csv", ".json")
APART = ("workbook", "exports", "samples", "notebooks", "expectations", "decisions")
READERS = ("lxml", "pypdfium2", "xlrd", "markdown-it-py")


@cache
def fingerprint() -> str:
    """A name for the program as it reads and audits; looked at once a process, as is what it imports."""
    found = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in READERS:
        try:
            found.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            continue
    for path in sorted(PACKAGE.rglob("*")):
        below = path.relative_to(PACKAGE)
        if path.suffix in KINDS and below.parts[0] not in APART:
            found.update(f"\n{below.as_posix()}\n".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def key_of(*parts: object) -> str:
    """A key for what comes of these parts, by this program."""
    return hashlib.sha256("\x1f".join((fingerprint(), *map(str, parts))).encode()).hexdigest()[:40]
