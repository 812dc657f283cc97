"""What the tags of a page do to the text around them, decided once for every tag that is written alike.

Tags are given as they stand between their angle brackets, attributes quoted and escaped as XML has it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from xml.sax.saxutils import escape

HEADINGS = {f"h{n}": n for n in range(1, 7)}
TABLE_PARTS = frozenset("table caption thead tbody tfoot tr td th".split())
CELLS = frozenset(["td", "th"])
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset head header hgroup hr html legend li main menu nav noframes noscript ol optgroup option p pre "
    "search section summary template ul xmp".split()
).union(HEADINGS, TABLE_PARTS)
SKIPPED = frozenset(["script", "style", "textarea", "title"])
HIDDEN = frozenset(
    "audio button canvas datalist del iframe noframes noscript object select svg template video xml".split()
)
PREFORMATTED = frozenset(["pre", "xmp"])
HINTS = {"nav": -1, "footer": -1, "aside": -1, "menu": -1}
STYLE = re.compile(
    r"display\s{0,9}:\s{0,9}(?P<display>none|block|inline)(?![-\w])"
    r"|visibility\s{0,9}:\s{0,9}(?P<unseen>hidden)|mso-hide\s{0,9}:\s{0,9}(?P<none>all)",
    re.IGNORECASE,
)
NOTE_CLASS = "MsoFootnoteReference"
RAISED = re.compile(r"vertical-align\s{0,9}:\s{0,9}super(?![-\w])", re.IGNORECASE)
# Names that content systems give the element of the article, and that pages give their furniture.
OF_ARTICLE = re.compile(
    r"uc?ap-?content|zoom\w{0,4}|trs_(?:ue)?editor\w{0,5}|vsb_content\w{0,4}|pages_content"
    r"|(?:article|news|text)[-_]?(?:content|con|body|text)",
    re.IGNORECASE,
)
OF_FURNITURE = re.compile(
    r"(?:page|site|web|main|g|m)?[-_]?(?:nav|menu|foot|head|top|bottom|banner|logo|crumbs?|breadcrumbs?|position|location"
    r"|share|sidebar|copyright|friendlinks?|links?|search|login|toolbar|qrcode|ewm)(?:er|bar|s)?[-_]?(?:box|wrap|list|con|\d{1,3})?",
    re.IGNORECASE,
)
# A link to a file belongs to the article as its annex, one to a mark in the page leads nowhere else.
STAYS = re.compile(
    r"#\w|[^?]*\.(?:docx?|xlsx?|pdf|wps|et|ofd|rar|zip|7z|jpe?g|png)\s*$|mailto:", re.IGNORECASE
)

# What is filled in where a page shows its figures in fields of a form.
FIELD = "input "
FIELD_KINDS = frozenset(["", "text", "number", "tel"])
FILLED_IN = re.compile(r"\s{0,9}(?:[\d.,，%％/／—－+-]{1,16}[件条个万元]{0,2}|无)\s{0,9}")

TOLD_BY = frozenset("style class id hidden href rowspan colspan name content type value".split())
ATTRIBUTE = re.compile(r'\s(=?[^\s=]*)="([^"]*)"')
NEXT_CELL = re.compile(
    r"(?:/(?!t[dh]>)[^<>]*>[ \n\t]*<)*/t[dh]>[ \n\t]*<(?P<row>/tr>[ \n\t]*<tr(?: [^<>]*\")?>[ \n\t]*<)?t[dh](?=[ >]|$)"
)
BETWEEN_TAGS = re.compile(r">([ \n\t]*)<")
LONGEST_KEPT = 400


class Step(IntEnum):
    """What most tags do: close an element, open one that changes nothing, open a block, or break the line."""

    CLOSE = 0
    INLINE = 1
    BLOCK = 2
    BREAK = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """What an opening tag does that does more.

    ``link``, ``level``, ``pre`` and ``hint`` hold for all inside the element where they are not None, 0 or False;
    ``changes`` is whether one of them is.
    ``down`` and ``across`` are the spans of a cell (``down`` 0: to the end of the row group).
    """

    tag: str
    block: bool
    hidden: bool
    skipped: bool
    in_table: bool
    link: bool | None
    level: int
    pre: bool
    hint: int
    down: int
    across: int
    changes: bool
    title: str | None
    raised: bool

    @property
    def is_plain(self) -> bool:
        """Whether it is neither hidden nor sets what holds for all inside the element."""
        return not self.hidden and not self.changes


Steps = tuple[Step | Opening | str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of tags does.

    Where it ends inside a cell of a table that is plain, ``steps`` end with the opening of that cell, and ``inside``
    are the plain steps behind it that open elements, ``blocks`` of them blocks. ``cell`` is that opening where the run
    leads straight from inside one cell into the next, with ``row`` into the first of the next row.
    """

    steps: Steps
    inside: tuple[Step, ...] | None = None
    blocks: int = 0
    cell: Opening | None = None
    row: bool = False


def written(tag: str, attributes: Mapping[str, str]) -> str:
    """A tag as it would stand between its angle brackets, with the attributes that matter."""
    told = ((name, attributes[name]) for name in attributes if name in TOLD_BY)
    return tag + "".join(f' {name}="{escape(value, QUOTE)}"' for name, value in told)


def unescaped(text: str) -> str:
    """Text of XML as it is read; what stands there for a control character is none."""
    text = text.replace("&#xFFFD;", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&#13;", "\r").replace("&#10;", "\n").replace("&#9;", "\t").replace("&amp;", "&")


QUOTE = {'"': "&quot;"}


def run_of(tags: str) -> Run:
    """What a run of tags does."""
    return _kept(tags) if len(tags) <= LONGEST_KEPT else _run(tags)


def _run(tags: str) -> Run:
    steps = tuple(_steps(tags))
    at = max((n for n, step in enumerate(steps) if isinstance(step, Opening)), default=-1)
    cell = steps[at] if at >= 0 else None
    inside = tuple(step for step in steps[at + 1 :] if isinstance(step, Step))
    filled_in = any(isinstance(step, str) and not step.isspace() for step in steps[at + 1 :])
    opens = not filled_in and all(step is Step.INLINE or step is Step.BLOCK for step in inside)
    if not (opens and isinstance(cell, Opening) and cell.tag in CELLS and cell.is_plain):
        return Run(steps)
    next_cell = NEXT_CELL.match(tags)
    openings = sum(isinstance(step, Opening) for step in steps)
    row = bool(next_cell and next_cell["row"])
    straight = next_cell and openings == 1 + row and all(o.is_plain for o in steps if isinstance(o, Opening))
    return Run(steps[: at + 1], inside, inside.count(Step.BLOCK), cell if straight else None, row)


_kept = lru_cache(maxsize=8192)(_run)


def _steps(tags: str) -> Iterator[Step | Opening | str]:
    for piece in BETWEEN_TAGS.split(tags):
        if not piece:
            continue
        if piece.isspace():
            yield piece
        elif piece.startswith("/"):
            yield Step.CLOSE
        else:
            step = _opening(piece)
            if piece.startswith(FIELD) and step is Step.INLINE and (figure := _filled_in(piece)):
                yield figure
            if not piece.endswith("/") or step is Step.BREAK:
                yield step
            elif step is not Step.INLINE:
                yield from (step, Step.CLOSE)


def _filled_in(piece: str) -> str:
    """The figure in a field of a form; "" for another text, as that of a search box."""
    attributes = {name.lower(): unescaped(value) for name, value in ATTRIBUTE.findall(piece, len(FIELD) - 1)}
    figure = attributes.get("value", "")
    kind = attributes.get("type", "").lower()
    return figure if kind in FIELD_KINDS and FILLED_IN.fullmatch(figure) else ""


def _opening(piece: str) -> Step | Opening:
    """What an opening tag does; that of an element without content ends with a slash."""
    bare = piece.removesuffix("/").rstrip()
    tag, _, rest = bare.partition(" ")
    if tag == "br" and bare != piece and not rest:
        return Step.BREAK
    attributes = {name: unescaped(value) for name, value in ATTRIBUTE.findall(bare, len(tag))}
    style = attributes.get("style")
    shown_as = _shown_as(style) if style else ""
    in_table = tag in TABLE_PARTS
    block = shown_as == "block" if shown_as in ("block", "inline") and not in_table else tag in BLOCKS
    unseen = shown_as == "unseen" and not in_table  # an unseen cell keeps its place
    href = attributes.get("href", "")
    link = bool(href) and not STAYS.match(href) if tag == "a" else None
    level = HEADINGS.get(tag, 0)
    pre = tag in PREFORMATTED
    hint = HINTS.get(tag) or _hint(attributes.get("class", ""), attributes.get("id", ""))
    meta = tag == "meta" and attributes.get("name", "").lower() == "articletitle"
    cell = tag in CELLS
    opening = Opening(
        tag=tag,
        block=block,
        hidden=tag in HIDDEN or shown_as == "none" or unseen or "hidden" in attributes,
        skipped=tag in SKIPPED,
        in_table=in_table,
        link=link,
        level=level,
        pre=pre,
        hint=hint,
        down=_span(attributes.get("rowspan")) if cell else 1,
        across=(_span(attributes.get("colspan")) or 1) if cell else 1,
        changes=link is not None or bool(level or pre or hint),
        title=attributes.get("content", "") if meta else None,
        raised=tag == "sup" or NOTE_CLASS in attributes.get("class", "") or bool(RAISED.search(style or "")),
    )
    return opening if tag == "br" or meta or in_table else _simple(opening)


def _simple(opening: Opening) -> Step | Opening:
    """The plain step that does all that an opening does, if there is one."""
    if opening.hidden or opening.skipped or opening.changes or opening.raised:
        return opening
    return Step.BLOCK if opening.block else Step.INLINE


def _span(value: str | None) -> int:
    match = re.match(r"\s{0,9}\+?(\d{1,9})", value) if value else None
    return int(match[1]) if match else 1


def _shown_as(style: str) -> str:
    """none, unseen, block or inline where a style says so, else ""."""
    names = [(match["display"] or match.lastgroup or "").lower() for match in STYLE.finditer(style)]
    return "none" if "none" in names else names[-1] if names else ""


def _hint(classes: str, id_: str) -> int:
    """1 for a name of the article, -1 for one of furniture, else 0."""
    names = [*classes.split(), id_]
    if any(OF_ARTICLE.fullmatch(name) for name in names):
        return 1
    return -1 if any(OF_FURNITURE.fullmatch(name) for name in names) else 0
