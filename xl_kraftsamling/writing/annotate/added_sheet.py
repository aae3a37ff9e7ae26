"""The sheet Kontroll in a workbook that has none: the template's sheet is added as the last one, and removed again.

A hidden defined name points to it.  By that name, not by its title, the sheet is recognised: a user may have a sheet Kontroll of
their own, and may rename ours.
"""

import itertools
import posixpath
import re
from collections.abc import Container, Iterable
from xml.etree import ElementTree  # noqa: ICN001

from lxml import etree

from xl_kraftsamling.domain.template import FINDINGS_SHEET, HEADING_ROW
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.writing.annotate.findings_sheet import find_findings_sheet
from xl_kraftsamling.writing.annotate.formats import Formats, find_style
from xl_kraftsamling.writing.annotate.list_columns import FindingsSheet
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.new_parts import (
    OFFICE_RELATIONSHIPS,
    add_part,
    add_relationship,
    find_free_name,
    relationship_namespace,
)
from xl_kraftsamling.xlsx.edit.recalculation import recalculate_on_open
from xl_kraftsamling.xlsx.package import (
    TRUE_TEXTS,
    ExcelTable,
    Package,
    Sheet,
    local_name,
    parse_table,
    parse_whole,
    relationships_part,
)
from xl_kraftsamling.xlsx.package.archive import part_key

SHEET_NAME_MARK = "Kraftsamling.Kontroll"
"""The hidden name that points to the sheet."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
"""The elements of a workbook that `definedNames` must come after (ECMA-376 part 1, 18.2.27)."""

_REMOVED_WITH_SHEET = ("table", "comments", "vmlDrawing", "printerSettings")
"""The parts that belong to one sheet alone; any other, such as a picture, may be used by the rest of the workbook."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_LOCKED = Text(
    "{file} har en låst struktur, så bladet {sheet} kan inte tas bort. Lås upp den i Excel (Granska, Skydda arbetsbok) först.",
    "The structure of {file} is locked, so the sheet {sheet} cannot be removed. Unlock it in Excel (Review, Protect Workbook) first.",
)


def refuse_locked(package: Package, changes: ChangedParts) -> None:
    """Refuse a workbook whose structure is locked, so that no sheet may be removed (BadInput)."""
    if is_locked(package, changes):
        raise BadInput(_LOCKED, file=str(package.path), sheet=FINDINGS_SHEET)


def is_locked(package: Package, changes: ChangedParts) -> bool:
    """Whether the structure of a workbook is locked, so that sheets may be neither added nor removed."""
    protections = changes.tree(package.part).iterchildren("{*}workbookProtection")
    return any(each.get("lockStructure") in TRUE_TEXTS for each in protections)


def add_findings_sheet(package: Package, changes: ChangedParts, formats: Formats) -> FindingsSheet:
    """Add the sheet as the workbook's last one, under the name Kontroll or, if that is taken, Kontroll (2) and so on."""
    workbook = changes.tree_to_change(package.part)
    template = Package(find_template())
    model = find_findings_sheet(template)
    if model is None:
        raise RuntimeError("the template has no sheet of findings")
    folder, base = posixpath.dirname(package.part), relationship_namespace(formats.namespace)
    part = find_free_name(changes, posixpath.join(folder, "worksheets/sheet{}.xml"))
    add_part(changes, part, _copy_sheet(template, model, formats), _TYPE.format("worksheet"))
    table = _add_table(package, changes, template.read(model.table.part), formats.namespace)
    table_id = add_relationship(changes, part, f"{base}/table", table.part)
    # the copied sheet still has the template's relationship id
    for each in changes.tree(part).iter("{*}tablePart"):
        each.set(f"{{{base}}}id", table_id)
    name = _register_sheet(workbook, add_relationship(changes, package.part, f"{base}/worksheet", part), base)
    return FindingsSheet(name, part, table)


def _copy_sheet(template: Package, model: FindingsSheet, formats: Formats) -> bytes:
    """The template's sheet, with its formats as numbered in the other workbook and its texts in the cells themselves."""
    changes = ChangedParts(template.archive)
    root, styles = changes.tree(model.part), changes.tree(changes.of_type("styles+xml")[0])
    shared = changes.tree(changes.of_type("sharedStrings+xml")[0])
    texts = ["".join(map(str, text.itertext("{*}t"))) for text in shared]
    for cell in root.iter("{*}c"):
        cell.set("s", str(formats.copy_format(styles, int(cell.get("s", "0")))))
        if cell.get("t") == "s":  # the numbers of shared strings mean nothing in another workbook
            _inline_text(cell, texts)
    for rule in root.iter("{*}cfRule"):
        style = "".join(
            etree.tostring(each, encoding="unicode", with_tail=False)
            for each in find_style(styles, "dxfs", int(rule.get("dxfId", "0")))
        )
        rule.set("dxfId", str(formats.add_differential(style.replace(_namespace(root), formats.namespace))))
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return _change_namespaces(data, formats.namespace)


def _inline_text(cell: etree._Element, texts: list[str]) -> None:
    value = cell[0]
    cell.set("t", "inlineStr")
    tag = f"{{{_namespace(cell)}}}"
    etree.SubElement(etree.SubElement(cell, f"{tag}is"), f"{tag}t").text = texts[int(value.text or "0")]
    cell.remove(value)


def _namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def _change_namespaces(data: bytes, namespace: str) -> bytes:
    """A part of the template, which is transitional, with the namespaces of a workbook that may be strict."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return data.replace(main, namespace.encode()).replace(OFFICE_RELATIONSHIPS.encode(), relationship_namespace(namespace).encode())


def _add_table(package: Package, changes: ChangedParts, data: bytes, namespace: str) -> ExcelTable:
    """Add the sheet's Excel table; its name must differ from every table and defined name of the workbook, its id from every table's."""
    others = [table for sheet in package.sheets for table in package.tables(sheet)]
    names = [table.name for table in others]
    names += [str(name.get("name")) for name in changes.tree(package.part).iterfind("{*}definedNames/{*}definedName")]
    part = find_free_name(changes, posixpath.join(posixpath.dirname(package.part), "tables/table{}.xml"))
    root = add_part(changes, part, _change_namespaces(data, namespace), _TYPE.format("table"))
    ids = [parse_whole(changes.tree(table.part).get("id"), 0) for table in others]
    name = _choose_name(FINDINGS_SHEET, "_{}", {each.casefold() for each in names})
    root.attrib.update({"id": str(max(ids, default=0) + 1), "name": name, "displayName": name})
    return parse_table(ElementTree.fromstring(etree.tostring(root)), part)  # noqa: S314 - our own text


def _choose_name(name: str, ending: str, taken: Container[str]) -> str:
    """The name if it is not taken, otherwise with the first number that makes it so; Excel's names ignore case."""
    others = (name + ending.format(number) for number in itertools.count(2))
    return next(each for each in itertools.chain([name], others) if each.casefold() not in taken)


def _register_sheet(workbook: etree._Element, link_id: str, base: str) -> str:
    """List the sheet in the workbook, with the names that mark it and repeat its headings in print; returns its name."""
    sheets = next(each for each in workbook if local_name(str(each.tag)) == "sheets")
    entries = list(sheets.iterchildren("{*}sheet"))
    title = _choose_name(FINDINGS_SHEET, " ({})", {str(each.get("name")).casefold() for each in entries})
    taken = {each.get("sheetId") for each in entries}
    # ids are not positions: where sheets have been removed, higher ones than the number of sheets are in use
    number = next(number for number in itertools.count(len(entries) + 1) if str(number) not in taken)
    new = etree.SubElement(sheets, f"{{{_namespace(workbook)}}}sheet", name=title, sheetId=str(number))
    new.set(f"{{{base}}}id", link_id)
    names = _defined_names(workbook)
    for mark in [each for each in names if each.get("name") == SHEET_NAME_MARK]:  # of a sheet that is no longer ours: its headings were changed
        names.remove(mark)
    _define(names, f"'{title}'!$A$1", name=SHEET_NAME_MARK, hidden="1")
    _define(
        names, f"'{title}'!${HEADING_ROW}:${HEADING_ROW}", name="_xlnm.Print_Titles", localSheetId=str(len(entries))
    )
    return title


def _defined_names(workbook: etree._Element) -> etree._Element:
    """The list of defined names; it is made if there is none."""
    found: Iterable[etree._Element] = workbook.iterchildren("{*}definedNames")
    for names in found:
        return names
    names = etree.Element(f"{{{_namespace(workbook)}}}definedNames")
    [each for each in workbook if local_name(str(each.tag)) in _BEFORE_NAMES][-1].addnext(names)
    return names


def _define(names: etree._Element, refers_to: str, **attributes: str) -> None:
    etree.SubElement(names, f"{{{_namespace(names)}}}definedName", attributes).text = refers_to


def find_added_sheet(package: Package, changes: ChangedParts) -> Sheet | None:
    """The sheet that an earlier run has added; None if there is none."""
    names = changes.tree(package.part).iterfind("{*}definedNames/{*}definedName")
    refers_to = [name.text or "" for name in names if name.get("name") == SHEET_NAME_MARK]
    titles = {reference.rpartition("!")[0].strip("'").replace("''", "'") for reference in refers_to}
    return next((sheet for sheet in package.sheets if sheet.name in titles), None)


def remove_findings_sheet(package: Package, changes: ChangedParts, sheet: Sheet) -> None:
    """Remove an added sheet, with its parts and names."""
    if _FORMULA.search(package.read(sheet.part)):  # the button in Excel writes its links as formulas
        recalculate_on_open(package, changes, formulas_changed=True)
    for link in package.relationships(sheet.part):
        if link.kind in _REMOVED_WITH_SHEET:
            changes.remove(sheet.part, link)
    changes.removed.add(part_key(relationships_part(sheet.part)))
    link = next(link for link in package.relationships(package.part) if link.target == sheet.part)
    changes.remove(package.part, link)
    _unregister_sheet(changes.tree_to_change(package.part), link.id)


def _unregister_sheet(workbook: etree._Element, link_id: str) -> None:
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
    """Remove the names that belong to the sheet at a position, and the one that marks it."""
    for name in list(names):
        place = parse_whole(name.get("localSheetId"), -1)
        if place == number or name.get("name") == SHEET_NAME_MARK:
            names.remove(name)
        elif place > number:
            name.set("localSheetId", str(place - 1))
