"""xl/vbaProject.bin from source text, without Excel (MS-OVBA in an MS-CFB container).

Nothing compiled is written: _VBA_PROJECT has the version 0xFFFF, so Excel compiles the text when it opens the file, as it does
with the files that xlwings ships.  The same modules always give the same bytes.
"""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from xl_kraftsamling.excel.vba.compound_file import build_compound_file
from xl_kraftsamling.excel.vba.compression import compress
from xl_kraftsamling.excel.vba.dir_stream import build_directory
from xl_kraftsamling.excel.vba.modules import CODE_PAGE, Module

NO_CACHE = bytes.fromhex("CC61FFFF000100")
"""The _VBA_PROJECT stream where nothing is compiled (2.3.4.1)."""
_HOST = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"
_UNPROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), bytes(1), b"\xff"  # 2.3.1.15 to 2.3.1.17
_SEEDS = (0x07, 0x0E, 0x15)  # any will do: the encryption hides nothing


def build_vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The bytes of vbaProject.bin for a project of that name (ASCII, no module's name) and its modules in their order.

    :raises ValueError: two modules, or a module and the project, have the same name.
    """
    # VBA does not distinguish capitals, and neither do the names of streams.
    names = [name.lower(), *(module.name.lower() for module in modules)]
    if len(set(names)) < len(names):
        raise ValueError(f"names in a VBA project are unique: {names}")
    streams = {module.name: compress(module.source) for module in modules}
    streams |= {"_VBA_PROJECT": NO_CACHE, "dir": compress(build_directory(name, modules))}
    return build_compound_file({"VBA": streams, "PROJECT": _build_properties(name, modules), "PROJECTwm": _build_name_map(modules)})


def _build_properties(name: str, modules: Sequence[Module]) -> bytes:
    """The PROJECT stream (2.3.1): what the editor shows of the project, and its windows, all closed."""
    project_id = f"{{{uuid5(NAMESPACE_URL, name)}}}".upper()  # from the name, so that the file is the same every time
    hidden = zip(("CMG", "DPB", "GC"), (_UNPROTECTED, _NO_PASSWORD, _VISIBLE), _SEEDS, strict=True)
    lines = (
        f'ID="{project_id}"',
        *(module.kind.value.format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        *(f'{key}="{encrypt(data, project_id, seed)}"' for key, data, seed in hidden),
        *("", "[Host Extender Info]", _HOST, "", "[Workspace]"),
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    )
    return "\r\n".join(lines).encode(f"cp{CODE_PAGE}")


def _build_name_map(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream (2.3.3): each name in the code page and in UTF-16."""
    return b"".join(f"{m.name}\0".encode() + f"{m.name}\0".encode("utf-16-le") for m in modules) + bytes(2)


def encrypt(data: bytes, project_id: str, seed: int) -> str:
    """Data as the PROJECT stream writes what concerns protection, in hexadecimal digits (2.4.3.2).

    Each byte is mixed with the one before it, and with what was written two bytes earlier; the filler is zero.
    """
    key = sum(project_id.encode()) & 0xFF
    written = [seed, seed ^ 2, seed ^ key]  # 2 is the version of the encryption
    previous = key
    # The filler's length is in the seed; then come the length of the data and the data.
    for byte in bytes((seed & 6) // 2) + len(data).to_bytes(4, "little") + data:
        written.append(byte ^ ((written[-2] + previous) & 0xFF))
        previous = byte
    return bytes(written).hex().upper()


def decrypt(digits: str) -> bytes:
    """What :func:`encrypt` has written (2.4.3.3); ValueError where the digits cannot be that."""
    seed, version, key, *rest = bytes.fromhex(digits)
    plain, before, last, previous = bytearray(), version, key, seed ^ key
    for byte in rest:
        previous = byte ^ ((before + previous) & 0xFF)
        before, last = last, byte
        plain.append(previous)
    content = bytes(plain[(seed & 6) // 2 :])
    if seed ^ version != 2 or len(content) - 4 != int.from_bytes(content[:4], "little"):
        raise ValueError("not encrypted as the PROJECT stream is")
    return content[4:]
