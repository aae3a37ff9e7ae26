"""What follows a table that grows or shrinks: the ranges, named anywhere in the workbook, that covered its rows.

What must follow when rows are added below others or taken away, wherever in the workbook it stands.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from lxml import etree

from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.grid import Area

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
        """How many rows are new; negative where rows went."""
        return self.bottom - self.data.bottom

    def extend_area(self, area: Area) -> Area:
        """An area after the growth: one that covered all the data rows in some column still does, and no more."""
        covers = area.top <= self.data.top and area.bottom >= self.data.bottom
        if not covers or area.left > self.data.right or area.right < self.data.left:
            return area
        if area.bottom <= self.data.bottom + self.totals:
            return area._replace(bottom=area.bottom + self.rows)
        return area._replace(bottom=max(area.bottom, self.bottom))

    def extend_list(self, refs: str) -> str:
        """The ranges of a validation or conditional format, with spaces between, after the growth."""
        return " ".join(self._of_ref(ref) for ref in refs.split())

    def _of_ref(self, ref: str) -> str:
        with suppress(ValueError):  # whole columns have no rows that could grow
            return self.extend_area(Area.parse(ref)).ref
        return ref

    def extend_formula(self, formula: str, home: str | None = None) -> str:
        """A formula after the growth; ranges without a sheet's name belong to the sheet `home`."""
        return _RANGE.sub(partial(self._of_match, home), formula)

    def _of_match(self, home: str | None, match: re.Match[str]) -> str:
        if match["range"] is None:
            return match[0]
        named = match["sheet"] or ""
        sheet = named[:-1].strip("'").replace("''", "'") or home
        if sheet is not None and sheet.casefold() == self.sheet.casefold():
            with suppress(ValueError):
                return f"{named}{match['range']}{self.extend_area(Area.parse(match['range'] + match['bottom'])).bottom}"
        return match[0]


_LISTED = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")
_RANGED = ("autoFilter", "sortState", "sortCondition")
_SHEET_FORMULAS = ("formula", "formula1", "formula2", "f")
_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")


def extend_references(cells: SheetCells, trees: ChangedParts, workbook: str, growth: Growth) -> None:
    """Let a sheet's validations, formats and filter, and the charts and defined names of the workbook, cover the rows.

    :param workbook: the name of the workbook's own part.
    """
    for surrounding in cells.surroundings():
        _follow_on_sheet(surrounding, growth)
    for part in (workbook, *trees.parts_of_type(*_CHARTS)):
        _follow_by_name(trees, part, growth)


def extend_table_references(table: etree._Element, growth: Growth) -> None:
    """Let the filter, the sorting and the formulas of an Excel table cover the rows."""
    _follow_ranges(table, growth)
    for formula in _named(table, *_TABLE_FORMULAS):
        formula.text = growth.extend_formula(formula.text or "", home=growth.sheet)


def _follow_on_sheet(surrounding: etree._Element, growth: Growth) -> None:
    _follow_ranges(surrounding, growth)
    for listed in _named(surrounding, *_LISTED):
        if listed.get("sqref"):
            listed.set("sqref", growth.extend_list(listed.get("sqref", "")))
        for extension in _named(listed, "sqref"):  # newer versions' kinds have it as an element
            extension.text = growth.extend_list(extension.text or "")
    for formula in _named(surrounding, *_SHEET_FORMULAS):
        formula.text = growth.extend_formula(formula.text or "", home=growth.sheet)


def _follow_ranges(root: etree._Element, growth: Growth) -> None:
    for ranged in _named(root, *_RANGED):
        if ranged.get("ref"):
            ranged.set("ref", growth.extend_list(ranged.get("ref", "")))


def _follow_by_name(trees: ChangedParts, part: str, growth: Growth) -> None:
    """Charts and defined names spell out the sheet that their ranges are on."""
    for formula in _named(trees.tree(part), "f", "definedName"):
        grown = growth.extend_formula(formula.text or "")
        if grown != (formula.text or ""):
            formula.text = grown
            trees.tree_to_change(part)


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The root and the elements below it that have one of these local names."""
    return root.iter(*(f"{{*}}{name}" for name in names))
