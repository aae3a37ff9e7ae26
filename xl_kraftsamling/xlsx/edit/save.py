"""Writing a copy of a workbook with some parts changed: nothing else changes, and nothing is left half-written."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_kraftsamling.domain.progress import follow_progress
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.saving import Draft
from xl_kraftsamling.xlsx.edit.changed_parts import CONTENT_TYPES
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.archive import Archive, part_key

_EFFORT = 4  # of packing, from 1 to 9: twice as fast as the usual 6 for five hundredths more bytes

_WRITING = Text("skriver kopian", "writing the copy")
_ITSELF = Text(
    "{file} är själva källan, som inte får ändras. Välj ett annat namn för kopian.",
    "{file} is the source itself, which must not be changed. Choose another name for the copy.",
)

_ENDING = Text(
    "{file}: kopian blir en {ending}, så dess namn ska sluta på {ending}.",
    "{file}: the copy becomes an {ending}, so its name has to end in {ending}.",
)


_ENDINGS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
}
"""How the name of a workbook ends, by the content type of its own part: by it Excel refuses a file of another kind than its name."""


def check_copy(target: Path, package: Package, *, itself: bool) -> None:
    """Refuse the workbook itself as the target of its copy (BadInput), unless it may be the target `itself`.

    Another name that ends neither as files of its kind do nor as its own is refused, too: Excel would not open the copy.
    """
    if target.exists() and target.samefile(package.path):
        if not itself:
            raise BadInput(_ITSELF, file=str(target))
        return
    ending, own = _find_ending(package), package.path.suffix.lower()
    # a macro workbook's name over a workbook without macros is kept, as the user has it; .xls is that of another format
    if target.suffix.lower() not in {ending, *({own} & {*_ENDINGS.values()})}:
        raise BadInput(_ENDING, file=str(target), ending=ending)


def _find_ending(package: Package) -> str:
    """The ending by what the file holds, which may have another name; its own where the file does not say what it is."""
    types = package.xml(CONTENT_TYPES).iterfind("{*}Override") if CONTENT_TYPES in package.archive else ()
    own = [
        each.get("ContentType", "")
        for each in types
        if part_key(each.get("PartName", "")) == "/" + part_key(package.part)
    ]
    return next((_ENDINGS[kind] for kind in own if kind in _ENDINGS), package.path.suffix.lower())


def write_copy(
    source: Archive, draft: Draft, changed: Mapping[str, bytes], dropped: Collection[str], added: Sequence[str] = ()
) -> None:
    """Write a copy of the source to a draft, with the changed parts and without the dropped ones, and read and compare it.

    :param added: the names of those changed parts that the source does not have; they come last.
    """
    _write(source, draft.file, changed, dropped, added)
    draft.flush()
    _compare(source, Archive(draft.path), changed, dropped, added)


def _write(
    source: Archive, file: BinaryIO, changed: Mapping[str, bytes], dropped: Collection[str], added: Sequence[str]
) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as copied:
        for entry in follow_progress(_WRITING, source.entries):  # in their order: some readers expect [Content_Types].xml first
            name = part_key(entry.filename)
            if name in changed:
                copied.writestr(_make_entry(entry), changed[name], compresslevel=_EFFORT)
            elif name not in dropped:
                _transfer(entry, source.packed_bytes(entry), file, copied)
        for name in added:
            part = ZipInfo(name, source.entries[0].date_time)  # no clock: the same changes always give the same file
            part.compress_type = ZIP_DEFLATED
            copied.writestr(part, changed[part_key(name)], compresslevel=_EFFORT)


def _make_entry(entry: ZipInfo) -> ZipInfo:
    twin = ZipInfo(entry.filename, entry.date_time)
    twin.compress_type, twin.external_attr, twin.create_system = ZIP_DEFLATED, entry.external_attr, entry.create_system
    return twin


def _transfer(entry: ZipInfo, packed: bytes, file: BinaryIO, copied: ZipFile) -> None:
    """Write the packed bytes of an entry unchanged; zipfile itself could only unpack and pack them anew.

    It does by hand what zipfile does at the end of a part, on attributes that are nobody's promise: another reason to compare.
    """
    twin = copy(entry)
    twin.extra = b""  # it may contain the old ZIP64 sizes and offset; FileHeader adds what the new place needs
    twin.flag_bits = entry.flag_bits & ~0x08  # APPNOTE 4.4.4, bit 3: the sizes are in its header, not after it
    twin.header_offset = copied.start_dir
    file.seek(copied.start_dir)
    file.write(twin.FileHeader())
    file.write(packed)
    copied.start_dir = file.tell()
    copied.filelist.append(twin)
    copied.NameToInfo[twin.filename] = twin


def _compare(
    source: Archive, copied: Archive, changed: Mapping[str, bytes], dropped: Collection[str], added: Sequence[str]
) -> None:
    """Check that the copy contains what it should; RuntimeError otherwise, for that is a fault of this program."""
    # What was copied is compared as packed bytes: that is exact, and spares unpacking it twice.
    if list(copied) != [name for name in source if name not in dropped] + list(map(part_key, added)):
        raise RuntimeError("parts were lost")
    for name in copied:
        if name in changed:
            _check_xml(source, name, changed[name])  # by another parser than the one whose tree was written
            same = copied.read_binary(name) == changed[name]
        else:
            same = _read_packed(copied, name) == _read_packed(source, name)
        if not same:
            raise RuntimeError(f"{name} was not copied faithfully")


def _check_xml(source: Archive, name: str, data: bytes) -> None:
    """Check that a part is XML, unless it was none before; VML is older than XML and does not close all its elements, .bin is none."""
    if not name.endswith((".vml", ".bin")) and not _is_xml(data):
        if name in source and not _is_xml(source.read(name)):
            raise source.damaged_error(name)
        raise RuntimeError(f"{name} is no XML")


def _is_xml(data: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError:
        return False
    return True


def _read_packed(archive: Archive, name: str) -> tuple[int, int, int, bytes]:
    entry = archive.entry(name)
    return entry.compress_type, entry.CRC, entry.file_size, archive.packed_bytes(entry)
