"""Tables as grids: every position holds the cell that covers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

SLIVER = 20  # twips: LibreOffice leaves columns that nobody sees where the borders of two rows nearly meet

Merge = Literal["", "begins", "goes_on"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose; ``level`` is that of a heading, counted from 1."""

    text: str
    level: int | None


@dataclass(eq=False, slots=True)
class Box:
    """A cell where it begins, counted from 0, and what stands in it. ``text`` is known once its table is a Grid.

    ``merges`` says that cells below may be one with it.
    """

    row: int
    column: int
    merges: bool = False
    parts: "Sequence[Line | Grid]" = ()
    text: str = ""

    def lines(self) -> Iterator[str]:
        """Its lines; a cell of a table inside it is a line."""
        for part in self.parts:
            if isinstance(part, Line):
                yield part.text
            else:
                yield from (box.text for box in part.boxes)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of data: its rows by position, and its cells in the order in which they begin, each once."""

    rows: Sequence[Sequence[Box]]
    boxes: Sequence[Box]


Part = Line | Grid


class OpenTable:
    """A table while its rows are read: ``rows`` by position, and of each row the cells that have ``begun`` in it."""

    def __init__(self) -> None:
        self.rows: list[list[Box]] = []
        self.begun: list[list[Box]] = []
        self._spans = False

    def row(self) -> None:
        """A row begins."""
        self.rows.append([])
        self.begun.append([])

    def drop(self) -> None:
        """Takes the row back."""
        self.rows.pop()
        self.begun.pop()

    def skip(self, count: int) -> None:
        """Positions of the row that hold no cell: each is an empty one."""
        self._spans = self._spans or count > 0
        for _ in range(count):
            self._fill(len(self.rows) - 1)

    def cell(self, span: int = 1, down: Merge = "", across: Merge = "") -> Box | None:
        """The cell that begins next in the row, None where it is but more of a cell above or to the left."""
        row = self.rows[-1]
        if span == 1 and not down and not across:
            box = Box(len(self.rows) - 1, len(row))
            row.append(box)
            self.begun[-1].append(box)
            return box
        self._spans = True
        before = (
            row[-1] if across == "goes_on" and row else self._above(len(row)) if down == "goes_on" else None
        )
        box = before or Box(len(self.rows) - 1, len(row), merges=bool(down))
        row.extend([box] * span)
        if before:
            return None
        self.begun[-1].append(box)
        return box

    def width(self) -> int:
        """How many positions its longest row has."""
        return max(map(len, self.rows), default=0)

    def close(self, widths: Sequence[int | None]) -> None:
        """Makes all rows equally long and leaves out the columns that nobody sees; ``widths`` are those of the grid.

        Rows that differ in length although no cell spans are left so: such a file has lost its spans.
        """
        width = self.width()
        if any(len(row) < width for row in self.rows):
            if not self._spans:
                return
            for r, row in enumerate(self.rows):
                for _ in range(len(row), width):
                    self._fill(r)
        unseen = self._slivers(widths) if len(widths) == width else frozenset()
        seen = {box.column for row in self.begun for box in row} - unseen
        if 0 < len(seen) < width:
            self._keep(sorted(seen))

    def _fill(self, r: int) -> None:
        box = Box(r, len(self.rows[r]))
        self.rows[r].append(box)
        self.begun[r].append(box)

    def _above(self, column: int) -> Box | None:
        row = self.rows[-2] if len(self.rows) > 1 else []
        return row[column] if column < len(row) and row[column].merges else None

    def _slivers(self, widths: Sequence[int | None]) -> frozenset[int]:
        """The columns too narrow to be seen in which nothing is written."""
        narrow = {column for column, twips in enumerate(widths) if twips is not None and twips <= SLIVER}
        if not narrow:
            return frozenset()
        wide = {box for row in self.rows for column, box in enumerate(row) if column not in narrow}
        written = {c for row in self.rows for c in narrow if row[c].parts and row[c] not in wide}
        return frozenset(narrow - written)

    def _keep(self, columns: Sequence[int]) -> None:
        self.rows = [[row[column] for column in columns] for row in self.rows]
        self.begun = [[] for _ in self.rows]
        met: set[Box] = set()
        for row, begun in zip(self.rows, self.begun, strict=True):
            for column, box in enumerate(row):
                if box not in met:
                    met.add(box)
                    box.column = column
                    begun.append(box)
