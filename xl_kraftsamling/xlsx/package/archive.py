"""The zip archive of a workbook, opened without trusting it.

A workbook may come from anybody.  Everything that its directory states (sizes, names, packing) is checked before a part is
unpacked, and again while it is: no file that is opened here can exhaust the memory, point out of its folder or make an XML
parser expand entities.  The limits are those of files that spreadsheet programs write.
"""

import hashlib
import os
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO, FileIO
from pathlib import Path
from stat import S_ISREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving import FileState
from xl_kraftsamling.xlsx.package.not_a_workbook import explain_no_archive, explain_unreadable

MAX_ENTRIES, MAX_DIRECTORY = 10_000, 4_000_000
"""Parts of an archive, and bytes of its directory; large workbooks have some hundreds of parts."""
MAX_PART, MAX_TOTAL = 800_000_000, 2_000_000_000
"""Unpacked bytes of a part, and of all: a sheet of 500 000 rows and 13 columns takes about 300 000 000."""
MAX_RATIO, UNSUSPECTED = 100, 64_000_000
"""How many times its packed size a part may unpack to, and the unpacked size up to which that does not matter.

Cells as programs write them pack 5 to 25 times; only what repeats itself without end packs a hundred times.
"""
REACH = 1 << 16
"""Bytes of an XML part within which its root must begin."""
UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""How a part in UTF-16 begins, with a byte order mark or without, and its codec."""

_TOO_LARGE = Text(
    "{file} läses inte: delen {part} packas upp till {size} MB, mer än en arbetsbok behöver. "
    "Spara den på nytt i Excel om du litar på avsändaren.",
    "{file} is not read: its part {part} unpacks to {size} MB, more than a workbook needs. "
    "Save it again in Excel if you trust the sender.",
)
_UNSAFE = Text(
    "{file} läses inte, eftersom den har {why} ({part}). Inget kalkylprogram sparar så, men den som vill skada kan göra det. "
    "Be avsändaren om en kopia som är sparad i Excel.",
    "{file} is not read, because it has {why} ({part}). No spreadsheet program saves files like that, but an attacker may. "
    "Ask the sender for a copy saved in Excel.",
)
_MARKUP = Text("en dokumenttyp eller ovanlig teckenkodning", "a document type or an unusual encoding")
_TWICE = Text("samma del två gånger", "the same part twice")
_NAME = Text("ett namn som pekar ut ur filen", "a name that points out of the file")
_LOCKED = Text("en krypterad del", "an encrypted part")
_PACKING = Text("en del som är packad på ett ovanligt sätt", "a part packed in an unusual way")
_CROWD = Text("alltför många eller för stora delar", "too many parts, or too large ones")
_DAMAGED = Text(
    "{file} är skadad: delen {part} kan inte läsas. Hämta filen på nytt, eller låt Excel öppna och reparera den.",
    "{file} is damaged: its part {part} cannot be read. Fetch the file again, or let Excel open and repair it.",
)
_ABSENT = Text(
    "{file} är skadad: delen {part} saknas i den. Hämta filen på nytt, eller låt Excel öppna och reparera den.",
    "{file} is damaged: its part {part} is missing. Fetch the file again, or let Excel open and repair it.",
)

_SIGNATURE, _LOCAL_HEADER = b"PK\x03\x04", struct.Struct("<4s22xHH")  # APPNOTE 4.3.7: the lengths of name and extra field
_CHUNK = 2 * REACH  # packed bytes read at a time: as a rule the first chunk holds a part's whole beginning
_OUTSIDE = re.compile(r"/|[a-z]:|(?:.*/)?\.\.(?:/|$)")
_DECLARED = re.compile(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ASCII_BASED = re.compile(r"utf-?8|utf-?16|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_STRINGS, _COUNT = re.compile(r"<(?:\w+:)?sst\b[^>]*"), re.compile(r"uniqueCount\s*=\s*[\"'](\d+)")
_DIGITS = 20  # of a number: more than any part has bytes, and few enough for int()
# Possessive (*+), or a prolog of thousands of comments would be tried in every way before it is refused.
_PROLOG = re.compile(r"\ufeff?(?:\s|<\?.*?\?>|<!--.*?-->)*+(<[!?])?", re.DOTALL)


def part_key(name: str) -> str:
    """Return a part's name in the form in which names are compared: in lower case, with forward slashes."""
    return name.replace("\\", "/").lower()


class Archive:
    """The parts of a zip archive, each unpacked within bounds; a part is found in any case and with either slash.

    `entries` are those of its directory, in their order, and `sha256` is the checksum of the whole file, in hexadecimal.

    :raises BadInput: the file cannot be read, is no zip archive, or is one that no spreadsheet program makes.
    """

    def __init__(self, path: Path) -> None:
        """Read the directory of the archive, and check the beginning of each XML part."""
        self.path = path
        self.entries, self.sha256 = _read_directory(path)
        self._by_key: dict[str, ZipInfo] = {}
        for entry in self.entries:
            self._admit(entry)
        if len(self.entries) > MAX_ENTRIES or sum(entry.file_size for entry in self.entries) > MAX_TOTAL:
            raise self.unsafe_error(str(len(self.entries)), _CROWD)
        # All parts now, and not each when it is read: in a copy of the workbook, they all go to other readers.
        for entry in self.entries:
            if entry.filename.lower().endswith((".xml", ".rels")):
                self._check_beginning(entry, self._unpack(entry, REACH))

    def __contains__(self, part: object) -> bool:
        """Whether there is a part of that name."""
        return isinstance(part, str) and part_key(part) in self._by_key

    def __iter__(self) -> Iterator[str]:
        """The names of the parts, as :func:`part_key` returns them."""
        return iter(self._by_key)

    def entry(self, part: str) -> ZipInfo:
        """The directory's entry for a part; BadInput if there is none of that name."""
        if part not in self:
            raise BadInput(_ABSENT, file=str(self.path), part=part)
        return self._by_key[part_key(part)]

    def check_size(self, part: str, limit: int) -> None:
        """Refuse a part that is missing, or unpacks to more bytes than `limit` (BadInput)."""
        entry = self.entry(part)
        if entry.file_size > limit:
            raise BadInput(_TOO_LARGE, file=str(self.path), part=entry.filename, size=entry.file_size // 1_000_000)

    def read(self, part: str) -> bytes:
        """The unpacked bytes of an XML part; BadInput if it is missing, damaged or not what the directory states."""
        data = self.read_binary(part)
        self._check_beginning(self.entry(part), data[:REACH])  # again: the file may have been replaced since it was opened
        return data

    def read_binary(self, part: str) -> bytes:
        """The unpacked bytes of a part that is no XML; BadInput as for :meth:`read`."""
        entry = self.entry(part)
        data = self._unpack(entry, entry.file_size + 1)  # a byte more shows that there is more, without unpacking all of it
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise self.damaged_error(part)
        return data

    def packed_bytes(self, entry: ZipInfo) -> bytes:
        """The bytes of an entry as they are in the file, for a copy that need not unpack them."""
        return b"".join(self._chunks(entry))

    def damaged_error(self, part: str) -> BadInput:
        """The error for a part that makes no sense; BadInput at once where that is so because the file is another by now."""
        FileState(self.path, self.sha256).refuse_change()
        return BadInput(_DAMAGED, file=str(self.path), part=part)

    def unsafe_error(self, part: str, why: Text) -> BadInput:
        """The error for a part that is made as only attacks are."""
        return BadInput(_UNSAFE, file=str(self.path), part=part, why=why)

    def _admit(self, entry: ZipInfo) -> None:
        """Add an entry of the directory, by what is stated there; BadInput if no spreadsheet program would write it so."""
        name = part_key(entry.filename)
        for is_so, why in (
            (name in self._by_key, _TWICE),  # readers differ in which of the two they take
            (_OUTSIDE.match(name), _NAME),
            (entry.flag_bits & 1, _LOCKED),  # bit 0, APPNOTE 4.4.4
            (entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED), _PACKING),
        ):
            if is_so:
                raise self.unsafe_error(entry.filename, why)
        self._by_key[name] = entry
        self.check_size(name, min(MAX_PART, max(UNSUSPECTED, MAX_RATIO * entry.compress_size)))

    def _chunks(self, entry: ZipInfo) -> Iterator[bytes]:
        """The packed bytes of an entry, piece by piece."""
        try:
            with self.path.open("rb") as file:
                file.seek(entry.header_offset)
                header = file.read(_LOCAL_HEADER.size)
                if len(header) < _LOCAL_HEADER.size or not header.startswith(_SIGNATURE):
                    raise self.damaged_error(entry.filename)
                # The local header has its own lengths: its extra field often differs from the directory's.
                _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
                file.seek(name_length + extra_length, os.SEEK_CUR)
                for start in range(0, entry.compress_size, _CHUNK):
                    wanted = min(_CHUNK, entry.compress_size - start)
                    chunk = file.read(wanted)
                    if len(chunk) < wanted:
                        raise self.damaged_error(entry.filename)
                    yield chunk
        except OSError as error:
            raise explain_unreadable(self.path, error) from error

    def _unpack(self, entry: ZipInfo, limit: int) -> bytes:
        """The first bytes of an entry; memory never holds more of them than `limit`, nor any twice."""
        inflate = zlib.decompressobj(-zlib.MAX_WBITS).decompress if entry.compress_type == ZIP_DEFLATED else None
        data = BytesIO()  # its getvalue shares the memory, which bytes(bytearray) would copy
        try:
            for chunk in self._chunks(entry):
                room = limit - data.tell()
                data.write(inflate(chunk, room) if inflate else chunk[:room])
                if data.tell() >= limit:
                    break
        except zlib.error:
            raise self.damaged_error(entry.filename) from None
        return data.getvalue()

    def _check_beginning(self, entry: ZipInfo, head: bytes) -> None:
        """Refuse an XML part by its first :data:`REACH` bytes.

        Entities that multiply into gigabytes, or that fetch files, need a document type, which no spreadsheet program
        writes.  It can only be before the root, so the beginning is enough, whatever the part's size.
        """
        text = _decode(head)
        prolog = None if text is None else _PROLOG.match(text)
        if text is None or prolog is None or prolog[1] or (prolog.end() == len(text) and len(head) == REACH):
            raise self.unsafe_error(entry.filename, _MARKUP)  # at its end: what comes next is out of sight
        # Readers make room for all shared strings that `uniqueCount` promises before they have seen one (`count` is only
        # how often they are used).  Each takes at least a byte, so a part cannot hold more strings than bytes.
        counts = (int(count[:_DIGITS]) for root in _STRINGS.findall(text) for count in _COUNT.findall(root))
        if max(counts, default=0) > entry.file_size:
            raise self.damaged_error(entry.filename)


def _decode(head: bytes) -> str | None:
    """The beginning of a part as text; None in an encoding in which markup may hide from a reader of ASCII."""
    if b"\0\0" in head[:4]:  # UTF-32, which libxml2 understands and expat does not
        return None
    utf16 = UTF16.get(head[:2])
    if utf16:
        return head[: len(head) // 2 * 2].decode(utf16, errors="replace")
    text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")  # decodes any bytes, and markup is ASCII
    declared = _DECLARED.match(text)
    if "\0" in text or (declared and not _ASCII_BASED.fullmatch(declared[1])):
        return None
    return text


class _Directory(FileIO):
    """A file that refuses to give more bytes at a time than the directory of a workbook's archive can have.

    zipfile reads a directory in one go, in the size that the file itself states: gigabytes, if a forger writes so.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes; BadZipFile if too many are asked for at a time."""
        if size and size > MAX_DIRECTORY:
            raise BadZipFile
        return super().read(size)


def _read_directory(path: Path) -> tuple[tuple[ZipInfo, ...], str]:
    """The entries of a zip archive in their order, and its checksum; BadInput if the file cannot be read or is no archive."""
    try:
        if not S_ISREG(path.stat().st_mode):  # opening a pipe would wait for a writer
            raise explain_unreadable(path)
        with _Directory(path) as file:
            if file.read(4) != _SIGNATURE:  # zipfile also takes archives behind a program; Excel does not
                raise explain_no_archive(path)
            if path.stat().st_size > MAX_TOTAL:  # it could only hold more than may be unpacked
                raise BadInput(_UNSAFE, file=str(path), part=path.name, why=_CROWD)
            file.seek(0)
            # the checksum first: where it is still the same in the end, all that was read in between is the same file's
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
            return tuple(ZipFile(file).infolist()), checksum
    except OSError as error:
        raise explain_unreadable(path, error) from error
    except (BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise explain_no_archive(path) from error
