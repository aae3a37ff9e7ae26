"""A workbook as a package of parts (ECMA-376 part 2), opened without trusting it.

Only what is needed is read: opening costs the workbook's own small parts, and the beginning of every other XML part.
Nothing here imports more than the standard library, so a workbook that is refused is refused at once.

Elements are found by their local names: strict and transitional workbooks differ in every namespace (ECMA-376 parts 1 and 4).
"""

import posixpath
import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree  # noqa: ICN001

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.grid import Area, TableRef
from xl_kraftsamling.xlsx.package.archive import Archive
from xl_kraftsamling.xlsx.package.not_a_workbook import explain_no_workbook
from xl_kraftsamling.xlsx.package.relationships import OFFICE, AmbiguousLink, Relationship, parse_relationships
from xl_kraftsamling.xlsx.package.xstring import decode_xstring

__all__ = [
    "MAIN_NAMESPACES", "MAX_KEPT", "MAX_STRINGS", "MAX_STRUCTURE", "TRUE_TEXTS", "Calculation", "ExcelTable", "Package", "Relationship",
    "Sheet", "local_name", "parse_table", "parse_whole", "relationships_part",
]  # fmt: skip


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

    `on_load` is whether everything is calculated anew when the workbook is opened (ECMA-376 part 1, 18.2.2).
    """

    mode: str
    iterate: bool
    on_load: bool = False


MAX_STRUCTURE, MAX_STRINGS = 16_000_000, 256_000_000
"""Unpacked bytes of a part that describes how the workbook is built, and of its shared strings."""

MAX_KEPT = 16_000_000
"""Unpacked bytes that a package keeps in all, for parts that are read again."""

TRUE_TEXTS = ("1", "true")
"""The two ways of writing a boolean attribute that is set."""

MAIN_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespace of a spreadsheet's elements, transitional and strict."""

_NO_SHEETS = Text(
    "{file} har inga kalkylblad att läsa. Öppna den i Excel och kontrollera att det är rätt fil.",
    "{file} has no worksheets to read. Open it in Excel and check that it is the right file.",
)

_WHOLE = re.compile("[0-9]{1,9}")
_WORKBOOKS = tuple(f"{{{space}}}workbook" for space in MAIN_NAMESPACES)
_LINK_IDS = tuple(f"{{{space.rstrip('/')}}}id" for space in OFFICE)


class Package:
    """The parts of a workbook (.xlsx, .xlsm, .xltx, .xltm): its worksheets in their order, their tables, its settings.

    `other_sheets` names the sheets with a chart, a dialogue or old macros, which are no worksheets.

    `part` is the name of the workbook's own part, `date1904` whether day 0 is 1 January 1904, `archive` the zip archive, and
    `sha256` the checksum of the file when it was opened.

    :raises BadInput: the file cannot be read, is no such workbook, is damaged, or is made to do harm.
    """

    def __init__(self, path: Path) -> None:
        """Open the workbook at a path."""
        self.path = path
        self.archive = Archive(path)
        self.sha256 = self.archive.sha256
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self._tables: dict[str, tuple[ExcelTable, ...]] = {}
        self._kept: dict[str, bytes] = {}
        self._room = MAX_KEPT
        documents = (link.target for link in self.relationships("") if link.kind == "officeDocument" and not link.is_external)
        self.part = next(documents, "")
        is_part = self.part in self.archive and not self.part.endswith(".bin")  # .bin is that of an .xlsb
        root = self.xml(self.part) if is_part else None
        if root is None or root.tag not in _WORKBOOKS:
            raise explain_no_workbook(path, self.archive)
        links = self.relationships(self.part)
        self.other_sheets: list[str] = []
        self.sheets = self._read_sheets(root, links)
        self.date1904 = any(properties.get("date1904") in TRUE_TEXTS for properties in root.iterfind("{*}workbookPr"))
        self.calculation = _parse_calculation(root)
        self.has_external_links = any(link.kind == "externalLink" for link in links)

    def _read_sheets(self, root: ElementTree.Element, links: tuple[Relationship, ...]) -> tuple[Sheet, ...]:
        """The worksheets in their order, without those with a chart, a dialogue or old macros; BadInput if a reader could mistake one."""
        kinds = {link.id: link for link in links}
        sheets = []
        for sheet in root.iterfind(root.tag.replace("workbook", "sheets") + "/{*}sheet"):
            # The attribute r:id, whose namespace differs between strict and transitional workbooks.
            link = kinds.get(next((sheet.attrib[name] for name in _LINK_IDS if name in sheet.attrib), ""))
            if link is None:  # which sheet is meant nobody knows
                raise self.archive.damaged_error(self.part)
            if link.kind == "worksheet":
                sheets.append(Sheet(sheet.get("name", ""), link.target, sheet.get("state", "visible")))
            else:
                self.other_sheets.append(sheet.get("name", ""))
        if not sheets:
            raise BadInput(_NO_SHEETS, file=str(self.path))
        for each in sheets:
            self.archive.entry(each.part)
        # To Excel, Blad and BLAD are the same name; which sheet a reader gets that asks for it would be chance.
        names, places = {each.name.casefold() for each in sheets}, {each.part for each in sheets}
        if len(names) < len(sheets) or len(places) < len(sheets):
            raise self.archive.damaged_error(self.part)
        return tuple(sheets)

    def read(self, part: str) -> bytes:
        """The bytes of an XML part; BadInput if it is missing, damaged or unsafe.

        Sheets are read twice: first for their cells and, when all tables are known, for their formulas.  They are kept
        until then if they are small; a large one is unpacked again, for its cells need the memory.
        """
        if part in self._kept:
            return self._kept[part]
        data = self.archive.read(part)
        if len(data) <= self._room:
            self._kept[part] = data
            self._room -= len(data)
        return data

    def xml(self, part: str) -> ElementTree.Element:
        """The root of an XML part that describes how the workbook is built; BadInput as for :meth:`read`."""
        self.archive.check_size(part, MAX_STRUCTURE)
        try:
            return ElementTree.fromstring(self.archive.read(part))  # noqa: S314 - no document type gets past Archive
        except (ElementTree.ParseError, LookupError, ValueError):
            raise self.archive.damaged_error(part) from None

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part; those of the whole package for the part ""."""
        if part not in self._relationships:
            where = relationships_part(part)
            self._relationships[part] = self._read_relationships(where, part) if where in self.archive else ()
        return self._relationships[part]

    def _read_relationships(self, where: str, part: str) -> tuple[Relationship, ...]:
        try:
            return parse_relationships(self.xml(where), part, self.archive)
        except AmbiguousLink as error:
            raise self.archive.unsafe_error(where, error.why) from None
        except ValueError:
            raise self.archive.damaged_error(where) from None

    def part_of_kind(self, kind: str) -> str | None:
        """The part of a kind, such as `styles`, to which the workbook's own part links; None if it links to none.

        :raises BadInput: it links to one that is missing.
        """
        links = (link for link in self.relationships(self.part) if link.kind == kind and not link.is_external)
        part = next((link.target for link in links), None)
        if part is not None:
            self.archive.entry(part)
        return part

    @cached_property
    def styles(self) -> ElementTree.Element | None:
        """The root of the part with the formats, parsed once; None if the workbook has none."""
        part = self.part_of_kind("styles")
        return None if part is None else self.xml(part)

    def tables(self, sheet: Sheet) -> tuple[ExcelTable, ...]:
        """The Excel tables of a sheet; BadInput if one of them is damaged."""
        if sheet.part not in self._tables:
            tables = []
            for part in [
                link.target for link in self.relationships(sheet.part) if link.kind == "table" and not link.is_external
            ]:
                try:
                    tables.append(parse_table(self.xml(part), part))
                except ValueError:
                    raise self.archive.damaged_error(part) from None
            self._tables[sheet.part] = tuple(tables)
        return self._tables[sheet.part]


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def parse_whole(text: str | None, otherwise: int) -> int:
    """Return the whole number of an attribute, or `otherwise` if it is missing, no number or absurdly large."""
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise


def relationships_part(part: str) -> str:
    """Return the name of the part with the relationships of a part; of the whole package for the part ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _parse_calculation(root: ElementTree.Element) -> Calculation:
    settings = next(root.iterfind("{*}calcPr"), ElementTree.Element("calcPr"))
    return Calculation(
        settings.get("calcMode", "auto"),
        settings.get("iterate") in TRUE_TEXTS,
        settings.get("fullCalcOnLoad") in TRUE_TEXTS,
    )


def parse_table(root: ElementTree.Element, part: str) -> ExcelTable:
    """Parse the Excel table of a part; ValueError if its area or number of rows makes no sense."""
    columns = (column.get("name", "") for column in root.iterfind("{*}tableColumns/{*}tableColumn"))
    return ExcelTable(
        name=root.get("displayName", root.get("name", "")),
        part=part,
        ref=Area.parse(root.get("ref", "")),
        header_rows=int(root.get("headerRowCount", "1")),
        totals_rows=int(root.get("totalsRowCount", "0")),
        # A line break in a heading is _x000A_ here (ECMA-376 part 1, 22.9.2.19), and itself in the heading's cell.
        columns=tuple(decode_xstring(name) for name in columns),
    )
