"""Writing a result to disk: whole or not at all."""

import os
import tempfile
from pathlib import Path

from auditlib.errors import OutputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a crash or a full disk leaves the old one. Raises OutputError.

    A link is followed to its file; what is no regular file (a device, a pipe) is written to as it stands.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as fault:
        raise refusal(path, fault) from fault
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise refusal(path, fault) from fault


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
