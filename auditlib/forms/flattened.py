"""Page text: a report whose tables were run into its prose, cell behind cell, when the page was copied.

The tables are found again by the labels of the forms and built anew, one row a label, what stands behind the label as
one cell: how such a cell parts into several is for reconcile to say. The prose around them stays prose, cut into its
sections.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from auditlib.document import Cell, Place, Table
from auditlib.dossier import Dossier, page_fields
from auditlib.forms.codebook import ANNUAL, STATISTICS, Entry, codebook
from auditlib.identity.identify import identify
from auditlib.wording import split_ordinal, squeeze

GAP = r"[\s“”\"'‘’、，,：:（）()《》〈〉<>\-—/／]*"
SPACE = r"\s*"
VALUE = re.compile(r"[-－−﹣]?\s?\d[\d\s.,，\-－−﹣/／—]*(?:万?元)?|(?<!增)[/／—]+(?:\s*[/／—])*(?!减)")
REACH = 260  # how far behind a row the next one is looked for: a heading of several rows may stand between
LABEL_LENGTH = 9
OPEN_END = 60
COUNTER = re.compile(r"(?<!\d)(\d{1,3})\s*$")
MOST_SKIPPED = 4
FEWEST = 4
ORDINAL = re.compile(
    r"(?:^|(?<=[。！？；;…”〕）)\s\d]))[一二三四五六七八九十]{1,2}\s?、(?![一二三四五六七八九十]{1,2}[、季])"
)
SECTION = re.compile(
    r"[一二三四五六七八九十]{1,2}\s?、\s?"
    r"(?:总体情况|概述|[^，。；：、\d]{0,10}主动公开[^，。；：\d]{0,14}情况|收到和处理[^，。；：\d]{0,20}情况"
    r"|[^，。；：\d]{0,24}行政法?复议[^，。；：\d]{0,16}情况|[^，。；：\d]{0,12}存在的?(?:主要)?(?:困难和)?问题(?:[和及]?[^，。；：\d]{0,12}(?:情况|措施))?"
    r"|其他(?:需要报告)?的?事项|[^，。；：\d]{2,24}情况(?!下))"
)
FOOTER = re.compile(r"[（(]?注[:：]|单位负责人|填[报表]|审核人|联系电话")
TELLING = {
    "annual-2019": ("本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "采购项目数量"),
    "annual-2021": ("本年制发件数", "本年废止件数", "现行有效件数", "本年收费金额", "本年处理决定数量"),
}
HEADS = {
    "disclosure": r"第\s*二十条\s*第\s*[（(]\s*[一二三四五六七八九]\s*[）)]\s*项\s*(?=信息内容)|信息内容",
    "request": r"[（(]\s*本列数据的勾稽关系[^）)]{0,60}[）)]?|申请人情况",
    "statistics": r"(?:统\s*计\s*指\s*标|指\s*标\s*名\s*称|统\s*计\s*项\s*目)(?:\s*单\s*位)?(?:\s*统\s*计\s*数\s*据?|\s*数\s*[量据值])?",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a form as it is looked for in page text: its label, and the cells that a table shows before the value."""

    pattern: re.Pattern[str]
    shown: tuple[str, ...]
    above: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in the text a table runs, and its rows: the cells of each and the offset it begins at."""

    start: int
    end: int
    rows: tuple[tuple[tuple[str, ...], int], ...]


def unfold(dossier: Dossier) -> Dossier:
    """The dossier with the tables that run in its prose as tables; itself where there are none."""
    stretches = tuple(_stretches(dossier.text))
    if not stretches:
        return dossier
    pieces, tables = [], list(dossier.tables)
    at = 0
    for stretch in stretches:
        pieces.append((dossier.text[at : stretch.start], at))
        tables.append(_table(stretch, dossier, len(tables) + 1))
        at = stretch.end
    pieces.append((dossier.text[at:], at))
    found = [
        (line, _place(dossier, offset)) for piece, start in pieces for line, offset in _sections(piece, start)
    ]
    text = "\n".join(line for line, _ in found)
    return replace(
        dossier,
        text=text,
        lines=tuple(place for _, place in found),
        tables=tuple(tables),
        identity=identify(text, PurePosixPath(dossier.files[0].path).stem, page_fields(dossier.tables)),
    )


def _stretches(text: str) -> Iterator[Stretch]:
    form = max(TELLING, key=lambda name: sum(label in squeeze(text) for label in TELLING[name]))
    found = [
        *(_stretch(text, _lines(form, table), HEADS[table]) for table in ("disclosure", "request")),
        _remedies(text),
    ]
    if not any(found):
        found = [_stretch(text, _statistics(), HEADS["statistics"])]
    at = 0
    for stretch in sorted((s for s in found if s), key=lambda s: s.start):
        if stretch.start >= at:
            yield stretch
            at = stretch.end


def _pattern(label: str) -> re.Pattern[str]:
    """A label as page text carries it: its ordinal, the first signs of its words, spaces and punctuation between."""
    ordinal, words = split_ordinal(label)
    signs = re.sub(r"[^\w]", "", squeeze(words))[:LABEL_LENGTH]
    body = GAP.join(re.escape(sign) for sign in signs)
    number = label[: len(label) - len(words)]
    if not ordinal or not number:
        return re.compile(body)
    lead = SPACE.join(_either(sign) for sign in number.strip())
    must = "" if len(signs) < FEWEST else "?"
    return re.compile(rf"(?:{lead}{SPACE}){must}{body}")


def _either(sign: str) -> str:
    pairs = {"（": "[（(]", "）": "[）)]", ".": "[.．、]", "、": "[、.．,，]"}
    if sign in "0123456789":
        return f"[{sign}{chr(ord(sign) - ord('0') + ord('０'))}]"
    return pairs.get(sign, re.escape(sign))


@cache
def _lines(form: str, table: str) -> tuple[Line, ...]:
    found = []
    clause = ""
    rows = dict.fromkeys((entry.row, entry.clause) for entry in codebook(form).table(table))
    for row, under in rows:
        above: tuple[tuple[str, ...], ...] = ()
        if under and under != clause:
            above = (("信息内容", *_columns(codebook(form).table(table), row)),)
            clause = under
        path = tuple(row.split(" / "))
        found.append(Line(_pattern(path[-1]), path, above))
    return tuple(found)


def _columns(entries: Iterable[Entry], row: str) -> Iterator[str]:
    return (entry.column for entry in entries if entry.row == row)


@cache
def _statistics() -> tuple[Line, ...]:
    return tuple(
        Line(_pattern(entry.label), (entry.label, entry.unit)) for entry in codebook(STATISTICS).entries
    )


def _stretch(text: str, lines: Sequence[Line], head: str) -> Stretch | None:
    """The rows of one table in the text, in the order of the form; None where there are too few to be a table."""
    for opening in re.finditer(head, text):
        found = list(_rows(text, lines, opening.end()))
        if sum(a < b for _, _, (a, b) in found) >= min(FEWEST, len(lines) // 2):
            rows = []
            for line, start, (a, b) in found:
                rows += [(cells, start) for cells in line.above]
                rows.append(((*line.shown, _cell(text[a:b])), start))
            end = max(b for _, _, (_, b) in found)
            if footer := FOOTER.search(text, end, end + REACH):  # rows that no form knows may stand last
                end = footer.start()
            return Stretch(opening.start(), end, tuple(rows))
    return None


def _rows(text: str, lines: Sequence[Line], at: int) -> Iterator[tuple[Line, int, tuple[int, int]]]:
    """(row, where its label begins, where its value stands) of the rows, up to the last one that has a value."""
    opening = at
    marks: list[tuple[Line, int, int]] = []
    for line in lines:
        if match := line.pattern.search(text, at, at + REACH + LABEL_LENGTH):
            marks.append((line, match.start(), match.end()))
            at = match.end()
    if not marks:
        return
    stops = [*(start for _, start, _ in marks[1:]), at + OPEN_END]
    values = [_figures(text, end, stop) for (_, _, end), stop in zip(marks, stops, strict=True)]
    if first := COUNTER.search(text, opening, marks[0][1]):
        values = list(_uncounted(text, values, int(first[1])))
    filled = [n for n, (a, b) in enumerate(values) if a < b]
    for n in range(filled[-1] + 1 if filled else 0):
        line, start, _ = marks[n]
        yield line, start, values[n]


def _figures(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first figures behind a label stand, those of its note in parentheses (计1次) left out.

    Figures that run into the ordinal of a row that no form knows (412.本地行) keep its first word: they cannot be read.
    """
    for found in VALUE.finditer(text, start, end):
        before = text[start : found.start()]
        if sum(before.count(sign) for sign in "（(") <= sum(before.count(sign) for sign in "）)"):
            runs_on = found[0].rstrip()[-1:] in (".", "．") and found.end() < end
            return found.start(), found.end() + runs_on
    return start, start


def _uncounted(text: str, values: Sequence[tuple[int, int]], count: int) -> Iterator[tuple[int, int]]:
    """The values without the running number of the next row behind each; one without it cannot be read."""
    for start, end in values[:-1]:
        said = text[start:end].rstrip()
        steps = [str(step) for step in range(count + 1, count + 1 + MOST_SKIPPED)]
        if own := next((step for step in steps if said.endswith(step)), None):
            count = int(own)
            yield start, start + len(said) - len(own)
        elif own := next((step for step in steps if text.startswith(step, end)), None):
            count = int(own)
            yield start, end
        else:
            count += 1
            yield start, end + (start < end)
    yield values[-1]


def _cell(said: str) -> str:
    """What a row says as one cell; marks alone (///) are one mark, which then stands for each of its cells."""
    said = said.strip()
    return said if re.search(r"\d", said) else said[:1]


def _remedies(text: str) -> Stretch | None:
    """The remedies table: its three times five headings, then its cells."""
    outcomes = [entry.column for entry in codebook(ANNUAL[1]).table("remedy")[:5]]
    five = SPACE.join(SPACE.join(outcome) for outcome in outcomes)
    between = r"[\s未经复议直接起诉后]*"
    heads = re.compile(rf"行政复议\s*行政诉讼\s*{between}{five}{between}{five}{between}{five}\s*")
    if not (head := heads.search(text)) or not (value := VALUE.match(text, head.end())):
        return None
    rows = (
        ("行政复议", "行政诉讼"),
        (*outcomes, "未经复议直接起诉", "复议后起诉"),
        (*outcomes, *outcomes),
        (_cell(value[0]),),
    )
    return Stretch(head.start(), value.end(), tuple((cells, head.start()) for cells in rows))


def _table(stretch: Stretch, dossier: Dossier, number: int) -> Table:
    rows = []
    for r, (cells, offset) in enumerate(stretch.rows, 1):
        line = _place(dossier, offset).line
        rows.append(
            tuple(
                Cell(text, Place(line=line, table=number, row=r, column=c)) for c, text in enumerate(cells, 1)
            )
        )
    return Table(tuple(rows), Place(line=_place(dossier, stretch.start).line, table=number))


def _place(dossier: Dossier, offset: int) -> Place:
    return dossier.lines[dossier.text.count("\n", 0, offset)]


def _sections(piece: str, start: int) -> Iterator[tuple[str, int]]:
    """The lines of a piece of prose and their offsets; a section's heading that runs on in a line stands alone."""
    at = 0
    for line in piece.split("\n"):
        cuts = [0, *_headings(line), len(line)]
        for a, b in pairwise(cuts):
            if line[a:b].strip():
                yield line[a:b].strip(" \t"), start + at + a
        at += len(line) + 1


def _headings(line: str) -> Iterator[int]:
    """Where a line is to be cut: before every section's ordinal that runs on in it, and behind the titles of sections."""
    titles = [
        match.span() for match in SECTION.finditer(line) if line[match.start() - 1 :][:1] not in "和及与、"
    ]
    ordinals = [match.start() for match in ORDINAL.finditer(line)]
    inside = {at for at in ordinals for start, end in titles if start < at < end}
    yield from sorted({*ordinals, *(at for span in titles for at in span)} - inside)
