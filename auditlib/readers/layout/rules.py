"""Pieces of ruling lines to whole ones: dashes, dots, pieces that a cell each contributes, lines drawn twice."""

from collections.abc import Iterable, Iterator, Sequence

from auditlib.readers.layout.page import Rule

ON_ONE_LINE = 1.5
DASH = 12.0
BETWEEN_DASHES = 6.0
BETWEEN_PIECES = 4.0
SHORTEST = 6.0


def whole(pieces: Iterable[Rule]) -> list[Rule]:
    """The rules that pieces of one direction make up, in order; what stays short is no rule."""
    return sorted(
        rule for row in _rows(sorted(pieces)) for rule in _joined(row) if rule.end - rule.start > SHORTEST
    )


def _rows(pieces: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Pieces that lie on one line, whatever there is between them."""
    row: list[Rule] = []
    for piece in pieces:
        if row and piece.at - row[0].at > ON_ONE_LINE:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _joined(row: Sequence[Rule]) -> Iterator[Rule]:
    at, start, end = row[0]
    if len(row) == 1:
        yield row[0]
        return
    at = sum(piece.at for piece in row) / len(row)
    ordered = sorted(row, key=lambda piece: piece.start)
    start, end = ordered[0].start, ordered[0].end
    short = end - start < DASH
    for piece in ordered[1:]:
        is_short = piece.end - piece.start < DASH
        if piece.start - end <= (BETWEEN_DASHES if short or is_short else BETWEEN_PIECES):
            end = max(end, piece.end)
        else:
            yield Rule(at, start, end)
            start, end = piece.start, piece.end
        short = is_short
    yield Rule(at, start, end)
