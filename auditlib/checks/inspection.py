"""Files of an auditor's own looked through: every fault of every file, and what of them is fine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditlib.checks.rule import Suite, rules_of
from auditlib.checks.suite_files import read, repeats
from auditlib.errors import AuditlibError
from auditlib.extension_faults import faults_of_form, faults_of_wordings
from auditlib.extensions import CODEBOOK, LEXICON, Extensions, TextFile, files_of, kind_of, text_of, using
from auditlib.forms.local_files import parsed as local_form
from auditlib.messages import Bilingual, bilingual
from auditlib.narrative.lexicon import own


@dataclass(frozen=True, slots=True)
class Inspected:
    """One file: what is wrong with it, or what it adds."""

    path: Path
    faults: tuple[AuditlibError, ...]
    adds: Bilingual


def inspect(given: Sequence[Path]) -> tuple[Inspected, ...]:
    """All files of extensions and suites under some paths, in their order; local forms are known to those after them.

    Raises NotFoundError for a path that does not exist or a folder without any.
    """
    files = [file for path in given for file in files_of(path)]
    texts: dict[Path, TextFile] = {}
    unread: dict[Path, AuditlibError] = {}
    for file in files:
        try:
            texts[file] = TextFile(file.name, text_of(file))
        except AuditlibError as fault:
            unread[file] = fault
    forms = {file: text for file, text in texts.items() if kind_of(file) == CODEBOOK}
    faulty = {file: tuple(faults_of_form(text)) for file, text in forms.items()}
    sound = Extensions(codebooks=tuple(text for file, text in forms.items() if not faulty[file]))
    found: dict[Path, Inspected] = {}
    suites: list[Suite] = []
    with using(sound):
        for file in files:
            if file in unread:
                found[file] = Inspected(file, (unread[file],), bilingual("rules_check.nothing"))
            elif file in forms:
                found[file] = Inspected(file, faulty[file], _form(forms[file]))
            elif kind_of(file) == LEXICON:
                found[file] = Inspected(file, tuple(faults_of_wordings(texts[file])), _wordings(texts[file]))
            else:
                own_suites, faults = read(file)
                again = [fault for fault in repeats([*suites, *own_suites]) if not faults]
                suites += own_suites
                found[file] = Inspected(file, (*faults, *again), _rules(own_suites))
    return tuple(found[file] for file in dict.fromkeys(files))


def faults_in(files: Sequence[Inspected]) -> Iterator[AuditlibError]:
    """Every fault of every file."""
    for file in files:
        yield from file.faults


def _form(file: TextFile) -> Bilingual:
    entries = local_form(file)[0]
    return bilingual("rules_check.form", form=file.stem, n=sum(bool(entry.unit) for entry in entries))


def _wordings(file: TextFile) -> Bilingual:
    data = own.shaped(file)[0]
    n = sum(len(data[key]) for key in own.LISTS if isinstance(data.get(key), list))
    return bilingual("rules_check.wordings", form=file.stem, n=n)


def _rules(suites: Sequence[Suite]) -> Bilingual:
    return bilingual("rules_check.rules", n=len(rules_of(suites)))
