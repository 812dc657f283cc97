"""The command line. Exit codes: 0 nothing to report, 1 findings, 2 wrong usage, 3 some files could not be read."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from typer._click.exceptions import UsageError

from auditlib import __version__
from auditlib.cli_decisions import add_commands
from auditlib.errors import AuditlibError
from auditlib.messages import LANGUAGES, Language, say, use_language

if TYPE_CHECKING:
    from auditlib.corpus import Corpus
    from auditlib.findings import Findings

Reading = Callable[[Progress], "Corpus"]
OK, FOUND, WRONG, UNREAD, STOPPED = 0, 1, 2, 3, 130


class OutputFormat(StrEnum):
    """The forms of output of ``check``."""

    text = "text"
    json = "json"
    html = "html"


class FailOn(StrEnum):
    """From which severity on findings make ``check`` exit with 1."""

    error = "error"
    warning = "warning"
    never = "never"


class FrameFormat(StrEnum):
    """The file forms of ``extract``."""

    csv = "csv"
    parquet = "parquet"


def main() -> None:
    """The ``auditlib`` command. The language is looked for first: the help texts depend on it."""
    use_language(_language_asked(sys.argv[1:]))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app()(standalone_mode=False)
        sys.stdout.flush()
    except AuditlibError as fault:
        code = _complain(str(fault))
    except UsageError as fault:
        code = _misused(fault)
    except BrokenPipeError:
        _drop_output()
        code = OK
    except OSError as fault:
        _drop_output()
        code = _complain(say("error.not_written", path=say("cli.screen"), why=fault.strerror or fault))
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    sys.exit(code if isinstance(code, int) else OK)


def _complain(sentence: str) -> int:
    """Say on stderr what is wrong; the exit code for it."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"{say('cli.error')}{sentence}", markup=False)
    return WRONG


def _misused(fault: UsageError) -> int:
    """Say what is wrong with the command line in the language in force; Typer's own words are English."""
    if type(fault).__name__ == "NoArgsIsHelpError" and fault.ctx:
        typer.echo(fault.ctx.get_help())
        return WRONG
    param, option = getattr(fault, "param", None), getattr(fault, "option_name", None)
    named = option or (param.get_error_hint() if param is not None else "")
    key = {"MissingParameter": "missing", "NoSuchOption": "no_option"}.get(
        type(fault).__name__, "wrong_value"
    )
    command = fault.ctx.command_path if fault.ctx else "auditlib"
    if not named:
        key = "wrong_usage"
    return _complain(say(f"cli.{key}", named=named, reason=fault.message.rstrip("."), command=command))


def _drop_output() -> None:
    """Point stdout to nothing, so that what is left in its buffer does not fail once more when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language_asked(arguments: list[str]) -> Language | None:
    for name, value in zip_longest(arguments, arguments[1:], fillvalue=""):
        asked = (
            name.removeprefix("--lang=") if name.startswith("--lang=") else value if name == "--lang" else ""
        )
        if asked in LANGUAGES:
            return "en" if asked == "en" else "zh"
    return None


def app() -> typer.Typer:
    """The commands, with help in the language in force."""
    _translate_typer()
    commands = typer.Typer(
        name="auditlib",
        help=say("cli.about"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    paths = Annotated[
        list[Path], typer.Argument(help=say("cli.paths"), metavar="PATH...", show_default=False)
    ]
    lang = Annotated[
        str | None, typer.Option("--lang", help=say("cli.lang"), metavar="zh|en", callback=_known_language)
    ]
    suites = Annotated[Path | None, typer.Option("--suites", help=say("cli.suites"), metavar="DIR")]
    only_suites = Annotated[
        Path | None, typer.Option("--only-suites", help=say("cli.only_suites"), metavar="DIR")
    ]

    ocr = Annotated[bool, typer.Option("--ocr", help=say("cli.ocr"))]
    jobs = Annotated[int | None, typer.Option("--jobs", help=say("cli.jobs"), min=1, metavar="N")]

    @commands.callback()
    def whole(
        version: Annotated[
            bool, typer.Option("--version", help=say("cli.version"), callback=_print_version, is_eager=True)
        ] = False,
        language: lang = None,
    ) -> None:
        """Options that hold for every command."""

    @commands.command(help=say("cli.check"))
    def check(
        path: paths,
        form: Annotated[OutputFormat, typer.Option("--format", help=say("cli.format"))] = OutputFormat.text,
        output: Annotated[
            Path | None, typer.Option("-o", "--output", help=say("cli.output"), metavar="FILE")
        ] = None,
        page: Annotated[Path | None, typer.Option("--html", help=say("cli.html"), metavar="FILE")] = None,
        suites: suites = None,
        only_suites: only_suites = None,
        fail_on: Annotated[FailOn, typer.Option("--fail-on", help=say("cli.fail_on"))] = FailOn.error,
        ocr: ocr = False,
        jobs: jobs = None,
        language: lang = None,
    ) -> None:
        reading = partial(_load, path, ocr=ocr, jobs=jobs)
        raise typer.Exit(_check(reading, form, output, page, suites, only_suites, fail_on))

    @commands.command(help=say("cli.extract"))
    def extract(
        path: paths,
        output: Annotated[Path, typer.Option("-o", "--output", help=say("cli.output_folder"), metavar="DIR")],
        form: Annotated[
            FrameFormat, typer.Option("--format", help=say("cli.frame_format"))
        ] = FrameFormat.csv,
        ocr: ocr = False,
        jobs: jobs = None,
        language: lang = None,
    ) -> None:
        raise typer.Exit(_extract(partial(_load, path, ocr=ocr, jobs=jobs), output, form))

    @commands.command(help=say("cli.rules"))
    def rules(suites: suites = None, only_suites: only_suites = None, language: lang = None) -> None:
        _rules(suites, only_suites)

    @commands.command(help=say("cli.lab"))
    def lab(
        folder: Annotated[
            Path | None, typer.Argument(help=say("cli.lab_folder"), metavar="[FOLDER]", show_default=False)
        ] = None,
        decisions: Annotated[
            Path | None, typer.Option("--decisions", help=say("cli.decisions"), metavar="FILE")
        ] = None,
        browser: Annotated[bool, typer.Option("--browser/--no-browser", help=say("cli.browser"))] = True,
        port: Annotated[int | None, typer.Option("--port", help=say("cli.port"), min=1, max=65535)] = None,
        language: lang = None,
    ) -> None:
        from auditlib.workbook.lab import open_lab

        raise typer.Exit(open_lab(folder, decisions=decisions, browser=browser, port=port))

    add_commands(commands, _audited, _known_language)
    return commands


def _translate_typer() -> None:
    from typer import rich_utils

    for constant, key in (
        ("ARGUMENTS_PANEL_TITLE", "arguments"),
        ("OPTIONS_PANEL_TITLE", "options"),
        ("COMMANDS_PANEL_TITLE", "commands"),
    ):
        setattr(rich_utils, constant, say(f"cli.{key}"))


def _known_language(asked: str | None) -> str | None:
    if asked is not None and asked not in LANGUAGES:
        raise typer.BadParameter(say("cli.unknown_language", found=asked))
    return asked


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"auditlib {__version__}")
        raise typer.Exit


def _check(
    reading: Reading,
    form: OutputFormat,
    output: Path | None,
    page: Path | None,
    suites: Path | None,
    only_suites: Path | None,
    fail_on: FailOn,
) -> int:
    from auditlib.checks.rules import load_suites
    from auditlib.exports.writing import write_whole

    if suites and only_suites:
        raise AuditlibError("suites_and_only")
    # A faulty suite is refused before the seconds that reading and checking take.
    load_suites(only_suites or suites, only=only_suites is not None)
    with _progress() as steps:
        corpus = reading(steps)
        task = steps.add_task(say("cli.checking"), total=None)
        from auditlib.auditing import audit

        findings = audit(
            corpus,
            only_suites or suites,
            only=only_suites is not None,
            progress=lambda done, of: steps.update(task, completed=done, total=of),
        )
    if form is OutputFormat.text:
        _print_text(findings, output)
    else:
        content = _rendered(findings, form)
        write_whole(output, content) if output else sys.stdout.write(content)
    if page:
        write_whole(page, _rendered(findings, OutputFormat.html))
        Console(stderr=True, soft_wrap=True).print(say("check.page", path=page), markup=False)
    if findings.unreadable:
        if form is not OutputFormat.text or output:
            for unread in findings.unreadable:
                _complain(str(unread.error))
        return UNREAD
    grave = {FailOn.error: {"error"}, FailOn.warning: {"error", "warning"}, FailOn.never: set[str]()}[fail_on]
    return FOUND if any(finding.severity in grave for finding in findings) else OK


def _audited(paths: list[Path]) -> "Findings":
    """Reports read and audited by our own suites."""
    with _progress() as steps:
        corpus = _load(paths, steps, ocr=False, jobs=None)
        task = steps.add_task(say("cli.checking"), total=None)
        from auditlib.auditing import audit

        return audit(corpus, progress=lambda done, of: steps.update(task, completed=done, total=of))


def _rendered(findings: "Findings", form: OutputFormat) -> str:
    if form is OutputFormat.json:
        from auditlib.exports.json_results import to_json

        return to_json(findings)
    from auditlib.exports.html_report import to_html

    return to_html(findings)


def _print_text(findings: "Findings", output: Path | None) -> None:
    from auditlib.exports.terminal import FindingsView
    from auditlib.exports.writing import write_whole

    if output is None:
        console = Console()
        console = console if console.is_terminal else Console(width=120, color_system=None)
        console.print(FindingsView(findings))
        return
    page = StringIO()
    Console(width=120, color_system=None, file=page).print(FindingsView(findings))
    write_whole(output, page.getvalue())


def _extract(reading: Reading, folder: Path, form: FrameFormat) -> int:
    with _progress() as steps:
        corpus = reading(steps)
    from auditlib.exports.frames_files import extract

    written = extract(corpus, folder, form.value)
    out = Console(soft_wrap=True)
    for path in written:
        out.print(str(path), markup=False, highlight=False)
    for unread in corpus.unreadable:
        Console(stderr=True, soft_wrap=True).print(
            f"{say('cli.error')}{unread.error}", markup=False, highlight=False
        )
    return UNREAD if corpus.unreadable else OK


def _rules(suites: Path | None, only_suites: Path | None) -> None:
    from rich.table import Table

    from auditlib.checks.rules import load_suites, rules_of

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "family", "severity", "title", "clause"):
        table.add_column(
            say(f"rules.{heading}"), overflow="fold", ratio={"title": 3, "clause": 2}.get(heading)
        )
    for rule in rules_of(load_suites(only_suites or suites, only=only_suites is not None)):
        clause = f"{rule.clause}{say('rules.unverified') if rule.authority == 'unverified' else ''}"
        table.add_row(rule.id, rule.family, say(f"severity.{rule.severity}"), str(rule.title), clause)
    console = Console()
    (console if console.is_terminal else Console(width=160, color_system=None)).print(table)


def _load(paths: list[Path], steps: Progress, *, ocr: bool, jobs: int | None) -> "Corpus":
    task = steps.add_task(say("cli.reading"), total=None)
    from auditlib.corpus import load

    return load(
        paths, lambda done, of, name: steps.update(task, completed=done, total=of), ocr=ocr, jobs=jobs
    )


@contextmanager
def _progress() -> Iterator[Progress]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=not console.is_terminal, disable=not console.is_terminal
    ) as steps:
        yield steps
