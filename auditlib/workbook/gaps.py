"""What an audit did not see: the files that could not be read, and the rules that could not be assessed, and why."""

from collections import Counter
from collections.abc import Mapping
from html import escape

from auditlib.findings import Findings
from auditlib.messages import Bilingual, say
from auditlib.workbook.charts import page, rows_of, section

LISTED = 200
_RULES_LISTED = 30
_REPORTS_LISTED = 20


def gaps_page(findings: Findings, titles: Mapping[str, Bilingual] | None = None) -> str:
    """What could not be read or assessed as HTML; ``titles`` maps a rule to its title."""
    return page(_unread(findings), _not_assessed(findings, titles or {}))


def _unread(findings: Findings) -> str:
    heading = say("workbook.unread_files")
    if not findings.unreadable:
        return section(heading, f'<p class="quiet">{escape(say("workbook.all_read"))}</p>')
    rows = [(file.path, str(file.error)) for file in findings.unreadable[:LISTED]]
    more = _more(len(findings.unreadable) - LISTED)
    heads = (say("workbook.file"), say("workbook.why"))
    told = say("workbook.unreadable", count=len(findings.unreadable))
    return section(heading, rows_of(rows, heads), more, aside=told)


def _not_assessed(findings: Findings, titles: Mapping[str, Bilingual]) -> str:
    heading = say("workbook.gaps")
    if not findings.coverage:
        return section(heading, f'<p class="quiet">{escape(say("workbook.all_assessed"))}</p>')
    reasons: Counter[Bilingual] = Counter()
    rules: dict[Bilingual, Counter[str]] = {}
    reports: dict[Bilingual, Counter[str]] = {}
    for gap in findings.coverage:
        reasons[gap.reason] += 1
        rules.setdefault(gap.reason, Counter())[gap.rule] += 1
        reports.setdefault(gap.reason, Counter())[gap.report] += 1
    parts = [f'<p class="quiet">{escape(say("workbook.gaps_hint"))}</p>']
    for reason, count in reasons.most_common(LISTED):
        told = say("workbook.gap", reports=len(reports[reason]), count=count)
        named = [
            (str(titles.get(rule, rule)), times) for rule, times in rules[reason].most_common(_RULES_LISTED)
        ]
        affected = [
            (_named(findings, name), times) for name, times in reports[reason].most_common(_REPORTS_LISTED)
        ]
        parts.append(
            f'<details><summary>{escape(str(reason))} <span class="quiet">{escape(told)}</span></summary>'
            f'<div class="side-by-side">'
            f"<div>{rows_of(named, (say('workbook.rule'), say('workbook.times')))}"
            f"{_more(len(rules[reason]) - _RULES_LISTED)}</div>"
            f"<div>{rows_of(affected, (say('workbook.report'), say('workbook.times')))}"
            f"{_more(len(reports[reason]) - _REPORTS_LISTED)}</div></div></details>"
        )
    parts.append(_more(len(reasons) - LISTED))
    return section(heading, *parts, aside=say("workbook.not_assessed", count=len(findings.coverage)))


def _named(findings: Findings, name: str) -> str:
    report = findings.reports.get(name)
    if report is None or not report.identity.agency:
        return name
    return f"{report.identity.agency} {report.identity.year or ''}".strip()


def _more(count: int) -> str:
    return f'<p class="quiet">{escape(say("workbook.more", count=count))}</p>' if count > 0 else ""
