"""What stands in a paragraph: its text as printed, the text boxes anchored in it and the notes it refers to."""

from collections.abc import Callable, Mapping

from lxml.etree import _Element

from auditlib.readers.docx.names import (
    ALTERNATE,
    MATH,
    R_PR,
    R_STYLE,
    VAL,
    VANISH,
    VERT_ALIGN,
    VML,
    XML_SPACE,
    W,
    child,
    chosen,
    controlled,
    number,
    properties,
    switch,
    value,
)
from auditlib.readers.docx.styles import Styles
from auditlib.readers.docx.symbols import symbol
from auditlib.readers.lines import is_note_mark

BREAK = "\x0b"  # no XML text can hold it
BLANKS = f" \t\u3000{BREAK}"
XML_SPACES = " \t\r\n"


class Inline:
    """The content of one paragraph, or of several whose marks were deleted.

    ``pieces`` together are its text, BREAK between two lines; ``blank`` says that nothing in them is to be seen.
    ``watches`` says whether a run of the document may be hidden by itself or its style.
    """

    def __init__(self, styles: Styles, watches: bool) -> None:
        self.pieces: list[str] = []
        self.blank = True
        self.boxes: list[_Element] = []
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._watches = watches
        self._covered = False
        self._raised: list[range] = []
        self._fields: list[bool] = []
        self._instructs = False

    def add(self, paragraph: _Element, hidden: bool) -> None:
        """Adds a paragraph; ``hidden`` says what its style says of its text."""
        self._covered = hidden
        self._fields = []
        self._instructs = False
        self._raised = []
        before = len(self.pieces)
        self._walk(paragraph)
        if self._raised:
            self._lower(before)
        self.blank = self.blank and not any(piece.strip(BLANKS) for piece in self.pieces[before:])

    def _walk(self, element: _Element) -> None:
        for part in element:
            handle = HANDLERS.get(part.tag, Inline._walk)
            if handle is not None:
                handle(self, part)

    def _run(self, run: _Element) -> None:
        if (self._watches or self._covered) and self._hides(run):
            for mark in run.iterchildren(f"{W}fldChar"):
                self._field(mark)
        else:
            start = len(self.pieces)
            self._walk(run)
            stated = properties(run, R_PR).get(VERT_ALIGN)
            if stated is not None and stated.get(VAL) == "superscript":
                self._raised.append(range(start, len(self.pieces)))

    def _lower(self, first: int) -> None:
        """Leaves out what is raised behind a number as the mark of a note; the mark may be of several runs."""
        joined: list[range] = []
        for pieces in self._raised:
            if joined and joined[-1].stop == pieces.start:
                joined[-1] = range(joined[-1].start, pieces.stop)
            else:
                joined.append(pieces)
        for pieces in reversed(joined):
            own = self.pieces[pieces.start : pieces.stop]
            if is_note_mark("".join(self.pieces[first : pieces.start]), "".join(own)):
                del self.pieces[pieces.start : pieces.stop]

    def _hides(self, run: _Element) -> bool:
        stated = properties(run, R_PR)
        hidden = switch(stated.get(VANISH))
        if hidden is not None:
            return hidden
        return self._styles.of_run(value(stated.get(R_STYLE))).hidden != self._covered

    def _text(self, element: _Element) -> None:
        text = element.text
        if not text or self._instructs:
            return
        outer = text[0] in XML_SPACES or text[-1] in XML_SPACES
        if outer and element.get(XML_SPACE) != "preserve":
            text = text.strip(XML_SPACES)
        self.pieces.append(text)

    def _put(self, text: str) -> None:
        if not self._instructs:
            self.pieces.append(text)

    def _field(self, mark: _Element) -> None:
        """A field begins with its instruction, which nobody sees; its result stands between two further marks."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._put(_selected(mark))
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()
        self._instructs = any(self._fields)

    def _control(self, control: _Element) -> None:
        content = controlled(control)
        if content is not None:
            self._walk(content)

    def _versions(self, alternate: _Element) -> None:
        version = chosen(alternate)
        if version is not None:
            self._walk(version)

    def _ruby(self, ruby: _Element) -> None:
        for base in ruby.iterchildren(f"{W}rubyBase"):
            self._walk(base)

    def _box(self, box: _Element) -> None:
        self.boxes.append(box)

    def _note(self, reference: _Element) -> None:
        kind = reference.tag.rpartition("}")[2].removesuffix("Reference")
        self.notes.append((kind, reference.get(f"{W}id", "")))

    def _word_art(self, path: _Element) -> None:
        self._put(BREAK + path.get("string", "") + BREAK)


def _selected(mark: _Element) -> str:
    """What a drop-down field of the old kind shows: it has no result, only a choice from its list."""
    choices = child(child(mark, "ffData"), "ddList")
    if choices is None:
        return ""
    stated = value(choices, "result") or value(choices, "default")
    entries = [entry.get(f"{W}val", "") for entry in choices.iterchildren(f"{W}listEntry")]
    at = number(stated) or 0
    return entries[at] if 0 <= at < len(entries) else ""


Handler = Callable[[Inline, _Element], None]
# None: not read. Whatever has no entry is walked through for the texts inside it.
HANDLERS: Mapping[str, Handler | None] = {
    f"{W}r": Inline._run,
    f"{W}t": Inline._text,
    f"{MATH}t": Inline._text,
    f"{W}tab": lambda inline, _: inline._put("\t"),
    f"{W}ptab": lambda inline, _: inline._put("\t"),
    f"{W}br": lambda inline, _: inline._put(BREAK),
    f"{W}cr": lambda inline, _: inline._put(BREAK),
    f"{W}noBreakHyphen": lambda inline, _: inline._put("-"),
    f"{W}sym": lambda inline, sign: inline._put(symbol(sign)),
    f"{W}fldChar": Inline._field,
    f"{W}sdt": Inline._control,
    ALTERNATE: Inline._versions,
    f"{W}ruby": Inline._ruby,
    f"{W}txbxContent": Inline._box,
    f"{W}footnoteReference": Inline._note,
    f"{W}endnoteReference": Inline._note,
    f"{VML}textpath": Inline._word_art,
    **dict.fromkeys([W + name for name in "pPr rPr del moveFrom delText instrText delInstrText".split()]),
}
