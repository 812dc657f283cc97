"""The files of one run: each looked up by its content, or read and understood in a process of its own kind; then tied
together into the entries of a corpus."""

import hashlib
import os
import pickle
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from auditlib.corpus.bundles import Bundle, Candidate, bundles
from auditlib.corpus.cache import Row, Store
from auditlib.corpus.discover import Source, names, shown
from auditlib.corpus.entries import Entry, Loader, Part
from auditlib.corpus.fingerprint import key_of
from auditlib.corpus.headers import Header
from auditlib.corpus.packing import noted
from auditlib.corpus.pool import Converted, Workers
from auditlib.corpus.reading import CONVERTED, Compilation, Piece, Refused, Staged, Task, Understood, Unpacked
from auditlib.errors import Stopped
from auditlib.messages import Bilingual

Progress = Callable[[int, int, str], None]
Order = tuple[int, ...]
Inside = tuple[int, int, str]
"""The number of a member of an archive, that of a report of a compilation (-1 for none), and its name."""
AT_ONCE = 200
ROWS, SECONDS = 20, 1.0


@dataclass(frozen=True, slots=True)
class File:
    """A file of the run: how it is read, the key of what comes of it, and a hash of its bytes ("" where not known)."""

    piece: Piece
    key: str
    digest: str


@dataclass
class Run:
    """What each file turned out to be, in the order of the paths and of the archives that they are in."""

    scratch: Path
    loader: Loader
    progress: Progress | None = None
    reading: Callable[[int], None] | None = None
    files: dict[Order, File] = field(default_factory=dict)
    headers: dict[Order, Header] = field(default_factory=dict)
    errors: dict[Order, Bilingual] = field(default_factory=dict)
    _handed: list[Order] = field(default_factory=list)
    _written: list[Row] = field(default_factory=list)
    _since: float = field(default_factory=time.monotonic)
    _done: int = 0
    _open: int = 0

    @property
    def _store(self) -> Store:
        return self.loader.store

    def read_each(self, sources: Sequence[Source], pool: Workers) -> None:
        """Have every file understood by itself; archives are opened and what has to be converted first is.

        Raises Stopped where the user stops it: what was understood so far is kept.
        """
        for folder in ("staged", "converted"):
            (self.scratch / folder).mkdir()
        self._open = len(sources)
        try:
            # The largest first: a large one begun last would keep all others waiting.
            largest = sorted(range(len(sources)), key=lambda n: -_size(sources[n]))
            for at in range(0, len(largest), AT_ONCE):
                self._look_up(
                    {(n,): _file(sources[n], self.loader) for n in largest[at : at + AT_ONCE]}, pool
                )
            while self._open:
                self._take(*pool.result(), pool)
        except KeyboardInterrupt:
            raise Stopped(len(self.headers), self._done + self._open) from None
        finally:
            self._write()

    def entries(self, pool: Workers) -> tuple[Entry, ...]:
        """The reports: files that belong together as one, each with its id and version."""
        orders = sorted(self.headers)
        parts = [self._part(order) for order in orders]
        load = self.loader.understood
        made = bundles([Candidate(PurePosixPath(p.paths[0]), p.header, partial(load, p)) for p in parts])
        ids = names([parts[bundle.main].pieces[0].source for bundle in made])
        wanted = {n: bundle for n, bundle in enumerate(made) if bundle.annexes}
        together = self._together(wanted, orders, pool) if wanted else {}
        return tuple(
            Entry(
                name,
                together.get(n, parts[bundle.main]),
                tuple(parts[at] for at in bundle.copies),
                bundle.version,
            )
            for n, (bundle, name) in enumerate(zip(made, ids, strict=True))
        )

    def refused(self) -> Iterator[tuple[str, Bilingual]]:
        """The files that could not be read, and why."""
        for order in sorted(self.errors):
            yield self.files[order].piece.source.shown, self.errors[order]

    def _look_up(self, files: Mapping[Order, File], pool: Workers) -> None:
        """Take what the store has of some files, and hand out the others."""
        self.files |= files
        heads = self._store.heads([file.key for file in files.values()])
        for order, file in files.items():
            found = noted(heads.get(file.key))
            match found:
                case Header():
                    self.headers[order] = found
                case Refused():
                    self.errors[order] = _renamed(found.error, file.piece.source.shown)
                case list():
                    self._unpack(order, found, pool)
                case _:
                    self._submit(order, pool)
                    continue
            self._count(order)

    def _take(self, number: int, result: object, pool: Workers) -> None:
        """Note what came of a file."""
        order = self._handed[number]
        file = self.files[order]
        match result:
            case Converted():
                piece = Piece(file.piece.source, result.path, result.staged.original)
                self.files[order] = File(piece, file.key, file.digest)
                self._submit(order, pool)
                return
            case Staged():
                pool.convert(number, result, file.piece.source.shown)
                return
            case Unpacked():
                inside = _inside(result.sources, file)
                self._keep(file.key, inside)
                self._unpack(order, inside, pool)
            case Compilation():
                file = self._if_unchanged(order, result.reports[0].header)
                inside = _inside(result.sources, file)
                self._keep(file.key, inside)
                for (one, volume), report in zip(
                    self._files_inside(order, inside).items(), result.reports, strict=True
                ):
                    self.files[one], self.headers[one] = volume, report.header
                    self._keep(volume.key, report.header, report.packed)
            case Refused():
                self.errors[order] = result.error
                if result.lasting and file.digest:
                    self._keep(
                        file.key, Refused(_unnamed(result.error, file.piece.source.shown), lasting=True)
                    )
            case Understood():
                file = self._if_unchanged(order, result.header)
                self.headers[order] = result.header
                self._keep(file.key, result.header, result.packed)
        self._count(order)

    def _count(self, order: Order) -> None:
        self._open -= 1
        self._done += 1
        if self.progress and order in self.files:
            name = Path(self.files[order].piece.source.shown).name
            self.progress(self._done, self._done + self._open, name)

    def _if_unchanged(self, order: Order, header: Header) -> File:
        """A file; one that was changed while the run went on is kept for this run alone."""
        file = self.files[order]
        source = file.piece.source
        if source.member < 0 and source.volume < 0 and header.digest != file.digest:
            file = self.files[order] = File(file.piece, uuid.uuid4().hex, "")
        return file

    def _unpack(self, order: Order, inside: Sequence[Inside], pool: Workers) -> None:
        self._open += len(inside)
        self._look_up(self._files_inside(order, inside), pool)

    def _files_inside(self, order: Order, inside: Sequence[Inside]) -> dict[Order, File]:
        """What a file holds, as files: the members of an archive, or the reports of a compilation."""
        whole = self.files[order]
        source = whole.piece.source
        found = {}
        for m, (member, volume, name) in enumerate(inside):
            path = shown(Path(source.shown, name))
            inner = replace(source, shown=path, base=source.shown, member=member, volume=volume)
            digest = f"{whole.digest}#{member}#{volume}" if whole.digest else ""
            found[*order, m] = File(
                replace(whole.piece, source=inner), _key(digest, inner, self.loader), digest
            )
        return found

    def _submit(self, order: Order, pool: Workers) -> None:
        if self.reading:
            self.reading(self._open + self._done)
            self.reading = None
        self._handed.append(order)
        number = len(self._handed) - 1
        pool.submit(number, self._task((self.files[order].piece,), f"{number:06}"))

    def _task(self, pieces: tuple[Piece, ...], staged: str) -> Task:
        return Task(pieces, self.scratch / "staged" / staged, self.loader.ocr, self.loader.extensions)

    def _keep(self, key: str, head: object, body: bytes = b"") -> None:
        self._written.append(Row(key, pickle.dumps(head), body))
        if len(self._written) >= ROWS or time.monotonic() - self._since > SECONDS:
            self._write()

    def _write(self) -> None:
        self._store.put(self._written)
        self._written.clear()
        self._since = time.monotonic()

    def _part(self, order: Order) -> Part:
        file = self.files[order]
        return Part(file.key, (Piece(file.piece.source),), self.headers[order])

    def _together(
        self, wanted: Mapping[int, Bundle], orders: Sequence[Order], pool: Workers
    ) -> Mapping[int, Part]:
        """The parts of several files, by the positions of their bundles; one that fails is read from its main file."""
        of = {n: [orders[at] for at in (bundle.main, *bundle.annexes)] for n, bundle in wanted.items()}
        keys = {n: key_of("together", *(self.files[order].key for order in of[n])) for n in wanted}
        heads = self._store.heads(list(keys.values()))
        found = {n: head for n, key in keys.items() if isinstance(head := noted(heads.get(key)), Header)}
        missing = [n for n in wanted if n not in found]
        self._convert_again([order for n in missing for order in of[n]], pool)
        for n in missing:
            pool.submit(n, self._task(tuple(self.files[order].piece for order in of[n]), "none"))
        for _ in missing:
            n, result = pool.result()
            if isinstance(result, Understood):
                found[n] = result.header
                self._keep(keys[n], result.header, result.packed)
        self._write()
        return {
            n: Part(keys[n], tuple(Piece(self.files[order].piece.source) for order in of[n]), header)
            for n, header in found.items()
        }

    def _convert_again(self, orders: Sequence[Order], pool: Workers) -> None:
        """Have those files converted that have to be and were found understood already."""
        lacking = [
            order
            for order in orders
            if self.headers[order].file_form in CONVERTED and not self.files[order].piece.converted
        ]
        for order in lacking:
            self._submit(order, pool)
        left = len(lacking)
        while left:
            number, result = pool.result()
            order = self._handed[number]
            if isinstance(result, Staged):
                pool.convert(number, result, self.files[order].piece.source.shown)
                continue
            left -= 1
            if isinstance(result, Converted):
                file = self.files[order]
                piece = Piece(file.piece.source, result.path, result.staged.original)
                self.files[order] = File(piece, file.key, file.digest)


def _inside(sources: Sequence[Source], whole: File) -> list[Inside]:
    """What an archive or a compilation holds, as it is kept."""
    of = whole.piece.source.shown
    return [(one.member, one.volume, PurePosixPath(one.shown).relative_to(of).as_posix()) for one in sources]


def _file(source: Source, loader: Loader) -> File:
    digest = ""
    if not source.is_link and not source.url:
        with suppress(OSError), source.path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    return File(Piece(source), _key(digest, source, loader), digest)


def _key(digest: str, source: Source, loader: Loader) -> str:
    """By content and name, which may tell year and agency; a key of its own where the content is not known."""
    if not digest:
        return uuid.uuid4().hex
    return key_of("file", digest, PurePosixPath(source.shown).name, loader.ocr, loader.extensions.digest)


PATH = "\x00path\x00"


def _unnamed(error: Bilingual, path: str) -> Bilingual:
    return Bilingual(*(text.replace(path, PATH) for text in error))


def _renamed(error: Bilingual, path: str) -> Bilingual:
    return Bilingual(*(text.replace(PATH, path) for text in error))


def _size(source: Source) -> int:
    try:
        return os.stat(source.path).st_size  # noqa: PTH116  a hundred thousand of them
    except OSError:
        return 0
