"""Signing off: what was decided, what is still open, and whether the record of decisions is whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from auditlib.exports.words import agency_of
from auditlib.findings import Finding, Findings
from auditlib.messages import language, say
from auditlib.standings import Work
from auditlib.workbook.charts import page, rows_of, section
from auditlib.workbook.overview import SEVERITIES, people

_LISTED = 50


def sign_off_page(findings: Findings, work: Work, auditor: str, made: datetime | None = None) -> str:
    """The summary of an audit's decisions as HTML; ``made`` is the time printed on it, None for now."""
    return page(*_parts(findings, work, auditor, made))


def sign_off_document(findings: Findings, work: Work, auditor: str, made: datetime | None = None) -> str:
    """The same as a file of its own, to be printed and signed."""
    title = say("workbook.sign_off")
    lang = "zh-CN" if language() == "zh" else "en"
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body style="max-width: 60em; margin: 2em auto; padding: 0 1em"><h1>{escape(title)}</h1>'
        f"{sign_off_page(findings, work, auditor, made)}</body></html>\n"
    )


def open_findings(findings: Findings, work: Work) -> tuple[Finding, ...]:
    """The findings that keep an audit from being signed off: undecided, to be looked at again, or disputed."""
    return tuple(
        finding
        for finding in findings
        if work.standing(finding) in ("undecided", "again") or finding.id in work.disputed
    )


def _parts(findings: Findings, work: Work, auditor: str, made: datetime | None) -> Iterator[str]:
    when = (made or datetime.now().astimezone()).strftime("%Y-%m-%d %H:%M")
    left = open_findings(findings, work)
    yield section(
        say("workbook.sign_off"),
        f"<p>{escape(_verdict(findings, left, work))}</p>",
        rows_of(
            [
                (say("workbook.auditor"), auditor),
                (say("workbook.made"), when),
                (say("workbook.reports"), str(len(findings.reports))),
                (say("workbook.record"), _record(work)),
            ]
        ),
    )
    if not len(findings):
        return
    by_severity = {name: Counter[str]() for name in SEVERITIES}
    for finding in findings:
        by_severity[finding.severity][work.standing(finding)] += 1
    rows = {say(f"severity.{name}"): counts for name, counts in by_severity.items() if counts}
    yield section(say("workbook.decided_how"), people(rows, say("workbook.severity")))
    if by_auditor := work.by_auditor(tuple(findings)):
        yield section(say("workbook.decided_by"), people(by_auditor, say("workbook.auditor")))
    if work.disputed:
        yield _disputed(findings, work)
    if left:
        yield section(
            say("workbook.still_open"),
            rows_of((_line(finding, work) for finding in left[:_LISTED]), _heads()),
            _more(left),
            aside=say("workbook.open_count", count=len(left)),
        )


def _verdict(findings: Findings, left: Sequence[Finding], work: Work) -> str:
    if work.broken is not None:
        return say("workbook.not_signable_broken")
    if not left:
        return say("workbook.signable", count=len(findings))
    counts = work.counts(findings)
    disputed = sum(finding.id in work.disputed for finding in findings)
    return say(
        "workbook.not_signable", undecided=counts["undecided"], again=counts["again"], disputed=disputed
    )


def _record(work: Work) -> str:
    if work.broken is not None:
        return say("workbook.tampered", number=work.broken)
    if not work.events:
        return say("workbook.record_empty")
    return say("workbook.record_whole", count=work.events, seal=work.seal[:16])


def _disputed(findings: Findings, work: Work) -> str:
    rows = [
        (
            agency_of(finding),
            str(finding.title),
            "；".join(
                f"{decision.who}：{say(f'status.{decision.status}')}{f'（{decision.note}）' if decision.note else ''}"
                for decision in work.disputed[finding.id]
            ),
        )
        for finding in findings
        if finding.id in work.disputed
    ]
    heads = (say("workbook.agency"), say("workbook.finding"), say("workbook.decisions"))
    return section(say("workbook.disputes"), rows_of(rows[:_LISTED], heads), _more(rows))


def _line(finding: Finding, work: Work) -> tuple[str, ...]:
    return (
        say(f"severity.{finding.severity}"),
        agency_of(finding),
        str(finding.year or ""),
        str(finding.title),
        say(f"status.{work.standing(finding)}"),
        work.assigned.get(finding.id, ""),
    )


def _heads() -> tuple[str, ...]:
    names = ("severity", "agency", "year", "finding", "standing", "assignee")
    return tuple(say(f"workbook.{name}") for name in names)


def _more(entries: Sequence[object]) -> str:
    count = len(entries) - _LISTED
    return f'<p class="quiet">{escape(say("workbook.more", count=count))}</p>' if count > 0 else ""
