"""Reading the container of a VBA project: a compound file of version 3 or 4, as Excel writes it (MS-CFB).

The file may come from anybody: every chain is followed at most as far as there are sectors, and every entry entered once.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from xl_kraftsamling.excel.vba.compound_file import ENTRY, HEADER, MAGIC, Tree

_LAST_SECTOR = 0xFFFFFFFA  # above it numbers have other meanings: the end of a chain, a free sector (2.1)
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM = 1, 2
_IN_HEADER = 109
_MINI_SECTOR, _MINI_LIMIT = 64, 4096
_SIZES = {9: 512, 12: 4096}
_DEEPEST = 10  # storages within each other; a project has two, and what belongs to a window a few more


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the directory: its name, kind, siblings, child, and where its stream is."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def read_compound_file(data: bytes) -> Tree:
    """The storages and streams of a compound file; ValueError where it is none, or is damaged."""
    try:
        return _Reader(data).read_tree()
    except (struct.error, IndexError) as problem:  # a number that leads out of the file
        raise ValueError("a damaged compound file") from problem


class _Reader:
    """A compound file with its tables of sectors."""

    def __init__(self, data: bytes) -> None:
        magic, _, _, _, _, shift, _, _, _, _, directory, _, _, mini_start, _, more, _, first = HEADER.unpack_from(data)
        if magic != MAGIC or shift not in _SIZES:
            raise ValueError("no compound file")
        self._data, self._size = data, _SIZES[shift]
        self._table = self._read_table(first, more)
        packed = self._read_chain(directory)
        self._entries = [_parse_entry(packed[at : at + ENTRY.size]) for at in range(0, len(packed), ENTRY.size)]
        self._mini = self._read_chain(self._entries[0].start)
        self._mini_table = _unpack(self._read_chain(mini_start))

    def read_tree(self) -> Tree:
        """What the root holds."""
        return self._read_storage(self._entries[0].child, set(), _DEEPEST)

    def _read_table(self, first: int, more: int) -> list[int]:
        """The allocation table; the header names its first 109 sectors, and a chain of their own the others (2.5)."""
        places = [first, *struct.unpack_from(f"<{_IN_HEADER - 1}I", self._data, HEADER.size)]
        for _ in range(len(self._data) // self._size):
            if more >= _LAST_SECTOR:
                break
            *named, more = _unpack(self._read_sector(more))
            places += named
        return [number for place in places if place < _LAST_SECTOR for number in _unpack(self._read_sector(place))]

    def _read_sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        sector = self._data[at : at + self._size]
        if len(sector) < self._size:
            raise IndexError
        return sector

    def _read_chain(self, start: int) -> bytes:
        return b"".join(map(self._read_sector, _follow(self._table, start)))

    def _read_stream(self, entry: _Entry) -> bytes:
        if entry.size < _MINI_LIMIT:
            places = (number * _MINI_SECTOR for number in _follow(self._mini_table, entry.start))
            content = b"".join(self._mini[at : at + _MINI_SECTOR] for at in places)
        else:
            content = self._read_chain(entry.start)
        if len(content) < entry.size:
            raise IndexError
        return content[: entry.size]

    def _read_storage(self, child: int, entered: set[int], depth: int) -> dict[str, "bytes | Tree"]:
        """What a storage holds; its entries are linked to a tree of siblings (2.6.4)."""
        found: dict[str, bytes | Tree] = {}
        waiting = [child]
        while waiting:
            number = waiting.pop()
            if number == _NONE:
                continue
            if number in entered or not depth:
                raise ValueError("an entry of the directory is reached twice, or too deep")
            entered.add(number)
            entry = self._entries[number]
            waiting += [entry.left, entry.right]
            if entry.kind == _STREAM:
                found[entry.name] = self._read_stream(entry)
            elif entry.kind == _STORAGE:
                found[entry.name] = self._read_storage(entry.child, entered, depth - 1)
        return found


def _follow(table: Sequence[int], start: int) -> list[int]:
    """The numbers of the sectors of a chain; ValueError for one that has no end."""
    chain: list[int] = []
    while start < _LAST_SECTOR:
        if len(chain) > len(table):
            raise ValueError("a chain of sectors has no end")
        chain.append(start)
        start = table[start]
    return chain


def _unpack(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _parse_entry(packed: bytes) -> _Entry:
    name, length, kind, _, left, right, child, _, _, _, _, start, size = ENTRY.unpack(packed)
    # The upper half of a size is not defined in version 3, and no part of a package is that large in version 4.
    return _Entry(name[: max(length - 2, 0)].decode("utf-16-le", "replace"), kind, left, right, child, start, size & 0xFFFFFFFF)
