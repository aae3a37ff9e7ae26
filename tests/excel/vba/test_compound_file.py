"""The compression and the compound file of a VBA project, read back by others."""

from contextlib import suppress
from hashlib import shake_128
from io import BytesIO

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.vba_readers import decompress
from xl_kraftsamling.excel.vba.compound_file import Tree, build_compound_file
from xl_kraftsamling.excel.vba.compound_reader import read_compound_file
from xl_kraftsamling.excel.vba.compression import compress
from xl_kraftsamling.excel.vba.compression import decompress as decompress_own

RED = 0


def make_noise(size: int) -> bytes:
    """Bytes in which nothing is repeated."""
    return shake_128(bytes([size & 0xFF])).digest(size)


def build_and_open(tree: Tree) -> olefile.OleFileIO:
    return olefile.OleFileIO(BytesIO(build_compound_file(tree)), raise_defects=olefile.DEFECT_UNSURE)


@pytest.mark.parametrize(
    ("plain", "packed"),
    [
        (b"abcdefghijklmnopqrstuv.", "0119B000616263646566676800696A6B6C6D6E6F7000717273747576 2E"),
        (b"a" * 73, "0103B002614500"),
    ],
)
def test_the_examples_of_the_specification_are_compressed_as_it_says(plain: bytes, packed: str) -> None:
    assert compress(plain) == bytes.fromhex(packed)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab \n"), max_size=9000))
def test_any_text_is_the_same_after_compression(text: str) -> None:
    assert decompress(compress(text.encode())) == text.encode() == decompress_own(compress(text.encode()), len(text))


def test_a_chunk_that_does_not_shrink_is_kept_as_it_is() -> None:
    chunk = make_noise(4096)
    assert len(compress(chunk)) == 1 + 2 + 4096
    assert decompress(compress(chunk + b"a" * 9)) == chunk + b"a" * 9 == decompress_own(compress(chunk + b"a" * 9), 5000)


@pytest.mark.parametrize(
    "packed", ["", "00", "01", "0103B0", "0103B002", "01FFBF00", "010330026145", "0103B002614500FF", "0103B001004500", "0103B002 61FFFF"]
)
def test_what_is_no_compressed_text_is_refused_or_read_and_never_more(packed: str) -> None:
    with suppress(ValueError):
        assert len(decompress_own(bytes.fromhex(packed), 5000)) <= 5000


def test_a_text_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="too much"):
        decompress_own(b"\1" + bytes.fromhex("03B002614500") * 1_000, 50_000)
    with pytest.raises(ValueError, match="beyond its end"):
        decompress_own(bytes.fromhex("0106B00661FF0FFF0F00"), 50_000)


def test_a_short_chunk_that_does_not_shrink_is_refused_rather_than_padded() -> None:
    with pytest.raises(ValueError, match="does not shrink"):
        compress(make_noise(4000))


@pytest.mark.parametrize("sizes", [(), (0,), (1, 63, 64, 65), (4095, 4096, 4097), (70_000, 3, 600, 70_001)])
def test_streams_of_every_size_come_back(sizes: tuple[int, ...]) -> None:
    streams = {f"s{number}": make_noise(size) for number, size in enumerate(sizes)}
    file = build_and_open({"VBA": streams, "PROJECT": b"text"})
    assert file.openstream("PROJECT").read() == b"text"
    assert {name: file.openstream(f"VBA/{name}").read() for name in streams} == streams
    assert read_compound_file(build_compound_file({"VBA": streams, "PROJECT": b"text"})) == {"VBA": streams, "PROJECT": b"text"}


def test_storages_too_deep_within_each_other_and_a_chain_without_an_end_are_refused() -> None:
    tree: Tree = {"s": b"x"}
    for _ in range(20):
        tree = {"t": tree}
    with pytest.raises(ValueError, match="too deep"):
        read_compound_file(build_compound_file(tree))
    endless = bytearray(build_compound_file({"s": make_noise(5000)}))
    table = 512 * (1 + int.from_bytes(endless[76:80], "little"))
    endless[table : table + 4] = bytes(4)  # its first sector follows itself
    with pytest.raises(ValueError, match="no end"):
        read_compound_file(bytes(endless))


@pytest.mark.parametrize("count", range(1, 18))
def test_the_names_of_a_storage_form_a_red_black_tree(count: int) -> None:
    file = build_and_open({f"Module{number}": b"x" for number in range(count)})

    def black_height(number: int, parent_is_red: bool) -> int:
        if number == olefile.NOSTREAM:
            return 1
        entry = file.direntries[number]
        assert not (parent_is_red and entry.color == RED)
        left, right = (black_height(child, entry.color == RED) for child in (entry.sid_left, entry.sid_right))
        assert left == right
        return left + (entry.color != RED)

    black_height(file.root.sid_child, parent_is_red=False)
    assert len(file.listdir()) == count


def test_names_are_found_in_the_order_of_the_specification_shorter_ones_first() -> None:
    file = build_and_open(dict.fromkeys(("Lx", "B", "a", "Cc"), b"x"))
    in_order: list[str] = []

    def walk(number: int) -> None:
        if number != olefile.NOSTREAM:
            walk(file.direntries[number].sid_left)
            in_order.append(file.direntries[number].name)
            walk(file.direntries[number].sid_right)

    walk(file.root.sid_child)
    assert in_order == ["a", "B", "Cc", "Lx"]


def test_a_project_too_large_for_one_header_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        build_compound_file({"big": bytes(109 * 127 * 512)})
