"""Suites: hand-written JSON files with the rules. Loaded and checked here, without Great Expectations.

A faulty suite is refused with the file, the rule and the mend: a rule that silently drops out would look like a pass.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from auditlib.checks.given import GivenSuites, extensions_of, listed
from auditlib.checks.kinds import Severity
from auditlib.checks.rule import Rule, Suite, rules_of
from auditlib.checks.suite_files import of_codebook, read, repeats, suites_of
from auditlib.checks.validity import nearest
from auditlib.errors import SettingsError
from auditlib.extensions import current, using
from auditlib.forms.codebook import codebook, local_forms
from auditlib.resources import expectations

__all__ = ["Rule", "Suite", "load_suites", "rules_of", "weighed"]


def load_suites(
    extra: GivenSuites | None = None, *, only: bool = False, severity: Mapping[str, Severity] | None = None
) -> tuple[Suite, ...]:
    """The product's suites, those that the relations of local forms in force or in ``extra`` make, and ``extra``: files,
    folders, rules and suites of an auditor's own; with ``only`` without the product's.

    A rule of ``extra`` takes the place of another with the same id; ``severity`` sets those of single rules by id.
    Raises NotFoundError, SuiteError, SettingsError, and what ``extensions_of`` raises.
    """
    given = listed(extra)
    with using(current() + extensions_of(given)):
        ours = [] if only and given else _ours()
        ours += [of_codebook(codebook(form)) for form in local_forms()]
        found = [suites_of(one) for one in given]
    theirs = [suite for suites, _ in found for suite in suites]
    for fault in (fault for _, faults in found for fault in faults):
        raise fault
    for group in (ours, theirs):
        for fault in repeats(group):
            raise fault
    replaced = {rule.id for suite in theirs for rule in suite.rules}
    kept = [replace(s, rules=tuple(r for r in s.rules if r.id not in replaced)) for s in ours]
    suites = tuple(suite for suite in (*kept, *theirs) if suite.rules)
    return weighed(suites, severity) if severity else suites


def weighed(suites: Iterable[Suite], severity: Mapping[str, Severity]) -> tuple[Suite, ...]:
    """The suites with the severities of single rules set; a rule on an unverified clause stays below an error.

    Raises SettingsError for an unknown rule.
    """
    several = tuple(suites)
    rules = {rule.id: rule for rule in rules_of(several)}
    for name, level in severity.items():
        if name not in rules:
            known = {**rules, **{rule.id: rule for rule in rules_of(_ours())}}
            if name in known:  # one of the product's that is not used in this run
                continue
            raise SettingsError("severity_rule", found=name, known=nearest(name, known))
        if level == "error" and rules[name].authority == "unverified":
            raise SettingsError("severity_unverified", found=name)
    return tuple(
        replace(s, rules=tuple(replace(r, severity=severity.get(r.id, r.severity)) for r in s.rules))
        for s in several
    )


def _ours() -> list[Suite]:
    found: list[Suite] = []
    for path in sorted(expectations().glob("*.json")):
        suites, faults = read(path)
        for fault in faults:
            raise fault
        found += suites
    return found
