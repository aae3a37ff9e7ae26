"""The parts of an Office package as text, changed by insertions: what is around them stays the same."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from xl_kraftsamling.xlsx.edit.changed_parts import CONTENT_TYPES

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
_EMPTY_LINKS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def unpack_parts(package: Path) -> dict[str, bytes]:
    """The parts of a package that we have made ourselves, by name."""
    with ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack_parts(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts; the same parts always give the same bytes.

    Stored, since two releases of zlib may compress the same part differently.
    """
    package = BytesIO()
    with ZipFile(package, "w", ZIP_STORED) as archive:
        for name, part in sorted(parts.items()):  # [Content_Types].xml comes first by its name, as some readers expect
            archive.writestr(ZipInfo(name, _EPOCH), part)
    return package.getvalue()


def replace_once(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    """Replace a text that occurs once in a part; ValueError where it occurs more often or not at all."""
    if parts[name].count(old.encode()) != 1:
        raise ValueError(f"{old!r} does not stand just once in {name}")
    parts[name] = parts[name].replace(old.encode(), new.encode())


def insert_before(parts: dict[str, bytes], name: str, place: str, new: str) -> None:
    """Insert a text before another that occurs once in a part; ValueError where it occurs more often or not at all."""
    replace_once(parts, name, place, new + place)


def add_type(parts: dict[str, bytes], part: str, content_type: str) -> None:
    """Declare the content type of a part."""
    insert_before(parts, CONTENT_TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/>')


def add_link(parts: dict[str, bytes], part: str, link: str, kind: str, target: str) -> None:
    """Add a relationship from a part to a target; `link` is its id, which the part does not have yet, and `kind` its type (a URI)."""
    folder, _, name = part.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    parts.setdefault(links, _EMPTY_LINKS.encode())
    insert_before(parts, links, "</Relationships>", f'<Relationship Id="{link}" Type="{kind}" Target="/{target}"/>')
