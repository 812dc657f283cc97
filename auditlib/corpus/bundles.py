"""Which files make one report: its annexes, the same report in another file form, and later versions of it.

Files belong together when they name the same agency and year, or a page links to the other, or they bear one name in
one folder. What is the same in another file form is not read twice but compared; two files of one form that both are
whole reports are two versions.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from auditlib.corpus.headers import Header, readable
from auditlib.document import FileForm
from auditlib.report import Fact, Report
from auditlib.wording import squeeze

# Kinds of file forms: a report saved as doc and as docx is as good as twice in one form.
FAMILIES: Mapping[FileForm, str] = {
    "docx": "word", "doc": "word", "works": "word", "rtf": "word", "odt": "word",
    "html": "page", "mht": "page", "text": "text", "markdown": "text",
    "xlsx": "sheet", "xls": "sheet", "xlsb": "sheet", "ods": "sheet", "csv": "sheet",
    "pdf": "pdf", "image": "picture",
}  # fmt: skip
BETTER = ("word", "page", "sheet", "text", "pdf", "picture")
ANNEX = re.compile(r"附件|附表|附录|统计表|报表|情况表|汇总表")
LATER = re.compile(
    r"修订|修改|更正|改正|订正|勘误|更新|重新|复审|终稿|定稿|正式|最终|(?<![a-z])(?:final|corrected|revised)",
    re.I,
)
EARLIER = re.compile(r"初稿|草稿|草案|初审|送审|征求意见|(?<![a-z])(?:draft|first)", re.I)
COUNTED = re.compile(r"(?:第|(?<![A-Za-z])[vV])\s?(\d{1,2}|[一二三四五六七八九])(?:\s?[版稿次]|(?=[\W_]|$))")
NUMERALS = "一二三四五六七八九"
MOST_IN_FOLDER = 5

Cells = Mapping[str, Fact]
"""The official cells of a file that have a value, loaded where two files have to be compared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file understood by itself: its path as results name it, its header, and how its report is loaded."""

    path: PurePosixPath
    header: Header
    load: Callable[[], Report]

    @property
    def family(self) -> str:
        """The kind of its file form."""
        return FAMILIES[self.header.file_form]


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one report by their positions. ``version`` counts the versions of one report from 1."""

    main: int
    annexes: tuple[int, ...] = ()
    copies: tuple[int, ...] = ()
    version: int = 1


def bundles(candidates: Sequence[Candidate]) -> list[Bundle]:
    """Every file in one bundle, the bundles in the order of their main files."""
    found: list[Bundle] = []
    for group in _groups(candidates):
        found += _parted(sorted(group), candidates)
    return sorted(found, key=lambda bundle: bundle.main)


def _groups(candidates: Sequence[Candidate]) -> Iterable[list[int]]:
    """The files that speak of one agency and year, or are joined by a link or a name."""
    parent = list(range(len(candidates)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in _ties(candidates):
        parent[root(b)] = root(a)
    groups = defaultdict(list)
    for n in range(len(candidates)):
        groups[root(n)].append(n)
    return groups.values()


def _ties(candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    named: dict[tuple[str, int], int] = {}
    placed: dict[tuple[str, str], int] = {}
    by_folder: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(candidates):
        who = one.header
        if who.names_itself and who.year is not None:
            yield named.setdefault((squeeze(who.agency), who.year), n), n
        folder = one.path.parent.as_posix()
        by_folder[folder].append(n)
        first = placed.setdefault((folder, one.path.stem), n)
        if first != n and _years_agree(candidates[first], one):
            yield first, n
    for members in by_folder.values():
        names = {candidates[n].path.name: n for n in members}
        for n in members:
            for link in candidates[n].header.links:
                if link in names and _years_agree(candidates[n], candidates[names[link]]):
                    yield n, names[link]
        yield from _lonely(members, candidates)


def _lonely(members: Sequence[int], candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Tables that name no agency, beside the one report of a small folder."""
    whole = [n for n in members if candidates[n].header.is_prose]
    bare = [n for n in members if not candidates[n].header.is_prose]
    if len(whole) == 1 and len(members) <= MOST_IN_FOLDER:
        for n in bare:
            one = candidates[n]
            nameless = bool(ANNEX.search(one.path.stem)) and _years_agree(one, candidates[whole[0]])
            if nameless and (one.header.filled or one.header.form):
                yield whole[0], n


def _years_agree(a: Candidate, b: Candidate) -> bool:
    """Whether neither of two reports names another year: a page may link to those of all years."""
    years = {one.header.year for one in (a, b)} - {None}
    return len(years) < 2


def _parted(group: Sequence[int], candidates: Sequence[Candidate]) -> Iterator[Bundle]:
    """The bundles of a group: each whole report a bundle of its own unless it copies another, tables with theirs."""
    if len(group) == 1:
        yield Bundle(group[0])
        return

    @cache
    def cells(n: int) -> Cells:
        return readable(candidates[n].load())

    whole = [n for n in group if candidates[n].header.is_prose] or [_best(group, candidates)]
    wholes: list[int] = []
    copies: dict[int, list[int]] = defaultdict(list)
    annexes: dict[int, list[int]] = defaultdict(list)
    for n in sorted(whole, key=lambda n: _rank(n, candidates)):
        of = next((m for m in wholes if _is_copy(n, m, candidates, cells)), None)
        if of is None:
            wholes.append(n)
        else:
            copies[of].append(n)
    for n in group:
        if n in whole:
            continue
        of = _owner(n, wholes, candidates)
        if _overlap(cells(n), cells(of)) > 0.5:
            copies[of].append(n)
        else:
            annexes[of].append(n)
    versions = sorted(wholes, key=lambda n: (_version(candidates[n].path), candidates[n].path.as_posix()))
    for version, n in enumerate(versions, 1):
        yield Bundle(n, tuple(sorted(annexes[n])), tuple(sorted(copies[n])), version)


def _best(group: Sequence[int], candidates: Sequence[Candidate]) -> int:
    return min(group, key=lambda n: _rank(n, candidates))


def _rank(n: int, candidates: Sequence[Candidate]) -> tuple[object, ...]:
    """The better file first: certain before recognised, with more cells, then by its form."""
    one = candidates[n]
    return one.header.is_ocr, -one.header.filled, BETTER.index(one.family), n


def _is_copy(n: int, m: int, candidates: Sequence[Candidate], cells: Callable[[int], Cells]) -> bool:
    """Whether two whole reports are one in two file forms, or the same file twice."""
    one, other = candidates[n], candidates[m]
    if one.header.digest == other.header.digest:
        return True
    if one.family == other.family or _version(one.path) != _version(other.path):
        return False
    mine, theirs = cells(n), cells(m)
    telling = [name for name in mine if name in theirs and (mine[name].value or theirs[name].value)]
    if len(telling) < 3:
        return one.path.stem == other.path.stem or squeeze(one.header.title) == squeeze(other.header.title)
    return 2 * sum(mine[name].value == theirs[name].value for name in telling) >= len(telling)


def _owner(n: int, wholes: Sequence[int], candidates: Sequence[Candidate]) -> int:
    """The version that tables belong to: of the same version word, in the same folder, of the most alike name."""
    one = candidates[n]

    def distance(m: int) -> tuple[object, ...]:
        other = candidates[m]
        common = sum(a == b for a, b in zip(one.path.stem, other.path.stem, strict=False))
        return (
            _version(one.path) != _version(other.path),
            one.path.parent != other.path.parent,
            -common,
            m,
        )

    return min(wholes, key=distance)


def _overlap(mine: Cells, of: Cells) -> float:
    """The share of a file's filled cells that another one has as well."""
    return len(mine.keys() & of.keys()) / len(mine) if mine else 0.0


def _version(path: PurePosixPath) -> tuple[int, int]:
    """How late a version a file's name, else its folder's, says it is: drafts first, corrected ones last, then by count."""
    counted = COUNTED.search(path.stem)
    count = 0
    if counted:
        count = NUMERALS.index(counted[1]) + 1 if counted[1] in NUMERALS else int(counted[1])
    for words in (path.stem, path.parent.name):
        if LATER.search(words):
            return 1, count
        if EARLIER.search(words):
            return -1, count
    return 0, count
