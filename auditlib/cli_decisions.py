"""The commands on decisions: ``auditlib decisions log|verify|merge|export`` and ``auditlib compare``."""

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console, RenderableType

from auditlib.cli_asked import Asked
from auditlib.cli_parameters import (
    Commands,
    argument,
    choice,
    flag,
    language,
    output_file,
    place,
    running,
    settings,
    suites,
)
from auditlib.cli_running import audited_as_asked
from auditlib.cli_words import complain
from auditlib.errors import AuditlibError, DecisionsError
from auditlib.exit_codes import FOUND, OK, UNREAD, WRONG
from auditlib.messages import say
from auditlib.settings import found as settings_found

if TYPE_CHECKING:
    from auditlib.findings import Findings

Audited = Callable[[Sequence[Path]], "Findings"]


class ComparisonFormat(StrEnum):
    """The forms of output of ``compare``."""

    text = "text"
    json = "json"


def decisions_commands() -> click.Group:
    """The commands on a record of decisions."""
    file = argument("file", "FILE", "cli.decisions")
    files = argument("files", "FILE...", "cli.decisions_files", many=True)

    @click.group("decisions", Commands, help=say("cli.of_decisions"))
    @language
    def decisions() -> None:
        pass

    @decisions.command("log", help=say("cli.decisions_log"))
    @file
    @flag("--json", "cli.decisions_json")
    @language
    def log(file: Path, json: bool) -> None:
        _log(file, as_json=json)

    @decisions.command("verify", help=say("cli.decisions_verify"))
    @files
    @language
    def verify(files: Sequence[Path]) -> int:
        return _verify(files)

    @decisions.command("merge", help=say("cli.decisions_merge"))
    @argument("into", "INTO", "cli.decisions_into")
    @files
    @language
    def merge(into: Path, files: Sequence[Path]) -> int:
        return _merge(into, files)

    @decisions.command("export", help=say("cli.decisions_export"))
    @file
    @argument("path", "[PATH...]", "cli.decisions_reports", many=True)
    @place("-o", "--output", metavar="OUT.csv|json", text="cli.decisions_output", required=True)
    @suites
    @running
    @settings
    @language
    @click.pass_context
    def export(
        context: click.Context,
        file: Path,
        path: Sequence[Path],
        output: Path,
        suites: Sequence[Path],
        only_suites: Path | None,
        ocr: bool,
        jobs: int | None,
        config: Path | None,
    ) -> int:
        asked = Asked(context, settings_found(config))
        audited = audited_as_asked(asked, asked.rules(suites, only_suites), ocr, jobs)
        return _export(file, path, output, audited)

    return decisions


def compare_command() -> click.Command:
    """The command ``auditlib compare``."""

    @click.command("compare", help=say("cli.compare"))
    @argument("old", "OLD", "cli.old")
    @argument("new", "NEW", "cli.new")
    @place("--decisions", metavar="FILE", text="cli.old_decisions")
    @choice("--format", "form", ComparisonFormat.text, "cli.format")
    @output_file
    @suites
    @running
    @settings
    @language
    @click.pass_context
    def compare(
        context: click.Context,
        old: Path,
        new: Path,
        decisions: Path | None,
        form: ComparisonFormat,
        output: Path | None,
        suites: Sequence[Path],
        only_suites: Path | None,
        ocr: bool,
        jobs: int | None,
        config: Path | None,
    ) -> int:
        asked = Asked(context, settings_found(config))
        audited = audited_as_asked(asked, asked.rules(suites, only_suites), ocr, jobs)
        return _compare(old, new, decisions, form, output, audited)

    return compare


def _log(file: Path, *, as_json: bool) -> None:
    from auditlib.decisions import Decisions
    from auditlib.exports.decision_tables import log_json, log_table

    events = Decisions(file, write=False).events()
    if as_json:
        sys.stdout.write(log_json(events))
    else:
        _show(log_table(events))


def _verify(files: Sequence[Path]) -> int:
    """Say of every file whether it is as written; one that cannot be used does not keep the others from being read."""
    from auditlib.decisions import Decisions

    code = OK
    for file in files:
        try:
            store = Decisions(file, write=False)
            broken, events = store.verify(), store.events()
        except DecisionsError as fault:
            complain(str(fault))
            code = WRONG
            continue
        if broken is None:
            seal = events[-1].chain if events else "—"
            _line(say("decisions.verified", path=file, n=len(events), seal=seal))
        else:
            _line(say("decisions.broken", path=file, number=broken))
            code = max(code, FOUND)
    return code


def _merge(into: Path, files: Sequence[Path]) -> int:
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


def _export(file: Path, paths: Sequence[Path], output: Path, audited: Audited) -> int:
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
    audited: Audited,
) -> int:
    from auditlib.decisions import Decisions

    made = Decisions(decisions, write=False).current() if decisions else {}
    before, after = audited([old]), audited([new])
    from auditlib.comparing import compare
    from auditlib.exports.comparison import ComparisonView, comparison_json
    from auditlib.exports.terminal import plain
    from auditlib.exports.writing import write_whole

    comparison = compare(before, after, made)
    if form is ComparisonFormat.json:
        content = comparison_json(comparison)
        write_whole(output, content) if output else sys.stdout.write(content)
    elif output:
        write_whole(output, plain([ComparisonView(comparison)]))
    else:
        _show(ComparisonView(comparison))
    unread = max(_unread(before), _unread(after))
    return unread or (OK if comparison.settled else FOUND)


def _unread(findings: "Findings") -> int:
    for unread in findings.unreadable:
        complain(str(unread.error))
    return UNREAD if findings.unreadable else OK


def _show(content: RenderableType) -> None:
    console = Console()
    (console if console.is_terminal else Console(width=160, color_system=None)).print(content)


def _line(sentence: str) -> None:
    Console(soft_wrap=True, highlight=False).print(sentence, markup=False)
