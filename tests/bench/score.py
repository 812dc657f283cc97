"""Audit made-up reports and hold the result against their truth.

    python -m tests.bench.score OUT [--form txt] [--misses]

OUT is a folder that tests.bench.generate wrote. A planted mistake counts as caught when a finding of its report, of its
kind, speaks of its words or of one of its cells. An alarm is a finding of severity error or warning on a report
without a mistake. A cell is right, or declared unreadable, or wrong: given a value, or a blank, that it does not have.
"""

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import auditlib as al
from auditlib.corpus import Corpus
from auditlib.findings import Finding
from auditlib.report import Fact

from .files import FORMS
from .report import MARK

Line = Mapping[str, str]
# What is told from what when a finding is held against a mistake.
TABLE = frozenset("sum balance at_most union implication carry_over stock blank".split())
PROSE = frozenset("claim universal prose_arithmetic".split())
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Truth:
    """The three files of truth."""

    facts: Sequence[Line]
    claims: Sequence[Line]
    findings: Sequence[Line]


@dataclass(slots=True)
class Score:
    """Counts, by form of the table (cells) or by family (mistakes), and what was missed."""

    reports: int = 0
    read: int = 0
    cells: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    claims: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    alarms: list[Finding] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def truth(folder: Path) -> Truth:
    """The truth beside some reports."""
    return Truth(*(_lines(folder / f"{name}.csv") for name in ("facts", "claims", "findings")))


def _lines(path: Path) -> Sequence[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(known: Truth, corpus: Corpus, findings: Iterable[Finding]) -> Score:
    """What an audit of the reports is worth."""
    found = Score(reports=len({line["report"] for line in known.facts}), read=len(corpus.reports))
    _cells(found, known, corpus)
    _claims(found, known, corpus)
    raised: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.severity != "note":
            raised[finding.report].append(finding)
    faulty = {line["report"] for line in known.findings}
    for line in known.findings:
        found.planted[line["family"]] += 1
        if any(catches(finding, line) for finding in raised[line["report"]]):
            found.caught[line["family"]] += 1
        else:
            found.missed.append("mistake " + " ".join(line.values()))
    clean = [report.id for report in corpus.reports if report.id not in faulty]
    found.clean = len(clean)
    found.alarms = [finding for report in clean for finding in raised[report]]
    return found


def _cells(found: Score, known: Truth, corpus: Corpus) -> None:
    facts = {report.id: {fact.indicator: fact for fact in report.facts} for report in corpus.reports}
    forms = {report.id: report.form or "no form" for report in corpus.reports}
    for line in known.facts:
        report, name = line["report"], line["indicator"]
        if name.startswith("local:"):
            continue
        how = judged(facts.get(report, {}).get(name), line["value"])
        found.cells[forms.get(report, "not read")][how] += 1
        if how != "right":
            fact = facts.get(report, {}).get(name)
            found.missed.append(
                f"cell {how} {report} {name}: {line['value']!r}, read {fact.text if fact else None!r}"
            )


def judged(fact: Fact | None, value: str) -> str:
    """What a reading of a cell is: right, unreadable, missing or wrong."""
    if fact is None or fact.state == "absent":
        return "missing"
    if fact.state == "unreadable":
        return "unreadable"
    if value in ("", MARK):
        return "right" if fact.state == ("mark" if value else "blank") else "wrong"
    try:
        return "right" if fact.value == Decimal(value) else "wrong"
    except InvalidOperation:
        return "wrong"


def _claims(found: Score, known: Truth, corpus: Corpus) -> None:
    mine = {report.id: report.claims for report in corpus.reports}
    for line in known.claims:
        if line["kind"] != "count" or not line["indicator"]:
            continue
        wanted = set(line["indicator"].split("+"))
        same = [
            claim
            for claim in mine.get(line["report"], ())
            if claim.value == Decimal(line["value"]) and alike(claim.quote, line["quote"])
        ]
        linked = any(
            wanted == set(words.split("+")) for claim in same for words in claim.indicator.split("|")
        )
        found.claims["linked" if linked else "seen" if same else "missed"] += 1


def catches(finding: Finding, line: Line) -> bool:
    """Whether a finding speaks of a planted mistake."""
    family, planted = finding.family, line["family"]
    if family != planted and not any({family, planted} <= kind for kind in (TABLE, PROSE)):
        return False
    if line["quote"]:
        return alike(finding.quote, line["quote"])
    return not line["indicators"] or bool(set(line["indicators"].split(";")) & set(finding.indicators))


def alike(a: str, b: str) -> bool:
    """Whether one quote holds the other, or both hold one number among the same signs."""
    a, b = (re.sub(r"\s", "", words) for words in (a, b))
    if not a or not b:
        return False
    if a in b or b in a:
        return True
    return any(
        m[0] == n[0]
        and (a[: m.start()][-2:] == b[: n.start()][-2:] != "" or a[m.end() :][:2] == b[n.end() :][:2] != "")
        for m in NUMBER.finditer(a)
        for n in NUMBER.finditer(b)
    )


def lines(found: Score) -> Iterator[str]:
    """A score in words."""
    yield f"reports read: {found.read} of {found.reports}"
    for form, counts in sorted(found.cells.items()):
        every = counts.total()
        shares = "  ".join(f"{how} {n} ({n / every:.2%})" for how, n in counts.most_common())
        yield f"cells, {form}: {shares}"
    yield "counts in the prose: " + ", ".join(f"{how} {n}" for how, n in found.claims.most_common())
    yield f"mistakes caught: {found.caught.total()} of {found.planted.total()}"
    for family, n in sorted(found.planted.items()):
        yield f"  {family:17}{found.caught[family]:4} of {n}"
    yield f"alarms on {found.clean} reports without a mistake: {len(found.alarms)}"
    for rule, n in Counter(finding.rule for finding in found.alarms).most_common():
        yield f"  {rule:40}{n:4}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--form", choices=FORMS, default="txt")
    parser.add_argument(
        "--misses", action="store_true", help="list what was missed and what was raised wrongly"
    )
    given = parser.parse_args()
    corpus = al.load(given.out / given.form)
    found = score(truth(given.out), corpus, al.audit(corpus))
    print("\n".join(lines(found)))
    for file in corpus.unreadable:
        print("unreadable", file.path)
    if given.misses:
        print("\n".join(found.missed))
        for finding in found.alarms:
            print(
                "alarm",
                finding.report,
                finding.rule,
                finding.quote or ";".join(finding.indicators),
                finding.message.en,
            )


if __name__ == "__main__":
    main()
