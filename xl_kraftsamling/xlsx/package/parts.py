"""How the parts of a workbook are connected, parsed from their XML: relationships, worksheets and Excel tables.

Elements are found by their local names: strict and transitional workbooks differ in every namespace (ECMA-376 parts 1 and 4).
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from xl_kraftsamling.xlsx.grid import Area, TableRef


class Relationship(NamedTuple):
    """A link from a part to another: its id, its kind (such as `worksheet`), and the part, or the address, to which it leads."""

    id: str
    kind: str
    target: str


class Sheet(NamedTuple):
    """A worksheet: its name, the part that contains it, and its state: `visible`, `hidden` or `veryHidden`."""

    name: str
    part: str
    state: str


class ExcelTable(NamedTuple):
    """An Excel table: its area with heading and totals rows, how many of these there are, and the names of its columns."""

    name: str
    part: str
    ref: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]

    @property
    def ref_without_totals(self) -> TableRef:
        """Its area without the totals rows."""
        return self.ref.top, self.ref.left, self.ref.bottom - self.totals_rows, self.ref.right


class Calculation(NamedTuple):
    """How a workbook is calculated: `auto`, `autoNoTable` or `manual`, and whether circular references are iterated.

    `on_load` is whether everything is calculated anew when the workbook is opened.
    """

    mode: str
    iterate: bool
    on_load: bool = False


TRUE_TEXTS = ("1", "true")
"""The two ways of writing a boolean attribute that is set."""

MAIN_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespace of a spreadsheet's elements, transitional and strict."""

_WHOLE = re.compile("[0-9]{1,9}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def parse_whole(text: str | None, otherwise: int) -> int:
    """Return the whole number of an attribute, or `otherwise` if it is missing, no number or absurdly large."""
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise


def find_elements(root: Element, *path: str) -> Iterator[Element]:
    """Find the elements at the end of a path of local names below the root."""
    level: Iterable[Element] = [root]
    for name in path:
        level = [child for element in level for child in element if local_name(child.tag) == name]
    return iter(level)


def relationships_part(part: str) -> str:
    """Return the name of the part with the relationships of a part; of the whole package for the part ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse_relationships(root: Element, part: str) -> tuple[Relationship, ...]:
    """Parse the relationships of a part, given the root of their XML."""
    folder = posixpath.join("/", posixpath.dirname(part))
    found = []
    for link in find_elements(root, "Relationship"):
        target = link.get("Target", "")
        if link.get("TargetMode", "").lower() != "external":
            # Normalised from the root of the package, so that a target with too many .. cannot lead out of it.
            inside = posixpath.join(folder, unquote(target).replace("\\", "/"))
            target = posixpath.normpath(inside).lstrip("/")
        found.append(Relationship(link.get("Id", ""), link.get("Type", "").rpartition("/")[2], target))
    return tuple(found)


def parse_sheets(root: Element, links: Iterable[Relationship]) -> tuple[Sheet, ...]:
    """Parse the worksheets of a workbook in their order; sheets with a chart, a dialogue or old macros are left out."""
    parts = {link.id: link.target for link in links if link.kind == "worksheet"}
    found = []
    for sheet in find_elements(root, "sheets", "sheet"):
        # The attribute r:id, whose namespace differs between strict and transitional workbooks.
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if link in parts:
            found.append(Sheet(sheet.get("name", ""), parts[link], sheet.get("state", "visible")))
    return tuple(found)


def parse_calculation(root: Element) -> Calculation:
    """Parse how a workbook is calculated (ECMA-376 part 1, 18.2.2)."""
    settings = next(find_elements(root, "calcPr"), Element("calcPr"))
    return Calculation(
        settings.get("calcMode", "auto"),
        settings.get("iterate") in TRUE_TEXTS,
        settings.get("fullCalcOnLoad") in TRUE_TEXTS,
    )


def parse_table(root: Element, part: str) -> ExcelTable:
    """Parse the Excel table of a part; ValueError if its area or number of rows makes no sense."""
    columns = (column.get("name", "") for column in find_elements(root, "tableColumns", "tableColumn"))
    return ExcelTable(
        name=root.get("displayName", root.get("name", "")),
        part=part,
        ref=Area.parse(root.get("ref", "")),
        header_rows=int(root.get("headerRowCount", "1")),
        totals_rows=int(root.get("totalsRowCount", "0")),
        # A line break in a heading is _x000A_ here (ECMA-376 part 1, 22.9.2.19), and itself in the heading's cell.
        columns=tuple(_ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), name) for name in columns),
    )
