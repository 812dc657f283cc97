"""The command line. Exit codes: 0 nothing to report, 1 findings, 2 wrong usage, 3 some files could not be read."""

import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from typer._click.exceptions import UsageError

from auditlib import __version__
from auditlib.checks.kinds import Severity
from auditlib.cli_asked import Asked, Rules
from auditlib.cli_cache import add_cache_commands
from auditlib.cli_decisions import add_commands
from auditlib.cli_export import BaselineFiles, add_export_commands
from auditlib.cli_rules import add_rules
from auditlib.cli_running import Ahead, Reading, Where, audited, audited_with_settings, loaded, progress
from auditlib.cli_words import reason, speak
from auditlib.errors import AuditlibError
from auditlib.exit_codes import FOUND, OK, STOPPED, UNREAD, WRONG
from auditlib.messages import LANGUAGES, Language, say, use_language
from auditlib.settings import VARIABLE
from auditlib.settings import found as settings_found

if TYPE_CHECKING:
    from auditlib.exports.results import Results


class OutputFormat(StrEnum):
    """The forms of output of ``check``."""

    text = "text"
    json = "json"
    junit = "junit"
    sarif = "sarif"
    html = "html"
    xlsx = "xlsx"


class FailOn(StrEnum):
    """From which severity on findings make ``check`` exit with 1."""

    error = "error"
    warning = "warning"
    never = "never"


GRAVE: Mapping[FailOn, frozenset[Severity]] = {
    FailOn.error: frozenset({"error"}),
    FailOn.warning: frozenset({"error", "warning"}),
    FailOn.never: frozenset(),
}


class FrameFormat(StrEnum):
    """The file forms of ``extract``."""

    csv = "csv"
    parquet = "parquet"


def main() -> None:
    """The ``auditlib`` command. The language is looked for first: the help texts depend on it."""
    use_language(_language_asked(sys.argv[1:]) or _language_set(sys.argv[1:]))
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
        why = fault.strerror or fault
        if fault.filename is not None:
            code = _complain(say("error.system", path=fault.filename, why=why))
        else:
            _drop_output()
            code = _complain(say("error.not_written", path=say("cli.screen"), why=why))
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
    return _complain(say(f"cli.{key}", named=named, reason=reason(fault.message), command=command))


def _drop_output() -> None:
    """Point stdout to nothing, so that what is left in its buffer does not fail once more when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language_asked(arguments: list[str]) -> Language | None:
    asked = _value_of("--lang", arguments)
    return ("en" if asked == "en" else "zh") if asked in LANGUAGES else None


def _language_set(arguments: list[str]) -> Language | None:
    """The language in the settings; what is wrong with them is told by the command that needs them."""
    named = _value_of("--config", arguments)
    try:
        return settings_found(Path(named) if named else None).language
    except AuditlibError:
        return None


def _value_of(option: str, arguments: list[str]) -> str:
    """The value of an option, before the command line is taken apart; "" where it is not there."""
    for name, value in zip_longest(arguments, arguments[1:], fillvalue=""):
        if name.startswith(f"{option}="):
            return name.removeprefix(f"{option}=")
        if name == option:
            return value
    return ""


def app() -> typer.Typer:
    """The commands, with help in the language in force."""
    speak()
    commands = typer.Typer(
        name="auditlib",
        help=say("cli.about"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    paths = Annotated[
        list[Path] | None, typer.Argument(help=say("cli.paths"), metavar="[PATH...]", show_default=False)
    ]
    lang = Annotated[
        str | None, typer.Option("--lang", help=say("cli.lang"), metavar="zh|en", callback=_known_language)
    ]
    suites = Annotated[list[Path] | None, typer.Option("--suites", help=say("cli.suites"), metavar="PATH")]
    only_suites = Annotated[
        Path | None, typer.Option("--only-suites", help=say("cli.only_suites"), metavar="PATH")
    ]
    config = Annotated[Path | None, typer.Option("--config", help=say("cli.config"), metavar="FILE")]

    ocr = Annotated[bool, typer.Option("--ocr", help=say("cli.ocr"))]
    jobs = Annotated[int | None, typer.Option("--jobs", help=say("cli.jobs"), min=1, metavar="N")]
    cluster = Annotated[str | None, typer.Option("--cluster", help=say("cli.cluster"), metavar="ADDRESS")]

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
        context: typer.Context,
        path: paths = None,
        form: Annotated[OutputFormat, typer.Option("--format", help=say("cli.format"))] = OutputFormat.text,
        output: Annotated[
            Path | None, typer.Option("-o", "--output", help=say("cli.output"), metavar="FILE")
        ] = None,
        page: Annotated[Path | None, typer.Option("--html", help=say("cli.html"), metavar="FILE")] = None,
        suites: suites = None,
        only_suites: only_suites = None,
        fail_on: Annotated[FailOn, typer.Option("--fail-on", help=say("cli.fail_on"))] = FailOn.error,
        baseline: Annotated[
            Path | None, typer.Option("--baseline", help=say("cli.baseline"), metavar="FILE")
        ] = None,
        new_baseline: Annotated[
            Path | None, typer.Option("--write-baseline", help=say("cli.write_baseline"), metavar="FILE")
        ] = None,
        github: Annotated[bool, typer.Option("--github", help=say("cli.github"))] = False,
        ocr: ocr = False,
        jobs: jobs = None,
        cluster: cluster = None,
        config: config = None,
        language: lang = None,
    ) -> None:
        asked = Asked(context, settings_found(config))
        rules = asked.rules(suites, only_suites)
        where = Where(asked.value("jobs", jobs), cluster)
        reading = partial(
            loaded, asked.paths(path), ocr=asked.value("ocr", ocr), where=where, suites=rules.given
        )
        code = _check(
            reading,
            OutputFormat(asked.choice("form", form, OutputFormat, "format")),
            asked.value("output", output),
            asked.value("page", page, "html"),
            rules,
            FailOn(asked.value("fail_on", fail_on)),
            BaselineFiles(baseline, new_baseline),
            where,
            github=github,
        )
        raise typer.Exit(code)

    @commands.command(help=say("cli.extract"))
    def extract(
        context: typer.Context,
        output: Annotated[Path, typer.Option("-o", "--output", help=say("cli.output_folder"), metavar="DIR")],
        form: Annotated[
            FrameFormat, typer.Option("--format", help=say("cli.frame_format"))
        ] = FrameFormat.csv,
        path: paths = None,
        ocr: ocr = False,
        suites: suites = None,
        jobs: jobs = None,
        config: config = None,
        language: lang = None,
    ) -> None:
        asked = Asked(context, settings_found(config))
        rules = asked.rules(suites, None)
        reading = partial(
            loaded,
            asked.paths(path),
            ocr=asked.value("ocr", ocr),
            where=Where(asked.value("jobs", jobs)),
            suites=rules.given,
        )
        raise typer.Exit(_extract(reading, output, form, rules))

    add_rules(commands, _known_language, _rules)

    @commands.command(help=say("cli.lab"))
    def lab(
        context: typer.Context,
        folder: Annotated[
            Path | None, typer.Argument(help=say("cli.lab_folder"), metavar="[FOLDER]", show_default=False)
        ] = None,
        decisions: Annotated[
            Path | None, typer.Option("--decisions", help=say("cli.decisions"), metavar="FILE")
        ] = None,
        browser: Annotated[bool, typer.Option("--browser/--no-browser", help=say("cli.browser"))] = True,
        port: Annotated[
            int | None, typer.Option("--port", help=say("cli.port"), min=1, max=65535, metavar="N")
        ] = None,
        config: config = None,
        language: lang = None,
    ) -> None:
        from auditlib.workbook.lab import open_lab

        asked = Asked(context, settings_found(config))
        if asked.settings.source:  # the notebooks find the same settings
            os.environ[VARIABLE] = str(asked.settings.source)
        if folder is None and asked.settings.reports:  # which the notebooks read where nothing else is named
            os.environ.pop("AUDITLIB_REPORTS", None)
        decisions = asked.value("decisions", decisions)
        raise typer.Exit(open_lab(folder, decisions=decisions, browser=browser, port=port))

    add_commands(commands, audited_with_settings, _known_language)
    add_cache_commands(commands, _known_language)
    add_export_commands(commands, audited_with_settings, _known_language)
    return commands


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
    rules: Rules,
    fail_on: FailOn,
    known: BaselineFiles,
    where: Where,
    *,
    github: bool = False,
) -> int:
    if form is OutputFormat.xlsx and output is None and sys.stdout.isatty():
        raise AuditlibError("output_needed", form=form.value)
    from auditlib.exports.writing import demand_place, write_whole

    for place in (output, page):
        demand_place(place)
    # A faulty suite or baseline is refused before the seconds that reading and checking take.
    if rules.given or rules.severity:
        from auditlib.checks.rules import load_suites

        load_suites(rules.given, only=rules.only, severity=rules.severity)
    baseline = known.baseline()
    findings = audited(reading, rules, where)
    from auditlib.checks.rules import load_suites, rules_of

    loaded = load_suites(rules.given, only=rules.only, severity=rules.severity)
    from auditlib.exports.results import Results, suite_files

    results = Results(
        findings,
        rules=rules_of(loaded),
        suites=suite_files(rules.given, only=rules.only),
        baseline=known.settled(findings, baseline),
    )
    grave = GRAVE[fail_on]
    if form is OutputFormat.text:
        _print_text(results, output)
    else:
        _put(_rendered(results, form, grave), output)
    if page:
        write_whole(page, _rendered(results, OutputFormat.html, grave))
        Console(stderr=True, soft_wrap=True).print(say("check.page", path=page), markup=False)
    if github:
        from auditlib.exports.github import annotations

        for line in annotations(results):
            typer.echo(line)
    if findings.unreadable:
        if form is not OutputFormat.text or output:
            for unread in findings.unreadable:
                _complain(str(unread.error))
        return UNREAD
    return FOUND if any(f.severity in grave and not results.is_known(f) for f in findings) else OK


def _rendered(results: "Results", form: OutputFormat, grave: frozenset[Severity]) -> str | bytes:
    """The results in a form of output; in JUnit's what fails the build is a failure, or errors where nothing does."""
    if form is OutputFormat.json:
        from auditlib.exports.json_results import to_json

        return to_json(results)
    if form is OutputFormat.junit:
        from auditlib.exports.junit import FAILURES, to_junit

        return to_junit(results, grave or FAILURES)
    if form is OutputFormat.sarif:
        from auditlib.exports.sarif import to_sarif

        return to_sarif(results)
    if form is OutputFormat.xlsx:
        from auditlib.exports.working_paper import working_paper

        return working_paper(results)
    from auditlib.exports.html_report import to_html

    return to_html(results)


def _put(content: str | bytes, output: Path | None) -> None:
    from auditlib.exports.writing import write_whole

    if output:
        write_whole(output, content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)


def _print_text(results: "Results", output: Path | None) -> None:
    from auditlib.exports.terminal import FindingsView
    from auditlib.exports.writing import write_whole

    new = tuple(finding for finding in results.findings if not results.is_known(finding))
    known_in = Counter(finding.report for finding in results.findings if results.is_known(finding))
    findings = replace(results.findings, items=new)
    known = len(results.findings) - len(new)
    if known:
        Console(stderr=True, soft_wrap=True).print(say("check.known", n=known), markup=False)

    if output is None:
        console = Console()
        console = console if console.is_terminal else Console(width=120, color_system=None)
        console.print(FindingsView(findings, known_in))
        return
    page = StringIO()
    Console(width=120, color_system=None, file=page).print(FindingsView(findings, known_in))
    write_whole(output, page.getvalue())


def _extract(reading: Reading, folder: Path, form: FrameFormat, rules: Rules) -> int:
    ahead = Ahead("auditlib.exports.frames_files")
    with progress() as steps:
        corpus = reading(steps, reading=ahead.start)
    ahead.join()
    from auditlib.exports.frames_files import extract

    written = extract(corpus, folder, form.value, rules.given)
    out = Console(soft_wrap=True)
    for path in written:
        out.print(str(path), markup=False, highlight=False)
    for unread in corpus.unreadable:
        Console(stderr=True, soft_wrap=True).print(
            f"{say('cli.error')}{unread.error}", markup=False, highlight=False
        )
    return UNREAD if corpus.unreadable else OK


def _rules(suites: list[Path] | None, only_suites: Path | None) -> None:
    from rich.table import Table

    from auditlib.checks.rules import load_suites, rules_of

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "family", "severity", "title", "clause"):
        table.add_column(
            say(f"rules.{heading}"), overflow="fold", ratio={"title": 3, "clause": 2}.get(heading)
        )
    rules = Rules.of(settings_found(), suites, only_suites)
    for rule in rules_of(load_suites(rules.given, only=rules.only, severity=rules.severity)):
        clause = f"{rule.clause}{say('rules.unverified') if rule.authority == 'unverified' else ''}"
        table.add_row(rule.id, rule.family, say(f"severity.{rule.severity}"), str(rule.title), clause)
    console = Console()
    (console if console.is_terminal else Console(width=160, color_system=None)).print(table)
