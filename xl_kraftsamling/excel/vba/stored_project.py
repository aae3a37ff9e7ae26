"""A VBA project as somebody has saved it: its modules, and the project with some of them replaced by ours.

Excel keeps compiled code beside the text and trusts it as long as its version is the same, so a project that is changed here keeps
the text alone: `_VBA_PROJECT` says that nothing is compiled, as in the files that we build, and Excel compiles everything anew.
The text of a module that is not ours is copied as it is stored, byte for byte.
"""

import re
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xl_kraftsamling.excel.vba.compound_file import Tree, build_compound_file
from xl_kraftsamling.excel.vba.compound_reader import read_compound_file
from xl_kraftsamling.excel.vba.compression import compress, decompress
from xl_kraftsamling.excel.vba.dir_stream import describe_module
from xl_kraftsamling.excel.vba.modules import Module
from xl_kraftsamling.excel.vba.project import NO_CACHE, decrypt

# The records of `dir` (MS-OVBA 2.3.4.2).
_PAGE, _VERSION, _COUNT, _COOKIE, _NAME, _STREAM, _OFFSET, _END, _TERMINATOR = 0x03, 0x09, 0x0F, 0x13, 0x19, 0x1A, 0x31, 0x2B, 0x10
_RECORD = struct.Struct("<HI")
_MAX_TEXT = 16_000_000  # bytes of text that a project holds in all
_MAC = 10000  # the code page in which Excel for Mac saves
_PROJECT, _NAME_MAP, _STORAGE, _CACHE = "PROJECT", "PROJECTwm", "VBA", "_VBA_PROJECT"
_PASSWORD = re.compile(rb'^DPB="([0-9A-Fa-f]+)"', re.MULTILINE)
_KIND = re.compile(rb"(?:Module|Class|BaseClass|Document)=([^/\r\n]*)")


@dataclass(frozen=True, slots=True)
class StoredModule:
    """A module as it is stored: its name, its text, its records in `dir`, and its compressed text."""

    name: str
    text: str
    records: bytes
    packed: bytes


class StoredProject:
    """A VBA project as it is stored: its modules in their order, and the rest.

    `encoding` is that of its texts, `has_forms` whether windows belong to it, `is_locked` whether a password does.

    :raises ValueError: it is none, or is damaged.
    """

    def __init__(self, data: bytes) -> None:
        """Read vbaProject.bin."""
        self._tree = read_compound_file(data)
        storage = _pick_storage(self._tree)
        self._head, listed, page = _split_directory(decompress(_pick_stream(storage, "dir"), _MAX_TEXT))
        self.encoding = "mac_roman" if page == _MAC else f"cp{page}"
        self._room = _MAX_TEXT
        self.modules = tuple(self._read_module(storage, records) for records in listed)
        properties = _pick_stream(self._tree, _PROJECT)
        password = _PASSWORD.search(properties)
        self.is_locked = password is None or decrypt(password[1].decode()) != bytes(1)
        self.has_forms = any(not isinstance(value, bytes) for name, value in self._tree.items() if name != _STORAGE)

    def _read_module(self, storage: Tree, records: bytes) -> StoredModule:
        found = {number: content for number, content, _ in _read_records(records)}
        try:
            name, stream = (found[number].decode(self.encoding) for number in (_NAME, _STREAM))
        except (KeyError, LookupError, UnicodeDecodeError) as problem:
            raise ValueError("a module without a name") from problem
        packed = _pick_stream(storage, stream)[int.from_bytes(found.get(_OFFSET, b""), "little") :]
        text = decompress(packed, self._room)
        self._room -= len(text)
        return StoredModule(name, text.decode(self.encoding, "replace").replace("\r\n", "\n"), records, packed)

    def replace_modules(self, dropped: Collection[str], added: Sequence[Module]) -> bytes:
        """The project without some modules and with others, as vbaProject.bin.

        :raises ValueError: two modules would have the same name.
        :raises UnicodeEncodeError: its code page lacks a letter of a module.
        """
        kept = [module for module in self.modules if module.name not in dropped]
        names = [module.name for module in kept] + [module.name for module in added]
        if len({name.lower() for name in names}) < len(names):
            raise ValueError(f"names in a VBA project are unique: {names}")
        streams = {_read_stream_name(module, self.encoding): module.packed for module in kept}
        streams |= {module.name: compress(module.encode(self.encoding)) for module in added}
        streams |= {_CACHE: NO_CACHE, "dir": compress(self._build_directory(kept, added))}
        changed: dict[str, bytes | Tree] = {
            **self._tree,
            _STORAGE: streams,
            _PROJECT: _change_properties(_pick_stream(self._tree, _PROJECT), {each.encode(self.encoding) for each in dropped}, added),
        }
        if _NAME_MAP in self._tree:
            changed[_NAME_MAP] = b"".join(_map_name(name, self.encoding) for name in names) + bytes(2)
        return build_compound_file(changed)

    def _build_directory(self, kept: Sequence[StoredModule], added: Sequence[Module]) -> bytes:
        count = _RECORD.pack(_COUNT, 2) + struct.pack("<H", len(kept) + len(added))
        cookie = _RECORD.pack(_COOKIE, 2) + b"\xff\xff"
        modules = b"".join((*(_move_text(module.records) for module in kept), *map(describe_module, added)))
        return self._head + count + cookie + modules + _RECORD.pack(_TERMINATOR, 0)


def _pick_storage(tree: Tree) -> Mapping[str, "bytes | Tree"]:
    storage = tree.get(_STORAGE)
    if storage is None or isinstance(storage, bytes):
        raise ValueError("no VBA in the project")
    return storage


def _pick_stream(tree: Tree, name: str) -> bytes:
    """A stream, whose name differs in capitals at most (MS-CFB 2.6.4); ValueError where there is none."""
    for each, value in tree.items():
        if each.lower() == name.lower() and isinstance(value, bytes):
            return value
    raise ValueError(f"no stream {name} in the project")


def _read_records(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """The records of `dir` up to its end: number, content, and the whole of it; ValueError where one reaches beyond the data."""
    at = 0
    while at < len(data):
        if at + _RECORD.size > len(data):
            raise ValueError("a record that is cut off")
        number, size = _RECORD.unpack_from(data, at)
        if number == _TERMINATOR:  # some writers have something behind it
            return
        size = 6 if number == _VERSION else size  # the version says 4, and is two longer (2.3.4.2.1.10)
        end = at + _RECORD.size + size
        if end > len(data):
            raise ValueError("a record that is cut off")
        yield number, data[at + _RECORD.size : end], data[at:end]
        at = end


def _split_directory(data: bytes) -> tuple[bytes, list[bytes], int]:
    """What `dir` says of the project, the records of each module, and the number of the code page."""
    head, modules, page = bytearray(), list[bytearray](), 0
    is_counted, is_open = False, False
    for number, content, whole in _read_records(data):
        is_counted = is_counted or number == _COUNT
        if number == _PAGE and not is_counted:
            page = int.from_bytes(content, "little")
        if not is_counted:
            head += whole
        elif number == _NAME:
            modules.append(bytearray(whole))
            is_open = True
        elif is_open:
            modules[-1] += whole
            is_open = number != _END
    return bytes(head), [bytes(module) for module in modules], page


def _read_stream_name(module: StoredModule, encoding: str) -> str:
    return next(content.decode(encoding) for number, content, _ in _read_records(module.records) if number == _STREAM)


def _move_text(records: bytes) -> bytes:
    """The records of a module whose text is no longer behind compiled code."""
    return b"".join(_RECORD.pack(_OFFSET, 4) + bytes(4) if number == _OFFSET else whole for number, _, whole in _read_records(records))


def _change_properties(properties: bytes, dropped: Collection[bytes], added: Sequence[Module]) -> bytes:
    """The PROJECT stream with the lines of other modules: those of their kinds, and those of their windows (2.3.1)."""
    lines = [line for line in properties.splitlines() if _read_module_name(line) not in dropped]
    last = max(number for number, line in enumerate(lines, 1) if _KIND.match(line))
    lines[last:last] = [module.kind.value.format(module.name).encode() for module in added]
    is_whole = any(line.strip() == b"[Workspace]" for line in lines)
    lines += [f"{module.name}=0, 0, 0, 0, C".encode() for module in added if is_whole]
    return b"\r\n".join((*lines, b""))


def _read_module_name(line: bytes) -> bytes | None:
    kind = _KIND.match(line)
    return kind[1] if kind else line.partition(b"=")[0] or None


def _map_name(name: str, encoding: str) -> bytes:
    return name.encode(encoding) + b"\0" + f"{name}\0".encode("utf-16-le")
