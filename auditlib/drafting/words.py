"""What cells, rows and columns are called, in the words of their form."""

from collections.abc import Iterable, Mapping
from functools import cache

from auditlib.checks.rules import Rule
from auditlib.drafting.records import Records
from auditlib.forms.codebook import ANNUAL, codebook, labels, local_forms
from auditlib.frames import BEFORE, layouts
from auditlib.messages import Bilingual, bilingual, catalogue

LISTED = 8
TABLES: Mapping[str, str] = {
    "applicant": "request",
    "row": "request",
    "item": "disclosure",
    "route": "remedy",
}


def label_of(form: str, indicator: str) -> str:
    """What a form calls an indicator; for one that it does not know, what other forms do."""
    entry = codebook(form).by_indicator.get(indicator) if form in (*ANNUAL, *local_forms()) else None
    return entry.label if entry else labels().get(indicator, indicator)


def indicator_of(rule: Rule, of: Records, row: int, column: str) -> str:
    """The indicator that a column is on a record of a rule's wide frame."""
    keys = {key: of.at(key, row) for key in layouts()[rule.frame].keys if f"{{{key}}}" in rule.terms}
    return rule.terms.format(column=column.removeprefix(BEFORE), **keys)


def form_words(form: object) -> Bilingual:
    """What people call a form."""
    return catalogue().get(f"form_name.{form}", Bilingual(str(form), str(form)))


def listed(words: Iterable[str | Bilingual], most: int = LISTED) -> Bilingual:
    """Words as a list, cut after the first few."""
    found = list(
        dict.fromkeys(word if isinstance(word, Bilingual) else Bilingual(word, word) for word in words)
    )
    shown = Bilingual("、".join(w.zh for w in found[:most]), ", ".join(w.en for w in found[:most]))
    return shown if len(found) <= most else bilingual("list.more", labels=shown, n=len(found))


def record_words(of: Records, row: int) -> Bilingual:
    """The row, column, item or route that a record of a wide frame is, in the form's words; "" for a whole report."""
    if "subject_kind" in of:
        return subject_words(of.at("form", row), of.at("subject_kind", row), of.at("subject", row))
    kind = next((key for key in TABLES if key in of), "")
    return subject_words(of.at("form", row), kind, of.at(kind, row)) if kind else Bilingual("", "")


def subject_words(form: str, kind: str, subject: str) -> Bilingual:
    """A subject of an annual form in its own words: “自然人”一列."""
    name = _names(form, kind)[subject]
    return bilingual(f"record.{kind}", name=name)


@cache
def _names(form: str, kind: str) -> Mapping[str, str]:
    entries = codebook(form).table(TABLES[kind])
    if kind == "applicant":
        return {entry.field: entry.column for entry in entries}
    return {entry.subject: entry.row.replace(" / ", " ") for entry in entries}
