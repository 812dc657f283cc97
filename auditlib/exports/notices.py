"""The rectification notices (整改通知): a Word file for each agency, with what auditors confirmed and nothing else."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditlib import __version__
from auditlib.exports.inert import file_names, printable
from auditlib.exports.official_document import BODY, STARTS, Line, document
from auditlib.exports.results import Results
from auditlib.exports.templating import render
from auditlib.exports.words import MOST_PLACES, places, todo
from auditlib.findings import Finding
from auditlib.messages import language, say

LETTERHEAD = "notice.docx"
_TABLE = "[findings]"
_COLUMNS = "number place printed result clause request".split()
_VALUE = "\ue000"

Whose = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A confirmed finding with the words of its row in the table of the notice."""

    finding: Finding
    place: str
    printed: str
    result: str
    clause: str
    request: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: the name of its file, without a folder, and its bytes."""

    name: str
    content: bytes


def notices(results: Results, templates: Path | None = None) -> Iterator[Notice]:
    """A notice for each agency with a confirmed finding, in the order of the findings.

    ``templates`` is a folder whose notice.zh.txt.j2 (or notice.en.txt.j2) takes the place of ours, and whose
    notice.docx, an office's letterhead, gives page and styles. Raises TemplateError, OutputError.
    """
    confirmed = [finding for finding in results.findings if results.standing(finding) == "confirmed"]
    regions = _regions(results, {finding.report for finding in confirmed})
    by_agency: dict[Whose, list[Finding]] = {}
    for finding in confirmed:
        key = (finding.agency or finding.report, regions[finding.report])
        by_agency.setdefault(key, []).append(finding)
    names = file_names(say("export.notice_file", agency=agency) for agency, _ in by_agency)
    letterhead = templates / LETTERHEAD if templates and (templates / LETTERHEAD).is_file() else None
    for name, ((agency, _), found) in zip(names, by_agency.items(), strict=True):
        entries = tuple(map(_entry, found))
        lines = _lines(agency, entries, results, templates)
        yield Notice(f"{name}.docx", document(lines, results.made, letterhead))


def _regions(results: Results, wanted: set[str]) -> Mapping[str, str]:
    """Where the agencies of some reports are: two of one name may be of different places."""
    reports = results.findings.reports
    return {name: reports[name].identity.region for name in reports if name in wanted}


def _lines(agency: str, entries: Sequence[Entry], results: Results, templates: Path | None) -> Iterator[Line]:
    values: dict[str, Any] = {
        "agency": agency,
        "years": sorted({entry.finding.year for entry in entries if entry.finding.year is not None}),
        "findings": entries,
        "counts": Counter(entry.finding.severity for entry in entries),
        "made": results.made.date(),
        "version": __version__,
    }
    text = render(f"notice.{language()}.txt.j2", values, templates, finalize=_marked)
    for line in text.splitlines():
        if line.strip() == _TABLE:
            yield Line("table", rows=tuple(_rows(entries)))
        elif line.strip():
            yield _line(line)


def _line(line: str) -> Line:
    start = next((start for start in STARTS if line.startswith(start)), "")
    return Line(STARTS.get(start, BODY), line[len(start) :].replace(_VALUE, "").strip(" "))


def _marked(value: Any) -> Any:
    """Text that is filled in never begins a line or a style: only what stands in the template does."""
    return (
        f"{_VALUE}{' '.join(printable(str(value)).split())}"
        if isinstance(value, str | int | tuple)
        else value
    )


def _rows(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    yield tuple(say(f"export.notice.{name}") for name in _COLUMNS)
    for number, entry in enumerate(entries, 1):
        told = (str(number), entry.place, entry.printed, entry.result, entry.clause, entry.request)
        yield tuple(map(printable, told))


def _entry(finding: Finding) -> Entry:
    year = f"{finding.year}：" if finding.year else ""
    printed = [
        f"「{piece.text}」"
        if piece.kind == "span"
        else f"{piece.label} {piece.text.strip() or say('html.blank')}"
        for piece in finding.evidence[:MOST_PLACES]
    ]
    return Entry(
        finding,
        place=year + "\n".join(places(finding)),
        printed="\n".join(printed) or finding.quote,
        result=str(finding.message),
        clause=str(finding.clause),
        request=todo(finding),
    )
