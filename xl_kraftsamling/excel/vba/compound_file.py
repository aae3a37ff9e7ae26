"""The container of a VBA project: a compound file of version 3, in the simplest form that is complete (MS-CFB).

Sectors of 512 bytes; streams below 4096 bytes share a mini stream in sectors of 64.  Times and class ids are zero, so the
same tree always gives the same bytes.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Tree: TypeAlias = "Mapping[str, bytes | Tree]"
"""Storages within storages, and streams as bytes."""

_END, _FAT, _FREE, _NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF, 0xFFFFFFFF  # sector and stream numbers (2.1, 2.6.1)
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_SECTOR, _MINI_SECTOR, _MINI_LIMIT, _FAT_NUMBERS = 512, 64, 4096, 128
_IN_HEADER = 109  # sectors of the allocation table that the header can name
HEADER = struct.Struct("<8s16sHHHHH6sIIIIIIIIII")
"""The header up to the first number of a sector of the allocation table (2.2)."""
ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
"""An entry of the directory (2.6.1)."""
MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
"""What a compound file begins with."""


class _Sectors:
    """Sectors of one size, and the table that chains them to streams (2.3)."""

    def __init__(self, size: int) -> None:
        self.size, self.data = size, bytearray()
        self.table: list[int] = []

    def add(self, stream: bytes) -> int:
        """Append a stream; the number of its first sector."""
        first, count = len(self.table), -(-len(stream) // self.size)
        if not count:  # an empty stream has no sector
            return _END
        self.table += [*range(first + 1, first + count), _END]
        self.data += stream.ljust(count * self.size, b"\0")
        return first


@dataclass(slots=True)
class _Entry:
    """An entry of the directory (2.6.1): a storage, a stream, or the root, which owns the mini stream."""

    name: str
    kind: int
    stream: bytes = b""
    colour: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = 0

    def packed(self) -> bytes:
        """The entry as its 128 bytes of the directory ([MS-CFB] 2.6.1)."""
        name = f"{self.name}\0".encode("utf-16-le")
        links = (self.kind, self.colour, self.left, self.right, self.child)
        return ENTRY.pack(name, len(name), *links, b"", 0, 0, 0, self.start, len(self.stream))


def build_compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file that holds a tree.

    :raises ValueError: it would be larger than a header alone can describe, about seven million bytes.
    """
    entries = [_Entry("Root Entry", _ROOT)]
    _add_children(entries, 0, tree)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.start = (mini if len(entry.stream) < _MINI_LIMIT else sectors).add(entry.stream)
    # Each table after what it describes: the mini stream is a stream of the root, and its table, the directory and the rest are
    # streams, too.  Only the allocation table itself is none; it comes last, when everything has its sector.
    entries[0].stream = bytes(mini.data)
    entries[0].start = sectors.add(entries[0].stream)
    mini_table = _pack_table(mini.table)
    mini_start = sectors.add(mini_table)
    directory = sectors.add(_build_directory(entries))
    return _build_header(sectors, directory, mini_start, len(mini_table) // _SECTOR) + bytes(sectors.data) + _build_fat(sectors)


def _add_children(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Enter what a storage holds, in the order of names: shorter first, then capitals (2.6.4)."""
    numbers = []
    for name, value in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        numbers.append(len(entries))  # its place in the directory, since all before it are entered with their children
        if isinstance(value, bytes):
            entries.append(_Entry(name, _STREAM, value))
        else:
            entries.append(_Entry(name, _STORAGE))
            _add_children(entries, numbers[-1], value)
    entries[parent].child = _link_siblings(entries, numbers, (len(numbers) + 1).bit_length() - 1)


def _link_siblings(entries: list[_Entry], numbers: Sequence[int], full_levels: int) -> int:
    """Link siblings, from the middle outwards, to a red-black tree: red is the level that is not full (2.6.4)."""
    # Halves differ by one at most, so that all levels but the last are full: every path then has as many black entries.
    if not numbers:
        return _NONE
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.colour = _BLACK if full_levels > 0 else _RED
    top.left = _link_siblings(entries, numbers[:middle], full_levels - 1)
    top.right = _link_siblings(entries, numbers[middle + 1 :], full_levels - 1)
    return numbers[middle]


def _build_directory(entries: Sequence[_Entry]) -> bytes:
    """The entries, and unused ones to the end of the sector (2.6.3)."""
    unused = ENTRY.pack(b"", 0, 0, 0, _NONE, _NONE, _NONE, b"", 0, 0, 0, 0, 0)
    return b"".join(entry.packed() for entry in entries) + unused * (-len(entries) % (_SECTOR // ENTRY.size))


def _pack_table(table: Sequence[int]) -> bytes:
    """An allocation table, filled up to whole sectors with free ones."""
    filled = [*table, *[_FREE] * (-len(table) % _FAT_NUMBERS)]
    return struct.pack(f"<{len(filled)}I", *filled)


def _count_fat_sectors(sectors: _Sectors) -> int:
    """How many sectors the allocation table takes, its own among those that it lists."""
    # Each of its sectors has a number for itself and 127 for others.
    return -(-len(sectors.table) // (_FAT_NUMBERS - 1))


def _build_fat(sectors: _Sectors) -> bytes:
    """The allocation table, the last thing in the file (2.3)."""
    return _pack_table([*sectors.table, *[_FAT] * _count_fat_sectors(sectors)])


def _build_header(sectors: _Sectors, directory: int, mini_start: int, mini_count: int) -> bytes:
    """The first 512 bytes, with the place of every table (2.2)."""
    first, count = len(sectors.table), _count_fat_sectors(sectors)
    if count > _IN_HEADER:
        raise ValueError("the VBA project is too large for a compound file without further allocation tables")
    versions = (0x3E, 3, 0xFFFE, 9, 6)  # minor, major, byte order, sector and mini sector as powers of two
    places = (0, count, directory, 0, _MINI_LIMIT, mini_start, mini_count, _END, 0)
    named = [*range(first, first + count), *[_FREE] * (_IN_HEADER - count)]
    return HEADER.pack(MAGIC, b"", *versions, b"", *places, named[0]) + struct.pack(f"<{_IN_HEADER - 1}I", *named[1:])
