"""The short way of writing a rule: by indicators, from which frame, columns and records are worked out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditlib.checks.validity import nearest
from auditlib.errors import SuiteError
from auditlib.forms.codebook import codebook, known_forms, labels, local_forms
from auditlib.frames import BEFORE, Subject, layouts
from auditlib.messages import Bilingual, bilingual
from auditlib.messages import names as listed_names

TEXTS = ("title", "message", "clause")
STANDING = (*TEXTS, "severity", "authority", "family", "form")
# What each kind of short rule takes, the first naming it.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "equals": ("equals", "sum"),
    "at_most": ("at_most", "sum"),
    "at_least": ("at_least", "sum"),
    "implication": ("when", "then"),
    "union": ("union", "of"),
    "none_of": ("none_of", "column", "frame"),
}
FIELDS = ("id", *dict.fromkeys(name for shape in SHAPES.values() for name in shape), *STANDING)
STAR = "*"
FIGURES = {name: f"{{{name}}}" for name in ("left", "right", "difference")}
LABELLED = 4


@dataclass(frozen=True, slots=True)
class Full:
    """A short rule written out: the entry of a suite for a form and a frame."""

    form: str
    frame: str
    entry: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """Where all indicators of a rule stand in one record: the columns by indicator, and the records it is about."""

    form: str
    frame: str
    columns: Mapping[str, str]
    where: Mapping[str, Any]
    terms: str


def shape_faults(file: str, name: object, entry: Mapping[str, Any]) -> Iterator[SuiteError]:
    """What is wrong with the fields of a short rule, whatever its indicators are."""
    unknown = [key for key in entry if key not in FIELDS]
    for key in unknown:
        yield SuiteError("rule_key", path=file, rule=name, found=key, known=nearest(str(key), FIELDS))
    if not isinstance(entry.get("id"), str) or not entry["id"]:
        yield SuiteError("rule_lacks", path=file, rule=name, field="id")
    kinds = [kind for kind, takes in SHAPES.items() if takes[0] in entry]
    if len(kinds) != 1 or set(entry) & {f for s in SHAPES.values() for f in s} != set(SHAPES[kinds[0]]):
        if not unknown:  # else what is misspelt has been told
            ways = [" + ".join(reversed(shape)) for shape in SHAPES.values()]
            known = Bilingual("；".join(ways), "; ".join(ways))
            yield SuiteError("rule_short", path=file, rule=name, known=known)
        return
    for key in SHAPES[kinds[0]]:
        value = entry[key]
        several = key not in ("when", "of", "column", "frame")
        names = value if several and isinstance(value, list) else [value]
        if not names or (key != "none_of" and not all(isinstance(one, str) and one for one in names)):
            yield SuiteError("rule_names", path=file, rule=name, field=key)
    for key in STANDING:
        value = entry.get(key, "—")
        texts = value.values() if key in TEXTS and isinstance(value, Mapping) else [value]
        if not all(isinstance(text, str) and text for text in texts):
            yield SuiteError("rule_names", path=file, rule=name, field=key)


def expanded(file: str, number: int, entry: Any) -> Full | Sequence[SuiteError]:
    """A short rule written out, or all that is wrong with it."""
    if not isinstance(entry, Mapping):
        return [SuiteError("rule_entry", path=file, rule=f"#{number}")]
    name = entry.get("id") or f"#{number}"
    if faults := list(shape_faults(file, name, entry)):
        return faults
    (kind,) = (kind for kind, takes in SHAPES.items() if takes[0] in entry)
    if kind == "none_of":
        values = {"column": entry["column"], "values": _listed(entry["none_of"])}
        written = _full(entry, kind, "expect_none_of", values, "")
        return Full(entry.get("form", "any"), entry["frame"], written)
    sides = {key: _listed(entry[key]) for key in SHAPES[kind]}
    names = [indicator for side in sides.values() for indicator in side]
    record = _record(file, name, names, entry.get("form"))
    if not isinstance(record, Record):
        return record
    of = {key: [record.columns[indicator] for indicator in side] for key, side in sides.items()}
    what, arguments = _compared(kind, of)
    if record.where:
        arguments["where"] = dict(record.where)
    return Full(
        record.form, record.frame, _full(entry, kind, what, arguments, record.terms, form=record.form)
    )


def _compared(kind: str, of: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, Any]]:
    """The expectation of a kind of rule and its arguments, the columns of each side given."""
    if kind == "implication":
        return "expect_implication", {"positive": of["when"][0], "then_positive": of["then"]}
    if kind == "union":
        return "expect_union", {"total": of["of"][0], "parts": of["union"]}
    operator = "==" if kind == "equals" else "<="
    left, right = ("sum", "at_most") if kind == "at_most" else (kind, "sum")
    return "expect_linear_relation", {"left": of[left], "operator": operator, "right": of[right]}


def _full(
    entry: Mapping[str, Any],
    kind: str,
    what: str,
    arguments: Mapping[str, Any],
    terms: str,
    *,
    form: str = "any",
) -> dict[str, Any]:
    texts = _texts(entry, kind, form)
    before = any(str(name).startswith(BEFORE) for side in arguments.values() for name in _listed(side))
    family = {"equals": "sum", "at_most": "at_most", "at_least": "at_most", "none_of": "structure"}.get(
        kind, kind
    )
    if kind == "equals" and before:
        family = "stock"
    elif kind == "equals" and len(arguments["left"]) > 1:
        family = "balance"
    meta: dict[str, Any] = {
        "id": entry["id"],
        "family": entry.get("family", family),
        "severity": entry.get("severity", "warning"),
        "authority": entry.get("authority", "inferred"),
        **texts,
    }
    return {"type": what, "kwargs": arguments, "meta": meta | ({"terms": terms} if terms else {})}


def _texts(entry: Mapping[str, Any], kind: str, form: str) -> dict[str, dict[str, str]]:
    """Title, message and clause: the auditor's, else made from the labels of the indicators."""
    words = {
        key: _words(_listed(entry[key]), form)
        for key in SHAPES[kind]
        if key not in ("column", "frame", "none_of")
    }
    if kind == "none_of":
        values = "、".join(f"“{value}”" for value in _listed(entry["none_of"]))
        words = {"column": Bilingual(*[str(entry["column"])] * 2), "none_of": Bilingual(values, values)}
    made = {
        "title": bilingual(f"own_rule.title.{kind}").filled(words),
        "message": _message(entry, kind, words),
        "clause": bilingual("own_rule.clause"),
    }
    found = {}
    for key, default in made.items():
        given = entry.get(key)
        text = {"zh": given, "en": given} if isinstance(given, str) else dict(given or {})
        found[key] = {"zh": default.zh, "en": default.en} | text
    return found


def _message(entry: Mapping[str, Any], kind: str, words: Mapping[str, Bilingual]) -> Bilingual:
    """A message with the words of both sides put in, and its figures left to be filled in for each record."""
    safe = {
        key: Bilingual(*(side.replace("{", "{{").replace("}", "}}") for side in one))
        for key, one in words.items()
    }
    message = bilingual(f"own_rule.message.{kind}").filled({**safe, **FIGURES})
    stars = any(STAR in str(name) for key in SHAPES[kind] for name in _listed(entry[key]))
    return Bilingual(f"{{record}}：{message.zh}", f"{{record}}: {message.en}") if stars else message


def _words(names: Sequence[str], form: str) -> Bilingual:
    """Indicators in the words of the form, their sum with a plus, the first few of many."""
    shown = [_label(name, form) for name in names[:LABELLED]]
    more = bilingual("own_rule.more", n=len(names)) if len(names) > LABELLED else Bilingual("", "")
    return Bilingual(
        "＋".join(one.zh for one in shown) + more.zh, " + ".join(one.en for one in shown) + more.en
    )


def _label(name: str, form: str) -> Bilingual:
    bare = name.removeprefix(BEFORE)
    known = (
        {entry.indicator: entry.label for entry in codebook(form).entries}
        if form in local_forms()
        else labels()
    )
    words = known.get(bare) or known.get(bare.replace(STAR, "total"), bare)
    words = words.partition("·")[0] if STAR in bare else words
    return bilingual("own_rule.before", label=words) if name != bare else Bilingual(words, words)


def _record(file: str, rule: object, names: Sequence[str], form: str | None) -> Record | Sequence[SuiteError]:
    """The frame and the records in which all indicators stand together, the first frame that has them; or what is
    wrong with the indicators."""

    def fault(key: str, **fields: object) -> SuiteError:
        return SuiteError(key, path=file, rule=rule, **fields)

    if form not in (None, "any", *known_forms()):
        return [fault("rule_value", field="form", found=form, known=nearest(str(form), known_forms()))]
    forms = [one for one in known_forms() if form in (None, "any", one)]
    indicators = {name for one in forms for name in codebook(one).indicators}
    unknown = [name for name in dict.fromkeys(names) if not _is_known(name.removeprefix(BEFORE), indicators)]
    if unknown:
        near = {name: nearest(name.removeprefix(BEFORE), indicators) for name in unknown}
        return [fault("rule_indicator", found=name, known=near[name]) for name in unknown]
    starred = {STAR in name for name in names}
    if len(starred) > 1:
        return [fault("rule_stars")]
    found = _in_frame(names, forms, each=starred == {True})
    return found or [fault("rule_across", names=listed_names(names))]


def _is_known(name: str, indicators: Collection[str]) -> bool:
    """Whether a name is an indicator, or with one star the name of several."""
    if STAR not in name:
        return name in indicators
    shape = re.compile(re.escape(name).replace(r"\*", r"\w+"))
    return name.count(STAR) == 1 and any(shape.fullmatch(one) for one in indicators)


def _in_frame(names: Sequence[str], forms: Sequence[str], *, each: bool) -> Record | None:
    for frame, layout in layouts().items():
        own = [form for form in layout.subjects if form in forms]
        met = [
            (form, subject)
            for form in own
            for subject in layout.subjects[form]
            if _columns(frame, form, subject, names)
        ]
        if not met:
            continue
        if not each:
            first = met[0][1]
            met = [(form, subject) for form, subject in met if subject.keys == first.keys]
        of_forms = dict.fromkeys(form for form, _ in met)
        form = "any" if len(of_forms) == len(layout.subjects) > 1 else next(iter(of_forms))
        columns = _columns(frame, *met[0], names)
        return Record(
            form, frame, columns, _where([s for _, s in met], layout.subjects[met[0][0]]), met[0][1].terms
        )
    return None


def _columns(frame: str, form: str, subject: Subject, names: Sequence[str]) -> dict[str, str]:
    """The column of each indicator on a record, {} where it does not have all of them."""
    known = codebook(form).by_indicator
    kind = [*subject.keys.values()][-1] if subject.keys else ""
    cells = {
        (column.startswith(BEFORE), subject.indicator(column)): column for column in layouts()[frame].values
    }
    found = {}
    for name in names:
        bare = name.removeprefix(BEFORE).replace(STAR, kind)
        column = cells.get((name.startswith(BEFORE), bare))
        if column is None or bare not in known:
            return {}
        found[name] = column
    return found


def _where(met: Sequence[Subject], every: Iterable[Subject]) -> dict[str, Any]:
    """The condition that picks the records met out of all records of the frame, {} where that is all of them."""
    chosen = {key: list(dict.fromkeys(subject.keys[key] for subject in met)) for key in met[0].keys}
    of_all = {key: {subject.keys[key] for subject in every} for key in chosen}
    picked = {key: values for key, values in chosen.items() if set(values) != of_all[key]}
    return {key: values[0] if len(values) == 1 else values for key, values in picked.items()}


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
