"""What Typer says of itself, in the language in force: headings of the help, and what is wrong with a command line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from typer._click.core import Context
from typer._click.formatting import HelpFormatter

from auditlib.messages import say

Rows = Sequence[tuple[str, str]]

HEADINGS: Mapping[str, str] = {"Arguments": "arguments", "Options": "options", "Commands": "commands"}
USAGE = (("[OPTIONS]", "usage_options"), ("COMMAND [ARGS]...", "usage_command"))
SHOWS_HELP = "Show this message and exit."
EXTRA = re.compile(r"  \[(?P<extra>[^\[\]]*)\]$")
DEFAULT, REQUIRED = re.compile(r"^default: (?P<value>.*)$"), "required"
RANGE = re.compile(r"^(?:(?P<least>-?\d+)<=)?x(?:>=(?P<from>-?\d+))?(?:<=(?P<most>-?\d+))?$")
METAVAR = re.compile(r"\{(?P<name>[^{}]*?)(?:\.\.\.)?\}")  # {PATH...}... of an argument that may be left out
KIND = re.compile(r" <[^|>]*>$")  # the kind of value, in words of programmers

# What Typer and its parts say of a wrong command line, and the keys of the catalogue that say it.
REASONS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"^(?:Value error, )?'?(?P<found>.*?)'? is not one of (?P<known>.*)$", "not_one_of"),
        (r"^Input should be greater than or equal to (?P<least>.*)$", "too_small"),
        (r"^Input should be less than or equal to (?P<most>.*)$", "too_great"),
        (r"^Input should be a valid integer.*$", "no_integer"),
        (r"^Option '(?P<name>.*)' requires an argument$", "needs_value"),
        (r"^Option '(?P<name>.*)' does not take a value$", "takes_no_value"),
        (r"^Got unexpected extra argument(?:s|\(s\))? \((?P<found>.*)\)$", "too_many"),
        (r"^No such command '(?P<name>.*?)'\. Did you mean (?P<known>.*)\?$", "no_command_but"),
        (r"^No such command '(?P<name>.*)'$", "no_command"),
        (r"^Missing command$", "missing_command"),
    )
)


def reason(said: str) -> str:
    """What is wrong with a command line, in the language in force; what is not known stands as it is."""
    bare = said.rstrip(".")
    for pattern, key in REASONS:
        if match := pattern.match(bare):
            return say(
                f"cli.reason.{key}", **{name: text.rstrip("?") for name, text in match.groupdict().items()}
            )
    return bare


class SpokenFormatter(HelpFormatter):
    """Help with all headings and remarks in the language in force."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        for english, key in USAGE:
            args = args.replace(english, say(f"cli.{key}"))
        args = METAVAR.sub(r"\g<name>", args).replace("[[", "[").replace("]]", "]")
        super().write_usage(prog, args, prefix or say("cli.usage"))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A section under its heading."""
        with super().section(say(f"cli.{HEADINGS[name]}") if name in HEADINGS else name):
            yield

    def write_dl(self, rows: Rows, col_max: int = 30, col_spacing: int = 2) -> None:
        """Options, arguments or commands beside what they do."""
        told = [(KIND.sub("", name), _told(text)) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


def _told(text: str) -> str:
    if text == SHOWS_HELP:
        return say("cli.shows_help")
    match = EXTRA.search(text)
    if not match:
        return text
    parts = [_remark(part) for part in match["extra"].split("; ")]
    return f"{text[: match.start()]}  [{say('cli.extra_joint').join(parts)}]"


def _remark(part: str) -> str:
    if part == REQUIRED:
        return say("cli.required")
    if match := DEFAULT.match(part):
        return say("cli.default", value=match["value"])
    if match := RANGE.match(part):
        least, most = match["least"] or match["from"], match["most"]
        if least and most:
            return say("cli.between", least=least, most=most)
        return say("cli.least", least=least) if least else say("cli.most", most=most)
    return part


def speak() -> None:
    """Have every command's help written in the language in force."""
    Context.formatter_class = SpokenFormatter
