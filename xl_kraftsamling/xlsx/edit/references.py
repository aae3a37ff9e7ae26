"""What must follow a table that grows or shrinks: the ranges, anywhere in the workbook, that covered its rows.

These are the ranges of validations, conditional formats, filters, charts, defined names and the table's own formulas.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from lxml import etree

from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.grid import Area

# Quantifiers with a plus do not go back: a formula with a quotation mark that is never closed would take quadratic time.
# Part of a name, of a function's name or of a range over several sheets only looks like a range: the signs around it exclude it.
_RANGE = re.compile(
    r'"(?:[^"]|"")*+"|\[[^\[\]]*+\]|'  # a text, and a column or a workbook in brackets, can hold anything
    r"(?<![\w\]'.!:$])(?P<sheet>'(?:[^']|'')++'!|[^\W\d][\w.]*!)?"
    r"(?P<range>\$?[A-Z]{1,3}\$?[0-9]+:\$?[A-Z]{1,3}\$?)(?P<bottom>[0-9]+)(?![\w(!.])"
)


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

    def extend_area(self, area: Area) -> Area:
        """Return an area after the growth: one that covered all data rows of some column still does; others stay."""
        covers = area.top <= self.data.top and area.bottom >= self.data.bottom
        if not covers or area.left > self.data.right or area.right < self.data.left:
            return area
        # An area that ends with the data or in the totals rows moves with them; a longer one already covers new rows.
        if area.bottom <= self.data.bottom + self.totals:
            return area._replace(bottom=area.bottom + self.rows)
        return area._replace(bottom=max(area.bottom, self.bottom))

    def extend_list(self, refs: str) -> str:
        """Return the ranges of a validation or conditional format, with spaces between them, after the growth."""
        return " ".join(self._extend_ref(ref) for ref in refs.split())

    def _extend_ref(self, ref: str) -> str:
        with suppress(ValueError):  # whole columns have no rows that could grow
            return self.extend_area(Area.parse(ref)).ref
        return ref

    def extend_formula(self, formula: str, home: str | None = None) -> str:
        """Return a formula after the growth; ranges without a sheet's name are on the sheet `home`."""
        return _RANGE.sub(partial(self._extend_match, home), formula)

    def _extend_match(self, home: str | None, match: re.Match[str]) -> str:
        if match["range"] is None:
            return match[0]
        named = match["sheet"] or ""
        sheet = named[:-1].strip("'").replace("''", "'") or home  # in quotes, each quote of a name is doubled
        if sheet is not None and sheet.casefold() == self.sheet.casefold():
            with suppress(ValueError):
                return f"{named}{match['range']}{self.extend_area(Area.parse(match['range'] + match['bottom'])).bottom}"
        return match[0]


# Elements by their local names: newer versions have the same ones in namespaces of their own (x14, xm).
_LISTED = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")
_RANGED = ("autoFilter", "sortState", "sortCondition")
_SHEET_FORMULAS = ("formula", "formula1", "formula2", "f")
_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")


def extend_references(cells: SheetCells, parts: ChangedParts, workbook: str, growth: Growth) -> None:
    """Extend a sheet's validations, formats and filter, and the workbook's charts and defined names, over the rows.

    :param workbook: the name of the part of the workbook itself.
    """
    for surrounding in cells.elements_beside_rows():
        _extend_on_sheet(surrounding, growth)
    for part in (workbook, *parts.of_type(*_CHARTS)):
        _extend_by_name(parts, part, growth)


def extend_table_references(table: etree._Element, growth: Growth) -> None:
    """Extend the filter, the sorting and the formulas of an Excel table over the rows."""
    _extend_ranges(table, growth)
    for formula in _find_elements(table, *_TABLE_FORMULAS):
        formula.text = growth.extend_formula(formula.text or "", home=growth.sheet)


def _extend_on_sheet(surrounding: etree._Element, growth: Growth) -> None:
    _extend_ranges(surrounding, growth)
    for listed in _find_elements(surrounding, *_LISTED):
        if listed.get("sqref"):
            listed.set("sqref", growth.extend_list(listed.get("sqref", "")))
        for extension in _find_elements(listed, "sqref"):  # newer versions' kinds have it as an element
            extension.text = growth.extend_list(extension.text or "")
    for formula in _find_elements(surrounding, *_SHEET_FORMULAS):
        formula.text = growth.extend_formula(formula.text or "", home=growth.sheet)


def _extend_ranges(root: etree._Element, growth: Growth) -> None:
    for ranged in _find_elements(root, *_RANGED):
        if ranged.get("ref"):
            ranged.set("ref", growth.extend_list(ranged.get("ref", "")))


def _extend_by_name(parts: ChangedParts, part: str, growth: Growth) -> None:
    """Extend the ranges of charts and defined names, which always name their sheet."""
    for formula in _find_elements(parts.tree(part), "f", "definedName"):
        grown = growth.extend_formula(formula.text or "")
        if grown != (formula.text or ""):  # a part in which nothing follows is not written anew
            formula.text = grown
            parts.tree_to_change(part)


def _find_elements(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The root and the elements below it that have one of these local names."""
    return root.iter(*(f"{{*}}{name}" for name in names))
