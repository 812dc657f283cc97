"""What a result depends on beside the file: the program and its codebooks, by their content."""

import hashlib
import os
import sys
from collections.abc import Iterator
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
    for name, path in sorted(_files()):
        found.update(f"\n{name}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    """The files that matter, each with its name in the package; not by ``Path.rglob``, which takes four times as long."""
    for folder, folders, files in os.walk(PACKAGE):
        below = Path(folder).relative_to(PACKAGE).as_posix()
        if below == ".":
            folders[:] = [name for name in folders if name not in APART]
        for file in files:
            if file.endswith(KINDS):
                yield f"{below}/{file}", Path(folder, file)


def key_of(*parts: object) -> str:
    """A key for what comes of these parts, by this program."""
    return hashlib.sha256("\x1f".join((fingerprint(), *map(str, parts))).encode()).hexdigest()[:40]
