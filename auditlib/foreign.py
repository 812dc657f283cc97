"""What Python says of wrong JSON, TOML and patterns, in both languages; what is not known here stands as it is."""

import re

from auditlib.messages import Bilingual, bilingual

AT = re.compile(
    r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$| at position \d+$|: line \d+.*$"
)
SAID = (
    ("Expecting value", "value"),
    ("Expecting property name enclosed in double quotes", "name"),
    ("Illegal trailing comma", "comma_too_much"),
    ("Expecting ',' delimiter", "comma"),
    ("Expecting ':' delimiter", "colon"),
    ("Unterminated string", "quote"),
    ("Invalid control character", "line_break"),
    ("Invalid \\escape", "backslash"),
    ("Invalid \\uXXXX escape", "backslash"),
    ("Extra data", "extra"),
    ("Invalid value", "toml_value"),
    ("Expected '=' after a key", "toml_equals"),
    ("Expected newline or end of document", "toml_line"),
    ("Unclosed array", "bracket"),
    ("Expected ']'", "bracket"),
    ("Cannot overwrite a value", "twice"),
    ("Cannot declare", "twice"),
    ("Unescaped '\\' in a string", "backslash"),
    ("Illegal character", "line_break"),
    ("missing ), unterminated subpattern", "parenthesis"),
    ("unbalanced parenthesis", "parenthesis"),
    ("unterminated character set", "bracket"),
    ("nothing to repeat", "repeat"),
    ("multiple repeat", "repeat"),
    ("bad escape", "backslash"),
)


def told(fault: object) -> Bilingual:
    """A fault's own words in both languages, with the line and column that they name."""
    said = str(fault)
    key = next((key for words, key in SAID if said.startswith(words)), "")
    if not key:
        return Bilingual(said, said)
    why = bilingual(f"foreign.{key}")
    at = AT.search(said)
    if at and at["line"]:
        return bilingual("foreign.at", why=why, line=at["line"], column=at["column"])
    return why
