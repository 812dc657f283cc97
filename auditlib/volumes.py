"""A file that holds the reports of several agencies or years, one behind the other, as the files that they might be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditlib.document import Document, Paragraph, Table
from auditlib.identity.full_names import in_full
from auditlib.identity.titles import NAME, agency_in, reads_as_title, year_of
from auditlib.wording import squeeze

MOST = 500
TITLE_LINES = 2
FEWEST_SENTENCES = 3
OPENS_A_REPORT = re.compile(r"总体情况|概述|主动公开|基本情况")


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a report begins: a block of the document, and whose report of which year is announced there."""

    block: int
    agency: str
    year: str
    title: str


def volumes(document: Document) -> tuple[Document, ...]:
    """The reports that a document holds, each under the document's path and its own title; none where it is one report.

    A report begins with a title that names an agency and a year, and has prose of its own: a table of contents, links and
    a title that comes again are no reports. What stands before the first is left out.
    """
    announced = list(_starts(document.blocks))
    if len(announced) < 2:
        return ()
    starts = _whole(announced, document.blocks)
    if len({(in_full(start.agency), start.year) for start in starts}) < 2:
        return ()
    ends = (*(start.block for start in starts[1:]), len(document.blocks))
    return tuple(
        replace(
            document,
            path=f"{document.path}/{start.title}",
            blocks=document.blocks[start.block : end],
            links=(),
        )
        for start, end in zip(starts[:MOST], ends, strict=False)
    )


def _starts(blocks: Sequence[Paragraph | Table]) -> Iterator[_Start]:
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
                yield _Start(first, agency, year, title.replace("/", "／"))
                last = n
            break


def _whole(starts: Sequence[_Start], blocks: Sequence[Paragraph | Table]) -> list[_Start]:
    """The starts behind which a report stands; one that announces the report before it once more is none."""
    found: list[_Start] = []
    ends = (*(start.block for start in starts[1:]), len(blocks))
    for start, end in zip(starts, ends, strict=True):
        again = found and (in_full(found[-1].agency), found[-1].year) == (in_full(start.agency), start.year)
        if not again and _has_prose(blocks[start.block : end]):
            found.append(start)
    return found


def _has_prose(blocks: Sequence[Paragraph | Table]) -> bool:
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    opens = any(len(line) < 30 and OPENS_A_REPORT.search(line) for line in lines)
    return opens and sum(line.count("。") for line in lines) >= FEWEST_SENTENCES
