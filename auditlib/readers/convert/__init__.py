"""Old and foreign office files to docx and xlsx, through LibreOffice: several at a time, without trust in any of them.

Each run has a profile of its own in a temporary folder (profile.py) in which macros, links and the network are off.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from threading import Event

from auditlib.errors import UnreadableFileError
from auditlib.readers.convert.office import Ending, libreoffice, run
from auditlib.readers.convert.profile import write_profile
from auditlib.readers.limits import MAX_UNPACKED

__all__ = ["BATCH", "convert", "libreoffice"]

BATCH = 16
START_SECONDS, FILE_SECONDS = 40.0, 5.0
SHEETS = frozenset([".ods", ".xlsb", ".xls", ".et", ".fods"])
PARTS = (".xml", ".bin", ".rels")
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def convert(
    files: Mapping[Path, str],
    into: Path,
    stop: Event | None = None,
    *,
    soffice: Path | None = None,
    start_seconds: float = START_SECONDS,
    file_seconds: float = FILE_SECONDS,
) -> Mapping[Path, Path | UnreadableFileError]:
    """For each staged file what it was converted to, or why it was not.

    ``files`` gives each file the path that messages show. Their stems differ, their suffixes say what they are: sheets
    become ``into/stem.xlsx``, all others ``into/stem.docx``. A file that brings LibreOffice down or keeps it busy for too
    long costs only itself: what is left of its batch is converted one by one. ``soffice`` is the program where it is not
    to be looked for; ``stop`` ends it before its time.
    """
    program = soffice or libreoffice()
    if program is None:
        return {path: UnreadableFileError("no_libreoffice", path=shown) for path, shown in files.items()}
    stop = stop or Event()
    found: dict[Path, Path | UnreadableFileError] = {
        path: UnreadableFileError("unpacked_too_large", path=shown, limit=MAX_UNPACKED / 2**20)
        for path, shown in files.items()
        if _unpacked_size(path) > MAX_UNPACKED
    }
    with tempfile.TemporaryDirectory(prefix="auditlib-", ignore_cleanup_errors=True) as folder:
        for n, batch in enumerate(_batches([path for path in files if path not in found])):
            workplace = Path(folder, str(n))
            ending = _run(program, batch, workplace, stop, start_seconds + file_seconds * len(batch))
            made = _made(batch, workplace)
            left = [path for path in batch if path not in made]
            endings = dict.fromkeys(left, ending)
            if ending != "done" and len(batch) > 1:
                for m, path in enumerate(left):
                    own = workplace / f"again{m}"
                    endings[path] = _run(program, [path], own, stop, start_seconds + file_seconds)
                    made |= _made([path], own)
            for path in batch:
                if path in made:
                    found[path] = Path(shutil.move(made[path], into / made[path].name))
                else:
                    slow = endings[path] == "late"
                    key = "conversion_too_slow" if slow else "not_converted"
                    found[path] = UnreadableFileError(key, path=files[path])
    return found


def _unpacked_size(path: Path) -> int:
    """How much a packed file says that its parts have, pictures apart; 0 for what is not packed."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(part.file_size for part in archive.infolist() if part.filename.endswith(PARTS))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 0  # LibreOffice says that it cannot open it


def _batches(files: Sequence[Path]) -> Iterator[list[Path]]:
    """At most BATCH files that become the same kind of file."""
    for _, alike in groupby(sorted(files, key=_target), key=_target):
        each = list(alike)
        yield from (each[start : start + BATCH] for start in range(0, len(each), BATCH))


def _target(path: Path) -> str:
    return "xlsx" if path.suffix.lower() in SHEETS else "docx"


def _run(program: Path, files: Sequence[Path], workplace: Path, stop: Event, seconds: float) -> Ending:
    """One run of LibreOffice; what it makes stands in ``workplace/made``."""
    profile, made = workplace / "profile", workplace / "made"
    made.mkdir(parents=True)
    write_profile(profile)
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        *"--headless --invisible --nologo --nodefault --norestore --nolockcheck --nofirststartwizard".split(),
        "--convert-to",
        FILTERS[_target(files[0])],
        "--outdir",
        str(made),
        *map(str, files),
    ]
    return run(command, made, stop, seconds)


def _made(files: Sequence[Path], workplace: Path) -> dict[Path, Path]:
    """What came out whole; a run that was ended may leave a part of a file."""
    expected = ((path, workplace / "made" / f"{path.stem}.{_target(path)}") for path in files)
    return {path: made for path, made in expected if made.is_file() and zipfile.is_zipfile(made)}
