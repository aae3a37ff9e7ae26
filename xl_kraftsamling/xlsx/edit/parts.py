"""The parts of a workbook that an edit opens, as trees, and their way back to bytes: encoding and declaration are kept."""

import re
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from xl_kraftsamling.xlsx.edit.row_elements import TEXT
from xl_kraftsamling.xlsx.package.admission import key
from xl_kraftsamling.xlsx.package.archive import Archive
from xl_kraftsamling.xlsx.package.parts import Relationship, local, relationships_part

MAX_TREE = 100_000_000
"""Unpacked bytes of a part that can be edited: as a tree it takes 25 times as much memory."""

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
_NEW_ROWS = re.compile(rb"<\?" + TEXT.encode() + rb" (.*?)\?>", re.DOTALL)
TYPES = "[Content_Types].xml"
"""The part that says of which type every other part is."""


class Trees:
    """The opened parts of a workbook by name, and which of them are to be written anew or dropped."""

    def __init__(self, archive: Archive) -> None:
        """Open no part yet."""
        self._archive = archive
        self._roots: dict[str, etree._Element] = {}
        self._heads: dict[str, bytes] = {}
        self._touched: set[str] = set()
        self._written: dict[str, bytes] = {}
        self.added: list[str] = []
        self.dropped: set[str] = set()

    def __contains__(self, part: str) -> bool:
        """Whether a part has been opened."""
        return key(part) in self._roots

    def has(self, part: str) -> bool:
        """Whether the workbook has a part of that name, from the beginning or by now."""
        return part in self._archive or key(part) in map(key, self.added)

    def root(self, part: str) -> etree._Element:
        """The root of a part to be read; BadInput where the part is missing, damaged or too large."""
        if key(part) in self._written:
            self._parse(part, self._written.pop(key(part)))
            self._touched.add(key(part))
        elif key(part) not in self._roots:
            self._archive.check_size(part, MAX_TREE)
            self._parse(part, self._archive.read(part))
        return self._roots[key(part)]

    def _parse(self, part: str, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
        try:
            self._roots[key(part)] = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise self._archive.damaged(part) from None
        head = _HEAD.match(data)
        self._heads[key(part)] = head[0] if head else b""

    def touch(self, part: str) -> etree._Element:
        """The root of a part to be changed."""
        root = self.root(part)
        self._touched.add(key(part))
        return root

    def add(self, part: str, data: bytes) -> etree._Element:
        """Take in an XML part that the workbook should not have yet; returns its root.

        :raises BadInput: it does have one of that name, which nothing in it speaks of.
        """
        if self.has(part):
            raise self._archive.damaged(part)
        self.added.append(part)
        self._parse(part, data)
        return self.touch(part)

    def bytes_of(self, part: str) -> bytes:
        """The bytes of a part as it is by now."""
        name = key(part)
        if name in self._written:
            return self._written[name]
        return _written(self._roots[name], self._heads[name]) if name in self._touched else self._archive.read(part)

    def write(self, part: str, data: bytes) -> None:
        """Give a part these bytes, whatever was done to its tree before; one that the workbook does not have yet is added."""
        if not self.has(part):
            self.added.append(part)
        self._roots.pop(key(part), None)
        self._written[key(part)] = data

    def drop(self, owner: str, link: Relationship) -> None:
        """Take a part out of the workbook, with the relationship that leads to it and its content type."""
        links, types = self.touch(relationships_part(owner)), self.touch(TYPES)
        for relationship in list(links.iterchildren("*")):
            if relationship.get("Id") == link.id:
                links.remove(relationship)
        for override in list(types.iterchildren("*")):
            if key(unquote(override.get("PartName", ""))) == f"/{key(link.target)}":
                types.remove(override)
        self.dropped.add(key(link.target))
        if not len(links):
            self.dropped.add(key(relationships_part(owner)))

    def parts_of_type(self, *types: str) -> list[str]:
        """The parts whose content type ends in one of these."""
        overrides = (item for item in self.root(TYPES).iterchildren() if local(str(item.tag)) == "Override")
        names = [item.get("PartName", "") for item in overrides if item.get("ContentType", "").endswith(types)]
        return [unquote(name).lstrip("/") for name in names]

    def changed(self) -> dict[str, bytes]:
        """The bytes of the touched parts by :func:`~xl_kraftsamling.xlsx.package.admission.key`."""
        return {name: self.bytes_of(name) for name in (self._touched | self._written.keys()) - self.dropped}


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
