"""Report: what one understood dossier says, as plain values; everything later steps need as evidence is here."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from auditlib.document import FileForm, Place, Table

State = Literal["number", "blank", "mark", "unreadable", "absent"]
Basis = Literal["printed", "split", "ocr"]
Relation = Literal["row", "column", "balance", "carry_over", "stock", "prose"]
Body = Literal["人民政府", "部门", "乡镇街道", "管委会", "other"]
Role = Literal["main", "annex", "copy"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a report: the one it is read from (``main``), one read along with it (``annex``), or the same report
    in another file form, which is only compared (``copy``).

    ``is_ocr`` says that its text was recognised from pictures, so that nothing in it is certain.
    """

    path: str
    digest: str
    form: FileForm = "text"
    is_ocr: bool = False
    role: Role = "main"


class Fact(NamedTuple):
    """An indicator's value in one report. ``table`` counts from 0 in Report.tables, ``place`` is for people.

    Facts that share one cell were run together by the file form: they are unreadable, and ``text`` is the whole of
    what the cell says, until reconcile splits it. ``used`` names the relations that such a split rests on (row,
    column, balance, carry_over, stock, prose): they prove nothing about the fact.
    """

    indicator: str
    label: str
    value: Decimal | None
    state: State
    text: str
    unit: str
    place: Place
    table: int
    row: int
    column: int
    basis: Basis = "printed"
    used: frozenset[Relation] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """The numbers of its sentence that a share, change or level is stated of.

    ``now`` is what has changed, of a share its part; ``was`` the earlier year's, of a share its whole; ``by`` how much more
    it is, below zero for less. ``others`` are numbers of the sentence that may be meant instead of ``now``.
    """

    now: Decimal | None = None
    was: Decimal | None = None
    by: Decimal | None = None
    others: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that the prose states, at ``start:end`` of Report.text.

    ``indicator`` is what the wording alone says: ``a+b`` a sum, ``x|y`` alternatives, "" for a claim without a
    counterpart in the form. ``because`` holds the words that decided, ``scope`` is "" for this agency in this year,
    else other_year, cumulative, planned or part (another body's, or of a part of the agency or of the year): such a
    claim has no indicator. ``given`` is what the sentence itself gives to work a share, change or level out from.
    """

    section: str
    start: int
    end: int
    quote: str
    value: Decimal | None
    unit: str
    hedge: str
    kind: Literal["count", "none", "all", "share", "change", "level"]
    indicator: str
    because: str
    scope: str = ""
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Parts:
    """A stated total with its stated parts (``sum``; ``nearly`` where they are not said to be all and look like it), or a
    list whose number of items is stated (``enumeration``).

    ``start:end`` of Report.text is total and parts, ``quote`` the same or, of a long list, the words that state the total. ``count`` is how many parts or items
    there are. The parts may add up to no less than ``low`` (the total, where they are all there are: ``exhaustive``)
    and no more than ``high``; for an enumeration both are the stated number of items.
    """

    kind: Literal["sum", "nearly", "enumeration"]
    section: str
    start: int
    end: int
    quote: str
    unit: str
    total: Decimal
    parts: tuple[Decimal, ...]
    count: int
    exhaustive: bool
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report, or a required section (``required``) that is missing (not ``present``).

    ``number`` is the ordinal it carries, ``expected`` the one that would follow its predecessor; both None where
    the heading is not numbered. ``start:end`` is its place in Report.text, -1 where it is missing.
    """

    order: int
    number: int | None
    expected: int | None
    title: str
    level: int
    required: str
    present: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year that the prose names, with the part it plays there.

    ``role`` is one of current, stale (this year's work told under an earlier year), plan, stale_plan, comparison,
    reference (a document number, a title, a budget, a date, a span of years) and unclear.
    """

    section: str
    start: int
    end: int
    quote: str
    year: int
    role: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a report states about itself, with its quote and place in Report.text (-1: from elsewhere)."""

    value: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports on which year, as the report itself states it; ``renames`` are (former, present) names of agencies.

    ``dates`` are those of filing, publication and signature where stated, ``names`` the agency as title, preamble, the
    field above the table and the signature name it, and ``one_line`` the telephone number to ask at and the one under
    the table, where they should be the same. ``school_years`` is None for a report on a calendar year; for one on a
    school year it is the years that its title names that by, () where it names none. ``namesakes`` are bodies of
    other places that the text tells to have done the agency's own work.
    """

    agency: str
    body: Body
    region: str
    year: int | None
    title: str
    title_year: Stated | None = None
    caption_year: Stated | None = None
    period_start: date | None = None
    period_end: date | None = None
    period: Stated | None = None
    filed_on: date | None = None
    published_on: date | None = None
    phones: tuple[Stated, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    signed_on: date | None = None
    dates: tuple[Stated, ...] = ()
    names: tuple[Stated, ...] = ()
    one_line: tuple[Stated, Stated] | None = None
    school_years: tuple[int, ...] | None = None
    namesakes: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """The same report in another file form: its file, and what its cells and its prose say there, for comparison."""

    file: SourceFile
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One understood report. ``id`` is unique in a run; ``text`` is its prose, one paragraph a line.

    ``files`` begins with the main one; ``Place.file`` counts in it. ``version`` is 1, and more for later versions of
    the same report in one run. ``whose`` is the agency in full where the report leaves out its place and those of other
    years have it, else "".
    """

    id: str
    files: tuple[SourceFile, ...]
    form: str
    identity: Identity
    text: str
    lines: tuple[Place, ...]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    outline: tuple[Heading, ...]
    years: tuple[YearMention, ...]
    parts: tuple[Parts, ...] = ()
    copies: tuple[Copy, ...] = ()
    version: int = 1
    whose: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """All its files."""
        return tuple(file.path for file in self.files)

    @property
    def is_ocr(self) -> bool:
        """Whether part of what it says was recognised from pictures."""
        return any(file.is_ocr for file in self.files if file.role != "copy")
