"""The zip archive of a workbook, read without trusting it: what it says of itself is checked before and while it is used."""

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipInfo

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.package.admission import MARKUP, admitted, directory, part_key, unsafe, within
from xl_kraftsamling.xlsx.package.not_a_workbook import explain_unreadable
from xl_kraftsamling.xlsx.package.prolog import REACH, is_safe, promised

_DAMAGED = Text(
    "{file} är skadad: delen {part} kan inte läsas. Hämta filen på nytt, eller låt Excel öppna och reparera den.",
    "{file} is damaged: its part {part} cannot be read. Fetch the file again, or let Excel open and repair it.",
)
_ABSENT = Text(
    "{file} är skadad: delen {part} saknas i den. Hämta filen på nytt, eller låt Excel öppna och reparera den.",
    "{file} is damaged: its part {part} is missing. Fetch the file again, or let Excel open and repair it.",
)
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK = 2 * REACH  # packed bytes read at a time: in their unpacked form they always hold a part's beginning


class Archive:
    """The parts of a zip archive, each unpacked within bounds; a part is found in any case and with either slash.

    :raises BadInput: the file cannot be read, is no zip archive, or is one that no spreadsheet program makes.
    """

    def __init__(self, path: Path) -> None:
        """Read the directory of the archive and the beginning of each XML part."""
        self.path = path
        self.entries = directory(path)
        self._by_key = admitted(path, self.entries)
        with self._file() as file:
            for entry in self.entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    self._check_prolog(entry, self._head(file, entry))

    def __contains__(self, part: object) -> bool:
        """Whether there is a part of that name."""
        return isinstance(part, str) and part_key(part) in self._by_key

    def __iter__(self) -> Iterator[str]:
        """The names of the parts as :func:`~xl_kraftsamling.xlsx.package.admission.key` writes them."""
        return iter(self._by_key)

    def entry(self, part: str) -> ZipInfo:
        """What the directory says of a part; BadInput where there is none of that name."""
        if part not in self:
            raise BadInput(_ABSENT, file=str(self.path), part=part)
        return self._by_key[part_key(part)]

    def check_size(self, part: str, limit: int) -> None:
        """Refuse a part that is missing, or unpacks to more bytes than `limit` (BadInput)."""
        within(self.path, self.entry(part), limit)

    def read(self, part: str) -> bytes:
        """The unpacked bytes of an XML part; BadInput where it is missing, damaged or not what the directory says."""
        entry = self.entry(part)
        with self._file() as file:
            data = self._unpacked(file, entry)
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise self.damaged_error(part)
        self._check_prolog(entry, data[:REACH])
        return data

    def packed_bytes(self, entry: ZipInfo) -> bytes:
        """The bytes of an entry as they stand in the file."""
        with self._file() as file:
            return b"".join(self._chunks(file, entry))

    def damaged_error(self, part: str) -> BadInput:
        """The complaint that a part makes no sense."""
        return BadInput(_DAMAGED, file=str(self.path), part=part)

    @contextmanager
    def _file(self) -> Iterator[BinaryIO]:
        try:
            with self.path.open("rb") as file:
                yield file
        except OSError as error:
            raise explain_unreadable(self.path, error) from error

    def _chunks(self, file: BinaryIO, entry: ZipInfo) -> Iterator[bytes]:
        file.seek(entry.header_offset)
        header = file.read(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise self.damaged_error(entry.filename)
        _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        file.seek(name_length + extra_length, os.SEEK_CUR)
        for start in range(0, entry.compress_size, _CHUNK):
            wanted = min(_CHUNK, entry.compress_size - start)
            chunk = file.read(wanted)
            if len(chunk) < wanted:
                raise self.damaged_error(entry.filename)
            yield chunk

    def _head(self, file: BinaryIO, entry: ZipInfo) -> bytes:
        chunk = next(self._chunks(file, entry), b"")
        try:
            return _unpacker(entry)(chunk, REACH)[:REACH]
        except zlib.error:
            raise self.damaged_error(entry.filename) from None

    def _unpacked(self, file: BinaryIO, entry: ZipInfo) -> bytes:
        """Chunk by chunk: memory never holds the part twice, nor much more of it than the directory promised."""
        data, unpack = BytesIO(), _unpacker(entry)
        try:
            for chunk in self._chunks(file, entry):
                data.write(unpack(chunk, 0))
                if data.tell() > entry.file_size:
                    break
        except zlib.error:
            raise self.damaged_error(entry.filename) from None
        return data.getvalue()

    def _check_prolog(self, entry: ZipInfo, head: bytes) -> None:
        if not is_safe(head):
            raise unsafe(self.path, entry.filename, MARKUP)
        if promised(head) > entry.file_size:
            raise self.damaged_error(entry.filename)


def _unpacker(entry: ZipInfo) -> Callable[[bytes, int], bytes]:
    """What unpacks an entry's chunks one after another, each to a limit; a limit of 0 is none."""
    return _as_is if entry.compress_type == ZIP_STORED else zlib.decompressobj(-zlib.MAX_WBITS).decompress


def _as_is(chunk: bytes, _limit: int) -> bytes:
    return chunk
