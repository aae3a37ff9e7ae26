"""VBA projects read by others: oletools and olefile, which know nothing of our writer."""

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import olefile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools uses names that pyparsing no longer recommends
    from oletools.olevba import VBA_Parser, decompress_stream

PROJECT = "xl/vbaProject.bin"


def open_project(package: Path) -> olefile.OleFileIO:
    """The compound file in a package; any defect that olefile finds in it raises."""
    with ZipFile(package) as archive:
        return olefile.OleFileIO(BytesIO(archive.read(PROJECT)), raise_defects=olefile.DEFECT_UNSURE)


def read_stream(package: Path, name: str) -> bytes:
    """The bytes of a stream of the project."""
    return open_project(package).openstream(name).read()


def decompress(data: bytes) -> bytes:
    """Bytes that are compressed as MS-OVBA 2.4.1 has it."""
    return bytes(decompress_stream(bytearray(data)))


def read_module_texts(package: Path) -> dict[str, str]:
    """The text of each module, by its name."""
    reader = VBA_Parser(str(package))
    return {name.rpartition("/")[2]: text for _, name, _, text in reader.extract_macros()}


def read_records(package: Path) -> Iterator[tuple[int, bytes]]:
    """The records of the `dir` stream: their numbers and contents."""
    data, at = decompress(read_stream(package, "VBA/dir")), 0
    while at < len(data):
        number, size = struct.unpack_from("<HI", data, at)
        size = 6 if number == 0x09 else size  # the version says 4, and is two longer
        yield number, data[at + 6 : at + 6 + size]
        at += 6 + size


def read_properties(package: Path) -> list[tuple[str, str]]:
    """The lines of the PROJECT stream as names and values; a heading has no value."""
    lines = read_stream(package, "PROJECT").decode("cp1252").splitlines()
    return [(name, value.strip('"')) for name, _, value in (line.partition("=") for line in lines)]


def decrypt(digits: str) -> bytes:
    """The content of an encrypted value of PROJECT (MS-OVBA 2.4.3.3)."""
    seed, version, key, *rest = bytes.fromhex(digits)
    assert seed ^ version == 2
    plain, before, last, previous = [], version, key, seed ^ key
    for byte in rest:
        previous = byte ^ ((before + previous) & 0xFF)
        before, last = last, byte
        plain.append(previous)
    content = bytes(plain[(seed & 6) // 2 :])
    assert len(content) - 4 == int.from_bytes(content[:4], "little")
    return content[4:]


COMMANDS = {
    "Validera": "import xl_kraftsamling; xl_kraftsamling.main()",
    "RensaMarkeringar": "from xl_kraftsamling.excel import buttons; buttons.clear()",
    "RattaDetSakra": "from xl_kraftsamling.excel import buttons; buttons.correct()",
    "VisaSaldo": "from xl_kraftsamling.excel import buttons; buttons.balance()",
    "FarDetOmfordelas": "from xl_kraftsamling.excel import buttons; buttons.transfer()",
    "SkrivRapport": "from xl_kraftsamling.excel import buttons; buttons.report()",
}
