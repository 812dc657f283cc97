"""The Excel working paper: cover, findings to decide on, facts, claims, what was not assessed, and the files."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from auditlib.decisions import STATUSES
from auditlib.evidence import cells, place_of
from auditlib.exports.cover import cover_lines, file_lines, unread_lines
from auditlib.exports.finding_tables import lines
from auditlib.exports.results import Results
from auditlib.exports.sheets import Sheet, cell_text, set_up_for_print, text_format
from auditlib.messages import say
from auditlib.report import Report

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_SHEETS: Mapping[str, Mapping[str, int]] = {
    "findings": {
        "number": 6, "severity": 7, "agency": 20, "year": 7, "finding": 24, "message": 42, "place": 40, "clause": 32,
        "standing": 11, "note": 26, "auditor": 10, "decided_at": 21, "assignee": 10, "kind": 12, "figures": 24,
        "quote": 34, "repairs": 28, "report": 20, "rule": 28, "id": 19,
    },
    "facts": {
        "report": 18, "agency": 22, "year": 7, "indicator": 34, "label": 40, "value": 14, "unit": 8, "printed": 14,
        "state": 10, "basis": 10, "place": 46,
    },
    "claims": {
        "report": 18, "agency": 22, "year": 7, "section": 24, "quote": 46, "value": 14, "unit": 8, "hedge": 8, "claim_kind": 10,
        "indicator": 34, "line": 8,
    },
    "not_assessed": {"report": 18, "rule": 30, "reason": 70},
    "files": {"path": 60, "digest": 68, "role": 10, "report": 18, "agency": 22, "year": 7, "error": 60},
}  # fmt: skip
# On paper go the columns up to the note; the others are for the screen.
_PRINTED = {"findings": "note"}
_FROZEN = {"findings": 4}


def working_paper(results: Results) -> bytes:
    """The working paper as the bytes of an .xlsx file.

    Every text is written as text, whatever it begins with. The reports are gone through once.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        # Excel's own times have no zone.
        book.set_properties(
            {"created": results.made.replace(tzinfo=None), "title": say("export.working_paper")}
        )
        cover = book.add_worksheet(say("export.sheet.cover"))
        sheets = {
            name: Sheet(
                book, say(f"export.sheet.{name}"), columns, _PRINTED.get(name, ""), _FROZEN.get(name, 0)
            )
            for name, columns in _SHEETS.items()
        }
        agencies: dict[str, None] = {}
        years: set[int] = set()
        sheets["findings"].extend(_finding_rows(results))
        for report in results.findings.reports.values():
            who = report.identity
            agencies.setdefault(who.agency or report.id)
            years |= {who.year} if who.year is not None else set()
            sheets["facts"].extend(_facts(report))
            sheets["claims"].extend(_claims(report))
            sheets["files"].extend(astuple(line) for line in file_lines(report))
        sheets["not_assessed"].extend(
            (gap.report, gap.rule, str(gap.reason)) for gap in results.findings.coverage
        )
        sheets["files"].extend(astuple(line) for line in unread_lines(results))
        for sheet in sheets.values():
            sheet.finish()
        sheets["findings"].offer(
            "standing", [say(f"status.{name}") for name in ("undecided", *STATUSES)], strict=True
        )
        sheets["findings"].offer("note", say("export.usual_notes").split("|"), strict=False)
        left_out = [sheet.title for sheet in sheets.values() if sheet.left_out]
        _fill_cover(book, cover, cover_lines(results, list(agencies), sorted(years), left_out), results)
    return out.getvalue()


def _finding_rows(results: Results) -> Iterator[Sequence[object]]:
    names = tuple(_SHEETS["findings"])[1:]
    for number, line in enumerate(lines(results), 1):
        yield number, *(getattr(line, name) for name in names)


def _facts(report: Report) -> Iterable[Sequence[object]]:
    who = report.identity
    places = {
        piece.indicator: piece.place for piece in cells(report, (fact.indicator for fact in report.facts))
    }
    for fact in report.facts:
        if fact.state == "absent":
            continue
        value = float(fact.value) if fact.value is not None else ""
        state, basis = say(f"export.state.{fact.state}"), say(f"export.basis.{fact.basis}")
        place = str(places.get(fact.indicator, ""))
        yield (
            report.id,
            who.agency,
            who.year or "",
            fact.indicator,
            fact.label,
            value,
            fact.unit,
            fact.text,
            state,
            basis,
            place,
        )


def _claims(report: Report) -> Iterable[Sequence[object]]:
    who = report.identity
    for claim in report.claims:
        value = float(claim.value) if claim.value is not None else ""
        line = place_of(report, claim.start).line if 0 <= claim.start < len(report.text) else None
        kind = say(f"export.kind.{claim.kind}")
        yield (
            report.id,
            who.agency,
            who.year or "",
            claim.section,
            claim.quote,
            value,
            claim.unit,
            claim.hedge,
            kind,
            claim.indicator,
            line or "",
        )


def _fill_cover(
    book: "Workbook", sheet: "Worksheet", told: Sequence[tuple[str, str]], results: Results
) -> None:
    title = book.add_format({"bold": True, "font_size": 20})
    name = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    text, section = text_format(book), book.add_format({"bold": True, "font_size": 13})
    mono = book.add_format({"font_name": "Consolas", "font_size": 9, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, say("export.working_paper"), title)
    row = 2
    for heading, content in told:
        sheet.write_string(row, 0, heading, name)
        sheet.write_string(row, 1, cell_text(content), text)
        row += 1
    row += 1
    sheet.write_string(row, 0, say("export.suites"), section)
    sheet.write_string(row, 1, "SHA-256", section)
    for suite in results.suites:
        row += 1
        sheet.write_string(row, 0, cell_text(suite.name), text)
        sheet.write_string(row, 1, suite.digest, mono)
    row += 2
    for who in ("prepared", "reviewed"):
        sheet.write_string(row, 0, say(f"export.{who}"), name)
        row += 1
    set_up_for_print(sheet, ruled=False)
