"""The parameters that more than one command has, each in one place; and the groups that commands stand in.

Their help is in the language that is in force when a command is made.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from auditlib.messages import LANGUAGES, say

Made = TypeVar("Made", bound=Callable[..., Any])


class Named(click.Path):
    """A file or folder. An empty name, as of a variable that is not set, would be the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path of a name."""
        if value == "":
            self.fail(say("cli.reason.empty"), param, ctx)
        return super().convert(value, param, ctx)


PATH = Named(path_type=Path)


class Commands(click.Group):
    """A group of commands, listed in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.commands)


def argument(name: str, metavar: str, text: str, *, many: bool = False) -> Callable[[Made], Made]:
    """A file or folder, or several; needed unless its ``metavar`` is in brackets. ``text`` is a key of the catalogue."""
    return click.argument(
        name,
        type=PATH,
        metavar=metavar,
        nargs=-1 if many else 1,
        required=not metavar.startswith("["),
        help=say(text),
    )


def place(*names: str, metavar: str, text: str, required: bool = False) -> Callable[[Made], Made]:
    """An option that names a file or folder."""
    return click.option(*names, type=PATH, metavar=metavar, required=required, help=say(text))


def places(name: str, *, metavar: str, text: str) -> Callable[[Made], Made]:
    """An option that names a file or folder and can be given again."""
    return click.option(name, type=PATH, metavar=metavar, multiple=True, help=say(text))


def choice(name: str, variable: str, default: StrEnum, text: str) -> Callable[[Made], Made]:
    """One of the words of an enumeration."""
    kind = click.Choice(type(default))
    return click.option(name, variable, type=kind, default=default, show_default=True, help=say(text))


def flag(name: str, text: str) -> Callable[[Made], Made]:
    """An option that is given or not."""
    return click.option(name, is_flag=True, help=say(text))


def whole_number(name: str, text: str, least: int, most: int | None = None) -> Callable[[Made], Made]:
    """An option with a whole number in a range."""
    return click.option(name, type=click.IntRange(least, most), metavar="N", help=say(text))


def reports(command: Made) -> Made:
    """``path``: the reports, none or several."""
    return argument("path", "[PATH...]", "cli.paths", many=True)(command)


def suites(command: Made) -> Made:
    """``suites`` and ``only_suites``: rules besides the product's, or instead of them."""
    instead = place("--only-suites", metavar="PATH", text="cli.only_suites")
    return places("--suites", metavar="PATH", text="cli.suites")(instead(command))


def running(command: Made) -> Made:
    """``ocr`` and ``jobs``: how reports are read."""
    return flag("--ocr", "cli.ocr")(whole_number("--jobs", "cli.jobs", 1)(command))


def settings(command: Made) -> Made:
    """``config``: the settings file."""
    return place("--config", metavar="FILE", text="cli.config")(command)


def output_folder(command: Made) -> Made:
    """``output``: the folder that files are written into."""
    return place("-o", "--output", metavar="DIR", text="cli.output_folder", required=True)(command)


def output_file(command: Made) -> Made:
    """``output``: the file that is written instead of the screen."""
    return place("-o", "--output", metavar="FILE", text="cli.output")(command)


def language(command: Made) -> Made:
    """``--lang``, which every command knows; it is obeyed before the command line is taken apart."""
    return click.option(
        "--lang", metavar="zh|en", callback=_known_language, expose_value=False, help=say("cli.lang")
    )(command)


def _known_language(context: click.Context, parameter: click.Parameter, asked: str | None) -> None:
    if asked is not None and asked not in LANGUAGES:
        raise click.BadParameter(say("cli.unknown_language", found=asked), context, parameter)
