"""The commands ``auditlib cache`` and ``auditlib cache clear``."""

from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console

from auditlib.errors import CacheError
from auditlib.messages import say


def add_cache_commands(commands: typer.Typer, known_language: Callable[[str | None], str | None]) -> None:
    """Add them to the command line."""
    cache = typer.Typer(help=say("cli.cache"), invoke_without_command=True, add_completion=False)
    lang = Annotated[
        str | None, typer.Option("--lang", help=say("cli.lang"), metavar="zh|en", callback=known_language)
    ]

    @cache.callback()
    def of_cache(asked: typer.Context, language: lang = None) -> None:
        if asked.invoked_subcommand is None:
            _info()

    @cache.command("info", help=say("cli.cache_info"))
    def info(language: lang = None) -> None:
        _info()

    @cache.command("clear", help=say("cli.cache_clear"))
    def clear(language: lang = None) -> None:
        _clear()

    commands.add_typer(cache, name="cache")


def _info() -> None:
    from auditlib.corpus.cache import opened

    if (cache := opened()) is None:
        _say(say("cli.cache_off"))
        return
    entries, size = cache.count()
    if cache.notice:
        raise CacheError("cache_unusable", path=cache.path, why=cache.notice)
    _say(say("cli.cache_told", path=cache.path, entries=entries, size=size / 2**20))


def _clear() -> None:
    from auditlib.corpus.cache import opened

    if (cache := opened()) is None:
        _say(say("cli.cache_off"))
        return
    cache.clear()
    if cache.notice:
        raise CacheError("cache_unusable", path=cache.path, why=cache.notice)
    _say(say("cli.cache_cleared", path=cache.path))


def _say(sentence: str) -> None:
    Console(soft_wrap=True, highlight=False).print(sentence, markup=False)
