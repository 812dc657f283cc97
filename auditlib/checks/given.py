"""What stands for suites of an auditor's own: files, folders, rules and suites made in Python, one or several."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from auditlib.checks.own import OwnRule, OwnSuite
from auditlib.extension_faults import usable
from auditlib.extensions import Extensions, read

GivenSuite = Path | str | OwnRule | OwnSuite
GivenSuites = GivenSuite | Iterable[GivenSuite]


def listed(given: GivenSuites | None) -> Sequence[GivenSuite]:
    """What is given, as a list."""
    if given is None:
        return ()
    return [given] if isinstance(given, GivenSuite) else list(given)


def extensions_of(given: GivenSuites | None) -> Extensions:
    """The local forms, wordings and deadlines in what is given, where they can be used.

    Raises NotFoundError, ExtensionError, LexiconError.
    """
    several = listed(given)
    found = read(Path(one) for one in several if isinstance(one, str | Path))
    own = [pair for one in several if isinstance(one, OwnSuite) for pair in one.deadlines.items()]
    return usable(found.with_deadlines(own))
