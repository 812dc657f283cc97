"""The file forms: text with one cell a line, page text with its cells run together, web pages, and office files."""

import html
from collections.abc import Callable, Iterator, Sequence
from random import Random

from . import office
from .layout import Block, Box, Grid, Line

MENU = "首页 机构概况 政务动态 公开指南 公开制度 法定主动公开内容 公开年报 依申请公开 互动交流 办事服务 专题专栏 网站地图".split()
FONTS = ("仿宋_GB2312", "宋体", "微软雅黑")


def text(blocks: Sequence[Block], rng: Random) -> bytes:
    """Plain text: a paragraph a line, a table cell a line behind a tab and a blank line between rows.

    Spans are lost, as they are where a page is saved as text. Some offices put a row on one line, with tabs between.
    """
    across = rng.random() < 0.2
    pieces = []
    for block in blocks:
        if isinstance(block, Line):
            pieces.append(block.text + "\n\n")
            continue
        for row in block.rows:
            cells = [box.text for box in row]
            pieces.append(
                "\t" + "\t".join(cells) + "\n\n"
                if across
                else "".join(f"\t{cell}\n" for cell in cells) + "\n"
            )
    return "".join(pieces).encode(rng.choices(["utf-8", "gb18030", "utf-8-sig"], [6, 3, 1])[0])


def glued(blocks: Sequence[Block], rng: Random) -> bytes:
    """Page text as a crawler leaves it: no breaks between paragraphs, headings and the cells of tables."""
    gap = rng.choice(["", "", "", " "])
    broken = rng.random() < 0.3
    pieces = []
    for block in blocks:
        if isinstance(block, Line):
            pieces.append(
                block.text.strip("　")
                + ("\n" if block.heading == 0 or (broken and block.heading == 1) else "")
            )
        else:
            pieces += ["".join(_glued_row(row, gap, rng)) for row in block.rows]
    head = f"来源：本站 发布时间：{rng.randint(2016, 2025)}-0{rng.randint(1, 3)}-{rng.randint(10, 28)}\n"
    return (head + "".join(pieces) + "\n").encode()


def _glued_row(row: Sequence[Box], gap: str, rng: Random) -> Iterator[str]:
    spaced = rng.random() < 0.06
    for n, box in enumerate(row):
        after_label = n and not _is_value(row[n - 1].text) and _is_value(box.text)
        yield (" " if spaced and n else gap if after_label else "") + box.text.replace(" ", "").replace(
            "　", ""
        )


def _is_value(words: str) -> bool:
    return words in ("", "/") or words.replace(".", "").replace(",", "").isdigit()


def web_page(blocks: Sequence[Block], rng: Random) -> bytes:
    """A web page: menus and footers around, layout tables, words split over spans, an encoding that may be misdeclared."""
    encoding, declared = rng.choice(
        [
            ("utf-8", "utf-8"),
            ("utf-8", "utf-8"),
            ("gb18030", "gb2312"),
            ("utf-8-sig", "utf-8"),
            ("utf-8", "gb2312"),
        ]
    )
    title = next(block.text for block in blocks if isinstance(block, Line))
    body = "\n".join(_body(blocks, rng))
    frame = rng.choice([_in_div, _in_layout_table])
    page = (
        f'<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        f"<title>{title}</title><style>.con{{line-height:2}}</style></head><body>\n"
        f'<div class="nav">{"".join(f"<a href=#m{n}>{word}</a>" for n, word in enumerate(MENU))}</div>\n'
        f'<div class="position">您现在的位置：<a href="#">首页</a> &gt; <a href="#">公开年报</a></div>\n'
        f'{frame(body)}\n<div class="footer">主办单位：示例站点　技术支持：示例中心<br>{"友情链接 " * 12}</div></body></html>\n'
    )
    return page.encode(encoding)


def _in_div(body: str) -> str:
    return f'<div class="con" id="zoom">\n{body}\n</div>'


def _in_layout_table(body: str) -> str:
    return f'<table width="1000" border="0"><tr><td class="con">\n{body}\n</td></tr></table>'


def _body(blocks: Sequence[Block], rng: Random) -> Iterator[str]:
    breaks = rng.random() < 0.15
    torn = rng.random() < 0.5
    head = rng.random() < 0.2
    for block in blocks:
        if isinstance(block, Grid):
            yield _table(block, rng, head)
        elif block.heading == 0:
            yield (
                f"<h1>{_escaped(block.text)}</h1>"
                if not breaks
                else f'<p align="center"><b>{block.text}</b></p>'
            )
        elif breaks:
            yield _escaped(block.text) + "<br>"
        elif block.heading:
            yield f"<p><strong>{_escaped(block.text)}</strong></p>"
        else:
            yield f'<p style="text-indent:2em">{_torn(block.text, rng) if torn else _escaped(block.text)}</p>'


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)


def _torn(words: str, rng: Random) -> str:
    """A paragraph in pieces of one font each, as word processors paste it."""
    pieces = []
    while words:
        size = rng.randint(5, 60)
        pieces.append(f'<span style="font-family:{rng.choice(FONTS)}">{_escaped(words[:size])}</span>')
        words = words[size:]
    return "".join(pieces) + "<o:p></o:p>"


def _table(grid: Grid, rng: Random, head: bool) -> str:
    padding = rng.choice(["", "&nbsp;"])
    rows = []
    for n, row in enumerate(grid.rows):
        name = "th" if head and n == 0 else "td"
        cells = "".join(_cell(box, name, padding) for box in row)
        rows.append(f"<tr>{cells}</tr>")
    return '<table border="1" cellspacing="0"><tbody>' + "\n".join(rows) + "</tbody></table>"


def _cell(box: Box, name: str, padding: str) -> str:
    spans = f' rowspan="{box.rows}"' * (box.rows > 1) + f' colspan="{box.columns}"' * (box.columns > 1)
    return f'<{name}{spans}><p align="center">{_escaped(box.text) or padding}</p></{name}>'


FORMS: dict[str, tuple[str, Callable[[Sequence[Block], Random], bytes]]] = {
    "txt": ("txt", text),
    "glued": ("txt", glued),
    "html": ("html", web_page),
    "docx": ("docx", office.document),
    "xlsx": ("xlsx", office.workbook),
}
