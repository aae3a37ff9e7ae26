"""The compression of VBA source and of the `dir` stream (MS-OVBA 2.4.1)."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

_SIGNATURE = b"\x01"
_CHUNK = 4096  # bytes of plain data in a chunk
_COMPRESSED, _RAW = 0xB000, 0x3FFF  # chunk headers (2.4.1.1.5): signature 3, with and without the flag of compression
_CHUNK_SIGNATURE = 3
_SHORTEST = 3  # bytes that a copy token stands for, at least


def compress(data: bytes) -> bytes:
    """The compressed container of some bytes (MS-OVBA 2.4.1.1.1): a signature, then a chunk for each 4096 bytes.

    :raises ValueError: the last chunk does not shrink, and a raw chunk would pad it (text always shrinks).
    """
    return _SIGNATURE + b"".join(_compress_chunk(data[start : start + _CHUNK]) for start in range(0, len(data), _CHUNK))


def decompress(packed: bytes, limit: int) -> bytes:
    """The bytes in a compressed container (MS-OVBA 2.4.1.3.1); ValueError where it is none, is damaged, or holds more than `limit`."""
    if packed[:1] != _SIGNATURE:
        raise ValueError("no compressed container")
    plain, at = bytearray(), 1
    while at < len(packed):
        header = int.from_bytes(packed[at : at + 2], "little")
        end = at + (header & 0x0FFF) + 3
        if end > len(packed) or header >> 12 & 0b111 != _CHUNK_SIGNATURE:
            raise ValueError("a damaged chunk")
        plain += _decompress_chunk(packed[at + 2 : end]) if header & 0x8000 else packed[at + 2 : end]
        if len(plain) > limit:
            raise ValueError("a container holds too much")
        at = end
    return bytes(plain)


def _decompress_chunk(packed: bytes) -> bytes:
    """A chunk without its header (2.4.1.3.2): after each byte of flags, eight tokens, literal bytes or copies."""
    plain, at = bytearray(), 0
    while at < len(packed):
        flags, at = packed[at], at + 1
        for bit in range(8):
            if at >= len(packed):
                break
            if flags >> bit & 1:
                _copy(plain, int.from_bytes(packed[at : at + 2], "little"))
                at += 2
            else:
                plain.append(packed[at])
                at += 1
    return bytes(plain)


def _copy(plain: bytearray, token: int) -> None:
    """Append what a copy token stands for (2.4.1.3.19.2)."""
    bits = 16 - _count_offset_bits(len(plain))
    offset, length = (token >> bits) + 1, (token & ((1 << bits) - 1)) + _SHORTEST
    if offset > len(plain) or len(plain) + length > _CHUNK:
        raise ValueError("a copy of what is before the chunk, or to beyond its end")
    for _ in range(length):  # byte by byte: it may repeat what it has only just appended
        plain.append(plain[-offset])


def _compress_chunk(plain: bytes) -> bytes:
    """A chunk behind its header, which states its size less three bytes (2.4.1.3.7)."""
    packed = b"".join(_group_tokens(list(_find_tokens(plain))))
    if len(packed) <= _CHUNK:
        return (_COMPRESSED | (len(packed) - 1)).to_bytes(2, "little") + packed
    if len(plain) < _CHUNK:
        raise ValueError("the last chunk of the VBA stream does not shrink when it is compressed")
    return _RAW.to_bytes(2, "little") + plain


def _group_tokens(tokens: Sequence[bytes]) -> Iterator[bytes]:
    """Eight tokens at a time behind a byte in which a bit marks each copy token, of two bytes (2.4.1.1.7)."""
    for start in range(0, len(tokens), 8):
        group = tokens[start : start + 8]
        yield bytes([sum((len(token) - 1) << bit for bit, token in enumerate(group))])
        yield from group


def _find_tokens(plain: bytes) -> Iterator[bytes]:
    """The chunk as literal bytes and copies of what is before them in it (2.4.1.3.8)."""
    starts: dict[bytes, list[int]] = {}
    position = 0
    while position < len(plain):
        length, start = _find_longest_match(plain, position, starts.get(plain[position : position + _SHORTEST], ()))
        yield _make_copy_token(position, position - start, length) if length else plain[position : position + 1]
        end = position + max(length, 1)
        for passed in range(position, end):  # a copy may also begin in the middle of what was copied
            starts.setdefault(plain[passed : passed + _SHORTEST], []).append(passed)
        position = end


def _find_longest_match(plain: bytes, position: int, starts: Sequence[int]) -> tuple[int, int]:
    """How many bytes from a position on are also before it, and where; the nearest of equals (2.4.1.3.19.4)."""
    # The nearer the beginning of the chunk, the fewer bits an offset needs, and the more are left for the length.
    reach = min((0xFFFF >> _count_offset_bits(position)) + _SHORTEST, len(plain) - position)
    matches = ((_measure_match(plain, start, position, reach), start) for start in reversed(starts))
    return max(matches, key=itemgetter(0), default=(0, 0))


def _measure_match(plain: bytes, start: int, position: int, reach: int) -> int:
    """How many bytes are the same from two places on; three are known to be."""
    length = _SHORTEST  # the two may overlap: a copy that reaches into itself repeats what it begins with
    while length < reach and plain[start + length] == plain[position + length]:
        length += 1
    return length


def _make_copy_token(position: int, offset: int, length: int) -> bytes:
    """Offset in the high bits, length in the low ones (2.4.1.3.19.3)."""
    return (((offset - 1) << (16 - _count_offset_bits(position))) | (length - _SHORTEST)).to_bytes(2, "little")


def _count_offset_bits(position: int) -> int:
    """How many bits an offset needs at a position: the base-two logarithm rounded up, at least four (2.4.1.3.19.1)."""
    return max(4, (position - 1).bit_length())
