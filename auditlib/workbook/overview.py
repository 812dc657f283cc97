"""The overview of an audit: what was audited and found, by family, severity and agency, and how far the work is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from auditlib.checks.kinds import Severity
from auditlib.exports.words import agency_of, family_name
from auditlib.findings import Finding, Findings
from auditlib.messages import catalogue, say
from auditlib.standings import STANDINGS, Work
from auditlib.workbook.charts import (
    Share,
    bars,
    heat_map,
    legend,
    page,
    rows_of,
    section,
    tiles,
    whole_bar,
)

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_HUES = {"error": "bad", "warning": "doubt", "note": "remark", "undecided": "left"}
AGENCIES = 50
LISTED = 50


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which findings an overview is about; "" and None leave all."""

    severity: str = ""
    family: str = ""
    year: int | None = None
    form: str = ""
    agency: str = ""

    def keeps(self, finding: Finding, form: str) -> bool:
        """Whether a finding in a report of this form is meant."""
        return (
            self.severity in ("", finding.severity)
            and self.family in ("", finding.family)
            and self.year in (None, finding.year)
            and self.form in ("", form)
            and self.agency.casefold() in agency_of(finding).casefold()
        )


def narrowed(findings: Findings, to: Narrowing) -> tuple[Finding, ...]:
    """The findings that are meant, in their order."""
    forms = {name: report.form for name, report in findings.reports.items()}
    return tuple(finding for finding in findings if to.keeps(finding, forms[finding.report]))


def overview_page(
    findings: Findings,
    work: Work | None = None,
    among: Sequence[Finding] | None = None,
    agencies: int | None = AGENCIES,
) -> str:
    """The overview as HTML: of all findings, or those in ``among``; the first ``agencies`` (None: all) one by one."""
    work = work or Work()
    shown = tuple(findings if among is None else among)
    parts = [headline(findings, work)]
    if not len(findings):
        parts.append(nothing_found(findings))
    elif not shown:
        parts.append(f'<p class="quiet">{escape(say("workbook.none_match"))}</p>')
    else:
        parts.append(f'<div class="side-by-side">{_progress(shown, work)}{_families(shown)}</div>')
        parts.append(_agencies(shown, agencies))
        if among is not None:
            parts.append(_listed(shown))
    return page(*parts)


def headline(findings: Findings, work: Work) -> str:
    """The numbers to be seen first, and what is wrong with the record of decisions if anything is."""
    severities = Counter(finding.severity for finding in findings)
    agencies = {report.identity.agency or name for name, report in findings.reports.items()}
    entries = [
        (say("workbook.reports"), len(findings.reports), ""),
        (say("workbook.agencies"), len(agencies), ""),
        (say("workbook.rules"), findings.rules, ""),
        (say("workbook.findings"), len(findings), ""),
        *(
            (say(f"severity.{name}"), severities[name], name if severities[name] else "")
            for name in SEVERITIES
        ),
        (say("workbook.unread_files"), len(findings.unreadable), "alert" if findings.unreadable else ""),
        (say("workbook.gaps"), len(findings.coverage), ""),
    ]
    forms = Counter(report.form for report in findings.reports.values())
    listed = "　".join(f"{form_name(form)} {count}" for form, count in sorted(forms.items()))
    told = f'<p class="quiet">{escape(listed)}</p>' if listed else ""
    return f"{tiles(entries)}{told}{_alarm(work)}"


def nothing_found(findings: Findings) -> str:
    """What to say where there is no finding: that all is well, or that there was nothing to look at."""
    if not findings.reports:
        return section(say("workbook.no_reports"), f"<p>{escape(say('workbook.no_reports_hint'))}</p>")
    told = say("workbook.all_well_hint", reports=len(findings.reports), rules=findings.rules)
    if findings.coverage or findings.unreadable:
        told += say("workbook.all_well_but")
    return section(say("workbook.all_well"), f"<p>{escape(told)}</p>")


def form_name(form: str) -> str:
    """A form in the language in force; its own name where the catalogue has none."""
    return str(catalogue().get(f"form_name.{form or 'unknown'}", form))


def standing_shares(counts: Mapping[str, int]) -> list[Share]:
    """Counts by standing as the parts of a bar."""
    return [Share(say(f"status.{name}"), counts.get(name, 0), _HUES.get(name, name)) for name in STANDINGS]


def severity_shares(counts: Mapping[str, int]) -> list[Share]:
    """Counts by severity as the parts of a bar."""
    return [Share(say(f"severity.{name}"), counts.get(name, 0), _HUES[name]) for name in SEVERITIES]


def people(by_person: Mapping[str, Mapping[str, int]], who: str) -> str:
    """A table of people with how their findings stand."""
    heads = [who, say("workbook.total"), *(say(f"status.{name}") for name in STANDINGS)]
    rows: list[list[str | int]] = [
        [name, sum(counts.values()), *(counts.get(standing, 0) for standing in STANDINGS)]
        for name, counts in by_person.items()
    ]
    return rows_of(rows, heads)


def _alarm(work: Work) -> str:
    if work.broken is None:
        return ""
    return f'<p class="alert" role="alert">{escape(say("workbook.tampered", number=work.broken))}</p>'


def _progress(shown: tuple[Finding, ...], work: Work) -> str:
    counts = work.counts(shown)
    done = sum(counts[name] for name in ("confirmed", "explain", "dismissed"))
    told = say("workbook.done", done=done, total=len(shown), percent=100 * done // len(shown))
    shares = standing_shares(counts)
    parts = [whole_bar(shares, told), legend(shares)]
    if by_auditor := work.by_auditor(shown):
        parts.append(people(by_auditor, say("workbook.auditor")))
    if by_assignee := work.by_assignee(shown):
        parts.append(people(by_assignee, say("workbook.assignee")))
    names = {finding.id for finding in shown}
    if disputed := sum(name in names for name in work.disputed):
        parts.append(f'<p class="alert">{escape(say("workbook.disputed", count=disputed))}</p>')
    return section(say("workbook.progress"), *parts, aside=told)


def _families(shown: tuple[Finding, ...]) -> str:
    counts: dict[str, Counter[str]] = {}
    for finding in shown:
        counts.setdefault(finding.family, Counter())[finding.severity] += 1
    rows = [(family_name(family), severity_shares(counts[family])) for family in _by_number(counts)]
    of_all = Counter[str](finding.severity for finding in shown)
    return section(say("workbook.by_family"), legend(severity_shares(of_all)), bars(rows))


def _agencies(shown: tuple[Finding, ...], most: int | None) -> str:
    counts: dict[str, Counter[str]] = {}
    gravity: dict[str, list[int]] = {}
    for finding in shown:
        agency = agency_of(finding)
        counts.setdefault(agency, Counter())[finding.family] += 1
        gravity.setdefault(agency, [0, 0, 0])[SEVERITIES.index(finding.severity)] += 1
    families = Counter(finding.family for finding in shown)
    columns = [(family, family_name(family)) for family, _ in families.most_common()]
    ordered = sorted(counts, key=lambda agency: ([-count for count in gravity[agency]], agency))
    listed, others = ordered[:most], ordered[len(ordered[:most]) :]
    rest = None
    if others:
        together: Counter[str] = Counter()
        for agency in others:
            together.update(counts[agency])
        rest = (say("workbook.other_agencies", count=len(others)), together)
    heads = (say("workbook.agency"), say("workbook.total"))
    chart = heat_map([(agency, counts[agency]) for agency in listed], columns, heads, rest)
    aside = say("workbook.gravest_first", count=len(ordered))
    return section(say("workbook.by_agency"), chart, aside=aside)


def _listed(shown: tuple[Finding, ...]) -> str:
    heads = [say(f"workbook.{name}") for name in ("severity", "agency", "year", "finding", "message")]
    rows = (
        (
            say(f"severity.{finding.severity}"),
            agency_of(finding),
            str(finding.year or ""),
            str(finding.title),
            str(finding.message),
        )
        for finding in shown[:LISTED]
    )
    more = len(shown) - LISTED
    rest = f'<p class="quiet">{escape(say("workbook.more_findings", count=more))}</p>' if more > 0 else ""
    return section(say("workbook.chosen"), rows_of(rows, heads), rest, aside=str(len(shown)))


def _by_number(counts: Mapping[str, Counter[str]]) -> Iterable[str]:
    return sorted(counts, key=lambda name: (-counts[name].total(), name))
