"""A file that holds the reports of several agencies or years, one behind the other, as the files that they might be.

Whose report begins somewhere is said by a title, by the field 单位名称 or 填报单位, by the name of a worksheet, and where a
file holds tables alone by a line that is nothing but a name. A report begins there if it has prose of its own, or if the
tables that follow were there before: the three tables of one report may stand on three sheets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal

from auditlib.document import Document, Paragraph, Table
from auditlib.forms.binding import bind, recognise
from auditlib.forms.statistics import is_form
from auditlib.identity.full_names import in_full
from auditlib.identity.names import AGENCY_FIELD, SEAL, body_of, of_file, region_of
from auditlib.identity.titles import NAME, agency_in, reads_as_title, year_of
from auditlib.wording import squeeze

MOST = 500
TITLE_LINES = 2
FEWEST_SENTENCES = 3
OPENS_A_REPORT = re.compile(r"总体情况|概述|主动公开|基本情况")
TABLE_TITLE = re.compile(r"公开(?:工作)?(?:情况)?(?:统计|数据|汇总|情况|报)+表(?:\([^()]{0,20}\))?$")
LONGEST_NAME = 40
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
AROUND_A_NAME = re.compile(r"^[\d.、()_\-]+|(?:20\d\d年?度?|[\d()_\-]+|年报|数据|报?表)+$")
# The sum over all agencies is the figure of their place.
SUM = re.compile(r"汇总|合计|总计|总表")
OF_ALL = re.compile(r"汇总|合集|汇编|各|全[省市州县区旗]")
# What begins so names a kind of bodies and none of them.
KIND = re.compile(r"[各全本所下级]|[乡市县区][镇级直街]|政府|部门|街道|人民政府")
OWN_PLACE = re.compile(r"^[省市州县区旗](?=.)")
HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Mark:
    """A block at which a report may begin, and what is said there of whose it is and of which year, "" if nothing.

    A title names both; a field and a name stand above tables, and a sheet begins there.
    """

    kind: Literal["title", "field", "name", "sheet", "table"]
    block: int
    agency: str = ""
    year: str = ""
    title: str = ""


@dataclass(slots=True)
class _Part:
    """A report as far as it was seen: where it begins, whose it is, what its cells hold.

    ``is_told`` says that its own text names the agency in a way that every report is read by.
    """

    block: int
    agency: str
    year: str
    title: str
    is_told: bool
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str]:
        """Whose it is and of which year, comparable."""
        return in_full(self.agency), self.year


def volumes(document: Document) -> tuple[Document, ...]:
    """The reports that a document holds, each under the document's path and its own title; none where it is one report.

    A table of contents, links and a title that comes again are no reports. What stands before the first is left out. Of
    tables whose agency nothing tells, each set is a report that names no one.
    """
    if by_column := _columns(document):
        return by_column
    prose = _has_prose(document.blocks)
    marks = list(_marks(document, is_prose=prose))
    if len(marks) < 2 or (prose and not _differ(marks)):
        return ()
    region = _region(document, marks)
    is_open = not prose or any(mark.kind == "sheet" for mark in marks)
    parts = _named(list(_parts(document.blocks, marks, region, is_open=is_open)), document)
    if len(parts) < 2:
        return ()
    year = next(iter(YEAR.findall(PurePosixPath(document.path).stem)), "")
    ends = (*(part.block for part in parts[1:]), len(document.blocks))
    return tuple(
        replace(
            document,
            path=f"{document.path}/{title}",
            blocks=document.blocks[part.block : end],
            links=(),
            agency="" if part.is_told else part.agency,
            year=int(part.year or year or 0) or None,
        )
        for part, title, end in zip(parts[:MOST], _titles(parts), ends, strict=False)
    )


def _differ(marks: Sequence[_Mark]) -> bool:
    """Whether more than one agency or year is named."""
    agencies = {in_full(mark.agency) for mark in marks if mark.agency}
    return len(agencies) > 1 or len({mark.year for mark in marks if mark.year}) > 1


def _marks(document: Document, *, is_prose: bool) -> Iterator[_Mark]:
    """The marks of a document in order; in one without prose each table is one, for it may be of another set."""
    blocks = document.blocks
    titles = {mark.block: mark for mark in _starts(blocks)}
    sheets = len({block.place.sheet for block in blocks}) > 1
    tables = not is_prose and sum(isinstance(block, Table) for block in blocks) > 1
    sheet: str | None = None
    behind_table = True
    for n, block in enumerate(blocks):
        if sheets and (not n or block.place.sheet != sheet):
            sheet = block.place.sheet
            yield _Mark("sheet", n, title=sheet or "")
        elif tables and behind_table:
            yield _Mark("table", n)
        behind_table = isinstance(block, Table)
        if n in titles:
            yield titles[n]
        elif isinstance(block, Paragraph) and (mark := _line_mark(n, block.text, is_prose=is_prose)):
            yield mark


def _line_mark(n: int, line: str, *, is_prose: bool) -> _Mark | None:
    """What a line other than a title says of who fills in the tables below."""
    if "单位" in line and (match := AGENCY_FIELD.search(line)):
        year = next(iter(YEAR.findall(line[match.end(1) :])), "") if "年度" in line else ""
        return _Mark("field", n, SEAL.sub("", squeeze(match[1])), year)
    if is_prose or len(line) > LONGEST_NAME:
        return None
    words = squeeze(line)
    if NAME.fullmatch(words):
        return _Mark("name", n, words)
    if words.endswith(("表", ")")) and TABLE_TITLE.search(words) and (agency := agency_in(words)):
        year = next(iter(YEAR.findall(words)), "")
        return _Mark("name", n, agency, year)
    return None


def _starts(blocks: Sequence[Paragraph | Table]) -> Iterator[_Mark]:
    lines = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    last = -1
    for n, line in enumerate(lines):
        if n <= last or "报" not in line or "。" in line:
            continue
        for count in range(1, TITLE_LINES + 1):
            first = n - count + 1
            if first <= last or not reads_as_title(lines[first : n + 1]):
                continue
            title = "".join(map(squeeze, lines[first : n + 1]))
            year = next((found.value for text in lines[first : n + 1] if (found := year_of(text, 0))), "")
            agency = agency_in(title)
            if not agency and first > last + 1 and NAME.fullmatch(above := squeeze(lines[first - 1])):
                first, agency, title = first - 1, above, above + title
            if agency and year:
                yield _Mark("title", first, agency, year, title.replace("/", "／"))
                last = n
            break


def _parts(
    blocks: Sequence[Paragraph | Table], marks: Sequence[_Mark], region: str, *, is_open: bool
) -> Iterator[_Part]:
    """The reports behind the marks. ``is_open`` says that tables may be of another report without its being named."""
    part: _Part | None = None
    sheet: _Mark | None = None
    said: list[_Mark] = []
    ends = (*(mark.block for mark in marks[1:]), len(blocks))
    for mark, end in zip(marks, ends, strict=True):
        if mark.kind == "sheet":
            sheet = mark
        if mark.kind in ("sheet", "title"):
            said = [each for each in said if each is sheet]
        said.append(mark)
        held = blocks[mark.block : end]
        prose, cells = _has_prose(held), _cells(held)
        new = _part_of(said, sheet, region)
        if not prose and not (cells and (new.agency or any(cells.values()))):
            continue
        said = []
        if part is None or _is_another(part, new, cells, prose=prose, is_open=is_open):
            if part:
                yield part
            part = new
        if not part.agency:
            part.agency, part.is_told = new.agency, new.is_told
        part.year = part.year or new.year
        part.cells |= cells
    if part:
        yield part


def _part_of(said: Sequence[_Mark], sheet: _Mark | None, region: str) -> _Part:
    """The report that marks speak of: the field goes before the title, and the sheet before a title of the whole place.

    A sheet is named by the first report on it, or by its year.
    """
    told = {mark.kind: mark for mark in said if mark.agency}
    named = told.get("field") or told.get("title") or told.get("name")
    agency, is_told = (named.agency, named.kind != "name") if named else ("", False)
    label = sheet.title if sheet in said and sheet else ""
    if SUM.search(label):
        agency = agency or region
    elif (of_sheet := _agency_of(label, region)) and (
        not named or (named.kind != "field" and body_of(agency) == "人民政府")
    ):
        agency, is_told = of_sheet, False
    of_sheets = YEAR.findall(sheet.title) if sheet else []
    year = next((mark.year for mark in reversed(said) if mark.year), next(iter(of_sheets), ""))
    title = next((mark.title for mark in said if mark.kind == "title"), "")
    if not is_told or not title:
        title = f"{agency}{year + '年' if year else ''}" if agency else label
    return _Part(said[0].block, agency, year, title.replace("/", "／").replace(".", "．"), is_told)


def _is_another(part: _Part, new: _Part, cells: Mapping[str, str], *, prose: bool, is_open: bool) -> bool:
    """Whether what follows is of another report than what stands before."""
    known = part.agency and new.agency
    same = not known or part.name[0].endswith(new.name[0]) or new.name[0].endswith(part.name[0])
    differs = not same or (part.year and new.year and part.year != new.year)
    again = [name for name in cells if name in part.cells]
    is_set = 2 * len(again) > len(cells)
    if differs:
        return is_set or (prose and bool(new.agency and new.year))
    if known or not is_set or not is_open:
        return False
    return any(cells[name] != part.cells[name] for name in again)


def _cells(blocks: Iterable[Paragraph | Table]) -> dict[str, str]:
    """What the official cells of tables hold."""
    tables = [block for block in blocks if isinstance(block, Table)]
    form = recognise(tables) if tables else ""
    facts = bind(form, tables) if form else ()
    return {fact.indicator: fact.text for fact in facts if fact.state != "absent"}


def _named(parts: Sequence[_Part], document: Document) -> Sequence[_Part]:
    """The reports, those of a file with years alone being of the one agency that the file names."""
    agencies = {in_full(part.agency): part.agency for part in parts if part.agency}
    years = [part.year for part in parts]
    if len(agencies) < 2 and len(set(years)) == len(years) and all(years):
        stem = PurePosixPath(document.path).stem
        agency = next(iter(agencies.values()), "" if OF_ALL.search(stem) else of_file(stem))
        for part in parts:
            part.agency = part.agency or agency
    return parts


def _titles(parts: Sequence[_Part]) -> Iterator[str]:
    """A title for each report, no two alike."""
    taken: set[str] = set()
    for n, part in enumerate(parts, 1):
        title = part.title or f"第{n}套表"
        if title in taken:
            title = f"{title}（{n}）"
        taken.add(title)
        yield title


def _region(document: Document, marks: Sequence[_Mark]) -> str:
    """The place of the agencies of a file, by its name or by the first that names it."""
    named = region_of(of_file(PurePosixPath(document.path).stem))
    return named or next((place for mark in marks if (place := region_of(mark.agency))), "")


def _agency_of(sheet: str, region: str) -> str:
    """The agency that a worksheet is named by, with its place; "" where its name is none."""
    name = AROUND_A_NAME.sub("", AROUND_A_NAME.sub("", squeeze(sheet)))
    if not NAME.fullmatch(name) or KIND.match(name):
        return ""
    if name.startswith(region) or region_of(name) or not region:
        return name
    return region + (name[1:] if name[0] == region[-1] else name)


def _has_prose(blocks: Sequence[Paragraph | Table]) -> bool:
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    opens = any(len(line) < 30 and OPENS_A_REPORT.search(line) for line in lines)
    return opens and sum(line.count("。") for line in lines) >= FEWEST_SENTENCES


def _columns(document: Document) -> tuple[Document, ...]:
    """The reports of a statistics table that has a column for each of several agencies; their sum is none."""
    for n, table in enumerate(document.blocks):
        if not isinstance(table, Table):
            continue
        agencies = _heads(table)
        if len(agencies) < 2 or not is_form([table]):
            continue
        words = " ".join(block.text for block in document.blocks[:n] if isinstance(block, Paragraph))
        year = next(iter(YEAR.findall(words + PurePosixPath(document.path).stem)), "")
        labels = min(agencies)
        region = _region(document, ())
        found = []
        for column, name in agencies.items():
            agency = _agency_of(name, region)
            rows = tuple((*row[:labels], *row[column : column + 1]) for row in table.rows)
            found.append(
                replace(
                    document,
                    path=f"{document.path}/{agency}{year + '年' if year else ''}",
                    blocks=(*document.blocks[:n], replace(table, rows=rows)),
                    links=(),
                    agency=agency,
                    year=int(year) if year else None,
                )
            )
        return tuple(found)
    return ()


def _heads(table: Table) -> dict[int, str]:
    """The columns of a table that are headed by the name of an agency."""
    for row in table.rows[:HEAD_ROWS]:
        names = {
            column: words
            for column, cell in enumerate(row)
            if cell.text
            and len(cell.text) <= LONGEST_NAME
            and not cell.text.isascii()
            and NAME.fullmatch(words := squeeze(cell.text))
            and not KIND.match(words)
        }
        if len(set(names.values())) > 1:
            return names
    return {}
