"""Extensions looked through before they are used: everything that is wrong with a local form or a file of wordings."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditlib.errors import AuditlibError, ExtensionError, LexiconError
from auditlib.extensions import Extensions, TextFile, current, using
from auditlib.forms.codebook import FORMS
from auditlib.forms.local_files import parsed as local_form
from auditlib.messages import names
from auditlib.narrative.lexicon import extended, laid_over, names_in, own, parsed

TAKEN = frozenset(
    "reports facts claims parts outline years wording repetition copies statistics disclosure request_rows requests "
    "remedies continuity coverage any".split()
)
MOST_ENTRIES = 500


def usable(extensions: Extensions) -> Extensions:
    """The extensions, where they can be used. Raises the first of ``faults``."""
    for fault in faults(extensions):
        raise fault
    return extensions


def faults(extensions: Extensions) -> Iterator[AuditlibError]:
    """All that is wrong with the files of extensions."""
    for file in extensions.codebooks:
        yield from faults_of_form(file)
    with using(extensions):
        for file in extensions.lexicons:
            yield from faults_of_wordings(file)


def faults_of_form(file: TextFile) -> Iterator[AuditlibError]:
    """What is wrong with a local form."""
    if file.stem in FORMS or file.stem in TAKEN:
        yield ExtensionError("form_official", path=file.name, form=file.stem)
    yield from local_form(file)[1]


def faults_of_wordings(file: TextFile) -> Iterator[AuditlibError]:
    """What is wrong with a file of wordings, its form being an official one or a local one in force."""
    form = file.stem
    book = next((one for one in current().codebooks if one.stem == form), None)
    if form not in FORMS and book is None:
        known = names((*FORMS, *(one.stem for one in current().codebooks)))
        yield LexiconError("lexicon_form", path=file.name, found=form, known=known)
        return
    data, shape = own.shaped(file)
    yield from shape
    if book and local_form(book)[1]:
        return
    alone = list(_one_by_one(file.name, form, book, data))
    yield from alone
    if not alone and not shape:
        try:
            extended(form, book, file)
        except LexiconError as fault:
            yield fault


def _one_by_one(
    name: str, form: str, book: TextFile | None, data: Mapping[str, Any]
) -> Iterator[LexiconError]:
    """The faults of single entries, each tried by itself beside what they share."""
    shared = {"words": own.words_of(data)}
    for key in own.LISTS:
        for entry in own.sound(data, key)[:MOST_ENTRIES]:
            try:
                whole = laid_over(form, book, {**shared, key: [entry]})
                parsed(name, {**whole, "entries": [], "none": [], key: whole[key][:1]}, names_in(form, book))
            except LexiconError as fault:
                yield fault
