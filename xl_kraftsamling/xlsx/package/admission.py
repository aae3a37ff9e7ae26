"""Which zip archives are let in: those that a spreadsheet program makes, of a size that it makes them."""

import re
import struct
from io import FileIO
from pathlib import Path
from stat import S_ISREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.package.not_a_workbook import explain_no_archive, explain_unreadable

MAX_ENTRIES, MAX_DIRECTORY = 10_000, 4_000_000
"""Parts of an archive, and bytes of its directory; large workbooks have some hundreds of parts."""
MAX_PART, MAX_TOTAL = 800_000_000, 2_000_000_000
"""Unpacked bytes of a part, and of all: a sheet of 500 000 rows and 13 columns takes about 300 000 000."""
MAX_RATIO, UNSUSPECTED = 100, 64_000_000
"""How many times its packed size a part may unpack to, and the unpacked size up to which that does not matter.

Cells as programs write them pack 5 to 25 times; only what repeats itself without end packs a hundred times.
"""

_TOO_LARGE = Text(
    "{file} läses inte: delen {part} packas upp till {size} MB, mer än en arbetsbok behöver. "
    "Spara den på nytt i Excel om du litar på avsändaren.",
    "{file} is not read: its part {part} unpacks to {size} MB, more than a workbook needs. "
    "Save it again in Excel if you trust the sender.",
)
_UNSAFE = Text(
    "{file} läses inte, för den har {why} ({part}). Så gör inget kalkylprogram, men väl den som vill skada. "
    "Be avsändaren om en kopia som är sparad i Excel.",
    "{file} is not read, for it has {why} ({part}). No spreadsheet program does that, but an attacker may. "
    "Ask the sender for a copy saved in Excel.",
)
MARKUP = Text("en dokumenttyp eller ovanlig teckenkodning", "a document type or an unusual encoding")
_TWICE = Text("samma del två gånger", "the same part twice")
_NAME = Text("ett namn som pekar ut ur filen", "a name that points out of the file")
_LOCKED = Text("en krypterad del", "an encrypted part")
_PACKING = Text("en del som är packad på ett ovanligt sätt", "a part packed in an unusual way")
_CROWD = Text("alltför många eller för stora delar", "too many parts, or too large ones")

_OUTSIDE = re.compile(r"/|[a-z]:|(?:.*/)?\.\.(?:/|$)")


def directory(path: Path) -> tuple[ZipInfo, ...]:
    """The entries of a zip archive in their order; BadInput where the file cannot be read or is no archive."""
    try:
        if not S_ISREG(path.stat().st_mode):
            raise explain_unreadable(path)
        with _Directory(path) as file:
            return file.entries()
    except OSError as error:
        raise explain_unreadable(path, error) from error
    except (BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise explain_no_archive(path) from error


class _Directory(FileIO):
    """A file that gives no more at a time than the directory of a workbook's archive can take."""

    def entries(self) -> tuple[ZipInfo, ...]:
        """The entries of the archive; BadZipFile where it is none."""
        if self.read(4) != b"PK\x03\x04":  # zipfile also takes archives behind a program; Excel does not
            raise BadZipFile
        return tuple(ZipFile(self).infolist())

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes; BadZipFile where too many are asked for at a time."""
        if size and size > MAX_DIRECTORY:
            raise BadZipFile
        return super().read(size)


def admitted(path: Path, entries: tuple[ZipInfo, ...]) -> dict[str, ZipInfo]:
    """The entries by their :func:`key`; BadInput where one is not let in."""
    by_key: dict[str, ZipInfo] = {}
    for entry in entries:
        why = _fault(entry, by_key)
        if why:
            raise unsafe(path, entry.filename, why)
        within(path, entry, min(MAX_PART, max(UNSUSPECTED, MAX_RATIO * entry.compress_size)))
        by_key[part_key(entry.filename)] = entry
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise unsafe(path, str(len(entries)), _CROWD)
    return by_key


def part_key(name: str) -> str:
    """A part's name as names are compared: in lower case, with forward slashes."""
    return name.replace("\\", "/").lower()


def _fault(entry: ZipInfo, others: dict[str, ZipInfo]) -> Text | None:
    name = part_key(entry.filename)
    if name in others:
        return _TWICE
    if _OUTSIDE.match(name):
        return _NAME
    if entry.flag_bits & 1:
        return _LOCKED
    return _PACKING if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) else None


def within(path: Path, entry: ZipInfo, limit: int) -> None:
    """Refuse an entry that says it unpacks to more bytes than `limit` (BadInput)."""
    if entry.file_size > limit:
        raise BadInput(_TOO_LARGE, file=str(path), part=entry.filename, size=entry.file_size // 1_000_000)


def unsafe(path: Path, part: str, why: Text) -> BadInput:
    """The complaint that a part is made in a way that only attacks are."""
    return BadInput(_UNSAFE, file=str(path), part=part, why=why)
