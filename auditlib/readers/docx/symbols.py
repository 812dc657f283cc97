"""Signs of symbol fonts (w:sym) as the characters that they look like."""

from collections.abc import Mapping

from lxml.etree import _Element

from auditlib.readers.docx.names import W

# A symbol font has its signs at F020 to F0FF; only those that a report may print inside a text or as a mark are here.
FIRST, LAST = 0xF000, 0xF0FF
WINGDINGS: Mapping[int, str] = {
    **{0x80 + count: sign for count, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8B + count: sign for count, sign in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
WINGDINGS_2: Mapping[int, str] = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0xA3: "□",
    **{0x69 + count: sign for count, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
}
SYMBOL: Mapping[int, str] = {
    **{
        code: chr(code)
        for code in (*range(0x20, 0x22), 0x23, 0x25, 0x26, *range(0x28, 0x2D), *range(0x2E, 0x40))
    },
    0x2D: "−",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xD7: "·",
    0xE5: "∑",
}
FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "symbol": SYMBOL,
}


def symbol(element: _Element) -> str:
    """The character of a w:sym; "" where its font is a picture book and the sign is not known."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    signs = FONTS.get(element.get(f"{W}font", "").lower())
    if FIRST <= code <= LAST:
        return (signs or {}).get(code - FIRST, "")
    if signs and code in signs:
        return signs[code]
    printable = 0x20 <= code < 0x110000 and not 0xD800 <= code <= 0xF8FF
    return chr(code) if printable else ""
