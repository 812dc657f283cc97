"""Charts in plain HTML and CSS: no script, no font and no host of anybody else, in the colours of JupyterLab's theme.

Each function goes from plain values to the text of one element; every text in it is escaped.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
.auditlib-page { --bad: #b3261e; --doubt: #9a5b00; --remark: #52636f; --confirmed: #5b4a9e; --dismissed: #5d6b75;
  --explain: #8a6100; --again: #a03c6d; --left: #c9ced2; --ground: var(--jp-layout-color1, #fff);
  --quiet: var(--jp-ui-font-color2, #616161); --rule: var(--jp-border-color2, #dcdcdc);
  --faint: var(--jp-layout-color2, #f2f2f2);
  color: var(--jp-ui-font-color1, #212121); font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
  font: 13px/1.6 "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
[data-jp-theme-light="false"] .auditlib-page { --bad: #f28b82; --doubt: #f0b45c; --remark: #9fb3c0; --confirmed: #b3a4f0;
  --dismissed: #a9b7c1; --explain: #e0b654; --again: #ec93bf; --left: #4a4f54; }
.auditlib-page h3 { margin: 0 0 6px; font-size: 14px; font-weight: 600; line-height: 1.5; }
.auditlib-page h3 small, .auditlib-page .quiet { color: var(--quiet); font-weight: 400; font-size: 12px; }
.auditlib-page section { margin: 0 0 18px; min-width: 0; }
.auditlib-page p { margin: 0 0 6px; }
.auditlib-page table { border-collapse: collapse; margin: 0; width: auto; }
.auditlib-page th, .auditlib-page td { border: 0; border-bottom: 1px solid var(--rule); padding: 2px 8px;
  text-align: start; vertical-align: top; font: inherit; color: inherit; background: none; white-space: normal;
  max-width: none; min-width: 2.4em; box-sizing: content-box; overflow-wrap: break-word; }
.auditlib-page thead th { color: var(--quiet); }
.auditlib-page th.number, .auditlib-page td.number { text-align: end; white-space: nowrap; }
.auditlib-page .scroll { max-height: 440px; width: fit-content; max-width: 100%; overflow: auto; border: 1px solid var(--rule); border-radius: 4px; }
.auditlib-page .tiles { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 18px; }
.auditlib-page .tile { border: 1px solid var(--rule); border-radius: 4px; padding: 3px 12px; min-width: 56px; }
.auditlib-page .tile b { display: block; font-size: 20px; font-weight: 600; line-height: 1.4; }
.auditlib-page .tile span { color: var(--quiet); font-size: 12px; }
.auditlib-page .error { color: var(--bad); } .auditlib-page .warning { color: var(--doubt); }
.auditlib-page .note { color: var(--remark); }
.auditlib-page .alert { color: var(--bad); }
.auditlib-page .side-by-side { display: grid; gap: 0 32px;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); }
.auditlib-page .track { display: flex; height: 14px; gap: 1px; min-width: 2px; }
.auditlib-page .track i { display: block; min-width: 1px; background: var(--hue); }
.auditlib-page .whole .track { height: 18px; background: var(--faint); border-radius: 3px; overflow: hidden; }
.auditlib-page .legend { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 4px 0 8px; }
.auditlib-page .legend i { display: inline-block; width: 10px; height: 10px; margin-inline-end: 5px; border-radius: 2px;
  background: var(--hue); }
.auditlib-page table.bars { width: 100%; table-layout: fixed; }
.auditlib-page table.bars th { width: 7em; white-space: nowrap; border: 0; padding-inline-start: 0; }
.auditlib-page table.bars td { border: 0; } .auditlib-page table.bars td.number { width: 4em; }
.auditlib-page table.bars td.bar { vertical-align: middle; padding: 0; }
.auditlib-page table.heat { border-collapse: separate; border-spacing: 0; }
.auditlib-page table.heat thead th { position: sticky; top: 0; z-index: 1; background: var(--ground);
  vertical-align: bottom; padding: 6px 4px; color: var(--jp-ui-font-color1, #212121); }
.auditlib-page table.heat thead th span { writing-mode: vertical-rl; text-orientation: mixed; letter-spacing: .06em;
  display: inline-block; }
.auditlib-page table.heat thead th.first { z-index: 2; inset-inline-start: 0; }
.auditlib-page table.heat tbody th { position: sticky; inset-inline-start: 0; background: var(--ground); width: 15em;
  min-width: 9em; border-inline-end: 1px solid var(--rule); overflow-wrap: anywhere; }
.auditlib-page table.heat td { text-align: center; min-width: 32px; padding: 2px 4px; vertical-align: middle;
  background: color-mix(in srgb, var(--bad) calc(var(--heat, 0) * 1%), var(--ground)); }
.auditlib-page table.heat td.number { text-align: end; background: none; font-weight: 600; padding: 2px 8px; }
.auditlib-page table.heat thead th.corner { text-align: end; padding: 6px 8px; }
.auditlib-page table.heat tfoot th, .auditlib-page table.heat tfoot td { color: var(--quiet); background: none; }
.auditlib-page [data-pick] { cursor: pointer; } .auditlib-page [data-pick]:hover { text-decoration: underline; }
.auditlib-page summary { cursor: pointer; }
.auditlib-page details { margin: 0 0 4px; } .auditlib-page details ul { margin: 2px 0 6px; padding-inline-start: 20px; }
.auditlib-page li { margin: 0; }
"""
# The strongest shade still lets a number be read on it, in either theme.
_STRONGEST = 58


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar: what it is, how many, and the CSS variable of its colour."""

    label: str
    count: int
    hue: str


def page(*parts: str) -> str:
    """Parts as one page, with the style that they need."""
    return f'<style>{STYLE}</style><div class="auditlib-page">{"".join(parts)}</div>'


def section(title: str, *parts: str, aside: str = "") -> str:
    """Parts under a heading, with a word beside it."""
    small = f" <small>{escape(aside)}</small>" if aside else ""
    return f"<section><h3>{escape(title)}{small}</h3>{''.join(parts)}</section>"


def tiles(entries: Iterable[tuple[str, int, str]]) -> str:
    """Numbers to be seen first: (what, how many, class)."""
    made = (
        f'<div class="tile"><b class="{kind}">{count}</b><span>{escape(label)}</span></div>'
        for label, count, kind in entries
    )
    return f'<div class="tiles">{"".join(made)}</div>'


def legend(shares: Iterable[Share]) -> str:
    """What the colours of a bar mean, with the counts."""
    made = (
        f'<span><i style="--hue: var(--{share.hue})"></i>{escape(share.label)} {share.count}</span>'
        for share in shares
    )
    return f'<div class="legend">{"".join(made)}</div>'


def whole_bar(shares: Sequence[Share], label: str) -> str:
    """One bar of parts of a whole, as wide as the page."""
    return f'<div class="whole" role="img" aria-label="{escape(label)}">{_track(shares, 100.0)}</div>'


def bars(rows: Sequence[tuple[str, Sequence[Share]]]) -> str:
    """Rows of (name, parts) as bars to one scale, the sum behind each."""
    most = max((_sum(shares) for _, shares in rows), default=0)
    made = (
        f'<tr><th scope="row">{escape(name)}</th><td class="number">{_sum(shares)}</td>'
        f'<td class="bar">{_track(shares, 100 * _sum(shares) / most if most else 0)}</td></tr>'
        for name, shares in rows
    )
    return f'<table class="bars"><tbody>{"".join(made)}</tbody></table>'


def heat_map(
    rows: Sequence[tuple[str, Mapping[str, int]]],
    columns: Sequence[tuple[str, str]],
    heads: tuple[str, str],
    rest: tuple[str, Mapping[str, int]] | None = None,
) -> str:
    """A matrix of counts, the more the darker: rows of (name, counts by column key), columns of (key, name).

    ``heads`` are the headings of the first and the last column, which holds the sums; ``rest`` is a last row without
    shades, for what is not shown one by one. Heading and names stay in view while the rows are scrolled. Names and
    counts carry ``data-pick``: the name, or name, tab and column key.
    """
    most = max((count for _, counts in rows for count in counts.values()), default=1)
    head = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for _, name in columns)
    body = "".join(_heat_row(name, counts, columns, most) for name, counts in rows)
    foot = f"<tfoot>{_heat_row(*rest, columns, None)}</tfoot>" if rest else ""
    return (
        f'<div class="scroll" tabindex="0"><table class="heat"><thead><tr><th class="first">{escape(heads[0])}</th>'
        f'<th class="corner">{escape(heads[1])}</th>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>'
    )


def rows_of(entries: Iterable[Sequence[str | int]], heads: Sequence[str] = ()) -> str:
    """A plain table; numbers are set to the right."""
    listed = [list(entry) for entry in entries]
    right = [isinstance(value, int) for value in listed[0]] if listed else []
    head = "".join(_cell("th", name, right[n] if n < len(right) else False) for n, name in enumerate(heads))
    body = "".join(
        f"<tr>{''.join(_cell('td', value, isinstance(value, int)) for value in entry)}</tr>"
        for entry in listed
    )
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"


def _heat_row(
    name: str, counts: Mapping[str, int], columns: Sequence[tuple[str, str]], most: int | None
) -> str:
    told = []
    for key, label in columns:
        count = counts.get(key, 0)
        heat = f' style="--heat:{_heat(count, most)}"' if count and most else ""
        pick = f' data-pick="{escape(name)}\t{escape(key)}"' if count and most else ""
        told.append(f'<td{heat}{pick} title="{escape(name)} · {escape(label)}">{count or ""}</td>')
    total = sum(counts.values())
    pick = f' data-pick="{escape(name)}" tabindex="0" role="button"' if most else ""
    head = f'<th scope="row"><span{pick}>{escape(name)}</span></th>'
    return f'<tr>{head}<td class="number">{total}</td>{"".join(told)}</tr>'


def _heat(count: int, most: int) -> int:
    """Shade in percent; by the square root, so that one large number does not wash out all others."""
    return max(8, round(_STRONGEST * math.sqrt(count / most)))


def _track(shares: Iterable[Share], width: float) -> str:
    parts = (
        f'<i style="flex:{share.count};--hue:var(--{share.hue})" title="{escape(share.label)} {share.count}"></i>'
        for share in shares
        if share.count
    )
    return f'<div class="track" style="width:{width:.1f}%">{"".join(parts)}</div>'


def _sum(shares: Iterable[Share]) -> int:
    return sum(share.count for share in shares)


def _cell(tag: str, value: str | int, right: bool) -> str:
    kind = ' class="number"' if right else ""
    return f"<{tag}{kind}>{escape(str(value))}</{tag}>"
