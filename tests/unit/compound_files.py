"""Compound files (OLE), the container of old office files, with streams of made-up content, for tests."""

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF
SHORTEST = 4096  # shorter streams would stand in a table of their own


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) with these streams; each is padded to at least 4096 bytes."""
    padded = {
        name: content.ljust(max(SHORTEST, -(-len(content) // SECTOR) * SECTOR), b"\0")
        for name, content in streams.items()
    }
    directory_sectors = -(-(len(padded) + 1) // 4)
    chains: list[int] = [FAT, *_chain(1, directory_sectors)]
    entries = [_entry("Root Entry", 5, END, 0, child=1 if padded else NONE)]
    for number, (name, content) in enumerate(padded.items(), 1):
        start = len(chains)
        chains += _chain(start, len(content) // SECTOR)
        right = number + 1 if number < len(padded) else NONE
        entries.append(_entry(name, 2, start, len(content), right=right))
    assert len(chains) <= SECTOR // 4
    table = struct.pack(f"<{SECTOR // 4}I", *chains, *[FREE] * (SECTOR // 4 - len(chains)))
    directory = b"".join(entries).ljust(directory_sectors * SECTOR, b"\0")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, SHORTEST, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head + table + directory + b"".join(padded.values())


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), END]


def _entry(name: str, kind: int, start: int, size: int, *, right: int = NONE, child: int = NONE) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    return (
        label.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(label), kind, 1, NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
