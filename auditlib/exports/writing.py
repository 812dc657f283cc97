"""Writing a result to disk: whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from auditlib.errors import OutputError

Content = str | bytes | Iterable[str] | Callable[[IO[bytes]], object]
"""What is written: as a whole, text in pieces, or by what writes itself into an open file."""


def put(content: Content, out: IO[bytes]) -> None:
    """Write content into an open file, text as UTF-8."""
    if isinstance(content, bytes):
        out.write(content)
    elif callable(content):
        content(out)
    else:
        for piece in [content] if isinstance(content, str) else content:
            out.write(piece.encode("utf-8", "replace"))  # a half character of a file's name


def write_whole(path: Path, content: Content) -> None:
    """Write a file so that a crash or a full disk leaves the old one. Raises OutputError.

    A link is followed to its file; what is no regular file (a device, a pipe) is written to as it stands.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                put(content, out)
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as fault:
        raise refusal(path, fault) from fault
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            put(content, out)
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as fault:
        raise refusal(path, fault) from fault
    finally:
        draft.unlink(missing_ok=True)


def refusal(path: Path, fault: OSError) -> OutputError:
    """The error for a file or folder that cannot be written, with what to do about it."""
    if path.is_dir() and not isinstance(fault, PermissionError):
        return OutputError("not_written_folder", path=path)
    if isinstance(fault, FileExistsError | NotADirectoryError):
        return OutputError("not_written_file", path=path)
    if isinstance(fault, FileNotFoundError):
        return OutputError("not_written_missing", path=path, folder=path.parent)
    return OutputError("not_written", path=path, why=fault.strerror or fault)


def demand_place(path: Path | None) -> None:
    """See that a file could be written, before the work for it is done. Raises OutputError."""
    if path is None or (path.exists() and not path.is_dir()):
        return
    if path.is_dir():
        raise OutputError("not_written_folder", path=path)
    if not path.parent.is_dir():
        raise OutputError("not_written_missing", path=path, folder=path.parent)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
