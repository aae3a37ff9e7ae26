"""The list of a workbook's sheets: a sheet added to it as the last one, and one removed with its parts and names."""

import itertools
from collections.abc import Container, Iterable

from lxml import etree

from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.package import Package, Sheet, local_name, parse_whole, relationships_part
from xl_kraftsamling.xlsx.package.archive import part_key

_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
"""The elements of a workbook that `definedNames` must come after (ECMA-376 part 1, 18.2.27)."""
_REMOVED_WITH_SHEET = ("table", "comments", "vmlDrawing", "printerSettings")
"""The parts that belong to one sheet alone; any other, such as a picture, may be used by the rest of the workbook."""


def choose_free_name(name: str, ending: str, taken: Container[str]) -> str:
    """The name if it is not taken, otherwise with the first number that makes it so; Excel's names ignore case."""
    others = (name + ending.format(number) for number in itertools.count(2))
    return next(each for each in itertools.chain([name], others) if each.casefold() not in taken)


def list_sheet(workbook: etree._Element, link_id: str, base: str, title: str) -> str:
    """List a new sheet as the workbook's last one; returns its name: the title or, if that is taken, "title (2)" and so on.

    :param workbook: the root of the workbook's part; ``link_id`` is that of the relationship to the sheet, whose namespace is ``base``.
    """
    sheets = next(each for each in workbook if local_name(str(each.tag)) == "sheets")
    entries = list(sheets.iterchildren("{*}sheet"))
    name = choose_free_name(title, " ({})", {str(each.get("name")).casefold() for each in entries})
    taken = {each.get("sheetId") for each in entries}
    # ids are not positions: where sheets have been removed, higher ones than the number of sheets are in use
    number = next(number for number in itertools.count(len(entries) + 1) if str(number) not in taken)
    new = etree.SubElement(sheets, f"{{{_namespace(workbook)}}}sheet", name=name, sheetId=str(number))
    new.set(f"{{{base}}}id", link_id)
    return name


def define_name(workbook: etree._Element, refers_to: str, **attributes: str) -> None:
    """Add a defined name to the workbook's list, which is made if there is none."""
    names = _find_or_add_names(workbook)
    etree.SubElement(names, f"{{{_namespace(names)}}}definedName", attributes).text = refers_to


def repeat_in_print(workbook: etree._Element, sheet: str, row: int) -> None:
    """Have the row of headings of the workbook's last sheet repeated on every printed page."""
    last = len(list(workbook.iterfind("{*}sheets/{*}sheet"))) - 1
    define_name(workbook, f"'{sheet}'!${row}:${row}", name="_xlnm.Print_Titles", localSheetId=str(last))


def _find_or_add_names(workbook: etree._Element) -> etree._Element:
    found: Iterable[etree._Element] = workbook.iterchildren("{*}definedNames")
    for names in found:
        return names
    names = etree.Element(f"{{{_namespace(workbook)}}}definedNames")
    [each for each in workbook if local_name(str(each.tag)) in _BEFORE_NAMES][-1].addnext(names)
    return names


def _namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def remove_sheet(package: Package, changes: ChangedParts, sheet: Sheet) -> None:
    """Remove a sheet, with the parts that are its own and the names that hold on it alone."""
    for link in package.relationships(sheet.part):
        if link.kind in _REMOVED_WITH_SHEET:
            changes.remove(sheet.part, link)
    changes.removed.add(part_key(relationships_part(sheet.part)))
    link = next(link for link in package.relationships(package.part) if link.target == sheet.part)
    changes.remove(package.part, link)
    _unlist_sheet(changes.tree_to_change(package.part), link.id)


def _unlist_sheet(workbook: etree._Element, link_id: str) -> None:
    """Remove a sheet from the workbook's list.

    Names that hold on one sheet, and the tab that is shown, refer to sheets by their position: those after it move by one.
    """
    entries = list(workbook.iterfind("{*}sheets/{*}sheet"))
    # by the value alone: the name of r:id has another namespace in a strict workbook
    number = next(n for n, entry in enumerate(entries) if link_id in entry.attrib.values())
    for sheets in workbook.iterchildren("{*}sheets"):
        if entries[number].getparent() is sheets:
            sheets.remove(entries[number])
    for names in workbook.findall("{*}definedNames"):
        _remove_names(names, number)
        if not len(names):  # an empty list is invalid, and Excel offers to repair the workbook
            workbook.remove(names)
    for view in workbook.iterfind("{*}bookViews/{*}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            position = parse_whole(view.get(attribute), 0)
            # where the removed sheet was shown, the one before it is now; the first one has none before it
            if max(1, number) <= position < len(entries):
                view.set(attribute, str(position - 1))


def _remove_names(names: etree._Element, number: int) -> None:
    """Remove the names that belong to the sheet at a position."""
    for name in list(names):
        place = parse_whole(name.get("localSheetId"), -1)
        if place == number:
            names.remove(name)
        elif place > number:
            name.set("localSheetId", str(place - 1))
