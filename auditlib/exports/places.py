"""Where the evidence of a finding stands in its file, for machines: a path that can be clicked, and a line."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from auditlib.evidence import place_of
from auditlib.findings import Evidence, Finding
from auditlib.report import Report


@dataclass(frozen=True, slots=True)
class Spot:
    """A file and, where it is text, a line of it from 1; None elsewhere, and for evidence of another report."""

    file: str
    line: int | None


def spot(report: Report, piece: Evidence) -> Spot:
    """The spot of one piece of evidence of a report's finding."""
    files = {file.path: file for file in report.files}
    if piece.file not in files or files[piece.file].role == "copy":
        return Spot(piece.file, None)
    if piece.kind == "span":
        inside = 0 <= piece.start < len(report.text)
        return Spot(piece.file, place_of(report, piece.start).line if inside else None)
    try:
        place = report.tables[piece.table].rows[piece.row][piece.column].place
    except IndexError:
        return Spot(piece.file, None)
    return Spot(piece.file, place.line)


def first_spot(report: Report, finding: Finding) -> Spot:
    """Where to point for a finding as a whole: its first evidence in this report, else the report's file."""
    own = (piece for piece in finding.evidence if piece.file in report.paths)
    piece = next(own, None)
    return spot(report, piece) if piece else Spot(report.paths[0], None)


def relative(file: str) -> str:
    """A path as CI knows it: below the working folder where it is so, with forward slashes."""
    path = Path(file)
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def uri(file: str) -> str:
    """A path as a URI: relative to the working folder where it is below it."""
    path = relative(file)
    if Path(path).is_absolute():
        return f"file://{'' if path.startswith('/') else '/'}{quote(path, safe='/:')}"
    return quote(path, safe="/")
