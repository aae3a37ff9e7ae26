"""What must follow a table that grows or shrinks: the references, anywhere in the workbook, to its rows and its totals.

These are those of cells on every sheet, validations, conditional formats, filters, charts, pivot tables, defined names and the
table's own formulas.  A range that covered all the rows is extended, as Excel does when a row is inserted among them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from html import unescape
from typing import NamedTuple

from lxml import etree

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.formula_cells import CellFormula
from xl_kraftsamling.xlsx.grid import Area
from xl_kraftsamling.xlsx.package import Package, Sheet

# Quantifiers with a plus do not go back: a formula with a quotation mark that is never closed would take quadratic time.
# Part of a name, of a function's name or of a range over several sheets only looks like a reference: the signs around it exclude it.
_REFERENCE = re.compile(
    r'"(?:[^"]|"")*+"|\[[^\[\]]*+\]|'  # a text, and a column or a workbook in brackets, can hold anything
    r"(?<![\w\]'.!:$])(?P<sheet>'(?:[^']|'')++'!|[^\W\d][\w.]*!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?[0-9]+)(?::(?P<last>\$?[A-Z]{1,3}\$?[0-9]+))?(?![\w(!.:])"
)
_ROW = re.compile(r"[0-9]+$")
_COMPUTED = re.compile(r"(?<![\w.])(?:INDIRECT|OFFSET)\(|:[A-Z.]+\(|\):", re.IGNORECASE)
"""Functions that make a reference, or one end of it, out of texts and numbers: nobody can tell by the formula where it leads."""


class Growth(NamedTuple):
    """A table's data rows on a sheet before, its totals rows below them, and the last data row after."""

    sheet: str
    data: Area
    totals: int
    bottom: int

    @property
    def rows(self) -> int:
        """How many rows are new; negative if rows were removed."""
        return self.bottom - self.data.bottom

    @property
    def with_totals(self) -> Area:
        """The rows before with the totals rows, which move."""
        return self.data._replace(bottom=self.data.bottom + self.totals)

    def covers(self, area: Area) -> bool:
        """Whether an area covers all the data rows of some column."""
        rows = area.top <= self.data.top and area.bottom >= self.data.bottom
        return rows and area.left <= self.data.right and area.right >= self.data.left

    def extend_area(self, area: Area) -> Area:
        """Return an area after the growth: one that covered all data rows of some column still does; others stay."""
        if not self.covers(area):
            return area
        # An area that ends with the data or in the totals rows moves with them; a longer one already covers new rows.
        if area.bottom <= self.data.bottom + self.totals:
            return area._replace(bottom=area.bottom + self.rows)
        return area._replace(bottom=max(area.bottom, self.bottom))

    def follow_area(self, area: Area) -> Area:
        """Return an area after the growth as :meth:`extend_area`, and one in the totals rows where these are now."""
        within = self.data.left <= area.left and area.right <= self.data.right
        if self.data.bottom < area.top and area.bottom <= self.data.bottom + self.totals and within:
            return area._replace(top=area.top + self.rows, bottom=area.bottom + self.rows)
        return self.extend_area(area)

    def extend_list(self, refs: str) -> str:
        """Return the ranges of a validation or conditional format, with spaces between them, after the growth."""
        return " ".join(self._extend_ref(ref) for ref in refs.split())

    def _extend_ref(self, ref: str) -> str:
        with suppress(ValueError):  # whole columns have no rows that could grow
            return self.extend_area(Area.parse(ref)).ref
        return ref

    def extend_formula(self, formula: str, home: str | None = None, row: int = 0) -> str:
        """Return a formula after the growth; references without a sheet's name are on the sheet `home`.

        :param row: the row of its cell, if that is one: a range from some row to its own is a running total, and stays one.
        """
        return _REFERENCE.sub(partial(self._follow_match, home, row), formula)

    def _follow_match(self, home: str | None, row: int, match: re.Match[str]) -> str:
        area = self._find_area(home, match)
        if area is None or (match["last"] is None and self.covers(area)):  # the cell of the only row is no range of rows
            return match[0]
        followed = self.follow_area(area)
        is_running = followed != area and home == self.sheet and row == area.bottom and match["last"] and "$" not in match["last"][1:]
        if is_running and row <= self.data.bottom:
            return match[0]
        last = match["last"] and f":{_ROW.sub(str(followed.bottom), match['last'])}"
        return f"{match['sheet'] or ''}{_ROW.sub(str(followed.top), match['first'])}{last or ''}"

    def _find_area(self, home: str | None, match: re.Match[str]) -> Area | None:
        """The area of a reference; None if it is on another sheet, or outside any."""
        named = match["sheet"] or ""
        sheet = named[:-1].strip("'").replace("''", "'") or home  # in quotes, each quote of a name is doubled
        if match["first"] is None or sheet is None or sheet.casefold() != self.sheet.casefold():
            return None
        with suppress(ValueError):
            return Area.parse(match["first"] + (f":{match['last']}" if match["last"] else ""))
        return None

    def misses_rows(self, formula: str, home: str) -> bool:
        """Whether a formula takes in the last data row and others, but not as one range of all: what it means is not clear.

        So is a reference that is computed of the sheet's name: nobody can tell where it leads.
        """
        found = [area for match in _REFERENCE.finditer(formula) if (area := self._find_area(home, match))]
        areas = [area for area in found if area.overlaps(self.data) and not self.covers(area)]
        rows = {row for area in areas for row in (max(area.top, self.data.top), min(area.bottom, self.data.bottom))}
        is_named = home == self.sheet or self.sheet.casefold() in formula.casefold()
        return (self.data.bottom in rows and len(rows) > 1) or (is_named and _COMPUTED.search(formula) is not None)


# Elements by their local names: newer versions have the same ones in namespaces of their own (x14, xm).
_LISTED = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")
_RANGED = ("autoFilter", "sortState", "sortCondition")
_SHEET_FORMULAS = ("formula", "formula1", "formula2", "f")
_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_NAMING_FORMULAS = ("f", "definedName")
_PIVOTS = "spreadsheetml.pivotCacheDefinition+xml"
_CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")


def extend_around(cells: SheetCells, growth: Growth) -> None:
    """Extend the validations, formats and filter of the table's own sheet over the rows."""
    for surrounding in cells.elements_beside_rows():
        _extend_on_sheet(surrounding, growth)


def extend_table_references(table: etree._Element, growth: Growth) -> None:
    """Extend the filter and the sorting of an Excel table over the rows."""
    _extend_ranges(table, growth)


class References:
    """The references in the formulas of a workbook, which follow a table wherever they are.

    `unclear` are the cells whose formulas take in some of a table's rows up to the last one, but not all: they stay as they are.
    """

    def __init__(self, package: Package, parts: ChangedParts, open_cells: Callable[[Sheet], SheetCells]) -> None:
        """Take a workbook; `open_cells` returns the cells of a sheet, which need not be written."""
        self._package, self._parts, self._open = package, parts, open_cells
        self.unclear: list[Place] = []

    def follow(self, growth: Growth, table: str = "") -> None:
        """Make every formula follow a table that has grown or shrunk; `table` is its name if it is an Excel table."""
        for sheet in self._package.sheets:
            if sheet.name == growth.sheet or self._may_refer(sheet, growth):
                self._follow_on_sheet(sheet, growth)
            for each in self._package.tables(sheet):
                self._follow_in_part(each.part, _TABLE_FORMULAS, growth, sheet.name)
        for part in (self._package.part, *self._parts.of_type(*_CHARTS)):
            self._follow_in_part(part, _NAMING_FORMULAS, growth, None)
        for part in self._parts.of_type(_PIVOTS):
            self._follow_in_pivot(part, growth, table)

    def _may_refer(self, sheet: Sheet, growth: Growth) -> bool:
        """Whether the XML of another sheet has the name of the table's sheet; sheets are large, and to parse them takes long."""
        data = self._package.read(sheet.part)
        text = data.decode("utf-16" if b"\0" in data[:4] else "utf-8", "replace")
        # as it is, or quoted, or with letters written as numbers
        name = growth.sheet.replace("'", "''").casefold()
        return name in text.casefold() or ("&" in text and name in unescape(text).casefold())

    def _follow_on_sheet(self, sheet: Sheet, growth: Growth) -> None:
        cells = self._open(sheet)
        changed = cells.rewrite_formulas(lambda each: growth.extend_formula(each.text, sheet.name, each.row))
        for element in (each for beside in cells.elements_beside_rows() for each in _find_elements(beside, *_SHEET_FORMULAS)):
            changed |= _follow_text(element, growth, sheet.name)
        if changed:
            self._parts.tree_to_change(sheet.part)
        self.unclear += [
            Place(sheet.name, each.row, each.column)
            for each in cells.list_formulas()
            if not _is_beside_rows(each, sheet, growth) and growth.misses_rows(each.text, sheet.name)
        ]

    def _follow_in_part(self, part: str, names: tuple[str, ...], growth: Growth, home: str | None) -> None:
        """Make the formulas of a part follow; one in which nothing follows is not written anew."""
        followed = [_follow_text(each, growth, home) for each in _find_elements(self._parts.tree(part), *names)]
        if any(followed):
            self._parts.tree_to_change(part)

    def _follow_in_pivot(self, part: str, growth: Growth, table: str) -> None:
        """Make the source of a pivot table follow, and have it computed anew when the workbook is opened."""
        root = self._parts.tree(part)
        for source in _find_elements(root, "worksheetSource"):
            is_table = bool(table) and source.get("name", "").casefold() == table.casefold()
            ref = growth.extend_list(source.get("ref", "")) if source.get("sheet", "").casefold() == growth.sheet.casefold() else ""
            if is_table or (ref and ref != source.get("ref")):
                if ref:
                    source.set("ref", ref)
                self._parts.tree_to_change(part).set("refreshOnLoad", "1")


def _is_beside_rows(each: CellFormula, sheet: Sheet, growth: Growth) -> bool:
    """Whether a formula is in a row of the table, and so about that row: a running total, or what the rows before come to."""
    return sheet.name == growth.sheet and growth.data.top <= each.row <= growth.data.bottom


def _follow_text(element: etree._Element, growth: Growth, home: str | None) -> bool:
    grown = growth.extend_formula(element.text or "", home)
    if grown == (element.text or ""):
        return False
    element.text = grown
    return True


def _extend_on_sheet(surrounding: etree._Element, growth: Growth) -> None:
    _extend_ranges(surrounding, growth)
    for listed in _find_elements(surrounding, *_LISTED):
        if listed.get("sqref"):
            listed.set("sqref", growth.extend_list(listed.get("sqref", "")))
        for extension in _find_elements(listed, "sqref"):  # newer versions' kinds have it as an element
            extension.text = growth.extend_list(extension.text or "")


def _extend_ranges(root: etree._Element, growth: Growth) -> None:
    for ranged in _find_elements(root, *_RANGED):
        if ranged.get("ref"):
            ranged.set("ref", growth.extend_list(ranged.get("ref", "")))


def _find_elements(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The root and the elements below it that have one of these local names."""
    return root.iter(*(f"{{*}}{name}" for name in names))
