"""The commands on rules: ``auditlib rules`` lists them, ``rules check`` looks through an auditor's own, ``rules
example`` copies the worked example."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from auditlib.cli_asked import Rules
from auditlib.cli_parameters import Commands, argument, language, suites
from auditlib.cli_words import complain
from auditlib.errors import OutputError
from auditlib.exit_codes import OK, WRONG
from auditlib.messages import say
from auditlib.settings import found as settings_found


def rules_commands() -> click.Group:
    """These commands."""

    @click.group("rules", Commands, help=say("cli.rules"), invoke_without_command=True)
    @suites
    @language
    @click.pass_context
    def rules(context: click.Context, suites: Sequence[Path], only_suites: Path | None) -> None:
        if context.invoked_subcommand is None:
            _list(Rules.of(settings_found(), suites, only_suites))

    @rules.command("check", help=say("cli.rules_check"))
    @argument("path", "PATH...", "cli.rules_paths", many=True)
    @language
    def check(path: Sequence[Path]) -> int:
        return _check(path)

    @rules.command("example", help=say("cli.rules_example"))
    @argument("folder", "DIR", "cli.rules_example_folder")
    @language
    def example(folder: Path) -> None:
        _example(folder)

    return rules


def _list(rules: Rules) -> None:
    from rich.table import Table

    from auditlib.checks.rules import load_suites, rules_of

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "family", "severity", "title", "clause"):
        table.add_column(
            say(f"rules.{heading}"), overflow="fold", ratio={"title": 3, "clause": 2}.get(heading)
        )
    for rule in rules_of(load_suites(rules.given, only=rules.only, severity=rules.severity)):
        clause = f"{rule.clause}{say('rules.unverified') if rule.authority == 'unverified' else ''}"
        table.add_row(rule.id, rule.family, say(f"severity.{rule.severity}"), str(rule.title), clause)
    console = Console()
    (console if console.is_terminal else Console(width=160, color_system=None)).print(table)


def _check(paths: Sequence[Path]) -> int:
    from auditlib.checks.inspection import faults_in, inspect

    files = inspect(paths)
    out = Console(soft_wrap=True, highlight=False)
    for file in files:
        for fault in file.faults:
            complain(str(fault))
        if not file.faults:
            out.print(say("rules_check.fine", path=file.path.name, adds=file.adds), markup=False)
    faults = len(list(faults_in(files)))
    if faults:
        Console(stderr=True, soft_wrap=True).print(say("rules_check.faults", n=faults), markup=False)
    return WRONG if faults else OK


def _example(folder: Path) -> None:
    import shutil

    from auditlib.resources import examples

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("example_exists", path=folder)
    try:
        shutil.copytree(examples() / "fujian", folder, dirs_exist_ok=True)
    except OSError as fault:
        raise OutputError("not_written", path=folder, why=fault.strerror or fault) from fault
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        Console(soft_wrap=True).print(str(path), markup=False, highlight=False)
