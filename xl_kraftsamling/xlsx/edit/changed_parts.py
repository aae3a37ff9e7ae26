"""The parts of a workbook that an edit changes, as trees, and their way back to bytes: encoding and declaration are kept."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from lxml import etree

from xl_kraftsamling.xlsx.edit.row_elements import NEW_ROWS
from xl_kraftsamling.xlsx.package import Relationship, local_name, relationships_part
from xl_kraftsamling.xlsx.package.archive import Archive, part_key

MAX_TREE = 100_000_000
"""Unpacked bytes of a part that can be edited: as a tree it takes 25 times as much memory."""

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
_ROWS_BEGIN, _ROWS_END = b"<?" + NEW_ROWS.encode() + b" ", b"?>"
CONTENT_TYPES = "[Content_Types].xml"
"""The part with the content types of all others."""


class ChangedParts:
    """The parts of a workbook as they are after its changes, by name.

    `added` are the names of new parts in their order, `removed` those of removed parts, as
    :func:`~xl_kraftsamling.xlsx.package.archive.part_key` returns them.
    """

    def __init__(self, archive: Archive) -> None:
        """Begin without changes."""
        self._archive = archive
        self._roots: dict[str, etree._Element] = {}
        self._heads: dict[str, bytes] = {}
        self._to_write: set[str] = set()
        self._replaced: dict[str, bytes] = {}
        self.added: list[str] = []
        self.removed: set[str] = set()

    def __contains__(self, part: str) -> bool:
        """Whether a part has been parsed."""
        return part_key(part) in self._roots

    def has(self, part: str) -> bool:
        """Whether the workbook has a part of that name, from the beginning or by now."""
        # Names that differ in capitals alone are the same part: hence part_key, here and everywhere.
        return part in self._archive or part_key(part) in map(part_key, self.added)

    def tree(self, part: str) -> etree._Element:
        """The root of a part, to be read only; BadInput if the part is missing, damaged or too large."""
        if part_key(part) in self._replaced:  # it becomes a tree, so that no part is ever kept in both forms
            self._parse(part, self._replaced.pop(part_key(part)))
            self._to_write.add(part_key(part))
        elif part_key(part) not in self._roots:
            self._archive.check_size(part, MAX_TREE)  # before it is unpacked
            self._parse(part, self._archive.read(part))
        return self._roots[part_key(part)]

    def _parse(self, part: str, data: bytes) -> None:
        # CDATA is kept, or what nobody changed would be written in another way.  Entities are not resolved, and nothing is
        # fetched: the file may come from anybody.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
        try:
            self._roots[part_key(part)] = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise self._archive.damaged_error(part) from None
        head = _HEAD.match(data)
        self._heads[part_key(part)] = head[0] if head else b""

    def tree_to_change(self, part: str) -> etree._Element:
        """The root of a part that the caller will change: it is written anew when the copy is saved."""
        root = self.tree(part)
        self._to_write.add(part_key(part))
        return root

    def add(self, part: str, data: bytes) -> etree._Element:
        """Add an XML part that the workbook should not have yet; returns its root.

        :raises BadInput: it does have one of that name, to which none of its relationships leads.
        """
        if self.has(part):
            raise self._archive.damaged_error(part)
        self.added.append(part)
        self._parse(part, data)
        return self.tree_to_change(part)

    def data(self, part: str) -> bytes:
        """The bytes of a part, with its changes."""
        name = part_key(part)
        if name in self._replaced:
            return self._replaced[name]
        return _serialize(self._roots[name], self._heads[name]) if name in self._to_write else self._archive.read(part)

    def replace(self, part: str, data: bytes) -> None:
        """Replace the bytes of a part, and whatever was done to its tree; a part that does not exist is added."""
        if not self.has(part):
            self.added.append(part)
        self._roots.pop(part_key(part), None)
        self._replaced[part_key(part)] = data

    def settle(self, part: str) -> bytes:
        """The bytes of a part, which from now on is kept as bytes alone: as a tree too it would take its memory twice."""
        data = self.data(part)
        if part_key(part) in self._to_write:
            self.replace(part, data)
        return data

    def remove(self, owner: str, link: Relationship) -> None:
        """Remove a part from the workbook, with the relationship that leads to it and its content type."""
        links, types = self.tree_to_change(relationships_part(owner)), self.tree_to_change(CONTENT_TYPES)
        for relationship in list(links.iterchildren("*")):
            if relationship.get("Id") == link.id:
                links.remove(relationship)
        for override in list(types.iterchildren("*")):
            # A part's name is a URI there, with signs such as å in percents.
            if part_key(unquote(override.get("PartName", ""))) == f"/{part_key(link.target)}":
                types.remove(override)
        self.removed.add(part_key(link.target))
        if not len(links):
            self.removed.add(part_key(relationships_part(owner)))

    def of_type(self, *types: str) -> list[str]:
        """The names of the parts whose content type ends in one of these."""
        overrides = (item for item in self.tree(CONTENT_TYPES).iterchildren() if local_name(str(item.tag)) == "Override")
        names = [item.get("PartName", "") for item in overrides if item.get("ContentType", "").endswith(types)]
        return [unquote(name).lstrip("/") for name in names]

    def changes(self) -> dict[str, bytes]:
        """The bytes of the changed parts by :func:`~xl_kraftsamling.xlsx.package.archive.part_key`."""
        return {name: self.data(name) for name in (self._to_write | self._replaced.keys()) - self.removed}


def _serialize(root: etree._Element, head: bytes) -> bytes:
    # lxml would write a declaration in its own manner, and programs differ: what came before the root is kept as bytes.
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    written = _Written()
    if encoding.upper().startswith("UTF-16"):  # the writer must put the byte order mark before all else
        tree.write(written, encoding=encoding, xml_declaration=True, standalone=bool(tree.docinfo.standalone))
    else:
        written.write(head)
        tree.write(written, encoding=encoding, xml_declaration=False)
    return written.end()


class _Written(BytesIO):
    """What lxml writes, with the rows that the instructions of new rows contain in place of these.

    It is changed while it is written, piece by piece: replaced at the end, a hundred megabytes would exist three times.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rest, self._is_inside = b"", False

    def write(self, piece: Any, /) -> int:
        """Take the next piece."""
        text, sought = self._rest + piece, _ROWS_END if self._is_inside else _ROWS_BEGIN
        done = 0
        while (at := text.find(sought, done)) >= 0:
            super().write(text[done:at])
            done, self._is_inside = at + len(sought), not self._is_inside
            sought = _ROWS_END if self._is_inside else _ROWS_BEGIN
        kept = max(done, len(text) - len(sought) + 1)  # what is sought may have begun
        super().write(text[done:kept])
        self._rest = text[kept:]
        return len(piece)

    def end(self) -> bytes:
        """All that was written."""
        super().write(self._rest)
        return self.getvalue()
