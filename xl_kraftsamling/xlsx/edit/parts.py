"""The parts of a workbook that an edit opens, as trees, and their way back to bytes: encoding and declaration are kept."""

import re
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from xl_kraftsamling.xlsx.edit.row_elements import NEW_ROWS
from xl_kraftsamling.xlsx.package.archive import Archive, part_key
from xl_kraftsamling.xlsx.package.parts import Relationship, local_name, relationships_part

MAX_TREE = 100_000_000
"""Unpacked bytes of a part that can be edited: as a tree it takes 25 times as much memory."""

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
_NEW_ROWS = re.compile(rb"<\?" + NEW_ROWS.encode() + rb" (.*?)\?>", re.DOTALL)
CONTENT_TYPES = "[Content_Types].xml"
"""The part that says of which type every other part is."""


class ChangedParts:
    """The opened parts of a workbook by name, and which of them are to be written anew or dropped."""

    def __init__(self, archive: Archive) -> None:
        """Open no part yet."""
        self._archive = archive
        self._roots: dict[str, etree._Element] = {}
        self._heads: dict[str, bytes] = {}
        self._touched: set[str] = set()
        self._written: dict[str, bytes] = {}
        self.added: list[str] = []
        self.removed: set[str] = set()

    def __contains__(self, part: str) -> bool:
        """Whether a part has been opened."""
        return part_key(part) in self._roots

    def has(self, part: str) -> bool:
        """Whether the workbook has a part of that name, from the beginning or by now."""
        return part in self._archive or part_key(part) in map(part_key, self.added)

    def tree(self, part: str) -> etree._Element:
        """The root of a part to be read; BadInput where the part is missing, damaged or too large."""
        if part_key(part) in self._written:
            self._parse(part, self._written.pop(part_key(part)))
            self._touched.add(part_key(part))
        elif part_key(part) not in self._roots:
            self._archive.check_size(part, MAX_TREE)
            self._parse(part, self._archive.read(part))
        return self._roots[part_key(part)]

    def _parse(self, part: str, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
        try:
            self._roots[part_key(part)] = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise self._archive.damaged_error(part) from None
        head = _HEAD.match(data)
        self._heads[part_key(part)] = head[0] if head else b""

    def tree_to_change(self, part: str) -> etree._Element:
        """The root of a part to be changed."""
        root = self.tree(part)
        self._touched.add(part_key(part))
        return root

    def add(self, part: str, data: bytes) -> etree._Element:
        """Take in an XML part that the workbook should not have yet; returns its root.

        :raises BadInput: it does have one of that name, which nothing in it speaks of.
        """
        if self.has(part):
            raise self._archive.damaged_error(part)
        self.added.append(part)
        self._parse(part, data)
        return self.tree_to_change(part)

    def data(self, part: str) -> bytes:
        """The bytes of a part as it is by now."""
        name = part_key(part)
        if name in self._written:
            return self._written[name]
        return _written(self._roots[name], self._heads[name]) if name in self._touched else self._archive.read(part)

    def replace(self, part: str, data: bytes) -> None:
        """Give a part these bytes, whatever was done to its tree before; one that the workbook does not have yet is added."""
        if not self.has(part):
            self.added.append(part)
        self._roots.pop(part_key(part), None)
        self._written[part_key(part)] = data

    def remove(self, owner: str, link: Relationship) -> None:
        """Take a part out of the workbook, with the relationship that leads to it and its content type."""
        links, types = self.tree_to_change(relationships_part(owner)), self.tree_to_change(CONTENT_TYPES)
        for relationship in list(links.iterchildren("*")):
            if relationship.get("Id") == link.id:
                links.remove(relationship)
        for override in list(types.iterchildren("*")):
            if part_key(unquote(override.get("PartName", ""))) == f"/{part_key(link.target)}":
                types.remove(override)
        self.removed.add(part_key(link.target))
        if not len(links):
            self.removed.add(part_key(relationships_part(owner)))

    def parts_of_type(self, *types: str) -> list[str]:
        """The parts whose content type ends in one of these."""
        overrides = (item for item in self.tree(CONTENT_TYPES).iterchildren() if local_name(str(item.tag)) == "Override")
        names = [item.get("PartName", "") for item in overrides if item.get("ContentType", "").endswith(types)]
        return [unquote(name).lstrip("/") for name in names]

    def changed(self) -> dict[str, bytes]:
        """The bytes of the touched parts by :func:`~xl_kraftsamling.xlsx.package.archive.key`."""
        return {name: self.data(name) for name in (self._touched | self._written.keys()) - self.removed}


def _written(root: etree._Element, head: bytes) -> bytes:
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    written = BytesIO()
    if encoding.upper().startswith("UTF-16"):  # its byte order mark stands before all, so the writer must set it
        tree.write(written, encoding=encoding, xml_declaration=True, standalone=bool(tree.docinfo.standalone))
    else:
        written.write(head)
        tree.write(written, encoding=encoding, xml_declaration=False)
    return _NEW_ROWS.sub(rb"\1", written.getvalue())
