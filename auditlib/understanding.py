"""From a dossier to a Report: its form, its facts, its outline, its claims and the years it names."""

from collections.abc import Sequence

from auditlib.dossier import Dossier
from auditlib.forms.alignment import aligned
from auditlib.forms.binding import bind, recognise
from auditlib.forms.codebook import ANNUAL, codebook
from auditlib.forms.flattened import unfold
from auditlib.forms.vocabulary import vocabulary
from auditlib.narrative.claims import claims
from auditlib.narrative.derived import of_form
from auditlib.narrative.lexicon import lexicon
from auditlib.narrative.outline import outline
from auditlib.narrative.parts import parts
from auditlib.narrative.sentences import sentences
from auditlib.narrative.years import year_mentions
from auditlib.report import Fact, Report, SourceFile


def get_ready() -> None:
    """Load what is only loaded once, for the form of today: its codebook, its wordings and the words of its tables."""
    codebook(ANNUAL[-1])
    lexicon(ANNUAL[-1])
    vocabulary()


def understand(dossier: Dossier, report_id: str = "") -> Report:
    """One report understood on its own; what needs other reports is settled later, in reconcile."""
    form = recognise(dossier.tables)
    if not form:
        dossier = unfold(dossier)
        form = recognise(dossier.tables)
    tables = aligned(dossier.tables) if form in ANNUAL else dossier.tables
    year = dossier.identity.year
    facts = _marked(bind(form, tables, year), dossier.files)
    headings = outline(dossier.text, form, {fact.indicator for fact in facts})
    prose = tuple(sentences(dossier.text, headings))
    known = codebook(form).by_indicator if form else {}
    # What another place's body is told to have done in a copied sentence is meant of the agency itself.
    agencies = " ".join([dossier.identity.agency, *(name.value for name in dossier.identity.namesakes)])
    stated = of_form(claims(prose, form, year, agencies), known)
    return Report(
        id=report_id,
        files=dossier.files,
        form=form,
        identity=dossier.identity,
        text=dossier.text,
        lines=dossier.lines,
        tables=tables,
        facts=facts,
        claims=stated,
        outline=headings,
        years=year_mentions(prose, year, by_school_year=dossier.identity.school_years is not None),
        parts=parts(prose, stated),
    )


def _marked(facts: Sequence[Fact], files: Sequence[SourceFile]) -> tuple[Fact, ...]:
    """The facts, those that were recognised from pictures marked as such."""
    return tuple(fact._replace(basis="ocr") if files[fact.place.file].is_ocr else fact for fact in facts)
