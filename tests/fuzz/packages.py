"""Zip archives written byte by byte, so that every number in them can lie."""

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from fuzz.extremes import NAMES, NUMBERS


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it is packed, with all that an archive states about it; `central` overrides the sizes in its directory."""

    name: str
    packed: bytes
    method: int
    crc: int
    size: int
    packed_size: int
    flags: int = 0
    shift: int = 0
    central: tuple[int, int, int] | None = None


def store_part(name: str, data: bytes) -> Part:
    """A part that is stored without compression, which is fastest."""
    return Part(name, data, ZIP_STORED, zlib.crc32(data), len(data), len(data))


def deflate_part(name: str, data: bytes) -> Part:
    """A part that is deflated."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    return Part(name, packed, ZIP_DEFLATED, zlib.crc32(data), len(data), len(packed))


def unpack_parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def pack_parts(parts: Iterable[Part]) -> bytes:
    """The archive of some parts."""
    body, listing, count = bytearray(), bytearray(), 0
    for each in parts:
        name = each.name.encode("utf-8", "surrogateescape")[:0xFFFF]
        offset, sizes = (len(body) + each.shift) & 0xFFFFFFFF, (each.crc, each.packed_size, each.size)
        fixed = (each.flags | 0x800, each.method, 0, 0x21)
        body += struct.pack("<4s5H3I2H", b"PK\3\4", 20, *fixed, *sizes, len(name), 0) + name + each.packed
        listed_sizes = each.central or sizes
        listing += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, *fixed, *listed_sizes, len(name), 0, 0, 0, 0, 0, offset) + name
        count += 1
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listing), len(body), 0)
    return bytes(body + listing + end)


def add_lie(random: Random, parts: list[Part]) -> list[Part]:
    """The parts with one thing wrong in what the archive states about them."""
    at = random.randrange(len(parts))
    return random.choice(_LIES)(random, list(parts), at)


def damage_bytes(random: Random, data: bytes) -> bytes:
    """The archive's bytes with one thing wrong."""
    return random.choice(_DAMAGES)(random, data)


def _change_part(change: Callable[[Random, Part], Part]) -> Callable[[Random, list[Part], int], list[Part]]:
    def change_one(random: Random, parts: list[Part], at: int) -> list[Part]:
        parts[at] = change(random, parts[at])
        return parts

    return change_one


def _double(random: Random, parts: list[Part], at: int) -> list[Part]:
    return [*parts, replace(parts[at], name=random.choice((parts[at].name, parts[at].name.upper())))]


def _drop(_random: Random, parts: list[Part], at: int) -> list[Part]:
    return parts[:at] + parts[at + 1 :] or parts


def _exchange_names(random: Random, parts: list[Part], at: int) -> list[Part]:
    other = random.randrange(len(parts))
    parts[at], parts[other] = replace(parts[at], name=parts[other].name), replace(parts[other], name=parts[at].name)
    return parts


def _falsify(random: Random, numbers: tuple[int, ...]) -> tuple[int, ...]:
    at = random.randrange(len(numbers))
    wrong = random.choice((*NUMBERS, numbers[at] + 1, max(0, numbers[at] - 1), numbers[at] * 2)) & 0xFFFFFFFF
    return (*numbers[:at], wrong, *numbers[at + 1 :])


def _falsify_sizes(random: Random, each: Part) -> Part:
    crc, packed_size, size = _falsify(random, (each.crc, each.packed_size, each.size))
    return replace(each, crc=crc, packed_size=packed_size, size=size)


def _falsify_directory(random: Random, each: Part) -> Part:
    return replace(each, central=_falsify(random, (each.crc, each.packed_size, each.size)))


_LIES = (
    _double,
    _drop,
    _exchange_names,
    _change_part(_falsify_sizes),
    _change_part(_falsify_directory),
    _change_part(lambda random, each: replace(each, name=random.choice(NAMES))),
    _change_part(lambda random, each: replace(each, method=random.choice((0, 8, 9, 12, 14, 93, 99, 0xFFFF)))),
    _change_part(lambda random, each: replace(each, flags=1 << random.randrange(16))),
    _change_part(lambda random, each: replace(each, shift=random.choice((1, -1, 40, 0x7FFFFFFF, -random.randrange(9999))))),
    _change_part(lambda random, each: replace(each, packed=damage_bytes(random, each.packed or b"\0"))),
)


def _flip_bits(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(1 << random.randrange(5)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwrite_number(random: Random, data: bytes) -> bytes:
    at, number = random.randrange(len(data)), random.choice(NUMBERS)
    width = random.choice((2, 4))
    return data[:at] + (number & ((1 << 8 * width) - 1)).to_bytes(width, "little") + data[at + width :]


def _splice(random: Random, data: bytes) -> bytes:
    start, end, to = sorted(random.randrange(len(data) + 1) for _ in range(3))
    return random.choice((data[:start] + data[end:], data[:to] + data[start:end] + data[to:]))


_DAMAGES = (
    _flip_bits,
    _overwrite_number,
    _splice,
    lambda random, data: data[: random.randrange(len(data) + 1)],
    lambda random, data: random.choice((b"MZ", b"PK\3\4", b"\0" * 9, b"PK\5\6")) + data,
    lambda random, data: data + random.choice((b"\0", b"PK\5\6" + b"\0" * 18, b"PK\5\6" + b"\xff" * 18, data)),
)
