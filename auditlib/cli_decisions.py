"""The commands on decisions: ``auditlib decisions log|verify|merge|export`` and ``auditlib compare``."""

import sys
from collections.abc import Callable
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, RenderableType

from auditlib.errors import AuditlibError, DecisionsError
from auditlib.exit_codes import FOUND, OK, UNREAD, WRONG
from auditlib.messages import say

if TYPE_CHECKING:
    from auditlib.findings import Findings


class ComparisonFormat(StrEnum):
    """The forms of output of ``compare``."""

    text = "text"
    json = "json"


def add_commands(
    commands: typer.Typer,
    audited: "Callable[[list[Path]], Findings]",
    known_language: Callable[[str | None], str | None],
) -> None:
    """Add these commands to the others; ``audited`` reads and audits reports."""
    lang = Annotated[
        str | None, typer.Option("--lang", help=say("cli.lang"), metavar="zh|en", callback=known_language)
    ]
    file = Annotated[Path, typer.Argument(help=say("cli.decisions"), metavar="FILE", show_default=False)]
    files = Annotated[
        list[Path], typer.Argument(help=say("cli.decisions_files"), metavar="FILE...", show_default=False)
    ]
    group = typer.Typer(help=say("cli.of_decisions"), no_args_is_help=True, rich_markup_mode=None)
    commands.add_typer(group, name="decisions")

    @group.callback()
    def whole(language: lang = None) -> None:
        """Options that hold for every command on decisions."""

    @group.command(help=say("cli.decisions_log"))
    def log(
        file: file,
        as_json: Annotated[bool, typer.Option("--json", help=say("cli.decisions_json"))] = False,
        language: lang = None,
    ) -> None:
        _log(file, as_json=as_json)

    @group.command(help=say("cli.decisions_verify"))
    def verify(files: files, language: lang = None) -> None:
        raise typer.Exit(_verify(files))

    @group.command(help=say("cli.decisions_merge"))
    def merge(
        into: Annotated[
            Path, typer.Argument(help=say("cli.decisions_into"), metavar="INTO", show_default=False)
        ],
        files: files,
        language: lang = None,
    ) -> None:
        raise typer.Exit(_merge(into, files))

    @group.command(help=say("cli.decisions_export"))
    def export(
        file: file,
        output: Annotated[
            Path, typer.Option("-o", "--output", help=say("cli.decisions_output"), metavar="OUT.csv|json")
        ],
        path: Annotated[
            list[Path] | None,
            typer.Argument(help=say("cli.decisions_reports"), metavar="[PATH...]", show_default=False),
        ] = None,
        language: lang = None,
    ) -> None:
        raise typer.Exit(_export(file, path or [], output, audited))

    @commands.command(help=say("cli.compare"))
    def compare(
        old: Annotated[Path, typer.Argument(help=say("cli.old"), metavar="OLD", show_default=False)],
        new: Annotated[Path, typer.Argument(help=say("cli.new"), metavar="NEW", show_default=False)],
        decisions: Annotated[
            Path | None, typer.Option("--decisions", help=say("cli.old_decisions"), metavar="FILE")
        ] = None,
        form: Annotated[
            ComparisonFormat, typer.Option("--format", help=say("cli.format"))
        ] = ComparisonFormat.text,
        output: Annotated[
            Path | None, typer.Option("-o", "--output", help=say("cli.output"), metavar="FILE")
        ] = None,
        language: lang = None,
    ) -> None:
        raise typer.Exit(_compare(old, new, decisions, form, output, audited))


def _log(file: Path, *, as_json: bool) -> None:
    from auditlib.decisions import Decisions
    from auditlib.exports.decision_tables import log_json, log_table

    events = Decisions(file, write=False).events()
    if as_json:
        sys.stdout.write(log_json(events))
    else:
        _show(log_table(events))


def _verify(files: list[Path]) -> int:
    """Say of every file whether it is as written; one that cannot be used does not keep the others from being read."""
    from auditlib.decisions import Decisions

    code = OK
    for file in files:
        try:
            store = Decisions(file, write=False)
            broken, events = store.verify(), store.events()
        except DecisionsError as fault:
            _complain(fault)
            code = WRONG
            continue
        if broken is None:
            seal = events[-1].chain if events else "—"
            _line(say("decisions.verified", path=file, n=len(events), seal=seal))
        else:
            _line(say("decisions.broken", path=file, number=broken))
            code = max(code, FOUND)
    return code


def _merge(into: Path, files: list[Path]) -> int:
    from auditlib.decisions import Decisions, conflicts
    from auditlib.exports.decision_tables import conflicts_table

    sources = [Decisions(file, write=False) for file in files]
    store = Decisions(into)
    for file, added in zip(files, store.merge(*sources), strict=True):
        _line(say("decisions.merged", path=file, n=added))
    disputed = conflicts(store.events())
    if not disputed:
        return OK
    _line(say("decisions.conflicts", n=len(disputed)))
    _show(conflicts_table(disputed))
    return FOUND


def _export(file: Path, paths: list[Path], output: Path, audited: "Callable[[list[Path]], Findings]") -> int:
    from auditlib.decisions import Decisions
    from auditlib.exports.decision_tables import decision_rows, rows_to_csv, rows_to_json
    from auditlib.exports.writing import write_whole

    forms = {".csv": rows_to_csv, ".json": rows_to_json}
    form = forms.get(output.suffix.lower())
    if form is None:
        raise AuditlibError("decisions_output", path=output)
    events = Decisions(file, write=False).events()
    findings = audited(paths) if paths else None
    write_whole(output, form(decision_rows(events, findings)))
    return _unread(findings) if findings else OK


def _compare(
    old: Path,
    new: Path,
    decisions: Path | None,
    form: ComparisonFormat,
    output: Path | None,
    audited: "Callable[[list[Path]], Findings]",
) -> int:
    from auditlib.decisions import Decisions

    made = Decisions(decisions, write=False).current() if decisions else {}
    before, after = audited([old]), audited([new])
    from auditlib.comparing import compare
    from auditlib.exports.comparison import ComparisonView, comparison_json
    from auditlib.exports.writing import write_whole

    comparison = compare(before, after, made)
    if form is ComparisonFormat.json:
        content = comparison_json(comparison)
        write_whole(output, content) if output else sys.stdout.write(content)
    elif output:
        page = StringIO()
        Console(width=120, color_system=None, file=page).print(ComparisonView(comparison))
        write_whole(output, page.getvalue())
    else:
        _show(ComparisonView(comparison))
    unread = max(_unread(before), _unread(after))
    return unread or (OK if comparison.settled else FOUND)


def _unread(findings: "Findings") -> int:
    for unread in findings.unreadable:
        _complain(unread.error)
    return UNREAD if findings.unreadable else OK


def _show(content: RenderableType) -> None:
    console = Console()
    (console if console.is_terminal else Console(width=160, color_system=None)).print(content)


def _line(sentence: str) -> None:
    Console(soft_wrap=True, highlight=False).print(sentence, markup=False)


def _complain(fault: object) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"{say('cli.error')}{fault}", markup=False)
