"""The command line. Exit codes: 0 nothing to report, 1 findings, 2 wrong usage, 3 some files could not be read."""

import os
import sys
from itertools import zip_longest
from pathlib import Path

import click
from click.exceptions import NoArgsIsHelpError

from auditlib import __version__
from auditlib.cli_asked import Asked
from auditlib.cli_cache import cache_commands
from auditlib.cli_check import check_command
from auditlib.cli_decisions import compare_command, decisions_commands
from auditlib.cli_export import export_command
from auditlib.cli_extract import extract_command
from auditlib.cli_parameters import Commands, argument, language, place, settings, whole_number
from auditlib.cli_rules import rules_commands
from auditlib.cli_words import complain, misuse, speak
from auditlib.errors import AuditlibError
from auditlib.exit_codes import OK, STOPPED, WRONG
from auditlib.messages import LANGUAGES, Language, say, use_language
from auditlib.settings import VARIABLE
from auditlib.settings import found as settings_found


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
        code = _wrong(str(fault))
    except NoArgsIsHelpError as fault:
        click.echo(fault.message)
        code = WRONG
    except click.UsageError as fault:
        code = _wrong(misuse(fault))
    except BrokenPipeError:
        _drop_output()
        code = OK
    except OSError as fault:
        why = fault.strerror or fault
        if fault.filename is not None:
            code = _wrong(say("error.system", path=fault.filename, why=why))
        else:
            _drop_output()
            code = _wrong(say("error.not_written", path=say("cli.screen"), why=why))
    except (KeyboardInterrupt, click.Abort):
        code = STOPPED
    sys.exit(code if isinstance(code, int) else OK)


def _wrong(sentence: str) -> int:
    complain(sentence)
    return WRONG


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


def app() -> click.Group:
    """The commands, with help in the language in force."""
    speak()

    @click.group("auditlib", Commands, help=say("cli.about"))
    @click.version_option(__version__, message="auditlib %(version)s", help=say("cli.version"))
    @language
    def auditlib() -> None:
        pass

    for command in (
        check_command(),
        extract_command(),
        _lab_command(),
        compare_command(),
        export_command(),
        rules_commands(),
        decisions_commands(),
        cache_commands(),
    ):
        auditlib.add_command(command)
    return auditlib


def _lab_command() -> click.Command:
    @click.command("lab", help=say("cli.lab"))
    @argument("folder", "[FOLDER]", "cli.lab_folder")
    @place("--decisions", metavar="FILE", text="cli.decisions")
    @click.option("--browser/--no-browser", default=True, show_default=True, help=say("cli.browser"))
    @whole_number("--port", "cli.port", 1, 65535)
    @settings
    @language
    @click.pass_context
    def lab(
        context: click.Context,
        folder: Path | None,
        decisions: Path | None,
        browser: bool,
        port: int | None,
        config: Path | None,
    ) -> int:
        from auditlib.workbook.lab import open_lab

        asked = Asked(context, settings_found(config))
        if asked.settings.source:  # the notebooks find the same settings
            os.environ[VARIABLE] = str(asked.settings.source)
        if folder is None and asked.settings.reports:  # which the notebooks read where nothing else is named
            os.environ.pop("AUDITLIB_REPORTS", None)
        decisions = asked.value("decisions", decisions)
        return open_lab(folder, decisions=decisions, browser=browser, port=port)

    return lab
