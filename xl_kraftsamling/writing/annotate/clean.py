"""Taking away what an annotation has put into a workbook: the notes and marks, and the sheet Kontroll."""

import re

from lxml import etree

from xl_kraftsamling.writing.annotate.findings_sheet import clear_findings, find_findings_sheet
from xl_kraftsamling.writing.annotate.formats import cut_styles_back
from xl_kraftsamling.writing.annotate.new_sheet import SHEET_NAME_MARK, refuse_locked
from xl_kraftsamling.writing.annotate.sheet_marks import SheetMarks
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.edit.recalculation import recalculate_on_open
from xl_kraftsamling.xlsx.package import Package, Sheet
from xl_kraftsamling.xlsx.package.archive import part_key
from xl_kraftsamling.xlsx.package.parts import parse_whole, relationships_part

_OURS_ALONE = ("table", "comments", "vmlDrawing", "printerSettings")
"""What a sheet that goes takes with it."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def remove_annotation(package: Package, trees: ChangedParts, *, force: bool) -> bool:
    """Take away all of it; returns whether there was anything.

    :raises BadInput: a sheet of ours cannot be removed because the structure is locked, unless `force` is given.
    """
    added, page = _added(package, trees), find_findings_sheet(package)
    ours = [each.part for each in (added, page) if each]
    found = [SheetMarks(package, trees, sheet).clear() for sheet in package.sheets if sheet.part not in ours]
    if added:
        if not force:
            refuse_locked(package, trees)
        _remove(package, trees, added)
    elif page:
        found.append(clear_findings(package, trees, page))
    if added or any(found):
        cut_styles_back(package, trees)
        return True
    return False


def _added(package: Package, trees: ChangedParts) -> Sheet | None:
    """The sheet that our hidden name points to."""
    names = [name.text or "" for name in _names(trees.tree(package.part)) if name.get("name") == SHEET_NAME_MARK]
    titles = {name.rpartition("!")[0].strip("'").replace("''", "'") for name in names}
    return next((sheet for sheet in package.sheets if sheet.name in titles), None)


def _names(workbook: etree._Element) -> list[etree._Element]:
    return list(workbook.iterfind("{*}definedNames/{*}definedName"))


def _remove(package: Package, trees: ChangedParts, sheet: Sheet) -> None:
    if _FORMULA.search(package.read(sheet.part)):  # the button in Excel writes its links as formulas
        recalculate_on_open(package, trees, formulas_changed=True)
    for link in package.relationships(sheet.part):
        if link.kind in _OURS_ALONE:
            trees.remove(sheet.part, link)
    trees.removed.add(part_key(relationships_part(sheet.part)))
    link = next(link for link in package.relationships(package.part) if link.target == sheet.part)
    trees.remove(package.part, link)
    _strike_out(trees.tree_to_change(package.part), link.id)


def _strike_out(workbook: etree._Element, link_id: str) -> None:
    """Take a sheet out of the workbook's list; what counts sheets after it counts one less."""
    entries = list(workbook.iterfind("{*}sheets/{*}sheet"))
    number = next(n for n, entry in enumerate(entries) if link_id in entry.attrib.values())
    for sheets in workbook.iterchildren("{*}sheets"):
        if entries[number].getparent() is sheets:
            sheets.remove(entries[number])
    for names in workbook.findall("{*}definedNames"):
        _strike_names(names, number)
        if not len(names):
            workbook.remove(names)
    for view in workbook.iterfind("{*}bookViews/{*}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            if max(1, number) <= (shown := parse_whole(view.get(attribute), 0)) < len(entries):
                view.set(attribute, str(shown - 1))


def _strike_names(names: etree._Element, number: int) -> None:
    """Take away the names that belong to the sheet of a number, and our mark."""
    for name in list(names):
        place = parse_whole(name.get("localSheetId"), -1)
        if place == number or name.get("name") == SHEET_NAME_MARK:
            names.remove(name)
        elif place > number:
            name.set("localSheetId", str(place - 1))
