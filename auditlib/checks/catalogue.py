"""The catalogue of rules as a page, made from the suites: ``python -m auditlib.checks.catalogue docs/rules.md``."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditlib.checks.rules import Rule, load_suites, rules_of
from auditlib.checks.validity import FAMILIES
from auditlib.forms.codebook import Entry, codebook, labels
from auditlib.frames import BEFORE, WIDE, layouts
from auditlib.messages import Bilingual, bilingual

SIGNS = {"==": "＝", "<=": "≤", ">=": "≥"}
FOLDERS = "../expectations/"


def page(rules: Sequence[Rule]) -> str:
    """The rules as Markdown in Chinese and English, one section a family."""
    parts = [f"# {_both(bilingual('catalogue.title'))}", "\n\n".join(bilingual("catalogue.intro"))]
    for family in FAMILIES:
        own = [rule for rule in rules if rule.family == family]
        if own:
            parts.append(f"## {_both(bilingual(f'workbook.family.{family}'))}")
            parts += [_entry(rule) for rule in own]
    return "\n\n".join(parts) + "\n"


def compared(rule: Rule) -> Bilingual:
    """What a rule compares: in the words of the form in Chinese, by the names of the columns in English."""
    by_words = _relation(rule, {column: _column_words(rule, column) for column in rule.columns})
    by_names = _relation(rule, {column: f"`{column}`" for column in rule.columns})
    return Bilingual(by_words.zh + _condition(rule).zh, by_names.en + _condition(rule).en)


def _entry(rule: Rule) -> str:
    lines = (
        ("catalogue.severity", _both(bilingual(f"severity.{rule.severity}"))),
        ("catalogue.compares", "<br>".join(compared(rule))),
        ("catalogue.frame", f"[{rule.frame}](frames.md#{rule.frame})"),
        ("catalogue.rests_on", "<br>".join(rule.clause)),
        ("catalogue.authority", _both(bilingual(f"rules.authority.{rule.authority}"))),
        ("catalogue.suite", f"[{rule.suite}]({FOLDERS}{rule.suite})"),
    )
    rows = (f"| {_both(bilingual(key))} | {text.replace('|', '&#124;')} |" for key, text in lines)
    return "\n".join([f"### {rule.id}", "", _both(rule.title), "", "| | |", "|---|---|", *rows])


def _both(text: Bilingual) -> str:
    return f"{text.zh} · {text.en}"


def _relation(rule: Rule, named: Mapping[str, str]) -> Bilingual:
    arguments = rule.arguments

    def total(key: str) -> str:
        return " ＋ ".join(named[column] for column in arguments[key])

    if rule.kind == "expect_linear_relation":
        shown = f"{total('left')} {SIGNS[arguments['operator']]} {total('right')}"
    elif rule.kind == "expect_not_negative":
        shown = f"{total('addends')} ≥ 0"
    elif rule.kind == "expect_value_within":
        shown = f"{named[arguments['low']]} ≤ {named[arguments['value']]} ≤ {named[arguments['high']]}"
    elif rule.kind == "expect_columns_to_agree":
        pairs = zip(arguments["given"], arguments["expected"], strict=True)
        shown = "，".join(f"{named[given]} ＝ {named[expected]}" for given, expected in pairs)
    elif rule.kind == "expect_implication":
        cause, effect = named[arguments["positive"]], total("then_positive")
        return bilingual("catalogue.implication", cause=cause, effect=effect)
    elif rule.kind == "expect_union":
        parts = "、".join(named[part] for part in arguments["parts"])
        return bilingual("catalogue.union", total=named[arguments["total"]], parts=parts)
    else:
        values = "、".join(f"`{value}`" if value != "" else '`""`' for value in arguments["values"])
        return bilingual("catalogue.none_of", column=named[arguments["column"]], values=values)
    return Bilingual(shown, shown)


def _column_words(rule: Rule, column: str) -> str:
    if rule.frame not in layouts():
        return f"`{column}`"
    entry = _entry_of(rule, column)
    if rule.frame not in WIDE:
        words = entry.label
    elif rule.frame == "statistics":
        return labels()[entry.indicator]
    else:
        words = entry.column if rule.terms.endswith("{column}") else entry.row.replace(" / ", " ")
    return bilingual("label.before", label=words).zh if column.startswith(BEFORE) else words


def _entry_of(rule: Rule, column: str) -> Entry:
    """The cell that a column is on some record that the rule is about."""
    where: Mapping[str, Any] = rule.arguments.get("where", {})
    found = (
        codebook(form).by_indicator.get(subject.indicator(column, rule.terms))
        for form, subjects in [*layouts()[rule.frame].subjects.items()][::-1]
        if rule.form in ("any", form)
        for subject in subjects
        if all(subject.keys.get(key, text) in _listed(text) for key, text in where.items())
    )
    return next(entry for entry in found if entry)


def _condition(rule: Rule) -> Bilingual:
    """The records that a rule is about, where it is not about all."""
    where: Mapping[str, Any] = rule.arguments.get("where", {})
    if not where:
        return Bilingual("", "")
    names = "，".join(f"`{key}`：{'、'.join(_listed(text))}" for key, text in where.items())
    return bilingual("catalogue.where", names=names)


def _listed(texts: Any) -> Iterable[Any]:
    return texts if isinstance(texts, list) else [texts]


def main(arguments: Sequence[str]) -> None:
    """Write the page to a file, or print it where none is named."""
    text = page(rules_of(load_suites()))
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8", newline="\n")
    else:
        print(text, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
