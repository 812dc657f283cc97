"""The commands ``auditlib cache`` and ``auditlib cache clear``."""

import click
from rich.console import Console

from auditlib.cli_parameters import Commands, language
from auditlib.errors import CacheError
from auditlib.messages import say


def cache_commands() -> click.Group:
    """Both commands."""

    @click.group("cache", Commands, help=say("cli.cache"), invoke_without_command=True)
    @language
    @click.pass_context
    def cache(context: click.Context) -> None:
        if context.invoked_subcommand is None:
            _info()

    @cache.command("info", help=say("cli.cache_info"))
    @language
    def info() -> None:
        _info()

    @cache.command("clear", help=say("cli.cache_clear"))
    @language
    def clear() -> None:
        _clear()

    return cache


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
