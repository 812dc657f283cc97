"""Which files of the given paths are reports."""

import os
import re
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from auditlib.errors import NotFoundError
from auditlib.messages import names as listed

# Inside a folder only what offices send as documents is looked at; a file named by itself is always looked at.
DOCUMENTS = frozenset(
    (
        ".txt .docx .docm .doc .wps .wpt .rtf .odt .html .htm .mht .mhtml .pdf .ofd .xlsx .xlsm .xlsb .xls .et .ods "
        ".zip .rar .7z .jpg .jpeg .png .bmp .tif .tiff .webp"
    ).split()
)
# These may just as well be lists and notes of somebody's own: a report among them has a Chinese name or a year.
DOUBTFUL = frozenset((".csv", ".md"))
MOST_NAMED = 5
NAMED_AS_REPORT = re.compile(r"[一-鿿]|(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: where it is, how results name it, and the folder (or archive) that it was found in.

    ``member`` is its number in the archive ``path``, -1 for a file by itself; ``volume`` is the number of one report of
    several that a file holds, -1 for the whole. ``is_link`` is a link inside a given folder
    that leads out of it: it is never followed. ``url`` is the address of one that has to be fetched first.
    """

    path: Path
    shown: str
    base: str
    member: int = -1
    volume: int = -1
    is_link: bool = False
    url: str = ""

    @property
    def stem(self) -> str:
        """Its name without folder and suffix."""
        return PurePosixPath(self.shown).stem


def discover(paths: Sequence[Path]) -> list[Source]:
    """Every document under the paths, in a stable order, each once.

    Raises NotFoundError for a path that does not exist and for folders without any document.
    """
    found: dict[Path, Source] = {}
    for given in paths:
        if given.is_dir():
            whole = given.resolve()
            for file in _documents(given):
                outside = file.is_symlink() and not file.resolve().is_relative_to(whole)
                found.setdefault(file, Source(file, shown(file), shown(given), is_link=outside))
        elif given.exists() or given.is_symlink():
            found.setdefault(given, Source(given, shown(given), shown(given.parent)))
        else:
            raise NotFoundError("no_path", path=shown(given))
    if not found:
        raise nothing_in("、".join(shown(path) for path in paths), _passed_over(paths))
    return list(found.values())


def nothing_in(path: str, passed_over: Sequence[str]) -> NotFoundError:
    """That a folder holds no report; files that may be one, but are not named like one, are told with the way to read
    them."""
    if not passed_over:
        return NotFoundError("no_documents", path=path)
    told = list(passed_over[:MOST_NAMED]) + (["…"] if len(passed_over) > MOST_NAMED else [])
    return NotFoundError(
        "passed_over", path=path, n=len(passed_over), files=listed(told), first=shlex.quote(passed_over[0])
    )


def shown(path: Path) -> str:
    """A path as results and messages name it: on one line and in valid text, whatever the file's name holds."""
    name = os.fsencode(path.as_posix()).decode("utf-8", errors="replace")
    return "".join(sign if sign.isprintable() or sign == "\u3000" else "\ufffd" for sign in name)


def is_document(name: str) -> bool:
    """Whether a file found in a folder or an archive is looked at, by its name."""
    path = PurePosixPath(name)
    if path.name.startswith((".", "~$")):
        return False
    suffix = path.suffix.lower()
    return suffix in DOCUMENTS or (suffix in DOUBTFUL and bool(NAMED_AS_REPORT.search(path.stem)))


def is_doubtful(name: str) -> bool:
    """Whether a file found in a folder is passed over only because its name is not that of a report."""
    path = PurePosixPath(name)
    return path.suffix.lower() in DOUBTFUL and not path.name.startswith((".", "~$")) and not is_document(name)


def names(sources: Sequence[Source]) -> list[str]:
    """The report ids of the main files of a run: the file's stem, and where stems collide its path below the given folder
    without suffix."""
    stems = Counter(source.stem for source in sources)
    wanted = [source.stem if stems[source.stem] == 1 else _below(source) for source in sources]
    seen: Counter[str] = Counter()
    found = []
    for name in wanted:
        seen[name] += 1
        found.append(f"{name}~{seen[name]}" if seen[name] > 1 else name)
    return found


def _below(source: Source) -> str:
    path = PurePosixPath(source.shown)
    below = path.relative_to(source.base) if path.is_relative_to(source.base) else path
    return below.with_suffix("").as_posix()


def _passed_over(paths: Sequence[Path]) -> list[str]:
    """The files under some folders that are passed over only because of their names, in a stable order."""
    found = []
    for folder in paths:
        for root, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [shown(Path(root, name)) for name in sorted(files) if is_doubtful(name)]
    return found


def _documents(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    whole = folder.resolve()
    for root, folders, files in os.walk(folder, onerror=lambda fault: closed.append(Path(fault.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = (Path(root, name) for name in folders if Path(root, name).is_symlink())
        outside = [link for link in links if not link.resolve().is_relative_to(whole)]
        closed.extend(outside)
        for name in sorted(files):
            file = Path(root) / name
            # A pipe or a device would never end; a link to nothing is left to the reader, which names it.
            special = file.exists() and not file.is_file()
            if is_document(name) and not special:
                yield file
    yield from closed  # reading them says what is wrong, so that no report is passed over in silence
