"""The sheet Kontroll for a workbook that has none: the template's own, carried over with its look and its table."""

import itertools
import posixpath
from collections.abc import Container, Iterable
from xml.etree import ElementTree  # noqa: ICN001

from lxml import etree

from xl_kraftsamling.domain.tables import FINDINGS_SHEET, HEADING_ROW
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.writing.annotate.findings_sheet import FindingsSheet, find_findings_sheet
from xl_kraftsamling.writing.annotate.formats import Formats, find_style
from xl_kraftsamling.writing.template_file import find_template
from xl_kraftsamling.xlsx.edit.new_parts import (
    OFFICE_RELATIONSHIPS,
    add_part,
    add_relationship,
    find_free_name,
    relationship_namespace,
)
from xl_kraftsamling.xlsx.edit.parts import ChangedParts
from xl_kraftsamling.xlsx.package import Package, parts
from xl_kraftsamling.xlsx.package.parts import TRUE_TEXTS, local_name, parse_whole

SHEET_NAME_MARK = "Kraftsamling.Kontroll"
"""The hidden name that points to a sheet which we have added: by it the sheet is known and taken away again."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_LOCKED = Text(
    "{file} har en låst struktur, så bladet {sheet} kan varken läggas till eller tas bort. Lås upp den i Excel (Granska, "
    "Skydda arbetsbok) först.",
    "The structure of {file} is locked, so the sheet {sheet} can be neither added nor removed. Unlock it in Excel (Review, "
    "Protect Workbook) first.",
)


def refuse_locked(package: Package, trees: ChangedParts) -> None:
    """Refuse a workbook whose sheets may be neither added nor removed (BadInput)."""
    if any(each.get("lockStructure") in TRUE_TEXTS for each in trees.tree(package.part).iterchildren("{*}workbookProtection")):
        raise BadInput(_LOCKED, file=str(package.path), sheet=FINDINGS_SHEET)


def add_findings_sheet(package: Package, trees: ChangedParts, looks: Formats) -> FindingsSheet:
    """Add the sheet as the workbook's last one, under the name Kontroll or the next that is free."""
    workbook = trees.tree_to_change(package.part)
    model = Package(find_template())
    like = find_findings_sheet(model)
    if like is None:
        raise RuntimeError("the find_template has no sheet of findings")
    folder, base = posixpath.dirname(package.part), relationship_namespace(looks.namespace)
    part = find_free_name(trees, posixpath.join(folder, "worksheets/sheet{}.xml"))
    add_part(trees, part, _sheet(model, like, looks), _TYPE.format("worksheet"))
    table = _add_table(package, trees, model.read(like.table.part), looks.namespace)
    name = add_relationship(trees, part, f"{base}/table", table.part)
    for each in trees.tree(part).iter("{*}tablePart"):
        each.set(f"{{{base}}}id", name)
    title = _enter(workbook, add_relationship(trees, package.part, f"{base}/worksheet", part), base)
    return FindingsSheet(title, part, table)


def _sheet(model: Package, like: FindingsSheet, looks: Formats) -> bytes:
    """The template's sheet with the numbers that its formats have here, and its texts in the cells themselves."""
    trees = ChangedParts(model.archive)
    root, styles = trees.tree(like.part), trees.tree(trees.parts_of_type("styles+xml")[0])
    texts = [
        "".join(map(str, text.itertext("{*}t"))) for text in trees.tree(trees.parts_of_type("sharedStrings+xml")[0])
    ]
    for cell in root.iter("{*}c"):
        cell.set("s", str(looks.carried_over(styles, int(cell.get("s", "0")))))
        if cell.get("t") == "s":
            _spell_out(cell, texts)
    for rule in root.iter("{*}cfRule"):
        content = (_text(each) for each in find_style(styles, "dxfs", int(rule.get("dxfId", "0"))))
        rule.set("dxfId", str(looks.differential("".join(content).replace(_namespace(root), looks.namespace))))
    return _translated(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True), looks.namespace)


def _spell_out(cell: etree._Element, texts: list[str]) -> None:
    value = cell[0]
    cell.set("t", "inlineStr")
    tag = f"{{{_namespace(cell)}}}"
    etree.SubElement(etree.SubElement(cell, f"{tag}is"), f"{tag}t").text = texts[int(value.text or "0")]
    cell.remove(value)


def _text(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def _translated(data: bytes, namespace: str) -> bytes:
    """A part of the find_template, which is transitional, as a workbook with that namespace would have it."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return data.replace(main, namespace.encode()).replace(OFFICE_RELATIONSHIPS.encode(), relationship_namespace(namespace).encode())


def _add_table(package: Package, trees: ChangedParts, data: bytes, namespace: str) -> parts.ExcelTable:
    there = [table for sheet in package.sheets for table in package.tables(sheet)]
    names = [table.name for table in there]
    names += [str(name.get("name")) for name in trees.tree(package.part).iterfind("{*}definedNames/{*}definedName")]
    part = find_free_name(trees, posixpath.join(posixpath.dirname(package.part), "tables/table{}.xml"))
    root = add_part(trees, part, _translated(data, namespace), _TYPE.format("table"))
    taken = [parse_whole(trees.tree(table.part).get("id"), 0) for table in there]
    name = _free(FINDINGS_SHEET, "_{}", {each.casefold() for each in names})
    root.attrib.update({"id": str(max(taken, default=0) + 1), "name": name, "displayName": name})
    return parts.parse_table(ElementTree.fromstring(etree.tostring(root)), part)  # noqa: S314 - our own text


def _free(name: str, ending: str, taken: Container[str]) -> str:
    """A name that is not taken, with the first number that makes it so."""
    others = (name + ending.format(number) for number in itertools.count(2))
    return next(each for each in itertools.chain([name], others) if each.casefold() not in taken)


def _enter(workbook: etree._Element, link_id: str, base: str) -> str:
    """Enter the sheet in the workbook, with the names that mark it and repeat its headings in print; returns its name."""
    sheets = next(each for each in workbook if local_name(str(each.tag)) == "sheets")
    entries = list(sheets.iterchildren("{*}sheet"))
    title = _free(FINDINGS_SHEET, " ({})", {str(each.get("name")).casefold() for each in entries})
    taken = {each.get("sheetId") for each in entries}
    number = next(number for number in itertools.count(len(entries) + 1) if str(number) not in taken)
    new = etree.SubElement(sheets, f"{{{_namespace(workbook)}}}sheet", name=title, sheetId=str(number))
    new.set(f"{{{base}}}id", link_id)
    names = _names(workbook)
    _define(names, f"'{title}'!$A$1", name=SHEET_NAME_MARK, hidden="1")
    _define(
        names, f"'{title}'!${HEADING_ROW}:${HEADING_ROW}", name="_xlnm.Print_Titles", localSheetId=str(len(entries))
    )
    return title


def _names(workbook: etree._Element) -> etree._Element:
    found: Iterable[etree._Element] = workbook.iterchildren("{*}definedNames")
    for names in found:
        return names
    names = etree.Element(f"{{{_namespace(workbook)}}}definedNames")
    [each for each in workbook if local_name(str(each.tag)) in _BEFORE_NAMES][-1].addnext(names)
    return names


def _define(names: etree._Element, refers_to: str, **attributes: str) -> None:
    etree.SubElement(names, f"{{{_namespace(names)}}}definedName", attributes).text = refers_to
