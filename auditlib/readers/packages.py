"""Office packages (docx, xlsx and their kin): zip files of XML parts, opened with bounds and without trust.

Only the parts that a reader asks for are unpacked, never pictures, embedded objects or macros, and nothing outside the
package is ever looked at. Part names are compared without case, as the Open Packaging Conventions (ECMA-376 part 2)
have it; the namespaces of its strict variant are read as those of the common one.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from auditlib.errors import UnreadableFileError
from auditlib.readers.limits import MAX_MEMBERS, MAX_UNPACKED

MAX_NODES = 3_000_000  # elements and attributes of one part: some 130 bytes each
CHUNK = 1 << 14
SAFELY: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
PARSER = etree.XMLParser(**SAFELY)
DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
# ECMA-376 part 2, annex B: no other method is allowed, and these two are the ones that unpack in steps.
METHODS = frozenset([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]{1,40})/([A-Za-z]{1,40})")
COMMON_NAME = rb"http://schemas.openxmlformats.org/\1/2006/\2"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: its id, its kind (``styles``, ``worksheet``) and the name of the other part."""

    id: str
    kind: str
    part: str


@dataclass(slots=True)
class Package:
    """An opened package. All its methods raise UnreadableFileError and nothing else."""

    shown: str
    _archive: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]
    _left: int = field(default=MAX_UNPACKED)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name, with or without a leading slash."""
        return _key(name) in self._members

    def content(self, name: str) -> bytes:
        """The bytes of a part, its namespaces the common ones.

        Refuses a missing, damaged or encrypted part, a document type declaration, and what takes the package beyond
        MAX_UNPACKED bytes in all.
        """
        found = self._unpacked(name)
        if _has_doctype(found):
            raise self._doctype(name)
        return found

    def part(self, name: str) -> etree._Element | None:
        """The root element of a part, None where there is no such part. Comments and instructions are left out.

        Refuses what ``content`` refuses, and what is no well-formed XML, of too many elements or nested too deep.
        """
        if not self.has(name):
            return None
        content = self._unpacked(name)
        if len(content) > MAX_NODES and _nodes(content) > MAX_NODES:
            raise self._beyond_measure(name)
        try:
            root = etree.fromstring(content, PARSER)
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise self._doctype(name) if _has_doctype(content) else self._misread(name, fault) from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._doctype(name)
        return root

    def elements(self, name: str, tag: str) -> Iterator[etree._Element]:
        """The elements of one tag in a part, each as soon as it has been read; none where there is no such part.

        Refuses what ``part`` refuses, as far as it is read: a long part need not be unpacked to its end.
        """
        if not self.has(name):
            return
        parser = etree.XMLPullParser(events=("end",), tag=tag, **SAFELY)
        nodes = 0
        try:
            for piece in self._pieces(name):
                if _has_doctype(piece):
                    raise self._doctype(name)
                nodes += _nodes(piece)
                if nodes > MAX_NODES:
                    raise self._beyond_measure(name)
                parser.feed(_common(piece))
                for _, found in parser.read_events():
                    element = cast(etree._Element, found)
                    if element.getroottree().docinfo.internalDTD is not None:
                        raise self._doctype(name)
                    yield element
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise self._misread(name, fault) from fault

    def relations(self, name: str = "") -> tuple[Relation, ...]:
        """What a part (without a name: the package) says of other parts; what lies outside the package is left out."""
        folder, base = posixpath.split(_key(name))
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        return tuple(
            Relation(
                id=element.get("Id", ""),
                kind=element.get("Type", "").rpartition("/")[2],
                part=posixpath.normpath(posixpath.join("/", folder, _slashes(element.get("Target", ""))))[1:],
            )
            for element in root.iter(RELATIONSHIP)
            if element.get("TargetMode", "").lower() != "external"
        )

    def related(self, name: str, kind: str) -> str | None:
        """The name of the first part of a kind that a part speaks of and that is there."""
        return next((r.part for r in self.relations(name) if r.kind == kind and self.has(r.part)), None)

    def not_xml(self, name: str, line: int) -> UnreadableFileError:
        """The error for a part that is not the XML it should be from this line on."""
        return UnreadableFileError("part_not_xml", path=self.shown, part=name, line=line)

    def _unpacked(self, name: str) -> bytes:
        return _common(b"".join(self._pieces(name, whole=True)))

    def _pieces(self, name: str, whole: bool = False) -> Iterator[bytes]:
        """A part unpacked piece by piece, or as a whole, and no more of it than was declared."""
        info = self._members.get(_key(name))
        if info is None:
            raise UnreadableFileError("part_missing", path=self.shown, part=name)
        if info.flag_bits & ENCRYPTED:
            raise UnreadableFileError("package_encrypted", path=self.shown)
        if info.compress_type not in METHODS:
            raise UnreadableFileError("package_damaged", path=self.shown, part=name)
        if info.file_size > self._left:
            raise UnreadableFileError("unpacked_too_large", path=self.shown, limit=MAX_UNPACKED / 2**20)
        try:
            with self._archive.open(info) as member:
                while piece := member.read(info.file_size + 1 if whole else CHUNK):
                    self._left -= len(piece)
                    yield piece
        except DAMAGE as fault:
            raise UnreadableFileError("package_damaged", path=self.shown, part=name) from fault

    def _beyond_measure(self, name: str) -> UnreadableFileError:
        return UnreadableFileError("part_beyond_measure", path=self.shown, part=name)

    def _misread(self, name: str, fault: Exception) -> UnreadableFileError:
        if "depth" in str(fault):
            return UnreadableFileError("nested_too_deep", path=self.shown, part=name)
        return self.not_xml(name, getattr(fault, "lineno", 1) or 1)

    def _doctype(self, name: str) -> UnreadableFileError:
        return UnreadableFileError("doctype_refused", path=self.shown, part=name)


def open_package(content: bytes, shown: str) -> Package:
    """A package by its bytes. Raises UnreadableFileError for a damaged zip file and for one of too many members."""
    # Counted before zipfile makes an object of each.
    if content.count(DIRECTORY_ENTRY) > MAX_MEMBERS:
        raise UnreadableFileError("package_members", path=shown, limit=MAX_MEMBERS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as fault:
        raise UnreadableFileError("package_damaged", path=shown, part="zip") from fault
    return Package(shown, archive, {_key(info.filename): info for info in archive.infolist()})


def _nodes(content: bytes) -> int:
    """At most how many elements and attributes there are, and a tag more for each that is closed by its own."""
    return content.count(b"<") + content.count(b"=")


def _common(content: bytes) -> bytes:
    """XML with the common namespaces for the strict ones, which its first element declares."""
    return STRICT_NAME.sub(COMMON_NAME, content) if STRICT in content[:CHUNK] else content


def _has_doctype(content: bytes) -> bool:
    return any(mark in content for mark in DOCTYPES)


def _key(name: str) -> str:
    return _slashes(name).lstrip("/").lower()


def _slashes(name: str) -> str:
    return name.replace("\\", "/")
