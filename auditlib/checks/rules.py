"""Suites: hand-written JSON files with the rules. Loaded and checked here, without Great Expectations.

A faulty suite is refused with the file, the rule and the mend: a rule that silently drops out would look like a pass.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditlib.checks.kinds import KINDS, Authority, Severity
from auditlib.checks.validity import Check, named_columns
from auditlib.errors import NotFoundError, SuiteError
from auditlib.forms.codebook import FORMS
from auditlib.frames import TALL, WIDE, columns_of
from auditlib.messages import Bilingual
from auditlib.resources import expectations

FRAMES = (*WIDE, *TALL)


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a suite. ``terms`` says which indicator a column of a wide frame is."""

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
    terms: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the frame that the rule compares, in the order of its arguments."""
        return tuple(dict.fromkeys(named_columns(KINDS[self.kind], self.arguments)))

    @property
    def arguments_of_form(self) -> dict[str, Any]:
        """The arguments, with the rule kept to the records of its suite's form where the frame tells forms apart."""
        if self.form == "any" or "form" not in columns_of(self.frame):
            return dict(self.arguments)
        return {**self.arguments, "where": {"form": self.form, **self.arguments.get("where", {})}}


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
    data = data if isinstance(data, dict) else {}
    meta: dict[str, Any] = data["meta"] if isinstance(data.get("meta"), dict) else {}
    entries, form, frame = data.get("expectations"), meta.get("form"), meta.get("frame")
    if not isinstance(entries, list) or not isinstance(data.get("name"), str):
        raise SuiteError("suite_shape", path=path.name)
    if frame not in FRAMES:
        raise SuiteError("suite_frame", path=path.name, found=frame, known="、".join(FRAMES))
    forms = ("any", *(WIDE[frame].subjects if frame in WIDE else FORMS))
    if form not in forms:
        raise SuiteError("suite_form", path=path.name, found=form, known="、".join(forms))
    rules = (_rule(path.name, n, entry, str(form), str(frame)) for n, entry in enumerate(entries, 1))
    return Suite(path.name, str(form), str(frame), tuple(rules))


def _rule(file: str, number: int, entry: Any, form: str, frame: str) -> Rule:
    entry = entry if isinstance(entry, dict) else {}
    meta = entry.get("meta") if isinstance(entry.get("meta"), dict) else {}
    check = Check(file, meta.get("id") or f"#{number}", form, frame)
    check.meta(meta)
    kind = check.kind(entry.get("type"))
    arguments = entry.get("kwargs") or {}
    check.arguments(kind, arguments)
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
        terms=check.terms(meta, kind, arguments),
        **texts,
    )
