"""Files by address (s3://…, memory://…, file://…): found and fetched through fsspec, where the extra "cluster" is there."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from auditlib.corpus.discover import Source, discover, is_document, is_doubtful, nothing_in
from auditlib.errors import ClusterError, NotFoundError, UnreadableFileError
from auditlib.readers.limits import MAX_BYTES

# A path of the system swallows strokes that follow each other.
ADDRESS = re.compile(r"(?P<protocol>[A-Za-z][A-Za-z0-9+.-]+):/{1,3}(?P<rest>[^/].*)")


def address_of(path: Path | str) -> str:
    """The address that a path is, "" for a path of the system."""
    match = ADDRESS.fullmatch(path.as_posix() if isinstance(path, Path) else path)
    if not match:
        return ""
    root = "/" if match["protocol"] == "file" else ""
    return f"{match['protocol']}://{root}{match['rest']}"


def sources(paths: Sequence[Path]) -> list[Source]:
    """Every document under some paths and addresses. Raises as ``discover`` and ``found_at`` do."""
    here = [path for path in paths if not address_of(path)]
    found = discover(here) if here or not paths else []
    return found + [source for path in paths if (address := address_of(path)) for source in found_at(address)]


def found_at(address: str) -> list[Source]:
    """Every document at an address, in a stable order.

    Raises ClusterError where fsspec or what the protocol needs is not installed, NotFoundError where nothing is there.
    """
    system, root = _system(address)
    try:
        paths = [root] if system.isfile(root) else sorted(system.find(root))
    except OSError as fault:
        raise NotFoundError("no_path", path=address) from fault
    named = [path for path in paths if path == root or is_document(PurePosixPath(path).name)]
    if not named:
        raise nothing_in(address, [path for path in paths if is_doubtful(PurePosixPath(path).name)])
    urls = (str(system.unstrip_protocol(path)) for path in named)
    return [Source(Path(path), url, address, url=url) for path, url in zip(named, urls, strict=True)]


@contextmanager
def fetched(source: Source, staged: Path) -> Iterator[Source]:
    """A source with its content in a file of its own beside ``staged``, for as long as it is read.

    Raises UnreadableFileError for one that is too large or cannot be fetched.
    """
    if not source.url:
        yield source
        return
    local = staged.with_name(f"{staged.name}.fetched")
    system, path = _system(source.url)
    try:
        if (size := system.size(path) or 0) > MAX_BYTES:
            raise UnreadableFileError(
                "too_large", path=source.shown, size=size / 2**20, limit=MAX_BYTES / 2**20
            )
        local.write_bytes(system.cat_file(path))
        yield replace(source, path=local)
    except OSError as fault:
        raise UnreadableFileError("not_opened", path=source.shown, why=fault.strerror or fault) from fault
    finally:
        local.unlink(missing_ok=True)


def _system(address: str) -> tuple[Any, str]:
    try:
        core: Any = import_module("fsspec.core")
        system, path = core.url_to_fs(address)
    except (ImportError, ValueError) as fault:
        raise ClusterError("no_protocol", path=address, why=fault) from fault
    return system, path
