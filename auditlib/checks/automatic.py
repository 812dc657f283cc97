"""The rules that a local form makes by itself: what its codebook says of how indicators add to those above them."""

from collections.abc import Iterator
from typing import Any

from auditlib.forms.codebook import Codebook
from auditlib.frames import BEFORE
from auditlib.messages import bilingual

SEVERITY = {"sum": "error", "at_most": "error", "union": "warning", "cumulative": "warning"}


def entries_of(book: Codebook) -> Iterator[dict[str, Any]]:
    """The rules of a local form in the short way of writing.

    ``sum``: the parts add up to their parent; ``at_most``: a part is not more than it; ``union``: the greatest part ≤
    the parent ≤ their sum; ``cumulative``: a figure over the years is last year's and this year's, its parent, together.
    """
    for parent in book.entries:
        parts: dict[str, list[str]] = {}
        for entry in book.entries:
            if entry.parent == parent.indicator:
                parts.setdefault(entry.relation, []).append(entry.indicator)
        name = parent.indicator
        if "sum" in parts:
            yield _rule(book, "sum", name, sum=parts["sum"], equals=name)
        if "union" in parts:
            yield _rule(book, "union", name, union=parts["union"], of=name)
        for part in parts.get("at_most", ()):
            yield _rule(book, "at_most", part, sum=part, at_most=name)
        for total in parts.get("cumulative", ()):
            yield _rule(book, "at_most", total, sum=name, at_most=total)
            yield _rule(book, "cumulative", total, sum=[BEFORE + total, name], equals=total)


def _rule(book: Codebook, kind: str, indicator: str, **sides: Any) -> dict[str, Any]:
    clause = bilingual("own_rule.codebook", form=book.form)
    return {
        "id": f"{kind}.{book.form}.{indicator}",
        **sides,
        "form": book.form,
        "severity": SEVERITY[kind],
        "clause": {"zh": clause.zh, "en": clause.en},
    }
