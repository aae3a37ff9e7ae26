"""The `dir` stream: what the project is, what it refers to, and its modules (MS-OVBA 2.3.4.2), before compression."""

import struct
from collections.abc import Sequence

from xl_kraftsamling.excel.vba.modules import CODE_PAGE, Module, ModuleKind

_WINDOWS, _ENGLISH = 1, 0x0409  # system and language: those of xlwings' add-in, which every Excel accepts
_VERSION = (1, 1)
_NO_COOKIE = 0xFFFF  # readers must ignore it (2.3.4.2.3)
_REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16"
    r"\MSO.DLL#Microsoft Office 16.0 Object Library",
}
"""The libraries that every new project in Excel refers to; they are found by their GUID, wherever the file is."""


def build_directory(project: str, modules: Sequence[Module]) -> bytes:
    """The records of the stream, one after another; no module has a cache, so its text begins at 0."""
    references = b"".join(_describe_reference(name, library) for name, library in _REFERENCES.items())
    count = _short(0x0F, len(modules)) + _short(0x13, _NO_COOKIE)
    return _describe_project(project) + references + count + b"".join(map(describe_module, modules)) + _record(0x10)


def _describe_project(project: str) -> bytes:
    """Of the project itself (2.3.4.2.1): system, languages, code page, name, no help, version, no constants."""
    return b"".join(
        (
            _long(0x01, _WINDOWS),
            _long(0x02, _ENGLISH),  # of the project
            _long(0x14, _ENGLISH),  # of calls by name (Invoke)
            _short(0x03, CODE_PAGE),
            _record(0x04, _encode(project)),
            _texts(0x05, 0x40, ""),  # its description
            _record(0x06) + _record(0x3D),  # the paths of its help file
            _long(0x07, 0),  # help context
            _long(0x08, 0),  # flags of its type library
            struct.pack("<HIIH", 0x09, 4, *_VERSION),  # the only record whose size is not that of what follows
            _texts(0x0C, 0x3C, ""),  # constants of conditional compilation
        )
    )


def _describe_reference(name: str, library: str) -> bytes:
    """A registered library (2.3.4.2.2.5) behind its name (2.3.4.2.2.2)."""
    libid = _encode(library)
    return _texts(0x16, 0x3E, name) + _record(0x0D, struct.pack("<I", len(libid)) + libid + bytes(6))


def describe_module(module: Module) -> bytes:
    """A module's names, no description, where its text begins, and what it is (2.3.4.2.3.2)."""
    return b"".join(
        (
            _texts(0x19, 0x47, module.name),
            _texts(0x1A, 0x32, module.name),  # of its stream
            _texts(0x1C, 0x48, ""),
            _long(0x31, 0),  # where its text begins: no compiled cache comes before it
            _long(0x1E, 0),  # help context
            _short(0x2C, _NO_COOKIE),
            _record(0x21 if module.kind is ModuleKind.STANDARD else 0x22),
            _record(0x2B),  # the end of the module
        )
    )


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _short(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<H", value))


def _long(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<I", value))


def _texts(number: int, unicode_number: int, text: str) -> bytes:
    """A text in the project's code page, and again in UTF-16."""
    return _record(number, _encode(text)) + _record(unicode_number, text.encode("utf-16-le"))


def _encode(text: str) -> bytes:
    return text.encode(f"cp{CODE_PAGE}")
