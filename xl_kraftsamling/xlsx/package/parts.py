"""How the parts of a workbook hang together: relationships, worksheets and Excel tables."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from xl_kraftsamling.xlsx.grid import Area


class Relationship(NamedTuple):
    """A link from a part to another: its id, its kind (such as `worksheet`), and the part, or the address, that it names."""

    id: str
    kind: str
    target: str


class Sheet(NamedTuple):
    """A worksheet: its name, the part that holds it, and whether it is `visible`, `hidden` or `veryHidden`."""

    name: str
    part: str
    state: str


class ExcelTable(NamedTuple):
    """An Excel table: where it is (its heading and totals rows included) and the names of its columns."""

    name: str
    part: str
    ref: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]


class Calculation(NamedTuple):
    """How the workbook is calculated: `auto`, `autoNoTable` or `manual`, and whether circular references are iterated.

    `on_load` is whether everything is calculated anew when the workbook is opened.
    """

    mode: str
    iterate: bool
    on_load: bool = False


TRUE_TEXTS = ("1", "true")
"""What a boolean attribute says when it is set."""

MAIN_NAMESPACES = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
"""The namespace of a spreadsheet's elements, transitional and strict."""

_WHOLE = re.compile("[0-9]{1,9}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace, of which strict and transitional workbooks have two."""
    return name.rpartition("}")[2]


def whole_number(text: str | None, otherwise: int) -> int:
    """The whole number that an attribute states; another one where it is missing or states none that makes sense."""
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise


def find_elements(root: Element, *path: str) -> Iterator[Element]:
    """The elements at the end of a path of local names below the root."""
    level: Iterable[Element] = [root]
    for name in path:
        level = [child for element in level for child in element if local_name(child.tag) == name]
    return iter(level)


def relationships_part(part: str) -> str:
    """The part that holds the relationships of a part; of the whole package for the part ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse_relationships(root: Element, part: str) -> tuple[Relationship, ...]:
    """The relationships of a part; a target that leads out of the file names no part that is there."""
    return tuple(
        Relationship(
            link.get("Id", ""), link.get("Type", "").rpartition("/")[2], _target(link, posixpath.dirname(part))
        )
        for link in find_elements(root, "Relationship")
    )


def _target(link: Element, folder: str) -> str:
    target = link.get("Target", "")
    if link.get("TargetMode", "").lower() == "external":
        return target
    plain = unquote(target).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, plain)).lstrip("/")


def parse_sheets(root: Element, links: Iterable[Relationship]) -> tuple[Sheet, ...]:
    """The worksheets of a workbook in their order; sheets that hold a chart, a dialogue or old macros are left out."""
    parts = {link.id: link.target for link in links if link.kind == "worksheet"}
    found = []
    for sheet in find_elements(root, "sheets", "sheet"):
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if link in parts:
            found.append(Sheet(sheet.get("name", ""), parts[link], sheet.get("state", "visible")))
    return tuple(found)


def parse_table(root: Element, part: str) -> ExcelTable:
    """The table that a part describes; ValueError where its place cannot be understood."""
    return ExcelTable(
        name=root.get("displayName", root.get("name", "")),
        part=part,
        ref=Area.parse(root.get("ref", "")),
        header_rows=int(root.get("headerRowCount", "1")),
        totals_rows=int(root.get("totalsRowCount", "0")),
        columns=tuple(unescape(column.get("name", "")) for column in find_elements(root, "tableColumns", "tableColumn")),
    )


def unescape(text: str) -> str:
    """A text with its `_x000A_` sequences, which stand for characters that XML lacks, as those characters."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
