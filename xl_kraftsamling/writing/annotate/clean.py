"""Taking away what an annotation has put into a workbook: the notes and marks, and the sheet Kontroll."""

import re

from lxml import etree

from xl_kraftsamling.writing.annotate.findings_sheet import empty, own_page
from xl_kraftsamling.writing.annotate.formats import restore
from xl_kraftsamling.writing.annotate.new_sheet import MARK, refuse_locked
from xl_kraftsamling.writing.annotate.sheet_marks import Marking
from xl_kraftsamling.xlsx.edit.parts import Trees
from xl_kraftsamling.xlsx.edit.recalculation import demand_recalculation
from xl_kraftsamling.xlsx.package import Package, Sheet
from xl_kraftsamling.xlsx.package.admission import key
from xl_kraftsamling.xlsx.package.parts import relationships_part, whole

_OURS_ALONE = ("table", "comments", "vmlDrawing", "printerSettings")
"""What a sheet that goes takes with it."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def take_away(package: Package, trees: Trees, *, force: bool) -> bool:
    """Take away all of it; returns whether there was anything.

    :raises BadInput: a sheet of ours cannot be removed because the structure is locked, unless `force` is given.
    """
    added, page = _added(package, trees), own_page(package)
    ours = [each.part for each in (added, page) if each]
    found = [Marking(package, trees, sheet).clear() for sheet in package.sheets if sheet.part not in ours]
    if added:
        if not force:
            refuse_locked(package, trees)
        _remove(package, trees, added)
    elif page:
        found.append(empty(package, trees, page))
    if added or any(found):
        restore(package, trees)
        return True
    return False


def _added(package: Package, trees: Trees) -> Sheet | None:
    """The sheet that our hidden name points to."""
    names = [name.text or "" for name in _names(trees.root(package.part)) if name.get("name") == MARK]
    titles = {name.rpartition("!")[0].strip("'").replace("''", "'") for name in names}
    return next((sheet for sheet in package.sheets if sheet.name in titles), None)


def _names(workbook: etree._Element) -> list[etree._Element]:
    return list(workbook.iterfind("{*}definedNames/{*}definedName"))


def _remove(package: Package, trees: Trees, sheet: Sheet) -> None:
    if _FORMULA.search(package.read(sheet.part)):  # the button in Excel writes its links as formulas
        demand_recalculation(package, trees, formulas_changed=True)
    for link in package.relationships(sheet.part):
        if link.kind in _OURS_ALONE:
            trees.drop(sheet.part, link)
    trees.dropped.add(key(relationships_part(sheet.part)))
    link = next(link for link in package.relationships(package.part) if link.target == sheet.part)
    trees.drop(package.part, link)
    _strike_out(trees.touch(package.part), link.id)


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
            if max(1, number) <= (shown := whole(view.get(attribute), 0)) < len(entries):
                view.set(attribute, str(shown - 1))


def _strike_names(names: etree._Element, number: int) -> None:
    """Take away the names that belong to the sheet of a number, and our mark."""
    for name in list(names):
        place = whole(name.get("localSheetId"), -1)
        if place == number or name.get("name") == MARK:
            names.remove(name)
        elif place > number:
            name.set("localSheetId", str(place - 1))
