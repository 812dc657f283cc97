"""Which files of the given paths are reports."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditlib.errors import NotFoundError

# Inside a folder only what offices send as documents is looked at; a file named by itself is always looked at.
DOCUMENTS = frozenset(
    (
        ".txt .docx .doc .wps .rtf .html .htm .mht .pdf .ofd .xlsx .xls .et .zip .rar .7z .jpg .jpeg .png "
        ".tif .tiff"
    ).split()
)


def discover(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """(file, report id) of every document under the paths, in a stable order.

    The id is the file's stem; where stems collide, its path below the given folder without suffix. Raises
    NotFoundError for a path that does not exist and for folders without any document.
    """
    found: dict[Path, Path] = {}
    for given in paths:
        if given.is_dir():
            for file in _documents(given):
                found.setdefault(file, given)
        elif given.exists():
            found.setdefault(given, given.parent)
        else:
            raise NotFoundError("no_path", path=given)
    if not found:
        raise NotFoundError("no_documents", path="、".join(str(path) for path in paths))
    stems = Counter(file.stem for file in found)
    names = [
        file.stem if stems[file.stem] == 1 else file.relative_to(base).with_suffix("").as_posix()
        for file, base in found.items()
    ]
    return [(file, _unique(name, n, names)) for n, (file, name) in enumerate(zip(found, names, strict=True))]


def _unique(name: str, position: int, names: Sequence[str]) -> str:
    before = names[:position].count(name)
    return f"{name}~{before + 1}" if before else name


def _documents(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda fault: closed.append(Path(fault.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(root) / name
            # A pipe or a device would never end; a link to nothing is left to the reader, which names it.
            special = file.exists() and not file.is_file()
            if not name.startswith((".", "~$")) and file.suffix.lower() in DOCUMENTS and not special:
                yield file
    yield from closed  # reading them says what is wrong, so that no report is passed over in silence
