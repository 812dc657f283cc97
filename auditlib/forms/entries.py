"""One indicator of a form, as its codebook gives it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of a form, with the words that people call it by.

    In the statistics form and in local ones an entry without a unit is a heading and has no value, ``parent`` is the
    entry above it and ``relation`` how it adds to that (sum, at_most or nothing); a local form may have several
    ``column``s of values, and ``row`` is its label as the file gives it. In the annual forms ``table`` is disclosure, request or
    remedy, ``clause`` the heading of its block, and ``row`` and ``column`` are the labels that cross in its cell; a
    row under another is ``（三）不予公开 / 1.属于国家秘密``.
    """

    indicator: str
    label: str
    unit: str
    parent: str = ""
    relation: str = ""
    note: str = ""
    table: str = ""
    clause: str = ""
    row: str = ""
    column: str = ""

    @property
    def subject(self) -> str:
        """In an annual form the row (request), item (disclosure) or route (remedy) that the cell is of."""
        return self.indicator.partition(".")[2].rpartition(".")[0]

    @property
    def field(self) -> str:
        """In an annual form what the cell says of its subject: an applicant kind, a column, an outcome."""
        return self.indicator.rpartition(".")[2]
