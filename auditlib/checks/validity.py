"""Whether an entry of a suite can be a rule: each fault is told with file, rule and mend, and the nearest known name."""

import string
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from auditlib.checks.kinds import KINDS, OPERATORS, Authority, Kind, Severity
from auditlib.errors import SuiteError
from auditlib.forms.codebook import codebook
from auditlib.frames import WIDE, columns_of, subjects

FAMILIES = (
    "sum balance at_most union implication carry_over stock claim prose_arithmetic universal period "
    "repetition structure form identity timeliness blank reading wording"
).split()
META = ("id", "family", "severity", "title", "message", "clause", "authority")
FIGURES = frozenset(
    "left right difference stated table label other record report_year lost missing shared".split()
)


@dataclass(frozen=True, slots=True)
class Check:
    """The checks of one entry, in a suite for a form and a frame. All raise SuiteError."""

    file: str
    rule: str
    form: str
    frame: str

    def fault(self, key: str, **fields: object) -> SuiteError:
        """The refusal of this entry."""
        return SuiteError(key, path=self.file, rule=self.rule, **fields)

    def meta(self, meta: Mapping[str, Any]) -> None:
        """The texts and the standing of the rule."""
        for key in META:
            if not meta.get(key):
                raise self.fault("rule_lacks", field=f"meta.{key}")
        if not isinstance(meta["id"], str):
            raise self.fault("rule_shape", field="meta.id", expected="str")
        for key in ("title", "message", "clause"):
            texts = meta[key] if isinstance(meta[key], dict) else {}
            if not all(isinstance(texts.get(lang), str) for lang in ("zh", "en")):
                raise self.fault("rule_lacks", field=f"meta.{key}.zh / meta.{key}.en")
        for key, known in (
            ("family", FAMILIES),
            ("severity", get_args(Severity)),
            ("authority", get_args(Authority)),
        ):
            if meta[key] not in known:
                raise self.fault("rule_value", field=f"meta.{key}", found=meta[key], known="、".join(known))
        if meta["authority"] == "unverified" and meta["severity"] == "error":
            raise self.fault("rule_unverified")
        fillable = {column for column in columns_of(self.frame) if column.isidentifier()}
        for text in meta["message"].values():
            self._fields("meta.message", text, FIGURES | fillable)

    def kind(self, found: Any) -> Kind:
        """The kind of rule that the entry names."""
        if not isinstance(found, str) or found not in KINDS:
            raise self.fault("rule_kind", found=found, known="、".join(KINDS))
        return KINDS[found]

    def arguments(self, kind: Kind, arguments: Any) -> None:
        """The arguments: all that the kind takes, of the right shape, and columns that the frame has."""
        if not isinstance(arguments, dict) or not set(kind.takes) <= set(arguments) <= set(kind.may_take):
            found = "、".join(arguments) if isinstance(arguments, dict) else type(arguments).__name__
            raise self.fault("rule_arguments", kind=kind.name, found=found, known="、".join(kind.takes))
        for key, value in arguments.items():
            takes = kind.may_take[key]
            shape = {"column": str, "columns": list, "operator": str, "values": list, "where": dict}[takes]
            if not isinstance(value, shape) or not value:
                raise self.fault("rule_shape", field=f"kwargs.{key}", expected=shape.__name__)
            if takes == "operator" and value not in OPERATORS:
                raise self.fault("rule_value", field=f"kwargs.{key}", found=value, known=" ".join(OPERATORS))
        if kind.name == "expect_columns_to_agree" and len(arguments["given"]) != len(arguments["expected"]):
            raise self.fault("rule_pairs")
        columns = WIDE[self.frame].values if self.frame in WIDE else columns_of(self.frame)
        for column in named_columns(kind, arguments):
            if column not in columns:
                raise self.fault("rule_column", found=column, known=nearest(str(column), columns))
        self._where(arguments.get("where", {}))

    def _where(self, condition: Mapping[str, Any]) -> None:
        columns = WIDE[self.frame].keys if self.frame in WIDE else columns_of(self.frame)
        for column, texts in condition.items():
            field = f"kwargs.where.{column}"
            if column not in columns:
                raise self.fault("rule_column", found=column, known=nearest(column, columns))
            if not texts or not all(isinstance(text, str) for text in _listed(texts)):
                raise self.fault("rule_shape", field=field, expected="str / list[str]")
            known = {s.keys[column] for s in subjects(self.frame, "any") if column in s.keys}
            for text in _listed(texts):
                if known and text not in known:
                    raise self.fault("rule_value", field=field, found=text, known=nearest(text, known))

    def terms(self, meta: Mapping[str, Any], kind: Kind, arguments: Mapping[str, Any]) -> str:
        """The template that says which indicator a column of a wide frame is; "" on another frame.

        Each column that the rule names has to be an indicator of the form for some record that the rule is about.
        """
        if self.frame not in WIDE:
            return ""
        keys = {key for subject in subjects(self.frame, "any") for key in subject.keys}
        terms = meta.get("terms", "" if keys else "{column}")
        if not terms or not isinstance(terms, str):
            raise self.fault("rule_lacks", field="meta.terms")
        self._fields("meta.terms", terms, {"column", *keys})
        about = {key: _listed(texts) for key, texts in arguments.get("where", {}).items() if key in keys}
        layout = WIDE[self.frame]
        records = {
            form: [s for s in found if all(s.keys[key] in texts for key, texts in about.items())]
            for form, found in layout.subjects.items()
            if self.form in ("any", form)
        }
        known = {
            name
            for form, found in records.items()
            for name in {s.indicator(column) for s in found for column in layout.values}
            if name in codebook(form).by_indicator
        }
        for column in named_columns(kind, arguments):
            meant = [
                (s.indicator(column, terms), s.indicator(column)) for found in records.values() for s in found
            ]
            if not any(name == right and name in known for name, right in meant):
                shown = meant[0][0] if meant else terms
                raise self.fault("rule_terms", column=column, found=shown, known=nearest(shown, known))
        return terms

    def _fields(self, at: str, text: str, known: Collection[str]) -> None:
        try:
            fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
        except ValueError as fault:
            raise self.fault("rule_message", field=at, found=text) from fault
        for field in fields:
            if field not in known:
                raise self.fault("rule_field", field=at, found=field, known=nearest(field, known))


def named_columns(kind: Kind, arguments: Mapping[str, Any]) -> Iterator[str]:
    """The columns that a rule compares, in the order of its arguments."""
    for key, takes in kind.takes.items():
        if takes == "column":
            yield arguments[key]
        elif takes == "columns":
            yield from arguments[key]


def nearest(found: str, known: Iterable[str]) -> str:
    """The known names that are most like the one found, else the first few."""
    names = sorted(known)
    return "、".join(get_close_matches(found, names, 3, 0.5) or names[:12])


def _listed(texts: Any) -> Sequence[Any]:
    return texts if isinstance(texts, list) else [texts]
