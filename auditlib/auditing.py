"""From what the suites found to Findings: put into words, with evidence, folded where one blank explains several."""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from auditlib.checks.failures import Failure, Outcomes, Unassessed
from auditlib.checks.kinds import Severity
from auditlib.checks.rules import Suite, load_suites, rules_of
from auditlib.checks.run import run
from auditlib.corpus import Corpus
from auditlib.evidence import cells, readings, span
from auditlib.findings import Evidence, Finding, Findings, NotAssessed
from auditlib.forms.codebook import labels
from auditlib.frames import WIDE
from auditlib.messages import LANGUAGES, Bilingual, bilingual
from auditlib.report import Report, Stated

SEVERITIES: Sequence[Severity] = ("error", "warning", "note")
BLANK_FAMILIES = frozenset({"sum", "balance", "at_most", "union", "implication", "carry_over", "stock"})
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def audit(corpus: Corpus, suites: Path | str | None = None, *, only: bool = False) -> Findings:
    """Run the product's suites (and those of ``suites``; with ``only`` those alone) on a corpus.

    Raises SuiteError for a faulty suite and AuditRunError for a rule that could not be carried out.
    """
    loaded = load_suites(Path(suites) if suites else None, only=only)
    return findings_of(corpus, loaded, run(loaded, corpus.frames.named()))


def findings_of(corpus: Corpus, suites: Sequence[Suite], outcomes: Outcomes) -> Findings:
    """The findings of a run, in the order an auditor walks them: by report, then the gravest first."""
    reports = {report.id: report for report in corpus.reports}
    frames = corpus.frames.named()
    order = {name: n for n, name in enumerate(reports)}
    found = [
        _finding(failure, frames[failure.rule.frame].iloc[failure.row], reports)
        for failure in outcomes.failures
    ]
    kept = sorted(fold(found), key=lambda d: (order[d.finding.report], SEVERITIES.index(d.finding.severity)))
    return Findings(
        items=tuple(_named(draft for draft in kept)),
        reports=reports,
        coverage=not_assessed(corpus, outcomes.unassessed),
        unreadable=corpus.unreadable,
        rules=len(rules_of(suites)),
    )


def not_assessed(corpus: Corpus, unassessed: Iterable[Unassessed]) -> tuple[NotAssessed, ...]:
    """Coverage: one line a report, rule and reason, in the words of the record."""
    frames = corpus.frames.named()
    lines: dict[tuple[str, str, Bilingual], None] = {}
    for missed in unassessed:
        record = frames[missed.rule.frame].iloc[missed.row]
        if missed.rule.frame == "claims":
            key = "prior" if record["kind"] == "level" and math.isnan(record["low"]) else "cell"
            reason = bilingual(f"reason.{key}", quote=record["quote"])
        elif missed.rule.frame in WIDE:
            states = {name: record[f"{name}:state"] for name in missed.rule.columns}
            lost = [name for name, state in states.items() if state >= 3]
            reason = bilingual("reason.term", labels="、".join(labels().get(name, name) for name in lost))
        else:
            reason = bilingual("reason.not_stated")
        lines[record["report"], missed.rule.id, reason] = None
    return tuple(NotAssessed(*line) for line in lines)


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it has its name; ``subject`` is what it is about, ``total`` and ``blanks`` its blank cells."""

    finding: Finding
    subject: str
    total: frozenset[str] = frozenset()
    blanks: frozenset[str] = frozenset()


def fold(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leave out an incomplete relation whose blanks are the blank totals of others: those already say what to mend."""
    totals: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.finding.family == "blank":
            totals.setdefault(draft.finding.report, set()).update(draft.total)
    seen: set[tuple[str, frozenset[str]]] = set()
    for draft in drafts:
        if draft.finding.family == "blank":
            explained = totals[draft.finding.report]
            if draft.blanks and not draft.total and draft.blanks <= explained:
                continue
            if draft.total and (draft.finding.report, draft.total) in seen:
                continue
            seen.add((draft.finding.report, draft.total or frozenset({draft.finding.rule})))
        yield draft


def _named(drafts: Iterable[Draft]) -> Iterator[Finding]:
    """Names that survive a re-run: of agency, year, rule and subject, never of values or paths."""
    count: Counter[str] = Counter()
    for draft in drafts:
        finding = draft.finding
        key = "\x1f".join((finding.agency, str(finding.year), finding.rule, draft.subject))
        count[key] += 1
        figures = ";".join(f"{name}={value:.6f}" for name, value in sorted(finding.figures.items()))
        yield replace(
            finding,
            id=_hash(f"{key}\x1f{count[key]}"),
            fingerprint=_hash(f"{figures}\x1f{finding.quote}"),
        )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _finding(failure: Failure, record: "pd.Series[Any]", reports: Mapping[str, Report]) -> Draft:
    report = reports[record["report"]]
    if failure.rule.frame in WIDE:
        return _of_table(failure, report)
    if failure.rule.frame == "claims":
        return _of_claim(failure, record, report)
    return _of_text(failure, record, report)


def _draft(failure: Failure, report: Report, message: Bilingual, subject: str, **of: Any) -> Finding:
    rule = failure.rule
    return Finding(
        id=subject,
        fingerprint="",
        report=report.id,
        agency=report.identity.agency,
        year=report.identity.year,
        rule=rule.id,
        family=of.pop("family", rule.family),
        verdict=failure.verdict,
        severity="warning" if failure.verdict == "incomplete" and rule.severity == "error" else rule.severity,
        title=rule.title,
        message=message,
        clause=rule.clause,
        **of,
    )


def _fill(template: Bilingual, fields: Mapping[str, object]) -> Bilingual:
    return Bilingual(
        *(
            text.format(**{k: getattr(v, lang) if isinstance(v, Bilingual) else v for k, v in fields.items()})
            for lang, text in zip(LANGUAGES, template, strict=True)
        )
    )


def _fields(record: "pd.Series[Any]") -> dict[str, object]:
    return {str(name): value for name, value in record.items()}


def shown(value: float) -> str:
    """A figure as a person writes it: without a needless decimal point."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _of_table(failure: Failure, report: Report) -> Draft:
    rule, left, right = failure.rule, failure.left, failure.right
    names = rule.columns
    facts = {fact.indicator: fact for fact in report.facts}
    blanks = frozenset(name for name in names if name in facts and facts[name].state == "blank")
    head = _head(failure)
    difference = abs(left - right)
    other = next(name for name in (*rule.arguments.get("right", ()), *names) if name not in head)
    fields = {
        "left": shown(left),
        "right": shown(right),
        "difference": shown(difference),
        "label": labels()[head[0]],
        "other": labels()[other],
    }
    message = _fill(rule.message, fields)
    figures = _figures(failure, difference)
    total: frozenset[str] = frozenset()
    if failure.verdict == "incomplete":
        if blanks.issuperset(head):
            total = frozenset(head)
            message = bilingual("incomplete.total_blank", label=fields["label"], sum=shown(max(left, right)))
            figures = {"filled": max(left, right)}
        else:
            among = "、".join(labels()[name] for name in names if name in blanks)
            message = bilingual(
                "incomplete.part_blank", message=message, labels=among, needed=fields["difference"]
            )
            figures = {**figures, "needed": difference}
    finding = _draft(
        failure,
        report,
        message,
        "",
        family="blank" if failure.verdict == "incomplete" and rule.family in BLANK_FAMILIES else rule.family,
        indicators=names,
        quote="",
        figures=figures,
        evidence=cells(report, names),
    )
    return Draft(finding, "+".join(names), total, blanks)


def _head(failure: Failure) -> tuple[str, ...]:
    """The cells that the rule is about: its total, or the side that has to be there when the other is."""
    arguments = failure.rule.arguments
    if "total" in arguments:
        return (arguments["total"],)
    return tuple(arguments.get("then_positive") or arguments["left"])


def _figures(failure: Failure, difference: float) -> dict[str, float]:
    rule = failure.rule
    names = {
        "at_most": ("part", "whole", "difference"),
        "union": ("total", "bound", "difference"),
        "sum": ("total", "parts", "difference"),
    }.get(rule.family, ("left", "right", "difference"))
    if rule.kind == "expect_implication":
        return {rule.arguments["positive"]: failure.left, rule.arguments["then_positive"][0]: failure.right}
    return dict(zip(names, (failure.left, failure.right, difference), strict=True))


def _of_claim(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft:
    rule = failure.rule
    reading = record["reading"]
    names = tuple(dict.fromkeys(readings(record["indicator"])))
    label = "＋".join(labels()[name] for name in reading.split("+"))
    level = record["kind"] == "level"
    stated = record["prior_value"] if level else record["value"]
    table = record["table_value"]
    in_unit = failure.left  # the stated value in the unit of the table
    figures = {"prior" if level else "stated": in_unit, "table": table, "difference": abs(in_unit - table)}
    fields = {
        **_fields(record),
        "stated": shown(stated),
        "table": shown(table),
        "difference": shown(figures["difference"]),
        "label": label,
        "left": shown(in_unit),
        "right": shown(table),
    }
    message = _fill(rule.message, fields)
    if failure.verdict == "incomplete":
        figures = {"stated": in_unit}
        message = bilingual("incomplete.claim", stated=shown(stated), unit=record["unit"], label=label)
    finding = _draft(
        failure,
        report,
        message,
        "",
        indicators=names,
        quote=record["quote"],
        figures=figures,
        evidence=(*span(report, record["start"], record["end"]), *cells(report, reading.split("+"))),
    )
    return Draft(finding, DIGITS.sub("#", record["quote"]))


def _of_text(failure: Failure, record: "pd.Series[Any]", report: Report) -> Draft:
    rule = failure.rule
    places = tuple(_places(failure, record, report))
    quote = places[0].text if places else ""
    fields = {**_fields(record), "report_year": report.identity.year, "lost": Bilingual("", "")}
    if rule.frame == "outline" and record["present"]:
        fields["lost"] = _lost_heading(record, report)
    figures = {
        name: float(value)
        for name, value in (("found", failure.left), ("expected", failure.right))
        if not math.isnan(value)
    }
    finding = _draft(
        failure,
        report,
        _fill(rule.message, fields),
        "",
        indicators=(),
        quote=quote,
        figures=figures,
        evidence=places,
    )
    subject = (
        str(record["required"])
        if rule.frame == "outline" and not record["present"]
        else DIGITS.sub("#", quote)
    )
    return Draft(finding, subject)


def _places(failure: Failure, record: "pd.Series[Any]", report: Report) -> Iterator[Evidence]:
    if "start" in record.index:
        yield from span(report, int(record["start"]), int(record["end"]))
        return
    who = report.identity
    stated: Mapping[str, Stated | None] = {
        "period_start": who.period,
        "period_end": who.period,
        "title_year": who.title_year,
        "caption_year": who.caption_year,
    }
    for place in dict.fromkeys(stated.get(column) for column in failure.rule.columns):
        if place is not None:
            yield from span(report, place.start, place.end)


def _lost_heading(record: "pd.Series[Any]", report: Report) -> Bilingual:
    """A heading without a number just before the gap: its automatic number may be lost, as happens in plain text."""
    before = [h for h in report.outline if h.level == record["level"] and 0 <= h.start < record["start"]]
    if before and before[-1].number is None:
        return bilingual("structure.lost_number", title=before[-1].title)
    return Bilingual("", "")
