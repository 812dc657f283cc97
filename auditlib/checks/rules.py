"""Suites: hand-written JSON files with the rules. Loaded and checked here, without Great Expectations.

A faulty suite is refused with the file, the rule and the mend: a rule that silently drops out would look like a pass.
"""

import json
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from auditlib.checks.kinds import KINDS, OPERATORS, Authority, Kind, Severity
from auditlib.errors import NotFoundError, SuiteError
from auditlib.forms.codebook import FORMS
from auditlib.frames import TALL, WIDE, columns_of
from auditlib.messages import Bilingual
from auditlib.resources import expectations

FAMILIES = (
    "sum balance at_most union implication carry_over stock claim prose_arithmetic universal period "
    "repetition structure form identity timeliness blank reading wording"
).split()
META = ("id", "family", "severity", "title", "message", "clause", "authority")
FIGURES = frozenset(
    ["left", "right", "difference", "stated", "table", "label", "other", "report_year", "lost"]
)
FRAMES = (*WIDE, *TALL)


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a suite."""

    id: str
    family: str
    severity: Severity
    title: Bilingual
    message: Bilingual
    clause: Bilingual
    authority: Authority
    kind: str
    arguments: Mapping[str, Any]
    form: str
    frame: str
    suite: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the frame that the rule names, in the order of its arguments."""
        return tuple(dict.fromkeys(_columns(KINDS[self.kind], self.arguments)))


@dataclass(frozen=True, slots=True)
class Suite:
    """The rules of one file: those on one frame, for one form or for ``any``."""

    name: str
    form: str
    frame: str
    rules: tuple[Rule, ...]


def load_suites(extra: Path | None = None, *, only: bool = False) -> tuple[Suite, ...]:
    """The product's suites and those of ``extra`` (a file or a folder); with ``only`` the latter alone.

    A rule of ``extra`` takes the place of ours with the same id. Raises NotFoundError, SuiteError.
    """
    ours = () if only and extra else tuple(_read(path) for path in sorted(expectations().glob("*.json")))
    theirs = tuple(_read(path) for path in _files(extra)) if extra else ()
    for group in (ours, theirs):
        _refuse_repeats(group)
    replaced = {rule.id for suite in theirs for rule in suite.rules}
    kept = tuple(
        Suite(s.name, s.form, s.frame, tuple(r for r in s.rules if r.id not in replaced)) for s in ours
    )
    return tuple(suite for suite in (*kept, *theirs) if suite.rules)


def rules_of(suites: Iterable[Suite]) -> tuple[Rule, ...]:
    """All rules, in the order of the suites."""
    return tuple(rule for suite in suites for rule in suite.rules)


def _files(given: Path) -> Sequence[Path]:
    if given.is_dir():
        if files := sorted(given.glob("*.json")):
            return files
        raise NotFoundError("no_suites", path=given)
    if given.is_file():
        return [given]
    raise NotFoundError("no_path", path=given)


def _refuse_repeats(suites: Iterable[Suite]) -> None:
    seen: dict[str, str] = {}
    for suite in suites:
        for rule in suite.rules:
            if rule.id in seen:
                raise SuiteError("rule_repeated", path=suite.name, rule=rule.id, other=seen[rule.id])
            seen[rule.id] = suite.name


def _read(path: Path) -> Suite:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as fault:
        raise SuiteError("suite_not_json", path=path.name, line=fault.lineno, why=fault.msg) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise SuiteError("suite_not_read", path=path.name, why=fault) from fault
    meta = data.get("meta", {}) if isinstance(data, dict) else {}
    entries = data.get("expectations") if isinstance(data, dict) else None
    form, frame = meta.get("form"), meta.get("frame")
    if not isinstance(entries, list) or not isinstance(data.get("name"), str):
        raise SuiteError("suite_shape", path=path.name)
    if frame not in FRAMES:
        raise SuiteError("suite_frame", path=path.name, found=frame, known="、".join(FRAMES))
    if form not in ("any", *FORMS):
        raise SuiteError("suite_form", path=path.name, found=form, known="、".join(("any", *FORMS)))
    return Suite(
        path.name, form, frame, tuple(_rule(path.name, n, e, form, frame) for n, e in enumerate(entries, 1))
    )


def _rule(file: str, number: int, entry: Any, form: str, frame: str) -> Rule:
    meta = entry.get("meta") if isinstance(entry, dict) else None
    meta = meta if isinstance(meta, dict) else {}
    name = meta.get("id") or f"#{number}"
    where = {"path": file, "rule": name}
    for key in META:
        if not meta.get(key):
            raise SuiteError("rule_lacks", **where, field=f"meta.{key}")
    if not isinstance(meta["id"], str):
        raise SuiteError("rule_shape", **where, field="meta.id", expected="str")
    for key in ("title", "message", "clause"):
        if not isinstance(meta[key], dict) or not all(
            isinstance(meta[key].get(lang), str) for lang in ("zh", "en")
        ):
            raise SuiteError("rule_lacks", **where, field=f"meta.{key}.zh / meta.{key}.en")
    for key, known in (
        ("family", FAMILIES),
        ("severity", get_args(Severity)),
        ("authority", get_args(Authority)),
    ):
        if meta[key] not in known:
            raise SuiteError(
                "rule_value", **where, field=f"meta.{key}", found=meta[key], known="、".join(known)
            )
    if meta["authority"] == "unverified" and meta["severity"] == "error":
        raise SuiteError("rule_unverified", **where)
    kind = KINDS.get(entry.get("type"))
    if kind is None:
        found = entry.get("type")
        raise SuiteError("rule_kind", **where, found=found, known="、".join(KINDS))
    arguments = entry.get("kwargs") or {}
    _check_arguments(where, kind, arguments, columns_of(frame))
    for text in meta["message"].values():
        _check_fields(where, text, {*FIGURES, *columns_of(frame)})
    texts = {key: Bilingual(meta[key]["zh"], meta[key]["en"]) for key in ("title", "message", "clause")}
    return Rule(
        id=meta["id"],
        family=meta["family"],
        severity=meta["severity"],
        authority=meta["authority"],
        kind=kind.name,
        arguments=arguments,
        form=form,
        frame=frame,
        suite=file,
        **texts,
    )


def _check_arguments(where: Mapping[str, Any], kind: Kind, arguments: Any, columns: Sequence[str]) -> None:
    if not isinstance(arguments, dict) or set(arguments) != set(kind.takes):
        found = "、".join(arguments) if isinstance(arguments, dict) else type(arguments).__name__
        raise SuiteError("rule_arguments", **where, kind=kind.name, found=found, known="、".join(kind.takes))
    for key, takes in kind.takes.items():
        value = arguments[key]
        shapes = {"column": str, "columns": list, "operator": str, "values": list, "where": dict}
        if not isinstance(value, shapes[takes]) or not value:
            raise SuiteError("rule_shape", **where, field=f"kwargs.{key}", expected=shapes[takes].__name__)
        if takes == "operator" and value not in OPERATORS:
            raise SuiteError(
                "rule_value", **where, field=f"kwargs.{key}", found=value, known=" ".join(OPERATORS)
            )
    if kind.name == "expect_columns_to_agree" and len(arguments["given"]) != len(arguments["expected"]):
        raise SuiteError("rule_pairs", **where)
    for column in _columns(kind, arguments):
        if column not in columns:
            raise SuiteError("rule_column", **where, found=column, known=_nearest(str(column), columns))


def _columns(kind: Kind, arguments: Mapping[str, Any]) -> Iterator[str]:
    for key, takes in kind.takes.items():
        if takes == "column":
            yield arguments[key]
        elif takes in ("columns", "where"):
            yield from arguments[key]


def _check_fields(where: Mapping[str, Any], text: str, known: set[str]) -> None:
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
    except ValueError as fault:
        raise SuiteError("rule_message", **where, found=text) from fault
    for field in fields:
        if field not in known:
            raise SuiteError("rule_field", **where, found=field, known=_nearest(field, known))


def _nearest(found: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return "、".join(get_close_matches(found, names, 3, 0.5) or names[:12])
