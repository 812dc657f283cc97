"""Builders of made-up reports of the 2014 form, for tests: each says only what its test is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditlib.document import Document, Table
from auditlib.dossier import Dossier, assemble
from auditlib.forms.codebook import Entry, codebook
from auditlib.forms.statistics import bind
from auditlib.narrative.claims import claims
from auditlib.narrative.outline import outline
from auditlib.narrative.sentences import Sentence, sentences
from auditlib.readers.text import blocks
from auditlib.report import Claim, Fact, Report
from auditlib.understanding import understand

FORM = "statistics-2014"
YEAR = 2018
AGENCY = "澄水市青禾区园林局"
ENTRIES: Mapping[str, Entry] = {entry.indicator: entry for entry in codebook(FORM).entries}
INDICATORS: Sequence[str] = codebook(FORM).indicators

SECTIONS = (
    "一、概述\n　　全局公开工作平稳有序。",
    "二、主动公开政府信息情况\n　　按规定公开各类事项。",
    "三、依申请公开政府信息情况\n　　受理渠道保持畅通。",
    "四、收费及减免情况\n　　没有收取费用。",
    "五、行政复议、行政诉讼情况\n　　没有相关案件。",
    "六、存在的主要问题和改进措施\n　　公开形式还不够多样。",
)


@dataclass(frozen=True)
class FormRow:
    """One row of the statistics table as it is printed."""

    label: str
    unit: str = ""
    value: str = ""


def official_label(indicator: str) -> str:
    """The label as the official table prints it: with the note that stands in parentheses behind it."""
    entry = ENTRIES[indicator]
    return entry.label + (f"（{entry.note}）" if entry.note and not entry.note.isascii() else "")


def official_rows(values: Mapping[str, str] | None = None) -> list[FormRow]:
    """All rows of the official table in their order, with the given values; the other cells are blank."""
    values = values or {}
    return [
        FormRow(official_label(name), entry.unit, values.get(name, "")) for name, entry in ENTRIES.items()
    ]


def numbered_rows() -> list[FormRow]:
    """The official table with another number in every cell: its place in the form, counted from 1."""
    return official_rows({name: str(i) for i, name in enumerate(INDICATORS, 1)})


def table_text(rows: Iterable[FormRow]) -> str:
    """The table as text files carry it: a cell a line behind a tab, rows parted by blank lines."""
    grid = [("统　计　指　标", "单位", "统计数"), *((row.label, row.unit, row.value) for row in rows)]
    return "\n\n".join("\n".join(f"\t{cell}" for cell in cells) for cells in grid)


def tables_of(rows: Iterable[FormRow]) -> tuple[Table, ...]:
    return tuple(block for block in blocks(table_text(rows).encode(), "表.txt") if isinstance(block, Table))


def facts_of(rows: Iterable[FormRow]) -> dict[str, Fact]:
    """The facts of a table by indicator."""
    return {fact.indicator: fact for fact in bind(tables_of(rows))}


def report_text(
    values: Mapping[str, str] | None = None,
    sections: Sequence[str] = SECTIONS,
    *,
    agency: str = AGENCY,
    year: int = YEAR,
) -> str:
    """The text of a whole report: title, sections, and the table with the given values."""
    return "\n\n".join(
        [
            agency,
            f"{year}年政府信息公开工作年度报告",
            *sections,
            f"（{year}年度）",
            table_text(official_rows(values)),
            "",
        ]
    )


def document_of(text: str, path: str = "报告.txt") -> Document:
    return Document(path=path, digest="", blocks=blocks(text.encode(), path))


def dossier_of(text: str, path: str = "报告.txt") -> Dossier:
    return assemble([document_of(text, path)])


def report_of(text: str, name: str = "报告") -> Report:
    return understand(dossier_of(text, f"{name}.txt"), name)


def sentences_of(text: str) -> tuple[Sentence, ...]:
    return tuple(sentences(text, outline(text, FORM)))


def claims_of(text: str, year: int | None = YEAR) -> tuple[Claim, ...]:
    """The claims of a piece of prose in a report of the 2014 form."""
    return claims(sentences_of(text), FORM, year, AGENCY)


def linked(text: str, year: int | None = YEAR) -> list[tuple[str, Decimal]]:
    """(indicator, value) of the counts and zero statements that are linked to a cell, in order."""
    return [
        (claim.indicator, claim.value)
        for claim in claims_of(text, year)
        if claim.indicator and claim.value is not None and claim.kind in ("count", "none")
    ]
