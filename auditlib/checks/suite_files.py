"""The suites in a file, folder, rule or suite of an auditor's own, and all that is wrong with them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditlib.checks.automatic import entries_of
from auditlib.checks.given import GivenSuite
from auditlib.checks.own import NOTEBOOK, OwnRule, OwnSuite
from auditlib.checks.rule import Rule, Suite
from auditlib.checks.short import Full, expanded
from auditlib.checks.validity import Check, nearest, terms_of
from auditlib.errors import SuiteError
from auditlib.extensions import CODEBOOK, DAY, SUITE, body_meant, files_of, kind_of, text_of
from auditlib.foreign import told
from auditlib.forms.codebook import Codebook, known_forms
from auditlib.frames import TALL, layouts
from auditlib.messages import Bilingual, names

KEYS = ("name", "comment", "meta", "expectations", "rules")
OF_META = ("form", "frame", "deadlines", "comment", "great_expectations_version")

Parsed = tuple[tuple[Suite, ...], Sequence[SuiteError]]


def suites_of(given: GivenSuite) -> Parsed:
    """The suites in one file, folder, rule or suite of an auditor's own, and all that is wrong with them."""
    if isinstance(given, OwnRule):
        return parsed(NOTEBOOK, {"name": NOTEBOOK, "rules": [given.entry]})
    if isinstance(given, OwnSuite):
        return parsed(given.name, given.data)
    files = [path for path in files_of(Path(given)) if kind_of(path) == SUITE]
    found = [read(path) for path in files]
    return tuple(s for suites, _ in found for s in suites), [f for _, faults in found for f in faults]


def read(path: Path) -> Parsed:
    """The suites in a file, and all that is wrong with it."""
    if path.suffix.lower() == ".csv":
        return (), [SuiteError("suite_is_csv", path=path.name)]
    try:
        return parsed(path.name, json.loads(text_of(path)))
    except json.JSONDecodeError as fault:
        key = {"path": path.name, "line": fault.lineno, "column": fault.colno, "why": told(fault.msg)}
        return (), [SuiteError("suite_not_json", **key)]
    except RecursionError:
        return (), [SuiteError("suite_shape", path=path.name)]


def parsed(file: str, data: Any) -> Parsed:
    """The suites in the data of a file, one a form and frame, and all that is wrong with them.

    ``expectations`` are written in full, for the form and frame of ``meta``; ``rules`` are written by indicators.
    """
    data = data if isinstance(data, dict) else {}
    meta: dict[str, Any] = data["meta"] if isinstance(data.get("meta"), dict) else {}
    lists = [data[key] for key in ("expectations", "rules") if isinstance(data.get(key), list)]
    if not isinstance(data.get("name"), str) or not (lists or meta.get("deadlines")):
        return (), [SuiteError("suite_shape", path=file)]
    rules: list[Rule] = []
    faults = list(_frame_faults(file, data, meta))
    for found in (*_full(file, data.get("expectations"), meta), *_short(file, data.get("rules"))):
        if isinstance(found, Rule):
            rules.append(found)
        else:
            faults += found
    places = dict.fromkeys((rule.form, rule.frame) for rule in rules)
    return tuple(
        Suite(file, form, frame, tuple(r for r in rules if (r.form, r.frame) == (form, frame)))
        for form, frame in places
    ), faults


def _frame_faults(file: str, data: Mapping[str, Any], meta: Mapping[str, Any]) -> Iterator[SuiteError]:
    """What is wrong around the rules: unknown fields, and deadlines."""
    for known, found in ((KEYS, data), (OF_META, meta)):
        for key in found:
            if key not in known:
                yield SuiteError("suite_key", path=file, found=key, known=nearest(key, known))
    for key in ("expectations", "rules"):
        if data.get(key) is not None and not isinstance(data[key], list):
            yield SuiteError("suite_list", path=file, found=key)
    deadlines = meta.get("deadlines", {})
    if not isinstance(deadlines, dict):
        yield SuiteError("rule_deadline", path=file, name="", found=deadlines)
        return
    for name, day in deadlines.items():
        if not isinstance(day, str) or not DAY.fullmatch(day):
            yield SuiteError("rule_deadline", path=file, name=name, found=day)
        if meant := body_meant(name):
            yield SuiteError("rule_deadline_of", path=file, name=name, known=meant)


def _full(file: str, entries: Any, meta: Mapping[str, Any]) -> Iterator[Rule | Sequence[SuiteError]]:
    """The rules of ``expectations``, or what is wrong with them."""
    if not isinstance(entries, list):
        return
    if wrong := list(_place_faults(file, meta.get("form"), meta.get("frame"))):
        yield wrong
        return
    for number, entry in enumerate(entries, 1):
        yield _rule(file, number, entry if isinstance(entry, dict) else {}, meta["form"], meta["frame"])


def _short(file: str, entries: Any) -> Iterator[Rule | Sequence[SuiteError]]:
    """The rules of ``rules``, or what is wrong with them."""
    for number, entry in enumerate(entries if isinstance(entries, list) else (), 1):
        written = expanded(file, number, entry)
        if not isinstance(written, Full):
            yield written
        elif wrong := list(_place_faults(file, written.form, written.frame)):
            yield wrong
        else:
            yield _rule(file, number, written.entry, written.form, written.frame)


def of_codebook(book: Codebook) -> Suite:
    """The suite that the relations of a local form make. Its rules are as sound as the file: there is nothing to check."""
    file = f"{book.form}{CODEBOOK}"
    suites, faults = parsed(file, {"name": book.form, "rules": list(entries_of(book))})
    for fault in faults:
        raise fault
    return suites[0] if suites else Suite(file, book.form, book.form, ())


def repeats(suites: Iterable[Suite]) -> Iterator[SuiteError]:
    """Ids that several rules bear."""
    seen: dict[str, str] = {}
    for suite in suites:
        for rule in suite.rules:
            if rule.id in seen:
                yield SuiteError("rule_repeated", path=suite.name, rule=rule.id, other=seen[rule.id])
            seen.setdefault(rule.id, suite.name)


def _place_faults(file: str, form: Any, frame: Any) -> Iterator[SuiteError]:
    frames = (*layouts(), *TALL)
    if frame not in frames:
        yield SuiteError("suite_frame", path=file, found=frame, known=names(frames))
        return
    layout = layouts().get(frame)
    forms = ("any", *(layout.subjects if layout else known_forms()))
    if form not in forms:
        yield SuiteError("suite_form", path=file, found=form, known=names(forms))


def _rule(
    file: str, number: int, entry: Mapping[str, Any], form: str, frame: str
) -> Rule | Sequence[SuiteError]:
    """The rule of a full entry, or what is wrong with it."""
    meta = entry.get("meta")
    name = meta.get("id") if isinstance(meta, dict) else None
    if faults := list(Check(file, str(name or f"#{number}"), form, frame).faults(entry)):
        return faults
    assert isinstance(meta, dict)
    texts = {key: Bilingual(meta[key]["zh"], meta[key]["en"]) for key in ("title", "message", "clause")}
    return Rule(
        id=meta["id"],
        family=meta["family"],
        severity=meta["severity"],
        authority=meta["authority"],
        kind=entry["type"],
        arguments=entry["kwargs"],
        form=form,
        frame=frame,
        suite=file,
        terms=terms_of(meta, frame),
        **texts,
    )
