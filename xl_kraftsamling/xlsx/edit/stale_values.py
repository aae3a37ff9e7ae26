"""Removing the stored values of formulas that depend on what an edit has changed: they are those from before.

A program that computes nothing would otherwise show them as if they held; Excel computes them anew when it opens the copy.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.formulas.copies import Formulas
from xl_kraftsamling.xlsx.formulas.dependents import SheetArea, WorkbookFormulas
from xl_kraftsamling.xlsx.formulas.sheet import read_formulas
from xl_kraftsamling.xlsx.grid import Area
from xl_kraftsamling.xlsx.package import Package, Sheet

Opened = Mapping[Sheet, SheetCells]
"""The sheets of which the cells have been opened."""


def find_stale_cells(package: Package, parts: ChangedParts, opened: Opened) -> dict[Sheet, list[Area]]:
    """The cells whose formulas depend on changed cells, by sheet; none where no cell was changed."""
    changed = [(sheet.name.casefold(), area) for sheet, cells in opened.items() for area in cells.changed]
    if not changed:
        return {}
    formulas = WorkbookFormulas(
        {sheet.name.casefold(): _list_formulas(package, sheet, opened) for sheet in package.sheets},
        dict(_find_tables(package, parts)),
        dict(_find_names(package, parts)),
    )
    found = formulas.find_dependents(changed)
    # of a formula that was changed itself, too, the value is from before
    for sheet, cells in opened.items():
        found.setdefault(sheet.name.casefold(), []).extend(cells.changed)
    return {sheet: found[sheet.name.casefold()] for sheet in package.sheets if sheet.name.casefold() in found}


def _list_formulas(package: Package, sheet: Sheet, opened: Opened) -> Formulas:
    if sheet in opened:
        return opened[sheet].group_formulas()
    try:
        return read_formulas(package.read(sheet.part))
    except ValueError:
        raise package.archive.damaged_error(sheet.part) from None


def _find_tables(package: Package, parts: ChangedParts) -> Iterator[tuple[str, SheetArea]]:
    """The Excel tables by name in lower case, where they are now."""
    for sheet in package.sheets:
        for table in package.tables(sheet):
            with suppress(ValueError):
                yield table.name.casefold(), (sheet.name.casefold(), Area.parse(parts.tree(table.part).get("ref", "")))


def _find_names(package: Package, parts: ChangedParts) -> Iterator[tuple[str, str]]:
    for name in parts.tree(package.part).iterfind("{*}definedNames/{*}definedName"):
        yield name.get("name", "").casefold(), name.text or ""
