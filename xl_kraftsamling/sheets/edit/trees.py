"""The parts of a workbook that an edit opens, as trees, and their way back to bytes: encoding and declaration are kept."""

import re
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from xl_kraftsamling.sheets.edit.rows import TEXT
from xl_kraftsamling.sheets.package.admission import key
from xl_kraftsamling.sheets.package.archive import Archive
from xl_kraftsamling.sheets.package.parts import Relationship, local, relationships_part

MAX_TREE = 100_000_000
"""Unpacked bytes of a part that can be edited: as a tree it takes 25 times as much memory."""

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
_NEW_ROWS = re.compile(rb"<\?" + TEXT.encode() + rb" (.*?)\?>", re.DOTALL)
_TYPES = "[Content_Types].xml"


class Trees:
    """The opened parts of a workbook by name, and which of them are to be written anew or dropped."""

    def __init__(self, archive: Archive) -> None:
        """Open no part yet."""
        self._archive = archive
        self._roots: dict[str, etree._Element] = {}
        self._heads: dict[str, bytes] = {}
        self._touched: set[str] = set()
        self.dropped: set[str] = set()

    def __contains__(self, part: str) -> bool:
        """Whether a part has been opened."""
        return key(part) in self._roots

    def root(self, part: str) -> etree._Element:
        """The root of a part to be read; BadInput where the part is missing, damaged or too large."""
        name = key(part)
        if name not in self._roots:
            self._archive.check_size(part, MAX_TREE)
            data = self._archive.read(part)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
            try:
                self._roots[name] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError:
                raise self._archive.damaged(part) from None
            head = _HEAD.match(data)
            self._heads[name] = head[0] if head else b""
        return self._roots[name]

    def touch(self, part: str) -> etree._Element:
        """The root of a part to be changed."""
        root = self.root(part)
        self._touched.add(key(part))
        return root

    def drop(self, owner: str, link: Relationship) -> None:
        """Take a part out of the workbook, with the relationship that leads to it and its content type."""
        links, types = self.touch(relationships_part(owner)), self.touch(_TYPES)
        for relationship in list(links):
            if relationship.get("Id") == link.id:
                links.remove(relationship)
        for override in list(types):
            if key(unquote(override.get("PartName", ""))) == f"/{key(link.target)}":
                types.remove(override)
        self.dropped.add(key(link.target))

    def parts_of_type(self, *types: str) -> list[str]:
        """The parts whose content type ends in one of these."""
        overrides = (item for item in self.root(_TYPES).iterchildren() if local(str(item.tag)) == "Override")
        names = [item.get("PartName", "") for item in overrides if item.get("ContentType", "").endswith(types)]
        return [unquote(name).lstrip("/") for name in names]

    def changed(self) -> dict[str, bytes]:
        """The bytes of the touched parts by :func:`~xl_kraftsamling.sheets.package.admission.key`."""
        return {name: _written(self._roots[name], self._heads[name]) for name in self._touched - self.dropped}


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
