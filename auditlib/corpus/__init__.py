"""A corpus: the reports of some files and folders, read and understood, and the files that could not be read."""

from auditlib.corpus.load import Corpus, load

__all__ = ["Corpus", "load"]
