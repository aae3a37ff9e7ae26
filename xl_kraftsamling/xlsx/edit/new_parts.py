"""New parts of a workbook, and what must tell of them: relationships and content types."""

import itertools
import posixpath

from lxml import etree

from xl_kraftsamling.xlsx.edit.parts import CONTENT_TYPES, ChangedParts
from xl_kraftsamling.xlsx.package.parts import local_name, relationships_part

OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_EMPTY_LINKS = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_LINKS}"/>'.encode()


def relationship_namespace(namespace: str) -> str:
    """The namespace of links between parts that goes with a namespace of their elements: strict with strict."""
    return _STRICT_OFFICE if "purl.oclc.org" in namespace else OFFICE_RELATIONSHIPS


def find_free_name(trees: ChangedParts, pattern: str) -> str:
    """The first name after a pattern such as xl/comments{}.xml that no part has."""
    return next(name for name in map(pattern.format, itertools.count(1)) if not trees.has(name))


def add_part(trees: ChangedParts, part: str, data: bytes, content_type: str) -> etree._Element:
    """Take an XML part into the workbook; returns its root."""
    types = trees.tree_to_change(CONTENT_TYPES)
    override = etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override")
    override.attrib.update({"PartName": f"/{part}", "ContentType": content_type})
    return trees.add(part, data)


def allow_extension(trees: ChangedParts, extension: str, content_type: str) -> None:
    """Let parts of an extension have a content type, unless they have one already."""
    types = trees.tree(CONTENT_TYPES)
    if not any(str(entry.get("Extension", "")).lower() == extension for entry in types):
        default = etree.Element(f"{{{etree.QName(types).namespace}}}Default")
        default.attrib.update({"Extension": extension, "ContentType": content_type})
        trees.tree_to_change(CONTENT_TYPES).insert(0, default)


def forget_extension(trees: ChangedParts, extension: str) -> None:
    """Take the content type of an extension away again."""
    for entry in [entry for entry in trees.tree_to_change(CONTENT_TYPES) if str(entry.get("Extension", "")).lower() == extension]:
        trees.tree_to_change(CONTENT_TYPES).remove(entry)


def add_relationship(trees: ChangedParts, owner: str, kind: str, target: str) -> str:
    """Relate a part to another, such as a sheet to its comments; returns the id of the relationship.

    :param kind: the whole type of the relationship.
    """
    part = relationships_part(owner)
    if not trees.has(part):
        allow_extension(trees, "rels", _LINKS_TYPE)
        trees.add(part, _EMPTY_LINKS)
    links = trees.tree_to_change(part)
    taken = {each.get("Id") for each in links if local_name(str(each.tag)) == "Relationship"}
    name = next(name for name in map("rKraft{}".format, itertools.count(1)) if name not in taken)
    new = etree.SubElement(links, f"{{{etree.QName(links).namespace}}}Relationship")
    new.attrib.update(
        {"Id": name, "Type": kind, "Target": posixpath.relpath(f"/{target}", f"/{posixpath.dirname(owner)}")}
    )
    return name
