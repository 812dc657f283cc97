"""Builders of the tables of the annual forms, in the shapes that file forms give them, for tests."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from auditlib.document import Cell, Place, Table
from auditlib.forms.binding import bind
from auditlib.forms.codebook import ANNUAL, APPLICANTS, ROUTES, codebook
from auditlib.report import Fact

OLDER, NEWER = ANNUAL
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
OUTCOME_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

Box = tuple[str, int, int]  # text, rows and columns that it covers
Rows = Sequence[Sequence[Box]]


def one(text: str) -> Box:
    return text, 1, 1


def row(*texts: str) -> list[Box]:
    return [one(text) for text in texts]


def grid(rows: Rows, number: int = 1) -> Table:
    """The table as html, docx and xlsx give it: a merged cell stands in every position that it covers."""
    placed: dict[tuple[int, int], Cell] = {}
    for r, boxes in enumerate(rows):
        c = 0
        for text, down, across in boxes:
            while (r, c) in placed:
                c += 1
            cell = Cell(text, Place(table=number, row=r + 1, column=c + 1))
            placed |= {(r + i, c + j): cell for i in range(down) for j in range(across)}
            c += across
    width = 1 + max(c for _, c in placed)
    blank = (Cell("", Place(table=number)) for _ in iter(int, 1))
    return Table(
        tuple(tuple(placed.get((r, c)) or next(blank) for c in range(width)) for r in range(len(rows))),
        Place(table=number),
    )


def ragged(rows: Rows, number: int = 1) -> Table:
    """The table as text gives it: a row has only the cells that begin in it."""
    return Table(
        tuple(
            tuple(Cell(text, Place(table=number, row=r, column=c)) for c, (text, _, _) in enumerate(boxes, 1))
            for r, boxes in enumerate(rows, 1)
        ),
        Place(table=number),
    )


def repeated(rows: Rows, number: int = 1) -> Table:
    """The table as a spreadsheet gives it whose merged cells were filled: the text stands in each of their places."""
    table = grid(rows, number)
    return Table(
        tuple(tuple(Cell(cell.text, cell.place) for cell in cells) for cells in table.rows), table.place
    )


def unmerged(rows: Rows, number: int = 1) -> Table:
    """The table as a spreadsheet gives it whose cells were never merged: blanks stand for the rest of each."""
    seen: set[int] = set()

    def once(cell: Cell) -> Cell:
        text = "" if id(cell) in seen else cell.text
        seen.add(id(cell))
        return Cell(text, cell.place)

    table = grid(rows, number)
    return Table(tuple(tuple(once(cell) for cell in cells) for cells in table.rows), table.place)


SHAPES = [grid, ragged, repeated, unmerged]
Shape = Callable[[Rows], Table]


def numbers(form: str) -> dict[str, str]:
    """Another number for every cell: its place in the form, counted from 1."""
    return {name: str(at) for at, name in enumerate(codebook(form).indicators, 1)}


def disclosure(form: str, values: Mapping[str, str] | None = None) -> list[list[Box]]:
    """The official disclosure table."""
    values = numbers(form) if values is None else values
    rows: list[list[Box]] = []
    clause = ""
    for _, group in groupby(codebook(form).table("disclosure"), key=lambda entry: entry.row):
        entries = list(group)
        if entries[0].clause != clause:
            clause = entries[0].clause
            rows += [[(clause, 1, 4)], spread("信息内容", [entry.column for entry in entries])]
        rows.append(spread(entries[0].row, [values.get(entry.indicator, "") for entry in entries]))
    return rows


def spread(label: str, texts: Sequence[str]) -> list[Box]:
    """A row of four columns, whose last cell covers those that are left."""
    return [one(label), *map(one, texts[:-1]), (texts[-1], 1, 4 - len(texts))]


APPLICANT_LABELS = {
    entry.field: entry.column for entry in codebook(NEWER).table("request")[: len(APPLICANTS)]
}


def request_header(order: Sequence[str] = APPLICANTS) -> list[list[Box]]:
    """The header of the matrix; the kinds of organisations stand together."""
    top: list[Box] = []
    for kind in order:
        if kind in ("natural_person", "total"):
            top.append((APPLICANT_LABELS[kind], 2, 1))
        elif ("法人或其他组织", 1, 5) not in top:
            top.append(("法人或其他组织", 1, 5))
    members = [one(APPLICANT_LABELS[kind]) for kind in order if kind not in ("natural_person", "total")]
    return [[(NOTE, 3, 3), ("申请人情况", 1, 7)], top, members]


def request_body(
    form: str, values: Mapping[str, str] | None = None, order: Sequence[str] = APPLICANTS
) -> list[list[Box]]:
    """The rows of the matrix, with the headings of their groups."""
    values = numbers(form) if values is None else values
    subjects = {entry.row: entry.subject for entry in codebook(form).table("request")}
    inner = [label for label in subjects if label[0] == "（"]
    rows: list[list[Box]] = []
    for label, subject in subjects.items():
        boxes: list[Box] = [(RESULTS, len(inner), 1)] if label == inner[0] else []
        group, _, leaf = label.rpartition(" / ")
        if not group:
            boxes.append((leaf, 1, 2 if label in inner else 3))
        else:
            same = [each for each in inner if each.startswith(f"{group} / ")]
            boxes += [(group, len(same), 1)] if label == same[0] else []
            boxes.append(one(leaf))
        rows.append([*boxes, *(one(values.get(f"request.{subject}.{kind}", "")) for kind in order)])
    return rows


def requests(form: str, values: Mapping[str, str] | None = None) -> list[list[Box]]:
    return [*request_header(), *request_body(form, values)]


def remedies(form: str, values: Mapping[str, str] | None = None) -> list[list[Box]]:
    """The official table of remedies."""
    values = numbers(form) if values is None else values
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((label, 2, 1) for label in OUTCOME_LABELS), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        row(*OUTCOME_LABELS * 2),
        row(*(values.get(f"remedy.{route}.{outcome}", "") for route in ROUTES for outcome in OUTCOMES)),
    ]


def tables(form: str, shape: Shape = grid) -> list[Table]:
    return [shape(rows) for rows in (disclosure(form), requests(form), remedies(form))]


def facts(form: str, *given: Table) -> dict[str, Fact]:
    return {fact.indicator: fact for fact in bind(form, given)}


def printed(found: Mapping[str, Fact]) -> dict[str, str]:
    return {name: fact.text for name, fact in found.items()}


def part(form: str, name: str) -> dict[str, str]:
    """The numbers of one table."""
    return {each: number for each, number in numbers(form).items() if each.startswith(name)}


def changed(rows: Rows, change: Callable[[str], str]) -> list[list[Box]]:
    return [[(change(text), down, across) for text, down, across in boxes] for boxes in rows]


def with_text(rows: Rows, texts: Mapping[str, str]) -> list[list[Box]]:
    return changed(rows, lambda text: texts.get(text, text))
