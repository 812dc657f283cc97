"""What a run looks at of every file, to tie files together and reports to their years, without loading them."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditlib.document import FileForm
from auditlib.report import Body, Fact, Report
from auditlib.wording import squeeze

FEWEST_SENTENCES = 3
HEAD = 3000


@dataclass(frozen=True, slots=True)
class Header:
    """A file understood by itself, in short.

    ``filled`` is how many official cells it has a value of, ``names_itself`` whether it tells its agency: a name that
    was only made of the file's is none. ``is_prose`` says whether it holds the prose of a report and not just tables
    with their notes, ``links`` are the names of the files that it links to.
    """

    digest: str
    file_form: FileForm
    is_ocr: bool
    form: str
    agency: str
    body: Body
    region: str
    year: int | None
    title: str
    renames: tuple[tuple[str, str], ...]
    names_itself: bool
    is_prose: bool
    filled: int
    links: tuple[str, ...]


def header_of(report: Report, links: Sequence[str] = ()) -> Header:
    """The header of a report."""
    who, main = report.identity, report.files[0]
    return Header(
        digest=main.digest,
        file_form=main.form,
        is_ocr=report.is_ocr,
        form=report.form,
        agency=who.agency,
        body=who.body,
        region=who.region,
        year=who.year,
        title=who.title,
        renames=who.renames,
        names_itself=bool(who.agency)
        and (who.body != "other" or squeeze(who.agency) in squeeze(report.text[:HEAD])),
        is_prose=report.text.count("。") >= FEWEST_SENTENCES,
        filled=len(readable(report)),
        links=tuple(links),
    )


def readable(report: Report) -> dict[str, Fact]:
    """The official cells of a report that have a value."""
    return {
        fact.indicator: fact
        for fact in report.facts
        if fact.state in ("number", "mark") and not fact.indicator.startswith("local:")
    }
