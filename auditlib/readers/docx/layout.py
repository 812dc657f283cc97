"""Whether a table holds data, or only lays out prose: a frame around the article, a box around the title.

A cell that holds the article cuts its table: the rows above and below may still be data.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditlib.readers.docx.grid import Box, Grid, Line, OpenTable, Part
from auditlib.readers.lines import joined

LONGEST_PLAIN = 100
SHORTEST_PROSE = 80
LONG_LINE = 8
MANY_LINES = 4
FEW_PLAIN = 8
FIGURE = re.compile(r"[\d.,，%％/／—－-]*\d[\d.,，%％]*|[/／—－-]+")


class _Weight(NamedTuple):
    """How much stands in a cell: characters, filled cells of tables inside it; whether it reads as prose."""

    size: int
    nested: int
    wordy: bool

    @property
    def plain(self) -> bool:
        return 0 < self.size <= LONGEST_PLAIN and not self.nested


def _weight(box: Box) -> _Weight:
    size = nested = stops = long = 0
    for part in box.parts:
        if isinstance(part, Line):
            text = part.text
            size += len(text)
            if len(text) >= LONG_LINE:
                long += 1
                stops += text.count("。")
        else:
            filled = [inner.text for inner in part.boxes if inner.text]
            size += sum(map(len, filled))
            nested += len(filled)
    return _Weight(size, nested, (stops >= 2 and size > SHORTEST_PROSE) or long >= MANY_LINES)


def settle(table: OpenTable) -> list[Part]:
    """What a table is: a Grid, the parts of its cells where it lays out prose, or both by turns."""
    begun = table.begun
    cuts = _cuts([[_weight(box) for box in boxes] for boxes in begun])
    parts: list[Part] = []
    start = 0
    for cut in (*cuts, len(begun)):
        boxes = begun[start:cut]
        if _is_data(boxes):
            rows = [row for row, own in zip(table.rows[start:cut], boxes, strict=True) if own]
            parts.append(_grid(rows, boxes))
        else:
            parts.extend(part for row in boxes for box in row for part in box.parts)
        parts.extend(part for row in begun[cut : cut + 1] for box in row for part in box.parts)
        start = cut + 1
    return parts


def _cuts(weights: Sequence[Sequence[_Weight]]) -> list[int]:
    """The rows that hold prose or tables rather than data."""
    every = [weight for row in weights for weight in row]
    if not any(weight.wordy or weight.nested for weight in every):
        return []
    plain = sum(weight.plain for weight in every)
    prose = sum(weight.size for weight in every if weight.wordy)
    wordy = plain < FEW_PLAIN or 2 * prose > sum(weight.size for weight in every)
    cuts = []
    for r, row in enumerate(weights):
        alone = sum(weight.size > 0 for weight in row) == 1
        if any((wordy and w.wordy) or (w.nested and (alone or w.nested >= plain)) for w in row):
            cuts.append(r)
    return cuts


def _is_data(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether rows are a grid of data: more than one column; a single row has to hold a figure."""
    if max(map(len, rows), default=0) < 2:
        return False
    filled = [row for row in rows if any(box.parts for box in row)]
    if len(filled) == 1:
        return any(FIGURE.fullmatch(joined(box.lines()).strip()) for box in filled[0])
    return bool(filled)


def _grid(rows: Sequence[Sequence[Box]], begun: Iterable[Iterable[Box]]) -> Grid:
    boxes = [box for row in begun for box in row]
    for box in boxes:
        only = box.parts[0] if len(box.parts) == 1 else None
        box.text = only.text if isinstance(only, Line) else joined(box.lines())
    return Grid(rows, boxes)
