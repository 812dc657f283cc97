"""What is wrong in a report, for its author: the gravest first, each with its place, its figures and what to do."""

from collections.abc import Iterable, Iterator
from html import escape

from auditlib.exports.words import figures, todo
from auditlib.findings import Finding, Findings
from auditlib.messages import say
from auditlib.report import Report
from auditlib.workbook.charts import page, section, tiles
from auditlib.workbook.overview import SEVERITIES, form_name, nothing_found

_PLACES = 4
_FIGURES = 8
LISTED = 100

STYLE = """<style>
.auditlib-page ol.advice { list-style: none; padding: 0; margin: 0; max-width: 68em; }
.auditlib-page ol.advice > li { border-inline-start: 3px solid var(--hue); padding: 2px 0 2px 12px; margin: 0 0 14px; }
.auditlib-page ol.advice p { margin: 2px 0; } .auditlib-page ol.advice b { font-weight: 600; }
.auditlib-page ol.advice .figures span { margin-inline-end: 16px; white-space: nowrap; }
.auditlib-page ol.advice q { quotes: "「" "」"; }
.auditlib-page ol.advice .chip { font-size: 12px; border: 1px solid; border-radius: 3px; padding: 0 5px; margin-inline-end: 6px; }
.auditlib-page ol.advice .todo { font-weight: 600; }
</style>"""
_HUES = {"error": "bad", "warning": "doubt", "note": "remark"}


def advice_page(findings: Findings) -> str:
    """What is wrong in each report of the findings, as HTML."""
    parts = [STYLE]
    if not findings.reports:
        parts.append(nothing_found(findings))
    for name, mine in findings.by_report().items():
        parts.append(_report(findings, findings.reports[name], mine))
    return page(*parts)


def _report(findings: Findings, report: Report, mine: Iterable[Finding]) -> str:
    ordered = sorted(mine, key=lambda finding: SEVERITIES.index(finding.severity))
    who = report.identity
    title = f"{who.agency or report.id} {who.year or ''}".strip()
    gaps = sum(gap.report == report.id for gap in findings.coverage)
    counts = [(name, sum(finding.severity == name for finding in ordered)) for name in SEVERITIES]
    shown = [
        *((say(f"severity.{name}"), count, name if count else "") for name, count in counts),
        (say("workbook.gaps"), gaps, ""),
    ]
    parts = [tiles(shown)]
    if not ordered:
        told = say("workbook.report_well")
        if gaps:
            told += say("workbook.report_well_but", count=gaps)
        parts.append(f"<p>{escape(told)}</p>")
    parts.append(f'<ol class="advice">{"".join(map(_item, ordered[:LISTED]))}</ol>')
    if len(ordered) > LISTED:
        parts.append(f'<p class="quiet">{escape(say("workbook.more", count=len(ordered) - LISTED))}</p>')
    return section(title, *parts, aside=form_name(report.form))


def _item(finding: Finding) -> str:
    severity = finding.severity
    chip = f'<span class="chip {severity}">{escape(say(f"severity.{severity}"))}</span>'
    lines = [f"<p>{chip}<b>{escape(str(finding.title))}</b></p>", f"<p>{escape(str(finding.message))}</p>"]
    if finding.quote:
        lines.append(f"<p><q>{escape(finding.quote)}</q></p>")
    lines.extend(_where(finding))
    if told := figures(finding)[:_FIGURES]:
        numbers = "".join(f"<span>{escape(name.strip())} {escape(value)}</span>" for name, value in told)
        lines.append(f'<p class="figures quiet">{numbers}</p>')
    lines.append(f'<p><span class="todo">{escape(say("workbook.todo"))}</span>{escape(todo(finding))}</p>')
    if str(finding.clause):
        lines.append(f'<p class="quiet">{escape(say("workbook.by_clause", clause=finding.clause))}</p>')
    return f'<li style="--hue: var(--{_HUES[severity]})">{"".join(lines)}</li>'


def _where(finding: Finding) -> Iterator[str]:
    places = list(dict.fromkeys(str(piece.place) for piece in finding.evidence))
    if places:
        named = "；".join(places[:_PLACES])
        more = say("workbook.more_places", count=len(places) - _PLACES) if len(places) > _PLACES else ""
        yield f"<p>{escape(say('workbook.where'))}{escape(named)}{escape(more)}</p>"
