"""Whether an entry of a suite can be a rule: each fault is told with file, rule and mend, and the nearest known name."""

import string
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from auditlib.checks.kinds import KINDS, OPERATORS, Authority, Kind, Severity
from auditlib.errors import SuiteError
from auditlib.forms.codebook import codebook
from auditlib.frames import columns_of, layouts, subjects
from auditlib.messages import Bilingual, names

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
    """The checks of one entry, in a suite for a form and a frame: what is wrong with it, the plainest first."""

    file: str
    rule: str
    form: str
    frame: str

    def faults(self, entry: Mapping[str, Any]) -> Iterator[SuiteError]:
        """All that is wrong with an entry."""
        meta = entry.get("meta") if isinstance(entry.get("meta"), dict) else {}
        assert isinstance(meta, dict)
        of_meta = list(self._meta(meta))
        yield from of_meta
        kind = entry.get("type")
        if not isinstance(kind, str) or kind not in KINDS:
            yield self._fault("rule_kind", found=kind, known=nearest(str(kind), KINDS))
            return
        arguments = entry.get("kwargs") or {}
        of_arguments = list(self._arguments(KINDS[kind], arguments))
        yield from of_arguments
        if not of_arguments and self.frame in layouts():
            yield from self._terms(meta, KINDS[kind], arguments)

    def _fault(self, key: str, **fields: object) -> SuiteError:
        return SuiteError(key, path=self.file, rule=self.rule, **fields)

    def _meta(self, meta: Mapping[str, Any]) -> Iterator[SuiteError]:
        """The texts and the standing of the rule."""
        for key in META:
            if not meta.get(key):
                yield self._fault("rule_lacks", field=f"meta.{key}")
        if meta.get("id") and not isinstance(meta["id"], str):
            yield self._fault("rule_shape", field="meta.id", expected="str")
        for key in ("title", "message", "clause"):
            texts = meta.get(key) if isinstance(meta.get(key), dict) else {}
            assert isinstance(texts, dict)
            if meta.get(key) and not all(isinstance(texts.get(lang), str) for lang in ("zh", "en")):
                yield self._fault("rule_lacks", field=f"meta.{key}.zh / meta.{key}.en")
        for key, known in (
            ("family", FAMILIES),
            ("severity", get_args(Severity)),
            ("authority", get_args(Authority)),
        ):
            if meta.get(key) and meta[key] not in known:
                yield self._fault("rule_value", field=f"meta.{key}", found=meta[key], known=names(known))
        if meta.get("authority") == "unverified" and meta.get("severity") == "error":
            yield self._fault("rule_unverified")
        fillable = {column for column in columns_of(self.frame) if column.isidentifier()}
        message = meta.get("message")
        for text in message.values() if isinstance(message, dict) else ():
            if isinstance(text, str):
                yield from self._fields("meta.message", text, FIGURES | fillable)

    def _arguments(self, kind: Kind, arguments: Any) -> Iterator[SuiteError]:
        """The arguments: all that the kind takes, of the right shape, and columns that the frame has."""
        if not isinstance(arguments, dict) or not set(kind.takes) <= set(arguments) <= set(kind.may_take):
            found = names(arguments) if isinstance(arguments, dict) else type(arguments).__name__
            yield self._fault("rule_arguments", kind=kind.name, found=found, known=names(kind.takes))
            return
        shapeless = False
        for key, value in arguments.items():
            takes = kind.may_take[key]
            shape = {"column": str, "columns": list, "operator": str, "values": list, "where": dict}[takes]
            if not isinstance(value, shape) or not value:
                shapeless = True
                yield self._fault("rule_shape", field=f"kwargs.{key}", expected=shape.__name__)
            elif takes == "operator" and value not in OPERATORS:
                yield self._fault("rule_value", field=f"kwargs.{key}", found=value, known=" ".join(OPERATORS))
        if shapeless:
            return
        if kind.name == "expect_columns_to_agree" and len(arguments["given"]) != len(arguments["expected"]):
            yield self._fault("rule_pairs")
        layout = layouts().get(self.frame)
        columns = layout.values if layout else columns_of(self.frame)
        for column in named_columns(kind, arguments):
            if column not in columns:
                yield self._fault("rule_column", found=column, known=nearest(str(column), columns))
        yield from self._where(arguments.get("where", {}))

    def _where(self, condition: Mapping[str, Any]) -> Iterator[SuiteError]:
        layout = layouts().get(self.frame)
        columns = layout.keys if layout else columns_of(self.frame)
        for column, texts in condition.items():
            field = f"kwargs.where.{column}"
            if column not in columns:
                yield self._fault("rule_column", found=column, known=nearest(column, columns))
                continue
            if not texts or not all(isinstance(text, str) for text in _listed(texts)):
                yield self._fault("rule_shape", field=field, expected="str / list[str]")
                continue
            known = {s.keys[column] for s in subjects(self.frame, "any") if column in s.keys}
            for text in _listed(texts):
                if known and text not in known:
                    yield self._fault("rule_value", field=field, found=text, known=nearest(text, known))

    def _terms(
        self, meta: Mapping[str, Any], kind: Kind, arguments: Mapping[str, Any]
    ) -> Iterator[SuiteError]:
        """The template that says which indicator a column is.

        Each column that the rule names has to be an indicator of the form for some record that the rule is about.
        """
        keys = {key for subject in subjects(self.frame, "any") for key in subject.keys}
        terms = terms_of(meta, self.frame)
        if not terms:
            yield self._fault("rule_lacks", field="meta.terms")
            return
        wrong = list(self._fields("meta.terms", terms, {"column", *keys}))
        yield from wrong
        if wrong:
            return
        about = {key: _listed(texts) for key, texts in arguments.get("where", {}).items() if key in keys}
        layout = layouts()[self.frame]
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
                yield self._fault("rule_terms", column=column, found=shown, known=nearest(shown, known))

    def _fields(self, at: str, text: str, known: Collection[str]) -> Iterator[SuiteError]:
        try:
            fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
        except ValueError:
            yield self._fault("rule_message", field=at, found=text)
            return
        for field in fields:
            if field not in known:
                yield self._fault("rule_field", field=at, found=field, known=nearest(field, known))


def terms_of(meta: Mapping[str, Any], frame: str) -> str:
    """The template that says which indicator a column of a wide frame is; "" on another frame, or where it is missing."""
    if frame not in layouts():
        return ""
    keys = any(subject.keys for subject in subjects(frame, "any"))
    terms = meta.get("terms", "" if keys else "{column}")
    return terms if isinstance(terms, str) else ""


def named_columns(kind: Kind, arguments: Mapping[str, Any]) -> Iterator[str]:
    """The columns that a rule compares, in the order of its arguments."""
    for key, takes in kind.takes.items():
        if takes == "column":
            yield arguments[key]
        elif takes == "columns":
            yield from arguments[key]


def nearest(found: str, known: Iterable[str]) -> Bilingual:
    """The known names that are most like the one found, else the first few."""
    several = sorted(known)
    return names(get_close_matches(found, several, 3, 0.5) or several[:12])


def _listed(texts: Any) -> Sequence[Any]:
    return texts if isinstance(texts, list) else [texts]
