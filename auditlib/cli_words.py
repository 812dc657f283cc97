"""What a command says of itself in the language in force: headings of the help, and what is wrong with a command line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from click import Context, HelpFormatter, UsageError
from click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchCommand, NoSuchOption
from rich.console import Console

from auditlib.messages import say

HEADINGS: Mapping[str, str] = {
    "Positional arguments": "arguments",
    "Options": "options",
    "Commands": "commands",
}
USAGE = (
    ("[OPTIONS]", "usage_options"),
    ("COMMAND [ARGS]...", "usage_command"),
    ("[COMMAND] [ARGS]...", "usage_command_or_none"),
)
SHOWS_HELP = "Show this message and exit."
EXTRA = re.compile(r"  \[(?P<extra>[^\[\]]*)\]$")
DEFAULT, REQUIRED = re.compile(r"^default: (?P<value>.*)$"), "required"
RANGE = re.compile(r"^(?:(?P<least>-?\d+)<=)?x(?:>=(?P<from>-?\d+))?(?:<=(?P<most>-?\d+))?$")

# What Click says of a wrong value or command, and the keys of the catalogue that say it.
REASONS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"^'(?P<found>.*)' is not one of (?P<known>.*)$", "not_one_of"),
        (r"^'.*' is not a valid integer(?: range)?$", "no_integer"),
        (r"^'(?P<found>.*)' does not match the formats? .*$", "no_date"),
        (r"^Option '(?P<name>.*)' requires an argument$", "needs_value"),
        (r"^Option '(?P<name>.*)' does not take a value$", "takes_no_value"),
        (r"^Got unexpected extra argument(?:s|\(s\))? \((?P<found>.*)\)$", "too_many"),
        (r"^Missing command$", "missing_command"),
    )
)
OUT_OF_RANGE = re.compile(r"^(?P<found>-?\d+) is not in the range (?P<range>.*)$")


def complain(sentence: str) -> None:
    """Say on stderr what is wrong."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"{say('cli.error')}{sentence}", markup=False)


def misuse(fault: UsageError) -> str:
    """What is wrong with a command line, and where to look."""
    command = fault.ctx.command_path if fault.ctx else "auditlib"
    if isinstance(fault, MissingParameter) and fault.param:
        return say("cli.missing", named=fault.param.get_error_hint(fault.ctx), command=command)
    if isinstance(fault, NoSuchOption):
        return say("cli.no_option", named=fault.option_name, command=command)
    if isinstance(fault, BadParameter) and fault.param:
        named = fault.param.get_error_hint(fault.ctx)
    else:
        named = fault.option_name if isinstance(fault, BadOptionUsage) else ""
    key = "wrong_value" if named else "wrong_usage"
    return say(f"cli.{key}", named=named, reason=_reason(fault), command=command)


def _reason(fault: UsageError) -> str:
    """What is wrong, in the language in force; what is not known stands as it is."""
    if isinstance(fault, NoSuchCommand):
        key = "no_command_but" if fault.possibilities else "no_command"
        return say(f"cli.reason.{key}", name=fault.command_name, known=_listed(fault.possibilities or ()))
    bare = fault.message.rstrip(".")
    if match := OUT_OF_RANGE.match(bare):
        return say("cli.reason.out_of_range", found=match["found"], range=_remark(match["range"]))
    for pattern, key in REASONS:
        if match := pattern.match(bare):
            return say(f"cli.reason.{key}", **match.groupdict())
    return bare


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


class SpokenFormatter(HelpFormatter):
    """Help with all headings and remarks in the language in force."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        for english, key in USAGE:
            args = args.replace(english, say(f"cli.{key}"))
        super().write_usage(prog, args, prefix or say("cli.usage"))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A section under its heading."""
        with super().section(say(f"cli.{HEADINGS[name]}") if name in HEADINGS else name):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options, arguments or commands beside what they do."""
        super().write_dl([(name, _told(text)) for name, text in rows], col_max, col_spacing)


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
