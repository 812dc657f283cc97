"""Files sent through the browser to a Corpus: into a private folder for as long as they are read, and no longer."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from auditlib.corpus import Corpus, load
from auditlib.corpus.discover import shown
from auditlib.errors import AuditlibError
from auditlib.findings import Unreadable
from auditlib.messages import Bilingual
from auditlib.readers.limits import MAX_BYTES
from auditlib.report import Report, SourceFile

MAX_TOGETHER = 200 * 2**20
MAX_FILES = 500

# What some system does not allow in the name of a file, and what would lead out of a folder.
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as the browser sends it."""

    name: str
    content: bytes


def read_sent(files: Sequence[Sent], progress: Callable[[int, int, str], None] | None = None) -> Corpus:
    """Read files as ``load`` does; results name them as they were sent.

    A file that cannot be read is noted in the corpus. Raises AuditlibError for more than is taken at once.
    """
    refuse_too_much([(file.name, len(file.content)) for file in files])
    with _private_folder(files) as (folder, paths):
        return _named_as_sent(load(paths, progress), folder)


def safe_names(names: Iterable[str]) -> list[str]:
    """Names for files of one folder: each unlike the others, and none that leads out of it or that a system refuses."""
    taken: set[str] = set()
    made = []
    for name in names:
        stem, suffix = _parts(name)
        candidate, n = f"{stem}{suffix}", 1
        while candidate.casefold() in taken:
            n += 1
            candidate = f"{stem}~{n}{suffix}"
        taken.add(candidate.casefold())
        made.append(candidate)
    return made


def refuse_too_much(files: Sequence[tuple[str, int]]) -> None:
    """Raise AuditlibError for files, told by name and size in bytes, that are more than is taken at once."""
    if len(files) > MAX_FILES:
        raise AuditlibError("upload_too_many", count=len(files), most=MAX_FILES)
    for name, size in files:
        if size > MAX_BYTES:
            (fit,) = safe_names([name])
            raise AuditlibError("upload_file_too_large", name=shown(Path(fit)), most=MAX_BYTES // 2**20)
    if sum(size for _, size in files) > MAX_TOGETHER:
        raise AuditlibError("upload_too_large", most=MAX_TOGETHER // 2**20)


def _parts(name: str) -> tuple[str, str]:
    """A name without folders as stem and suffix, with nothing in it that a file's name may not hold."""
    # Half a character, as UTF-16 may end in, cannot be written; it becomes a question mark, and that an underline.
    whole = name.encode("utf-8", "replace").decode("utf-8")
    fit = _UNFIT.sub("_", re.split(r"[/\\]", whole)[-1]).strip(" .")
    path = Path(fit or "_")
    suffix = path.suffix if len(path.suffix) <= 10 else ""
    stem = path.name.removesuffix(suffix).rstrip(" .") or "_"
    while len(stem.encode("utf-8")) > _LONGEST:
        stem = stem[:-1]
    return (f"_{stem}" if _RESERVED.match(stem) else stem), suffix


@contextmanager
def _private_folder(files: Sequence[Sent]) -> Iterator[tuple[Path, list[Path]]]:
    # mkdtemp makes the folder for its owner alone.
    with tempfile.TemporaryDirectory(prefix="auditlib-upload-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        paths = [folder / safe for safe in safe_names(file.name for file in files)]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.content)
        yield folder, paths


def _named_as_sent(corpus: Corpus, folder: Path) -> Corpus:
    prefix = f"{shown(folder)}/"

    def report(of: Report) -> Report:
        copies = tuple(replace(copy, file=file(copy.file)) for copy in of.copies)
        return replace(of, files=tuple(map(file, of.files)), copies=copies)

    def file(of: SourceFile) -> SourceFile:
        return replace(of, path=of.path.removeprefix(prefix))

    def unreadable(of: Unreadable) -> Unreadable:
        texts = (text.replace(prefix, "") for text in of.error)
        return Unreadable(of.path.removeprefix(prefix), Bilingual(*texts))

    return Corpus(tuple(map(report, corpus.reports)), tuple(map(unreadable, corpus.unreadable)))
