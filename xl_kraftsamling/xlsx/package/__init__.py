"""A workbook as a package of parts (ECMA-376 part 2), opened without trusting it.

Only what is needed is read: opening costs the workbook's own small parts, and the beginning of every other XML part.
Nothing here imports more than the standard library, so a workbook that is refused is refused at once.
"""

import hashlib
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree  # noqa: ICN001

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.package.archive import Archive
from xl_kraftsamling.xlsx.package.not_a_workbook import explain_no_workbook
from xl_kraftsamling.xlsx.package.parts import (
    TRUE_TEXTS,
    Calculation,
    ExcelTable,
    Relationship,
    Sheet,
    find_elements,
    local_name,
    parse_calculation,
    parse_relationships,
    parse_sheets,
    parse_table,
    relationships_part,
)

__all__ = ["Calculation", "ExcelTable", "Package", "Sheet"]

MAX_STRUCTURE, MAX_STRINGS = 16_000_000, 256_000_000
"""Unpacked bytes of a part that describes how the workbook is built, and of its shared strings."""

MAX_KEPT = 16_000_000
"""Unpacked bytes that a package keeps in all, for parts that are read again."""

_NO_SHEETS = Text(
    "{file} har inga kalkylblad att läsa. Öppna den i Excel och kontrollera att det är rätt fil.",
    "{file} has no worksheets to read. Open it in Excel and check that it is the right file.",
)


class Package:
    """The parts of a workbook (.xlsx, .xlsm, .xltx, .xltm): its worksheets in their order, their tables, its settings.

    `part` is the name of the workbook's own part, `date1904` whether day 0 is 1 January 1904, `archive` the zip archive.

    :raises BadInput: the file cannot be read, is no such workbook, is damaged, or is made to do harm.
    """

    def __init__(self, path: Path) -> None:
        """Open the workbook at a path."""
        self.path = path
        self.archive = Archive(path)
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self._tables: dict[str, tuple[ExcelTable, ...]] = {}
        self._kept: dict[str, bytes] = {}
        self._room = MAX_KEPT
        self.part = next((link.target for link in self.relationships("") if link.kind == "officeDocument"), "")
        if self.part not in self.archive or self.part.endswith(".bin"):  # .bin is that of an .xlsb
            raise explain_no_workbook(path, self.archive)
        root = self.xml(self.part)
        if local_name(root.tag) != "workbook":
            raise explain_no_workbook(path, self.archive)
        links = self.relationships(self.part)
        self.sheets = parse_sheets(root, links)
        self.date1904 = any(properties.get("date1904") in TRUE_TEXTS for properties in find_elements(root, "workbookPr"))
        self.calculation = parse_calculation(root)
        self.has_external_links = any(link.kind == "externalLink" for link in links)
        self._check(links)

    def _check(self, links: tuple[Relationship, ...]) -> None:
        if not self.sheets:
            raise BadInput(_NO_SHEETS, file=str(self.path))
        for sheet in self.sheets:
            self.archive.entry(sheet.part)
        # To Excel, Blad and BLAD are the same name; which sheet a reader gets that asks for it would be chance.
        names, places = {sheet.name.casefold() for sheet in self.sheets}, {sheet.part for sheet in self.sheets}
        if len(names) < len(self.sheets) or len(places) < len(self.sheets):
            raise self.archive.damaged_error(self.part)
        for link in links:
            if link.kind == "sharedStrings":  # calamine reads them whole, whatever sheet is asked for
                self.archive.check_size(link.target, MAX_STRINGS)

    @cached_property
    def sha256(self) -> str:
        """The checksum of the file, in hexadecimal."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

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

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part; those of the whole package for the part ""."""
        if part not in self._relationships:
            where = relationships_part(part)
            found = parse_relationships(self.xml(where), part) if where in self.archive else ()
            self._relationships[part] = found
        return self._relationships[part]

    def part_of_kind(self, kind: str) -> str | None:
        """The part of a kind, such as `styles`, to which the workbook's own part links; None if there is none."""
        targets = (link.target for link in self.relationships(self.part) if link.kind == kind)
        return next((target for target in targets if target in self.archive), None)

    def tables(self, sheet: Sheet) -> tuple[ExcelTable, ...]:
        """The Excel tables of a sheet; BadInput if one of them is damaged."""
        if sheet.part not in self._tables:
            parts = [link.target for link in self.relationships(sheet.part) if link.kind == "table"]
            found = []
            for part in parts:
                try:
                    found.append(parse_table(self.xml(part), part))
                except ValueError:
                    raise self.archive.damaged_error(part) from None
            self._tables[sheet.part] = tuple(found)
        return self._tables[sheet.part]

    def xml(self, part: str) -> ElementTree.Element:
        """The root of an XML part that describes how the workbook is built; BadInput as for :meth:`read`."""
        self.archive.check_size(part, MAX_STRUCTURE)
        try:
            return ElementTree.fromstring(self.archive.read(part))  # noqa: S314 - no document type gets past Archive
        except (ElementTree.ParseError, LookupError, ValueError):
            raise self.archive.damaged_error(part) from None
