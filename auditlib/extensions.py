"""What auditors add to the product for a run: local forms, wordings of claims, deadlines. Files, never Python.

``Extensions`` is one value. It goes with a corpus and with every task of a reading process, and ``using`` puts it in
force for a block of code, so that two audits with different extensions may follow one another in one process.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditlib.errors import ExtensionError, NotFoundError

CODEBOOK, LEXICON, SUITE = ".codebook.csv", ".lexicon.json", ".json"
KINDS = (CODEBOOK, LEXICON, SUITE)  # the last one fits what the others do not
LARGEST = 4 * 2**20
BODIES = ("人民政府", "部门", "乡镇街道", "管委会", "other")
DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file by its name, and its text."""

    name: str
    text: str

    @property
    def stem(self) -> str:
        """The name without what says its kind: of a codebook the form, of a lexicon the form that it is laid over."""
        return next(self.name.removesuffix(kind) for kind in KINDS if self.name.endswith(kind))


@dataclass(frozen=True, slots=True)
class Extensions:
    """Local forms and wordings as the texts of their files, and (body or beginning of a name, MM-DD) deadlines."""

    codebooks: tuple[TextFile, ...] = ()
    lexicons: tuple[TextFile, ...] = ()
    deadlines: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """A name for all that reading a report depends on, the same for the same content; "" for nothing."""
        if not self.codebooks and not self.lexicons:
            return ""
        parts = [(file.name, file.text) for file in (*self.codebooks, *self.lexicons)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def __add__(self, other: "Extensions") -> "Extensions":
        """Both; of two files or deadlines of one name the other's."""
        return Extensions(
            _over(self.codebooks, other.codebooks),
            _over(self.lexicons, other.lexicons),
            tuple((dict(self.deadlines) | dict(other.deadlines)).items()),
        )

    def with_deadlines(self, deadlines: Iterable[tuple[str, str]]) -> "Extensions":
        """The same with further deadlines; one for the same body or name takes the place of the earlier."""
        return replace(self, deadlines=tuple((dict(self.deadlines) | dict(deadlines)).items()))

    def covers(self, other: "Extensions") -> bool:
        """Whether what was read with these was read with the other's local forms and wordings as well."""
        return {*self.codebooks, *self.lexicons}.issuperset((*other.codebooks, *other.lexicons))


NONE = Extensions()
_current: ContextVar[Extensions] = ContextVar("auditlib extensions", default=NONE)


def current() -> Extensions:
    """The extensions in force."""
    return _current.get()


@contextmanager
def using(extensions: Extensions) -> Iterator[None]:
    """Have extensions in force within a block, and those before it after it."""
    token = _current.set(extensions)
    try:
        yield
    finally:
        _current.reset(token)


def kind_of(path: Path) -> str:
    """What a file is by the end of its name: a CODEBOOK, a LEXICON or, for any other, a SUITE."""
    return next((kind for kind in KINDS[:2] if path.name.endswith(kind)), SUITE)


def files_of(given: Path) -> Sequence[Path]:
    """The files that a file or folder of extensions stands for, hidden ones and those of open editors left out.

    Raises NotFoundError, also for an empty folder.
    """
    if given.is_dir():
        found = sorted(
            path
            for path in given.iterdir()
            if path.name.endswith((CODEBOOK, SUITE)) and not path.name.startswith((".", "~$"))
        )
        if found:
            return found
        raise NotFoundError("no_suites", path=given)
    if given.is_file():
        return [given]
    raise NotFoundError("no_path", path=given)


def read(paths: Iterable[Path]) -> Extensions:
    """The extensions in files and folders; what is wrong inside them is told by those who use them.

    Raises NotFoundError, and ExtensionError for a file that cannot be read.
    """
    files = [file for path in paths for file in files_of(path)]

    def of(kind: str) -> tuple[TextFile, ...]:
        return _over((), [TextFile(f.name, text_of(f)) for f in files if kind_of(f) == kind])

    deadlines = [pair for f in files if kind_of(f) == SUITE for pair in _deadlines(text_of(f))]
    return Extensions(of(CODEBOOK), of(LEXICON), tuple(dict(deadlines).items()))


def text_of(path: Path) -> str:
    """A file's text in UTF-8, or in the GB18030 that spreadsheets write. Raises ExtensionError."""
    try:
        if path.stat().st_size > LARGEST:
            raise ExtensionError("extension_large", path=path.name, limit=LARGEST // 2**20)
        content = path.read_bytes()
    except OSError as fault:
        raise ExtensionError("extension_not_read", path=path.name, why=fault.strerror or fault) from fault
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ExtensionError("extension_encoding", path=path.name)


def body_meant(name: str) -> str:
    """The kind of body that a deadline's name all but spells, "" where it is one, or a name of its own."""
    if name in BODIES:
        return ""
    alike = (
        body
        for body in BODIES
        if name in body
        or (len(name) == len(body) and sum(a != b for a, b in zip(name, body, strict=True)) == 1)
    )
    return next(alike, "")


def _deadlines(text: str) -> Iterable[tuple[str, str]]:
    """The deadlines in the meta of a suite; one that is wrong in any way is left to the check of suites."""
    try:
        data: Any = json.loads(text)
        found = data["meta"]["deadlines"].items()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()
    return [(name, day) for name, day in found if isinstance(day, str) and DAY.fullmatch(day)]


def _over(below: Iterable[TextFile], above: Iterable[TextFile]) -> tuple[TextFile, ...]:
    """Files of both; of one name that of ``above``."""
    return tuple({file.name: file for file in (*below, *above)}.values())
