"""The findings as tables for a terminal, one a report."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import PurePosixPath

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from auditlib.findings import Finding, Findings, Head, NotAssessed
from auditlib.messages import say

LISTED = 3
PLACES = 2
STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


class FindingsView:
    """What ``auditlib check`` prints: the findings by report, what could not be read, and the sums.

    Findings that ``is_known`` are left out; ``known`` counts them once all is printed. ``parts`` gives it report after
    report, of which a large corpus has too many to be held at once.
    """

    def __init__(self, findings: Findings, is_known: Callable[[Finding], bool] = lambda _: False) -> None:
        self.findings = findings
        self.known = 0
        self._is_known = is_known

    def parts(self) -> Iterator[RenderableType]:
        """What is printed, one after another."""
        count, self.known = Counter[str](), 0
        for head, found, missed in self.findings.each():
            new = [finding for finding in found if not self._is_known(finding)]
            known = len(found) - len(new)
            count.update(finding.severity for finding in new)
            self.known += known
            who = f"{head.agency or head.id} · {head.year or '?'}"
            yield Text.assemble((f"\n{who}", "bold"), f"  {'; '.join(head.paths)}", overflow="fold")
            if note := files_note(head):
                yield Text(f"  {note}", style="dim", overflow="fold")
            nothing = say("check.nothing_new", n=known) if known else say("check.nothing")
            yield _table(new) if new else Text(f"  {nothing}", style="green")
            yield from _missed(missed)
        for unread in self.findings.unreadable:
            yield Text(f"\n{say('check.unreadable')} {unread.error}", style="bold red", overflow="fold")
        yield Text(f"\n{_summary(self.findings, count)}", style="bold")


def plain(parts: Iterable[RenderableType], width: int = 120) -> Iterator[str]:
    """What is printed as text without colours, piece by piece."""
    for part in parts:
        page = StringIO()
        Console(width=width, color_system=None, file=page).print(part)
        yield page.getvalue()


def files_note(head: Head) -> str:
    """What there is to say of a report's files: which one it was read from, its annexes, its version; "" for one file."""
    main, annexes, copies = (
        "、".join(PurePosixPath(path).name for path in paths)
        for paths in ((head.main,), head.annexes, head.copies)
    )
    said = []
    if copies:
        said.append(say("check.copy", file=main, others=copies))
    if annexes:
        said.append(say("check.annex", others=annexes))
    if head.version > 1:
        said.append(say("check.version", n=head.version))
    if head.is_ocr:
        said.append(say("check.recognised"))
    return "；".join(said)


def _table(findings: Sequence[Finding]) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold", style="dim")
    for finding in findings:
        what = Text(str(finding.message))
        if finding.quote and finding.family != "structure":
            what.append(f"\n「{finding.quote}」", style="italic")
        for repair in finding.repairs[:1]:
            what.append(f"\n{say('walker.repairs')} {repair}", style="dim")
        table.add_row(
            Text(f"  {say(f'severity.{finding.severity}')}", style=STYLES[finding.severity]),
            what,
            "\n".join(_places(finding)),
        )
    return table


def _missed(coverage: Sequence[NotAssessed]) -> Iterator[Text]:
    reasons = Counter(line.reason for line in coverage)
    for reason, count in list(reasons.items())[:LISTED]:
        times = f" ×{count}" if count > 1 else ""
        yield Text(f"  {say('check.not_assessed')}{reason}{times}", style="dim", overflow="fold")
    if len(reasons) > LISTED:
        listed = sum(list(reasons.values())[:LISTED])
        yield Text(f"  {say('check.more_not_assessed', n=len(coverage) - listed)}", style="dim")


def _places(finding: Finding) -> Iterator[str]:
    """The first places of a finding, those with something in them before blanks and zeros."""
    telling = sorted(finding.evidence, key=lambda piece: piece.text in ("", "0"))[:PLACES]
    yield from (str(piece.place) for piece in finding.evidence if piece in telling)
    if len(finding.evidence) > PLACES:
        yield say("check.more_places", n=len(finding.evidence) - PLACES)


def summary(findings: Findings) -> str:
    """One line: reports, rules, findings by severity, what was not assessed, what was not read."""
    return _summary(findings, Counter(finding.severity for finding in findings))


def _summary(findings: Findings, count: Mapping[str, int]) -> str:
    return say(
        "check.summary",
        reports=len(findings.reports),
        rules=findings.rules,
        findings=sum(count.values()),
        **{name: count.get(name, 0) for name in STYLES},
        coverage=len(findings.coverage),
        unreadable=len(findings.unreadable),
    )
