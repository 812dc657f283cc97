"""The second review as a page: what of the first is resolved, remains or is new, with what was decided then."""

from collections.abc import Iterable
from html import escape

from auditlib.comparing import OUTCOMES, Compared, Comparison, ReportCompared
from auditlib.messages import say
from auditlib.workbook.charts import page, rows_of, section, tiles

_LISTED = 300
_MOODS = {"remains": "error", "changed": "warning", "new": "error", "unassessed": "warning", "resolved": ""}


def second_review_page(comparison: Comparison) -> str:
    """What became of the findings of the first review, by outcome, as HTML."""
    entries = [
        (say(f"workbook.outcome.{outcome}"), comparison.count(outcome), _MOODS[outcome])
        for outcome in OUTCOMES
    ]
    entries.append((say("workbook.outcome.missing"), len(comparison.missing), ""))
    parts = [tiles(entries)]
    if comparison.settled:
        parts.append(f"<p>{escape(say('workbook.settled'))}</p>")
    for outcome in OUTCOMES:
        found = [(of, item) for of in comparison.reports for item in of.items if item.outcome == outcome]
        if found:
            hint = escape(say(f"workbook.outcome_hint.{outcome}"))
            parts.append(
                section(
                    say(f"workbook.outcome.{outcome}"),
                    f'<p class="quiet">{hint}</p>',
                    _table(found),
                    aside=str(len(found)),
                )
            )
    left = [(of, item) for of in comparison.missing for item in of.open]
    if left:
        told = f'<p class="quiet">{escape(say("workbook.missing_hint"))}</p>'
        parts.append(section(say("workbook.outcome.missing"), told, _table(left)))
    return page(*parts)


def _table(found: list[tuple[ReportCompared, Compared]]) -> str:
    heads = [
        say(f"workbook.{name}") for name in ("severity", "report", "finding", "message", "first_decision")
    ]
    more = len(found) - _LISTED
    rest = f'<p class="quiet">{escape(say("workbook.more", count=more))}</p>' if more > 0 else ""
    return f'<div class="scroll">{rows_of(_rows(found[:_LISTED]), heads)}</div>{rest}'


def _rows(found: Iterable[tuple[ReportCompared, Compared]]) -> Iterable[tuple[str, ...]]:
    for of, item in found:
        finding = item.finding
        yield (
            say(f"severity.{finding.severity}"),
            f"{of.agency or finding.report} {of.year or ''}".strip(),
            str(finding.title),
            f"{finding.message}{f'（{item.reason}）' if item.reason else ''}",
            say("workbook.new_report") if of.before is None else decided(item),
        )


def decided(item: Compared) -> str:
    """What was decided of a finding in the first review, with its note."""
    if item.decision is None:
        return "—"
    note = f"：{item.decision.note}" if item.decision.note else ""
    return f"{say(f'status.{item.decision.status}')}（{item.decision.who}）{note}"
