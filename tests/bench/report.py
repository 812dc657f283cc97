"""A made-up report before it has a file form: its cells as they are printed, its sections, its papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from auditlib.forms.codebook import STATISTICS, Entry, codebook

from .agencies import Agency
from .figures import Figures
from .sentences import Section

MARK = "/"
YUAN = Decimal(10_000)
AMOUNT = "disclosure.procurement.amount"
# Whole groups of rows that a locality may leave out of the statistics form.
LEFT_OUT = (
    ("library",),
    ("gazette",),
    ("reading_point", "reading_visit"),
    ("complaint",),
    ("proactive.channel.weibo",),
)
LOCAL_ROWS = (
    ("training.participants", "（四）组织业务知识竞赛数", "次"),
    ("organisation.budget", "（四）聘请社会监督员数", "人"),
    ("request_fee", "其中：减免费用金额", "万元"),
    ("library.electronic", "（三）移交目录册数", "册"),
)


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A row that no codebook knows, printed behind the row of an indicator."""

    behind: str
    label: str
    unit: str
    value: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One planted mistake: its family, the cells or the words it is in, and what was done."""

    family: str
    indicators: tuple[str, ...]
    quote: str
    mutation: str


@dataclass(frozen=True, slots=True)
class Report:
    """``cells`` is the value of every cell that is there: a number without separators, "" for a blank, / for a mark."""

    id: str
    agency: Agency
    year: int
    form: str
    figures: Figures
    cells: Mapping[str, str]
    sections: tuple[Section, ...]
    local_rows: tuple[LocalRow, ...] = ()
    mistake: Mistake | None = None
    caption_year: int = 0
    foot_phone: str = ""
    skips_before: str = ""

    @property
    def name(self) -> str:
        """Who reports, as named in that year."""
        return self.agency.name_in(self.year)


def cells_of(
    form: str, figures: Figures, agency: Agency, blanks: frozenset[str], left_out: frozenset[str]
) -> dict[str, str]:
    """The values of the cells as printed: zeros as the agency writes them, ``blanks`` empty, rows left out missing."""
    found = {}
    for entry in codebook(form).entries:
        if not entry.unit or entry.indicator in left_out:
            continue
        value = figures[entry.indicator]
        if entry.indicator == AMOUNT and agency.yuan:
            value *= YUAN
        printed = f"{value:f}" if value else _zero(agency, entry)
        found[entry.indicator] = "" if entry.indicator in blanks else printed
    return found


def _zero(agency: Agency, entry: Entry) -> str:
    """A zero as the agency writes it; marks stand in no request matrix."""
    if agency.zeros == "blank":
        return ""
    return MARK if agency.zeros == "mark" and entry.table != "request" else "0"


def left_out(form: str, rng: Random) -> frozenset[str]:
    """The indicators whose rows a report leaves out; none in the annual forms."""
    if form != STATISTICS or rng.random() > 0.3:
        return frozenset()
    group = rng.choice(LEFT_OUT)
    return frozenset(name for name in codebook(form).indicators if name.startswith(group) or name in group)


def local_rows(form: str, cells: Mapping[str, str], rng: Random) -> tuple[LocalRow, ...]:
    """Rows of the locality's own in the statistics form."""
    if form != STATISTICS or rng.random() > 0.3:
        return ()
    behind, label, unit = rng.choice([row for row in LOCAL_ROWS if row[0] in cells])
    return (LocalRow(behind, label, unit, str(rng.randint(0, 12))),)
