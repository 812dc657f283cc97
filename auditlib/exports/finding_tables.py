"""The findings as a table, one a row, with the decisions on them: for spreadsheets (CSV) and programs (Parquet)."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, NamedTuple, TypeVar

from auditlib.exports.inert import harmless
from auditlib.exports.results import Results
from auditlib.exports.words import agency_of, family_name, figures, places
from auditlib.findings import Finding
from auditlib.messages import say

Row = TypeVar("Row")
AT_ONCE = 10_000


class Line(NamedTuple):
    """A finding in words. The names are those of the columns (``export.column.*`` in the catalogue)."""

    severity: str
    agency: str
    year: str
    report: str
    kind: str
    finding: str
    message: str
    figures: str
    quote: str
    place: str
    clause: str
    repairs: str
    standing: str
    note: str
    auditor: str
    decided_at: str
    assignee: str
    rule: str
    id: str


def lines(results: Results) -> Iterator[Line]:
    """Every finding in words, in the order an auditor walks them."""
    return (_line(finding, results) for finding in results.findings)


def heads() -> list[str]:
    """What the columns are called."""
    return [say(f"export.column.{column}") for column in Line._fields]


def findings_csv(results: Results) -> Iterator[str]:
    """The findings for a spreadsheet, piece by piece: with the mark by which it knows UTF-8, and nothing that it would
    compute."""
    yield "\ufeff"
    for several in _parted([heads()], ([harmless(text) for text in line] for line in lines(results))):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(several)
        yield out.getvalue()


def findings_parquet(results: Results, out: IO[bytes]) -> None:
    """Write the findings for a program, part after part: columns by their names in the code, years as numbers, decisions
    by their codes."""
    import pyarrow as pa
    from pyarrow import parquet

    texts = [(name, pa.string()) for name in _TEXTS]
    schema = pa.schema([*texts, ("year", pa.int32()), ("indicators", pa.list_(pa.string()))])
    with parquet.ParquetWriter(out, schema) as writer:
        for rows in _parted(_record(finding, results) for finding in results.findings):
            writer.write_table(pa.Table.from_pylist(rows, schema))


def _parted(*several: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows, so many at a time."""
    rows = chain(*several)
    while part := list(islice(rows, AT_ONCE)):
        yield part


_TEXTS = (
    "id fingerprint report agency rule family verdict severity title message quote place clause standing note who "
    "at assignee case"
).split()


def _record(finding: Finding, results: Results) -> dict[str, object]:
    line, decision = _line(finding, results), results.decision(finding)
    own = ("id", "fingerprint", "report", "agency", "rule", "family", "verdict", "severity", "quote", "case")
    return {
        **{name: getattr(finding, name) for name in own},
        "title": line.finding,
        "message": line.message,
        "place": line.place,
        "clause": line.clause,
        "standing": results.standing(finding),
        "note": line.note,
        "who": decision.who if decision else "",
        "at": decision.at if decision else "",
        "assignee": line.assignee,
        "year": finding.year,
        "indicators": list(finding.indicators),
    }


def _line(finding: Finding, results: Results) -> Line:
    decision = results.decision(finding)
    return Line(
        severity=say(f"severity.{finding.severity}"),
        agency=agency_of(finding),
        year=str(finding.year or ""),
        report=finding.report,
        kind=family_name(finding.family),
        finding=str(finding.title),
        message=str(finding.message),
        figures="；".join(f"{name} {value}" for name, value in figures(finding)),
        quote=finding.quote,
        place="；".join(places(finding)),
        clause=str(finding.clause),
        repairs="；".join(map(str, finding.repairs)),
        standing=say(f"status.{results.standing(finding)}"),
        note=decision.note if decision else "",
        auditor=decision.who if decision else "",
        decided_at=decision.at if decision else "",
        assignee=results.assigned.get(finding.id, ""),
        rule=finding.rule,
        id=finding.id,
    )
