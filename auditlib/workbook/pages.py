"""What the walker shows, as plain values for its JavaScript side: a finding in a few kB, a report as a whole.

Offsets into prose count UTF-16 units here, as JavaScript does.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditlib.decisions import Decision, Standing
from auditlib.document import Cell, Table
from auditlib.exports.passages import merged
from auditlib.findings import Evidence, Finding
from auditlib.messages import catalogue, say
from auditlib.report import Report
from auditlib.wording import rounded
from auditlib.workbook.queue import named, subject

Page = dict[str, Any]

# A click must stay small, whatever a rule lists: long texts end in …, and beyond a number of pieces only
# their coordinates go out, so that all are still highlighted.
_LONG_TEXT = 600
_SHORT_TEXT = 48
_PIECES_IN_WORDS = 12
_PIECES = 150
_YEARS_BEFORE = 3
_DIFFERING = 4


def report_page(report: Report) -> Page:
    """A report's prose and tables, whole."""
    return {
        "report": report.id,
        "name": report_name(report),
        "text": report.text,
        "headings": [
            [_utf16(report.text, heading.start), _utf16(report.text, heading.end)]
            for heading in report.outline
            if heading.present and heading.start >= 0
        ],
        "tables": [_table(table) for table in report.tables],
    }


def report_name(report: Report) -> str:
    """A report as people call it."""
    return named(report.identity.agency or report.id, report.identity.year)


def finding_page(finding: Finding, reports: Mapping[str, Report], owners: Mapping[str, str]) -> Page:
    """A finding with its figures and evidence; ``owners`` maps a file to the report that it is part of."""
    pieces = finding.evidence[:_PIECES]
    return {
        "id": finding.id,
        "severity": finding.severity,
        "title": _clipped(str(finding.title), _LONG_TEXT),
        "subject": subject(finding),
        "rule": finding.rule,
        "report": finding.report,
        "figures": [*_figures(finding), *_before(finding, reports, owners)],
        "message": _clipped(str(finding.message), _LONG_TEXT),
        "clause": _clipped(str(finding.clause), _LONG_TEXT // 2),
        "repairs": [_clipped(str(repair), 2 * _SHORT_TEXT) for repair in finding.repairs[:3]],
        "evidence": [
            _piece(piece, finding, reports, owners, in_words=number < _PIECES_IN_WORDS)
            for number, piece in enumerate(pieces)
        ],
        "unlisted": len(finding.evidence) - len(pieces),
    }


def standing_page(standing: Standing, decision: Decision | None, differing: Sequence[Decision] = ()) -> Page:
    """Where a finding stands, the decision behind it, and the decisions of auditors who differ."""
    page: Page = {"standing": standing, "decision": decision and decision_page(decision)}
    if differing:
        page["differing"] = [decision_page(each) for each in differing[:_DIFFERING]]
    return page


def decision_page(decision: Decision) -> Page:
    """What an auditor said, and when."""
    return {
        "status": decision.status,
        "note": _clipped(decision.note, _LONG_TEXT),
        "who": decision.who,
        "at": decision.at,
    }


def member_page(finding: Finding, standing: Standing, *, conflict: bool) -> Page:
    """A finding as one of its case."""
    return {
        "id": finding.id,
        "severity": finding.severity,
        "title": _clipped(str(finding.title), _SHORT_TEXT),
        "standing": standing,
        "conflict": conflict,
    }


def _piece(
    piece: Evidence,
    finding: Finding,
    reports: Mapping[str, Report],
    owners: Mapping[str, str],
    *,
    in_words: bool,
) -> Page:
    owner = owners.get(piece.file, finding.report)
    page: Page = {"kind": piece.kind}
    if owner != finding.report:
        page["report"] = owner
    if piece.kind == "cell":
        page["at"] = [int(piece.table), int(piece.row), int(piece.column)]
    else:
        text = reports[owner].text if owner in reports else ""
        page["at"] = [_utf16(text, piece.start), _utf16(text, piece.end)]
    if in_words:
        page["place"] = _clipped(str(piece.place), _SHORT_TEXT)
        page["text"] = _clipped(piece.text.strip(), _SHORT_TEXT)
        page["label"] = _clipped(piece.label.strip(), _SHORT_TEXT)
    return page


def _figures(finding: Finding) -> list[Page]:
    labels = {piece.indicator: piece.label for piece in finding.evidence if piece.indicator and piece.label}
    texts = catalogue()
    return [
        {
            "label": str(texts.get(f"figure.{name}") or labels.get(name, name)).strip(),
            "value": number_text(value, signed=name == "difference"),
            "difference": name == "difference",
        }
        for name, value in finding.figures.items()
    ]


def _before(finding: Finding, reports: Mapping[str, Report], owners: Mapping[str, str]) -> Iterator[Page]:
    """What another year's report says of the same, where the evidence has it."""
    shown = {number_text(value) for name, value in finding.figures.items() if name in ("prior", "last_year")}
    cells = (piece for piece in finding.evidence if piece.kind == "cell")
    others = [piece for piece in cells if owners.get(piece.file, finding.report) != finding.report]
    for piece in others[:_YEARS_BEFORE]:
        report = reports.get(owners[piece.file])
        text = piece.text.strip()
        if report is None or not text or text in shown or report.identity.year == finding.year:
            continue
        label = piece.label.strip() or piece.indicator
        yield {
            "label": say("walker.of_year", year=report.identity.year, label=label),
            "value": _clipped(text, _SHORT_TEXT),
            "difference": False,
            "before": True,
        }


def number_text(value: float, *, signed: bool = False) -> str:
    """A number as a report prints it: no thousand separators, no needless decimals, a true minus sign."""
    if not math.isfinite(value):
        return "—"
    text = rounded(value)
    if text.startswith("-"):
        return f"\N{MINUS SIGN}{text[1:]}"
    return f"+{text}" if signed and value > 0 else text


def _table(table: Table) -> list[list[Page]]:
    """The rows of a table; each cell with its column; a merged one is told once, with what it spans."""
    return [[_cell(*drawn) for drawn in cells] for cells in merged(table)]


def _cell(column: int, cell: Cell, width: int, height: int) -> Page:
    page: Page = {"text": cell.text, "at": column}
    if (height, width) != (1, 1):
        page["span"] = [height, width]
    return page


def _utf16(text: str, offset: int) -> int:
    return len(text[: max(int(offset), 0)].encode("utf-16-le", "surrogatepass")) // 2


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
