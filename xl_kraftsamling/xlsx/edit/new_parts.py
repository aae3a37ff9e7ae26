"""Adding parts to a workbook, with the relationships and content types that must announce them (ECMA-376 part 2)."""

import itertools
import posixpath

from lxml import etree

from xl_kraftsamling.xlsx.edit.changed_parts import CONTENT_TYPES, ChangedParts
from xl_kraftsamling.xlsx.package import local_name, relationships_part

OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_EMPTY_LINKS = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_LINKS}"/>'.encode()


def relationship_namespace(namespace: str) -> str:
    """Return the namespace of relationships that goes with a namespace of elements: strict with strict."""
    return _STRICT_OFFICE if "purl.oclc.org" in namespace else OFFICE_RELATIONSHIPS


def find_free_name(parts: ChangedParts, pattern: str) -> str:
    """Find the first name of a pattern such as xl/comments{}.xml that no part has."""
    return next(name for name in map(pattern.format, itertools.count(1)) if not parts.has(name))


def add_part(parts: ChangedParts, part: str, data: bytes, content_type: str) -> etree._Element:
    """Add an XML part to the workbook; returns its root."""
    types = parts.tree_to_change(CONTENT_TYPES)
    # For the part itself: what is declared for all .xml is not its type.
    override = etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override")
    override.attrib.update({"PartName": f"/{part}", "ContentType": content_type})
    return parts.add(part, data)


def allow_extension(parts: ChangedParts, extension: str, content_type: str) -> None:
    """Declare the content type of parts with an extension, unless it is declared already."""
    types = parts.tree(CONTENT_TYPES)
    if not any(str(entry.get("Extension", "")).lower() == extension for entry in types):
        default = etree.Element(f"{{{etree.QName(types).namespace}}}Default")
        default.attrib.update({"Extension": extension, "ContentType": content_type})
        parts.tree_to_change(CONTENT_TYPES).insert(0, default)


def forget_extension(parts: ChangedParts, extension: str) -> None:
    """Remove the content type of an extension."""
    for entry in [entry for entry in parts.tree_to_change(CONTENT_TYPES) if str(entry.get("Extension", "")).lower() == extension]:
        parts.tree_to_change(CONTENT_TYPES).remove(entry)


def add_relationship(parts: ChangedParts, owner: str, kind: str, target: str) -> str:
    """Add a relationship from a part to another, such as from a sheet to its comments; returns its id.

    :param kind: the whole type of the relationship.
    """
    part = relationships_part(owner)
    if not parts.has(part):  # a sheet without comments, tables and so on has none
        allow_extension(parts, "rels", _LINKS_TYPE)
        parts.add(part, _EMPTY_LINKS)
    links = parts.tree_to_change(part)
    taken = {each.get("Id") for each in links if local_name(str(each.tag)) == "Relationship"}
    name = next(name for name in map("rKraft{}".format, itertools.count(1)) if name not in taken)
    new = etree.SubElement(links, f"{{{etree.QName(links).namespace}}}Relationship")
    new.attrib.update(
        {"Id": name, "Type": kind, "Target": posixpath.relpath(f"/{target}", f"/{posixpath.dirname(owner)}")}
    )
    return name
