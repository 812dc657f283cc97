"""The overview of an audit as a small page: what was audited, found, not assessed and not readable."""

from collections import Counter
from collections.abc import Iterable
from html import escape

from auditlib.checks.kinds import Severity
from auditlib.findings import Findings
from auditlib.messages import Bilingual, catalogue, say

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_LISTED = 40

_STYLE = """
.auditlib-overview { font: 13px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  color: var(--jp-ui-font-color1, #222); font-variant-numeric: tabular-nums; }
.auditlib-overview p { margin: 0 0 6px; }
.auditlib-overview b { font-size: 16px; font-weight: 600; }
.auditlib-overview table { border-collapse: collapse; margin: 0 0 6px; }
.auditlib-overview th, .auditlib-overview td { border-bottom: 1px solid var(--jp-border-color2, #ddd);
  padding: 1px 10px; text-align: right; font-weight: 400; color: inherit; }
.auditlib-overview th { color: var(--jp-ui-font-color2, #666); }
.auditlib-overview th:first-child, .auditlib-overview td:first-child { text-align: left; padding-left: 0; }
.auditlib-overview summary { cursor: pointer; color: var(--jp-ui-font-color2, #666); }
.auditlib-overview details > div { max-height: 180px; overflow: auto; }
.auditlib-overview .alert { color: var(--jp-error-color1, #b3261e); }
"""


def overview_page(findings: Findings, broken: int | None = None) -> str:
    """The overview as HTML; ``broken`` is the first event of the decisions that was tampered with, if any."""
    parts = [_totals(findings)]
    if broken is not None:
        parts.append(f'<p class="alert">{escape(say("workbook.tampered", number=broken))}</p>')
    if len(findings):
        parts.append(_counts(findings))
    if findings.unreadable:
        files = Counter((file.path, file.error) for file in findings.unreadable)
        parts.append(_folded(say("workbook.unreadable", count=len(findings.unreadable)), files, "alert"))
    if findings.coverage:
        gaps = Counter((gap.rule, gap.reason) for gap in findings.coverage)
        parts.append(_folded(say("workbook.not_assessed", count=len(findings.coverage)), gaps))
    return f'<style>{_STYLE}</style><div class="auditlib-overview">{"".join(parts)}</div>'


def family_name(family: str) -> str:
    """A family of rules in the language in force; its own name where the catalogue has none."""
    return str(catalogue().get(f"workbook.family.{family}", family))


def form_name(form: str) -> str:
    """A form in the language in force; its own name where the catalogue has none."""
    return str(catalogue().get(f"form_name.{form or 'unknown'}", form))


def _totals(findings: Findings) -> str:
    forms = Counter(report.form for report in findings.reports.values())
    told = [
        ("workbook.reports", len(findings.reports)),
        ("workbook.rules", findings.rules or None),
        ("workbook.findings", len(findings)),
    ]
    totals = "　".join(f"{escape(say(key))} <b>{count}</b>" for key, count in told if count is not None)
    listed = "　".join(f"{form_name(form)} {count}" for form, count in sorted(forms.items()))
    return f"<p>{totals}　<small>{escape(listed)}</small></p>"


def _counts(findings: Findings) -> str:
    counts = Counter((finding.family, finding.severity) for finding in findings)
    families = sorted({family for family, _ in counts}, key=lambda name: -_of_family(counts, name))
    head = _cells("th", ["", *(family_name(family) for family in families), say("workbook.total")])
    rows = [
        _cells(
            "td",
            [
                say(f"severity.{severity}"),
                *(str(counts[family, severity] or "") for family in families),
                str(sum(counts[family, severity] for family in families)),
            ],
        )
        for severity in _SEVERITIES
        if any(counts[family, severity] for family in families)
    ]
    return f"<table>{head}{''.join(rows)}</table>"


def _of_family(counts: Counter[tuple[str, Severity]], family: str) -> int:
    return sum(count for (name, _), count in counts.items() if name == family)


def _cells(tag: str, texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(text)}</{tag}>' for text in texts)}</tr>"


def _folded(summary: str, entries: Counter[tuple[str, Bilingual]], mood: str = "") -> str:
    rows = [
        _cells("td", [name, str(reason), f"×{count}" if count > 1 else ""])
        for (name, reason), count in entries.most_common(_LISTED)
    ]
    if len(entries) > _LISTED:
        rows.append(_cells("td", [say("workbook.more", count=len(entries) - _LISTED)]))
    return (
        f'<details><summary class="{mood}">{escape(summary)}</summary>'
        f"<div><table>{''.join(rows)}</table></div></details>"
    )
