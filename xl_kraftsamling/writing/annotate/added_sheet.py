"""The sheet Kontroll in a workbook that has none: the template's sheet is added as the last one, and removed again.

A hidden defined name points to it.  By that name, not by its title, the sheet is recognised: a user may have a sheet Kontroll of
their own, and may rename ours.
"""

import posixpath
import re
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
from xl_kraftsamling.xlsx.edit.sheet_list import (
    choose_free_name,
    define_name,
    list_sheet,
    remove_sheet,
    repeat_in_print,
)
from xl_kraftsamling.xlsx.package import TRUE_TEXTS, ExcelTable, Package, Sheet, parse_table, parse_whole

SHEET_NAME_MARK = "Kraftsamling.Kontroll"
"""The hidden name that points to the sheet."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_LOCKED = Text(
    "{file} har en låst struktur, så bladet {sheet} kan varken läggas till eller tas bort. Lås upp den i Excel (Granska, "
    "Skydda arbetsbok) först.",
    "The structure of {file} is locked, so the sheet {sheet} can neither be added nor removed. Unlock it in Excel (Review, "
    "Protect Workbook) first.",
)


def refuse_locked(package: Package, changes: ChangedParts, sheet: str = FINDINGS_SHEET) -> None:
    """Refuse a workbook whose structure is locked, so that sheets may be neither added nor removed (BadInput)."""
    if is_locked(package, changes):
        raise BadInput(_LOCKED, file=str(package.path), sheet=sheet)


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
    name = list_sheet(workbook, add_relationship(changes, package.part, f"{base}/worksheet", part), base, FINDINGS_SHEET)
    _forget_mark(workbook)  # of a sheet that is no longer ours, since somebody has changed its headings
    define_name(workbook, f"'{name}'!$A$1", name=SHEET_NAME_MARK, hidden="1")
    repeat_in_print(workbook, name, HEADING_ROW)
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
    name = choose_free_name(FINDINGS_SHEET, "_{}", {each.casefold() for each in names})
    root.attrib.update({"id": str(max(ids, default=0) + 1), "name": name, "displayName": name})
    return parse_table(ElementTree.fromstring(etree.tostring(root)), part)  # noqa: S314 - our own text


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
    _forget_mark(changes.tree_to_change(package.part))
    remove_sheet(package, changes, sheet)


def _forget_mark(workbook: etree._Element) -> None:
    for names in workbook.findall("{*}definedNames"):
        for name in [each for each in names if each.get("name") == SHEET_NAME_MARK]:
            names.remove(name)
