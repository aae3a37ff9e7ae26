"""What must follow when rows are added below others or taken away, wherever in the workbook it stands."""

from collections.abc import Iterator

from lxml import etree

from xl_kraftsamling.sheets.edit.cells import Cells
from xl_kraftsamling.sheets.edit.growth import Growth
from xl_kraftsamling.sheets.edit.trees import Trees

_LISTED = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")
_RANGED = ("autoFilter", "sortState", "sortCondition")
_SHEET_FORMULAS = ("formula", "formula1", "formula2", "f")
_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")


def follow(cells: Cells, trees: Trees, workbook: str, growth: Growth) -> None:
    """Let a sheet's validations, formats and filter, and the charts and defined names of the workbook, cover the rows.

    :param workbook: the name of the workbook's own part.
    """
    for surrounding in cells.surroundings():
        _follow_on_sheet(surrounding, growth)
    for part in (workbook, *trees.parts_of_type(*_CHARTS)):
        _follow_by_name(trees, part, growth)


def follow_in_table(table: etree._Element, growth: Growth) -> None:
    """Let the filter, the sorting and the formulas of an Excel table cover the rows."""
    _follow_ranges(table, growth)
    for formula in _named(table, *_TABLE_FORMULAS):
        formula.text = growth.of_formula(formula.text or "", home=growth.sheet)


def _follow_on_sheet(surrounding: etree._Element, growth: Growth) -> None:
    _follow_ranges(surrounding, growth)
    for listed in _named(surrounding, *_LISTED):
        if listed.get("sqref"):
            listed.set("sqref", growth.of_list(listed.get("sqref", "")))
        for extension in _named(listed, "sqref"):  # newer versions' kinds have it as an element
            extension.text = growth.of_list(extension.text or "")
    for formula in _named(surrounding, *_SHEET_FORMULAS):
        formula.text = growth.of_formula(formula.text or "", home=growth.sheet)


def _follow_ranges(root: etree._Element, growth: Growth) -> None:
    for ranged in _named(root, *_RANGED):
        if ranged.get("ref"):
            ranged.set("ref", growth.of_list(ranged.get("ref", "")))


def _follow_by_name(trees: Trees, part: str, growth: Growth) -> None:
    """Charts and defined names spell out the sheet that their ranges are on."""
    for formula in _named(trees.root(part), "f", "definedName"):
        grown = growth.of_formula(formula.text or "")
        if grown != (formula.text or ""):
            formula.text = grown
            trees.touch(part)


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The root and the elements below it that have one of these local names."""
    return root.iter(*(f"{{*}}{name}" for name in names))
