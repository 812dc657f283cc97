"""A corpus: the reports of some files and folders, read and understood, and the files that could not be read."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditlib.corpus.loading import Corpus, load

__all__ = ["Corpus", "load"]


def __getattr__(name: str) -> object:
    """Import what is asked for and nothing else: a reading process needs neither, and starts the sooner."""
    if name in __all__:
        return getattr(import_module("auditlib.corpus.loading"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
