"""Which documents make one report. Several files of one report will be joined here; today one document is one report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditlib.document import Document, Place, Table
from auditlib.identity import identify
from auditlib.report import Identity


@dataclass(frozen=True, slots=True)
class Dossier:
    """The documents of one report, its prose as one text (a paragraph a line) and its identity."""

    paths: tuple[str, ...]
    digest: str
    text: str
    lines: tuple[Place, ...]
    tables: tuple[Table, ...]
    identity: Identity


def assemble(documents: Sequence[Document]) -> Dossier:
    """One report of its documents (today: exactly one)."""
    paragraphs = [p for document in documents for p in document.paragraphs()]
    text = "\n".join(p.text for p in paragraphs)
    return Dossier(
        paths=tuple(document.path for document in documents),
        digest=documents[0].digest,
        text=text,
        lines=tuple(p.place for p in paragraphs),
        tables=tuple(table for document in documents for table in document.tables()),
        identity=identify(text, PurePosixPath(documents[0].path).stem),
    )
