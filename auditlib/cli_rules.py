"""The commands on rules: ``auditlib rules`` lists them, ``rules check`` looks through an auditor's own, ``rules
example`` copies the worked example."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from auditlib.errors import OutputError
from auditlib.exit_codes import OK, WRONG
from auditlib.messages import say


def add_rules(
    commands: typer.Typer,
    known_language: Callable[[str | None], str | None],
    listing: Callable[[list[Path] | None, Path | None], None],
) -> None:
    """Add these commands to the others; ``listing`` lists the rules with those of further suites, or those alone."""
    lang = Annotated[
        str | None, typer.Option("--lang", help=say("cli.lang"), metavar="zh|en", callback=known_language)
    ]
    group = typer.Typer(help=say("cli.rules"), invoke_without_command=True, rich_markup_mode=None)
    commands.add_typer(group, name="rules")

    @group.callback()
    def rules(
        context: typer.Context,
        suites: Annotated[
            list[Path] | None, typer.Option("--suites", help=say("cli.suites"), metavar="PATH")
        ] = None,
        only_suites: Annotated[
            Path | None, typer.Option("--only-suites", help=say("cli.only_suites"), metavar="PATH")
        ] = None,
        language: lang = None,
    ) -> None:
        if context.invoked_subcommand is None:
            listing(suites, only_suites)

    @group.command(help=say("cli.rules_check"))
    def check(
        path: Annotated[
            list[Path], typer.Argument(help=say("cli.rules_paths"), metavar="PATH...", show_default=False)
        ],
        language: lang = None,
    ) -> None:
        raise typer.Exit(_check(path))

    @group.command(help=say("cli.rules_example"))
    def example(
        folder: Annotated[
            Path, typer.Argument(help=say("cli.rules_example_folder"), metavar="DIR", show_default=False)
        ],
        language: lang = None,
    ) -> None:
        _example(folder)


def _check(paths: list[Path]) -> int:
    from auditlib.checks.inspection import faults_in, inspect

    files = inspect(paths)
    out, complaints = (
        Console(soft_wrap=True, highlight=False),
        Console(stderr=True, soft_wrap=True, highlight=False),
    )
    for file in files:
        for fault in file.faults:
            complaints.print(f"{say('cli.error')}{fault}", markup=False)
        if not file.faults:
            out.print(say("rules_check.fine", path=file.path.name, adds=file.adds), markup=False)
    faults = len(list(faults_in(files)))
    if faults:
        complaints.print(say("rules_check.faults", n=faults), markup=False)
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
