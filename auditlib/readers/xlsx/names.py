"""The names of the elements and attributes of workbooks."""

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROW, CELL, VALUE, FORMULA, INLINE = (f"{S}{name}" for name in ("row", "c", "v", "f", "is"))
STRING, TEXT, RUN = (f"{S}{name}" for name in ("si", "t", "r"))
VERT_ALIGN = f"{S}vertAlign"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true", "on")
